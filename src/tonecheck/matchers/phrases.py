"""Phrases against a document: a small automaton over tokens, bounded work from every start.

Of the matches that begin at a token the one wins whose gaps skip the fewest words, then the longest. Every pair of
instruction and token is visited once from a start, and a phrase reaches over a bounded number of tokens, so time is
linear in the text whatever the phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tonecheck.matchers.view import BARRIER, WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        if not self.anchor.keys:
            return self.starts_near(view, [range(len(view.tokens))])
        return self.starts_near(view, [view.positions[key] for key in self.anchor.keys & view.positions.keys()])

    def starts_near(self, view: View, anchored: Iterable[Iterable[int]]) -> list[int]:
        """As ``starts``, for who has looked up the anchor's positions; without an anchor these are all."""
        held, limits, needs = view.held, view.limits, self.needs
        least, most = self.anchor.before
        found: set[int] = set()
        for positions in anchored:
            for at in positions:
                for need in needs:
                    if need.isdisjoint(held[at]):
                        break
                else:
                    if most == 0:
                        found.add(at)
                    else:
                        limit = limits[at]
                        found.update([n for n in range(max(0, at - most), at - least + 1) if limits[n] == limit])
        first, keys = self.first, view.keys
        if first is None:
            return sorted(found)
        return sorted([at for at in found if not first.isdisjoint(keys[at])])

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
        code, limit = self.code, view.limits[start]
        # States by the number of words that gaps have skipped so far; every layer is a stack.
        layers: dict[int, list[_State]] = {0: [(0, start, (-1,) * (2 * self.groups))]}
        seen: set[tuple[int, int]] = set()
        best: Hit | None = None
        while layers and best is None:
            skipped = min(layers)
            stack = layers.pop(skipped)
            while stack:
                pc, at, saved = stack.pop()
                pc, at = _take_tokens(code, view, pc, at, limit)
                operation, argument = code[pc]
                if operation in (KEY, PARSE) or (pc, at) in seen:
                    continue
                seen.add((pc, at))
                if operation == FORK:
                    stack.extend([(target, at, saved) for target in argument])
                elif operation == SAVE:
                    stack.append((pc + 1, at, (*saved[:argument], at, *saved[argument + 1 :])))
                elif operation == GAP:
                    for words, end in _skip(view, at, limit, argument):
                        layer = stack if words == 0 else layers.setdefault(skipped + words, [])
                        layer.append((pc + 1, end, saved))
                elif operation == LIST:
                    stack.extend([(pc + 1, end, saved) for end in _take_entry(argument, view.keys, at, limit)])
                elif best is None or at > best.end:
                    best = Hit(start, at, _pairs(saved))
        return best


def _take_tokens(code: Sequence[Instruction], view: View, pc: int, at: int, limit: int) -> tuple[int, int]:
    """Past the words and signs that stand in a row: each has one way to go on, so no state is stored for it."""
    while at < limit:
        operation, argument = code[pc]
        if operation == KEY:
            if argument not in view.keys[at]:
                break
        elif operation != PARSE or not _has_parse(argument, view.tokens[at].parses):
            break
        pc, at = pc + 1, at + 1
    return pc, at


def _take_entry(
    by_key: Mapping[str, Sequence[tuple[str, ...]]], keys: Sequence[frozenset[str]], at: int, limit: int
) -> Iterator[int]:
    """Where the next item may begin if an entry of a list takes tokens from ``at``."""
    for key in keys[at] if at < limit else ():
        for rest in by_key.get(key, ()):
            end = at + 1 + len(rest)
            if end <= limit and all(k in keys[at + 1 + n] for n, k in enumerate(rest)):
                yield end


def _has_parse(word: Word, parses: Iterable[Parse]) -> bool:
    """One analysis has everything that the word asks for."""
    lemma, pos, feats = word.lemma, word.pos, word.feats
    for parse in parses:
        if (not lemma or parse.lemma == lemma) and (not pos or parse.pos == pos) and feats <= parse.feats:
            return True
    return False


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
