"""The sibling language in a sentence: Russian words and letters in Ukrainian ones, and the reverse.

A word of ``{lang}-russianisms.tsv`` is told by its lemma, and its replacement takes the same form («слідуючого» →
«наступного»). Letters that the language does not have («ы», «ъ», «ё» in Ukrainian; «і», «ї», «є», «ґ» in Russian) are a fault of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language import find_language
from tonecheck.spelling.gates import in_quotes
from tonecheck.spelling.kinds import like
from tonecheck.spelling.lexicon import load_lexicon, read_pairs

if TYPE_CHECKING:
    from tonecheck.analysis import Document, Token
    from tonecheck.language.morphology import Parse

LETTER = "typos/foreign-letter"
WORD = {"ru": "typos/ukrainianism", "uk": "typos/russianism"}
_SIBLING = {"ru": "uk", "uk": "ru"}
_SOUNDS = {
    "uk": ({"ы": "и", "э": "е", "ъ": "'", "ё": "йо"}, {"ы": "і", "э": "є", "ъ": "", "ё": "ьо"}, {"ё": "е"}),
    "ru": ({"і": "и", "ї": "и", "є": "е", "ґ": "г"}, {"і": "и", "ї": "и", "є": "э", "ґ": "г"}),
}
#: A word of the sibling language is one for certain when it is frequent there (one in 100,000).
_FREQUENT = 16
#: Features that a replacement takes from the word it replaces.
_FORM = ("Case=", "Number=", "Gender=", "Person=", "Tense=", "Mood=", "VerbForm=")
_FORM_OF_NOUN = ("Case=", "Number=")


class ForeignWords:
    """Words and letters of the sibling language. Immutable but for a bounded cache."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._lexicon = load_lexicon(lang)
        self._lemmas = dict(read_pairs(f"{lang}-foreign.tsv"))
        self._letters = find_language(_SIBLING[lang]).letters - find_language(lang).letters
        self.replace = lru_cache(maxsize=50_000)(self._replace)

    def find(self, token: Token) -> Match | None:
        """The match for a word that the table names, whatever the dictionary says of it."""
        meant = self.replace(token.norm)
        return Match(WORD[self._lang], token.start, token.end, (like(token.text, meant),)) if meant else None

    def find_unknown(self, document: Document, token: Token) -> Match | None:
        """The match for an unknown word with a letter of the sibling language, or that is a frequent word there."""
        if token.text[0].isupper() or in_quotes(document, token) or self._lexicon.is_blamed(token.norm):
            return None
        if self._letters.isdisjoint(token.text.lower()):
            return self._frequent_there(token)
        suggestions = tuple(like(token.text, word) for word in dict.fromkeys(self._respelt(token.text.lower())))
        return Match(LETTER, token.start, token.end, suggestions)

    def _respelt(self, word: str) -> Iterator[str]:
        for sounds in _SOUNDS[self._lang]:
            respelt = word.translate(str.maketrans(sounds))
            if self._lexicon.in_dictionary(respelt):
                yield respelt

    def _frequent_there(self, token: Token) -> Match | None:
        if len(token.norm) < 4 or load_lexicon(_SIBLING[self._lang]).level(token.norm) < _FREQUENT or self._lexicon.seen(token.norm) >= _FREQUENT + 2:
            return None
        return Match(WORD[self._lang], token.start, token.end)

    def _replace(self, form: str) -> str:
        """What to say instead of a form of a word of the table; «» for all others."""
        parses = self._lexicon.parses(form)
        told = [parse for parse in parses if parse.lemma in self._lemmas]
        if not told or (parses[0].known and len(told) < len(parses)):
            return ""  # «мати» is a word, whatever else it may be a form of
        return self._inflect(told[0], self._lemmas[told[0].lemma])

    def _inflect(self, parse: Parse, meant: str) -> str:
        morphology = self._lexicon.morphology
        for own in morphology.parses(meant):
            if own.lemma != meant or own.pos != parse.pos:
                continue
            wanted = [feat for feat in parse.feats if feat.startswith(_FORM_OF_NOUN if parse.pos == "NOUN" else _FORM)]
            found = morphology.inflect(meant, own, *wanted)
            if found:
                return found
        return meant
