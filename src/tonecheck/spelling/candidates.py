"""What could have been meant: known words near a form, each with the slips that lead to it.

All single edits, and pairs of cheap ones: the confusions that ears and fingers make (unstressed vowels, voiced and
voiceless consonants, doubled letters, the soft sign, neighbours swapped). Damerau 1964; the classes of cheap edits after
Sorokin, Shavrina 2016 (SpellRuEval), as measured in our own trial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from tonecheck.language.base import words
from tonecheck.spelling.layout import NEIGHBOURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    confused: Mapping[str, tuple[tuple[str, str], ...]]
    silent: frozenset[str]
    signs: str
    small: frozenset[str]
    negation: str
    before_hyphen: frozenset[str]
    after_hyphen: frozenset[str]
    asking: frozenset[str]


def _confusions(vowels: str, consonants: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Letter written → letters meant, each with the name of the slip; pairs count both ways."""
    found: dict[str, dict[str, str]] = {}
    for pairs, slip in ((vowels, "vowel"), (consonants, "consonant")):
        for pair in pairs.split():
            found.setdefault(pair[0], {})[pair[1]] = slip
            found.setdefault(pair[1], {})[pair[0]] = slip
    return MappingProxyType({letter: tuple(meant.items()) for letter, meant in found.items()})


_ALPHABETS = {
    "ru": Alphabet(
        letters="абвгдежзийклмнопрстуфхцчшщъыьэюя",
        confused=_confusions("ао еи иы яе яи эе юу ыу уо ое аи", "бп вф гк дт жш зс шщ чщ цс хг чш гв йи"),
        silent=frozenset("тдвл"),
        signs="ьъ",
        small=words(
            "а без бы в во до ж же за и из или к как ли на над не ни но о об от по под при про с так то у что чтобы это эти я"
        ),
        negation="не",
        before_hyphen=words("по кое"),
        after_hyphen=words("то либо нибудь"),
        asking=words(
            "кто кого кому кем ком что чего чему чем чем где куда откуда когда как почему зачем отчего сколько какой какая "
            "какое какие какого каких какому каким какую какими каком чей чья чье чьи"
        ),
    ),
    "uk": Alphabet(
        letters="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
        confused=_confusions("ао еи иі еє ії уо яа юу ую ея яє", "бп вф гк дт жш зс шщ чщ цс хг чш ґг ву дз"),
        silent=frozenset("тдлнс"),
        signs="ь'",
        small=words(
            "а без б би в во до ж же з за зі і й із або к як на над не ні але о об від по під при про та так то у що щоб це ці я б"
        ),
        negation="не",
        before_hyphen=words("по будь казна хтозна бозна"),
        after_hyphen=words("небудь"),
        asking=words(
            "хто кого кому ким що чого чому чим де куди звідки коли як який яка яке які якого якої якому якій яким якою яку яких якими чий чия чиє чиї"
        ),
    ),
}
#: A compound is rarer than its last part: by three quarters of a power of ten, at least.
_COMPOUND = 3
_STRETCHED = re.compile(r"(.)\1{2,}")
_CHEAP = frozenset({"vowel", "consonant", "double", "sign", "swap", "silent", "stretched"})
#: A consonant falls silent between these: «чуство», «празник», «шісдесят».
_BEFORE_SILENT = frozenset("снрзв")
_AFTER_SILENT = frozenset("нсцч")


def candidates(form: str, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """All known words within one edit, frequent ones within two cheap edits, and the ways to write the form as two words."""
    alphabet = _ALPHABETS[lexicon.lang]
    found: dict[str, Candidate] = {}
    cheap: list[tuple[str, str]] = []
    for text, slip in (*_stretched(form), *edits(form, alphabet)):
        if slip in _CHEAP:
            cheap.append((text, slip))
        if len(text) > 1 and text != form and text not in found and (level := lexicon.level(text)):
            found[text] = Candidate(text, (slip,), level)
    for middle, first in cheap:
        for text, second in cheap_edits(middle, alphabet):
            if text not in found and text != form and (level := lexicon.table_level(text)):
                found[text] = Candidate(text, (first, second), level)
    return (*found.values(), *_splits(form, lexicon, alphabet))


def _stretched(form: str) -> Iterator[tuple[str, str]]:
    """«оооочень» with its row of letters made one, or two."""
    if _STRETCHED.search(form):
        yield _STRETCHED.sub(r"\1", form), "stretched"
        yield _STRETCHED.sub(r"\1\1", form), "stretched"


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


def edits(form: str, alphabet: Alphabet) -> Iterator[tuple[str, str]]:
    """Strings one edit away from ``form``, each with the name of the slip that would have made ``form`` of it."""
    for at in range(len(form) + 1):
        before, after = form[:at], form[at:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:], "swap"
        if after:
            yield before + after[1:], _extra(form, at, alphabet)
        for letter in alphabet.letters:
            yield before + letter + after, _missing(before, after, letter, alphabet)
            if after and letter != after[0]:
                yield before + letter + after[1:], _wrong(after[0], letter, alphabet)


def cheap_edits(form: str, alphabet: Alphabet) -> Iterator[tuple[str, str]]:
    """The edits of ``edits`` that ears and hasty fingers make, found without trying every letter."""
    for at in range(len(form) + 1):
        before, after = form[:at], form[at:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:], "swap"
        if after:
            if (slip := _extra(form, at, alphabet)) in _CHEAP:
                yield before + after[1:], slip
            for letter, slip in alphabet.confused.get(after[0], ()):
                yield before + letter + after[1:], slip
        if before:
            yield before + before[-1] + after, "double"
            for letter in alphabet.signs:
                yield before + letter + after, "sign"
            if before[-1] in _BEFORE_SILENT and after and after[0] in _AFTER_SILENT:
                for letter in alphabet.silent:
                    yield before + letter + after, "silent"


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
    if letter in alphabet.silent and before and after and before[-1] in _BEFORE_SILENT and after[0] in _AFTER_SILENT:
        return "silent"
    return "missing"


def _wrong(written: str, meant: str, alphabet: Alphabet) -> str:
    pair = (written, meant)
    for letter, slip in alphabet.confused.get(written, ()):
        if letter == meant:
            return slip
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
            joined = f"{first}-{second}"
            if (
                first in alphabet.before_hyphen or (second in alphabet.after_hyphen and first in alphabet.asking)
            ) and lexicon.in_dictionary(joined):
                yield Candidate(joined, ("hyphen",), level)


def _may_stand_alone(part: str, alphabet: Alphabet) -> bool:
    return part in alphabet.small or len(part) > 2
