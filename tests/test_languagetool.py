"""Spelling by a real LanguageTool, one server for all of these tests."""

import json
import unicodedata
from pathlib import Path

import pytest

from tonecheck import Checker, Config, Report
from tonecheck.checks.base import Settings, Spelling
from tonecheck.cli import main
from tonecheck.examples import Oracle
from tonecheck.rule import Rule
from tonecheck.rulebook import load_builtin
from tonecheck.spelling.languagetool import LanguageTool
from tonecheck.spelling.server import Server

RULES = load_builtin().rules


def checker(url: str, spelling: Spelling = "languagetool", vocabulary: frozenset[str] = frozenset()) -> Checker:
    settings = Settings(spelling=spelling, languagetool_url=url, vocabulary=vocabulary, semantic=False)
    return Checker(Config(select=("typos", "excuses", "placeholder"), settings=settings))


@pytest.fixture(scope="module")
def asking(languagetool: Server) -> Checker:
    return checker(languagetool.url)


def found(report: Report) -> list[tuple[str, str, str]]:
    """(rule, excerpt, first suggestion or «») of every finding."""
    assert report.errors == ()
    texts = dict(report.texts)
    assert all(f.excerpt == texts[f.part][f.start : f.end] for f in report.findings)
    return [(f.rule.partition("/")[2], f.excerpt, (*f.suggestions, "")[0]) for f in report.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Отправте договр до пятницы.", [("Отправте", "Отправите"), ("договр", "договор")]),
        ("Не смотря на праздники, макет будет готов.", [("Не смотря на", "Несмотря на")]),
        ("Просим до до пятницы прислать макет,, спасибо.", [("до до", "до"), (",,", ",")]),
        ("Во избежании задержек просим подтвердить заказ.", [("Во избежании", "Во избежание")]),
        ("Договор и счёт отправим в пятницу до 12:00.", []),
        ("Надішліть реквезити до п'ятниці.", [("реквезити", "реквізити")]),
        ("Запрошуємо прийняти участь у виставці.", [("прийняти", "брати")]),
        ("На слідуючий тиждень заплановано зустріч.", [("слідуючий", "наступний")]),
        ("Кількість кiлець узгоджено, дякуємо.", [("кiлець", "кілець")]),
        ("Договір і рахунок надішлемо в п’ятницю до 12:00.", []),
    ],
)
def test_what_it_finds(asking: Checker, text: str, expected: list[tuple[str, str]]) -> None:
    report = asking.check(text)
    assert found(report) == [("languagetool", *item) for item in expected]
    assert report.engines == ("rules", "languagetool 6.8")


def test_a_finding_in_full(asking: Checker) -> None:
    [finding] = asking.check("Просим: не смотря на праздники, вышлите макет.").findings
    assert (finding.rule, finding.severity.value, finding.language) == ("typos/languagetool", "warning", "ru")
    assert (finding.start, finding.end, finding.suggestions) == (8, 20, ("несмотря на",))
    assert finding.message == "Слово пишется слитно: «несмотря на»."
    assert finding.fix is not None
    assert finding.fix.safety == "suggest"


def test_no_more_than_five_suggestions(asking: Checker) -> None:
    [finding] = asking.check("Отправте макет в пятницу.").findings
    assert finding.suggestions == ("Отправите", "Отправке", "Отправки", "Отправьте", "Правое")


def test_a_word_without_suggestions_is_a_hint(asking: Checker) -> None:
    [finding] = asking.check("Ждём вас на жжыхвщъьы в пятницу.").findings
    assert (finding.excerpt, finding.suggestions, finding.severity.value) == ("жжыхвщъьы", (), "info")


def test_emoji_and_marks_move_no_place(asking: Checker) -> None:
    text = "🎉 Дом 👩‍👩‍👧 отправте 🇺🇦 догов\u0301р, дого\u00adвр 👍🏽 до пятницы 😀 пожалуйсто."
    assert [(f.start, f.excerpt) for f in asking.check(text).findings] == [
        (text.index(excerpt), excerpt) for excerpt in ("отправте", "догов\u0301р", "дого\u00adвр", "пожалуйсто")
    ]


def test_composed_or_not_is_the_same(asking: Checker) -> None:
    text = "Надішліть, будь ласка, йогурт і їхні реквезити."
    expected = [("languagetool", "реквезити", "реквізити")]
    assert found(asking.check(text)) == found(asking.check(unicodedata.normalize("NFD", text))) == expected


