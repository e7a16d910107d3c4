"""What tonecheck says: immutable values, in the coordinates of the text that the user gave.

All offsets are code points, half-open: ``text[start:end]``. Lines and columns count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Safety = Literal["safe", "suggest"]
Kind = Literal["message", "template"]


class Severity(StrEnum):
    """How much a finding weighs; ``error`` and ``warning`` are alarms, ``info`` is shown on demand."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error: a greater rank is a graver finding."""
        return ("info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text: code points, half-open."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``[start, end)`` by ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together, sorted, not overlapping. ``safe``: no reader would object."""

    safety: Safety
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    ``part`` names the part of the message («subject», «text/plain», …; «text» for a plain text);
    ``start``, ``end`` are offsets into that part's text, and ``excerpt`` is exactly that slice.
    ``suggestions`` are replacements for the excerpt, best first; ``fix`` is the edit behind the first of
    them, where there is one.
    """

    rule: str
    category: str
    severity: Severity
    language: str
    message: str
    why: str
    commandment: str
    part: str
    start: int
    end: int
    line: int
    column: int
    excerpt: str
    suggestions: tuple[str, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be checked, as a sentence; ``path`` is None for texts without a name."""

    message: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment in a template that silences findings (docs/suppressions.md); ``start``, ``end`` are its place.

    ``silenced`` counts the findings that it silenced. ``unused`` are those of its ``selectors`` that silenced none,
    although every rule that they mean has looked.
    """

    part: str
    start: int
    end: int
    line: int
    column: int
    selectors: tuple[str, ...]
    reason: str
    silenced: int = 0
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one message. ``findings`` are sorted by part, then place.

    ``word_counts`` counts the words of the author's own text by language: «ru» and «uk» are checked,
    «other» is left alone. ``texts`` are the texts that findings point into, by name of the part; those of a catalogue
    (``is_catalogue``) are all the same file, and its parts are named by their keys. ``suppressions`` are the comments
    of a template that silence findings, whether or not they did; ``baselined`` counts findings that were left out because
    a baseline has them.
    """

    findings: tuple[Finding, ...] = ()
    errors: tuple[Problem, ...] = ()
    word_counts: tuple[tuple[str, int], ...] = ()
    engines: tuple[str, ...] = ()
    kind: Kind = "message"
    path: str | None = None
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)
    is_catalogue: bool = False
    suppressions: tuple[Suppression, ...] = ()
    baselined: int = 0

    @property
    def checked_words(self) -> int:
        """Words in Russian and Ukrainian passages: what the rules have seen."""
        return sum(count for language, count in self.word_counts if language != "other")

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages found in the author's own text, the most frequent first."""
        return tuple(language for language, _ in sorted(self.word_counts, key=lambda item: -item[1]))
