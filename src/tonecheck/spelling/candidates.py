"""What could have been meant: known words near a form, each with the slips that lead to it.

All single edits, and pairs of cheap ones: the confusions that ears and fingers make (unstressed vowels, voiced and
voiceless consonants, doubled letters, the soft sign, neighbours swapped). Damerau 1964; the classes of cheap edits after
Sorokin, Shavrina 2016 (SpellRuEval), as measured in our own trial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.language.base import words
from tonecheck.spelling.layout import NEIGHBOURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.spelling.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word (or two, or a hyphenated one) and the slips between it and the form written.

    ``level`` is its frequency (``Lexicon.level``); of a split, that of the rarer part.
    """

    text: str
    slips: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Letters of a language and the pairs that are confused by ear."""

    letters: str
    vowels: frozenset[tuple[str, str]]
    consonants: frozenset[tuple[str, str]]
    silent: frozenset[str]
    signs: str
    small: frozenset[str]
    negation: str


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pair for both in text.split() for pair in ((both[0], both[1]), (both[1], both[0])))


_ALPHABETS = {
    "ru": Alphabet(
        letters="абвгдежзийклмнопрстуфхцчшщъыьэюя",
        vowels=_pairs("ао еи иы яе яи эе юу ыу уо ое аи"),
        consonants=_pairs("бп вф гк дт жш зс шщ чщ цс хг чш гв йи"),
        silent=frozenset("тдвл"),
        signs="ьъ",
        small=words(
            "а без бы в во до ж же за и из или к как ли на над не ни но о об от по под при про с так то у что чтобы это эти я"
        ),
        negation="не",
    ),
    "uk": Alphabet(
        letters="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
        vowels=_pairs("ао еи иі еє ії уо яа юу ую ея яє"),
        consonants=_pairs("бп вф гк дт жш зс шщ чщ цс хг чш ґг ву дз"),
        silent=frozenset("тдлнс"),
        signs="ь'",
        small=words(
            "а без б би в во до ж же з за зі і й із або к як на над не ні але о об від по під при про та так то у що щоб це ці я б"
        ),
        negation="не",
    ),
}
#: A compound is rarer than its last part: by three quarters of a power of ten, at least.
_COMPOUND = 3
_STRETCHED = re.compile(r"(.)\1{2,}")
_CHEAP_PAIR = ("vowel", "consonant", "double", "sign", "swap", "silent")


def candidates(form: str, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """All known words within one edit or two cheap ones, and the ways to write the form as two words."""
    alphabet = _ALPHABETS[lexicon.lang]
    found: dict[str, tuple[str, ...]] = {}
    cheap: list[tuple[str, str]] = []
    for text, slip in edits(form, alphabet):
        found.setdefault(text, (slip,))
        if slip in _CHEAP_PAIR:
            cheap.append((text, slip))
    for middle, first in cheap[:400]:
        for text, second in edits(middle, alphabet, cheap_only=True):
            found.setdefault(text, (first, second))
    found.pop(form, None)
    calm = _STRETCHED.sub(r"\1", form)
    if calm != form:
        found.update(dict.fromkeys((calm, _STRETCHED.sub(r"\1\1", form)), ("stretched",)))
    known = ((text, slips, lexicon.level(text)) for text, slips in found.items() if len(text) > 1)
    return (*(Candidate(*item) for item in known if item[2]), *_splits(form, lexicon, alphabet))


def compound_candidates(form: str, first_parts: tuple[str, ...], lexicon: Lexicon) -> tuple[Candidate, ...]:
    """The same for the last part of a compound that no dictionary has: «видеовстерчу»."""
    for part in first_parts:
        if len(part) >= 4 and form.startswith(part) and len(form) - len(part) >= 5:
            return tuple(
                Candidate(part + c.text, c.slips, max(1, c.level - _COMPOUND))
                for c in candidates(form[len(part) :], lexicon)
                if " " not in c.text and "-" not in c.text
            )
    return ()


def edits(form: str, alphabet: Alphabet, *, cheap_only: bool = False) -> Iterator[tuple[str, str]]:
    """Strings one edit away from ``form``, each with the name of the slip that would have made ``form`` of it."""
    yield from _swaps_and_deletions(form, alphabet, cheap_only=cheap_only)
    for at in range(len(form) + 1):
        before, after = form[:at], form[at:]
        for letter in alphabet.letters:
            slip = _missing(before, after, letter, alphabet)
            if not cheap_only or slip in _CHEAP_PAIR:
                yield before + letter + after, slip
            if after and letter != after[0]:
                slip = _wrong(after[0], letter, alphabet)
                if not cheap_only or slip in _CHEAP_PAIR:
                    yield before + letter + after[1:], slip
    if not cheap_only and form.endswith("тся"):
        yield form[:-3] + "ться", "sign"


def _swaps_and_deletions(form: str, alphabet: Alphabet, *, cheap_only: bool) -> Iterator[tuple[str, str]]:
    for at, letter in enumerate(form):
        if at + 1 < len(form) and letter != form[at + 1]:
            yield form[:at] + form[at + 1] + letter + form[at + 2 :], "swap"
        slip = _extra(form, at, alphabet)
        if not cheap_only or slip in _CHEAP_PAIR:
            yield form[:at] + form[at + 1 :], slip


def _extra(form: str, at: int, alphabet: Alphabet) -> str:
    letter, beside = form[at], form[at - 1 : at] + form[at + 1 : at + 2]
    if letter in beside:
        return "double"
    if letter in alphabet.signs:
        return "sign"
    if any((letter, other) in NEIGHBOURS for other in beside):
        return "extra-near"
    return "extra"


def _missing(before: str, after: str, letter: str, alphabet: Alphabet) -> str:
    if (before and before[-1] == letter) or (after and after[0] == letter):
        return "double"
    if letter in alphabet.signs:
        return "sign"
    if letter in alphabet.silent and before and after and before[-1] in "снрзв" and after[0] in "нсцч":
        return "silent"
    return "missing"


def _wrong(written: str, meant: str, alphabet: Alphabet) -> str:
    pair = (written, meant)
    if pair in alphabet.vowels:
        return "vowel"
    if pair in alphabet.consonants:
        return "consonant"
    if written in alphabet.signs and meant in alphabet.signs:
        return "sign"
    return "near" if pair in NEIGHBOURS else "wrong"


def _splits(form: str, lexicon: Lexicon, alphabet: Alphabet) -> Iterator[Candidate]:
    for at in range(1, len(form)):
        first, second = form[:at], form[at:]
        if not _may_stand_alone(first, alphabet) or not _may_stand_alone(second, alphabet):
            continue
        level = min(lexicon.level(first), lexicon.level(second))
        if level >= 8 and lexicon.may_follow(first, second):
            slip = "split-not" if first == alphabet.negation else "split-small" if first in alphabet.small else "split"
            yield Candidate(f"{first} {second}", (slip,), level)
            if first in ("по", "кое", "казна", "будь", "хтозна") or second in (
                "то",
                "либо",
                "нибудь",
                "таки",
                "ка",
                "небудь",
            ):
                joined = f"{first}-{second}"
                if lexicon.in_dictionary(joined):
                    yield Candidate(joined, ("hyphen",), level)


def _may_stand_alone(part: str, alphabet: Alphabet) -> bool:
    return part in alphabet.small or len(part) > 2
