import pytest

import tonecheck
from tonecheck.analysis import analyse
from tonecheck.checks.base import Context, Match
from tonecheck.checks.holes import check
from tonecheck.message.parts import HOLE

TEXT = f"Здравствуйте, {HOLE}! Счёт №{HOLE} готов."


def test_every_hole_of_a_message_is_a_fault_at_its_own_place() -> None:
    matches = list(check(analyse(TEXT, "ru"), Context(kind="message")))
    assert matches == [Match("placeholder/unfilled-hole", 14, 15), Match("placeholder/unfilled-hole", 23, 24)]


def test_a_template_may_have_holes() -> None:
    assert list(check(analyse(TEXT, "ru"), Context(kind="template"))) == []


@pytest.mark.parametrize(
    ("text", "language", "excerpts"),
    [
        ("{% if vip %}\nЖдём вас завтра.\n{% endif %}\n", "ru", ["{% if vip %}", "{% endif %}"]),
        ("Рахунок готовий. {# перевірити суму #}Чекаємо на вас.", "uk", ["{# перевірити суму #}"]),
        ("{{#if a}}Чекаємо на вас.{{/if}}", "uk", ["{{#if a}}", "{{/if}}"]),
        ("Уважаем{% if м %}ый{% else %}ая{% endif %} Ирина!", "ru", ["{% if м %}", "{% else %}", "{% endif %}"]),
        ("{{ a }}{% if b %} Ждём вас в офисе.", "ru", ["{{ a }}", "{% if b %}"]),
        ("Добрый день!\n> {% if x %}текст{% endif %}\nСчёт готов.", "ru", []),
    ],
)
def test_what_steers_a_template_is_a_fault_in_a_message_too(text: str, language: str, excerpts: list[str]) -> None:
    found = [f for f in tonecheck.check(text).findings if f.category == "placeholder"]
    assert [f.excerpt for f in found] == [text[f.start : f.end] for f in found] == excerpts
    assert {f.language for f in found} <= {language}
    assert [f for f in tonecheck.check(text, kind="template").findings if f.category == "placeholder"] == []
