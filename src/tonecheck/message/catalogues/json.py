"""JSON catalogues (i18next, vue-i18n, Laravel, Keycloak, …): every string value, with its place.

A scanner of our own, since no parser tells where in the file a character of a string stands. RFC 8259, and a
comma or comment where people leave one is an error with its line, as it is for the program that reads the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import escapes
from tonecheck.message.catalogues.entry import MAX_DEPTH, Entry
from tonecheck.message.catalogues.keys import find_locales, locale_of
from tonecheck.message.sourcemap import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_STRING: Final = re.compile(r'"((?:[^"\\\x00-\x1f]++|\\.)*+)"')
_OTHER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")
_ESCAPE: Final = re.compile(r"\\(?:u([dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|[0-9A-Fa-f]{4})|(.))")
_NAMED: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
_WRITTEN: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar: the keys and numbers that lead to it; ``start`` and ``end`` of a string are between its quotes."""

    path: tuple[str, ...]
    start: int
    end: int
    is_string: bool


def read(source: str) -> Iterator[Entry]:
    """The strings of a JSON document; raises ``UnreadableError`` with the line of what is no JSON.

    What stands under «@metadata» and the like (MediaWiki, ARB) tells about the strings and is none.
    """
    values = list(find_values(source))
    locales = find_locales(value.path for value in values)
    for value in values:
        if value.is_string and not "".join(value.path[:1]).startswith("@"):
            yield make_entry(source, value, ".".join(value.path), locale_of(value.path, locales))


def make_entry(source: str, value: Value, key: str, locale: str | None) -> Entry:
    """The entry of a string value."""
    builder = Builder(source)
    escapes.undo(builder, value.start, value.end, _ESCAPE, _mean)
    text, source_map = builder.finish()
    write = escapes.choose(source[value.start : value.end], write_plain, write_ascii)
    return Entry(key, text, source_map, locale, write)


def decode(source: str, start: int, end: int) -> str:
    """What the string between the quotes ``source[start:end]`` says."""
    return _ESCAPE.sub(_mean, source[start:end])


def write_plain(text: str) -> str:
    """The inside of a JSON string."""
    return "".join(_WRITTEN.get(char) or (char if char >= " " else f"\\u{ord(char):04x}") for char in text)


def write_ascii(text: str) -> str:
    """The same in ASCII."""
    return escapes.to_units(write_plain(text))


def find_values(source: str) -> Iterator[Value]:
    """The scalars of a JSON document, in their order; iterative, so that nesting costs no stack."""
    stack: list[str | int] = []  # of each open object the key that is read, of each open list the number
    at = _skip(source, 0)
    while True:
        if source.startswith(("{", "["), at):
            at, is_open = _open(source, at, stack)
            if is_open:
                continue
        else:
            value = _read_scalar(source, at, stack)
            yield value
            at = value.end + value.is_string
        at = _close(source, _skip(source, at), stack)
        if not stack:
            break
        at = _go_on(source, at, stack)
    if at < len(source):
        _fail(source, at, "something follows the end of the document")


def _open(source: str, at: int, stack: list[str | int]) -> tuple[int, bool]:
    """Past the bracket and the first key; whether there is something inside."""
    if len(stack) == MAX_DEPTH:
        _fail(source, at, f"it is nested deeper than {MAX_DEPTH} levels")
    closing = "}" if source[at] == "{" else "]"
    at = _skip(source, at + 1)
    if source.startswith(closing, at):
        return at + 1, False
    if closing == "]":
        stack.append(0)
        return at, True
    at, key = _read_key(source, at)
    stack.append(key)
    return at, True


def _read_scalar(source: str, at: int, stack: Sequence[str | int]) -> Value:
    path = tuple(map(str, stack))
    if string := _STRING.match(source, at):
        _check_escapes(source, *string.span(1))
        return Value(path, *string.span(1), is_string=True)
    other = _OTHER.match(source, at)
    if other is None:
        _fail(source, at, "a value was expected")
    return Value(path, *other.span(), is_string=False)


def _close(source: str, at: int, stack: list[str | int]) -> int:
    """Past every bracket that closes here."""
    while stack and source.startswith("]" if isinstance(stack[-1], int) else "}", at):
        stack.pop()
        at = _skip(source, at + 1)
    return at


def _go_on(source: str, at: int, stack: list[str | int]) -> int:
    """Past the comma and the next key."""
    if not source.startswith(",", at):
        _fail(source, at, "a comma or the closing bracket was expected")
    at = _skip(source, at + 1)
    top = stack[-1]
    if isinstance(top, int):
        stack[-1] = top + 1
    else:
        at, stack[-1] = _read_key(source, at)
    return at


def _read_key(source: str, at: int) -> tuple[int, str]:
    found = _STRING.match(source, at)
    if found is None:
        _fail(source, at, "a key in double quotes was expected")
    after = _skip(source, found.end())
    if source[after : after + 1] != ":":
        _fail(source, after, "a colon was expected after the key")
    return _skip(source, after + 1), decode(source, *found.span(1))


def _check_escapes(source: str, start: int, end: int) -> None:
    for found in _ESCAPE.finditer(source, start, end):
        if found[2] and found[2] not in _NAMED:
            _fail(source, found.start(), f"JSON has no escape \\{found[2]}")


def _mean(found: re.Match[str]) -> str:
    if found[1]:
        return escapes.decode_utf16(found[1])
    return _NAMED.get(found[2], found[2])


def _skip(source: str, at: int) -> int:
    blanks = _BLANKS.match(source, at)
    return blanks.end() if blanks else at


def _fail(source: str, at: int, what: str) -> NoReturn:
    line = source.count("\n", 0, at) + 1
    raise UnreadableError(f"line {line}: this is no JSON, {what}")
