"""XML with places: expat says whether a document is sound, a scanner of our own where everything stands.

No entity is expanded: one that the document declares is a placeholder, like any other thing that a program fills in.
Only the five that XML itself has and numeric references are read. (Why: OWASP, «XML External Entity Prevention»;
expat's own limits stand behind this.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from xml.parsers import expat

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues.entry import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tonecheck.message.sourcemap import Builder

NodeKind = Literal["start", "end", "text", "cdata"]

_MARKUP: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?.*?\?>"
    r"|<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>"
    r"|<(?P<close>/)?(?P<name>[^\s/>]+)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/)?>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
REFERENCE: Final = re.compile(
    r"&(?:#[xX](?P<hex>[0-9A-Fa-f]{1,6})|#(?P<decimal>[0-9]{1,7})|(?P<name>[^\s;&<]{1,100}));"
)
_KNOWN: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
#: What a declared entity may say at most.
_MAX_ENTITY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Node:
    """A tag or a stretch of text; ``start`` and ``end`` of CDATA are those of what it holds. Names have no prefix."""

    kind: NodeKind
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] | None = None

    def get(self, attribute: str) -> str:
        return (self.attributes or {}).get(attribute, "")


def find_nodes(source: str) -> Iterator[Node]:
    """Tags and texts in their order; an empty element is a start and an end. The document must be sound."""
    position = 0
    for found in _MARKUP.finditer(source):
        if position < found.start():
            yield Node("text", position, found.start())
        position = found.end()
        if found["cdata"] is not None:
            yield Node("cdata", *found.span("cdata"))
        elif found["name"] is not None:
            name = found["name"].rpartition(":")[2]
            if found["close"]:
                yield Node("end", found.start(), position, name)
                continue
            attributes = {key: decode(one or other) for key, one, other in _ATTRIBUTE.findall(found["attributes"])}
            yield Node("start", found.start(), position, name, attributes)
            if found["empty"]:
                yield Node("end", position, position, name)


def decode(text: str) -> str:
    """``text`` with the references undone that XML itself knows."""
    return REFERENCE.sub(lambda found: mean(found) or found[0], text)


def mean(found: re.Match[str]) -> str:
    """What a reference stands for; «» for an entity that the document declares."""
    if found["name"]:
        return _KNOWN.get(found["name"], "")
    code = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def write(text: str) -> str:
    """The text of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def write_ascii(text: str) -> str:
    """The same in ASCII."""
    return "".join(char if char.isascii() else f"&#{ord(char)};" for char in write(text))


def put_text(builder: Builder, start: int, end: int, plain: Callable[[int, int], None]) -> list[tuple[int, int]]:
    """Write character data: references undone, the rest by ``plain``; the ranges of declared entities in the result."""
    holes = []
    position = start
    for found in REFERENCE.finditer(builder.source, start, end):
        plain(position, found.start())
        position = found.end()
        if text := mean(found):
            builder.put(text, found.start(), position)
        else:
            at = builder.length
            builder.copy(found.start(), position)
            holes.append((at, builder.length))
    plain(position, end)
    return holes


def find_charset(data: bytes) -> str | None:
    """The charset that the declaration names."""
    found = _DECLARED.match(data)
    return found[1].decode("ascii") if found else None


def check(source: str) -> None:
    """Raise ``UnreadableError`` with the line where the document is no XML, or nested or made to harm."""
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def open_element(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            _fail(parser.CurrentLineNumber, f"it is nested deeper than {MAX_DEPTH} levels")

    def close_element(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declare_entity(_name: str, _is_parameter: bool, value: str | None, *_rest: object) -> None:  # noqa: FBT001
        if value is not None and (len(value) > _MAX_ENTITY or re.search(r"[&%]\w+;", value)):
            _fail(parser.CurrentLineNumber, "it declares an entity that is made of others")

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.EntityDeclHandler = declare_entity
    parser.DefaultHandler = lambda _data: None  # with one set, expat expands no entity
    try:
        parser.Parse(source.encode("utf-8", "replace"), True)  # noqa: FBT003 - the end of the document
    except expat.ExpatError as error:
        _fail(error.lineno, expat.ErrorString(error.code))


def _fail(line: int, what: str) -> None:
    raise UnreadableError(f"line {line}: this is no XML that can be read: {what}")
