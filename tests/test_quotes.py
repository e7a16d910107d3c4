"""Own text, quotes, forwards and signatures: a corpus of mail programs × languages, asserting the exact own text.

In a sample a line of its own says what follows: ``@own``, ``@quote``, ``@forward``, ``@signature``.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.message.parts import Segment
from tonecheck.message.quotes import segment
from tonecheck.model import Span

SAMPLES = {
    "gmail breaks before a long address, ru": """@own
Счёт отправили.

@quote
пн, 12 мая 2025 г. в 10:14, Константин Константинопольский <
konstantin@very-long-name.example.com>:

> где счёт?
""",
    "gmail breaks before a long address, uk": """@own
Рахунок надіслали.

@quote
пн, 12 трав. 2025 р. о 10:14 Костянтин Константинопольський <
konstantin@very-long-name.example.com> пише:

> де рахунок?
""",
    "yandex app, bare address": """@own
Счёт отправили.

@quote
12.05.2025, 10:14, ivan@example.com:
> где счёт?
""",
    "rambler, the date last": """@own
Счёт отправили.

@quote
Иван <ivan@example.com> писал(а) 12.05.2025 10:14:

> где счёт?
""",
    "roundcube uk, the date last": """@own
Рахунок надіслали.

@quote
Іван писав 2025-05-12 10:14:
> де рахунок?
""",
    "lotus notes ru": """@own
Счёт отправили.

@quote
-----Иван <ivan@example.com> написал(а): -----
Кому: anna@example.com
От: Иван <ivan@example.com>
Дата: 12.05.2025 10:14
Тема: Счёт

где счёт?
""",
    "i.ua": """@own
Рахунок надіслали.

@quote
--- Оригінал листа ---
Від кого: "Іван" <ivan@example.com>
Дата: 12 травня 2025, 10:14:12

де рахунок?
""",
    "a summary that names a date is the author's": """@own
Заказчик написал 12.05.2025 10:14:
договор подписан, начинаем.
""",
    "gmail web ru, top": """@own
Добрый день!

Счёт во вложении.

С уважением,
@signature
Анна Котова

@quote
пн, 12 мая 2025 г. в 10:14, Иван Петров <ivan@example.com>:

> Привет, где счёт?
> Жду.
""",
    "gmail web uk, top": """@own
Добрий день!

Рахунок у вкладенні.

З повагою,
@signature
Ганна Котик

@quote
пн, 12 трав. 2025 р. о 10:14 Іван Петренко <ivan@example.com> пише:

> Привіт, де рахунок?
> Чекаю.
""",
    "gmail android ru, unmarked": """@own
Да, всё отправили.
@quote
пн, 12 мая 2025 г., 10:14 Иван Петров <ivan@example.com>:

Ну что там, ты отправил?
Иван
""",
    "gmail android uk, unmarked": """@own
Так, усе відправили.
@quote
пн, 12 трав. 2025 р., 10:14 користувач Іван Петренко <ivan@example.com> пише:

Ну що там, ти відправив?
Іван
""",
    "gmail old ru, wrapped": """@own
Готово.

@quote
12 мая 2025 г. в 10:14 пользователь Иван Петров <
ivan@example.com> написал:

> Готово?
""",
    "gmail old uk, wrapped": """@own
Готово.

@quote
12 травня 2025 р. о 10:14 Іван Петренко <
ivan@example.com> пише:

> Готово?
""",
    "outlook ru": """@own
Иван, добрый день.
Договор согласован.

@quote
От: Иван Петров <ivan@example.com>
Отправлено: понедельник, 12 мая 2025 г. 10:14
Кому: Анна Котова <anna@example.com>
Тема: Договор

Аня, ты видела договор?
С уважением,
Иван
""",
    "outlook uk": """@own
Іване, добрий день.
Договір погоджено.

@quote
Від: Іван Петренко <ivan@example.com>
Надіслано: понеділок, 12 травня 2025 р. 10:14
Кому: Ганна Котик <hanna@example.com>
Тема: Договір

Ганно, ти бачила договір?
З повагою,
Іван
""",
    "outlook ru, marker": """@own
Принято.

@quote
-----Исходное сообщение-----
От: Иван Петров [mailto:ivan@example.com]
Отправлено: 12 мая 2025 г. 10:14
Кому: Анна
Копия: Пётр; Олег
Тема: RE: Договор

