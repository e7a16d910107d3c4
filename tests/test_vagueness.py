"""Promises that wait for something, and what stands beside a vague word that makes it clear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context
from tonecheck.checks.stated import Statements
from tonecheck.checks.vagueness import RULE, check
from tonecheck.errors import RuleError
from tonecheck.matchers import Matchers
from tonecheck.matchers.phrases import Phrase
from tonecheck.model import Severity
from tonecheck.rule import Category, Rule
from tonecheck.rulefile import read_rule

CATEGORY = Category("vagueness", Severity.WARNING, (), ())


def found(lang: str, text: str) -> list[str]:
    matches = list(check(analyse(text, lang), Context()))
    assert {match.rule for match in matches} <= {RULE}
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("lang", "text", "conditions"),
    [
        ("ru", "Как только сможем, заменим насос.", ["Как только сможем"]),
        ("ru", "Мастера пришлём, когда у него появится окно.", ["когда у него появится окно"]),
        ("ru", "Инженер посмотрит, как только доберётся до неё.", ["как только доберётся до неё"]),
        ("ru", "А как только сможем, пришлём.", ["как только сможем"]),
        ("uk", "Щойно зможемо, замінимо насос.", ["Щойно зможемо"]),
        ("uk", "Майстра надішлемо, тільки-но він звільниться.", ["тільки-но він звільниться"]),
    ],
)
def test_a_promise_that_waits_for_something_without_a_date_is_vague(
    lang: str, text: str, conditions: list[str]
) -> None:
    assert found(lang, text) == conditions


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Полис оформим, как только вы одобрите тариф."),
        ("ru", "Отгрузим, как только поступит оплата."),
        ("ru", "Мастера пришлём, как только он освободится: по графику это завтра в 14:00."),
        ("ru", "Мастера пришлём, как только он освободится. Мастер будет у вас в среду, 5 мая."),
        ("ru", "Заменим, когда наберётся 500 штук."),
        ("ru", "Напишите, когда сможете."),
        ("ru", "Позвоним, когда груз прибудет."),
        ("ru", "Когда пришёл груз, мы позвонили."),
        ("uk", "Поліс оформимо, щойно ви схвалите тариф."),
        ("uk", "Відвантажимо, щойно надійде оплата."),
        ("uk", "Майстра надішлемо, щойно він звільниться: за графіком це завтра о 14:00."),
        ("uk", "Напишіть, коли зможете."),
        ("uk", "Зателефонуємо, коли вантаж прибуде."),
    ],
)
def test_a_date_or_the_client_s_own_step_makes_it_clear(lang: str, text: str) -> None:
    assert found(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "vague", "dated"),
    [
        ("ru", "В ближайшее время, до 17:00 сегодня, пришлём.", "В ближайшее время", True),
        ("ru", "Скоро пришлю. Макет будет в среду, 5 мая.", "Скоро", True),
        ("ru", "Макет скоро пришлю. Макет будет в среду, 5 мая.", "скоро", True),
        ("ru", "Макет скоро пришлю. Завтра до 12:00 напишу, как идёт печать.", "скоро", True),
        ("ru", "Тираж скоро пришлём. Смету отправим 5 мая.", "скоро", False),
        ("ru", "Смету отправим 5 мая. Тираж скоро пришлём.", "скоро", False),
        ("ru", "Скоро ответим. Справку можно забрать до 19:00.", "Скоро", False),
        ("ru", "Скоро отгрузим. Отгрузка 5 мая.", "Скоро", True),
        ("ru", "Смету отправим 5 мая. Скоро пришлём смету.", "Скоро", True),
        ("ru", "Цветопробу вы утвердили 3 июня, тираж скоро пришлём.", "скоро", False),
        ("uk", "Найближчим часом, до 17:00 сьогодні, надішлемо.", "Найближчим", True),
        ("uk", "Скоро надішлю. Макет буде в середу, 5 травня.", "Скоро", True),
        ("uk", "Тираж скоро надішлемо. Кошторис відправимо 5 травня.", "скоро", False),
    ],
)
def test_a_date_counts_for_its_own_matter(lang: str, text: str, vague: str, dated: bool) -> None:
    start = text.index(vague)
    assert Statements(analyse(text, lang)).has_date(start, start + len(vague)) is dated


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("ru", "Как договорились: двери матовые.", True),
        ("ru", "Как договорились, полок 7.", True),
        ("ru", "Как договорились, полок семь.", True),
        ("ru", "Как договорились, так и сделаем. Монтаж 18 февраля.", False),
        ("ru", "Как договорились, ставим тот из двух.", False),
        ("ru", "По залогу: как договорились, так и будет.", False),
        ("ru", "Как договорились, столько и сделаем.", False),
        ("uk", "Як домовилися: двері матові.", True),
        ("uk", "Як домовилися, полиць сім.", True),
        ("uk", "Як домовилися, ставимо той із двох.", False),
        ("uk", "Як домовилися, скільки казали.", False),
    ],
)
def test_a_number_or_a_colon_tells_what_was_agreed(lang: str, text: str, told: bool) -> None:
    assert Statements(analyse(text, lang)).has_substance(text.index("ак дог" if lang == "ru" else "к дом")) is told


def matches(text: str, lang: str, **stated: object) -> int:
    path = Path(f"rules/{lang}/vagueness/soon.toml")
    rule = Rule("vagueness/soon", lang, CATEGORY, Severity.WARNING, "m", "w", "s", path)
    rule = replace(rule, phrases=(Phrase("скоро", "phrases[1]", path),), **stated)  # type: ignore[arg-type]
    return len(Matchers([rule]).scan(analyse(text, lang), Context()).matches)


@pytest.mark.parametrize(
    ("lang", "clear", "vague"),
    [
        ("ru", "Скоро, 5 мая, пришлём смету.", "Скоро пришлём смету."),
        ("uk", "Скоро, 5 травня, надішлемо кошторис.", "Скоро надішлемо кошторис."),
    ],
)
def test_a_rule_that_asks_is_silent_where_the_date_is_stated(lang: str, clear: str, vague: str) -> None:
    assert [matches(text, lang, unless_stated="date") for text in (clear, vague)] == [0, 1]
    assert [matches(text, lang) for text in (clear, vague)] == [1, 1]
    assert [matches(text, lang, unless_stated="substance") for text in (clear, vague)] == [0, 1]


def test_the_key_of_a_rule_file(tmp_path: Path) -> None:
    head = 'message = "m"\nwhy = "w"\nsource = "s"\nphrases = ["скоро"]\n'
    path = tmp_path / "soon.toml"
    path.write_text(head + 'unless-stated = "substance"\n', encoding="utf-8")
    assert read_rule(path, "ru", CATEGORY).unless_stated == "substance"
    path.write_text(head, encoding="utf-8")
    assert read_rule(path, "ru", CATEGORY).unless_stated is None
    path.write_text(head + 'unless-stated = "time"\n', encoding="utf-8")
    with pytest.raises(RuleError, match="unless-stated: 'time' is not one of date, substance"):
        read_rule(path, "ru", CATEGORY)


PIECES = ("пришлём", "смету", "скоро", "как", "только", "когда", "сможем", "вы", "5", "мая", ",", ".", ":", "\n", "—")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_no_text_breaks_it(text: str) -> None:
    document = analyse(text, "ru")
    statements = Statements(document)
    for match in check(document, Context()):
        assert text[match.start : match.end].strip()
    for token in document.tokens:
        statements.has_date(token.start, token.end)
        statements.has_substance(token.start)
