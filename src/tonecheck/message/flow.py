"""Writing the text of a marked-up source as a reader sees it: blanks collapsed, blocks apart, holes opaque."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tonecheck.message.filling import shows, spell
from tonecheck.message.html_tokens import BLANKS, REFERENCE, decode_reference
from tonecheck.message.parts import HOLE, Hole
from tonecheck.message.sourcemap import Builder, SourceMap
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PIECE = re.compile(rf"(?P<blank>[{BLANKS}]+|{HOLE})|(?P<reference>{REFERENCE.pattern})")
_VERBATIM_PIECE = re.compile(rf"(?P<line>\r\n?|\n)|(?P<blank>{HOLE})|(?P<reference>{REFERENCE.pattern})")


@dataclass(slots=True)
class Flow:
    """A text that is written from left to right, with its way back to the source; local to one extraction.

    ``masked`` is the source with its holes masked (same places), ``source`` the source itself. Breaks and blanks wait
    until a character follows them, so that none is left over at either end.
    """

    source: str
    masked: str
    holes: Sequence[Hole]
    _builder: Builder = field(init=False)
    _hole: int = 0
    _breaks: int = 0
    _blank: tuple[int, int] | None = None
    _end: int = 0  #: where the last written character ends in the source
    _last: str = ""  #: the last written character
    _passed: Hole | None = None  #: a control hole since then
    _at_line_start: bool = True
    _open_ranges: dict[str, int] = field(default_factory=dict)
    _ranges: dict[str, list[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._builder = Builder(self.masked)

    def write(self, start: int, end: int, *, in_attribute: bool = False) -> None:
        """The text of ``source[start:end]``: references decoded, each run of blanks one blank."""
        for hole, piece_start, piece_end in self._split(start, end):
            if hole is not None:
                self._write_hole(hole)
            else:
                self._write_piece(piece_start, piece_end, in_attribute=in_attribute)

    def write_verbatim(self, start: int, end: int) -> None:
        """The same, with blanks and line breaks as they stand."""
        for hole, piece_start, piece_end in self._split(start, end):
            if hole is not None:
                self._write_hole(hole)
            else:
                self._write_verbatim_piece(piece_start, piece_end)

    def put(self, text: str, start: int, end: int) -> None:
        """``text`` in place of ``source[start:end]``."""
        self._put(text, start, end)

    def break_line(self) -> None:
        """A line break of the author's (``<br>``): two of them make a blank line."""
        self._breaks = min(self._breaks + 1, 2)
        self._blank = None

    def break_block(self, lines: int = 1) -> None:
        """The edge of a block: at least ``lines`` line breaks (2 for a blank line, 0 for none)."""
        if lines:
            self._breaks = max(self._breaks, lines)
            self._blank = None

    def begin(self, kind: str) -> None:
        """A range of ``kind`` begins with the next character."""
        self._open_ranges.setdefault(kind, -1)

    def finish_range(self, kind: str) -> None:
        """The range of ``kind`` ends with the last character; an empty one is forgotten."""
        start = self._open_ranges.pop(kind, -1)
        if start >= 0:
            self._ranges.setdefault(kind, []).append(Span(start, self._builder.length))

    def ranges(self, kind: str) -> tuple[Span, ...]:
        return tuple(self._ranges.get(kind, ()))

    def finish(self) -> tuple[str, SourceMap]:
        """The text and its map; open ranges end here."""
        for kind in tuple(self._open_ranges):
            self.finish_range(kind)
        return self._builder.finish()

    def _split(self, start: int, end: int) -> Iterator[tuple[Hole | None, int, int]]:
        """Stretches without a hole, and between them the holes that stand for text."""
        while self._hole < len(self.holes) and (hole := self.holes[self._hole]).start < end:
            if hole.end > start:
                if start < hole.start:
                    yield None, start, hole.start
                if hole.start >= start and shows(self.source, hole):
                    yield hole, hole.start, hole.end
                elif hole.kind == "control":
                    self._passed = hole
                start = hole.end
                if start > end:
                    return
            self._hole += 1
        if start < end:
            yield None, start, end

    def _write_hole(self, hole: Hole) -> None:
        for text, start, end in spell(self.source, hole):
            self._put(text, start, end)

    def _write_piece(self, start: int, end: int, *, in_attribute: bool) -> None:
        position = start
        for found in _PIECE.finditer(self.masked, start, end):
            self._copy(position, found.start())
            position = found.end()
            if found["blank"]:
                self._add_blank(found.start(), position)
            else:
                position = self._write_reference(found, end, in_attribute=in_attribute)
        self._copy(position, end)

    def _write_verbatim_piece(self, start: int, end: int) -> None:
        position = start
        for found in _VERBATIM_PIECE.finditer(self.masked, start, end):
            self._copy(position, found.start())
            position = found.end()
            if found["line"]:
                self._put("\n", found.start(), position)
                self._at_line_start = True
            elif found["blank"]:
                self._put(" ", found.start(), position)
            else:
                position = self._write_reference(found, end, in_attribute=False)
        self._copy(position, end)

    def _write_reference(self, found: re.Match[str], stop: int, *, in_attribute: bool) -> int:
        """Write a character reference; the end of what it used up."""
        start, end = found.span()
        following = self.masked[end : end + 1] if end < stop else ""
        text, used = decode_reference(found[0], following, in_attribute=in_attribute)
        if text and (text in BLANKS or text == HOLE):
            self._add_blank(start, start + used)
        elif text:
            self._put(text, start, start + used)
        self._copy(start + used, end)
        return end

    def _add_blank(self, start: int, end: int) -> None:
        if self._blank is None:
            self._blank = (start, end)

    def _copy(self, start: int, end: int) -> None:
        if start < end:
            self._settle(start, self.masked[start])
            self._builder.copy(start, end)
            self._end, self._last = end, self.masked[end - 1]

    def _put(self, text: str, start: int, end: int) -> None:
        self._settle(start, text[:1])
        self._builder.put(text, start, end)
        self._end, self._last = end, text[-1:]

    def _settle(self, at: int, following: str) -> None:
        """Write what waits before the character at ``at``: breaks stand for all the markup since the last one.

        Two words that only a control hole parts, as in «<b>да</b>{% else %}<i>нет</i>», stay two.
        """
        if self._builder.length:
            if self._breaks:
                self._builder.put("\n" * self._breaks, self._end, at)
            elif self._blank and not self._at_line_start:
                self._builder.put(" ", *self._blank)
            elif self._passed and self._last.isalpha() and following.isalpha():
                self._builder.put(HOLE, self._passed.start, self._passed.end)
        self._passed, self._breaks, self._blank, self._at_line_start = None, 0, None, False
        for kind, start in self._open_ranges.items():
            if start < 0:
                self._open_ranges[kind] = self._builder.length
