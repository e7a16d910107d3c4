"""The words of a language: does a form exist, and how frequent is it?

Existence is the dictionary's (pymorphy3, through ``Morphology``), plus the vocabulary of trades and offices that it
lacks; frequency is a table derived from wordfreq (tools/build_wordlists.py). A form is compared in lower case, ё as е.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Protocol

from tonecheck.language import find_language
from tonecheck.language.base import words
from tonecheck.language.morphology import load_morphology, normalise_word
from tonecheck.spelling.alphabets import ALPHABETS
from tonecheck.spelling.formation import is_formed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.language.morphology import Morphology, Parse

#: Added to the level of a form that occurs in texts but not in the dictionary (names, slang, misspellings).
SEEN = 64
#: The level of a form that the dictionary has and the frequency table lacks.
RARE = 2
#: Endings of nouns, for a word that the dictionary cannot inflect («лендинг» is no «лендинга» to it).
_ENDINGS = {
    "ru": words("а у ом ой е ы и ов ам ами ах"),
    "uk": words("а у ом ою ові е і и ів ам ами ах"),
}


class FrequencyTable(Protocol):
    """What we use of DAWG2's IntDAWG."""

    def get(self, key: str, default: int) -> int: ...
    def __getitem__(self, key: str) -> int: ...
    def similar_keys(self, key: str, replaces: object) -> list[str]: ...
    def compile_replaces(self, replaces: dict[str, list[str]]) -> object: ...


class Lexicon:
    """Words of one language. Immutable but for bounded caches, safe between threads."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.morphology: Morphology = load_morphology(lang)
        self._levels = _levels(lang)
        confused = ALPHABETS[lang].confused
        self._alike = self._levels.compile_replaces({a: [b for b, _ in others] for a, others in confused.items()})
        self.vocabulary = frozenset(form for word in read_words(f"{lang}-vocabulary.txt") for form in self.forms(word))
        self.is_word = lru_cache(maxsize=200_000)(self._is_word)

    def level(self, form: str) -> int:
        """Frequency of a known form in quarters of log10 above 1e-9; 0 for a form that is not known."""
        value = self._levels.get(form, -1)
        if value >= 0:
            return value if value < SEEN else value - SEEN if form in self.vocabulary else 0
        if not self.in_dictionary(form):
            return 0
        return max(RARE, min(self._levels.get(part, 0) % SEEN for part in form.split("-"))) if "-" in form else RARE

    def table_level(self, form: str) -> int:
        """``level``, of the forms alone that the frequency table has: several times as fast."""
        value = self._levels.get(form, 0)
        return value if value < SEEN else 0

    def sound_alikes(self, form: str) -> tuple[str, ...]:
        """The frequent words that ears may take for the form, letter by letter (``Alphabet.confused``)."""
        return tuple(w for w in self._levels.similar_keys(form, self._alike) if w != form and self._levels[w] < SEEN)

    def seen(self, form: str) -> int:
        """How frequent a form outside the dictionary is in real texts (names, slang and misspellings alike), 0 if rare."""
        value = self._levels.get(form, 0)
        return value - SEEN if value >= SEEN else 0

    def in_dictionary(self, form: str) -> bool:
        """The dictionary has this form as it stands."""
        value = self._levels.get(form, -1)
        if value >= 0:
            return value < SEEN or form in self.vocabulary
        return form in self.vocabulary or (self.morphology.is_known(form) and not self.is_blamed(form))

    def is_blamed(self, form: str) -> bool:
        """The dictionary has the form only to say that it is wrong: «кандитат», «нажаль», «памятник»."""
        return self.morphology.is_known(form) and is_blamed(parse.tag for parse in self.morphology.parses(form))

    def _is_word(self, form: str) -> bool:
        """The form is right as it stands: in the dictionary, or made from words by the language's own rules."""
        return self.in_dictionary(form) or is_formed(form, self, self.lang)

    def parses(self, form: str) -> tuple[Parse, ...]:
        """All analyses of a form; guesses (``known`` is false) for forms outside the dictionary."""
        return self.morphology.parses(form)

    def pos(self, form: str) -> frozenset[str]:
        """The parts of speech that the form may be."""
        return frozenset(parse.pos for parse in self.morphology.parses(form))

    def is_genitive(self, form: str) -> bool:
        """The form may be the genitive of a noun."""
        return any(parse.pos == "NOUN" and "Case=Gen" in parse.feats for parse in self.morphology.parses(form))

    def is_full_participle(self, form: str) -> bool:
        """The form can be nothing but a participle, or adjective, that stands before a noun: «посещённых», not «посещён»."""
        parses = self.morphology.parses(form)
        return bool(parses) and all(
            parse.value("Case") and (parse.pos == "ADJ" or "VerbForm=Part" in parse.feats) for parse in parses
        )

    def may_follow(self, first: str, second: str) -> bool:
        """False where ``first`` is a preposition and ``second`` no form that it governs: «до согласование»."""
        cases = find_language(self.lang).syntax.prepositions.get(first)
        return cases is None or any(parse.value("Case") in cases for parse in self.morphology.parses(second))

    def forms(self, word: str) -> frozenset[str]:
        """All forms of a word given by its lemma, the inflection guessed by analogy where the dictionary lacks it.

        «=word» is that form alone.
        """
        word = normalise_word(word)
        if word.startswith("="):
            return frozenset({word[1:]})
        found = {word}
        for parse in self.morphology.parses(word):
            if parse.lemma == word:
                found.update(normalise_word(form) for form, _ in self.morphology.lexeme(word, parse))
                return frozenset(found)
        stem = word[:-1] if word[-1] in "аяыи" else word
        found.update(stem + ending for ending in _ENDINGS[self.lang])
        return frozenset(found)


def is_blamed(tags: Iterable[str]) -> bool:
    """All analyses bear the dictionary's mark of a mistake: Erro or Dist (OpenCorpora), Dist (VESUM's «bad»)."""
    marks = [any(mark in re.split("[ ,]", tag) for mark in ("Erro", "Dist")) for tag in tags]
    return bool(marks) and all(marks)


def read_words(name: str) -> tuple[str, ...]:
    """The entries of a word list that we ship; lines that begin with # are comments."""
    text = resources.files("tonecheck.spelling").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that we ship, its columns separated by tabs."""
    return tuple(tuple(line.split("\t")) for line in read_words(name))


def _levels(lang: str) -> FrequencyTable:
    import dawg  # noqa: PLC0415 - loads a C library: only where a text is really checked

    table: FrequencyTable = dawg.IntDAWG()
    data = resources.files("tonecheck.spelling").joinpath("data", f"{lang}.dawg").read_bytes()
    return table.frombytes(data)  # type: ignore[attr-defined,no-any-return]


@cache
def load_lexicon(lang: str) -> Lexicon:
    """The lexicon of «ru» or «uk», built on first use and kept."""
    return Lexicon(lang)
