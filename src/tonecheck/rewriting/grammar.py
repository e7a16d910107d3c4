"""What rewriting knows of a language: one frozen dataclass, filled by ``ru`` and ``uk`` as siblings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: (ending, its replacement), tried in order: the first that fits is the one
Endings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The facts of one language that turn «ты» into «вы». All words in lower case, ё kept.

    ``pronouns`` and ``possessives`` say every form; ``locative`` those forms of the pronoun that are another
    word after one of ``locative_prepositions`` («тебе» is «вам», but «о тебе» is «о вас»).
    The ``Endings`` form the plural of words that the dictionary lacks; what they form of a word that it has,
    it must confirm. ``clitics`` are what a hyphen hangs on a form («глянь-ка»).
    ``copulas`` are verbs whose predicate agrees with the subject too («будь готов»).
    """

    pronouns: Mapping[str, str]
    locative: Mapping[str, str]
    locative_prepositions: frozenset[str]
    possessives: Mapping[str, str]
    intensives: Mapping[str, str]
    present: Endings
    imperative: Endings
    past: Endings
    predicative: Endings
    predicative_feature: str
    clitics: frozenset[str]
    copulas: frozenset[str]
    coordinators: frozenset[str]
    transparent: frozenset[str]
