"""Things explained by themselves."""

import pytest

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context
from tonecheck.checks.tautology import RULE, check


def found(text: str, lang: str) -> list[str]:
    matches = list(check(analyse(text, lang), Context()))
    assert all(match.rule == RULE for match in matches)
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("lang", "text", "spans"),
    [
        ("ru", "Скололось, но фарфор есть фарфор.", ["фарфор есть фарфор"]),
        ("ru", "Ну, суббота — это суббота!", ["суббота — это суббота"]),
        ("ru", "Тридцать гостей — это тридцать гостей, не успели", ["Тридцать гостей — это тридцать гостей"]),
        ("ru", "Живое — оно и есть живое, Ночь есть ночь", ["Живое — оно и есть живое", "Ночь есть ночь"]),
        ("uk", "Надкололося, але порцеляна є порцеляна.", ["порцеляна є порцеляна"]),
        ("uk", "Ну, субота — то субота!", ["субота — то субота"]),
        ("uk", "Тридцять гостей — це тридцять гостей, не встигли", ["Тридцять гостей — це тридцять гостей"]),
    ],
)
def test_a_thing_that_is_itself_is_found(lang: str, text: str, spans: list[str]) -> None:
    assert found(text, lang) == spans


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Монтаж — это монтаж и настройка."),
        ("ru", "Смета есть, смета во вложении."),
        ("ru", "Срок, срок и ещё раз срок."),
        ("ru", "Суббота. Это суббота."),
        ("uk", "Монтаж — це монтаж і налаштування."),
        ("uk", "Кошторис є, кошторис у вкладенні."),
    ],
)
def test_what_goes_on_or_only_repeats_is_left_alone(lang: str, text: str) -> None:
    assert found(text, lang) == []
