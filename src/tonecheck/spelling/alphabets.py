"""Letters of the two languages, and what ears and fingers make of them: data of the candidate generators."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from tonecheck.language.base import words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Letters of a language and the pairs that are confused by ear."""

    letters: str
    confused: Mapping[str, tuple[tuple[str, str], ...]]
    silent: frozenset[str]
    signs: str
    small: frozenset[str]
    enclitics: frozenset[str]
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


ALPHABETS: Mapping[str, Alphabet] = {
    "ru": Alphabet(
        letters="абвгдежзийклмнопрстуфхцчшщъыьэюя",
        confused=_confusions("ао еи иы яе яи эе юу ыу уо ое аи", "бп вф гк дт жш зс шщ чщ цс хг чш гв йи"),
        silent=frozenset("тдвл"),
        signs="ьъ",
        small=words(
            "а б без бы в во до ж же за и из или к как ли на над не ни но о об от по под при про с так то у что чтобы это эти я "
            "он она они мы вы ты их ее его нас вас нам вам мне мой все"
        ),
        enclitics=words("б бы ж же ли и в к с то"),
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
        confused=_confusions("ао еи иі еі оі еє ії уо яа юу ую ея яє", "бп вф гк дт жш зс шщ чщ цс хг чш ґг ву дз"),
        silent=frozenset("тдлнс"),
        signs="ь'",
        small=words(
            "а без б би в во до ж же з за зі і й із або як на над не ні але о об від по під при про та так то у що щоб це ці я "
            "він вона вони ми ви ти їх її його нас вас нам вам мені мій все"
        ),
        enclitics=words("б би ж же і й та в з то"),
        negation="не",
        before_hyphen=words("по будь казна хтозна бозна"),
        after_hyphen=words("небудь"),
        asking=words(
            "хто кого кому ким що чого чому чим де куди звідки коли як який яка яке які якого якої якому якій яким якою яку яких якими чий чия чиє чиї"
        ),
    ),
}
