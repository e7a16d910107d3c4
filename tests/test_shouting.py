import pytest

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context
from tonecheck.checks.shouting import check


def find(text: str, lang: str = "ru", scope: str = "text") -> list[tuple[str, str, str]]:
    """(rule's name or «info», marked text, what takes its place)."""
    found = []
    for match in check(analyse(text, lang), Context(scope=scope)):  # type: ignore[arg-type]
        (edit,) = match.edits
        assert (edit.start, edit.end) == (match.start, match.end)
        assert match.suggestions == (edit.text,)
        name = match.severity.value if match.severity else match.rule.partition("/")[2]
        found.append((name, text[match.start : match.end], edit.text))
    return found


@pytest.mark.parametrize(
    ("text", "mark", "lang"),
    [
        ("Где акт???", "?", "ru"),
        ("Что это было?!!", "?", "ru"),
        ("Дякуємо!!!", "!", "uk"),
        ("Чекаємо!!!!!!", "!", "uk"),
    ],
)
def test_a_row_of_marks_becomes_one(text: str, mark: str, lang: str) -> None:
    row = text[len(text.rstrip("?!")) :]
    assert find(text, lang) == [("rows-of-marks", row, mark)]


@pytest.mark.parametrize("text", ["Правда?!", "Ждём!!", "Ну...", "Оценка: ***", "Как?.."])
def test_shorter_rows_and_other_signs_are_left_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "marked", "calm", "lang"),
    [
        ("Скажите, ГДЕ, Я ВАС СПРАШИВАЮ, акт.", "ГДЕ, Я ВАС СПРАШИВАЮ", "где, я вас спрашиваю", "ru"),
        ("ВАШ НДС НЕ ОПЛАЧЕН, ждём.", "ВАШ НДС НЕ ОПЛАЧЕН", "Ваш НДС не оплачен", "ru"),
        ("Ещё раз: НЕ ТРОГАЙТЕ кабель.", "НЕ ТРОГАЙТЕ", "не трогайте", "ru"),
        ("Этого НИКОГДА не было.", "НИКОГДА", "никогда", "ru"),
        ("Просто ОПЛАТИТЕ счёт.", "ОПЛАТИТЕ", "оплатите", "ru"),
        ("ТРИ РАЗИ ВАМ казали.", "ТРИ РАЗИ ВАМ", "Три рази вам", "uk"),
        ("Бухгалтерія ВЖЕ платила.", "ВЖЕ", "вже", "uk"),
    ],
)
def test_words_in_capitals_are_shouted(text: str, marked: str, calm: str, lang: str) -> None:
    assert find(text, lang) == [("shouting", marked, calm)]


def test_capitals_weigh_more_with_company() -> None:
    assert find("Расскажем о новой БЕСПЛАТНОЙ услуге.") == [("info", "БЕСПЛАТНОЙ", "бесплатной")]
    assert find("Ваш ПРОЕКТ и наша СМЕТА разошлись.") == [
        ("shouting", "ПРОЕКТ", "проект"),
        ("shouting", "СМЕТА", "смета"),
    ]
    assert ("shouting", "ПЕРЕРОБЛЯТИ", "переробляти") in find("Хто буде ПЕРЕРОБЛЯТИ це???", "uk")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ООО «ВЕСНА», ИП Иванов, СНИЛС и НДС, полис КАСКО.", "ru"),
        ("ТОВ «ВІСТА», ФОП Кравець, ЄДРПОУ та ПДВ, ОСББ.", "uk"),
        ("СРОКИ И СТОИМОСТЬ\nМонтаж 4 мая.", "ru"),
        ("ТЕРМІНИ Й ВАРТІСТЬ\nМонтаж 4 травня.", "uk"),
        ("ВАЖНО: пропуск нужен до среды.", "ru"),
        ("Нажмите «ОТПРАВИТЬ ЗАЯВКУ» и ждите письма.", "ru"),
        ("Договор с Марией ИВАНОВОЙ подписан.", "ru"),
        ("Насос ТРИО 5 за вами.", "ru"),
        ("Файл PDF, размер А4.", "ru"),
        ("Название магазина: СВЕТЛЫЙ ДОМ.", "ru"),
    ],
)
def test_abbreviations_names_and_headings_are_no_shouting(text: str, lang: str) -> None:
    assert find(text, lang) == []


def test_a_line_in_capitals_that_ends_as_a_sentence_is_shouted() -> None:
    assert find("ПРИШЛИТЕ АКТ СЕГОДНЯ!") == [("shouting", "ПРИШЛИТЕ АКТ СЕГОДНЯ", "Пришлите акт сегодня")]
    assert find("ПРИШЛИТЕ АКТ СЕГОДНЯ!", scope="subject") == []
