"""From places in clean text back to places in the user's own text, and which of them an edit may touch."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from tonecheck.message.parts import HOLE, Part
from tonecheck.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"\S+")
_CODE = re.compile(r"`[^`\n]+`")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
#: What would end a text inside a template hole, or the hole.
_ENDS_LITERAL = re.compile(r"[\"'\\{}%]")
#: The signs that stand for an apostrophe in Ukrainian words; clean text knows only the first.
_APOSTROPHES = "'’ʼ"
#: A quotation mark of a catalogue («'Увага'») is none.
_BETWEEN_LETTERS = re.compile(f"(?<=[^\\W\\d_])[{_APOSTROPHES}](?=[^\\W\\d_])")


class Lines:
    """Lines and columns of a text, from 1; a line ends with LF, CRLF or CR, and with nothing else."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def around(self, offset: int, length: int) -> Span:
        """The line that a code point stands in, with its end, of a text of ``length`` code points."""
        line = bisect_right(self._starts, offset)
        return Span(self._starts[line - 1], self._starts[line] if line < len(self._starts) else length)


class Ranges:
    """A set of ranges that answers quickly whether one of them overlaps a place."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touches(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` shares a code point with a range; an empty place, whether it lies inside one."""
        index = bisect_right(self._starts, start if start == end else end - 1) - 1
        return index >= 0 and self._ends[index] > start and (start != end or self._starts[index] < start)

    def contains(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies wholly inside one range."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._ends[index]


def untouchable(clean: str) -> Iterator[Span]:
    """Ranges of clean text that no edit may touch: addresses of the web and of mail, code, holes."""
    for match in _TOKEN.finditer(clean):
        token = match[0]
        if "://" in token or _is_mail_address(token) or token.lower().startswith("www.") or _is_domain(token):
            yield Span(*match.span())
    for match in _CODE.finditer(clean):
        yield Span(*match.span())
    start = clean.find(HOLE)
    while start >= 0:
        yield Span(start, start + 1)
        start = clean.find(HOLE, start + 1)


def source_edits(part: Part, edits: Sequence[Edit], kept: Ranges) -> tuple[Edit, ...] | None:
    """Edits of clean text as edits of the part's own text; None if one of them must not be made.

    Refused are edits that touch ``kept`` ranges, and those over markup or a template hole that the clean text
    does not show: replacing «гля<b>нь</b>» as a whole would tear the markup.
    """
    placed = [_source_edit(part, edit, kept) for edit in edits]
    made = [edit for edit in placed if edit is not None]
    return tuple(made) if len(made) == len(placed) else None


def as_written(part: Part, replacement: str, start: int, end: int) -> str:
    """A replacement for the clean range with the apostrophe of the user's own text, and his template holes."""
    source = part.source_map.span(start, end)
    if "'" in replacement:
        replacement = replacement.replace("'", _apostrophe(part.text, source))
    if HOLE in replacement:
        holes = [part.text[hole.start : hole.end] for hole in part.holes if source.contains(Span(hole.start, hole.end))]
        if replacement.count(HOLE) == len(holes):
            for hole in holes:
                replacement = replacement.replace(HOLE, hole, 1)
    return replacement


def _source_edit(part: Part, edit: Edit, kept: Ranges) -> Edit | None:
    if HOLE in edit.text or kept.touches(edit.start, edit.end) or not _is_unbroken(part, edit.start, edit.end):
        return None
    source = part.source_map.span(edit.start, edit.end)
    text = as_written(part, edit.text, edit.start, edit.end)
    if _ENDS_LITERAL.search(text) and any(hole.start < source.end and source.start < hole.end for hole in part.holes):
        return None
    if part.format == "html":
        text = html.escape(text, quote=False)
    if part.write is not None:
        text = part.write(text)
    return Edit(source.start, source.end, text)


def _is_unbroken(part: Part, start: int, end: int) -> bool:
    """The source of the clean range is the same text, but for invisible characters, and no part of a whole."""
    starts, ends = part.source_map.starts, part.source_map.ends
    if starts is None or ends is None or start == end:
        return True
    if (start > 0 and ends[start - 1] > starts[start]) or (end < len(starts) and ends[end - 1] > starts[end]):
        return False
    for left, right in zip(ends[start : end - 1], starts[start + 1 : end], strict=True):
        if left < right and not _is_invisible(html.unescape(part.text[left:right])):
            return False
    return True


def _is_invisible(text: str) -> bool:
    return all(unicodedata.category(char) in ("Cf", "Mn", "Me") for char in text)


def _apostrophe(text: str, place: Span) -> str:
    """The apostrophe that the replaced words have, else the one that the text mostly has between letters."""
    for written in (text[place.start : place.end], "".join(_BETWEEN_LETTERS.findall(text))):
        sign = max(_APOSTROPHES, key=written.count)
        if written.count(sign):
            return sign
    return "'"


def _is_mail_address(token: str) -> bool:
    name, at, host = token.partition("@")
    return bool(at and name and host) and "." in host


def _is_domain(token: str) -> bool:
    return _DOMAIN.fullmatch(token.strip("().,;:!?«»\"'").partition("/")[0]) is not None
