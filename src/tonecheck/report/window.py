"""One source line, cut to a window around a place, with carets below it.

A terminal is no typewriter: combining marks take no column, CJK and emoji take two, and a letter may hold control
characters (escape sequences, direction overrides) that must not reach a terminal.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

#: Columns of the source line that are shown; wide enough for a usual line of mail.
WIDTH = 96
#: Columns that stay free to the left of a place when a long line is cut.
LEAD = 32
#: A cut goes to the edge of a word, if that is no further away.
SNAP = 12
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Window:
    """A printable line and the marker line that belongs under it."""

    line: str
    carets: str


def printable(text: str) -> str:
    """``text`` without what would steer a terminal: spaces for white space, nothing for the invisible."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _stand_in(char) for char in text)


def shorten(text: str, width: int = WIDTH) -> str:
    """``text`` on one printable line of at most ``width`` characters."""
    text = printable(text[: width + 1])
    return text if len(text) <= width else text[: width - 1] + ELLIPSIS


def columns(text: str) -> int:
    """How many terminal columns a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def window(text: str, start: int, end: int, *, width: int = WIDTH) -> Window:
    """The line of ``text`` that holds ``start``, cut to ``width`` columns, with carets under ``[start, end)``.

    A place that runs over the line's end is marked up to the end of its first line; an empty place gets one
    caret. Reads no more of the text than the window, so that a line of any length costs the same.
    """
    left, cut_left = _line_start(text, start, LEAD)
    right, cut_right = _line_end(text, start, width)
    marked_end = max(start, min(end, right))
    if not cut_right and marked_end - left + 1 < width:
        left, cut_left = _line_start(text, start, max(LEAD, width - (right - start)))
    if cut_left and (space := text.find(" ", left, min(start, left + SNAP))) >= 0:
        left = space + 1
    before, marked, after = (
        printable(piece) for piece in (text[left:start], text[start:marked_end], text[marked_end:right])
    )
    room = width - columns(before)
    marked, cut_marked = _clip(marked, room)
    after, cut_after = ("", True) if cut_marked else _clip(after, room - columns(marked))
    if (cut_right or cut_after) and after[-SNAP:].strip() and " " in after[-SNAP:]:
        after = after.rpartition(" ")[0]
    line = (ELLIPSIS if cut_left else "") + before + marked + after
    line += ELLIPSIS if cut_right or cut_marked or cut_after else ""
    indent = columns(before) + (1 if cut_left else 0)
    return Window(line.rstrip(), " " * indent + "^" * max(1, columns(marked)))


def _line_start(text: str, start: int, reach: int) -> tuple[int, bool]:
    floor = max(0, start - reach)
    found = max(text.rfind("\n", floor, start), text.rfind("\r", floor, start))
    if found >= 0:
        return found + 1, False
    return floor, floor > 0 and text[floor - 1] not in "\r\n"


def _line_end(text: str, start: int, reach: int) -> tuple[int, bool]:
    ceiling = min(len(text), start + reach)
    found = [at for at in (text.find("\n", start, ceiling), text.find("\r", start, ceiling)) if at >= 0]
    if found:
        return min(found), False
    return ceiling, ceiling < len(text) and text[ceiling] not in "\r\n"


def _clip(text: str, room: int) -> tuple[str, bool]:
    """As much of ``text`` as fits into ``room`` columns, and whether something was left out."""
    if columns(text) <= room:
        return text, False
    used = 0
    for index, char in enumerate(text):
        used += _columns(char)
        if used > room:
            return text[:index], True
    return text, False


def _stand_in(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) == "Cf":  # soft hyphens, zero-width characters, direction overrides
        return ""
    return "\N{REPLACEMENT CHARACTER}"


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
