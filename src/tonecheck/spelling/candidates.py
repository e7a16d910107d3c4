"""What could have been meant: known words near a form, each with the slips that lead to it.

All single edits, and pairs of cheap ones: the confusions that ears and fingers make (unstressed vowels, voiced and
voiceless consonants, doubled letters, the soft sign, neighbours swapped). Damerau 1964; the classes of cheap edits after
Sorokin, Shavrina 2016 (SpellRuEval), as measured in our own trial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.spelling.alphabets import ALPHABETS
from tonecheck.spelling.layout import NEIGHBOURS
from tonecheck.spelling.lexicon import RARE
from tonecheck.spelling.sounds import respelt, unrepeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.spelling.alphabets import Alphabet
    from tonecheck.spelling.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word (or two, or a hyphenated one) and the slips between it and the form written.

    ``level`` is its frequency (``Lexicon.level``); of a split, that of the rarer part.
    """

    text: str
    slips: tuple[str, ...]
    level: int


#: A compound is rarer than its last part: by three quarters of a power of ten, at least.
_COMPOUND = 3
_STRETCHED = re.compile(r"(.)\1{2,}")
_CHEAP = frozenset({"vowel", "consonant", "double", "sign", "swap", "silent", "stretched", "repeat", "sound"})
#: Letters for others that sound alike.
_SOUNDS = frozenset({"vowel", "consonant"})
#: Slips so unlikely that only a frequent word may have been meant.
_UNLIKELY = frozenset({"wrong"})
#: No word of real texts with two slips is longer; a row of letters would take ten times as long as one.
_LONGEST_WITH_TWO = 24
#: So many letters may be written as they sound.
_MOST_SOUNDS = 4
#: A consonant falls silent between these: «чуство», «празник», «шісдесят».
_BEFORE_SILENT = frozenset("снрзв")
_AFTER_SILENT = frozenset("нсцч")


def candidates(form: str, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """All known words within one edit, frequent ones within two cheap edits or that sound alike, and two words for one."""
    alphabet = ALPHABETS[lexicon.lang]
    found: dict[str, Candidate] = {}
    cheap: list[tuple[str, str]] = []
    for text, slip in (*_stretched(form), *_groups(form, lexicon.lang), *edits(form, alphabet)):
        if slip in _CHEAP:
            cheap.append((text, slip))
        if len(text) > 1 and text != form and text not in found:
            level = lexicon.table_level(text) if slip in _UNLIKELY else lexicon.level(text)
            if level:
                found[text] = Candidate(text, (slip,), level)
    for text in _reflexives(form):
        if lexicon.is_word(text):
            found.setdefault(text, Candidate(text, ("sign",), RARE))
    pairs = _two_cheap(cheap, lexicon, alphabet) if len(form) <= _LONGEST_WITH_TWO else ()
    for candidate in (*pairs, *_alike(form, "", lexicon, alphabet)):
        if candidate.text != form:
            found.setdefault(candidate.text, candidate)
    return (*found.values(), *_splits(form, lexicon, alphabet))


def _two_cheap(cheap: list[tuple[str, str]], lexicon: Lexicon, alphabet: Alphabet) -> Iterator[Candidate]:
    """Pairs of cheap slips: two that move, drop or add a letter, or one of them and letters that sound alike."""
    for middle, first in cheap:
        if first in _SOUNDS:
            continue  # letters that sound alike may be changed last: ``_alike``
        yield from _alike(middle, first, lexicon, alphabet)
        for text, second in cheap_edits(middle, alphabet):
            if level := lexicon.table_level(text):
                yield Candidate(text, (first, second), level)


def _reflexives(form: str) -> tuple[str, ...]:
    """«подстраховатся» → «подстраховаться», though no dictionary has the verb."""
    stem = form.removesuffix("тся").removesuffix("ться")
    return () if stem == form else tuple(stem + ending for ending in ("тся", "ться") if stem + ending != form)


def _groups(form: str, lang: str) -> Iterator[tuple[str, str]]:
    """The form with a group of letters respelt as it may have been meant, or not repeated."""
    for text in respelt(form, lang):
        yield text, "sound"
    for text in unrepeated(form):
        yield text, "repeat"


def _alike(form: str, first: str, lexicon: Lexicon, alphabet: Alphabet) -> Iterator[Candidate]:
    """Frequent words of as many letters, each of which sounds like that of the form."""
    for text in lexicon.sound_alikes(form):
        slips = tuple(
            slip
            for a, b in zip(form, text, strict=False)
            if a != b
            for other, slip in alphabet.confused[a]
            if other == b
        )
        if len(slips) <= _MOST_SOUNDS:
            yield Candidate(text, (first, *slips) if first else slips, lexicon.table_level(text))


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
    """The edits of ``edits`` that change the number or order of letters and that hasty fingers make."""
    for at in range(len(form) + 1):
        before, after = form[:at], form[at:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:], "swap"
        if after and (slip := _extra(form, at, alphabet)) in _CHEAP:
            yield before + after[1:], slip
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
        if not _may_stand_alone(first, alphabet.small) or not _may_stand_alone(second, alphabet.enclitics):
            continue
        level = min(lexicon.level(first), lexicon.level(second))
        if level >= 8 and lexicon.may_follow(first, second):
            yield Candidate(f"{first} {second}", (_split_slip(first, second, alphabet),), level)
            joined = f"{first}-{second}"
            if (
                first in alphabet.before_hyphen or (second in alphabet.after_hyphen and first in alphabet.asking)
            ) and lexicon.in_dictionary(joined):
                yield Candidate(joined, ("hyphen",), level)


def _split_slip(first: str, second: str, alphabet: Alphabet) -> str:
    if first == alphabet.negation:
        return "split-not"
    if second in alphabet.enclitics:
        return "split-end"
    return "split-small" if first in alphabet.small else "split"


def _may_stand_alone(part: str, short: frozenset[str]) -> bool:
    return part in short or len(part) > 2
