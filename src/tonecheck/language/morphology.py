"""Every analysis of a word form, in Universal Dependencies terms, the same for both languages.

A thin typed wrapper over pymorphy3: its OpenCorpora tags become UD part of speech and features
(https://universaldependencies.org/u/feat/), so that everything after it reads one notation. What a dictionary
leaves out because its language makes it plain (a Ukrainian past tense «робив» has a gender, hence a number)
is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tonecheck.language.base import Language

POS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "VERB": "VERB", "INFN": "VERB", "PRTF": "VERB",
    "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV", "PREP": "ADP",
    "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ", "NUMB": "NUM", "ROMN": "NUM", "LATN": "X", "UNKN": "X",
    "PNCT": "PUNCT",
}  # fmt: skip
FEATS = {
    "nomn": "Case=Nom", "gent": "Case=Gen", "gen1": "Case=Gen", "gen2": "Case=Gen", "datv": "Case=Dat",
    "accs": "Case=Acc", "acc2": "Case=Acc", "ablt": "Case=Ins", "loct": "Case=Loc", "loc1": "Case=Loc",
    "loc2": "Case=Loc", "voct": "Case=Voc", "sing": "Number=Sing", "plur": "Number=Plur", "masc": "Gender=Masc",
    "femn": "Gender=Fem", "neut": "Gender=Neut", "anim": "Animacy=Anim", "inan": "Animacy=Inan",
    "1per": "Person=1", "2per": "Person=2", "3per": "Person=3", "pres": "Tense=Pres", "past": "Tense=Past",
    "futr": "Tense=Fut", "impr": "Mood=Imp", "indc": "Mood=Ind", "perf": "Aspect=Perf", "impf": "Aspect=Imp",
    "pssv": "Voice=Pass", "actv": "Voice=Act", "Refl": "Reflex=Yes", "COMP": "Degree=Cmp", "Supr": "Degree=Sup",
    "INFN": "VerbForm=Inf", "VERB": "VerbForm=Fin", "PRTF": "VerbForm=Part", "PRTS": "VerbForm=Part",
    "GRND": "VerbForm=Conv", "ADJS": "Variant=Short", "incl": "Clusivity=In", "excl": "Clusivity=Ex",
    "Name": "NameType=Giv", "Surn": "NameType=Sur", "Patr": "NameType=Pat", "Geox": "NameType=Geo",
    "Infr": "Style=Coll", "Slng": "Style=Slng", "Arch": "Style=Arch", "Abbr": "Abbr=Yes", "Poss": "Poss=Yes",
    "Anum": "NumType=Ord",
}  # fmt: skip

#: One of these makes a verb finite; «зроблено» is «Impe».
FINITE = frozenset({"pres", "past", "futr", "impr", "Impe"})


@dataclass(frozen=True, slots=True)
class Parse:
    """One analysis of a word form.

    ``pos`` is a UD part of speech («VERB»), ``feats`` a set of UD features («Case=Nom», «Person=2»),
    ``score`` the dictionary's probability of this parse (0..1; uniform where the dictionary has none),
    ``known`` whether the dictionary has the form (a guess otherwise), ``tag`` the dictionary's own tag.
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
    """The form for comparison: lower case, ё as е."""
    return word.lower().replace("ё", "е")


class Morphology:
    """The dictionary of one language; immutable once built but for its bounded caches, safe between threads."""

    def __init__(self, language: Language) -> None:
        import pymorphy3  # noqa: PLC0415 - costs 0.1 s and 30 MB: only where a text is really analysed

        self._language = language
        self._analyzer: Any = pymorphy3.MorphAnalyzer(lang=language.code)
        self.parses = lru_cache(maxsize=200_000)(self._parses)
        self.is_known = lru_cache(maxsize=200_000)(self._is_known)

    def _parses(self, word: str) -> tuple[Parse, ...]:
        """All analyses of a form (any case of letters), likeliest first."""
        lower = word.lower()
        extra = self._language.lexicon.get(normalise_word(lower))
        if extra is not None:
            return tuple(
                Parse(lemma, pos, frozenset(feats.split("|")) if feats else frozenset(), 1.0 / len(extra), known=True)
                for lemma, pos, feats in extra
            )
        known = bool(self._analyzer.word_is_known(lower))
        found = (self._convert(lower, p, known=known) for p in self._analyzer.parse(lower))
        return tuple(dict.fromkeys(parse for parse in found if parse is not None))

    def _is_known(self, word: str) -> bool:
        lower = word.lower()
        return normalise_word(lower) in self._language.lexicon or bool(self._analyzer.word_is_known(lower))

    def lexeme(self, word: str, parse: Parse) -> tuple[tuple[str, Parse], ...]:
        """All forms of the word of which ``parse`` is an analysis, each with its own analysis.

        Empty for closed-class words of our own lexicon. The dictionary's order is kept: the first form that
        fits is the usual one.
        """
        lower = word.lower()
        for p in self._analyzer.parse(lower):
            if str(p.tag) == parse.tag and normalise_word(p.normal_form) == parse.lemma:
                forms = ((f.word, self._convert(f.word, f, known=parse.known)) for f in p.lexeme)
                return tuple((form, analysis) for form, analysis in forms if analysis is not None)
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
        feats = {feat for _, _, joined in lexicon for feat in joined.split("|") if feat} | {"Reflex=Yes"}
        parts = {pos for _, pos, _ in lexicon} | {"DET", "SCONJ"}
        for tag in self._analyzer.dictionary.gramtab:
            parse = self._convert("", SimpleNamespace(tag=tag, normal_form="", score=0.0), known=True)
            if parse is not None:
                feats |= parse.feats
                parts.add(parse.pos)
        return frozenset(feats), frozenset(parts)

    def _convert(self, word: str, p: Any, *, known: bool) -> Parse | None:
        grammemes = p.tag.grammemes
        lemma = normalise_word(p.normal_form)
        pos = POS.get(str(p.tag.POS or ""), "X")
        feats = {FEATS[g] for g in grammemes if g in FEATS}
        if pos in ("PRON", "ADJ") and ("Apro" in grammemes or lemma in self._language.determiners):
            pos = "DET"
        if pos == "ADV" and "COMP" in grammemes:
            feats.add("Degree=Cmp")
        if pos == "CCONJ" and lemma in self._language.subordinators:
            pos = "SCONJ"
        if "Number=Plur" not in feats and any(f.startswith("Gender=") for f in feats):
            feats.add("Number=Sing")
        if "PRTS" in grammemes:
            feats.add("Variant=Short")
        if "VerbForm=Fin" in feats and not grammemes & FINITE:
            # The Ukrainian dictionary tags infinitives as verbs without tense and mood («infn», for «бути» not even that).
            feats = feats - {"VerbForm=Fin"} | {"VerbForm=Inf"}
        if pos == "VERB" and any(f.startswith("Tense=") for f in feats) and "VerbForm=Fin" in feats:
            feats.add("Mood=Ind")
        if pos == "VERB" and lemma.endswith(("ся", "сь")):
            feats.add("Reflex=Yes")
        if "Mood=Imp" in feats and not any(f.startswith("Person=") for f in feats):
            feats.add("Person=1" if "Clusivity=In" in feats else "Person=2")
        parse = Parse(lemma, pos, frozenset(feats), float(p.score), known, str(p.tag))
        return parse if self._language.accepts(word, parse) else None


@cache
def load_morphology(code: str) -> Morphology:
    """The dictionary of «ru» or «uk», loaded once a process (0.05 to 0.1 s)."""
    from tonecheck.language import find_language  # noqa: PLC0415 - the siblings import this module's neighbours

    return Morphology(find_language(code))
