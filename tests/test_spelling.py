"""The in-process speller: what it says, and above all where it says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context, Match, Settings
from tonecheck.checks.spelling import check_spelling
from tonecheck.model import Severity
from tonecheck.spelling.candidates import candidates
from tonecheck.spelling.kinds import like, rule_for
from tonecheck.spelling.layout import cyrillic_lookalike, latin_lookalike, retype
from tonecheck.spelling.lexicon import SEEN, load_lexicon, read_rows, read_words
from tonecheck.spelling.ranker import load_ranker

LANGUAGES = ("ru", "uk")


def find(text: str, lang: str, context: Context | None = None) -> list[Match]:
    return sorted(check_spelling(analyse(text, lang), context or Context()), key=lambda m: (m.start, m.end))


def say(text: str, lang: str) -> list[tuple[str, str, str]]:
    """(rule, excerpt, first suggestion) of every alarm."""
    return [
        (m.rule.removeprefix("typos/"), text[m.start : m.end], m.suggestions[0] if m.suggestions else "")
        for m in find(text, lang)
        if m.severity is None
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Отправьте, пожалйуста, реквизиты.", [("unknown-word", "пожалйуста", "пожалуйста")]),
        ("ru", "Наш сотурдник приедет завтра.", [("unknown-word", "сотурдник", "сотрудник")]),
        ("ru", "Письмо ушло на видеовстерчу.", [("unknown-word", "видеовстерчу", "видеовстречу")]),
        ("ru", "Осипов, ещё один кандитат, ждёт.", [("unknown-word", "кандитат", "кандидат")]),
        ("ru", "Мы оооочень ждём ответа.", [("unknown-word", "оооочень", "очень")]),
        ("ru", "Встреча была в4ера.", [("mixed-alphabet", "в4ера", "вчера")]),
        ("ru", "Они хотят подстраховатся.", [("tsya", "подстраховатся", "подстраховаться")]),
        ("ru", "Мы рекокомендую скидку.", [("unknown-word", "рекокомендую", "рекомендую")]),
        ("ru", "За то цена ниже.", [("split-word", "За то", "Зато")]),
        ("ru", "Вы не правильно указали счёт.", [("split-word", "не правильно", "неправильно")]),
        ("ru", "Имейте ввиду новый адрес.", [("glued-words", "Имейте ввиду", "Имейте в виду")]),
        ("uk", "За те ціна нижча.", [("split-word", "За те", "Зате")]),
        ("uk", "Приїдемо біля 5 годин.", [("russianism", "біля", "близько")]),
        ("ru", "Вобщем, готово.", [("glued-words", "Вобщем", "В общем")]),
        ("ru", "Файл лежит насайте.", [("glued-words", "насайте", "на сайте")]),
        ("ru", "Не смотря на дождь, успели.", [("split-word", "Не смотря на", "Несмотря на")]),
        ("ru", "Ответим в течении двух дней.", [("misspelt-phrase", "в течении", "в течение")]),
        ("ru", "Запись переноситься на среду.", [("tsya", "переноситься", "переносится")]),
        ("ru", "Они смогут подключится завтра.", [("tsya", "подключится", "подключиться")]),
        ("ru", "Вам кто то звонил?", [("hyphen", "кто то", "кто-то")]),
        ("ru", "Объясните по русски.", [("hyphen", "по русски", "по-русски")]),
        ("ru", "Отсрочка до до марта.", [("doubled-word", "до до", "до")]),
        ("ru", "Об'ект сдан.", [("apostrophe", "Об'ект", "Объект")]),
        ("ru", "Сливки 2 л,, масло.", [("doubled-sign", ",,", ",")]),
        ("ru", "Ждём ,спасибо.", [("no-space-after-sign", " ,", ", ")]),
        ("uk", "Якшо рахунок готовий, чекаємо.", [("unknown-word", "Якшо", "Якщо")]),
        ("uk", "Обовязково надішлемо.", [("apostrophe", "Обовязково", "Обов'язково")]),
        ("uk", "Нажаль, зразки в дорозі.", [("glued-words", "Нажаль", "На жаль")]),
        ("uk", "Товар комплектуєтся на складі.", [("tsya", "комплектуєтся", "комплектується")]),
        ("uk", "Підійде будь який браузер.", [("hyphen", "будь який", "будь-який")]),
        ("uk", "Слідуючого разу буде інакше.", [("russianism", "Слідуючого", "Наступного")]),
        ("uk", "Сплатіть на протязі 10 днів.", [("russianism", "на протязі", "протягом")]),
        ("uk", "Надішлемо обгрунтування ціни.", [("unknown-word", "обгрунтування", "обґрунтування")]),
        ("uk", "Свіжа рыба на складі.", [("foreign-letter", "рыба", "риба")]),
        ("uk", "Імена подам у в двох написаннях.", [("doubled-word", "у в", "у")]),
    ],
)
def test_finds(lang: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert say(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Договор подпишет Олжас Бердибеков, его заменит А. Тлеубаев."),
        ("ru", "Елпидифорушка, добрый день!"),
        ("ru", "Отправим авиадоставкой: фотозона, техприсоединение, безналичка и досогласование."),
        ("ru", "Вайб-кодер, чек-ап, онбординг, созвон, коммит и имейл обсудим завтра."),
        ("ru", "Пятислойный картон и полсуток простоя."),
        ("ru", "За то время, что мы ждём; не правильно, а быстро; одно и то же письмо."),
        ("uk", "За те літо, про те місто, біля складу, не правильно, а швидко."),
        ("ru", "Пров. Лесной, доп. соглашение, комм. предложение."),
        ("ru", "См. zakaz@primer.ru, https://primer.ru/skidki, #новинкины и А4/плнк."),
        ("ru", "ООО «Зырянскавтотранс» и сеть «Вкусвиллик»."),
        ("ru", "Цена за кВтч и ГОСТированный болт М12х80."),
        ("ru", "Авиа- и автоперевозки, 5-й этаж."),
        ("ru", "Хотите — по новому адресу, по моему мнению, что то же самое."),
        ("ru", "Перечислите оплату на счёт компании. По этому адресу склад."),
        ("ru", "Он сделает так же, как вчера; что бы ни случилось."),
        ("ru", "Заказ должен появиться, и он появится завтра."),
        ("ru", "Скорость 512 kbps, сервер Kubernetes, тариф Verе.".replace("Verе", "Vere")),
        ("uk", "Договір підпише Ждан Небилиця, його замінить О. Тягнибок."),
        ("uk", "Мікросервіс, авіадоставка, фідбек, апрув, дедлайн і вебзустріч."),
        ("uk", "Ще, вже, теж, немає, нема: усе це слова."),
        ("uk", "Об'єм, п'ять, кав'ярня, м'яч і комп'ютер."),
        ("uk", "Закрийте вікно: на протязі холодно. Перерахуйте на рахунок компанії."),
        ("uk", "Відомо, що до ковпака є питання."),
        ("uk", "Доставка, поставка й упаковка входять у ціну."),
        ("uk", "Пані Добрийвечір і пан Нетреба приїдуть о п'ятій."),
        ("uk", "Тел. дод. 214, вул. Січ. Стрільців, 5."),
    ],
)
def test_is_quiet(lang: str, text: str) -> None:
    assert find(text, lang) == []


def test_a_word_touching_a_hole_is_left_alone() -> None:
    assert find("Ваш заказз\ufffc готов, \ufffcпрдукт тоже.", "ru") == []


def test_a_repeated_unknown_word_is_only_a_hint() -> None:
    once = find("Пришлите смеситиль завтра.", "ru")
    twice = find("Пришлите смеситиль завтра. Наш смеситиль сломан.", "ru")
    assert [m.severity for m in once] == [None]
    assert [m.severity for m in twice] == [Severity.INFO, Severity.INFO]


def test_the_users_vocabulary_is_accepted_in_all_its_forms() -> None:
    text = "Поставим дверцэ и смеситиль, без смеситиля никак."
    alarmed = {text[m.start : m.end] for m in find(text, "ru")}
    known = Context(settings=Settings(vocabulary=frozenset({"смеситиль", "дверцэ"})))
    assert "смеситиль" in alarmed
    assert find(text, "ru", known) == []


def test_spelling_can_be_switched_off() -> None:
    assert find("Наш сотурдник.", "ru", Context(settings=Settings(spelling="off"))) == []


@pytest.mark.parametrize(
    ("lang", "written", "meant", "rule"),
    [
        ("ru", "кромe", "кроме", "mixed-alphabet"),
        ("ru", "Kомпрессор", "Компрессор", "mixed-alphabet"),
        ("uk", "кiлькість", "кількість", "mixed-alphabet"),
        ("ru", "ghbdtn", "привет", "wrong-layout"),
        ("ru", "Cgfcb,j", "Спасибо", "wrong-layout"),
        ("uk", "Djlsq", "Водій", "wrong-layout"),
    ],
)
def test_latin(lang: str, written: str, meant: str, rule: str) -> None:
    text = f"{written} тут."
    (match,) = find(text, lang)
    assert (match.rule, match.start, match.end, match.suggestions) == (f"typos/{rule}", 0, len(written), (meant,))


def test_mixed_alphabet_is_fixed_safely_where_the_word_is_known() -> None:
    assert [m.safety for m in find("кромe тут, Зюргaнка тоже.", "ru")] == ["safe", "suggest"]


def test_a_lone_latin_letter_between_small_words() -> None:
    assert say("проверьте счёт и обновите c утра данные", "ru") == [("mixed-alphabet", "c", "с")]
    assert say("Выберите вариант a или b.", "ru") == []


def test_suggestions_keep_the_case_of_letters() -> None:
    assert find("Вообщем, да.", "ru")[0].suggestions == ("В общем",)
    assert like("ПРИВЕТТ", "привет") == "ПРИВЕТ"
    assert like("Якшо", "якщо") == "Якщо"


def test_messages_name_the_suggestion_in_the_language_of_the_text() -> None:
    assert find("Наш сотурдник.", "ru")[0].message == "Возможно, здесь опечатка: «сотрудник»."
    assert find("Нова комплектація колективнного договору.", "uk")[0].message == "Можливо, тут описка: «колективного»."


@pytest.mark.parametrize(
    ("lang", "written", "meant", "rule"),
    [
        ("ru", "тоесть", "то есть", "glued-words"),
        ("ru", "по этому", "поэтому", "split-word"),
        ("ru", "что-бы", "чтобы", "hyphen"),
        ("ru", "подключится", "подключиться", "tsya"),
        ("ru", "в течении", "в течение", "misspelt-phrase"),
        ("uk", "на протязі", "протягом", "russianism"),
        ("uk", "обовязок", "обов'язок", "apostrophe"),
        ("uk", "у в", "у", "doubled-word"),
        ("uk", "якшо", "якщо", "unknown-word"),
    ],
)
def test_kind_of_slip(lang: str, written: str, meant: str, rule: str) -> None:
    assert rule_for(written, meant, lang) == f"typos/{rule}"


def test_layout_tables() -> None:
    assert retype("ghbdtn", "ru") == "привет"
    assert retype("Djlsq", "uk") == "водій"
    assert cyrillic_lookalike("кромe") == "кроме"
    assert latin_lookalike("Ехсеl") == "Excel"


def test_candidates_know_their_slips() -> None:
    found = {c.text: c.slips for c in candidates("сотурдник", load_lexicon("ru"))}
    assert found["сотрудник"] == ("swap",)
    assert {c.text: c.slips for c in candidates("небыло", load_lexicon("ru"))}["не было"] == ("split-not",)


def test_probabilities_leave_room_for_leaving_the_word() -> None:
    for lang, form in (("ru", "сотурдник"), ("uk", "якшо")):
        ranked = load_ranker(lang).rank(form)
        assert [r.probability for r in ranked] == sorted((r.probability for r in ranked), reverse=True)
        assert 0.0 < sum(r.probability for r in ranked) < 1.0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_are_sane(lang: str) -> None:
    lexicon = load_lexicon(lang)
    confusions = read_rows(f"{lang}-confusions.tsv")
    assert [row[0] for row in confusions] == sorted({row[0] for row in confusions})
    for written, meant in confusions:
        assert written == written.lower().replace("ё", "е")
        assert written != meant.replace("ё", "е")
    for row in read_rows(f"{lang}-sequences.tsv"):
        assert len(row) in (2, 3, 4), row
        assert row[0] != row[1], row
    words = read_words(f"{lang}-vocabulary.txt")
    assert list(words) == sorted(set(words))
    assert lexicon.level("и" if lang == "ru" else "і") < SEEN


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_table_means_is_right(lang: str) -> None:
    """No correction is itself a fault: correcting twice is correcting once."""
    meant = [row[1] for row in (*read_rows(f"{lang}-confusions.tsv"), *read_rows(f"{lang}-sequences.tsv"))]
    wrong = [text for text in meant if any(m.severity is None for m in find(text, lang))]
    assert wrong == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="абвгдеиоунтсьъ'-., \n1aе«»", max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_gives_ranges_inside_it(text: str, lang: str) -> None:
    for match in find(text, lang):
        assert 0 <= match.start < match.end <= len(text)
        assert text[match.start : match.end] not in match.suggestions


def test_long_unbroken_input_is_survived() -> None:
    assert isinstance(find("щ" * 50_000, "ru"), list)
    assert isinstance(find("ыф" * 20_000 + "," * 5_000, "ru"), list)


@pytest.mark.parametrize("unit", ["что бы ", "что либо ", "он готовиться ", "ghbdtn,", "сотурднк ", "х, ,х "])
def test_a_line_without_end_is_checked_to_its_end(unit: str) -> None:
    """200,000 characters in one sentence: every search is bounded, so this takes well under a second."""
    text = unit * (200_000 // len(unit)) + ". Наш сотурдник."
    assert find(text, "ru")[-1].suggestions[0] == "сотрудник"
