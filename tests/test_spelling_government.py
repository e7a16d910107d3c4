"""Forms that do not fit: exact places and corrections, and the near misses."""

from __future__ import annotations

import pytest

from tonecheck.analysis import analyse
from tonecheck.spelling.government import find_government


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Согласно вашего письма ждём.", [(0, 22, "Согласно вашему письму")]),
        ("ru", "Успели вопреки ожиданий.", [(7, 23, "вопреки ожиданиям")]),
        ("ru", "Согласно приказу, согласно статье, благодаря коллег за помощь.", []),
        ("uk", "Ось потужній насос.", [(4, 12, "потужний")]),
        ("uk", "Самий простий спосіб.", [(0, 13, "Найпростіший")]),
        ("uk", "Той самий простий спосіб, самий текст, у потужній машині.", []),
    ],
)
def test_government(lang: str, text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(m.start, m.end, m.suggestions[0]) for m in find_government(analyse(text, lang))] == expected