Смотри вложение.
""",
    "outlook uk, marker": """@own
Прийнято.

@quote
-----Початкове повідомлення-----
Від: Іван Петренко [mailto:ivan@example.com]
Надіслано: 12 травня 2025 р. 10:14
Кому: Ганна
Копія: Петро; Олег
Тема: RE: Договір

Дивись вкладення.
""",
    "outlook phone ru": """@own
Хорошо, ждём до 18:00.

@signature
Получить Outlook для iOS

@quote
________________________________
От: Иван Петров <ivan@example.com>
Отправлено: понедельник, мая 12, 2025 10:14
Кому: Анна Котова <anna@example.com>
Тема: Доставка

Заберу сам.
""",
    "outlook phone uk": """@own
Добре, чекаємо до 18:00.

@signature
Завантажити Outlook для Android

@quote
________________________________
Від: Іван Петренко <ivan@example.com>
Надіслано: понеділок, травня 12, 2025 10:14
Кому: Ганна Котик <hanna@example.com>
Тема: Доставка

Заберу сам.
""",
    "outlook en": """@own
Добрый день, документы отправлены.

@quote
From: Ivan <ivan@example.com>
Sent: Monday, May 12, 2025 10:14 AM
To: Anna
Subject: Документы

Когда?
""",
    "header cells below their labels": """@own
Да, верно.

@quote
Від кого:
Іван Петренко
Кому:
Ганна Котик
Тема:
Доставка

Забери сам.
""",
    "apple mail ru": """@own
Добрый день. Замер в среду.

@signature
Анна
Отправлено с iPhone

@quote
> 12 мая 2025 г., в 10:14, Иван Петров <ivan@example.com> написал(а):
>
> Когда приедешь?
""",
    "apple mail ru, attribution unmarked": """@own
Добрый день. Замер в среду.

@quote
12 мая 2025 г., в 10:14, Иван Петров <ivan@example.com> написал(а):

Когда приедешь?
""",
    "apple mail uk": """@own
Добрий день. Замір у середу.

@quote
12 трав. 2025 р. о 10:14 Іван Петренко <ivan@example.com> написав(-ла):

Коли приїдеш?
""",
    "apple mail uk, pyshe": """@own
Добрий день. Замір у середу.

@quote
12 трав. 2025 р., о 10:14, Іван Петренко
<ivan@example.com> пише:

Коли приїдеш?
""",
    "apple forward ru": """@own
Иван Петрович, пересылаю ответ завода.

@forward
Начало переадресованного сообщения:

> От: Завод <zavod@example.com>
> Тема: Отгрузка
> Дата: 12 мая 2025 г., 10:14
> Кому: Анна
>
> Отгрузим, не парься.
""",
    "apple forward uk": """@own
Іване Петровичу, пересилаю відповідь заводу.

@forward
Початок пересланого повідомлення:

Від: Завод <zavod@example.com>
Тема: Відвантаження
Дата: 12 травня 2025 р. о 10:14
Кому: Ганна

Відвантажимо, не парся.
""",
    "thunderbird ru": """@own
Добрый день!
@quote
12.05.2025 10:14, Иван Петров пишет:
> Когда пришлёшь акт?
@own

Акт отправлен сегодня.
@quote

> И счёт.
@own
Счёт тоже.

С уважением,
@signature
Анна
""",
    "thunderbird uk": """@own
Добрий день!
@quote
12.05.2025 10:14, Іван Петренко пише:
> Коли надішлеш акт?
@own

Акт надіслано сьогодні.
@quote

> І рахунок.
@own
Рахунок теж.

З повагою,
@signature
Ганна
""",
    "thunderbird forward ru": """@own
Пересылаю письмо поставщика.

@forward
-------- Пересылаемое сообщение --------
Тема: 	Поставка
Дата: 	Mon, 12 May 2025 10:14:00 +0300
От: 	Иван <ivan@example.com>
Кому: 	Анна <anna@example.com>

Ну вы даёте.
""",
    "thunderbird forward uk": """@own
Пересилаю лист постачальника.

@forward
-------- Переслане повідомлення --------
Тема: 	Постачання
Дата: 	Mon, 12 May 2025 10:14:00 +0300
Від: 	Іван <ivan@example.com>
Кому: 	Ганна <hanna@example.com>

