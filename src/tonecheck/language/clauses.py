"""What the rules of ``context`` ask about words and about the clause that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tonecheck.language.morphology import Parse, load_morphology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Token
    from tonecheck.language.base import Language

#: A clause is looked at no farther than this, so that time stays linear in a text without any signs.
REACH = 25
BOUNDARIES = frozenset(',;:—–()«»„“”"…')


class Agreement(NamedTuple):
    """What a modifier shares with its noun; «» where it says nothing."""

    case: str
    number: str
    gender: str
    animacy: str


@dataclass(frozen=True, slots=True)
class Traits:
    """What the analyses of one word form have in common."""

    ambiguous: bool = False
    nominal: bool = False  #: some analysis has a case
    modifier: bool = False  #: all analyses are adjectives, determiners or participles with a case
    imperative: bool = False  #: some analysis is a 2nd person singular imperative
    past_plural: bool = False
    infinitive: bool = False
    verb: bool = False  #: all analyses are finite verbs
    singular_you: bool = False  #: all analyses are 2nd person singular
    noun: bool = False  #: all analyses are nouns


NO_TRAITS = Traits()


@dataclass(slots=True)
class View:
    """One sentence; ``tokens`` is the list that rules narrow, ``start`` and ``end`` the sentence in it."""

    tokens: list[Token]
    start: int
    end: int
    language: Language

    def left(self, i: int) -> Token | None:
        """The token right before, unless a sign or a line break parts them."""
        if i <= self.start or self.tokens[i - 1].kind != "word":
            return None
        return self.tokens[i - 1]

    def right(self, i: int) -> Token | None:
        """The token right after, unless a sign parts them."""
        if i + 1 >= self.end or self.tokens[i + 1].kind != "word":
            return None
        return self.tokens[i + 1]

    def before(self, i: int) -> Iterator[Token]:
        """The words of the same clause before token ``i``, the nearest first; a conjunction that opens it is the last."""
        for at in range(i - 1, max(self.start - 1, i - REACH), -1):
            token = self.tokens[at]
            if token.text[0] in BOUNDARIES:
                return
            yield token
            if token.norm in self.language.syntax.subordinators or token.norm in self.language.syntax.adversatives:
                return

    def after(self, i: int) -> Iterator[Token]:
        """The words of the same clause after token ``i``."""
        for at in range(i + 1, min(self.end, i + REACH)):
            token = self.tokens[at]
            if (
                token.text[0] in BOUNDARIES
                or token.norm in self.language.syntax.subordinators
                or token.norm in self.language.syntax.adversatives
            ):
                return
            yield token

    def traits(self, token: Token) -> Traits:
        return find_traits(self.language.code, token.text) if token.parses else NO_TRAITS


@lru_cache(maxsize=100_000)
def find_traits(code: str, form: str) -> Traits:
    """The traits of a word form, before any narrowing."""
    parses = load_morphology(code).parses(form)
    if not parses:
        return NO_TRAITS
    return Traits(
        ambiguous=len(parses) > 1,
        nominal=any(is_nominal(p) for p in parses),
        modifier=all(is_modifier(p) for p in parses if p.pos != "VERB" or "VerbForm=Part" in p.feats)
        and any(is_modifier(p) for p in parses),
        imperative=any(is_imperative(p) for p in parses),
        past_plural=any(is_past_plural(p) for p in parses),
        infinitive=any(is_infinitive(p) for p in parses),
        verb=all("VerbForm=Fin" in p.feats for p in parses),
        singular_you=all("Person=2" in p.feats and "Number=Sing" in p.feats for p in parses),
        noun=all(p.pos == "NOUN" for p in parses),
    )


@lru_cache(maxsize=10_000)
def agreement(feats: frozenset[str]) -> Agreement:
    """Case, number, gender and animacy of a set of features."""
    values = dict(feat.split("=", 1) for feat in feats)
    return Agreement(*(values.get(name, "") for name in ("Case", "Number", "Gender", "Animacy")))


def agree(modifier: Parse, noun: Parse) -> bool:
    """«новый договор» agree; «новый договоров» do not. What one of them leaves open agrees with anything."""
    a, b = agreement(modifier.feats), agreement(noun.feats)
    if not a.case or a.case != b.case or (a.number and b.number and a.number != b.number):
        return False
    if a.number != "Plur" and a.gender and b.gender and a.gender != b.gender:
        return False
    return not (a.animacy and b.animacy and a.animacy != b.animacy)


def is_nominal(parse: Parse) -> bool:
    return agreement(parse.feats).case != ""


def is_modifier(parse: Parse) -> bool:
    return is_nominal(parse) and (parse.pos in ("ADJ", "DET") or "VerbForm=Part" in parse.feats)


def is_imperative(parse: Parse) -> bool:
    return "Mood=Imp" in parse.feats and "Number=Sing" in parse.feats and "Person=2" in parse.feats


def is_past_plural(parse: Parse) -> bool:
    return "Tense=Past" in parse.feats and "Number=Plur" in parse.feats and "VerbForm=Fin" in parse.feats


def is_infinitive(parse: Parse) -> bool:
    return "VerbForm=Inf" in parse.feats
