"""The stretches of a text that a page shows: the whole of a letter, the lines around the findings of anything longer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tonecheck.model import Finding

#: A text up to so many characters is shown whole: no letter that people read is longer.
WHOLE = 12_000
#: Characters shown on either side of a finding in a longer one, then up to the ends of their lines.
AROUND = 200
#: A line's end is looked for no further away.
SNAP = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """The text from ``start`` (code points) on; ``is_cut`` says that something was left out before it."""

    start: int
    text: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that the same findings mark; ``keys`` are theirs, none for what nobody marks."""

    text: str
    keys: tuple[str, ...]


def cut_passages(text: str, findings: Iterable[Finding], *, whole: int = WHOLE) -> list[Passage]:
    """The passages to show, in order; they share no character."""
    if len(text) <= whole:
        return [Passage(0, text, is_cut=False)]
    windows: list[tuple[int, int]] = []
    for finding in sorted(findings, key=lambda finding: finding.start):
        start, end = _line_start(text, finding.start - AROUND), _line_end(text, finding.end + AROUND)
        if windows and start <= windows[-1][1]:
            start, end = windows[-1][0], max(end, windows.pop()[1])
        windows.append((start, end))
    return [Passage(start, text[start:end], is_cut=start > 0) for start, end in windows]


def _line_start(text: str, at: int) -> int:
    at = max(0, at)
    return max(text.rfind("\n", max(0, at - SNAP), at) + 1, at - SNAP, 0)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at, at + SNAP)
    return found if found >= 0 else min(len(text), at + SNAP)


def split_at(passage: Passage, findings: Mapping[str, Finding]) -> list[Piece]:
    """The passage in pieces, at every place where a finding begins or ends.

    An empty place (a full stop that is missing) marks the character after it, or the last one.
    """
    length = len(passage.text)
    places: list[tuple[int, int, str]] = []
    for key, finding in findings.items():
        start, end = finding.start - passage.start, finding.end - passage.start
        if start == end:
            start, end = (start, end + 1) if start < length else (start - 1, end)
        if start < length and end > 0:
            places.append((max(0, start), min(length, end), key))
    begin: dict[int, list[str]] = {0: []}
    end_at: dict[int, list[str]] = {length: []}
    for start, end, key in places:
        begin.setdefault(start, []).append(key)
        end_at.setdefault(end, []).append(key)
    pieces: list[Piece] = []
    open_keys: dict[str, None] = {}
    for left, right in pairwise(sorted({*begin, *end_at})):
        for key in end_at.get(left, ()):
            del open_keys[key]
        open_keys.update(dict.fromkeys(begin.get(left, ())))
        pieces.append(Piece(passage.text[left:right], tuple(open_keys)))
    return pieces
