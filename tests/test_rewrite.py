"""«ты» → «вы»: every class of words, agreement, safety, capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tonecheck.analysis import Document, analyse
from tonecheck.checks.address_forms import AddressForm, FormKind, find_forms
from tonecheck.checks.base import Settings
from tonecheck.language.morphology import load_morphology, normalise_word
from tonecheck.model import Edit
from tonecheck.rewrite import Rewrite, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tonecheck.language.morphology import Parse

Marked = dict[str, FormKind]

FITS: dict[FormKind, Callable[[Parse], bool]] = {
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
    ("Зроби запит, пиши й ходи.", {"зроби": "imperative", "пиши": "imperative", "ходи": "imperative"}, "Зробіть запит, пишіть і ходіть."),
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


#: text, what is marked, the polite text, whether all of it is safe
AGREEMENT_RU: list[tuple[str, Marked, str, bool]] = [
    ("Ты должен был прислать акт.", {"ты": "pronoun"}, "Вы должны были прислать акт.", True),
    ("Ты был прав.", {"ты": "pronoun"}, "Вы были правы.", True),
    ("Прав ли ты?", {"ты": "pronoun"}, "Правы ли вы?", False),
    ("Был ли ты на складе?", {"ты": "pronoun"}, "Были ли вы на складе?", True),
    ("Ты уже совсем готова?", {"ты": "pronoun"}, "Вы уже совсем готовы?", True),
    ("Ты, как мы и договорились, прислал акт.", {"ты": "pronoun"}, "Вы, как мы и договорились, прислали акт.", True),
    (
        "Ты прислал акт и подписал договор.",
        {"ты": "pronoun", "подписал": "past"},
        "Вы прислали акт и подписали договор.",
        True,
    ),
    ("Ты прислал акт, но не подписал договор.", {"ты": "pronoun"}, "Вы прислали акт, но не подписали договор.", False),
    (
        "Ты прислал акт, и менеджер подписал договор.",
        {"ты": "pronoun"},
        "Вы прислали акт, и менеджер подписал договор.",
        True,
    ),
    ("Ты прислал акт, но пришёл счёт.", {"ты": "pronoun"}, "Вы прислали акт, но пришёл счёт.", True),
    ("Ты знаешь, менеджер прислал акт.", {"ты": "pronoun", "знаешь": "verb"}, "Вы знаете, менеджер прислал акт.", True),
    ("Ты хочешь, чтобы я прислал акт?", {"ты": "pronoun", "хочешь": "verb"}, "Вы хотите, чтобы я прислал акт?", True),
    (
        "Я рад, что ты прислал акт, и готов помочь.",
        {"ты": "pronoun"},
        "Я рад, что вы прислали акт, и готов помочь.",
        True,
    ),
    ("Ты сказал, что прислал акт.", {"ты": "pronoun"}, "Вы сказали, что прислали акт.", False),
    ("Ты заметил, что Acme прислал акт?", {"ты": "pronoun"}, "Вы заметили, что Acme прислал акт?", True),
    (
        "Будь любезен, пришли акт.",
        {"будь": "imperative", "пришли": "imperative"},
        "Будьте любезны, пришлите акт.",
        True,
    ),
    ("Когда будешь готова?", {"будешь": "verb"}, "Когда будете готовы?", True),
    ("Зайди сам.", {"зайди": "imperative"}, "Зайдите сами.", True),
    ("Я сам посмотрю, ты не спеши.", {"ты": "pronoun", "спеши": "imperative"}, "Я сам посмотрю, вы не спешите.", True),
    ("Используем скидку, как ты просил.", {"ты": "pronoun"}, "Используем скидку, как вы просили.", True),
    ("Твой менеджер был прав.", {"твой": "possessive"}, "Ваш менеджер был прав.", True),
    ("Ты занятой человек.", {"ты": "pronoun"}, "Вы занятой человек.", True),
    ("Вам, тебе самой удобно?", {"тебе": "pronoun"}, "Вам, вам самой удобно?", True),
    (
        "Рад, что ты уверена и намерена продолжать.",
        {"ты": "pronoun"},
        "Рад, что вы уверены и намерены продолжать.",
        False,
    ),
    ("Видишь ли, договор уже подписан.", {"видишь": "verb"}, "Видите ли, договор уже подписан.", True),
    ("Извини, что побеспокоил.", {"извини": "imperative"}, "Извините, что побеспокоил.", True),
    ("Ты прислал акт, а склад потерял его.", {"ты": "pronoun"}, "Вы прислали акт, а склад потерял его.", True),
    ("Ты прислала акт, а подпись забыла.", {"ты": "pronoun"}, "Вы прислали акт, а подпись забыли.", False),
    ("Ты писал(а) о скидке и оплатил/а счёт?", {"ты": "pronoun"}, "Вы писали о скидке и оплатили счёт?", False),
    ("Готов(а) ли ты?", {"ты": "pronoun"}, "Готовы ли вы?", False),
    ("Съешь ещё булок.", {"съешь": "verb"}, "Съедите ещё булок.", False),
    (
        "Директор сказал, что ты отказался, и отменил заказ.",
        {"ты": "pronoun", "отказался": "past", "отменил": "past"},
        "Директор сказал, что вы отказались, и отменили заказ.",
        False,
    ),
]
AGREEMENT_UK: list[tuple[str, Marked, str, bool]] = [
    ("Ти повинен був надіслати акт.", {"ти": "pronoun"}, "Ви повинні були надіслати акт.", True),
    ("Ти була права.", {"ти": "pronoun"}, "Ви були праві.", True),
    ("Чи був ти на складі?", {"ти": "pronoun"}, "Чи були ви на складі?", True),
    ("Ти вже зовсім готова?", {"ти": "pronoun"}, "Ви вже зовсім готові?", True),
    ("Ти, як ми й домовлялися, надіслав акт.", {"ти": "pronoun"}, "Ви, як ми й домовлялися, надіслали акт.", True),
    (
        "Ти надіслав акт і підписав договір.",
        {"ти": "pronoun", "підписав": "past"},
        "Ви надіслали акт і підписали договір.",
        True,
    ),
    (
        "Ти надіслав акт, але не підписав договір.",
        {"ти": "pronoun"},
        "Ви надіслали акт, але не підписали договір.",
        False,
    ),
    (
        "Ти надіслав акт, і менеджер підписав договір.",
        {"ти": "pronoun"},
        "Ви надіслали акт, і менеджер підписав договір.",
        True,
    ),
    ("Ти знаєш, менеджер надіслав акт.", {"ти": "pronoun", "знаєш": "verb"}, "Ви знаєте, менеджер надіслав акт.", True),
    ("Ти хочеш, щоб я надіслав акт?", {"ти": "pronoun", "хочеш": "verb"}, "Ви хочете, щоб я надіслав акт?", True),
    (
        "Я радий, що ти надіслав акт, і готовий допомогти.",
        {"ти": "pronoun"},
        "Я радий, що ви надіслали акт, і готовий допомогти.",
        True,
    ),
    ("Ти сказав, що надіслав акт.", {"ти": "pronoun"}, "Ви сказали, що надіслали акт.", False),
    ("Ти помітив, що Acme надіслав акт?", {"ти": "pronoun"}, "Ви помітили, що Acme надіслав акт?", True),
    ("Ти знаєш, що можна оплатити?", {"ти": "pronoun", "знаєш": "verb"}, "Ви знаєте, що можна оплатити?", True),
    ("Будь готовий до дзвінка.", {"будь": "imperative"}, "Будьте готові до дзвінка.", True),
    ("Коли будеш готова?", {"будеш": "verb"}, "Коли будете готові?", True),
    ("Зайди сам.", {"зайди": "imperative"}, "Зайдіть самі.", True),
    (
        "Я сам подивлюся, ти не поспішай.",
        {"ти": "pronoun", "поспішай": "imperative"},
        "Я сам подивлюся, ви не поспішайте.",
        True,
    ),
    ("Твій менеджер був правий.", {"твій": "possessive"}, "Ваш менеджер був правий.", True),
    ("Ти добрий керівник.", {"ти": "pronoun"}, "Ви добрий керівник.", True),
    ("Тобі самій зручно?", {"тобі": "pronoun"}, "Вам самій зручно?", True),
    ("Бачиш, договір уже підписаний.", {"бачиш": "verb"}, "Бачите, договір уже підписаний.", True),
    ("Вибач, що потурбував.", {"вибач": "imperative"}, "Вибачте, що потурбував.", True),
    ("Ти надіслав акт, а склад загубив його.", {"ти": "pronoun"}, "Ви надіслали акт, а склад загубив його.", True),
    ("Ти надіслала акт, а підпис забула.", {"ти": "pronoun"}, "Ви надіслали акт, а підпис забули.", False),
    ("Ти писав(ла) про знижку?", {"ти": "pronoun"}, "Ви писали про знижку?", True),
    ("Ти така уважна.", {"ти": "pronoun"}, "Ви такі уважні.", True),
    ("Зроби й надішли тобі й мені.", {"зроби": "imperative", "тобі": "pronoun"}, "Зробіть і надішли вам і мені.", True),
    (
        "Директор сказав, що ти відмовився, і скасував замовлення.",
        {"ти": "pronoun", "відмовився": "past", "скасував": "past"},
        "Директор сказав, що ви відмовилися, і скасували замовлення.",
        False,
    ),
]


@pytest.mark.parametrize(("text", "marked", "polite", "safe"), AGREEMENT_RU)
def test_russian_agreement(text: str, marked: Marked, polite: str, safe: bool) -> None:
    got, rewrites = run(text, "ru", marked)
    assert (got, all(r.safety == "safe" for r in rewrites)) == (polite, safe)


@pytest.mark.parametrize(("text", "marked", "polite", "safe"), AGREEMENT_UK)
def test_ukrainian_agreement(text: str, marked: Marked, polite: str, safe: bool) -> None:
    got, rewrites = run(text, "uk", marked)
    assert (got, all(r.safety == "safe" for r in rewrites)) == (polite, safe)


@pytest.mark.parametrize(
    ("capital", "polite"),
    [
        ("keep", "Вы и ваш менеджер. ЖДУ ВАШ ответ. Пишу Вам, вам."),
        ("upper", "Вы и Ваш менеджер. ЖДУ ВАШ ответ. Пишу Вам, Вам."),
        ("lower", "Вы и ваш менеджер. ЖДУ ВАШ ответ. Пишу вам, вам."),
    ],
)
def test_capitals(capital: Literal["keep", "upper", "lower"], polite: str) -> None:
    marked: Marked = {"ты": "pronoun", "твой": "possessive", "тебе": "pronoun"}
    text = "Ты и твой менеджер. ЖДУ ТВОЙ ответ. Пишу Тебе, тебе."
    assert run(text, "ru", marked, Settings(capital=capital))[0] == polite


@pytest.mark.parametrize("capital", ["keep", "upper", "lower"])
def test_a_sentence_begins_with_a_capital(capital: Literal["keep", "upper", "lower"]) -> None:
    text, marked = "Добрий день. «Твій рахунок готовий».", Marked(твій="possessive")
    assert run(text, "uk", marked, Settings(capital=capital))[0] == "Добрий день. «Ваш рахунок готовий»."


def test_edits_are_exact_and_leave_clitics_alone() -> None:
    _, rewrites = run("Ну, глянь-ка, по-твоему так?", "ru", {"глянь-ка": "imperative", "по-твоему": "possessive"})
    assert [r.edits for r in rewrites] == [(Edit(4, 9, "гляньте"),), (Edit(17, 23, "вашему"),)]


def test_what_agrees_belongs_to_the_rewrite_of_its_subject() -> None:
    _, rewrites = run("Ти був правий.", "uk", {"ти": "pronoun"})
    assert [r.edits for r in rewrites] == [(Edit(0, 2, "Ви"), Edit(3, 6, "були"), Edit(7, 13, "праві"))]


def test_no_word_is_edited_twice() -> None:
    marked: Marked = {"ты": "pronoun", "был": "past", "прав": "predicative"}
    _, rewrites = run("Ты был прав.", "ru", marked)
    assert [r.edits for r in rewrites] == [(Edit(0, 2, "Вы"),), (Edit(3, 6, "были"),), (Edit(7, 11, "правы"),)]


def test_a_word_of_no_dictionary_is_a_suggestion() -> None:
    _, rewrites = run("Заапрувь макет. Пришли счёт.", "ru", {"заапрувь": "imperative", "пришли": "imperative"})
    assert [r.safety for r in rewrites] == ["suggest", "safe"]


def test_a_sentence_is_as_safe_as_the_least_safe_word_in_it() -> None:
    """Neither «вы заапрувил» nor «чекни вашу почту» must ever come of the safe fixes alone."""
    text = "Ты заапрувил макет? Ты оплатил счёт? Чекни твою почту."
    marked = Marked(ты="pronoun", заапрувил="past", оплатил="past", чекни="imperative", твою="possessive")
    _, rewrites = run(text, "ru", marked)
    assert [r.safety for r in rewrites] == ["suggest", "suggest", "safe", "safe", "suggest", "suggest"]


def test_an_uncertain_form_is_a_suggestion() -> None:
    document = analyse("Ти знаєш, вишли акт.", "uk")
    rewrites = rewrite(document, make_forms(document, {"вишли": "imperative"}, certain=False), Settings())
    assert [(r.edits, r.safety) for r in rewrites] == [((Edit(10, 15, "вишліть"),), "suggest")]


def test_a_full_adjective_stays_and_makes_its_subject_a_suggestion() -> None:
    got, rewrites = run("Ты занятой?", "ru", {"ты": "pronoun", "занятой": "predicative"})
    assert (got, [r.safety for r in rewrites]) == ("Вы занятой?", ["suggest"])


RU_VERBS = (
    "прислать",
    "найти",
    "дать",
    "есть",
    "хотеть",
    "вернуться",
    "бежать",
    "лечь",
    "быть",
    "сверить",
    "торопиться",
)
UK_VERBS = (
    "надіслати",
    "знайти",
    "дати",
    "їсти",
    "хотіти",
    "повернутися",
    "бігти",
    "лягти",
    "казати",
    "звірити",
    "поспішати",
)
SINGULAR: dict[FormKind, frozenset[str]] = {
    "verb": frozenset({"Person=2", "Number=Sing", "Mood=Ind"}),
    "imperative": frozenset({"Number=Sing", "Mood=Imp", "Person=2"}),
    "past": frozenset({"Number=Sing", "Tense=Past", "Gender=Fem", "VerbForm=Fin"}),
}


@given(
    lang=st.sampled_from(("ru", "uk")),
    choices=st.lists(st.tuples(st.integers(0, 10), st.sampled_from(sorted(SINGULAR))), min_size=1, max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_nothing_singular_is_left_and_a_second_pass_finds_nothing(
    lang: str, choices: list[tuple[int, FormKind]]
) -> None:
    morphology = load_morphology(lang)
    verbs = RU_VERBS if lang == "ru" else UK_VERBS
    marked: Marked = {"ты" if lang == "ru" else "ти": "pronoun"}
    for number, kind in choices:
        lemma = verbs[number]
        parse = next(p for p in morphology.parses(lemma) if "VerbForm=Inf" in p.feats or p.tag.endswith("infn"))
        form = next((f for f, a in morphology.lexeme(lemma, parse) if SINGULAR[kind] <= a.feats), None)
        if form is not None:
            marked.setdefault(normalise_word(form), kind)
    text = " ".join(marked) + "."
    polite, _ = run(text, lang, marked)
    for token in analyse(polite, lang).tokens:
        assert token.norm not in marked
        assert not any(token.has(*feats) for feats in SINGULAR.values())
    assert run(polite, lang, marked) == (polite, ())


TEMPLATES = {
    "ru": {
        "verb": ("Ты завтра {}?", "Если {}, напиши нам.", "Твой менеджер просил узнать, когда ты {}."),
        "imperative": (
            "Пожалуйста, {} файл до среды.",
            "Если можешь, {} файл сегодня.",
            "Мы тебе писали: {} файл до среды.",
        ),
        "past": ("Ты уже {}?", "Жаль, что ты не {}.", "Ты сам {} и готов подписать акт?"),
    },
    "uk": {
        "verb": ("Ти завтра {}?", "Якщо {}, напиши нам.", "Твій менеджер просив дізнатися, коли ти {}."),
        "imperative": (
            "Будь ласка, {} файл до середи.",
            "Якщо можеш, {} файл сьогодні.",
            "Ми тобі писали: {} файл до середи.",
        ),
        "past": ("Ти вже {}?", "Шкода, що ти не {}.", "Ти сам {} і готовий підписати акт?"),
    },
}
GENDERS = {"past": frozenset({"Number=Sing", "Tense=Past", "Gender=Masc", "VerbForm=Fin"})}


def find_form(lang: str, lemma: str, kind: FormKind) -> str | None:
    morphology = load_morphology(lang)
    parse = next(p for p in morphology.parses(lemma) if p.lemma == lemma and p.pos == "VERB")
    wanted = GENDERS.get(kind, SINGULAR[kind])
    return next((form for form, analysis in morphology.lexeme(lemma, parse) if wanted <= analysis.feats), None)


@given(
    lang=st.sampled_from(("ru", "uk")),
    verb=st.integers(0, len(RU_VERBS) - 1),
    kind=st.sampled_from(sorted(SINGULAR)),
    template=st.integers(0, 2),
)
@settings(max_examples=100, deadline=None)
def test_detection_finds_nothing_in_what_was_rewritten(lang: str, verb: int, kind: FormKind, template: int) -> None:
    form = find_form(lang, (RU_VERBS if lang == "ru" else UK_VERBS)[verb], kind)
    assume(form not in (None, "хоти"))  # nobody is told to want
    text = TEMPLATES[lang][kind][template].format(form)
    document = analyse(text, lang)
    rewrites = rewrite(document, find_forms(document), Settings())
    assert rewrites
    polite = apply(text, [edit for r in rewrites for edit in r.edits])
    assert find_forms(analyse(polite, lang)) == ()


@pytest.mark.parametrize(("lang", "text"), [("ru", "ты прислал и сам готов, "), ("uk", "ти надіслав і сам готовий, ")])
def test_one_endless_sentence_takes_linear_time(lang: str, text: str) -> None:
    """Every form looks at a window, never at its whole sentence: ten times the text, ten times the look-ups."""
    document = analyse(text * 500, lang)
    forms = make_forms(document, {"ты": "pronoun", "ти": "pronoun"})
    assert len(rewrite(document, forms, Settings())) == 500
