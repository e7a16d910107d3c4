"""What tonecheck knows of a language: one frozen dataclass, filled by ``ru`` and ``uk`` as siblings."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: lemma, UD part of speech, UD features joined by «|»
LexiconEntry = tuple[str, str, str]


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


def table(text: str) -> Mapping[str, frozenset[str]]:
    """Lines «key: value value» as a mapping."""
    rows = (line.partition(":") for line in text.strip().splitlines())
    return MappingProxyType({key.strip(): words(values) for key, _, values in rows})


@dataclass(frozen=True, slots=True)
class Syntax:
    """Closed-class words by what they do in a sentence."""

    prepositions: Mapping[str, frozenset[str]]  #: the cases that each governs, as UD values
    subordinators: frozenset[str]  #: open a clause that can be no order
    adversatives: frozenset[str]  #: open a clause: «а», «но»
    coordinators: frozenset[str]  #: join words as well as clauses: «и»
    negations: frozenset[str]
    quantifiers: frozenset[str]  #: a noun follows: «много», «без»
    plural_subjects: frozenset[str]
    modals: frozenset[str]  #: lemmas that an infinitive follows


@dataclass(frozen=True, slots=True)
class Language:
    """The closed-class facts of one language that analysis and checks share.

    All words in lower case, ё as е except where ``stop_words`` need both.

    ``lexicon`` speaks instead of the dictionary for words that it lacks or gets wrong. ``functional`` words are never
    nouns, verbs or adjectives, whatever the dictionary finds («при» is no imperative of «переть»); ``refused`` are
    single analyses that no letter means, form → «lemma/POS» («день» as «деть»).
    """

    code: str
    letters: frozenset[str]
    own_letters: frozenset[str]  #: letters that the sibling language does not have
    stop_words: frozenset[str]  #: frequent words that the sibling language does not have
    abbreviations: frozenset[str]  #: without the final dot: the dot is not the sentence's («вул. Шевченка»)
    closing_abbreviations: frozenset[str]  #: of these, such as stand last: a capital after them begins a sentence
    opening_abbreviations: frozenset[str]  #: of these, such as a name follows even after a number («5, ул. Ленина»)
    determiners: frozenset[str]
    numerals: frozenset[str]  #: lemmas that the dictionary calls adjectives, pronouns or adverbs
    particles: frozenset[str]  #: hung on by a hyphen: «глянь-ка», «зроби-но»
    infinitives: tuple[str, ...]  #: their endings: uk «зробить» is no infinitive, though the dictionary lists it
    functional: frozenset[str]
    syntax: Syntax
    persons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  #: of pronouns without one
    refused: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    lexicon: Mapping[str, tuple[LexiconEntry, ...]] = field(default_factory=lambda: MappingProxyType({}))
