"""What tonecheck knows of a language: one frozen dataclass, filled by ``ru`` and ``uk`` as siblings."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.language.morphology import Parse

#: lemma, UD part of speech, UD features joined by «|»
LexiconEntry = tuple[str, str, str]


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Language:
    """The closed-class facts of one language that analysis and checks share.

    ``lexicon`` overrides the dictionary for words that it lacks or gets wrong; ``refused`` lists analyses that
    the dictionary gives and no letter means, as (form, lemma, feature).
    """

    code: str
    letters: frozenset[str]
    own_letters: frozenset[str]  #: letters that the sibling language does not have
    abbreviations: frozenset[str]  #: without the final dot: the dot is not the sentence's («вул. Шевченка»)
    closing_abbreviations: frozenset[str]  #: of these, such as stand last: a capital after them begins a sentence
    opening_abbreviations: frozenset[str]  #: of these, such as a name follows even after a number («5, ул. Ленина»)
    determiners: frozenset[str]
    subordinators: frozenset[str]
    stop_words: frozenset[str]  #: frequent words that only this language has
    lexicon: Mapping[str, tuple[LexiconEntry, ...]] = field(default_factory=lambda: MappingProxyType({}))
    refused: frozenset[tuple[str, str, str]] = frozenset()

    def accepts(self, word: str, parse: Parse) -> bool:
        """False for a dictionary analysis that is on the list of refused ones."""
        if not self.refused:
            return True
        return not any((word, parse.lemma, feat) in self.refused for feat in (*parse.feats, f"POS={parse.pos}"))
