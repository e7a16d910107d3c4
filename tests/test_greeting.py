"""Greetings that name another person than To:."""

from email.message import EmailMessage

import pytest

from tonecheck import Checker
from tonecheck.checks.greeting import RULE
from tonecheck.checks.people import count_edits, find_given, fold, read_person
from tonecheck.config import Config

CHECKER = Checker(Config(select=("greeting-mismatch",)))


def found(to: str, text: str, cc: str = "") -> list[str]:
    mail = EmailMessage()
    mail["To"] = to
    if cc:
        mail["Cc"] = cc
    mail.set_content(text)
    return [finding.excerpt for finding in CHECKER.check_message(mail).findings if finding.rule == RULE]


@pytest.mark.parametrize(
    ("to", "text", "name"),
    [
        ("Сергей Иванов <s@client.example>", "Здравствуйте, Ольга!\n\nДоговор готов.", "Ольга"),
        ("Сергей Иванов <s@client.example>", "Ольга Петровна, добрый день!\n\nДоговор готов.", "Ольга Петровна"),
        ("Sergey Ivanov <s@client.example>", "Уважаемая Ольга Петровна!\nДоговор готов.", "Ольга Петровна"),
        ("Сергей Иванов <s@client.example>", "Добрый день, Оля!\nДоговор готов.", "Оля"),
        ("Сергей Иванов <s@client.example>", "Добрый день!\n\nОльга, вышлите, пожалуйста, договор.", "Ольга"),
        ("Сергей Иванов <s@client.example>", "Ольга Петровна, кольцо подогнано под размер.", "Ольга Петровна"),
        ("Сергій Іваненко <s@client.example>", "Ольго, каблучку підігнано під розмір.", "Ольго"),
        ("sergey.ivanov@client.example", "Здравствуйте, Ольга!\nДоговор готов.", "Ольга"),
        ("Мария Кот <m@c.example>, Анна Лис <a@c.example>", "Ольга, добрый день!\nДоговор готов.", "Ольга"),
        ("Сергей Иванов <s@client.example>", "Уважаемый господин Петров!\nДоговор готов.", "Петров"),
        ("Ольга Ивановна Кот <o@client.example>", "Здравствуйте, Ольга Петровна!\nДоговор готов.", "Петровна"),
        ("Сергій Іваненко <s@client.example>", "Вітаю, Ольго!\n\nДоговір готовий.", "Ольго"),
        ("Serhii Ivanenko <s@client.example>", "Шановна Ольго Петрівно!\nДоговір готовий.", "Ольго Петрівно"),
        ("Сергій Іваненко <s@client.example>", "Пане Олеже, доброго дня!\nДоговір готовий.", "Олеже"),
        ("Сергій Іваненко <s@client.example>", "Добрий день!\n\nОльго, надішліть, будь ласка, договір.", "Ольго"),
        ("Ольга Іванівна Кіт <o@client.example>", "Вітаю, Ольго Петрівно!\nДоговір готовий.", "Петрівно"),
    ],
)
def test_another_name_is_found(to: str, text: str, name: str) -> None:
    assert found(to, text) == [name]


