"""Whether two names may be one person's: «Саша» and «Олександр», «Елена» and «Olena», «Микола» and «Nikolay».

Names are folded to coarse Latin, in which the schemes of transliteration meet («Сергей», «Сергій», «Serhii», «Sergey»), and
looked up among those that the name tables know. When in doubt they are one person's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tonecheck.checks.name_table import load_names

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Names that are one across languages, or in what foreigners make of them, and fold differently.
TWINS = """
елена олена алена helen helena
николай микола nicholas
анна ганна ann
дмитрий дмитро
михаил михайло michael
павел павло paul
петр петро peter
александр олександр олекса alexander alex
александра олександра
алексей олексій олекса alex
владимир володимир
василий василь
кирилл кирило
федор федір theodore
филипп пилип
даниил данил данила данило daniel
степан стефан
тимофей тиміш
егор георгий юрий george
татьяна тетяна
екатерина катерина catherine katherine
ксения оксана
евгений євген eugene
антон антін
константин костянтин
марк марко
лев левко leo
наталья natalie
ирина ярина irene
мария марта mary
макар макарий
антонина антоніна
роксана роксолана
андрей andrew
иосиф йосип
игнат гнат
яков jacob
"""
_CYRILLIC = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v h h d i i i z z i i i i k l m n o p r s t u f h c c s s - i - i iu ia".split(),  # noqa: SIM905
        strict=True,
    )
)
_LATIN = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("tch", "q"), ("ch", "q"), ("zh", "z"), ("kh", "h"), ("ts", "q"), ("tz", "q"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("q", "c"), ("x", "ks"), ("w", "v"), ("g", "h"),
)  # fmt: skip
_VOWELS = str.maketrans("yje", "iii")
_DOUBLED = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\.?")
LEAST = 4  #: letters of a name whose neighbours at one edit are taken for it: «Данил», «Даніл»
LONGEST = 60  #: letters of a name that are looked at


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words of a display name that make it a department or a company.
_OFFICES = _words(
    "ооо оао зао пао ао ип тов фоп пп пат прат тзов llc ltd inc gmbh company group support info sales office team club studio"
    " shop store hotel school service отдел служба бухгалтерия компания команда магазин офис приемная секретарь склад касса"
    " снабжение закупки группа центр клиника студия школа банк завод фабрика фонд издательство агентство відділ служба"
    " бухгалтерія компанія команда магазин офіс приймальня секретар склад каса постачання закупівлі група клініка студія"
    " завод видавництво агенція редакция редакція ресторан кафе отель готель"
)


@dataclass(frozen=True, slots=True)
class Person:
    """What a display name or an address tells: ``given`` are groups of given names, ``folds`` all its words, folded."""

    shown: str
    folds: tuple[str, ...]
    given: frozenset[int]
    is_sure: bool  #: one person, called by a given name that is known


def fold(word: str) -> str:
    """A name as coarse Latin; «Юлия», «Юлія», «Yulia» and «Iuliia» are one."""
    text = "".join(_CYRILLIC.get(letter, letter) for letter in word.lower()[:LONGEST]).replace("-", "")
    text = re.sub(r"[^a-z]", "", text)
    if re.search(r"[a-z]", word.lower()):
        for latin, coarse in _LATIN:
            text = text.replace(latin, coarse)
    return _DOUBLED.sub(r"\1", text.translate(_VOWELS)).rstrip("i") or text


@cache
def load_groups() -> Mapping[str, frozenset[int]]:
    """Folded name → the groups of full names that it may stand for; one group holds the forms of all languages."""
    groups: dict[str, set[int]] = {}
    twins = TWINS.strip().splitlines()
    for number, line in enumerate(twins):
        for name in line.split():
            groups.setdefault(fold(name), set()).add(number)
    fulls = {fold(name) for lang in ("ru", "uk") for name in load_names(lang).full}
    for number, name in enumerate(sorted(fulls), start=len(twins)):
        groups.setdefault(name, {number})
    forms: dict[str, set[int]] = {}
    for lang in ("ru", "uk"):
        for form, short in load_names(lang).forms.items():
            meant = forms.setdefault(fold(form), set())
            for full in short.full:
                meant |= groups.get(fold(full), set())
    for form, meant in forms.items():
        groups[form] = groups.get(form, set()) | meant
    return {name: frozenset(found) for name, found in groups.items()}


def find_given(word: str) -> frozenset[int]:
    """The groups of a given name in any form of its nominative; empty for what is none."""
    return load_groups().get(fold(word), frozenset())


def read_person(shown: str, address: str) -> Person:
    """The person that an entry of To: names; its address is read where it has no name, and helps where it has one."""
    words = [word.rstrip(".") for word in _WORD.findall(shown) if len(word.rstrip(".")) > 1]
    local = [word for word in re.split(r"[\W\d_]+", address.partition("@")[0]) if len(word) > 1]
    is_address = not words or "@" in shown
    named = local if is_address else words
    given = frozenset().union(*(find_given(word) for word in named)) if named else frozenset()
    is_office = any(word.lower().replace("ё", "е") in _OFFICES for word in named)
    is_plain = all(len(word) >= LEAST for word in local) and len(local) <= 2 if is_address else len(words) <= 4
    folds = tuple(fold(word) for word in (*words, *local))
    return Person(shown or address, folds, given, bool(given) and is_plain and not is_office)


def is_near(one: str, other: str) -> bool:
    """Two folded names are the same but for one letter, or one begins the other («Max», «Maxim»)."""
    if one == other:
        return True
    if min(len(one), len(other)) < LEAST - 1:
        return False
    return one.startswith(other) or other.startswith(one) or count_edits(one, other, most=1) <= 1


def count_edits(one: str, other: str, *, most: int) -> int:
    """Letters to insert, drop or change between two words; ``most`` + 1 where there are more."""
    if abs(len(one) - len(other)) > most or len(one) > LONGEST:
        return most + 1
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, same in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (letter != same))
    return min(row[-1], most + 1)
