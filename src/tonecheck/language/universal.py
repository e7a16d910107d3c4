"""From the dictionaries' OpenCorpora tags to Universal Dependencies, one notation for both languages.

Sources: https://opencorpora.org/dict.php?act=gram for the tags (the Ukrainian dictionary writes some of its own:
«infn», «subord», «Impe»), https://universaldependencies.org/ru/ and /uk/ for what they become. What a dictionary leaves
out because its language makes it plain (a Ukrainian past tense «робив» has a gender, hence a number) is filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tonecheck.language.base import Language

#: A comparative is one tag for «быстрый» and «быстро» alike; it becomes an ADJ of Degree=Cmp.
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
    "ADJS": "Variant=Short", "PRTS": "Variant=Short", "incl": "Clusivity=In", "excl": "Clusivity=Ex",
    "Name": "NameType=Giv", "Surn": "NameType=Sur", "Patr": "NameType=Pat", "Geox": "NameType=Geo",
    "Infr": "Style=Coll", "Slng": "Style=Slng", "Arch": "Style=Arch", "Abbr": "Abbr=Yes", "Poss": "Poss=Yes",
    "Anum": "NumType=Ord",
}  # fmt: skip
#: One of these makes a verb finite; «зроблено» is «Impe».
FINITE = frozenset(("pres", "past", "futr", "impr", "Impe"))
VERB_FORMS = {"INFN": "Inf", "VERB": "Fin", "PRTF": "Part", "PRTS": "Part", "GRND": "Conv"}


def convert(tag_pos: str, grammemes: AbstractSet[str], lemma: str, language: Language) -> tuple[str, frozenset[str]]:
    """The UD part of speech and features of one dictionary tag."""
    feats = {FEATS[g] for g in grammemes if g in FEATS}
    pos = _find_pos(tag_pos, grammemes, lemma, language)
    if tag_pos in VERB_FORMS:
        infinitive = tag_pos == "VERB" and FINITE.isdisjoint(grammemes)  # uk «infn», for «бути» not even that
        feats.add("VerbForm=" + ("Inf" if infinitive else VERB_FORMS[tag_pos]))
    elif tag_pos == "ADJF" and not grammemes.isdisjoint(("pssv", "actv")):
        feats.add("VerbForm=Part")  # uk «зроблений»
    if "VerbForm=Fin" in feats:
        _complete_verb(feats, grammemes)
    if pos == "VERB" and lemma.endswith(("ся", "сь")):
        feats.add("Reflex=Yes")
    if pos == "NUM":
        feats.discard("NumType=Ord")  # «один» is no ordinal
    if tag_pos == "PRED":
        feats.discard("Tense=Pres")  # «нужно», «можно»
    if lemma in language.persons and pos == "PRON":
        feats.add("Person=" + language.persons[lemma])
    if pos == "NOUN" and not any(feat.startswith("Case=") for feat in feats) and "Fixd" not in grammemes:
        feats.add("Case=Nom")  # the Ukrainian dictionary leaves it out of some lemmas: «ласка», «шкода»
    if "Number=Plur" not in feats and any(feat.startswith("Gender=") for feat in feats):
        feats.add("Number=Sing")
    return pos, frozenset(feats)


def _find_pos(tag_pos: str, grammemes: AbstractSet[str], lemma: str, language: Language) -> str:
    pos = POS.get(tag_pos, "X")
    if lemma in language.numerals and pos in ("ADJ", "PRON", "ADV"):
        return "NUM"  # «один», «багато», «кілька»
    if pos in ("PRON", "ADJ"):
        if ("Apro" in grammemes and pos == "ADJ") or lemma in language.determiners:
            return "DET"
        # the Ukrainian dictionary calls «тут», «де», «тоді» pronouns
        return pos if pos == "ADJ" or any(g in FEATS and FEATS[g].startswith("Case=") for g in grammemes) else "ADV"
    if pos == "CCONJ" and (
        "subord" in grammemes or ("coord" not in grammemes and lemma in language.syntax.subordinators)
    ):
        return "SCONJ"
    return pos


def _complete_verb(feats: set[str], grammemes: AbstractSet[str]) -> None:
    """Mood and person that the tag takes for granted."""
    if "Impe" in grammemes:
        feats |= {"Mood=Ind", "Person=0"}  # uk «зроблено», «прийнято»
    elif "Mood=Imp" not in feats:
        feats.add("Mood=Ind")
    elif not any(feat.startswith("Person=") for feat in feats):
        feats.add("Person=1" if "Clusivity=In" in feats else "Person=2")
