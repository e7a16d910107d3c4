from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.language.detect import count_words, find_passages, label
from tonecheck.message import from_text
from tonecheck.message.parts import Message, Part, Passage, Segment
from tonecheck.message.sourcemap import SourceMap


def read(text: str, default: str | None = None) -> list[tuple[str, str]]:
    return [(passage.language, text[passage.start : passage.end]) for passage in find_passages(text, default)]


def language(text: str, default: str | None = None) -> str:
    ((found, passage),) = read(text, default)
    assert passage == text.strip()
    return found


RUSSIAN = [
    "Здравствуйте! Счёт во вложении.",
    "Отгрузка состоится в четверг.",
    "Пришлите, пожалуйста, реквизиты.",
    "Подтверждаю получение.",
    "скинь доки плиз",
    "прив че там с макетом",
    "спосибо бальшое, фсё палучил",
    "ЖДЁМ ОПЛАТУ ДО СРЕДЫ",
    "Доставка в Київ и Львів бесплатна.",
    "Олексій, добрый день, договор готов.",
    "Клиенту звонил Сергій Ігорович, просил счет.",
    "Завтра привезут дякую, шутит водитель, но привезут только половину.",
    "Цена без НДС, срок 5 дней, предоплата половина.",
    "Объясните, когда завоз.",
    "Высылаю layout_final_v2.pdf и ссылку на Google Drive.",
    "Файл в Adobe Illustrator CC 2024, шрифты в кривых.",
]
UKRAINIAN = [
    "Вітаю! Рахунок у вкладенні.",
    "Відвантаження відбудеться в четвер.",
    "Надішліть, будь ласка, реквізити.",
    "Підтверджую отримання.",
    "скинь доки, будь ласка",
    "привіт, глянь шо там",
    "дякую, всьо получив",
    "ЧЕКАЄМО ОПЛАТУ ДО СЕРЕДИ",
    "Доставка в Ростов та Быково можлива вже завтра.",
    "Вiтаю, дякую за вiдповiдь.",
    "Передзвоніть мені пожалуйста сьогодні, дуже треба.",
    "Договор підпишемо у четвер, ещё чекаємо на печать.",
    "Ціна без ПДВ, термін 5 днів, передоплата половина.",
    "Комп'ютер привезуть завтра.",
    "Підкажіть адресу.",
    "Надсилаю layout_final_v2.pdf та посилання на Google Drive.",
]
OTHER = [
    "Please find attached the invoice for your last order.",
    "Здравейте, моля изпратете договора, той трябва да бъде подписан.",
    "Дзякуй, калі ласка дашліце дамову ў панядзелак.",
    "Хвала, ваша наруџбина је послата.",
    "OK, thanks",
]


@pytest.mark.parametrize("text", RUSSIAN)
def test_russian(text: str) -> None:
    assert language(text) == "ru"
    assert language(text, "uk") == "ru" or "скинь доки" in text


@pytest.mark.parametrize("text", UKRAINIAN)
def test_ukrainian(text: str) -> None:
    assert language(text) == "uk"
    assert language(text, "ru") == "uk"


@pytest.mark.parametrize("text", OTHER)
def test_other(text: str) -> None:
    assert language(text) == "other"


