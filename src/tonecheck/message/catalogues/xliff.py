"""XLIFF 1.2 and 2 (OASIS): the targets of a Russian or Ukrainian file, never the sources.

Targets that their state calls untranslated, suggestions of a translation memory (``alt-trans``, ``match``) and units
that are not to be translated are left alone. Inline codes stand for what the program puts there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tonecheck.message.catalogues import xml
from tonecheck.message.catalogues.entry import Entry
from tonecheck.message.sourcemap import Builder
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.message.catalogues.xml import Node

_CODES: Final = frozenset(("x", "ph", "bpt", "ept", "it", "ut", "cp", "bx", "ex"))
_UNTRANSLATED: Final = frozenset(("new", "needs-translation", "initial"))
_ASIDE: Final = frozenset(("alt-trans", "match", "matches", "note", "notes", "source"))


@dataclass(slots=True)
class _Place:
    """Where in the file the reader is: the locale that holds, the unit, and whether it is to be read."""

    locale: str | None = None
    unit: str = ""
    segments: int = 0
    skipped: list[str] = field(default_factory=list)  #: elements that hide what is in them, the outermost first


def find_charset(data: bytes) -> str | None:
    """The charset that the declaration names."""
    return xml.find_charset(data)


def read(source: str) -> Iterator[Entry]:
    """The translated targets; raises ``UnreadableError`` with the line of what is no XML."""
    xml.check(source)
    nodes = xml.find_nodes(source)
    place = _Place()
    for node in nodes:
        if node.kind == "start":
            if not place.skipped and node.name == "target" and node.get("state") not in _UNTRANSLATED:
                yield _read_target(source, nodes, place)
            elif place.skipped or _is_aside(node):
                place.skipped.append(node.name)
            else:
                _enter(place, node)
        elif node.kind == "end" and place.skipped:
            place.skipped.pop()


def _is_aside(node: Node) -> bool:
    hidden = node.name in _ASIDE or node.name == "target" or node.get("translate") == "no"
    return hidden or (node.name == "segment" and node.get("state") in _UNTRANSLATED)


def _enter(place: _Place, node: Node) -> None:
    if node.name == "xliff":
        place.locale = node.get("trgLang") or None
    elif node.name == "file":
        place.locale = node.get("target-language") or place.locale
    elif node.name in ("trans-unit", "unit"):
        place.unit = node.get("resname") or node.get("name") or node.get("id")
        place.segments = 0
    elif node.name == "segment":
        place.segments += 1


def _read_target(source: str, nodes: Iterator[Node], place: _Place) -> Entry:
    builder = Builder(source)
    holes: list[Span] = []
    is_ascii = True
    has_cdata = False
    depth = 1
    for node in nodes:
        if node.kind == "start" and node.name in _CODES:
            at = builder.length
            builder.copy(node.start, _skip(nodes))
            holes.append(Span(at, builder.length))
        elif node.kind in ("start", "end"):
            depth += 1 if node.kind == "start" else -1
            if not depth:
                break
        else:
            is_ascii = is_ascii and source[node.start : node.end].isascii()
            has_cdata = has_cdata or node.kind == "cdata"
            if node.kind == "cdata":
                builder.copy(node.start, node.end)
            else:
                holes += (Span(*span) for span in xml.put_text(builder, node.start, node.end, builder.copy))
    text, source_map = builder.finish()
    key = place.unit if place.segments < 2 else f"{place.unit}[{place.segments}]"
    write = str if has_cdata else xml.write_ascii if is_ascii else xml.write
    return Entry(key, text, source_map, place.locale, write, tuple(holes))


def _skip(nodes: Iterator[Node]) -> int:
    """Past the end of the element that has just begun."""
    depth = 1
    for node in nodes:
        depth += (node.kind == "start") - (node.kind == "end")
        if not depth:
            return node.end
    raise AssertionError("the document is sound")
