from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.analysis import Token, analyse
from tonecheck.language.morphology import load_morphology


def read(text: str, lang: str, word: str) -> Token:
    (token,) = [token for token in analyse(text, lang).tokens if token.text == word]
    return token


def is_order(token: Token) -> bool:
    return token.has("Mood=Imp", "Number=Sing", "Person=2")


# text, with the word that looks like an order to «ты» in brackets
NO_ORDER = {
    "ru": [
        "Мы обсудим это при [встрече] завтра",
        "Склад находится в [Сочи].",
        "Мы закрыли работы по [цели] номер один.",
        "Отгрузим без [соли] и сахара.",
        "Главной [мысли] в тексте нет.",
        "[Мой] договор у вас.",
        "[Мой] новый договор у вас.",
        "Это [мой] коллега.",
        "[Простой] макет подойдёт.",
        "Надпись делает [Голуб] Ирина.",
        "Нужно проверить [цели] проекта.",
        "Проверьте [цели] проекта.",
        "Заказано пять [плети] и шнур.",
        "Много [пыли] на складе.",
        "Хватит муки и [соли] на месяц.",
        "Снизили качество [муки] и цену.",
        "[Части] заказа мы получили вчера.",
        "[Постели] для гостиницы пришли.",
        "Если [пришли] документы, подпишем.",
        "Документы, которые [пришли] вчера, у нас.",
        "Мы [перешли] на новый тариф.",
        "Гости [пришли] вовремя.",
        "Документы не [дошли].",
        "Они собрались и [пошли] дальше.",
        "[Пришли] ваши гости.",
    ],
    "uk": [
        "Обговоримо це після [оплати] рахунку",
        "Склад розташований біля [води].",
        "Працюємо без [перерви] на обід.",
        "Якість питної [води] перевірено.",
        "Наша [мета] проста.",
        "[Простій] лінії тривав годину.",
        "Роботу виконує [Голуб] Ірина.",
        "Треба перевірити [договори] оренди.",
        "Надішліть [договори] оренди.",
        "Маємо п'ять [справ] у суді.",
        "Кілька [справ] уже закрито.",
        "Знизили якість [води] та ціну.",
        "[Сходи] на другий поверх ремонтують.",
        "[Води] в офісі немає.",
        "[Причини] затримки з'ясуємо.",
        "Коли [води] бракує, телефонуйте.",
        "План [дій] на квартал додаємо.",
        "Якщо [виступи] перенесуть, напишемо.",
        "Ми [звели] рахунки.",
        "Попит [став] більшим.",
        "Сервер [перестав] відповідати.",
        "Він [став] поруч.",
        "Вистачить фарби і [води] на місяць.",
    ],
}
ORDERS = {
    "ru": [
        "[Пришли] договор, пожалуйста.",
        "[Пришли] документы.",
        "[Плати] картой и приезжай.",
        "Просто [вышли] счёт завтра.",
        "[Строй] спокойно, мы рядом.",
        "Иван, [вышли] счёт.",
        "[Мой] посуду.",
        "Получи груз и [вышли] акт.",
        "И [пошли] им акт.",
    ],
    "uk": [
        "[Оплати] рахунок, будь ласка.",
        "Рахунок [оплати] сьогодні.",
        "[Плати] карткою і приїжджай.",
        "[Сходи] подивимось.",
        "Видали гілку і [створи] нову.",
        "Олено, [зміни] дату.",
        "І [назви] суму.",
        "[Став] підпис тут.",
    ],
}
CASES = [
    ("ru", "Мы ждём в офисе", "офисе", {"Loc"}),
    ("ru", "Пришлите до среды", "среды", {"Gen"}),
    ("ru", "Едем через неделю", "неделю", {"Acc"}),
    ("ru", "При полной оплате скидка", "оплате", {"Loc"}),
    ("ru", "При полной оплате скидка", "полной", {"Loc"}),
    ("ru", "Новые договоры у вас", "Новые", {"Nom", "Acc"}),
    ("uk", "Чекаємо в офісі", "офісі", {"Loc"}),
    ("uk", "Надішліть до середи", "середи", {"Gen"}),
    ("uk", "Їдемо через тиждень", "тиждень", {"Acc"}),
    ("uk", "За повної оплати знижка", "оплати", {"Gen"}),
    ("uk", "За повної оплати знижка", "повної", {"Gen"}),
    ("uk", "Нові договори у вас", "Нові", {"Nom", "Acc", "Voc"}),
]


def unmark(marked: str) -> tuple[str, str]:
    return marked.replace("[", "").replace("]", ""), marked[marked.index("[") + 1 : marked.index("]")]


@pytest.mark.parametrize(("lang", "marked"), [(lang, row) for lang, rows in NO_ORDER.items() for row in rows])
def test_what_only_looks_like_an_order(lang: str, marked: str) -> None:
    text, word = unmark(marked)
    token = read(text, lang, word)
    assert token.parses
    assert not is_order(token)


@pytest.mark.parametrize(("lang", "marked"), [(lang, row) for lang, rows in ORDERS.items() for row in rows])
def test_orders_stay(lang: str, marked: str) -> None:
    text, word = unmark(marked)
    assert is_order(read(text, lang, word))


@pytest.mark.parametrize(("lang", "text", "word", "cases"), CASES)
def test_case_after_a_preposition_and_by_agreement(lang: str, text: str, word: str, cases: set[str]) -> None:
    assert {parse.value("Case") for parse in read(text, lang, word).parses} == cases


@pytest.mark.parametrize(
    ("lang", "text", "word", "forms"),
    [
        ("ru", "Нужно вести учёт", "вести", {"Inf"}),
        ("ru", "Хотим стать ближе", "стать", {"Inf"}),
        ("uk", "Треба дати відповідь", "дати", {"Inf"}),
        ("uk", "Можемо мати знижку", "мати", {"Inf"}),
    ],
)
def test_infinitive_after_a_modal(lang: str, text: str, word: str, forms: set[str]) -> None:
    assert {parse.value("VerbForm") for parse in read(text, lang, word).parses} == forms


def test_what_a_reader_would_have_to_think_about_stays_ambiguous() -> None:
    token = read("Пришли документы.", "ru", "Пришли")
    assert {parse.lemma for parse in token.parses} == {"прислать", "прийти"}


WORDS = {
    "ru": ["при", "пришли", "мой", "документы", "и", "если", "не", "цели", "вести", "нужно", "мы", "простой", ",", "5"],
    "uk": ["при", "оплати", "води", "договори", "і", "якщо", "не", "справ", "дати", "треба", "ми", "питної", ",", "5"],
}


@pytest.mark.parametrize("lang", ["ru", "uk"])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_only_analyses_of_the_dictionary_remain_and_never_none(lang: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[lang]), max_size=12)))
    morphology = load_morphology(lang)
    for token in analyse(text, lang).tokens:
        all_parses = morphology.parses(token.text) if token.is_word else ()
        assert bool(token.parses) == bool(all_parses)
        assert [parse for parse in all_parses if parse in token.parses] == list(token.parses)


@pytest.mark.parametrize("unit", ["цели ", "мой ", "пришли ", "новой ", "и ", "в "])
def test_time_is_linear(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert len(analyse(text, "ru").tokens) == text.count(" ")
