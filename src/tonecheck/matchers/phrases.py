"""Phrases against a document: a small automaton over tokens, bounded work from every start.

Of the matches that begin at a token the one wins whose gaps skip the fewest words, then the longest. Every pair of
instruction and token is visited once from a start, and a phrase reaches over a bounded number of tokens, so time is
linear in the text whatever the phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tonecheck.matchers.view import BARRIER, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tonecheck.language.morphology import Parse
    from tonecheck.matchers.grammar import Word
    from tonecheck.matchers.view import View

#: Commas, brackets and the like that one gap may pass over.
GAP_SIGNS = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it stands in the rule file at ``path``; ``where`` names its key and number («phrases[2]»)."""

    text: str
    where: str
    path: Path


@dataclass(frozen=True, slots=True)
class Hit:
    """A match in positions of the view, half-open; ``groups[n - 1]`` is where bracket ``n`` matched, or None."""

    start: int
    end: int
    groups: tuple[tuple[int, int] | None, ...] = ()


# Instructions, in the manner of Pike's machine: three that take tokens, three that do not, and the end.
KEY, PARSE, LIST, GAP, FORK, SAVE, MATCH = range(7)
Instruction = tuple[int, Any]
#: Next instruction, position, and where brackets opened and closed on the way: -1 for not yet.
_State = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Keys of which every match holds one, ``before`` (least, most) tokens after its start; no keys: none is known.

    ``cost`` is what a text is likely to pay for trying them all.
    """

    keys: frozenset[str] = frozenset()
    before: tuple[int, int] = (0, 0)
    cost: float = float("inf")


@dataclass(frozen=True, slots=True)
class Program:
    """A phrase, compiled. Every match begins with a token that has one of the keys ``first``; None: with any.

    Of each of the sets ``needs`` its sentence holds a key or a feature. That is asked before anything is tried: «пусть …2
    (@colleagues|@departments) …» has its anchor in every third letter, and a colleague beside it in few.
    """

    code: tuple[Instruction, ...]
    groups: int
    anchor: Anchor
    first: frozenset[str] | None
    needs: tuple[frozenset[str], ...] = ()

    def find(self, view: View) -> Iterator[Hit]:
        """All matches from left to right, none overlapping another."""
        return self.find_from(view, self.starts(view))

    def starts(self, view: View) -> list[int]:
        """Positions where a match could begin, judged by its anchor, its first token, and what its sentence holds."""
        found: set[int] = set() if self.anchor.keys else set(range(len(view.tokens)))
        least, most = self.anchor.before
        for key in self.anchor.keys:
            for at in view.positions.get(key, ()):
                found.update(range(max(0, at - most), at - least + 1))
        first, held = self.first, view.held
        return sorted(
            at
            for at in found
            if (first is None or not first.isdisjoint(view.keys[at]))
            and not any(need.isdisjoint(held[at]) for need in self.needs)
        )

    def find_from(self, view: View, starts: list[int]) -> Iterator[Hit]:
        """The matches that begin at one of the ``starts`` (sorted)."""
        free = 0
        for start in starts:
            if start >= free:
                hit = self.match(view, start)
                if hit is not None:
                    free = hit.end
                    yield hit

    def match(self, view: View, start: int) -> Hit | None:
        """The best match that begins at ``start``."""
        limit = view.limits[start]
        # States by the number of words that gaps have skipped so far; every layer is a stack.
        layers: dict[int, list[_State]] = {0: [(0, start, (-1,) * (2 * self.groups))]}
        seen: set[tuple[int, int]] = set()
        best: Hit | None = None
        while layers and best is None:
            skipped = min(layers)
            stack = layers.pop(skipped)
            while stack:
                pc, at, saved = stack.pop()
                if (pc, at) in seen:
                    continue
                seen.add((pc, at))
                operation, argument = self.code[pc]
                if operation == FORK:
                    stack.extend((target, at, saved) for target in argument)
                elif operation == SAVE:
                    stack.append((pc + 1, at, (*saved[:argument], at, *saved[argument + 1 :])))
                elif operation == GAP:
                    for words, end in _skip(view, at, limit, argument):
                        layer = stack if words == 0 else layers.setdefault(skipped + words, [])
                        layer.append((pc + 1, end, saved))
                elif operation == MATCH:
                    best = max(best or Hit(start, start), Hit(start, at, _pairs(saved)), key=attrgetter("end"))
                elif at < limit:
                    stack.extend((pc + 1, end, saved) for end in _take(operation, argument, view, at, limit))
        return best


def _take(operation: int, argument: Any, view: View, at: int, limit: int) -> Iterator[int]:
    """Where the next item may begin if this one takes tokens from ``at``."""
    if operation == KEY:
        if argument in view.keys[at]:
            yield at + 1
    elif operation == PARSE:
        if any(_fits(argument, parse) for parse in view.tokens[at].parses):
            yield at + 1
    else:
        for key in view.keys[at]:
            for rest in argument.get(key, ()):
                end = at + 1 + len(rest)
                if end <= limit and all(k in view.keys[at + 1 + n] for n, k in enumerate(rest)):
                    yield end


def _fits(word: Word, parse: Parse) -> bool:
    """One analysis has everything that the word asks for."""
    return (
        (not word.lemma or parse.lemma == word.lemma)
        and (not word.pos or parse.pos == word.pos)
        and word.feats <= parse.feats
    )


def _pairs(saved: tuple[int, ...]) -> tuple[tuple[int, int] | None, ...]:
    return tuple((saved[i], saved[i + 1]) if saved[i + 1] >= 0 else None for i in range(0, len(saved), 2))


def _skip(view: View, at: int, limit: int, words: int) -> Iterator[tuple[int, int]]:
    """(words skipped, position) for every place where a gap that begins at ``at`` may end."""
    skipped = signs = 0
    yield 0, at
    while at < limit and view.traits[at] != BARRIER:
        if view.traits[at] == WORD:
            skipped += 1
        else:
            signs += 1
        if skipped > words or signs > GAP_SIGNS:
            return
        at += 1
        yield skipped, at