@pytest.mark.parametrize("text", ["Так.", "скинь доки", "Договори", "12.05.2026", "))))", "Олег Петренко"])
def test_what_could_be_either_takes_the_default(text: str) -> None:
    assert [language(text, "uk"), language(text, "ru"), language(text)] == ["uk", "ru", "ru"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Вітаю! Рахунок надіслав. Клиент просил уточнить сроки, мы ответим завтра. Гарного дня!",
            [
                ("uk", "Вітаю! Рахунок надіслав."),
                ("ru", "Клиент просил уточнить сроки, мы ответим завтра."),
                ("uk", "Гарного дня!"),
            ],
        ),
        (
            "Добрый день!\n\nСчёт во вложении.\n\nДякую, з повагою, Олег",
            [("ru", "Добрый день!\n\nСчёт во вложении."), ("uk", "Дякую, з повагою, Олег")],
        ),
        (
            "Добрий день!\nДата: 12.05.\nТак.\nРахунок у вкладенні.\nОлег",
            [("uk", "Добрий день!\nДата: 12.05.\nТак.\nРахунок у вкладенні.\nОлег")],
        ),
        (
            "Высылаю счёт. Please let me know if anything is missing. Жду ответа.",
            [
                ("ru", "Высылаю счёт."),
                ("other", "Please let me know if anything is missing."),
                ("ru", "Жду ответа."),
            ],
        ),
        # a short Latin sentence is a name, a brand or «OK», and belongs to what stands around it
        ("Здравствуйте! OK))) Высылаю счёт.", [("ru", "Здравствуйте! OK))) Высылаю счёт.")]),
        # evidence for both: the sentence follows its letter
        (
            "Вітаю! Передзвоніть мне пожалуйста сьогодні. Дуже чекаю.",
            [("uk", "Вітаю! Передзвоніть мне пожалуйста сьогодні. Дуже чекаю.")],
        ),
        # names alone decide nothing
        ("Заказ готов, выезжаем. Київ, Львів.", [("ru", "Заказ готов, выезжаем. Київ, Львів.")]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_passages(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_an_address_is_cut_in_neither_language() -> None:
    assert read("Ждём вас: ул. Хрещатик, 5, м. Київ. Приезжайте.") == [
        ("ru", "Ждём вас: ул. Хрещатик, 5, м. Київ. Приезжайте.")
    ]


def test_label_fills_passages_and_segments() -> None:
    text = "Вітаю, {{ name }}! Надсилаю рахунок. Клиент просил уточнить сроки.\n> Скинь договор\nДякую!"
    message = label(from_text(text))
    (part,) = message.parts
    assert [(p.language, part.clean[p.start : p.end]) for p in part.passages] == [
        ("uk", "Вітаю, \ufffc! Надсилаю рахунок."),
        ("ru", "Клиент просил уточнить сроки."),
        ("uk", "Дякую!"),
    ]
    assert [(s.kind, s.language, part.text[s.start : s.end]) for s in part.segments] == [
        ("own", "uk", "Вітаю, "),
        ("hole", None, "{{ name }}"),
        ("own", "uk", "! Надсилаю рахунок. "),
        ("own", "ru", "Клиент просил уточнить сроки.\n"),
        ("quote", None, "> Скинь договор\n"),
        ("own", "uk", "Дякую!"),
    ]


def make_part(name: str, text: str, *passages: Passage) -> Part:
    own = passages or (Passage(0, len(text)),)
    return Part(name, text, "text", text, SourceMap(), (Segment("own", 0, len(text)),), own)


@pytest.mark.parametrize(
    ("body", "default", "expected"),
    [
        ("Вітаю! Рахунок у вкладенні.", None, "uk"),
        ("Здравствуйте! Счёт во вложении.", "uk", "ru"),
        ("Так.", "uk", "uk"),
        ("Так.", None, "ru"),
    ],
)
def test_a_subject_that_could_be_either_is_in_the_language_of_the_letter(
    body: str, default: str | None, expected: str
) -> None:
    message = Message(None, (make_part("subject", "Макет 5"), make_part("text/plain", body)))
    assert [part.passages[0].language for part in label(message, default).parts] == [expected, expected]


@pytest.mark.parametrize(
    ("subject", "body", "default", "expected"),
    [
        ("Re: Договор поставки на проверку", "Макет погоджено.", None, "uk"),  # the client's subject, our answer
        ("Re: Договір постачання на перевірку", "Макет согласован.", None, "ru"),
        ("Re: Договір постачання на перевірку", "Так.", None, "uk"),
        ("Re: Договір постачання на перевірку", "Так.", "ru", "ru"),
    ],
)
def test_the_subject_is_the_last_to_say_what_language_a_letter_is_in(
    subject: str, body: str, default: str | None, expected: str
) -> None:
    message = Message(None, (make_part("subject", subject), make_part("text/plain", body)))
    assert label(message, default).parts[1].passages[0].language == expected


def test_a_passage_whose_language_is_known_is_kept() -> None:
    text = "Вітаю, рахунок готовий."
    message = Message(None, (make_part("text", text, Passage(0, len(text), "ru")),))
    (part,) = label(message).parts
    assert part.passages == (Passage(0, len(text), "ru"),)
    assert part.segments == (Segment("own", 0, len(text), "ru"),)


def test_passages_of_different_segments_are_not_merged() -> None:
    text = "Вітаю вас.\n----\nДякую вам."
    message = Message(None, (make_part("text", text, Passage(0, 10), Passage(16, 26)),))
    assert label(message).parts[0].passages == (Passage(0, 10, "uk"), Passage(16, 26, "uk"))


def test_labelling_twice_changes_nothing() -> None:
    once = label(from_text("Вітаю! Клиент просил уточнить сроки. Дякую!"))
    assert label(once) == once
    assert label(replace(once, parts=once.parts), "ru") == once


PIECES = ["Вітаю!", "Счёт готов.", "Так.", "5", "\n\n", "Please see the file below.", "Ок))", "Київ.", "ещё", "\ufffc"]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join), st.sampled_from([None, "ru", "uk"]))
@settings(max_examples=150, deadline=None)
def test_passages_cover_every_word_once_and_neighbours_differ(text: str, default: str | None) -> None:
    passages = find_passages(text, default)
    rest = list(text)
    for passage in passages:
        rest[passage.start : passage.end] = " " * (passage.end - passage.start)
        assert passage.language in ("ru", "uk", "other")
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end] != ""
    assert "".join(rest).strip() == ""
    languages = [passage.language for passage in passages]
    assert all(a != b for a, b in itertools.pairwise(languages))


def test_count_words() -> None:
    assert count_words("Надішліть п'ять комп'ютерів, т.д. PDF до 15:00 на a@b.example — \ufffc!") == 7


def test_letters_that_speak_plainly_load_no_dictionary() -> None:
    code = (
        "import sys; from tonecheck.language.detect import find_passages as f; f('Здравствуйте, это счёт.'); "
        "f('Вітаю, це рахунок.'); sys.exit('pymorphy3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("unit", ["так ", "так. ", "и ", "щ", "Київ ", "ok ", "\n", "a.b. "])
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert len(find_passages(text)) <= 1
