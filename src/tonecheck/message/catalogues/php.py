r"""PHP arrays of strings (Laravel, phpBB, OpenCart, Yii): ``'key' => 'value'``, ``$_['key'] = 'value';``.

The file is read, never run. Strings of both quotes are taken with their keys; what PHP itself would put into one
(``$name``, ``{$user->name}``) is a placeholder. Heredocs and calls of functions are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import escapes
from tonecheck.message.catalogues.entry import MAX_DEPTH, Entry
from tonecheck.message.sourcemap import Builder
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r"(?P<skipped>\s++|\#(?!\[)[^\r\n]*+|//[^\r\n]*+|/\*.*?\*/|<\?php\b|\?>.*\Z)"
    r"|'(?P<single>(?:[^'\\]++|\\.)*+)'|\"(?P<double>(?:[^\"\\]++|\\.)*+)\""
    r"|<<<[ \t]*[\"']?(?P<label>\w+)[\"']?\r?\n(?:.*?\n)??[ \t]*(?P=label)\b"
    r"|(?P<arrow>=>)|(?P<open>[\[(])|(?P<close>[\])])|(?P<name>\$?\w+)|(?P<sign>.)",
    re.DOTALL,
)
_SINGLE: Final = re.compile(r"\\([\\'])")
_DOUBLE: Final = re.compile(
    r"\\(?:u\{(?P<hex>[0-9A-Fa-f]{1,6})\}|x(?P<x>[0-9A-Fa-f]{1,2})|(?P<octal>[0-7]{1,3})|(?P<sign>[nrtvef\\$\"]))"
)
_NAMED: Final = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "e": "\x1b", "f": "\f"}
_VARIABLE: Final = re.compile(r"\{\$[^{}]{1,200}\}|\$\{[^{}]{1,200}\}|\$[A-Za-z_]\w{0,63}(?:\[\w{1,64}\]|->\w{1,64})?")
_WRITTEN: Final = {"\\": "\\\\", '"': '\\"', "$": "\\$", "\n": "\\n", "\t": "\\t"}


@dataclass(slots=True)
class _Level:
    """An open bracket: what kind it is, the key that was read last, and the number of the value."""

    kind: Literal["array", "index", "call"] = "call"
    key: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        return self.key or (str(self.number) if self.kind == "array" else "")


@dataclass(slots=True)
class _Place:
    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    string: re.Match[str] | None = None  #: that may yet turn out to be a key
    before: str = ""  #: the token before: «variable», «close», or its text

    @property
    def path(self) -> str:
        return ".".join(filter(None, (level.name for level in self.levels)))


def read(source: str) -> Iterator[Entry]:
    """The values of arrays; raises ``UnreadableError`` with the line of a string that is not closed."""
    place = _Place()
    for token in _find_tokens(source):
        if token["single"] is not None or token["double"] is not None:
            if place.string is not None:
                yield _make_entry(source, place.string, place.path)
            place.string, place.before = token, "string"
            continue
        if place.string is not None and not _take_key(place, token):
            yield _make_entry(source, place.string, place.path)
            place.string = None
        _move(source, place, token)
    if place.string is not None:
        yield _make_entry(source, place.string, place.path)


def _take_key(place: _Place, token: re.Match[str]) -> bool:
    """Whether the string before the token is a key or an index, and none of the values."""
    assert place.string is not None
    level = place.levels[-1]
    if token["arrow"]:
        level.key = _mean_all(place.string)
    elif token["close"] and level.kind == "index":
        outer = place.levels[-2]
        outer.key = ".".join(filter(None, (outer.key, _mean_all(place.string))))
    else:
        return False
    place.string = None
    return True


def _move(source: str, place: _Place, token: re.Match[str]) -> None:
    level = place.levels[-1]
    if token["open"]:
        if len(place.levels) > MAX_DEPTH:
            _fail(source, token.start(), f"it is nested deeper than {MAX_DEPTH} levels")
        is_index = token[0] == "[" and place.before in ("variable", "close")
        is_array = token[0] == "[" or place.before.lower() == "array"
        place.levels.append(_Level("index" if is_index else "array" if is_array else "call"))
    elif token["close"] and len(place.levels) > 1:
        place.levels.pop()
    elif token["arrow"] and place.before.isdigit():
        level.key = place.before
    elif token[0] == ",":
        level.key = ""
        level.number += 1
    elif token[0] == ";":
        place.levels[:] = [_Level()]
    is_variable = token[0].startswith("$")
    place.before = "variable" if is_variable else "close" if token["close"] else token[0]


def _find_tokens(source: str) -> Iterator[re.Match[str]]:
    for token in _TOKEN.finditer(source, max(source.find("<?php"), 0)):
        if token["sign"] in ("'", '"'):
            _fail(source, token.start(), "a string is not closed")
        if not token["skipped"] and not token["label"]:
            yield token


def _make_entry(source: str, string: re.Match[str], key: str) -> Entry:
    builder = Builder(source)
    if string["single"] is not None:
        escapes.undo(builder, *string.span("single"), _SINGLE, _mean_single)
        text, source_map = builder.finish()
        return Entry(key, text, source_map, None, _write_single)
    escapes.undo(builder, *string.span("double"), _DOUBLE, _mean_double)
    text, source_map = builder.finish()
    holes = tuple(Span(*found.span()) for found in _VARIABLE.finditer(text))
    return Entry(key, text, source_map, None, _write_double, holes)


def _mean_all(string: re.Match[str]) -> str:
    if string["single"] is not None:
        return _SINGLE.sub(_mean_single, string["single"])
    return _DOUBLE.sub(_mean_double, string["double"])


def _mean_single(found: re.Match[str]) -> str:
    return found[1]


def _mean_double(found: re.Match[str]) -> str:
    if digits := found["hex"] or found["x"]:
        return chr(int(digits, 16)) if int(digits, 16) <= 0x10FFFF else found[0]
    if found["octal"]:
        return chr(int(found["octal"], 8))
    return _NAMED.get(found["sign"], found["sign"])


def _write_single(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _write_double(text: str) -> str:
    return "".join(_WRITTEN.get(char, char) for char in text)


def _fail(source: str, at: int, what: str) -> None:
    line = source.count("\n", 0, at) + 1
    raise UnreadableError(f"line {line}: this PHP cannot be read: {what}")
