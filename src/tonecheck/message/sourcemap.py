"""The way back: from a clean text to the source it was made of.

Cleaning (entities, quoted-printable leftovers, soft hyphens, combining marks, markup, template holes) changes lengths.
A ``SourceMap`` remembers for every code point of the clean text which source range it stands for, so that a
finding in clean text points at the user's own places. Nothing is ever searched for.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from tonecheck.model import Span


@dataclass(frozen=True, slots=True)
class SourceMap:
    """``starts[i]``, ``ends[i]``: the source range (code points, half-open) of clean code point ``i``.

    Both are non-decreasing. ``None`` in both stands for the identity (nothing was changed), which is the
    common case and costs nothing.
    """

    starts: array[int] | None = None
    ends: array[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """The source range of the clean range ``[start, end)``; an empty range maps to an empty one."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if start == end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def after(self, first: SourceMap) -> SourceMap:
        """Compose: ``self`` maps clean → middle, ``first`` maps middle → source; the result clean → source."""
        if first.starts is None or first.ends is None:
            return self
        if self.starts is None or self.ends is None:
            return first
        spans = [first.span(s, e) for s, e in zip(self.starts, self.ends, strict=True)]
        return SourceMap(array("L", (s.start for s in spans)), array("L", (s.end for s in spans)))


@dataclass(slots=True)
class Builder:
    """Builds a clean text and its map from left to right; the one mutable thing here, local to a function."""

    source: str
    _pieces: list[str] = field(default_factory=list)
    _starts: array[int] = field(default_factory=lambda: array("L"))
    _ends: array[int] = field(default_factory=lambda: array("L"))
    length: int = 0

    def copy(self, start: int, end: int) -> None:
        """Take ``source[start:end]`` as it is."""
        self._pieces.append(self.source[start:end])
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))
        self.length += end - start

    def put(self, text: str, start: int, end: int) -> None:
        """Put ``text`` in place of ``source[start:end]``: each of its code points stands for the whole range."""
        self._pieces.append(text)
        self._starts.extend([start] * len(text))
        self._ends.extend([end] * len(text))
        self.length += len(text)

    def finish(self) -> tuple[str, SourceMap]:
        """The clean text and its map."""
        return "".join(self._pieces), SourceMap(self._starts, self._ends)
