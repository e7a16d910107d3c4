"""YAML catalogues (Rails, Symfony, Drupal, …): every string scalar, with its place.

PyYAML tells where a scalar begins and ends and what it says; where inside it each character stands is found here,
for every style. Only the events of the parser are used: no tag is evaluated, and an alias stays a name for what was
read where its anchor stands, so that nothing grows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import escapes
from tonecheck.message.catalogues.entry import MAX_DEPTH, Entry
from tonecheck.message.catalogues.keys import Path, find_locales, locale_of
from tonecheck.message.sourcemap import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tonecheck.message.sourcemap import SourceMap

_STRING_TAGS: Final = frozenset((None, "!", "tag:yaml.org,2002:str"))
_PROPERTIES: Final = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*")
_RUN: Final = re.compile(r"\s+|\S+")
_BLANKS: Final = re.compile(r"\s*")
_FOLD: Final = r"[ \t]*(?P<fold>(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))*)[ \t]*"
_PLAIN: Final = re.compile(_FOLD)
_SINGLE: Final = re.compile(rf"''|{_FOLD}")
_DOUBLE: Final = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<joined>(?:\r\n?|\n)[ \t]*)|(?P<sign>.))"
    rf"|{_FOLD}"
)
_BREAK: Final = re.compile(r"\r\n?|\n")
_NAMED: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_WRITTEN: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A scalar: the keys that lead to it, what it says, its tag, and how («|», «"», …) and where it is written."""

    path: Path
    value: str
    tag: str | None
    style: str | None
    start: int
    end: int
    line: int


@dataclass(slots=True)
class _Level:
    """An open map or list while it is read: the key that stands before the next value, or its number."""

    is_map: bool
    key: str | None = None
    number: int = 0

    @property
    def awaits_key(self) -> bool:
        return self.is_map and self.key is None

    @property
    def name(self) -> str:
        return (self.key or "") if self.is_map else str(self.number)

    def go_on(self) -> None:
        self.key = None
        self.number += 1


def read(source: str) -> Iterator[Entry]:
    """The string values; raises ``UnreadableError`` with the line of what is no YAML."""
    scalars = list(_find_values(source))
    locales = find_locales(scalar.path for scalar in scalars)
    for scalar in scalars:
        if scalar.tag in _STRING_TAGS and not scalar.value.isascii():
            text, source_map, write = _place(source, scalar)
            yield Entry(".".join(scalar.path), text, source_map, locale_of(scalar.path, locales), write)


def _find_values(source: str) -> Iterator[_Scalar]:
    levels: list[_Level] = []
    try:
        for event in yaml.parse(source, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                if len(levels) == MAX_DEPTH:
                    number = event.start_mark.line + 1 if event.start_mark else 1
                    raise UnreadableError(f"line {number}: the YAML is nested deeper than {MAX_DEPTH} levels")
                levels.append(_Level(isinstance(event, yaml.MappingStartEvent)))
            elif isinstance(event, yaml.CollectionEndEvent):
                levels.pop()
                _take(levels, "?")
            elif isinstance(event, yaml.AliasEvent):
                _take(levels, "*")
            elif isinstance(event, yaml.ScalarEvent) and not _take(levels, event.value):
                yield _make_scalar(tuple(level.name for level in levels), event)
                if levels:
                    levels[-1].go_on()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise UnreadableError(f"{line}this is no YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        line = f"line {source.count(chr(10), 0, error.position) + 1}: "
        raise UnreadableError(f"{line}this is no YAML: it holds a character that YAML forbids") from error


def _make_scalar(path: Path, event: yaml.ScalarEvent) -> _Scalar:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return _Scalar(path, event.value, event.tag, event.style, start.index, end.index, start.line + 1)


def _take(levels: list[_Level], name: str) -> bool:
    """Take a node as a key, where one is awaited; a node of another kind as a value, which is over then."""
    if not levels:
        return False
    if levels[-1].awaits_key:
        levels[-1].key = name
        return True
    if name in ("?", "*"):
        levels[-1].go_on()
    return False


def _place(source: str, scalar: _Scalar) -> tuple[str, SourceMap, Callable[[str], str]]:
    """What a scalar says, its way back, and how to write beside it."""
    properties = _PROPERTIES.match(source, scalar.start)
    start, end = properties.end() if properties else scalar.start, scalar.end
    if scalar.style in ("|", ">"):
        text, source_map = _align(source, start, scalar)
        return text, source_map, _write_as_it_is
    builder = Builder(source)
    write: Callable[[str], str] = _write_as_it_is
    if scalar.style == '"':
        escapes.undo(builder, start + 1, end - 1, _DOUBLE, _mean)
        write = escapes.choose(source[start:end], _write_double, _write_double_ascii)
    elif scalar.style == "'":
        escapes.undo(builder, start + 1, end - 1, _SINGLE, _mean)
        write = _write_single
    else:
        escapes.undo(builder, start, end, _PLAIN, _mean)
    text, source_map = builder.finish()
    if text != scalar.value:
        _give_up(scalar)
    return text, source_map, write


def _align(source: str, start: int, scalar: _Scalar) -> tuple[str, SourceMap]:
    """A block scalar: it differs from its source in blanks and line breaks only, whatever its header says."""
    builder = Builder(source)
    header = _BREAK.search(source, start)
    at = header.end() if header else start
    for run in _RUN.findall(scalar.value):
        blanks = _BLANKS.match(source, at)
        after = blanks.end() if blanks else at
        if not run.isspace():
            at = after
            if not source.startswith(run, at):
                _give_up(scalar)
            builder.copy(at, at + len(run))
            at += len(run)
        elif source[at:after] == run:
            builder.copy(at, after)
            at = after
        else:
            builder.put(run, at, after)
            at = after
    return builder.finish()


def _give_up(scalar: _Scalar) -> None:
    raise UnreadableError(f"line {scalar.line}: the letters of this string cannot be placed; quote it otherwise")


def _mean(found: re.Match[str]) -> str:
    groups = found.groupdict()
    if (fold := groups.get("fold")) is not None:
        return "\n" * (len(_BREAK.findall(fold)) - 1) or " "
    digits = groups.get("x") or groups.get("u") or groups.get("U")
    if digits:
        return chr(int(digits, 16)) if int(digits, 16) <= 0x10FFFF else found[0]
    if sign := groups.get("sign"):
        return _NAMED.get(sign, sign)
    return "" if groups.get("joined") else "'"


def _write_as_it_is(text: str) -> str:
    return text


def _write_single(text: str) -> str:
    return text.replace("'", "''")


def _write_double(text: str) -> str:
    return "".join(_WRITTEN.get(char, char) for char in text)


def _write_double_ascii(text: str) -> str:
    return "".join(
        char if char.isascii() else f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
        for char in _write_double(text)
    )
