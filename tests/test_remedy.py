"""What counts as a remedy, where, and what it silences."""

from dataclasses import replace
from pathlib import Path

import pytest

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context
from tonecheck.checks.remedy import find_remedies, near
from tonecheck.errors import RuleError
from tonecheck.matchers import Matchers
from tonecheck.matchers.phrases import Phrase
from tonecheck.rulebook import load_builtin
from tonecheck.rulefile import read_rule

HEAD = 'message = "m"\nwhy = "w"\nsource = "s"\nphrases = ["завал"]\n'


def remedies(text: str, lang: str = "ru") -> list[str]:
    return [text[span.start : span.end] for span in find_remedies(analyse(text, lang))]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("ru", "Пресс чинят, ваши коробки отгрузим 21-го числа", ["ваши коробки отгрузим 21-го числа"]),
        ("ru", "Дорогу размыло, встречу перенесли на 15:00", ["встречу перенесли на 15:00"]),
        ("ru", "Новый срок: 3 июня", ["3 июня"]),
        ("ru", "Пришлём в пятницу", ["Пришлём в пятницу"]),
        ("ru", "Отвечаем через два дня", ["Отвечаем через два дня"]),
        ("ru", "Корректор болен, главу закончит Ольга", ["главу закончит Ольга"]),
        ("ru", "Брак признаём, чашки заменим", ["чашки заменим"]),
        ("ru", "Ошибку исправили", ["Ошибку исправили"]),
        ("ru", "Сервер поднят", ["Сервер поднят"]),
        ("ru", "За опоздание скидка 5 %", ["За опоздание скидка 5 %"]),
        ("uk", "Прес лагодять, ваші коробки відвантажимо 21-го числа", ["ваші коробки відвантажимо 21-го числа"]),
        ("uk", "Дорогу розмило, зустріч перенесли на 15:00", ["зустріч перенесли на 15:00"]),
        ("uk", "Новий строк: 3 червня", ["3 червня"]),
        ("uk", "Надішлемо в п'ятницю", ["Надішлемо в п'ятницю"]),
        ("uk", "Відповідаємо через два дні", ["Відповідаємо через два дні"]),
        ("uk", "Коректор хворий, розділ закінчить Ольга", ["розділ закінчить Ольга"]),
        ("uk", "Брак визнаємо, чашки замінимо", ["чашки замінимо"]),
        ("uk", "Помилку виправили", ["Помилку виправили"]),
        ("uk", "Сервер відновлено", ["Сервер відновлено"]),
        ("uk", "За запізнення знижка 5 %", ["За запізнення знижка 5 %"]),
    ],
)
def test_what_lies_ahead_of_the_client_is_a_remedy(lang: str, text: str, found: list[str]) -> None:
    assert remedies(text, lang) == found


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Договорились на 21-е, но был завал"),
        ("ru", "В пятницу не успели"),
        ("ru", "Задержка два дня"),
        ("ru", "Сегодня завал"),
        ("ru", "Скидки не будет"),
        ("ru", "Встречу помню"),
        ("ru", "Просили заменить, замените сами"),
        ("uk", "Домовилися на 21-ше, але був завал"),
        ("uk", "У п'ятницю не встигли"),
        ("uk", "Затримка два дні"),
        ("uk", "Сьогодні завал"),
        ("uk", "Знижки не буде"),
        ("uk", "Просили замінити, замініть самі"),
    ],
)
def test_what_has_passed_or_is_denied_is_none(lang: str, text: str) -> None:
    assert remedies(text, lang) == []


def test_a_remedy_is_near_from_the_sentence_before_to_the_second_after() -> None:
    text = "Раз. Два. Три завал. Четыре. Пять. Шесть."
    start, end = near(analyse(text, "ru"), text.index("завал"))
    assert text[start:end] == "Два. Три завал. Четыре. Пять."


def matches(text: str, *, unless_remedy: bool) -> int:
    rule = replace(load_builtin().rules[0], id="excuses/x", language="ru", check=None, regex=())
    path = Path("x.toml")
    rule = replace(rule, phrases=(Phrase("завал", "phrases[1]", path),), unless_remedy=unless_remedy)
    return len(Matchers([rule]).scan(analyse(text, "ru"), Context()).matches)


def test_a_rule_that_asks_is_silent_near_a_remedy() -> None:
    near_by, far = "У нас завал. Сдадим 21-го.", "Сдадим 21-го. Раз. Два. У нас завал."
    assert [matches(text, unless_remedy=True) for text in (near_by, far)] == [0, 1]
    assert [matches(text, unless_remedy=False) for text in (near_by, far)] == [1, 1]


def test_the_key_is_true_or_false(tmp_path: Path) -> None:
    category = load_builtin().categories[0]
    path = tmp_path / "x.toml"
    path.write_text(HEAD + "unless-remedy = true\n", encoding="utf-8")
    assert read_rule(path, "ru", category).unless_remedy is True
    path.write_text(HEAD + 'unless-remedy = "yes"\n', encoding="utf-8")
    with pytest.raises(RuleError, match="unless-remedy: must be true or false, not a text"):
        read_rule(path, "ru", category)
