"""Hyphens of compounds, and sounds between words: exact places and fixes, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tonecheck.analysis import analyse
from tonecheck.spelling.compounds import find_compounds
from tonecheck.spelling.euphony import find_euphony

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.checks.base import Match


def said(text: str, matches: Iterable[Match]) -> list[tuple[str, str, str]]:
    return [(m.rule.removeprefix("typos/"), text[m.start : m.end], m.suggestions[0]) for m in matches]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Мода 90х годов.", [("hyphen", "90х", "90-х")]),
        ("ru", "Ждём 20го мая, 1ый склад.", [("hyphen", "20го", "20-го"), ("hyphen", "1ый", "1-й")]),
        ("ru", "Рядом супер-маркет.", [("hyphen", "супер-маркет", "супермаркет")]),
        ("ru", "Нужна спец техника.", [("hyphen", "спец техника", "спецтехника")]),
        ("ru", "Кабель 5г, труба 4х4, веб-сайт, на теле.", []),
        ("uk", "Мода 90х років.", [("hyphen", "90х", "90-х")]),
        ("uk", "Приїде екс-президент.", [("old-spelling", "екс-президент", "експрезидент")]),
        ("uk", "Це соціально-важлива тема.", [("hyphen", "соціально-важлива", "соціально важлива")]),
        ("uk", "Чекаємо півгодини.", [("old-spelling", "півгодини", "пів години")]),
        ("uk", "Берег півострова опівночі, суспільно-політичний рух.", []),
    ],
)
def test_compounds(lang: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text, find_compounds(analyse(text, lang))) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Ждём в вторник.", [("euphony", "в", "во")]),
        ("ru", "Письмо с ссылкой.", [("euphony", "с", "со")]),
        ("ru", "В Воронеже, с суммой, в век.", []),
        ("uk", "Майстер вже тут.", [("euphony", "вже", "уже")]),
        ("uk", "Вона вже тут, цей вплив малий.", []),
    ],
)
def test_euphony(lang: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text, find_euphony(analyse(text, lang))) == expected
