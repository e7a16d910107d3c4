"""From a letter that says «ты» to one that says «вы»: what is found and rewritten, end to end.

Pairs of what the author wrote and what is left after all fixes; a third text is what the safe ones alone leave.
"""

from __future__ import annotations

import pytest

import tonecheck

RUSSIAN = [
    ("Ты можешь быть спокоен за сроки.", "Вы можете быть спокойны за сроки."),
    ("Можешь быть уверена в сроках.", "Можете быть уверены в сроках."),
    ("Ты хотел бы быть уверен в подрядчике?", "Вы хотели бы быть уверены в подрядчике?"),
    ("Ты можешь быть в офисе, когда договор готов.", "Вы можете быть в офисе, когда договор готов."),
    ("Ты мог и сам догадаться.", "Вы могли и сами догадаться."),
    ("Ты придёшь, и сам мастер всё покажет.", "Вы придёте, и сам мастер всё покажет."),
    ("Рад, что смог тебе помочь.", "Рад, что смог вам помочь."),
    ("Рада, что нашёл время.", "Рада, что нашли время."),
    ("Я думал, что ты занята, поэтому не звонил.", "Я думал, что вы заняты, поэтому не звонил."),
    ("Ты, ты и ещё раз ты всё решил.", "Вы, вы и ещё раз вы всё решили."),
]
RUSSIAN_SUGGESTED = [
    ("Выздоравливай и не болей.", "Выздоравливайте и не болейте."),
    ("Зайди, пожалуйста, в кабинет и вышли акт.", "Зайдите, пожалуйста, в кабинет и вышлите акт."),
    ("Ты молодец, быстро подготовила бриф.", "Вы молодец, быстро подготовили бриф."),
]
UKRAINIAN = [
    ("Ти можеш бути спокійний за терміни.", "Ви можете бути спокійні за терміни."),
    ("Можеш бути впевнена в термінах.", "Можете бути впевнені в термінах."),
    ("Ти міг і сам здогадатися.", "Ви могли і самі здогадатися."),
    ("Радий, що зміг тобі допомогти.", "Радий, що зміг вам допомогти."),
    ("Рада, що знайшов час.", "Рада, що знайшли час."),
    ("Я думав, що ти зайнята, тому не дзвонив.", "Я думав, що ви зайняті, тому не дзвонив."),
    ("Чи не міг би ти надіслати фото?", "Чи не могли б ви надіслати фото?"),
    ("Ти прийшов же вчасно.", "Ви прийшли ж вчасно."),
    ("Ти б хотіла, щоб він приїхав би?", "Ви б хотіли, щоб він приїхав би?"),
    ("Ти перший, хто помітив помилку.", "Ви перший, хто помітив помилку."),
    ("Ти єдина, хто надіслав анкету вчасно.", "Ви єдина, хто надіслав анкету вчасно."),
]
UKRAINIAN_SUGGESTED = [
    ("Одужуй і не хворій.", "Одужуйте і не хворійте."),
    (
        "Зайди, будь ласка, в особистий кабінет і сплати рахунок.",
        "Зайдіть, будь ласка, в особистий кабінет і сплатіть рахунок.",
    ),
    ("Ти просто молодець, чудово підготувала бриф.", "Ви просто молодець, чудово підготували бриф."),
    ("Приїзди, ми на тебе чекаємо.", "Приїздіть, ми на вас чекаємо."),
]
NOT_ADDRESS = [
    ("ru", "Глядишь, к маю и сдадим объект."),
    ("ru", "Смотришь, и заказ готов."),
    ("ru", "Не цели важны, а люди."),
    ("ru", "Рад, что успел до пятницы."),
    ("uk", "Дивишся, і замовлення готове."),
    ("uk", "Не хворій дитині, а здоровій."),
    ("uk", "Вартість фарби і води вказано в акті."),
]


def fix(text: str, lang: str, *, suggested: bool = False) -> str:
    return tonecheck.fix(text, lang, categories=["familiarity"], suggested=suggested)


@pytest.mark.parametrize(("text", "polite"), RUSSIAN)
def test_russian_is_rewritten_safely(text: str, polite: str) -> None:
    assert fix(text, "ru") == polite


@pytest.mark.parametrize(("text", "polite"), UKRAINIAN)
def test_ukrainian_is_rewritten_safely(text: str, polite: str) -> None:
    assert fix(text, "uk") == polite


@pytest.mark.parametrize(("text", "polite"), RUSSIAN_SUGGESTED)
def test_russian_is_not_half_rewritten(text: str, polite: str) -> None:
    assert (fix(text, "ru"), fix(text, "ru", suggested=True)) == (text, polite)


@pytest.mark.parametrize(("text", "polite"), UKRAINIAN_SUGGESTED)
def test_ukrainian_is_not_half_rewritten(text: str, polite: str) -> None:
    assert (fix(text, "uk"), fix(text, "uk", suggested=True)) == (text, polite)


@pytest.mark.parametrize(("lang", "text"), NOT_ADDRESS)
def test_nobody_is_addressed(lang: str, text: str) -> None:
    found = tonecheck.check(text, lang).findings
    assert [finding for finding in found if finding.rule.startswith("familiarity/address")] == []


@pytest.mark.parametrize(
    ("lang", "text", "excerpt"),
    [
        ("ru", "Можешь быть уверена в сроках.", "Можешь быть уверена"),
        ("ru", "Береги себя и не болей!", "Береги себя и не болей"),
        ("uk", "Бережи себе й не хворій!", "Бережи себе й не хворій"),
        ("uk", "Можеш бути впевнена в термінах.", "Можеш бути впевнена"),
    ],
)
def test_one_passage_is_one_finding(lang: str, text: str, excerpt: str) -> None:
    found = tonecheck.check(text, lang).findings
    assert [finding.excerpt for finding in found if finding.rule.startswith("familiarity/address")] == [excerpt]