def test_each_passage_in_its_language(asking: Checker) -> None:
    text = "Добрый день! Отправте макет до пятницы.\nДобрий день! Надішліть реквезити до п'ятниці, дякую."
    assert found(asking.check(text)) == [
        ("languagetool", "Отправте", "Отправите"),
        ("languagetool", "реквезити", "реквізити"),
    ]


def test_what_it_is_not_asked_about(asking: Checker) -> None:
    text = (
        "Сайт https://пожалуйсто.рф/отправте, почта отправте@пожалуйсто.рф, файл пожалуйсто.pdf, #пожалуйсто.\n\n"
        "15.03.2026 Иван Петров написал:\n> Отправте договр, пожалуйсто.\n"
    )
    assert found(asking.check(text, "ru")) == []


def test_holes_are_left_alone(asking: Checker) -> None:
    report = asking.check("{{ name }}, отправте {{ number }} шт. до {{ date }}-го.", "ru", "template")
    assert found(report) == [("languagetool", "отправте", "отправите")]


def test_vocabulary_in_all_forms(languagetool: Server) -> None:
    text = "Вышлите таймкоды и таймкодов, пожалуйсто."
    with checker(languagetool.url, vocabulary=frozenset({"таймкод"})) as knowing:
        assert found(knowing.check(text)) == [("languagetool", "пожалуйсто", "пожалуйста")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Отправте договр, не смотря на праздники, и новая макет.",
            [
                ("unknown-word", "Отправте", "Отправьте"),
                ("unknown-word", "договр", "договор"),
                ("split-word", "не смотря на", "несмотря на"),
                ("languagetool", "новая макет", ""),
            ],
        ),
        (
            "Просимо прийняти участь і надіслати макет на нову водій.",
            [
                ("russianism", "прийняти участь", "взяти участь"),
                ("languagetool", "нову водій", "новий водій"),
            ],
        ),
    ],
)
def test_both_say_one_thing_of_one_place(languagetool: Server, text: str, expected: list[tuple[str, str, str]]) -> None:
    with checker(languagetool.url, "both") as asking:
        report = asking.check(text)
        assert found(report) == expected
        assert report.engines == ("rules", "builtin-speller", "languagetool 6.8")


def test_a_long_letter_is_asked_about_in_stretches(asking: Checker) -> None:
    paragraph = "Договор и счёт отправим в пятницу, отгрузка начнётся в понедельник.\n\n"
    text = paragraph * 400 + "Ждём ответа, пожалуйсто." + paragraph * 100 + "И ещё раз пожалуйсто."
    starts = [f.start for f in asking.check(text).findings]
    assert starts == [text.index("пожалуйсто"), text.rindex("пожалуйсто")]


def test_a_letter_in_neither_language_needs_no_server() -> None:
    with checker("http://127.0.0.1:9") as asking:
        report = asking.check("Please find the contract attached.")
        assert (report.errors, report.engines) == ((), ("rules",))


def test_a_named_server_goes_on(languagetool: Server) -> None:
    for _ in range(2):
        with checker(languagetool.url) as asking:
            assert found(asking.check("Жду ответа, пожалуйсто.")) == [("languagetool", "пожалуйсто", "пожалуйста")]
    assert languagetool.is_alive


@pytest.mark.parametrize("rule", [r for r in RULES if r.check == "languagetool"], ids=lambda r: r.language)
def test_rules_keep_their_examples(languagetool: Server, rule: Rule) -> None:
    oracle = Oracle([r for r in RULES if r.category.id == "typos"], LanguageTool(languagetool.url))
    assert [str(failure) for failure in oracle.run(rule)] == []


def test_the_command_asks_it(languagetool: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter, config = tmp_path / "letter.txt", tmp_path / "tonecheck.toml"
    letter.write_text("Надішліть реквезити до п'ятниці, дякую.", encoding="utf-8")
    config.write_text(f'spelling.languagetool.url = "{languagetool.url}"', encoding="utf-8")
    options = ["--config", str(config), "--select", "typos", "--spelling", "languagetool", "--format", "json"]
    assert main(["check", *options, str(letter)]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["engines"] == ["languagetool 6.8", "rules"]
    assert [f["rule"] for f in document["files"][0]["findings"]] == ["typos/languagetool"]
