"""Applying fixes: which of them, in which order, and how often."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tonecheck.model import Edit, Finding

Content = TypeVar("Content", str, bytes)

#: Rounds of fixing and checking anew before a text counts as restless.
MAX_ROUNDS = 6


def choose(findings: Iterable[Finding], *, suggested: bool = False) -> tuple[Edit, ...]:
    """The edits to make in one round, sorted, not overlapping.

    Safe fixes; with ``suggested`` also the first suggestion of the others. A fix is made whole or not at all;
    of two that overlap, the safe one is made, then the earlier one.
    """
    wanted = [finding.fix for finding in findings if finding.fix and (suggested or finding.fix.safety == "safe")]
    wanted.sort(key=lambda fix: (fix.safety != "safe", fix.edits))
    taken = _Taken()
    for fix in wanted:
        if all(taken.is_free(edit) for edit in fix.edits):
            taken.add(fix.edits)
    return tuple(taken.edits)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with sorted, not overlapping edits made, from right to left, so that places stay true."""
    pieces: list[str] = []
    end = len(text)
    for edit in reversed(edits):
        pieces += (text[edit.end : end], edit.text)
        end = edit.start
    pieces.append(text[:end])
    return "".join(reversed(pieces))


def rewrite(
    texts: Iterable[tuple[str, str]], findings: Sequence[Finding], *, suggested: bool = False
) -> dict[str, str]:
    """The new text of every part that changes, by its name; ``texts`` are names and texts of the parts."""
    changed = {}
    for name, text in texts:
        edits = choose([finding for finding in findings if finding.part == name], suggested=suggested)
        if (new := apply(text, edits)) != text:
            changed[name] = new
    return changed


def settle(text: Content, improve: Callable[[Content], Content]) -> Content:
    """``improve`` a text, or the bytes of a file, until it stays as it is, so that fixing twice is fixing once.

    A text that is still restless after ``MAX_ROUNDS`` (two rules that undo each other) is left alone: a fix
    that depends on how often one asks is none.
    """
    current = text
    for _ in range(MAX_ROUNDS):
        improved = improve(current)
        if improved == current:
            return current
        current = improved
    return text


class _Taken:
    """The edits taken so far, sorted; looks only at the neighbours of a place."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []

    def is_free(self, edit: Edit) -> bool:
        index = bisect_left(self.edits, edit)
        before = self.edits[index - 1] if index else None
        after = self.edits[index] if index < len(self.edits) else None
        return not (before and _collide(before, edit)) and not (after and _collide(after, edit))

    def add(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            insort(self.edits, edit)


def _collide(one: Edit, other: Edit) -> bool:
    """They overlap, or would write at the same point."""
    return (one.start < other.end and other.start < one.end) or one.start == other.start or one.end == other.end
