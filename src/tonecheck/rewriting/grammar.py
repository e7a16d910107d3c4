"""What rewriting knows of a language: one frozen dataclass, filled by ``ru`` and ``uk`` as siblings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.checks.address_forms import FormKind

#: (ending, its replacement), tried in order: the first that fits is the one
Endings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The facts of one language that turn «ты» into «вы». All words in lower case, ё kept.

    ``pronouns`` and ``possessives`` say every form; ``locative`` those forms of the pronoun that are another
    word after one of ``locative_prepositions`` («тебе» is «вам», but «о тебе» is «о вас»).
    ``endings`` form the plural of each kind of word: of what the dictionary lacks, and to choose among the forms
    that it has. ``clitics`` are what a hyphen hangs on a form («глянь-ка»).
    ``copulas`` are verbs whose predicate agrees with the subject too («будь готов»).
    ``coordinators`` join clauses of one subject; a clause after one of ``subordinators`` may share it too
    («рад, что успел»), one with a word of ``barriers`` never does («чтобы прислал», «пусть решит»).
    ``degrees`` are lemmas that agree with a predicate («така уважна»). ``transparent`` words may stand between subject
    and predicate without parting them. ``after_consonant`` and ``after_vowel`` map a word to what euphony makes of it
    («зроби й» → «зробіть і», «міг би» → «могли б»).
    """

    pronouns: Mapping[str, str]
    locative: Mapping[str, str]
    locative_prepositions: frozenset[str]
    possessives: Mapping[str, str]
    intensives: Mapping[str, str]
    endings: Mapping[FormKind, Endings]
    predicative_feature: str
    clitics: frozenset[str]
    copulas: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    barriers: frozenset[str]
    transparent: frozenset[str]
    degrees: frozenset[str]
    after_consonant: Mapping[str, str]
    after_vowel: Mapping[str, str]
