"""Strategic letters that the managers do not get."""

from email.message import EmailMessage

import pytest

from tonecheck import Checker
from tonecheck.checks.base import Settings
from tonecheck.checks.copies import RULE
from tonecheck.config import Config

MANAGERS = ("chief@company.example", "lead@company.example")


def found(
    text: str, subject: str = "", topics: tuple[str, ...] = (), headers: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    mail = EmailMessage()
    mail["Subject"] = subject
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(text)
    checker = Checker(Config(select=("missing-copy",), settings=Settings(managers=MANAGERS, topics=topics)))
    return [(f.part, f.excerpt) for f in checker.check_message(mail).findings if f.rule == RULE]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Добрый день! Высылаем счёт за май, ждём оплату.", "счёт"),
        ("Добрый день! Просим подписать допсоглашение.", "допсоглашение"),
        ("Добрый день! Сроки монтажа сдвигаются на неделю.", "Сроки монтажа сдвигаются"),
        ("Добрый день! Отменяем заказ 17, деньги вернём.", "Отменяем заказ"),
        ("Добрый день! Неустойку вернём в среду.", "Неустойку"),
        ("Доброго дня! Надсилаємо рахунок за травень, чекаємо оплату.", "рахунок"),
        ("Доброго дня! Просимо підписати договір.", "договір"),
        ("Доброго дня! Строки монтажу зсуваються на тиждень.", "Строки монтажу зсуваються"),
        ("Доброго дня! Скасовуємо замовлення 17, гроші повернемо.", "Скасовуємо замовлення"),
    ],
)
def test_a_strategic_text_wants_a_manager(text: str, topic: str) -> None:
    ((part, excerpt),) = found(text)
    assert (part, excerpt) == ("text/plain", topic)
    for field in ("To", "Cc", "Bcc"):
        assert found(text, headers={field: "Лид <Lead@Company.example>"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "Добрый день! По договору замер бесплатный.",
        "Добрый день! Договор у юриста.",
        "Добрый день! Ждём вас в среду в офисе.",
        "Доброго дня! За договором замір безкоштовний.",
        "Доброго дня! Чекаємо на вас у середу в офісі.",
    ],
)
def test_an_ordinary_letter_does_not(text: str) -> None:
    assert found(text) == []


def test_the_subject_is_enough_and_says_it_once() -> None:
    assert found("Добрый день! Направляем договор.", "Договор № 5") == [("subject", "Договор")]


def test_topics_of_the_house_take_the_place_of_ours() -> None:
    topics = ("тендерная заявка",)
    assert found("Добрый день! Направляем договор.", topics=topics) == []
    assert found("Добрый день! Статус вашей тендерной заявки: принята.", topics=topics) == [
        ("text/plain", "тендерной заявки")
    ]


def test_without_managers_nobody_must_be_in_copy() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Договор"
    mail.set_content("Добрый день! Направляем договор.")
    assert [f for f in Checker(Config(select=("missing-copy",))).check_message(mail).findings if f.rule == RULE] == []


def test_the_message_names_the_managers() -> None:
    mail = EmailMessage()
    mail.set_content("Добрый день! Направляем договор.")
    report = Checker(Config(select=("missing-copy",), settings=Settings(managers=MANAGERS))).check_message(mail)
    (finding,) = [f for f in report.findings if f.rule == RULE]
    assert finding.message == (
        "Важное письмо уходит без копии руководству. Поставьте в копию: chief@company.example, lead@company.example."
    )