Ну ви даєте.
""",
    "mail.ru": """@own
Здравствуйте, Иван Петрович!
Замену привезём завтра.

@signature
--
Анна Котова
+7 900 000-00-00

@quote
Понедельник, 12 мая 2025, 10:14 +03:00 от Иван Петров <ivan@example.com>:

Где замена?!
""",
    "mail.ru forward": """@own
Добрый день, ответ ниже.

@forward
-------- Пересылаемое сообщение --------
От кого: Иван Петров <ivan@example.com>
Кому: Анна <anna@example.com>
Дата: Понедельник, 12 мая 2025, 10:14 +03:00
Тема: Ответ

Сам разбирайся.
""",
    "yandex": """@own
Добрый день, сделаем.

@quote
12.05.2025, 10:14, "Иван Петров" <ivan@example.com>:

Сделай, пожалуйста.
""",
    "yandex forward with an end": """@own
Переслал ответ.

@forward
-------- Пересылаемое сообщение --------
12.05.2025, 10:14, "Иван" <ivan@example.com>:

Забирай когда хочешь.

-------- Завершение пересылаемого сообщения --------
@own

С уважением,
@signature
Анна
""",
    "ukr.net": """@own
Доброго дня, зробимо.

@quote
12 травня 2025, 10:14:05, від "Іван Петренко" <ivan@example.com>:

Зроби, будь ласка.
""",
    "ukr.net forward": """@own
Переслала відповідь.

@forward
--- Переслане повідомлення ---
Від кого: "Іван Петренко" <ivan@example.com>
Кому: hanna@example.com
Дата: 12 травня 2025, 10:14:05

Забирай коли хочеш.
""",
    "gmail forward en": """@own
Пересылаю.

@forward
---------- Forwarded message ---------
От: Иван <ivan@example.com>
Date: пн, 12 мая 2025 г. в 10:14
Subject: Ответ
To: Анна

Забирай.
""",
    "gmail en": """@own
Добрый день, документы отправлены.

@quote
On Mon, May 12, 2025 at 10:14 AM Ivan Petrov <ivan@example.com> wrote:

> Когда?
""",
    "the bat ru": """@own
Здравствуйте, Иван.

@quote
Вы писали 12 мая 2025 г., 10:14:17:

> Когда?
@own

Завтра.
""",
    "name and verb over marked lines ru": """@own
Да, отгрузили.

@quote
Анатолий Петрович Гусь пишет:
>> Отгрузи.
> Ну что?
""",
    "name and verb over marked lines uk": """@own
Так, відвантажили.

@quote
Вадим Чорнота пише:
> Ну що?
""",
    "weekday and time": """@own
Так, відвантажили.

@quote
пт, 21:31 Артем Жук пише:
> Ну що?
""",
}


def parse(sample: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a sample, and its segments as (kind, text); «␠» is a blank at the end of a line."""
    pieces = re.split(r"^@(\w+)\n|@(signature)\n", sample.replace("␠", " "), flags=re.MULTILINE)[1:]
    kinds = [one or other for one, other in zip(pieces[::3], pieces[1::3], strict=True)]
    marked = [(kind, text) for kind, text in zip(kinds, pieces[2::3], strict=True) if text]
    return "".join(text for _, text in marked), marked


def cut(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in segment(text)]


def without_blank_edges(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind, text.strip()) for kind, text in segments if text.strip()]


@pytest.mark.parametrize("name", SAMPLES)
def test_segments_of_mail_programs(name: str) -> None:
    text, expected = parse(SAMPLES[name])
    assert without_blank_edges(cut(text)) == without_blank_edges(expected)


@pytest.mark.parametrize("name", SAMPLES)
def test_line_ends_change_nothing(name: str) -> None:
    text, _ = parse(SAMPLES[name])
    crlf = text.replace("\n", "\r\n")
    assert [(k, t.replace("\r\n", "\n")) for k, t in cut(crlf)] == cut(text)


