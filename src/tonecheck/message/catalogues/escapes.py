r"""Escapes of catalogue formats: undone with a way back, and made again for what a fix writes.

Who wrote the whole value in escapes («\u0433\u043b») goes on to; who wrote letters goes on with letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from tonecheck.message.sourcemap import Builder

_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_BEYOND_BMP: Final = 0xFFFF


def undo(builder: Builder, start: int, end: int, escape: re.Pattern[str], mean: Callable[[re.Match[str]], str]) -> None:
    """Copy ``builder.source[start:end]`` with every match of ``escape`` replaced by what it means."""
    position = start
    for found in escape.finditer(builder.source, start, end):
        if position < found.start():
            builder.copy(position, found.start())
        builder.put(mean(found), found.start(), found.end())
        position = found.end()
    if position < end:
        builder.copy(position, end)


def choose(raw: str, plain: Callable[[str], str], ascii_only: Callable[[str], str]) -> Callable[[str], str]:
    """How to write beside ``raw``: in ASCII where all of it is, and it says something else by escapes."""
    return ascii_only if raw.isascii() and "\\" in raw else plain


def decode_utf16(digits: str) -> str:
    r"""The character of one or two units in hexadecimal («0433», «d83d\ude00»); half a pair stays half of one."""
    units = [int(unit, 16) for unit in re.split(r"\\[uU]", digits)]
    if len(units) == 2:
        return chr(0x10000 + ((units[0] - 0xD800) << 10) + (units[1] - 0xDC00))
    return chr(units[0])


def to_units(text: str, form: str = "\\u{:04x}") -> str:
    r"""Everything beyond ASCII as UTF-16 units: «\u0433\u043b…»."""
    return _BEYOND_ASCII.sub(lambda found: _units(found[0], form), text)


def _units(char: str, form: str) -> str:
    code = ord(char)
    if code <= _BEYOND_BMP:
        return form.format(code)
    code -= 0x10000
    return form.format(0xD800 + (code >> 10)) + form.format(0xDC00 + (code & 0x3FF))
