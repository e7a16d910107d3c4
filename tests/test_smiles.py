import pytest

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context
from tonecheck.checks.smiles import check


def find(text: str, lang: str = "ru") -> list[tuple[str, str, str]]:
    """(rule's name, marked text, text with the match's edits applied)."""
    found = []
    for match in check(analyse(text, lang), Context()):
        (edit,) = match.edits
        fixed = text[: edit.start] + edit.text + text[edit.end :]
        found.append((match.rule.partition("/")[2], text[match.start : match.end], fixed))
    return found


@pytest.mark.parametrize(
    ("text", "marked", "fixed"),
    [
        ("Спасибо)", ")", "Спасибо"),
        ("Ждём подпись ))) До встречи!", ")))", "Ждём подпись. До встречи!"),
        ("Ждём (до пятницы)))", "))", "Ждём (до пятницы)"),
        ("Договор отправили сегодня)\nЖдём", ")", "Договор отправили сегодня.\nЖдём"),
        ("С уважением :)\nАнна", ":)", "С уважением\nАнна"),
        ("Договор отправили сегодня!)", ")", "Договор отправили сегодня!"),
        ("жду ) до пятницы", ")", "жду до пятницы"),
        ("Хорошего дня :)", ":)", "Хорошего дня"),
        ("Счёт не прошёл :(", ":(", "Счёт не прошёл."),
        ("Пока не привезли(((", "(((", "Пока не привезли."),
        ("Договорились ;-)", ";-)", "Договорились"),
    ],
)
def test_smiles_of_signs_are_marked_and_taken_away(text: str, marked: str, fixed: str) -> None:
    assert find(text) == [("smile-bracket", marked, fixed)]


@pytest.mark.parametrize(
    "text",
    [
        "Нужны: 1) договор; 2) акт; б) доверенность (см. п. 3 (а)).",
        "Резерв (арт. XP-420B) за вами.",
        "Стоимость (с доставкой\nи монтажом) прежняя.",
        "Работаем (кроме воскресенья) с 9:00.",
        "Отгрузка в 16:00.",
        "✅ Оплачено, 📎 акт во вложении, 📞 звоните.",
    ],
)
def test_brackets_that_close_something_are_no_smiles(text: str) -> None:
    assert find(text) == []


def test_faces_show_a_mood() -> None:
    assert find("Макет готовий 😊, чекаємо", "uk") == [("emoji-face", "😊", "Макет готовий, чекаємо")]
    assert find("Дякую ❤️", "uk") == [("emoji-face", "❤️", "Дякую")]
