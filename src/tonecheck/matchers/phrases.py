"""Phrases against a document: a small automaton over tokens, bounded work from every start.

Of the matches that begin at a token the one wins whose gaps skip the fewest words, then the longest. Every pair of
instruction and token is visited once from a start, and a phrase reaches over a bounded number of tokens, so time is
linear in the text whatever the phrase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tonecheck.matchers.grammar import Form, Gap, Group, Item, Listed, Sequence, Sign, Word
from tonecheck.matchers.view import BARRIER, WORD

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.language.morphology import Parse
    from tonecheck.matchers.view import View

#: Commas, brackets and the like that one gap may pass over.
GAP_SIGNS = 6

#: Entries of a word list, each a sequence of keys: lemmas and «=form».
Entries = tuple[tuple[str, ...], ...]
FindEntries = Callable[[str], Entries]


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


# Instructions, in the manner of Pike's machine: three that take tokens, four that do not, and the end.
_KEY, _PARSE, _LIST, _GAP, _FORK, _SAVE, _MATCH = range(7)
Instruction = tuple[int, Any]
#: Next instruction, position, and where brackets opened and closed on the way: -1 for not yet.
_State = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Keys of which every match holds one, ``before`` (least, most) tokens after its start; no keys: none is known."""

    keys: frozenset[str] = frozenset()
    before: tuple[int, int] = (0, 0)
    cost: float = float("inf")


@dataclass(frozen=True, slots=True)
class Program:
    """A phrase, compiled."""

    code: tuple[Instruction, ...]
    groups: int
    anchor: Anchor

    def find(self, view: View) -> Iterator[Hit]:
        """All matches from left to right, none overlapping another."""
        return self.find_from(view, self.starts(view))

    def starts(self, view: View) -> list[int]:
        """Positions where a match could begin, judged by the anchor."""
        if not self.anchor.keys:
            return list(range(len(view.tokens)))
        least, most = self.anchor.before
        found: set[int] = set()
        for key in self.anchor.keys:
            for at in view.positions.get(key, ()):
                found.update(range(max(0, at - most), at - least + 1))
        return sorted(found)

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
                if operation == _FORK:
                    stack.extend((target, at, saved) for target in argument)
                elif operation == _SAVE:
                    stack.append((pc + 1, at, (*saved[:argument], at, *saved[argument + 1 :])))
                elif operation == _GAP:
                    for words, end in _skip(view, at, limit, argument):
                        layer = stack if words == 0 else layers.setdefault(skipped + words, [])
                        layer.append((pc + 1, end, saved))
                elif operation == _MATCH:
                    best = max(best or Hit(start, start), Hit(start, at, _pairs(saved)), key=attrgetter("end"))
                elif at < limit:
                    stack.extend((pc + 1, end, saved) for end in _take(operation, argument, view, at, limit))
        return best


def _take(operation: int, argument: Any, view: View, at: int, limit: int) -> Iterator[int]:
    """Where the next item may begin if this one takes tokens from ``at``."""
    if operation == _KEY:
        if argument in view.keys[at]:
            yield at + 1
    elif operation == _PARSE:
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


def compile_phrase(items: Sequence, find_entries: FindEntries) -> Program:
    """The program of a parsed phrase; ``find_entries`` gives the entries of a word list by its name."""
    compiler = _Compiler(find_entries)
    anchor, _ = compiler.sequence(items)
    compiler.emit(_MATCH)
    return Program(tuple(compiler.code), compiler.groups, anchor)


Width = tuple[int, int]


class _Compiler:
    """Emits code and works out, item by item, how wide it is and what could anchor it."""

    def __init__(self, find_entries: FindEntries) -> None:
        self.find_entries = find_entries
        self.code: list[Instruction] = []
        self.groups = 0

    def emit(self, operation: int, argument: Any = None) -> int:
        self.code.append((operation, argument))
        return len(self.code) - 1

    def fork_to_here(self, fork: int, *, either: bool) -> None:
        """Aim a fork at the next instruction; ``either`` tries first what follows the fork itself."""
        # The state pushed last is tried first: to take is better than to skip.
        self.code[fork] = (_FORK, (len(self.code), fork + 1) if either else (len(self.code),))

    def sequence(self, items: Sequence) -> tuple[Anchor, Width]:
        best = Anchor()
        least = most = 0
        for item in items:
            anchor, (narrow, wide) = self.item(item)
            if anchor.cost < best.cost:
                before = (least + anchor.before[0], most + anchor.before[1])
                best = Anchor(anchor.keys, before, anchor.cost)
            least, most = least + narrow, most + wide
        return best, (least, most)

    def item(self, item: Item) -> tuple[Anchor, Width]:
        if not item.optional:
            return self.atom(item.atom)
        fork = self.emit(_FORK)
        _, (_, wide) = self.atom(item.atom)
        self.fork_to_here(fork, either=True)
        return Anchor(), (0, wide)

    def atom(self, atom: Word | Form | Listed | Sign | Gap | Group) -> tuple[Anchor, Width]:
        match atom:
            case Word(lemma, feats, pos):
                plain = lemma and not feats and not pos
                self.emit(_KEY, lemma) if plain else self.emit(_PARSE, atom)
                return _anchor((lemma,)) if lemma else Anchor(), (1, 1)
            case Form(norm):
                self.emit(_KEY, "=" + norm)
                return _anchor(("=" + norm,)), (1, 1)
            case Sign(text):
                self.emit(_KEY, "\\" + text)
                return _anchor(("\\" + text,)), (1, 1)
            case Listed(name):
                return self.listed(self.find_entries(name))
            case Gap(words):
                self.emit(_GAP, words)
                return Anchor(), (0, words + GAP_SIGNS)
            case Group():
                return self.group(atom)

    def listed(self, entries: Entries) -> tuple[Anchor, Width]:
        by_key: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries:
            by_key.setdefault(entry[0], []).append(entry[1:])
        self.emit(_LIST, by_key)
        widths = [len(entry) for entry in entries]
        return _anchor(tuple(by_key)), (min(widths), max(widths))

    def group(self, group: Group) -> tuple[Anchor, Width]:
        self.groups = max(self.groups, group.number)
        self.emit(_SAVE, 2 * group.number - 2)
        exits: list[int] = []
        anchors: list[Anchor] = []
        widths: list[Width] = []
        for alternative in group.alternatives:
            last = alternative is group.alternatives[-1]
            fork = 0 if last else self.emit(_FORK)
            anchor, width = self.sequence(alternative)
            anchors.append(anchor)
            widths.append(width)
            if not last:
                exits.append(self.emit(_FORK))
                self.fork_to_here(fork, either=True)
        for leave in exits:
            self.fork_to_here(leave, either=False)
        self.emit(_SAVE, 2 * group.number - 1)
        width = (min(w[0] for w in widths), max(w[1] for w in widths))
        if not all(anchor.keys for anchor in anchors):
            return Anchor(), width
        before = (min(a.before[0] for a in anchors), max(a.before[1] for a in anchors))
        keys = frozenset().union(*(a.keys for a in anchors))
        return Anchor(keys, before, sum(a.cost for a in anchors)), width


def _anchor(keys: tuple[str, ...]) -> Anchor:
    """Longer words are rarer: as good a guess as a frequency table, and none to carry along."""
    return Anchor(frozenset(keys), (0, 0), sum(2.0 ** -len(key) for key in keys))
