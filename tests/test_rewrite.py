"""«ты» → «вы»: every class of words, agreement, safety, capitals."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tonecheck.analysis import Document, analyse
from tonecheck.checks.address_forms import AddressForm, FormKind
from tonecheck.checks.base import Settings
from tonecheck.language.morphology import Parse
from tonecheck.model import Edit
from tonecheck.rewrite import Rewrite, rewrite

Marked = dict[str, FormKind]

FITS = {
    "pronoun": lambda p: p.lemma in ("ты", "ти") and p.pos == "PRON",
    "possessive": lambda p: p.lemma in ("твой", "твій"),
    "verb": lambda p: {"Person=2", "Number=Sing", "Mood=Ind"} <= p.feats,
    "imperative": lambda p: {"Number=Sing", "Mood=Imp"} <= p.feats,
    "past": lambda p: {"Number=Sing", "Tense=Past", "VerbForm=Fin"} <= p.feats,
    "predicative": lambda p: "Variant=Short" in p.feats or (p.pos == "ADJ" and "Case=Nom" in p.feats),
    "self": lambda p: p.lemma == "сам",
}


def make_forms(document: Document, marked: Marked, *, certain: bool = True) -> tuple[AddressForm, ...]:
    """Forms as detection would give them: the words of ``marked``, each with the parse that its kind asks for."""

    def choose(parses: Sequence[Parse], kind: FormKind) -> Parse:
        return next((p for p in parses if FITS[kind](p)), parses[0])

    return tuple(
        AddressForm(t.index, choose(t.parses, marked[t.norm]), marked[t.norm], certain=certain)
        for t in document.tokens
        if t.norm in marked
    )


def apply(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def run(text: str, lang: str, marked: Marked, settings: Settings | None = None) -> tuple[str, tuple[Rewrite, ...]]:
    document = analyse(text, lang)
    rewrites = rewrite(document, make_forms(document, marked), settings or Settings())
    return apply(text, [edit for r in rewrites for edit in r.edits]), rewrites


RUSSIAN: list[tuple[str, Marked, str]] = [
    ("Ты где?", {"ты": "pronoun"}, "Вы где?"),
    ("У тебя есть смета?", {"тебя": "pronoun"}, "У вас есть смета?"),
    ("Я отправил тебе счёт.", {"тебе": "pronoun"}, "Я отправил вам счёт."),
    ("Мы говорили о тебе.", {"тебе": "pronoun"}, "Мы говорили о вас."),
    ("Мы едем к тебе.", {"тебе": "pronoun"}, "Мы едем к вам."),
    ("Согласуем с тобой.", {"тобой": "pronoun"}, "Согласуем с вами."),
    (
        "Жду твоего письма по твоей заявке.",
        {"твоего": "possessive", "твоей": "possessive"},
        "Жду вашего письма по вашей заявке.",
    ),
    (
        "О твоём заказе и твоих сроках.",
        {"твоем": "possessive", "твоих": "possessive"},
        "О вашем заказе и ваших сроках.",
    ),
    ("Будет по-твоему.", {"по-твоему": "possessive"}, "Будет по-вашему."),
    ("Хочешь скидку?", {"хочешь": "verb"}, "Хотите скидку?"),
    ("Когда дашь ответ?", {"дашь": "verb"}, "Когда дадите ответ?"),
    ("Ешь рыбу?", {"ешь": "verb"}, "Едите рыбу?"),
    ("Ешь рыбу.", {"ешь": "imperative"}, "Ешьте рыбу."),
    ("Куда бежишь?", {"бежишь": "verb"}, "Куда бежите?"),
    ("Найдешь или найдёшь?", {"найдешь": "verb"}, "Найдете или найдёте?"),
    ("Когда вернёшься?", {"вернешься": "verb"}, "Когда вернётесь?"),
    ("Глянь договор.", {"глянь": "imperative"}, "Гляньте договор."),
    (
        "Не волнуйся, свяжись с нами.",
        {"волнуйся": "imperative", "свяжись": "imperative"},
        "Не волнуйтесь, свяжитесь с нами.",
    ),
    ("Глянь-ка.", {"глянь-ка": "imperative"}, "Гляньте-ка."),
    ("Скинь и чекни.", {"скинь": "imperative", "чекни": "imperative"}, "Скиньте и чекните."),
    ("Заапрувь макет.", {"заапрувь": "imperative"}, "Заапрувьте макет."),
    ("Ты прислала?", {"ты": "pronoun", "прислала": "past"}, "Вы прислали?"),
    ("Ты пришёл и принёс.", {"ты": "pronoun", "пришел": "past", "принес": "past"}, "Вы пришли и принесли."),
    ("Ты ошибся?", {"ты": "pronoun", "ошибся": "past"}, "Вы ошиблись?"),
    ("Ты готов?", {"ты": "pronoun", "готов": "predicative"}, "Вы готовы?"),
    ("Ты был рождён здесь.", {"ты": "pronoun", "был": "past", "рожден": "predicative"}, "Вы были рождены здесь."),
    ("Ты сам решил.", {"ты": "pronoun", "сам": "self", "решил": "past"}, "Вы сами решили."),
    ("Твой коллега прислал скан.", {"твой": "possessive"}, "Ваш коллега прислал скан."),
]
UKRAINIAN: list[tuple[str, Marked, str]] = [
    ("Ти де?", {"ти": "pronoun"}, "Ви де?"),
    ("До тебе приїде кур'єр.", {"тебе": "pronoun"}, "До вас приїде кур'єр."),
    ("Надіслав тобі рахунок.", {"тобі": "pronoun"}, "Надіслав вам рахунок."),
    ("Усе тримається на тобі.", {"тобі": "pronoun"}, "Усе тримається на вас."),
    ("Узгодимо з тобою.", {"тобою": "pronoun"}, "Узгодимо з вами."),
    ("Чекаю твого листа щодо твоєї заявки.", {"твого": "possessive", "твоєї": "possessive"}, "Чекаю вашого листа щодо вашої заявки."),
    ("У твоєму замовленні та твоїх строках.", {"твоєму": "possessive", "твоїх": "possessive"}, "У вашому замовленні та ваших строках."),
    ("Буде по-твоєму.", {"по-твоєму": "possessive"}, "Буде по-вашому."),
    ("Хочеш знижку?", {"хочеш": "verb"}, "Хочете знижку?"),
    ("Коли даси відповідь?", {"даси": "verb"}, "Коли дасте відповідь?"),
    ("Їси рибу?", {"їси": "verb"}, "Їсте рибу?"),
    ("Їж рибу.", {"їж": "imperative"}, "Їжте рибу."),
    ("Що робитимеш завтра?", {"робитимеш": "verb"}, "Що робитимете завтра?"),
    ("Коли повернешся?", {"повернешся": "verb"}, "Коли повернетеся?"),
    ("Зроби запит, пиши й ходи.", {"зроби": "imperative", "пиши": "imperative", "ходи": "imperative"}, "Зробіть запит, пишіть й ходіть."),
    ("Не хвилюйся, дивись.", {"хвилюйся": "imperative", "дивись": "imperative"}, "Не хвилюйтеся, дивіться."),
    ("Глянь-но.", {"глянь-но": "imperative"}, "Гляньте-но."),
    ("Скинь і чекни.", {"скинь": "imperative", "чекни": "imperative"}, "Скиньте і чекніть."),
    ("Заапрув макет.", {"заапрув": "imperative"}, "Заапрувте макет."),
    ("Ти надіслала?", {"ти": "pronoun", "надіслала": "past"}, "Ви надіслали?"),
    ("Ти прийшов і приніс.", {"ти": "pronoun", "прийшов": "past", "приніс": "past"}, "Ви прийшли і принесли."),
    ("Ти помилився чи помиливсь?", {"ти": "pronoun", "помилився": "past", "помиливсь": "past"}, "Ви помилилися чи помилились?"),
    ("Ти згоден?", {"ти": "pronoun", "згоден": "predicative"}, "Ви згодні?"),
    ("Ти був правий.", {"ти": "pronoun", "був": "past", "правий": "predicative"}, "Ви були праві."),
    ("Ти сама вирішила.", {"ти": "pronoun", "сама": "self", "вирішила": "past"}, "Ви самі вирішили."),
    ("Твій колега надіслав скан.", {"твій": "possessive"}, "Ваш колега надіслав скан."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marked", "polite"), RUSSIAN)
def test_russian_word_classes(text: str, marked: Marked, polite: str) -> None:
    assert run(text, "ru", marked)[0] == polite


@pytest.mark.parametrize(("text", "marked", "polite"), UKRAINIAN)
def test_ukrainian_word_classes(text: str, marked: Marked, polite: str) -> None:
    assert run(text, "uk", marked)[0] == polite
