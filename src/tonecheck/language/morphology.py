"""Every analysis of a word form, in Universal Dependencies terms, the same for both languages.

A thin typed wrapper over pymorphy3, with what letters need and a dictionary does not give: our own lexicon before it,
analyses that no letter means left out, and particles hung on by a hyphen («глянь-ка», «зроби-но») looked through.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from tonecheck.language.universal import convert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.language.base import Language

#: Grammemes of distorted, dialect and archaic forms: «пішли» as «післати», «зробить» as an infinitive.
MARGINAL = frozenset(("Dist", "Arch", "Erro"))
#: Word forms remembered, in each cache: the working set of many letters, about 60 MB when full.
MAX_FORMS = 65_536
#: What a functional word is not.
CONTENT = frozenset(("NOUN", "VERB", "ADJ"))
#: ё as е, and every apostrophe and hyphen as the one that the dictionaries have.
VARIANTS = str.maketrans("ё’ʼ‘`‑", "е''''-", "\u0301\u00ad")
#: As ``VARIANTS``, with ё left: the dictionary tells «все» from «всё».
KEEP_YO = str.maketrans("’ʼ‘`‑", "''''-", "\u0301\u00ad")


@dataclass(frozen=True, slots=True)
class Parse:
    """One analysis of a word form.

    ``pos`` is a UD part of speech («VERB»), ``feats`` a set of UD features («Case=Nom», «Person=2»),
    ``score`` the dictionary's probability of this parse (0..1; uniform where the dictionary has none),
    ``known`` whether the dictionary has the form (a guess otherwise), ``tag`` the dictionary's own tag
    («» for an entry of our lexicon).
    """

    lemma: str
    pos: str
    feats: frozenset[str]
    score: float
    known: bool
    tag: str = ""

    def value(self, feature: str) -> str:
        """The value of a feature («Nom» for «Case»), or «»."""
        prefix = feature + "="
        return next((feat[len(prefix) :] for feat in self.feats if feat.startswith(prefix)), "")


def normalise_word(word: str) -> str:
    """The form for comparison: lower case, ё as е, one apostrophe, one hyphen, no stress mark."""
    return word.lower().translate(VARIANTS)


class Morphology:
    """The dictionary of one language; immutable once built but for its bounded caches, safe between threads."""

    def __init__(self, language: Language) -> None:
        import pymorphy3  # noqa: PLC0415 - costs 0.1 s and 30 MB: only where a text is really analysed

        self._language = language
        self._analyzer: Any = pymorphy3.MorphAnalyzer(lang=language.code)
        self._closed_class = frozenset().union(
            language.determiners, language.numerals, language.syntax.subordinators, language.persons
        )
        self._convert_tag = lru_cache(maxsize=MAX_FORMS)(self._find_features)
        self.parses = lru_cache(maxsize=MAX_FORMS)(self._parses)
        self.read = lru_cache(maxsize=MAX_FORMS)(self._read)
        self.is_known = lru_cache(maxsize=MAX_FORMS)(self._is_known)
        self._lexemes = lru_cache(maxsize=5_000)(self._lexeme)

    def _read(self, word: str) -> tuple[str, tuple[Parse, ...]]:
        """The form for comparison and all analyses: one look-up for what every token needs."""
        return normalise_word(word), self.parses(word)

    def _parses(self, word: str) -> tuple[Parse, ...]:
        """All analyses of a form (any case of letters), likeliest first."""
        form, particle = self._split(_dictionary_form(word))
        entries = self._language.lexicon.get(normalise_word(form))
        if entries is not None and not particle:
            share = 1.0 / len(entries)
            return tuple(
                Parse(lemma, pos, frozenset(filter(None, feats.split("|"))), share, known=True)
                for lemma, pos, feats in entries
            )
        known = self._has(form)
        return self._select(form, [self._convert(p, known=known) for p in self._analyzer.parse(form)])

    def _select(self, form: str, parses: Iterable[Parse]) -> tuple[Parse, ...]:
        """The parses that a letter can mean, each once."""
        refused = self._language.refused.get(normalise_word(form), ())
        found = tuple(dict.fromkeys(p for p in parses if f"{p.lemma}/{p.pos}" not in refused))
        if not form.endswith(self._language.infinitives):
            found = tuple(p for p in found if "VerbForm=Inf" not in p.feats) or found
        if normalise_word(form) in self._language.functional:
            found = tuple(p for p in found if p.pos not in CONTENT) or found
        return tuple(p for p in found if not _is_marginal(p)) or found

    def _is_known(self, word: str) -> bool:
        """The dictionary or our lexicon has the form (any case of letters), a hyphenated particle apart."""
        form, _ = self._split(_dictionary_form(word))
        return normalise_word(form) in self._language.lexicon or self._has(form)

    def lexeme(self, word: str, parse: Parse) -> tuple[tuple[str, Parse], ...]:
        """All forms of the word of which ``parse`` is an analysis, each with its own analysis.

        Empty for words of our own lexicon. The dictionary's order is kept, marginal forms left out: the first form
        that fits is the usual one. A hyphenated particle stays («глянь-ка» → «гляньте-ка»).
        """
        return self._lexemes(_dictionary_form(word), parse)

    def _lexeme(self, word: str, parse: Parse) -> tuple[tuple[str, Parse], ...]:
        form, particle = self._split(word)
        for p in self._analyzer.parse(form):
            if str(p.tag) == parse.tag and normalise_word(p.normal_form) == parse.lemma:
                forms = tuple((f.word + particle, self._convert(f, known=parse.known)) for f in p.lexeme)
                return forms if _is_marginal(parse) else tuple((f, a) for f, a in forms if not _is_marginal(a))
        return ()

    def inflect(self, word: str, parse: Parse, *feats: str, without: tuple[str, ...] = ()) -> str | None:
        """The first form of the same word that has all ``feats`` and none of ``without``, or None."""
        wanted = frozenset(feats)
        for form, analysis in self.lexeme(word, parse):
            if wanted <= analysis.feats and not any(f in analysis.feats for f in without):
                return form
        return None

    def inventory(self) -> tuple[frozenset[str], frozenset[str]]:
        """(features, parts of speech) that an analysis in this language can have: rules may ask for no others."""
        lexicon = [entry for entries in self._language.lexicon.values() for entry in entries]
        feats = {feat for _, _, joined in lexicon for feat in joined.split("|") if feat}
        parts = {pos for _, pos, _ in lexicon} | {"DET", "SCONJ"}
        for tag in self._analyzer.dictionary.gramtab:
            for ending in ("", "ся"):  # reflexives are told by their lemma
                pos, found = self._convert_tag(tag, ending)
                feats |= found
                parts.add(pos)
        return frozenset(feats), frozenset(parts)

    def _split(self, word: str) -> tuple[str, str]:
        """«глянь-ка» → «глянь», «-ка»; a word that the dictionary has stays whole («кто-то»)."""
        at = word.rfind("-")
        if at < 1 or word[at + 1 :] not in self._language.particles or self._has(word):
            return word, ""
        return word[:at], word[at:]

    def _has(self, form: str) -> bool:
        return bool(self._analyzer.word_is_known(form))

    def _convert(self, p: Any, *, known: bool) -> Parse:
        lemma = p.normal_form.replace("ё", "е")
        pos, feats = self._convert_tag(p.tag, lemma if lemma in self._closed_class else lemma[-2:])
        return Parse(lemma, pos, feats, float(p.score), known, str(p.tag))

    def _find_features(self, tag: Any, lemma: str) -> tuple[str, frozenset[str]]:
        return convert(str(tag.POS or ""), tag.grammemes, lemma, self._language)


def _is_marginal(parse: Parse) -> bool:
    return not MARGINAL.isdisjoint(parse.tag.replace(" ", ",").split(","))


def _dictionary_form(word: str) -> str:
    """Lower case, ё kept."""
    return word.lower().translate(KEEP_YO)


@cache
def load_morphology(code: str) -> Morphology:
    """The dictionary of «ru» or «uk», loaded once a process (0.05 to 0.1 s)."""
    from tonecheck.language import find_language  # noqa: PLC0415 - the siblings import this module's neighbours

    return Morphology(find_language(code))
