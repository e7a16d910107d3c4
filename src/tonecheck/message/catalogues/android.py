r"""Android's string resources, after «String resources» and «Format and style» of the Android documentation.

Strings, arrays and plurals; «\'», «\n» and «\u0433», quotation marks that keep blanks, CDATA, inline tags. What
stands inside ``<xliff:g>`` is a placeholder, and so is an entity of the document's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tonecheck.message.catalogues import xml
from tonecheck.message.catalogues.entry import Entry
from tonecheck.message.sourcemap import Builder
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.message.catalogues.xml import Node

_ESCAPE: Final = re.compile(r"\\u(?P<unit>[0-9A-Fa-f]{4})|\\(?P<sign>.)|(?P<quote>\")|(?P<blank>[ \t\r\n]+)", re.DOTALL)
_NAMED: Final = {"n": "\n", "t": "\t"}
_WRITTEN: Final = {"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_LINES: Final = frozenset(("br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"))
_ITEMS: Final = {"plurals": "plurals", "string-array": "string-array", "array": "string-array"}


@dataclass(slots=True)
class _Body:
    """The text of one string while it is read."""

    builder: Builder
    holes: list[Span] = field(default_factory=list)
    has_letters: bool = False  #: outside ASCII, written as such
    in_cdata: bool = False
    _is_quoted: bool = False

    def add_text(self, start: int, end: int) -> None:
        self.has_letters = self.has_letters or not self.builder.source[start:end].isascii()
        self.holes += (Span(*span) for span in xml.put_text(self.builder, start, end, self.add_plain))

    def add_plain(self, start: int, end: int) -> None:
        position = start
        for found in _ESCAPE.finditer(self.builder.source, start, end):
            self.builder.copy(position, found.start())
            position = found.end()
            if found["quote"]:
                self._is_quoted = not self._is_quoted
            elif found["blank"] and (self._is_quoted or found[0] == " "):
                self.builder.copy(*found.span())
            else:
                self.builder.put(_mean(found), *found.span())
        self.builder.copy(position, end)

    def add_hole(self, start: int, end: int) -> None:
        at = self.builder.length
        self.builder.copy(start, end)
        self.holes.append(Span(at, self.builder.length))


def find_charset(data: bytes) -> str | None:
    """The charset that the declaration names."""
    return xml.find_charset(data)


def read(source: str) -> Iterator[Entry]:
    """The translatable strings; raises ``UnreadableError`` with the line of what is no XML."""
    xml.check(source)
    nodes = xml.find_nodes(source)
    group, number = "", 0
    for node in nodes:
        if node.kind == "start" and node.name in _ITEMS:
            group, number = node.get("name"), 0
        elif node.kind == "end" and node.name in _ITEMS:
            group = ""
        elif node.kind == "start" and node.name in ("string", "item"):
            key = f"{group}[{node.get('quantity') or number}]" if group else node.get("name")
            number += 1
            entry = _read_body(source, nodes, key)
            if node.get("translatable") != "false":
                yield entry


def _read_body(source: str, nodes: Iterator[Node], key: str) -> Entry:
    body = _Body(Builder(source))
    depth = 1
    for node in nodes:
        if node.kind == "start":
            if node.name == "g":
                end = _skip(nodes)
                body.add_hole(node.start, end)
                continue
            depth += 1
        elif node.kind == "end":
            depth -= 1
            if not depth:
                break
        elif node.kind == "cdata":
            body.in_cdata = True
            body.has_letters = True
            body.add_plain(node.start, node.end)
        else:
            body.add_text(node.start, node.end)
        if node.name in _LINES and (node.kind == "start" or node.start < node.end):
            body.builder.put("\n", node.start, node.end)
    text, source_map = body.builder.finish()
    write = _write_cdata if body.in_cdata else _write if body.has_letters else _write_ascii
    return Entry(key, text, source_map, None, write, tuple(body.holes))


def _skip(nodes: Iterator[Node]) -> int:
    """Past the end of the element that has just begun."""
    depth = 1
    for node in nodes:
        depth += (node.kind == "start") - (node.kind == "end")
        if not depth:
            return node.end
    raise AssertionError("the document is sound")


def _mean(found: re.Match[str]) -> str:
    if found["unit"]:
        return chr(int(found["unit"], 16))
    if found["blank"]:
        return " "
    return _NAMED.get(found["sign"], found["sign"])


def _write_cdata(text: str) -> str:
    return "".join(_WRITTEN.get(char, char) for char in text)


def _write(text: str) -> str:
    return xml.write(_write_cdata(text))


def _write_ascii(text: str) -> str:
    return xml.write_ascii(_write_cdata(text))
