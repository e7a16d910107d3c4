"""Short and pet names: called by them, and not merely named."""

from __future__ import annotations

import pytest

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context, Match
from tonecheck.checks.name_table import call, form_vocatives, load_names
from tonecheck.checks.names import check
from tonecheck.model import Edit


def find(text: str, lang: str) -> list[Match]:
    return list(check(analyse(text, lang), Context()))


CALLS = [
    ("ru", "⟦Наташенька⟧, добрый день!", "pet-name", ("Наталья",)),
    ("ru", "⟦Саш⟧, посмотрите смету", "short-name", ()),
    ("ru", "Привет, ⟦Саша⟧!", "short-name", ()),
    ("ru", "Отправляю смету, ⟦Серёг⟧. Ждём.", "pet-name", ("Сергей",)),
    ("ru", "⟦Катюш⟧, привет! Смета готова.", "pet-name", ("Екатерина",)),
    ("ru", "⟦Танечка⟧ Михайловна, смета готова.", "pet-name", ("Татьяна",)),
    ("ru", "Спасибо, ⟦Оленька⟧, всё получили. Ждём.", "pet-name", ("Ольга",)),
    ("ru", "Дорогая ⟦Наташа⟧! Смета готова.", "short-name", ("Наталья",)),
    ("ru", "⟦Света⟧, добрый день.", "short-name", ("Светлана",)),
    ("ru", "Добрый день, ⟦Димон⟧.", "pet-name", ("Дмитрий",)),
    ("ru", "⟦Лёха⟧, смета во вложении.", "pet-name", ("Алексей",)),
    ("ru", "привет ⟦саш⟧ как дела", "short-name", ()),
    ("ru", "Ждём вас, ⟦Вова⟧, в пятницу. До встречи.", "short-name", ("Владимир",)),
    ("uk", "⟦Оленочко⟧, добрий день!", "pet-name", ("Олено",)),
    ("uk", "⟦Сашо⟧, подивіться кошторис", "short-name", ()),
    ("uk", "Привіт, ⟦Сашко⟧!", "pet-name", ("Олександре",)),
    ("uk", "Надсилаю кошторис, ⟦Тарасику⟧. Чекаємо.", "pet-name", ("Тарасе",)),
    ("uk", "⟦Наталочко⟧, дякую.", "pet-name", ("Наталіє",)),
    ("uk", "Вітаю, ⟦Марічко⟧!", "pet-name", ("Маріє",)),
    ("uk", "⟦Сергійку⟧, привіт.", "short-name", ("Сергію",)),
    ("uk", "Чекаю, ⟦Льошо⟧, на відповідь. До зустрічі.", "short-name", ("Олексію",)),
    ("uk", "⟦Олю⟧, добрий день.", "short-name", ("Ольго",)),
    ("uk", "Шановна ⟦Оленко⟧! Кошторис готовий.", "pet-name", ("Олено",)),
    ("uk", "⟦Вова⟧! Чекаємо на вас у п'ятницю.", "short-name", ("Володимире",)),
]


@pytest.mark.parametrize(("lang", "marked", "rule", "suggestions"), CALLS)
def test_the_reader_is_called(lang: str, marked: str, rule: str, suggestions: tuple[str, ...]) -> None:
    text, start, end = marked.replace("⟦", "").replace("⟧", ""), marked.index("⟦"), marked.index("⟧") - 1
    edits = tuple(Edit(start, end, suggestion) for suggestion in suggestions)
    assert find(text, lang) == [Match(f"familiarity/{rule}", start, end, suggestions, edits)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Передайте Саше привет."),
        ("ru", "Наша Оля пришлёт смету."),
        ("ru", "С уважением,\nСаша"),
        ("ru", "Спасибо!\nСаша"),
        ("ru", "Ждём ответа до среды, Саша"),
        ("ru", "Смета готова.\n\nДаша, диспетчерская"),
        ("ru", "Ольга Викторовна, добрый день."),
        ("ru", "Саша, наш мастер, приедет в 10:00."),
        ("ru", "Саша, как договаривались, приедет в 10:00."),
        ("ru", "Мой коллега, Саша, пришлёт акт."),
        ("ru", "Приедут Оля, Саша и Таня."),
        ("ru", "Поля, отмеченные звёздочкой, обязательны."),
        ("ru", "Тема, о которой мы говорили, важна."),
        ("ru", "Слава, доставка и монтаж включены."),
        ("ru", "Яна, добрый день. Артём, здравствуйте! Лев Аркадьевич, приветствую."),
        ("uk", "Передайте Сашкові."),
        ("uk", "Наша Оля надішле кошторис."),
        ("uk", "З повагою,\nСашко"),
        ("uk", "Кошторис готовий.\n\nДаша, диспетчерська"),
        ("uk", "Пане Олеже, добрий день. Ірино Василівно, вітаю!"),
        ("uk", "Шановний Олеже Петровичу! Тарасе, Богдане, вітаю."),
        ("uk", "Сашко, наш майстер, приїде о 10:00."),
        ("uk", "Приїдуть Оля, Сашко і Таня."),
        ("uk", "Запросимо Олю, Тараса. Слава Україні!"),
        ("uk", "Сторінка є, але, на жаль, порожня."),
        ("uk", "Пане Сашко, добрий день."),
    ],
)
def test_the_reader_is_not_called(lang: str, text: str) -> None:
    assert find(text, lang) == []


def test_each_name_of_a_row_of_readers_is_found() -> None:
    assert [(m.start, m.end) for m in find("Саш, Оль, добрый день!", "ru")] == [(0, 3), (5, 8)]


@pytest.mark.parametrize(
    ("lang", "form", "vocatives"),
    [
        ("ru", "саша", ["саш"]), ("ru", "оля", ["оль"]), ("ru", "рая", ["рай"]), ("ru", "танечка", []),
        ("ru", "димон", []), ("uk", "оленка", ["оленко"]), ("uk", "саша", ["сашо", "саше"]), ("uk", "оля", ["олю", "оле"]),
        ("uk", "рая", ["рає", "раю"]), ("uk", "сашко", ["сашку"]), ("uk", "петрусь", ["петрусю"]),
        ("uk", "васильок", ["васильку"]), ("uk", "тарасик", ["тарасику"]), ("uk", "макс", ["максе"]),
    ],
)  # fmt: skip
def test_vocatives(lang: str, form: str, vocatives: list[str]) -> None:
    assert form_vocatives(form, lang) == tuple(vocatives)


@pytest.mark.parametrize(
    ("full", "called"),
    [("Олег", "Олеже"), ("Олена", "Олено"), ("Сергій", "Сергію"), ("Богдан", "Богдане"), ("В'ячеслав", "В'ячеславе")],
)
def test_ukrainian_full_names_are_called_in_the_vocative(full: str, called: str) -> None:
    assert call(full, "uk") == called


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_no_full_name_is_a_short_one(lang: str) -> None:
    names = load_names(lang)
    assert names.full.isdisjoint(form for form, name in names.forms.items() if not name.vocative)
    assert {full.lower().replace("ё", "е") for name in names.forms.values() for full in name.full} <= names.full


def test_a_row_of_names_takes_linear_time() -> None:
    assert len(find("Саш, " * 20_000 + "привет!", "ru")) >= 1