SIGNATURES = {
    "formula, name, role, phone ru": """@own
Счёт во вложении.

С уважением,
@signature
Анна Котова
менеджер по продажам
ООО «Ромашка»
тел.: +7 (900) 000-00-00
www.example.com
""",
    "formula, name, role, phone uk": """@own
Рахунок у вкладенні.

З повагою,
@signature
Ганна Котик
менеджерка з продажу
ТОВ «Ромашка»
тел.: +380 44 000-00-00
www.example.com
""",
    "formula and a department": """@own
Чекаємо на документи.

З повагою
@signature
група супроводу договорів
""",
    "unusual formula ru": """@own
Дам знать завтра.

С самым тёплым чувством,
@signature
Нина Павловна Ощепкова
клиника «Жемчуг», отдел по работе с предприятиями
""",
    "unusual formula uk": """@own
Повідомлю завтра.

З найкращими побажаннями
@signature
Орися Левко
«Мандруємо разом», корпоративні подорожі
""",
    "formula in capitals with a role before the name": """@own
Отзыв подан.

С УВАЖЕНИЕМ,
@signature
адвокат Марина Кулебякина
""",
    "formula and name in one line ru": """@own
Отгрузка завтра.

С уважением, @signature
Е. Стой-Хомутова
«Вектор Опт»
""",
    "formula and name in one line uk": """@own
Відвантаження завтра.

Цьом, @signature
Руслана з готелю
""",
    "familiar formula ru": """@own
До среды пришлю.

Обнимаю,
@signature
Лена
""",
    "familiar formula uk": """@own
До середи надішлю.

Цілую міцно
@signature
Галина Корж
""",
    "familiar formula alone ru": """@own
До среды пришлю.

Чмоки
""",
    "familiar formula alone uk": """@own
До середи надішлю.

Бувай
""",
    "loose formula and a role before the name": """@own
Пропуск до 13:00.

Гарного дня
@signature
диспетчерська, Жанна
""",
    "thanks and a name": """@own
Зразок надіслано.

Дякую
@signature
Богдан
""",
    "postscript after the signature ru": """@own
Обновили.

@signature
Вера
@own
P. S. Ночью не спала.
""",
    "postscript after the signature uk": """@own
Оновили.

З повагою
@signature
Галина Корж
@own

З. І. Уночі не спала.
""",
    "postscript in Cyrillic, and a second one": """@own
Обновили.

С уважением,
@signature
Рита Зайцева
@own

П. С. Ночью не спала.
P.P.S. И спина.
""",
    "postscript before the signature": """@own
Логотип перерисовали.

P. S. Торт был чудесный.

@signature
Инга Соболь, арт-директор
""",
    "name at the end of the paragraph": """@own
Гнат забере всі 17 місць завтра.
@signature
Тоня Рудь, диспетчерська
""",
    "formula that no list has": """@own
Макет утверждён.

До встречи на стенде,
@signature
Лиза Орлова
""",
    "formula that no list has, in Ukrainian": """@own
Макет затверджено.

Ну, бувай,
@signature
Панас Гай
""",
    "initials": """@own
Смету вышлю в пятницу.

@signature
О. Ван
""",
    "name after initials": """@own
Після оплати приїдемо.

@signature
Лихогруд А. П.
""",
    "name and firm": """@own
Стейдж тут: https://stage.example/pay

@signature
Тарас Голуб
«Кодовий кіт»
""",
    "department": """@own
Акт підписано.

@signature
Служба турботи ZoriaDesk
""",
    "contacts under a blank line": """@own
Ждём вас.

@signature
Иван Петров

тел. +7 900 000-00-00
ivan@example.com
""",
    "delimiter": """@own
Готово.
@signature
--␠
Иван, отдел «Забота о вас»
Мы вас любим
""",
    "formula below the delimiter": """@own
Готово.
@signature
--␠
@own
Обнимаю, @signature
Лена
+7 900 000-00-00
@own
P. S. До встречи!
""",
    "footer ru": """@own
Готово, отправила.

@signature
Отправлено из мобильной Почты Mail.ru
""",
    "footer uk": """@own
Готово, надіслала.

@signature
Надіслано з мого Samsung Galaxy
""",
    "disclaimer ru": """@own
Готово.

С уважением,
@signature
Иван Петров

Данное сообщение и вложения к нему содержат конфиденциальную информацию. Если вы получили его по ошибке, удалите его.
""",
    "disclaimer uk": """@own
Готово.

З повагою,
@signature
Іван Петренко

Це повідомлення та вкладення до нього є конфіденційними. Якщо ви отримали його помилково, видаліть його.
""",
    "own words after the signature": """@own
Готово.

С уважением,
@signature
Иван Петров
@own

Кстати, у меня вчера болела голова.
""",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures(name: str) -> None:
    text, expected = parse(SIGNATURES[name])
    assert without_blank_edges(cut(text)) == without_blank_edges(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Вера, добрый день!\n\nСкоро пришлю.\n\nЖду вас завтра",
        "Вера, добрый день!\n\nСпасибо",
        "Смета:\n\nСвинец — 4 500 руб.\nРабота — 9 000 руб.\nИтого: 13 500 руб.",
        "Кошторис:\n\nПлитка — 14 200 грн\nРобота — 9 000 грн\nРазом: 23 200 грн",
        "Віро, добрий день!\n\nЧекаю на дзвінок",
        "Склады работают:\n\nМосква\nКазань",
        "Контактні особи:\n\nОлена Петренко, 067 111-22-33\nІгор Бойко, 050 111-22-33",
        "Добрый день!\n\n12 мая Вы написали:\n«Всё устраивает».\nПоэтому начинаем.",
        "Добрий день!\n\nЯк пише клієнт:\nсклад працює.\nПеревіримо.",
        "Цены такие:\n> 100 шт. — скидка 5 %\nОстальное без скидки.",
        "Заявка:\nКому: ООО «Вектор»\nТема: замер\nЗамер завтра.",
        "Отправлено с опозданием, простите.",
        "Надіслано з кур'єром учора.",
        "Работы на ПС 110 кВ идут.\n\nС уважением к вашему времени напомню, что срок истекает завтра.",
        "Вера",
        "Это сообщение предназначено только для Ирины, но прочтите и вы.",
        "С уважением отнесёмся к вашим замечаниям.\nЗавтра ответим.",
        "Спасибо\nПодзвоніть завтра",
        "Хорошего дня",
        "Скоро всё будет.\n\nСпасибо, Катюша",
        "Скоро все буде.\n\nДякую, Сашко",
        "",
        "\n\n",
    ],
)
def test_own_text_is_never_swallowed(text: str) -> None:
    assert segment(text) == ((Segment("own", 0, len(text)),) if text else ())


