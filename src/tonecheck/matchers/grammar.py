"""The phrase language: text → ``Sequence``. docs/rules.md explains it to people who write rules.

A hand-written recursive-descent parser; every error names the column (from 1) where it was seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from tonecheck.errors import RuleError
from tonecheck.language.morphology import normalise_word

#: Words that a gap may skip when it does not say how many.
DEFAULT_GAP = 4
#: A gap of more words than this joins what does not belong together.
MAX_GAP = 8
MAX_DEPTH = 8

# Letters, digits and the signs that live inside words: «будь-який», «п'ять», «т.д.», «24/7».
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_FORM = re.compile(r"[^\W_]+(?:[-'’ʼ./]+[^\W_]+)*\.?")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_FEAT = re.compile(r"[A-Z][A-Za-z]*=[A-Za-z0-9]+")
#: Skipped between items, so a phrase cannot ask for them.
SKIPPED = frozenset("\"'«»„“”‘’‹›`-–—‑−")


class PhraseError(RuleError):
    """A phrase that cannot be read; ``column`` counts from 1."""

    def __init__(self, reason: str, phrase: str, column: int) -> None:
        super().__init__(f"column {column}: {reason}\n    {phrase}\n    {' ' * (column - 1)}^")
        self.reason = reason
        self.column = column


@dataclass(frozen=True, slots=True)
class Word:
    """A form of ``lemma`` (any word when empty) with all of ``feats`` in one analysis."""

    lemma: str
    feats: frozenset[str] = frozenset()
    pos: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Exactly this form, compared in lower case with ё as е."""

    norm: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the word list ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A token that is exactly this text: a comma, or a sign that a backslash escapes."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``words`` words that do not matter, within the sentence."""

    words: int


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives; ``number`` counts opening brackets from 1."""

    number: int
    alternatives: tuple[Sequence, ...]


Atom = Word | Form | Listed | Sign | Gap | Group


@dataclass(frozen=True, slots=True)
class Item:
    """An atom, perhaps optional; ``column`` is where it stands in the phrase."""

    atom: Atom
    optional: bool
    column: int


Sequence = tuple[Item, ...]


def parse_phrase(text: str) -> Sequence:
    """The items of a phrase.

    Raises:
        PhraseError: with the column of what cannot be read.

    """
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.groups = 0

    def parse(self) -> Sequence:
        items = self.sequence(depth=0)
        if self.at < len(self.text):
            self.fail(
                f"«{self.text[self.at]}» stands outside any bracket; write «\\{self.text[self.at]}» for the sign itself"
            )
        if not items:
            self.fail("the phrase is empty", 0)
        if _may_be_empty(items):
            self.fail("everything here is optional, so the phrase would match nothing at all", 0)
        for edge, word in ((_edge_gap(items), "begin"), (_edge_gap(items[::-1], last=True), "end")):
            if edge is not None:
                self.fail(f"a phrase cannot {word} with a gap", edge.column - 1)
        return items

    def sequence(self, depth: int) -> Sequence:
        items: list[Item] = []
        while True:
            self.blanks()
            if self.at == len(self.text) or self.text[self.at] in "|)":
                return tuple(items)
            start = self.at
            atom = self.atom(depth)
            optional = self.text.startswith("?", self.at)
            self.at += optional
            if isinstance(atom, Gap):
                if optional:
                    self.fail("a gap is optional already", self.at - 1)
                if items and isinstance(items[-1].atom, Gap):
                    self.fail("two gaps in a row; write one with the number of words, as «…6»", start)
            items.append(Item(atom, optional, start + 1))

    def atom(self, depth: int) -> Atom:
        sign = self.text[self.at]
        if sign == "(":
            return self.group(depth + 1)
        if sign == "…" or self.text.startswith("...", self.at):
            return self.gap()
        if sign in ",=@\\":
            return self.marked(sign)
        if sign.isdigit():
            return Form(self.take(_FORM, "a number"))
        if sign == "[" and self.at and self.text[self.at - 1] not in " (|":
            self.fail(
                "features belong to a word: «слово[Case=Nom]»; after a list, a group or a form they say nothing; put a blank before them for any word that has them"
            )
        if sign == "[" or sign.isalpha():
            return self.featured(self.take(_WORD, "a word") if sign != "[" else "")
        if sign in SKIPPED:
            self.fail("quotes and dashes between words are skipped anyway; leave them out")
        return self.fail(f"«{sign}» means nothing here; write «\\{sign}» for the sign itself")

    def marked(self, sign: str) -> Sign | Form | Listed:
        """What begins with a sign of its own: a comma, an exact form, a list, an escape."""
        if sign == "\\":
            return self.escaped()
        self.at += 1
        if sign == "=":
            return Form(self.take(_FORM, "after «=» comes the form itself, as «=спс»"))
        if sign == "@":
            return Listed(self.take(_NAME, "after «@» comes the name of a word list in latin letters, as «@pets»"))
        return Sign(",")

    def group(self, depth: int) -> Group:
        opened = self.at
        if depth > MAX_DEPTH:
            self.fail(f"more than {MAX_DEPTH} brackets inside each other")
        self.at += 1
        self.groups += 1
        number = self.groups
        alternatives = [self.sequence(depth)]
        while self.text.startswith("|", self.at):
            self.at += 1
            alternatives.append(self.sequence(depth))
        if not self.text.startswith(")", self.at):
            self.fail("this bracket is never closed", opened)
        self.at += 1
        if not all(alternatives):
            self.fail("an alternative is empty; write «?» after the bracket for «or nothing»", opened)
        return Group(number, tuple(alternatives))

    def gap(self) -> Gap:
        start = self.at
        self.at += 1 if self.text[start] == "…" else 3
        digits = re.compile(r"\d*").match(self.text, self.at)
        number = digits.group() if digits else ""
        self.at += len(number)
        words = int(number or DEFAULT_GAP)
        if not 1 <= words <= MAX_GAP:
            self.fail(f"a gap skips 1 to {MAX_GAP} words", start)
        return Gap(words)

    def escaped(self) -> Sign:
        start = self.at
        self.at += 2
        if self.at > len(self.text) or self.text[start + 1].isspace():
            self.fail("a «\\» with no sign after it", start)
        sign = self.text[start + 1]
        if sign.isalnum():
            self.fail(f"«{sign}» needs no «\\»", start)
        if sign in SKIPPED:
            self.fail("quotes and dashes between words are skipped, so no phrase can ask for one; use regex", start)
        if self.text[start + 1 : start + 4] == "...":
            self.at += 2
            return Sign("…")
        return Sign(sign)

    def featured(self, lemma: str) -> Word:
        if not self.text.startswith("[", self.at):
            return Word(lemma)
        opened = self.at
        closed = self.text.find("]", opened)
        if closed < 0:
            self.fail("this «[» is never closed", opened)
        feats: set[str] = set()
        pos = ""
        at = opened + 1
        for piece in self.text[opened + 1 : closed].split(","):
            feat = piece.strip()
            if not _FEAT.fullmatch(feat):
                self.fail(f"«{feat}» is no feature; features look like «Case=Gen», «POS=VERB», separated by commas", at)
            if feat.startswith("POS="):
                pos = feat.removeprefix("POS=")
            else:
                feats.add(feat)
            at += len(piece) + 1
        self.at = closed + 1
        return Word(lemma, frozenset(feats), pos)

    def take(self, pattern: re.Pattern[str], expected: str) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            self.fail(expected)
        self.at = found.end()
        return normalise_word(found.group().replace("’", "'").replace("ʼ", "'"))

    def blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def fail(self, reason: str, at: int | None = None) -> NoReturn:
        raise PhraseError(reason, self.text, (self.at if at is None else at) + 1)


def _may_be_empty(items: Sequence) -> bool:
    return all(
        item.optional
        or isinstance(item.atom, Gap)
        or (isinstance(item.atom, Group) and any(_may_be_empty(a) for a in item.atom.alternatives))
        for item in items
    )


def _edge_gap(items: Sequence, *, last: bool = False) -> Item | None:
    """The gap with which these items may begin (or end: then they come reversed)."""
    for item in items:
        if isinstance(item.atom, Gap):
            return item
        if isinstance(item.atom, Group):
            for alternative in item.atom.alternatives:
                edge = _edge_gap(alternative[::-1] if last else alternative, last=last)
                if edge is not None:
                    return edge
        if not _may_be_empty((item,)):
            return None
    return None
