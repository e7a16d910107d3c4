"""The sibling language in a sentence: Russian words and letters in Ukrainian ones, and the reverse.

A word of ``{lang}-lemmas.tsv`` is told by its lemma, and its replacement takes the same form («слідуючого» →
«наступного»); a third column names another rule than that of foreign words. Letters that the language does not have («ы», «ъ», «ё» in Ukrainian; «і», «ї», «є», «ґ» in Russian) are a fault of their own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language import find_language
from tonecheck.spelling.gates import in_quotes
from tonecheck.spelling.kinds import like
from tonecheck.spelling.lexicon import load_lexicon, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token
    from tonecheck.language.morphology import Parse

LETTER = "typos/foreign-letter"
WORD = {"ru": "typos/ukrainianism", "uk": "typos/russianism"}
_SIBLING = {"ru": "uk", "uk": "ru"}
_SOUNDS: dict[str, tuple[dict[str, str | int | None], ...]] = {
    "uk": ({"ы": "и", "э": "е", "ъ": "'", "ё": "йо"}, {"ы": "і", "э": "є", "ъ": "", "ё": "ьо"}, {"ё": "е"}),
    "ru": ({"і": "и", "ї": "и", "є": "е", "ґ": "г"}, {"і": "и", "ї": "и", "є": "э", "ґ": "г"}),
}
#: A word of the sibling language is one for certain when it is frequent there (one in 100,000).
_FREQUENT = 16
#: Features that a replacement takes from the word it replaces.
_FORM = {
    "NOUN": ("Case=", "Number="),
    "ADJ": ("Case=", "Number=", "Gender="),
    "VERB": ("Number=", "Gender=", "Person=", "Tense=", "Mood=", "VerbForm="),
}


class ForeignWords:
    """Words and letters of the sibling language. Immutable but for a bounded cache."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._lexicon = load_lexicon(lang)
        self._lemmas = {row[0]: row for row in read_rows(f"{lang}-lemmas.tsv")}
        self._letters = find_language(_SIBLING[lang]).letters - find_language(lang).letters
        self.replace = lru_cache(maxsize=50_000)(self._replace)

    def find(self, token: Token) -> Match | None:
        """The match for a word that the table names, whatever the dictionary says of it."""
        rule, meant = self.replace(token.norm)
        return Match(rule, token.start, token.end, (like(token.text, meant),)) if meant else None

    def find_letters(self, document: Document, token: Token) -> Match | None:
        """The match for an unknown word with a letter that only the sibling language has."""
        if self._letters.isdisjoint(token.text.lower()) or self._is_name(document, token):
            return None
        suggestions = tuple(like(token.text, word) for word in dict.fromkeys(self._respelt(token.text.lower())))
        return Match(LETTER, token.start, token.end, suggestions)

    def find_frequent(self, document: Document, token: Token) -> Match | None:
        """The match for an unknown word that is a frequent one in the sibling language: «мост», «светить»."""
        if len(token.norm) < 4 or self._is_name(document, token) or self._lexicon.is_blamed(token.norm):
            return None
        there = load_lexicon(_SIBLING[self._lang]).level(token.norm)
        if there < _FREQUENT or self._lexicon.seen(token.norm) > there:
            return None
        return Match(WORD[self._lang], token.start, token.end)

    def _is_name(self, document: Document, token: Token) -> bool:
        return token.text[0].isupper() or in_quotes(document, token)

    def _respelt(self, word: str) -> Iterator[str]:
        for sounds in _SOUNDS[self._lang]:
            respelt = word.translate(str.maketrans(sounds))
            if self._lexicon.in_dictionary(respelt):
                yield respelt

    def _replace(self, form: str) -> tuple[str, str]:
        """The rule and what to say instead of a form of a word of the table; «» for all others."""
        parses = self._lexicon.parses(form)
        if self._lang == "uk" and "г" in form and (meant := _with_g(form, parses)):
            return "typos/unknown-word", meant
        told = [parse for parse in parses if parse.lemma in self._lemmas]
        if not told or (parses[0].known and len(told) < len(parses)):
            return "", ""  # «мати» is a word, whatever else it may be a form of
        _, meant, *kind = self._lemmas[told[0].lemma]
        return f"typos/{kind[0]}" if kind else WORD[self._lang], self._inflect(told[0], meant)

    def _inflect(self, parse: Parse, meant: str) -> str:
        morphology = self._lexicon.morphology
        for own in morphology.parses(meant):
            if own.lemma != meant or own.pos != parse.pos:
                continue
            wanted = [feat for feat in parse.feats if feat.startswith(_FORM.get(parse.pos, ("Case=",)))]
            found = morphology.inflect(meant, own, *wanted)
            if found:
                return found
        return meant


def _with_g(form: str, parses: tuple[Parse, ...]) -> str:
    """«обгрунтування» → «обґрунтування»: the word has «ґ» in every sense but a surname's (Правопис 2019, § 6)."""
    senses = [parse.lemma for parse in parses if parse.known and "NameType=Sur" not in parse.feats]
    places = {lemma.find("ґ") for lemma in senses}
    if len(places) != 1:
        return ""
    at = places.pop()
    return form[:at] + "ґ" + form[at + 1 :] if 0 <= at < len(form) and form[at] == "г" else ""