@pytest.mark.parametrize(
    ("to", "text"),
    [
        # the same person in another language, script, length or case
        ("Olga Petrova <o@client.example>", "Здравствуйте, Ольга!\nДоговор готов."),
        ("Olha Petrenko <o@client.example>", "Вітаю, Ольго!\nДоговір готовий."),
        ("Sergii Koval <s@client.example>", "Сергей, добрый день!\nДоговор готов."),
        ("Iuliia Koval <j@client.example>", "Добрый день, Юля!\nДоговор готов."),
        ("Елена Коваль <e@client.example>", "Шановна Олено!\nДоговір готовий."),
        ("Olena Koval <e@client.example>", "Добрый день, Елена Сергеевна!\nДоговор готов."),
        ("Микола Бондар <m@client.example>", "Уважаемый Николай Петрович!\nДоговор готов."),
        ("Саша Бондар <m@client.example>", "Уважаемый Александр!\nДоговор готов."),
        ("Саша Бондар <m@client.example>", "Олександро, вітаю!\nДоговір готовий."),
        ("Michael Bondar <m@client.example>", "Пане Михайле, доброго дня!\nДоговір готовий."),
        ("Олег Бондар <o@client.example>", "Пане Олеже, доброго дня!\nДоговір готовий."),
        ("Бондар Ольга Петрівна <o@client.example>", "Шановна Ольго Петрівно!\nДоговір готовий."),
        ("Наталія Бондар <n@client.example>", "Пані Наталко, вітаю!\nДоговір готовий."),
        ("Петрова О. <o@client.example>", "Здравствуйте, Инна!\nДоговор готов."),
        ("Иван Петров <i@client.example>", "Уважаемый господин Петров!\nДоговор готов."),
        ("Ірина Ковальчук <i@client.example>", "Шановна пані Ковальчук!\nДоговір готовий."),
        # several people, Cc, addresses
        ("Мария Кот <m@c.example>, Анна Лис <a@c.example>", "Анна, добрый день!\nДоговор готов."),
        ("Мария Кот <m@c.example>, Анна Лис <a@c.example>", "Анна и Мария, добрый день!\nДоговор готов."),
        ("Мария Кот <m@c.example>, info@c.example", "Ольга, добрый день!\nДоговор готов."),
        ("olga.petrova@client.example", "Здравствуйте, Ольга!\nДоговор готов."),
        # no usable name
        ("info@client.example", "Здравствуйте, Ольга!\nДоговор готов."),
        ("o.petrova@client.example", "Здравствуйте, Инна!\nДоговор готов."),
        ("ООО «Роман» <mail@client.example>", "Здравствуйте, Ольга!\nДоговор готов."),
        ("Отдел закупок <mail@client.example>", "Здравствуйте, Ольга!\nДоговор готов."),
        ("Мехрибан Ализаде <mail@client.example>", "Здравствуйте, Ольга!\nДоговор готов."),
        # nobody is greeted by name
        ("Сергей Иванов <s@client.example>", "Здравствуйте!\nДоговор готов."),
        ("Сергей Иванов <s@client.example>", "Добрый день, коллеги!\nОльга, наш юрист, ответит завтра."),
        ("Сергей Иванов <s@client.example>", "Добрый день! Ольга, наш юрист, ответит завтра."),
        ("Сергей Иванов <s@client.example>", "Ольга Петровна, наш юрист, ответит завтра."),
        ("Сергей Иванов <s@client.example>", "Добрый день! Меня зовут Ольга, я ваш менеджер."),
        ("Сергей Иванов <s@client.example>", "Здравствуйте, это Ольга из типографии."),
        ("Сергей Иванов <s@client.example>", "Ольга Петрова подготовила договор."),
        ("Сергій Іваненко <s@client.example>", "Вітаю!\nДоговір готовий."),
        ("Сергій Іваненко <s@client.example>", "Добрий день, колеги!\nОльга, наша юристка, відповість завтра."),
        ("Сергій Іваненко <s@client.example>", "Добрий день! Мене звати Ольга, я ваша менеджерка."),
        ("Сергій Іваненко <s@client.example>", "Ольга Петренко підготувала договір."),
        ("Сергей Иванов <s@client.example>", "> Здравствуйте, Ольга!\n\nДоговор готов."),
    ],
)
def test_the_same_person_and_unknown_ones_are_left_alone(to: str, text: str) -> None:
    assert found(to, text) == []


def test_somebody_in_copy_may_be_greeted() -> None:
    assert found("Сергей Иванов <s@c.example>", "Ольга, добрый день!\nДоговор готов.", "Ольга Кот <o@c.example>") == []


def test_the_message_names_both() -> None:
    mail = EmailMessage()
    mail["To"] = "Сергей Иванов <s@c.example>"
    mail.set_content("Здравствуйте, Ольга!\nДоговор готов.")
    (finding,) = [f for f in CHECKER.check_message(mail).findings if f.rule == RULE]
    assert finding.message == "В приветствии «Ольга», а письмо адресовано «Сергей Иванов». Проверьте, кому вы пишете."
    assert (finding.start, finding.end, finding.severity.value) == (14, 19, "warning")


@pytest.mark.parametrize(
    "names",
    [
        "Сергей Сергій Sergey Serhii Sergii Sergei",
        "Юлия Юлія Yulia Iuliia Julia Yuliya",
        "Дмитрий Dmitry Dmitrii",
        "Андрей Андрій Andrey Andrii Andriy",
        "Евгений Yevgeny Evgenii",
        "Ярослав Yaroslav Iaroslav Jaroslav",
        "Щорс Shchors Schors",
    ],
)
def test_transliterations_fold_to_one(names: str) -> None:
    assert len({fold(name) for name in names.split()}) == 1


def test_names_are_told_apart() -> None:
    assert not find_given("Ольга") & find_given("Олег")
    assert not find_given("Марина") & find_given("Мария")
    assert find_given("Саша") == find_given("Александр") | find_given("Александра")
    assert find_given("Договор") == frozenset()


def test_a_recipient_is_sure_only_as_one_person() -> None:
    assert read_person("Ольга Петрова", "o@c.example").is_sure
    assert read_person("", "olga.petrova@c.example").is_sure
    assert not read_person("", "info@c.example").is_sure
    assert not read_person("Студия Анна", "mail@c.example").is_sure


def test_edits_are_counted() -> None:
    assert [count_edits("анна", other, most=2) for other in ("анна", "ана", "инна", "ольга")] == [0, 1, 1, 3]