def test_marked_quotes_and_signatures() -> None:
    text = "Готово.\n\nС уважением,\nИван, ваш менеджер\nМы вас любим\nИван пишет:\nПривет\n"
    signature = Span(text.index("С уважением"), text.index("Иван пишет"))
    quote = Span(text.index("Привет"), len(text) - 1)
    assert cut_marked(text, [quote], [signature]) == [
        ("own", "Готово.\n\nС уважением,\n"),
        ("signature", "Иван, ваш менеджер\nМы вас любим\n"),
        ("quote", "Иван пишет:\nПривет\n"),
    ]


def cut_marked(text: str, quotes: list[Span], signatures: list[Span]) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in segment(text, quotes, signatures)]


def test_quote_inside_a_line() -> None:
    text = "Вы писали «привет» вчера.\n"
    assert cut_marked(text, [Span(11, 18)], []) == [("own", text[:11]), ("quote", text[11:18]), ("own", text[18:])]


def test_depth_and_length_are_no_matter() -> None:
    deep = ">" * 10_000 + " привет\n"
    assert cut("Да.\n" + deep) == [("own", "Да.\n"), ("quote", deep)]
    long_line = "слово " * 40_000
    assert cut(long_line) == [("own", long_line)]
    names = "Вера\n" * 50_000
    assert segment(names)[-1].end == len(names)


LINES = st.sampled_from(
    ["Добрый день!", "> цитата", "Иван пишет:", "12.05.2025 10:14, Иван пишет:", "С уважением,", "Иван Петров", "", "-- ", "P. S. Ещё.",
     "От: Иван <i@example.com>", "Кому: Анна", "Тема: Акт", "-----Исходное сообщение-----", "тел. +7 900 000-00-00", "З повагою, Іван"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(LINES, max_size=14), st.text(max_size=20))
def test_segments_cover_the_text(lines: list[str], tail: str) -> None:
    text = "\n".join(lines) + tail
    segments = segment(text)
    assert "".join(text[each.start : each.end] for each in segments) == text
    assert all(one.end == other.start and one.kind != other.kind for one, other in pairwise(segments))
    assert all(each.start < each.end for each in segments)
