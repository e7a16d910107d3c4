"""Short and pet forms of given names, with the forms of address that they make («Саш», «Сашо»).

The tables ``data/names-{ru,uk}.txt`` are built by ``tools/build_names.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from tonecheck.language.morphology import load_morphology

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.analysis import Token

FUNCTION = frozenset({"CCONJ", "SCONJ", "ADP", "PART", "ADV"})  #: Ukrainian «але» is no Аля
VOWELS = "аеёиоуыэюяіїє"
#: last letter of a Ukrainian masculine name → what replaces it: «Сашку», «Петрусю», «Тарасику»
VOCATIVE_ENDINGS = {"о": ("у",), "ь": ("ю",), "к": ("ку",), "г": ("гу",), "х": ("ху",)}


@dataclass(frozen=True, slots=True)
class Name:
    """A form by which somebody may be called.

    ``kind``: «short» is neutral among friends (Саша), «pet» fond or coarse (Сашенька, Санёк). ``full``: the names
    that it may stand for. ``vocative``: the form does nothing but call («Саш», «Сашо»).
    """

    kind: Literal["short", "pet"]
    full: tuple[str, ...]
    vocative: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The table of one language. Keys are lower case, ё as е; ``full`` are names that one may call a client by."""

    forms: Mapping[str, Name]
    full: frozenset[str]

    def find(self, token: Token) -> Name | None:
        """What the word is as a name; None for other words, and for forms of full names («Олеже», «Лев»)."""
        name = self.forms.get(token.norm)
        if name is None or any(
            p.pos in FUNCTION or (p.lemma in self.full and p.value("NameType")) for p in token.parses
        ):
            return None
        return name


@cache
def load_names(lang: str) -> Names:
    """The names of «ru» or «uk»; a vocative that is another name's nominative is read as that."""
    text = (files("tonecheck.checks") / "data" / f"names-{lang}.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    names = {
        form: Name("short" if kind == "short" else "pet", tuple(full), vocative=False)
        for form, kind, *full in rows
        if kind != "full"
    }
    vocatives: dict[str, Name] = {}
    for form, name in names.items():
        for called in form_vocatives(form, lang):
            vocatives.setdefault(called, Name(name.kind, name.full, vocative=True))
    return Names(MappingProxyType(vocatives | names), frozenset(form for form, kind, *_ in rows if kind == "full"))


def form_vocatives(form: str, lang: str) -> tuple[str, ...]:
    """The forms of a short name (nominative, lower case) that call its bearer."""
    return _call_in_russian(form) if lang == "ru" else _call_in_ukrainian(form)


def _call_in_russian(form: str) -> tuple[str, ...]:
    """Colloquial, by dropping the ending: «Саш», «Оль», «Рай»; never of «-ка»: nobody says «Танечк»."""
    stem, last = form[:-1], form[-1]
    if last == "я":
        return (stem + ("й" if stem[-1] in VOWELS else "ь"),)
    return (stem,) if last == "а" and stem[-1] != "к" else ()


def _call_in_ukrainian(form: str) -> tuple[str, ...]:
    """The vocative case, with the variants that people write: «Сашо» and «Саше»."""
    stem, last = form[:-1], form[-1]
    if form.endswith("ок"):
        return (form[:-2] + "ку",)  # «Васильку»
    if last == "а":
        endings: tuple[str, ...] = ("о", "е") if stem[-1] in "жшчщ" else ("о",)
    elif last == "я":
        endings = ("є", "ю") if stem[-1] in VOWELS else ("ю", "е")
    else:
        endings = VOCATIVE_ENDINGS.get(last, () if last in VOWELS else (last + "е",))  # «Максе»
    return tuple(stem + ending for ending in endings)


def call(full: str, lang: str) -> str:
    """A full name as one calls its bearer: Ukrainian has a case for it («Олено», «Олеже»)."""
    if lang == "ru":
        return full
    morphology = load_morphology(lang)
    forms = [
        form
        for parse in morphology.parses(full)
        if {"NameType=Giv", "Case=Nom"} <= parse.feats
        for form, analysis in morphology.lexeme(full, parse)
        if {"Case=Voc", "Number=Sing"} <= analysis.feats and form != full.lower()
    ]
    if not forms:  # the dictionary lacks the vocative of «Богдан» and «Володимир»
        return full if full[-1] in VOWELS else full + "е"
    best = next((form for form in forms if form.endswith("же")), forms[0])  # «Олеже» before «Олегу»
    return best[0].upper() + best[1:]
