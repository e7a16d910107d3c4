"""Lines of a clean text: what quotes and signatures are recognised by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Longer lines are body text: neither attribution nor signature; they are not even looked at.
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line ``[start, end)`` of the text, its line break included; ``text`` is what it says, stripped.

    ``content`` and ``content_end`` are where ``text`` starts and ends. ``raw`` keeps the blanks of its ends.
    """

    start: int
    end: int
    content: int
    raw: str
    text: str

    @property
    def content_end(self) -> int:
        return self.content + len(self.text)

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_short(self) -> bool:
        return 0 < len(self.text) <= LONGEST


def split_lines(text: str) -> list[Line]:
    """The lines of ``text``; together they cover all of it."""
    lines: list[Line] = []
    start = 0
    for piece in _split(text):
        raw = piece.rstrip("\r\n")
        stripped = raw.strip()
        content = start + len(raw) - len(raw.lstrip())
        lines.append(Line(start, start + len(piece), content, raw, stripped))
        start += len(piece)
    return lines


def _split(text: str) -> list[str]:
    pieces = [piece + "\n" for piece in text.split("\n")]
    pieces[-1] = pieces[-1][:-1]
    return pieces if pieces[-1] else pieces[:-1]
