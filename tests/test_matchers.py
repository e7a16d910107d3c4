"""Phrases, token patterns and regular expressions against text: exact places, exact work."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context, Match
from tonecheck.errors import RuleError
from tonecheck.matchers import Matchers, Scan
from tonecheck.matchers.compiler import compile_phrase
from tonecheck.matchers.grammar import parse_phrase
from tonecheck.matchers.index import index_programs
from tonecheck.matchers.phrases import Phrase, Program
from tonecheck.matchers.regex import find_occurring
from tonecheck.matchers.view import view_document
from tonecheck.model import Edit, Severity
from tonecheck.rule import Category, Rule
from tonecheck.rulefile import split_marks
from tonecheck.validation import validate_rule

DOCS = Path(__file__).parent.parent / "docs" / "rules.md"
CATEGORY = Category("excuses", Severity.ERROR, (), ())
LISTS = {"pets": (("котик",), ("милый", "человек"), ("=зая",))}


def make_program(phrase: str) -> Program:
    return compile_phrase(parse_phrase(phrase), LISTS.__getitem__)


def find(phrase: str, text: str, lang: str = "ru") -> list[str]:
    view = view_document(analyse(text, lang))
    return [text[slice(*view.range(hit.start, hit.end))] for hit in make_program(phrase).find(view)]


def make_rule(
    name: str = "rule", path: Path = Path("rules/ru/excuses/rule.toml"), lang: str = "ru", **keys: Any
) -> Rule:
    for key in ("phrases", "unless", "unless_sentence", "unless_message"):
        keys[key] = tuple(Phrase(text, f"{key}[{n}]", path) for n, text in enumerate(keys.get(key, ()), 1))
    return Rule(f"excuses/{name}", lang, CATEGORY, Severity.ERROR, "m", "w", "s", path, **keys)


def scan(text: str, *rules: Rule, context: Context = Context()) -> Scan:  # noqa: B008 - immutable
    return Matchers(rules).scan(analyse(text, rules[0].language), context)


def found(text: str, *rules: Rule, context: Context = Context()) -> list[str]:  # noqa: B008 - immutable
    return [text[match.start : match.end] for match in scan(text, *rules, context=context).matches]


def read_documented_phrases() -> Iterator[Any]:
    for block in re.findall(r"```phrase (ru|uk)\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL):
        phrase, *examples = block[1].strip().splitlines()
        for example in examples:
            yield pytest.param(block[0], phrase, example, id=f"{block[0]}: {phrase} {example}")


@pytest.mark.parametrize(("lang", "phrase", "example"), list(read_documented_phrases()))
def test_documented_phrases_do_what_the_page_says(lang: str, phrase: str, example: str) -> None:
    assert validate_rule(make_rule(phrases=[phrase], lang=lang)) == ()
    text, spans = split_marks(example[2:])
    assert bool(spans) == (example[0] == "+")
    view = view_document(analyse(text, lang))
    hits = [view.range(hit.start, hit.end) for hit in make_program(phrase).find(view)]
    assert hits == [(span.start, span.end) for span in spans]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("дело", "Дела идут, дел много, делаем дело.", ["Дела", "дел", "дело"]),
        ("делать[Tense=Pres]", "Делали и делаем.", ["делаем"]),
        ("мёртвый сезон", "Мертвый сезон и мёртвого сезона.", ["Мертвый сезон", "мёртвого сезона"]),
        ("(=ок|=ок =норм)", "Ок норм, ок.", ["Ок норм", "ок"]),
        ("не очень? занятый", "Не занят, не очень занят.", ["Не занят", "не очень занят"]),
        ("а … б …2 в", "а один два б три в", ["а один два б три в"]),
        ("а …2 б", "а один два три б", []),
        ("а … б", "а, (один) «два» б", ["а, (один) «два» б"]),
        ("а … б", "а один... два б", ["а один... два б"]),
        ("а … б", "а: б. а; б! А? б", []),
        ("а …1 , б", "а один, б", ["а один, б"]),
        ("не сезон", "Наши продажи упали, потому что сейчас снова не\nсезон.", ["не\nсезон"]),
        ("не сезон", "Тут не\n\nсезон.", []),
        ("@pets", "Котики, зая, милые люди, заи.", ["Котики", "зая", "милые люди"]),
        ("мой @pets привет", "Мой милый человек, привет. Мой котик — привет", ["Мой котик — привет"]),
        ("да \\)", "Да))) и да)", ["Да)))", "да)"]),
        ("100 \\%", "Гарантия 100 %.", ["100 %"]),
        ("=24/7", "Работаем 24/7.", ["24/7"]),
        ("для … клиент", "Для \ufffc\ufffc и клиента", ["Для \ufffc\ufffc и клиента"]),
    ],
)
def test_phrases(phrase: str, text: str, expected: list[Any]) -> None:
    assert find(phrase, text) == expected


def test_groups_remember_where_they_matched() -> None:
    view = view_document(analyse("Нам не хватает рук", "ru"))
    (hit,) = make_program("(мы|вы) (очень)? (не (хватать))").find(view)
    assert hit.groups == ((0, 1), None, (1, 3), (2, 3))


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_any_analysis_matches(lang: str) -> None:
    # «мила» is a woman's name, a form of «мылить/мити» and of «милый/милий».
    lemma = {"ru": "милый", "uk": "милий"}[lang]
    assert find(lemma, "Наталка мила." if lang == "uk" else "Наташа мила.", lang) == ["мила"]


WORDS = st.lists(
    st.sampled_from(["не", "сезон", ",", "рука", "«", ";", ".", "(", ")", "бюджет", "—", "рук"]), max_size=14
)
PHRASES = ["не … сезон", "(не|рука) …2 , бюджет", "не? рука (… бюджет|сезон)", "рука , сезон", "(не не|не) … рука"]
PHRASES += ["(не|рука) …2 [Number=Plur,Case=Gen]", "рука[Number=Plur] (не|, [Case=Nom])?", "(не рука|сезон) … бюджет"]


@settings(max_examples=150, deadline=None)
@given(WORDS, st.sampled_from(PHRASES))
def test_the_anchor_only_saves_work(words: list[str], phrase: str) -> None:
    view = view_document(analyse(" ".join(words), "ru"))
    program = make_program(phrase)
    everywhere = list(program.find_from(view, list(range(len(view.tokens)))))
    assert list(program.find(view)) == everywhere


def test_work_does_not_grow_with_rules_about_something_else() -> None:
    view = view_document(analyse("Нам не хватает рук. Сейчас не сезон, понимаете.", "ru"))
    few = index_programs(make_program(p) for p in ["не сезон", "не хватать рука"])
    others = (
        f"({a}|{b}) …2 {c}" for a in ("кот", "пёс") for b in ("дом", "лес") for c in ("поле", "река") for _ in "1" * 200
    )
    many = index_programs([*few.programs, *map(make_program, others)])
    assert few.candidates(view) == {0: [6], 1: [1]}
    assert many.candidates(view) == few.candidates(view)


def test_a_sentence_without_the_other_words_is_not_tried() -> None:
    program = make_program("не …2 (хватать|рука) … [Tense=Past]")
    view = view_document(analyse("Не хватает рук. Вы не подали руки. Не трогали.", "ru"))
    assert [view.tokens[at].text for at in program.starts(view)] == ["не"]


def test_work_is_linear_in_the_text() -> None:
    program = make_program("(не|нет) … рука")
    starts = [len(program.starts(view_document(analyse("не рука, " * n, "ru")))) for n in (100, 200, 300)]
    assert starts[2] - starts[1] == starts[1] - starts[0] == 100


def test_only_expressions_that_occur_are_searched_for() -> None:
    assert find_occurring(("ок", "(?i)НЕТ", r"\d+%", "ы"), "Нет, 5%: порок") == {"ок", "(?i)НЕТ", r"\d+%"}
    assert find_occurring(("ок", "ы"), "Нет") == frozenset()
    assert find_occurring((), "Нет") == frozenset()
    with pytest.raises(RuleError, match="re2 cannot read this pattern"):
        scan("Нет.", make_rule(regex=("(",)))


def test_rules_keep_the_leftmost_then_longest_of_their_places() -> None:
    rule = make_rule(phrases=["не сезон", "не сезон сейчас", "сезон сейчас такой"])
    assert found("Не сезон сейчас такой.", rule) == ["Не сезон сейчас"]


def test_regex_counts_code_points_and_knows_word_edges() -> None:
    rule = make_rule(regex=("ок",), word=True)
    text = "🙂 ок, порок и ок!"
    assert [(m.start, m.end) for m in scan(text, rule).matches] == [(2, 4), (14, 16)]
    assert found("Порок.", make_rule(regex=("ок",))) == ["ок"]


def test_tokens_take_spacy_patterns() -> None:
    rule = make_rule(tokens=([{"IS_UPPER": True, "LENGTH": {">=": 4}}, {"LOWER": "нужно"}],))
    assert found("СРОЧНО нужно 5 штук, а НДС нужно указать.", rule) == ["СРОЧНО нужно"]


def test_unless_silences_what_it_overlaps_and_nothing_else() -> None:
    rule = make_rule(phrases=["не сезон"], unless=["скидка … сезон"])
    assert found("Скидка не сезон. Сейчас не сезон.", rule) == ["не сезон"]


def test_unless_sentence_silences_its_sentence() -> None:
    rule = make_rule(phrases=["не сезон"], unless_sentence=["пришлём"])
    rule = replace(rule, unless_sentence=(Phrase("прислать", "unless-sentence[1]", rule.path),))
    text = "Пришлём 4 мая, хоть и не сезон. Не сезон."
    assert [(m.start, m.end) for m in scan(text, rule).matches] == [(32, 40)]


def test_unless_message_is_for_the_engine_to_ask() -> None:
    rule = make_rule(phrases=["не сезон"], unless_message=["новый срок"])
    assert scan("Новый срок: 4 мая.", rule).silences(rule.id)
    assert not scan("Сейчас не сезон.", rule).silences(rule.id)
    assert not scan("Новый срок: 4 мая.", rule).silences("excuses/another")


def test_exceptions_hold_for_matches_of_checks() -> None:
    rule = make_rule(check="names", unless=["скидка не сезон"])
    scanned = scan("Скидка не сезон. Не сезон.", rule)
    assert not scanned.allows(Match(rule.id, 7, 15))
    assert scanned.allows(Match(rule.id, 17, 25))


def test_rules_speak_in_their_scope_and_kind() -> None:
    rule = make_rule(phrases=["не сезон"], scope="subject", kinds=("template",))
    assert found("Не сезон.", rule, context=Context(scope="subject", kind="template")) == ["Не сезон"]
    assert found("Не сезон.", rule, context=Context(scope="text", kind="template")) == []
    assert found("Не сезон.", rule, context=Context(scope="subject", kind="message")) == []


@pytest.mark.parametrize(
    ("lang", "phrase", "templates", "text", "suggestions", "fixed"),
    [
        (
            "ru",
            "привет",
            ["здравствуйте", "добрый день"],
            "Привет, Анна!",
            ("Здравствуйте", "Добрый день"),
            "Здравствуйте, Анна!",
        ),
        ("ru", "привет", ["здравствуйте"], "ПРИВЕТ!", ("ЗДРАВСТВУЙТЕ",), "ЗДРАВСТВУЙТЕ!"),
        ("ru", "(вы|я) (лично)? обещать", ["{1} {2} постараться"], "Я обещаю.", ("Я постараться",), "Я постараться."),
        ("uk", "слідуючий", ["~наступний"], "На слідуючому тижні.", ("наступному",), "На наступному тижні."),
        ("ru", "ихний", ["~свой"], "С ихними людьми.", ("своими",), "С своими людьми."),
        ("ru", "сделать", ["~подготовить"], "Мы сделаем всё.", ("подготовим",), "Мы подготовим всё."),
        ("uk", "зробити", ["~підготувати"], "Ми зробимо все.", ("підготуємо",), "Ми підготуємо все."),
        ("ru", "=короче ,?", [""], "Короче, договор готов.", ("",), "Договор готов."),
        ("ru", "=короче", [""], "Договор короче готов.", ("",), "Договор готов."),
        ("ru", "=короче", [""], "Короче, договор готов.", ("",), "Договор готов."),
        ("ru", "=короче", [""], "Договор, короче, готов.", ("",), "Договор готов."),
        ("ru", "=короче", [""], "Договор готов, короче.", ("",), "Договор готов."),
        ("ru", "=короче", [""], "Да. Короче договор готов.", ("",), "Да. Договор готов."),
        ("uk", "=коротше", [""], "Коротше, договір готовий.", ("",), "Договір готовий."),
        ("uk", "=плиз", [""], "Надішліть договір плиз\nі акт.", ("",), "Надішліть договір\nі акт."),
    ],
)
def test_suggestions(
    lang: str, phrase: str, templates: list[str], text: str, suggestions: tuple[str, ...], fixed: str
) -> None:
    rule = make_rule(phrases=[phrase], suggest=tuple(templates), lang=lang)
    (match,) = scan(text, rule).matches
    assert match.suggestions == suggestions
    (edit,) = match.edits
    assert text[: edit.start] + edit.text + text[edit.end :] == fixed


def test_a_suggestion_without_a_fitting_form_is_left_out() -> None:
    rule = make_rule(phrases=["сделать"], suggest=("~договор", "готово"))
    (match,) = scan("Сделаем.", rule).matches
    assert match.suggestions == ("Готово",)
    assert match.edits == (Edit(0, 7, "Готово"),)


def test_a_broken_phrase_names_file_key_and_column() -> None:
    with pytest.raises(RuleError) as error:
        Matchers([make_rule(phrases=["не сезон", "не (сезон"])])
    assert str(error.value) == (
        "rules/ru/excuses/rule.toml: phrases[2], column 4: this bracket is never closed\n    не (сезон\n       ^"
    )
