"""Parsed phrases → programs: code, and what is known beforehand of everything that it could match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tonecheck.matchers.grammar import Form, Gap, Group, Listed, Sign, Word
from tonecheck.matchers.phrases import FORK, GAP, GAP_SIGNS, KEY, LIST, MATCH, PARSE, SAVE, Anchor, Program

if TYPE_CHECKING:
    from tonecheck.matchers.grammar import Atom, Item, Sequence
    from tonecheck.matchers.phrases import Instruction

#: Entries of a word list, each a sequence of keys: lemmas and «=form».
Entries = tuple[tuple[str, ...], ...]
FindEntries = Callable[[str], Entries]


def compile_phrase(items: Sequence, find_entries: FindEntries) -> Program:
    """The program of a parsed phrase; ``find_entries`` gives the entries of a word list by its name."""
    compiler = _Compiler(find_entries)
    shape = compiler.sequence(items)
    compiler.emit(MATCH)
    return Program(tuple(compiler.code), compiler.groups, shape.anchor, shape.first, _others(shape))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all matches of a piece have in common.

    Tokens at least and at most, an anchor, keys of the first token, and sets of keys and features of which each has one.
    """

    least: int
    most: int
    anchor: Anchor
    first: frozenset[str] | None
    needs: tuple[frozenset[str], ...] = ()


class _Compiler:
    """Emits code, and finds out the shape of every piece as it goes."""

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
        self.code[fork] = (FORK, (len(self.code), fork + 1) if either else (len(self.code),))

    def sequence(self, items: Sequence) -> _Shape:
        anchor = Anchor()
        first: frozenset[str] | None = frozenset()
        least = most = 0
        needs: list[frozenset[str]] = []
        for item in items:
            shape = self.item(item)
            needs += shape.needs
            if shape.anchor.cost < anchor.cost:
                nearest, farthest = shape.anchor.before
                anchor = Anchor(shape.anchor.keys, (least + nearest, most + farthest), shape.anchor.cost)
            if least == 0:
                first = _either(first, shape.first)
            least, most = least + shape.least, most + shape.most
        return _Shape(least, most, anchor, first, tuple(needs))

    def item(self, item: Item) -> _Shape:
        if not item.optional:
            return self.atom(item.atom)
        fork = self.emit(FORK)
        shape = self.atom(item.atom)
        self.fork_to_here(fork, either=True)
        return _Shape(0, shape.most, Anchor(), shape.first)

    def atom(self, atom: Atom) -> _Shape:
        match atom:
            case Word():
                return self.word(atom)
            case Form(norm):
                return self.key("=" + norm)
            case Sign(text):
                return self.key("\\" + text)
            case Listed(name):
                return self.listed(self.find_entries(name))
            case Gap(words):
                self.emit(GAP, words)
                return _Shape(0, words + GAP_SIGNS, Anchor(), None)
            case Group():
                return self.group(atom)

    def word(self, word: Word) -> _Shape:
        if not (word.feats or word.pos):
            return self.key(word.lemma)
        self.emit(PARSE, word)
        needs = tuple(frozenset((feat,)) for feat in word.feats)
        if not word.lemma:
            return _Shape(1, 1, Anchor(), None, needs)
        shape = _of_one_token(word.lemma)
        return replace(shape, needs=(*shape.needs, *needs))

    def key(self, key: str) -> _Shape:
        self.emit(KEY, key)
        return _of_one_token(key)

    def listed(self, entries: Entries) -> _Shape:
        by_key: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries:
            by_key.setdefault(entry[0], []).append(entry[1:])
        self.emit(LIST, by_key)
        widths = [len(entry) for entry in entries]
        keys = frozenset(by_key)
        return _Shape(min(widths), max(widths), Anchor(keys, (0, 0), sum(map(_cost, keys))), keys, (keys,))

    def group(self, group: Group) -> _Shape:
        self.groups = max(self.groups, group.number)
        self.emit(SAVE, 2 * group.number - 2)
        *others, last = group.alternatives
        shapes: list[_Shape] = []
        exits: list[int] = []
        for alternative in others:
            fork = self.emit(FORK)
            shapes.append(self.sequence(alternative))
            exits.append(self.emit(FORK))
            self.fork_to_here(fork, either=True)
        shapes.append(self.sequence(last))
        for leave in exits:
            self.fork_to_here(leave, either=False)
        self.emit(SAVE, 2 * group.number - 1)
        return _any_of(shapes)


def _any_of(shapes: list[_Shape]) -> _Shape:
    """The shape of alternatives: an anchor and a need only if each of them has one."""
    if len(shapes) == 1:
        return shapes[0]
    first: frozenset[str] | None = frozenset()
    for shape in shapes:
        first = _either(first, shape.first)
    anchors = [shape.anchor for shape in shapes]
    anchor = Anchor()
    if all(a.keys for a in anchors):
        before = (min(a.before[0] for a in anchors), max(a.before[1] for a in anchors))
        anchor = Anchor(frozenset().union(*(a.keys for a in anchors)), before, sum(a.cost for a in anchors))
    needs = (frozenset().union(*(_rarest(shape.needs) for shape in shapes)),) if all(s.needs for s in shapes) else ()
    return _Shape(min(s.least for s in shapes), max(s.most for s in shapes), anchor, first, needs)


def _either(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def _of_one_token(key: str) -> _Shape:
    keys = frozenset((key,))
    return _Shape(1, 1, Anchor(keys, (0, 0), _cost(key)), keys, (keys,))


def _rarest(needs: tuple[frozenset[str], ...]) -> frozenset[str]:
    return min(needs, key=lambda need: sum(map(_cost, need)))


def _others(shape: _Shape) -> tuple[frozenset[str], ...]:
    """What a match needs besides its anchor, the rarest first: that is what most sentences lack."""
    return tuple(sorted({*shape.needs} - {shape.anchor.keys}, key=lambda need: (sum(map(_cost, need)), sorted(need))))


def _cost(key: str) -> float:
    """Longer words are rarer: as good a guess as a frequency table, and none to carry along."""
    return float(2.0 ** -len(key))
