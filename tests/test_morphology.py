from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tonecheck.language import find_language
from tonecheck.language.morphology import Parse, load_morphology, normalise_word


def find(lang: str, word: str, lemma: str | None = None, pos: str | None = None) -> list[Parse]:
    parses = load_morphology(lang).parses(word)
    return [p for p in parses if (lemma is None or p.lemma == lemma) and (pos is None or p.pos == pos)]


def feats(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


@pytest.mark.parametrize(
    ("lang", "word", "lemma", "pos", "wanted"),
    [
        # siblings: the same fact in both languages
        ("ru", "пришлёшь", "прислать", "VERB", "Mood=Ind|Number=Sing|Person=2|Tense=Fut|VerbForm=Fin"),
        ("uk", "надішлеш", "надіслати", "VERB", "Mood=Ind|Number=Sing|Person=2|Tense=Fut|VerbForm=Fin"),
        ("ru", "делаешь", "делать", "VERB", "Mood=Ind|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin"),
        ("uk", "робиш", "робити", "VERB", "Mood=Ind|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin"),
        ("uk", "робитимеш", "робити", "VERB", "Mood=Ind|Number=Sing|Person=2|Tense=Fut|VerbForm=Fin"),
        ("ru", "глянь", "глянуть", "VERB", "Mood=Imp|Number=Sing|Person=2|VerbForm=Fin"),
        ("uk", "глянь", "глянути", "VERB", "Mood=Imp|Number=Sing|Person=2|VerbForm=Fin"),
        ("ru", "глянь-ка", "глянуть", "VERB", "Mood=Imp|Number=Sing|Person=2|VerbForm=Fin"),
        ("uk", "глянь-но", "глянути", "VERB", "Mood=Imp|Number=Sing|Person=2|VerbForm=Fin"),
        ("ru", "сделаем", "сделать", "VERB", "Mood=Ind|Number=Plur|Person=1|Tense=Fut|VerbForm=Fin"),
        ("uk", "зробімо", "зробити", "VERB", "Mood=Imp|Number=Plur|Person=1|VerbForm=Fin"),
        ("ru", "сделал", "сделать", "VERB", "Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin"),
        ("uk", "зробив", "зробити", "VERB", "Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin"),
        ("ru", "делать", "делать", "VERB", "VerbForm=Inf"),
        ("uk", "робити", "робити", "VERB", "VerbForm=Inf"),
        ("uk", "звірити", "звірити", "VERB", "VerbForm=Inf"),
        ("ru", "сделав", "сделать", "VERB", "VerbForm=Conv"),
        ("uk", "зробивши", "зробивши", "VERB", "VerbForm=Conv"),
        ("ru", "сделано", "сделать", "VERB", "Variant=Short|VerbForm=Part|Voice=Pass"),
        ("uk", "зроблено", "зробити", "VERB", "Mood=Ind|Person=0|VerbForm=Fin"),
        ("ru", "сделанный", "сделать", "VERB", "Case=Nom|VerbForm=Part|Voice=Pass"),
        ("uk", "зроблений", "зроблений", "ADJ", "Case=Nom|VerbForm=Part|Voice=Pass"),
        ("ru", "дивишься", "дивиться", "VERB", "Person=2|Reflex=Yes"),
        ("uk", "дивишся", "дивитися", "VERB", "Person=2|Reflex=Yes"),
        ("ru", "готов", "готовый", "ADJ", "Gender=Masc|Number=Sing|Variant=Short"),
        ("ru", "лучше", "хороший", "ADJ", "Degree=Cmp"),
        ("ru", "мой", "мой", "DET", "Case=Nom|Gender=Masc|Number=Sing"),
        ("uk", "мій", "мій", "DET", "Case=Nom|Gender=Masc|Number=Sing"),
        ("ru", "который", "который", "DET", "Case=Nom"),
        ("uk", "який", "який", "DET", "Case=Nom"),
        ("ru", "тебе", "ты", "PRON", "Case=Dat|Number=Sing|Person=2"),
        ("uk", "тобі", "ти", "PRON", "Case=Dat|Number=Sing|Person=2"),
        ("ru", "двух", "два", "NUM", "Case=Gen"),
        ("uk", "двох", "два", "NUM", "Case=Gen"),
        ("ru", "один", "один", "NUM", "Case=Nom"),
        ("uk", "один", "один", "NUM", "Case=Nom"),
        ("ru", "Саш", "саша", "NOUN", "Case=Voc|NameType=Giv"),
        ("uk", "Олеже", "олег", "NOUN", "Case=Voc|NameType=Giv"),
        ("uk", "друже", "друг", "NOUN", "Case=Voc"),
        ("uk", "є", "бути", "VERB", "Number=Sing|Person=3|Tense=Pres"),
        ("uk", "немає", "немає", "VERB", "Person=3|Polarity=Neg"),
        ("ru", "нет", "нет", "VERB", "Person=3|Polarity=Neg"),
        ("uk", "ласка", "ласка", "NOUN", "Case=Nom|Number=Sing"),
        ("uk", "п’ятьох", "п'ять", "NUM", "Case=Gen"),
    ],
)
def test_analysis(lang: str, word: str, lemma: str, pos: str, wanted: str) -> None:
    assert any(feats(wanted) <= parse.feats for parse in find(lang, word, lemma, pos)), load_morphology(lang).parses(
        word
    )
    assert load_morphology(lang).is_known(word)


@pytest.mark.parametrize(
    ("lang", "word", "pos"),
    [
        ("ru", "нужно", {"ADV", "ADJ"}),
        ("ru", "можно", {"ADV"}),
        ("uk", "треба", {"ADV"}),
        ("uk", "можна", {"ADV"}),
        ("uk", "слід", {"ADV", "NOUN"}),
        ("uk", "шкода", {"ADV", "NOUN"}),
        ("uk", "ще", {"ADV"}),
        ("uk", "вже", {"ADV"}),
        ("uk", "теж", {"PART"}),
        ("uk", "добридень", {"INTJ"}),
        ("ru", "ура", {"INTJ"}),
        ("uk", "ура", {"INTJ"}),
        ("uk", "тут", {"ADV"}),
        ("uk", "багато", {"NUM"}),
        ("ru", "при", {"ADP"}),
        ("uk", "при", {"ADP"}),
        ("uk", "до", {"ADP"}),
        ("ru", "три", {"NUM"}),
        ("uk", "три", {"NUM"}),
        ("ru", "почти", {"ADV", "PART"}),
        ("uk", "хай", {"PART"}),
        ("ru", "день", {"NOUN"}),
        ("uk", "мати", {"NOUN", "VERB"}),
        ("uk", "який", {"DET"}),
        ("ru", "если", {"SCONJ"}),
        ("uk", "якщо", {"SCONJ"}),
        ("ru", "и", {"CCONJ", "PART", "INTJ"}),
        ("uk", "але", {"CCONJ", "PART"}),
    ],
)
def test_parts_of_speech(lang: str, word: str, pos: set[str]) -> None:
    assert {parse.pos for parse in find(lang, word)} == pos


@pytest.mark.parametrize(
    ("lang", "word", "absent"),
    [
        ("ru", "весь", "весить"),
        ("ru", "нашли", "наслать"),
        ("uk", "коли", "колоти"),
        ("uk", "добрий", "добрити"),
        ("uk", "пішли", "післати"),
        ("ru", "чай", "чаять"),
        ("uk", "мати", "мата"),
        ("uk", "має", "маяти"),
    ],
)
def test_analyses_that_no_letter_means_are_left_out(lang: str, word: str, absent: str) -> None:
    assert find(lang, word)
    assert not find(lang, word, absent)


def test_the_shortened_infinitive_is_none() -> None:
    assert {parse.value("VerbForm") for parse in find("uk", "зробить")} == {"Fin"}


@pytest.mark.parametrize(
    ("lang", "word", "wanted", "form"),
    [
        ("ru", "глянь", "Mood=Imp|Number=Plur|Person=2", "гляньте"),
        ("uk", "глянь", "Mood=Imp|Number=Plur|Person=2", "гляньте"),
        ("ru", "глянь-ка", "Mood=Imp|Number=Plur|Person=2", "гляньте-ка"),
        ("uk", "зроби", "Mood=Imp|Number=Plur|Person=2", "зробіть"),
        ("uk", "зроби-но", "Mood=Imp|Number=Plur|Person=2", "зробіть-но"),
        ("ru", "пришлёшь", "Mood=Ind|Number=Plur|Person=2", "пришлёте"),
        ("uk", "надішлеш", "Mood=Ind|Number=Plur|Person=2", "надішлете"),
        ("uk", "робитимеш", "Number=Plur|Person=2|Tense=Fut", "робитимете"),
        ("uk", "їси", "Mood=Ind|Number=Plur|Person=2", "їсте"),
        ("ru", "ешь", "Mood=Ind|Number=Plur|Person=2", "едите"),
        ("ru", "прислал", "Number=Plur|Tense=Past|VerbForm=Fin", "прислали"),
        ("uk", "надіслала", "Number=Plur|Tense=Past", "надіслали"),
        ("ru", "готов", "Number=Plur|Variant=Short", "готовы"),
        ("uk", "готовий", "Case=Nom|Number=Plur", "готові"),
        ("ru", "твоей", "Case=Gen|Gender=Fem", "твоей"),
        ("ru", "твой", "Case=Ins|Number=Plur", "твоими"),
        ("uk", "твій", "Case=Ins|Number=Plur", "твоїми"),
        ("uk", "твоя", "Case=Gen|Gender=Fem", "твоєї"),
    ],
)
def test_inflection(lang: str, word: str, wanted: str, form: str) -> None:
    morphology = load_morphology(lang)
    parse = next(p for p in morphology.parses(word) if p.known and morphology.lexeme(word, p))
    assert morphology.inflect(word, parse, *wanted.split("|")) == form


def test_inflection_leaves_out_forms_that_are_not_wanted_and_says_none_where_there_is_none() -> None:
    morphology = load_morphology("uk")
    (parse, *_) = morphology.parses("робиш")
    assert morphology.inflect("робиш", parse, "Person=1", "Number=Plur") == "робім"
    assert morphology.inflect("робиш", parse, "Person=1", "Number=Plur", without=("Mood=Imp",)) == "робимо"
    assert morphology.inflect("робиш", parse, "Case=Nom") is None
    assert morphology.lexeme("треба", morphology.parses("треба")[0]) == ()


def test_marginal_forms_are_no_suggestions_but_may_be_inflected_themselves() -> None:
    morphology = load_morphology("uk")
    (buy,) = morphology.parses("купиш")
    assert all("Arch" not in parse.tag for _, parse in morphology.lexeme("купиш", buy))
    next_week = morphology.parses("слідуючому")[0]
    assert morphology.inflect("слідуючому", next_week, "Case=Nom") == "слідуючий"


@pytest.mark.parametrize(
    ("lang", "word", "known"),
    [
        ("ru", "еще", True),
        ("ru", "ЕЩЁ", True),
        ("ru", "кто-то", True),
        ("ru", "скинь-ка", True),
        ("ru", "спосибо", False),
        ("uk", "теж", True),
        ("uk", "п’ять", True),
        ("uk", "зроби-но", True),
        ("uk", "дякуюю", False),
        ("ru", "бла-ка", False),
    ],
)
def test_known(lang: str, word: str, known: bool) -> None:
    morphology = load_morphology(lang)
    assert morphology.is_known(word) is known
    assert all(parse.known is known for parse in morphology.parses(word))


def test_a_guess_is_marked_as_one() -> None:
    (parse, *_) = find("ru", "заапрувишь", pos="VERB")
    assert not parse.known
    assert {"Mood=Ind", "Person=2"} <= parse.feats


def test_normalise_word() -> None:
    assert [normalise_word(w) for w in ("ЕЩЁ", "П’ять", "об`єкт", "во\u0301лос", "что‑то")] == [
        "еще",
        "п'ять",
        "об'єкт",
        "волос",
        "что-то",
    ]


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_the_tables_of_a_language_are_in_normal_form(lang: str) -> None:
    language = find_language(lang)
    tables = (language.functional, language.refused, language.lexicon, language.determiners, language.syntax.modals)
    for word in (word for table in tables for word in table):
        assert normalise_word(word) == word
    assert language.closing_abbreviations - {"т.д", "т.п", "т.о", "н.э", "т.ін", "н.е"} <= language.abbreviations
    assert language.opening_abbreviations <= language.abbreviations
    cases = {"Nom", "Gen", "Dat", "Acc", "Ins", "Loc", "Voc"}
    assert all(governed <= cases for governed in language.syntax.prepositions.values())


def test_refused_analyses_are_real_ones() -> None:
    for lang in ("ru", "uk"):
        language, morphology = find_language(lang), load_morphology(lang)
        for form, refused in language.refused.items():
            found = {f"{normalise_word(p.normal_form)}" for p in morphology._analyzer.parse(form)}
            assert {entry.split("/")[0] for entry in refused} <= found, form


def test_threads_read_the_same() -> None:
    words = ["мой", "пошли", "зроби-но", "готов", "теж", "п'ять", "спосибо"] * 20
    morphology = load_morphology("uk")
    expected = [morphology.parses(word) for word in words]
    morphology.parses.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(morphology.parses, words)) == expected
