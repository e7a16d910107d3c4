"""Blanks that nobody filled in."""

import pytest

from tonecheck import Checker
from tonecheck.checks.placeholder import find_blanks, find_crosses
from tonecheck.config import Config

CHECKER = Checker(Config(select=("placeholder",)))


def excerpts(text: str) -> list[str]:
    return [finding.excerpt for finding in CHECKER.check(text).findings if finding.category == "placeholder"]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("Уважаемый [ФИО]! Договор готов.", ["[ФИО]"]),
        ("Здравствуйте, <имя клиента>! Ваш заказ собран.", ["<имя клиента>"]),
        ("Счёт оплатите до [дата], пожалуйста.", ["[дата]"]),
        ("Ссылка на оплату: [вставить ссылку].", ["[вставить ссылку]"]),
        ("Уважаемая(ый) Анна Петровна, договор готов.", ["Уважаемая(ый)"]),
        ("Сумма составит ХХХ руб. (указать).", ["ХХХ", "(указать)"]),
        ("Договор № XXX/26 подписан.", ["XXX"]),
        ("Позвоните по номеру +7 (XXX) XXX-XX-XX.", ["XXX) XXX-XX-XX"]),
        ("Встреча ХХ мая в 10:00.", ["ХХ"]),
        ("Ваш менеджер: ______________, звоните.", ["______________"]),
        ("Договор от «__» ________ 2026 г. готов.", ["__» ________"]),
        ("Шановний [ПІБ]! Договір готовий.", ["[ПІБ]"]),
        ("Вітаю, <ім'я клієнта>! Ваше замовлення зібрано.", ["<ім'я клієнта>"]),
        ("Рахунок сплатіть до [дата], будь ласка.", ["[дата]"]),
        ("Шановна(ий) Анно Петрівно, договір готовий.", ["Шановна(ий)"]),
        ("Сума становитиме ХХХ грн (вказати).", ["ХХХ", "(вказати)"]),
        ("Зустріч ХХ травня о 10:00.", ["ХХ"]),
        ("Ваш менеджер: ______________, телефонуйте.", ["______________"]),
        ("Договір від «__» ________ 2026 р. готовий.", ["__» ________"]),
        ("Добрый день!\n\nLorem ipsum dolor sit amet, adipiscing elit.\n\nЖдём.", ["Lorem ipsum dolor sit amet"]),
        ("Вітаю!\n\nLorem ipsum dolor sit amet, adipiscing elit.\n\nЧекаємо.", ["Lorem ipsum dolor sit amet"]),
        # somebody's words or not, a blank is a blank
        ("Напишем на баннере «Поздравляем, [имя]!» золотом.", ["[имя]"]),
    ],
)
def test_a_blank_is_found_in_a_message_and_not_in_a_template(text: str, blanks: list[str]) -> None:
    assert excerpts(text) == blanks
    assert not [f for f in CHECKER.check(text, kind="template").findings if f.category == "placeholder"]


@pytest.mark.parametrize(
    "text",
    [
        "Размеры от XXS до XXXL есть на складе.",
        "Мебель XIX и XX века оценим отдельно, XXX Олимпиада прошла без нас.",
        "Карта 4276 XXXX XXXX 1234 привязана.",
        "Список дел:\n- [ ] макет\n- [x] смета\nГотовы продолжать.",
        "Данные взяты из отчёта [1] и таблицы [2, с. 14].",
        "[Внешняя почта] Добрый день, договор готов.",
        "В поле «Телефон» впишите номер, в поле <имя> своё имя.",
        "Код ошибки 5xx, модель MX-XX10, файл scan_x.pdf.",
        "Добрый день!\n______________________\nСтраница два начинается здесь.",
        "Заполните анкету и пришлите нам.\nГород: ______\nТелефон: ______\nДата: ______\n",
        "Прошу подписать: Подпись ____________ /Седов/",
        "Розміри від XXS до XXXL є на складі.",
        "Меблі XIX і XX століття оцінимо окремо.",
        "Картку 4276 XXXX XXXX 1234 прив'язано.",
        "Дані взято зі звіту [1] і таблиці [2, с. 14].",
        "Заповніть анкету й надішліть нам.\nМісто: ______\nТелефон: ______\nДата: ______\n",
    ],
)
def test_what_only_looks_like_a_blank_is_left_alone(text: str) -> None:
    assert excerpts(text) == []


def test_long_rows_are_read_in_linear_time() -> None:
    assert list(find_crosses("x" * 200_000)) == []
    assert len(list(find_blanks("а" + "_" * 200_000))) == 1
    assert len(list(find_crosses("№ XXX " * 20_000))) == 20_000
