"""Commas before subordinate clauses, and signs: what is certain is said, what could be otherwise is not."""

from __future__ import annotations

import pytest

from tonecheck.analysis import analyse
from tonecheck.spelling.commas import find_commas
from tonecheck.spelling.typography import find_typography


def commas(text: str, lang: str) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.suggestions[0]) for m in find_commas(analyse(text, lang))]


def signs(text: str, lang: str) -> list[tuple[str, int, int, tuple[str, ...]]]:
    return [
        (m.rule.removeprefix("typos/"), m.start, m.end, m.suggestions) for m in find_typography(analyse(text, lang))
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Знаем что груз пришёл.", [(5, 9, ", что")]),
        ("ru", "Рады тому что вы нашли.", [(9, 13, ", что")]),
        ("ru", "Вот счёт который ждали.", [(8, 16, ", который")]),
        ("ru", "Это цех в котором тепло.", [(7, 17, ", в котором")]),
        ("ru", "Срок мал но успеем.", [(8, 11, ", но")]),
        ("uk", "Знаємо що вантаж тут.", [(6, 9, ", що")]),
        ("uk", "Ось рахунок який чекали.", [(11, 16, ", який")]),
        ("uk", "Це цех у якому тепло.", [(6, 14, ", у якому")]),
        ("uk", "Поспішаємо бо строк малий.", [(10, 13, ", бо")]),
    ],
)
def test_missing_comma(lang: str, text: str, expected: list[tuple[int, int, str]]) -> None:
    assert commas(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Перенесли, потому что дорогу закрыли."),
        ("ru", "Нам есть что сказать."),
        ("ru", "Для того чтобы успеть, начнём сегодня."),
        ("ru", "Не то что поздно, но лучше сегодня."),
        ("ru", "Отправим куда и что угодно."),
        ("ru", "Закрытый договор, срок которого истёк."),
        ("uk", "Перенесли, тому що дорогу закрили."),
        ("uk", "Нам є що сказати."),
        ("uk", "Попри те що дощить, приїдемо."),
        ("uk", "Замість того щоб чекати, телефонуйте."),
        ("uk", "Художник Оноре де Бальзак."),
    ],
)
def test_no_comma_is_missing(lang: str, text: str) -> None:
    assert commas(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Рига - порт.", [("hyphen-for-dash", 5, 6, ("—",))]),
        ("ru", "Счёт  готов.", [("doubled-space", 4, 6, (" ",))]),
        ("ru", "Склад(второй этаж).", [("no-space-before-bracket", 5, 6, (" (",))]),
        ("uk", "Склад (другий поверх.", [("unpaired-sign", 6, 7, ())]),
        ("uk", "Фірма Ромашка» тут.", [("unpaired-sign", 13, 14, ())]),
        ("uk", "Файл(и), 1) акт, 10 - 12 днів.", []),
        ("ru", "Жаль (\n\nБолт   М6\n- счёт", []),
    ],
)
def test_signs(lang: str, text: str, expected: list[tuple[str, int, int, tuple[str, ...]]]) -> None:
    assert signs(text, lang) == expected
