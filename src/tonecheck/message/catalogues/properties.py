r"""Java's .properties, after the documentation of ``java.util.Properties.load``: escapes, continued lines, comments.

The file is read as what it is in, UTF-8 or a charset of one byte; all of it may be «\u0433»-escaped ASCII.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import escapes
from tonecheck.message.catalogues.entry import Entry
from tonecheck.message.sourcemap import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EOL: Final = r"(?:\r\n|\r|\n)"
_BLANKS: Final = rf"(?:[ \t\f]|\\{_EOL}[ \t\f]*)*+"
_SKIPPED: Final = re.compile(rf"[ \t\f]*+(?:[#!][^\r\n]*+)?(?:{_EOL}|\Z)")
_LINE: Final = re.compile(
    rf"[ \t\f]*+(?P<key>(?:\\(?:{_EOL}[ \t\f]*|.)|[^\\ \t\f\r\n=:])*+){_BLANKS}[=:]?{_BLANKS}"
    rf"(?P<value>(?:\\(?:{_EOL}[ \t\f]*|.|\Z)|[^\\\r\n])*+)(?:{_EOL}|\Z)"
)
_JOINS: Final = re.compile(rf"\\(?:{_EOL}|\Z)")
_ESCAPE: Final = re.compile(
    r"\\(?:u(?P<unit>[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|[0-9A-Fa-f]{4})"
    rf"|(?P<joined>{_EOL}[ \t\f]*)|(?P<sign>.)|\Z)"
)
_NAMED: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
#: A pattern of ``java.text.MessageFormat``, where an apostrophe is written twice.
_PATTERN: Final = re.compile(r"''|\{[0-9]")


def read(source: str) -> Iterator[Entry]:
    r"""The values; raises ``UnreadableError`` with the line of a broken «\u»."""
    position = 0
    while position < len(source):
        if skipped := _SKIPPED.match(source, position):
            position = skipped.end()
            if skipped[0] or position < len(source):
                continue
        line = _LINE.match(source, position)
        assert line is not None, "the pattern takes any line"
        position = line.end()
        if _JOINS.sub("", line[0]).strip():
            yield _make_entry(source, line)


def _make_entry(source: str, line: re.Match[str]) -> Entry:
    for name in ("key", "value"):
        for found in _ESCAPE.finditer(source, *line.span(name)):
            if found["sign"] == "u":
                number = len(re.findall(_EOL, source[: found.start()])) + 1
                raise UnreadableError(f"line {number}: \\u needs four hexadecimal digits in a .properties file")
    builder = Builder(source)
    escapes.undo(builder, *line.span("value"), _ESCAPE, _mean)
    text, source_map = builder.finish()
    write = escapes.choose(line["value"], _write, _write_ascii)
    if _PATTERN.search(text):
        write = _double_apostrophes(write)
    return Entry(_ESCAPE.sub(_mean, line["key"]), text, source_map, None, write)


def _mean(found: re.Match[str]) -> str:
    if found["unit"]:
        return escapes.decode_utf16(found["unit"])
    return _NAMED.get(found["sign"], found["sign"]) if found["sign"] else ""


def _write(text: str) -> str:
    return "".join(_WRITTEN.get(char, char) for char in text)


def _write_ascii(text: str) -> str:
    return escapes.to_units(_write(text))


def _double_apostrophes(write: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: write(text).replace("'", "''")
