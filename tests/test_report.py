from __future__ import annotations

import json as stdlib_json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import house
from tonecheck import Edit, Finding, Fix, Report, Severity
from tonecheck.model import Problem
from tonecheck.report import concise, json, text
from tonecheck.report.text import Style
from tonecheck.report.window import WIDTH, columns, printable, shorten, window
from tonecheck.report.wording import ENGLISH, RUSSIAN, UKRAINIAN, Wording

SCHEMA = stdlib_json.loads(Path(__file__).parent.parent.joinpath("docs/report.schema.json").read_text("utf-8"))
NAMES = {"excuses": "Оправдания", "familiarity": "Фамильярность"}


def check(source: str, path: str | None = "letter.txt") -> Report:
    report = house.checker().check(source)
    return Report(report.findings, report.errors, report.word_counts, report.engines, report.kind, path, report.texts)


def test_a_letter_as_a_manager_sees_it() -> None:
    source = "Добрый день!\nПонимаете, сейчас не сезон.\nПривет Ивану! Ага.\nУ нас не сезон.\n"
    assert text.render([check(source)], Style(ui="ru", names=NAMES)) == (
        "letter.txt:2:1: ошибка: Оправдание сезоном.\n"
        "  2 | Понимаете, сейчас не сезон.\n"
        "    | ^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "    | лучше: «Новый срок — в пятницу»\n"
        "    | почему: Клиенту важен результат.\n"
        "    | Оправдания · excuses/test-season\n"
        "\n"
        "letter.txt:3:1: ошибка: Слишком запросто.\n"
        "  3 | Привет Ивану! Ага.\n"
        "    | ^^^^^^\n"
        "    | лучше: «Здравствуйте»\n"
        "    | почему: Клиент на «вы».\n"
        "    | Фамильярность · familiarity/test-hello\n"
        "\n"
        "letter.txt:4:7: ошибка: Оправдание сезоном.\n"
        "  4 | У нас не сезон.\n"
        "    |       ^^^^^^^^\n"
        "    | лучше: «новый срок — в пятницу»\n"
        "    | Оправдания · excuses/test-season\n"
        "\n"
        "3 ошибки в 1 письме\n"
        "скрыта 1 подсказка (--show-info)\n"
    )


def test_hints_are_shown_on_demand() -> None:
    shown = text.render([check("Ага, договор готов.")], Style(ui="ru", show_info=True))
    assert shown.startswith("letter.txt:1:1: подсказка: Мелочь.\n")
    assert shown.endswith("\n\n1 подсказка в 1 письме\n")


def test_the_frame_speaks_three_languages() -> None:
    report = check("У нас зараз не сезон, вибачте.")
    shown = text.render([report], Style(ui="uk"))
    assert "letter.txt:1:13: помилка: Виправдання сезоном.\n" in shown
    assert "    | краще: «новий термін — у п'ятницю»\n    | чому: Клієнтові важливий результат.\n" in shown
    assert shown.endswith("1 помилка в 1 листі\n")
    assert text.render([report], Style(ui="en")).endswith("1 error in 1 letter\n")


def test_a_clean_letter_says_what_was_checked() -> None:
    report = check("Добрый день! Договор готов, высылаю сегодня.")
    assert text.render([report], Style(ui="ru")) == "Замечаний нет: проверено 6 слов\n"
    assert text.render([report, report], Style(ui="uk")) == "Зауважень немає: перевірено 12 слів у 2 листах\n"
    assert text.render([report], Style(ui="en"), failed=1) == (
        "No findings: checked 6 words\ncould not be checked: 1 letter\n"
    )
    assert text.render([check("Hello there, dear customer of ours.")], Style(ui="ru")) == (
        "Проверять нечего: ни одного русского или украинского слова\n"
    )


@pytest.mark.parametrize(
    ("number", "russian", "ukrainian", "english"),
    [
        (0, "0 ошибок", "0 помилок", "0 errors"),
        (1, "1 ошибка", "1 помилка", "1 error"),
        (2, "2 ошибки", "2 помилки", "2 errors"),
        (4, "4 ошибки", "4 помилки", "4 errors"),
        (5, "5 ошибок", "5 помилок", "5 errors"),
        (11, "11 ошибок", "11 помилок", "11 errors"),
        (12, "12 ошибок", "12 помилок", "12 errors"),
        (21, "21 ошибка", "21 помилка", "21 errors"),
        (22, "22 ошибки", "22 помилки", "22 errors"),
        (111, "111 ошибок", "111 помилок", "111 errors"),
        (1001, "1\u00a0001 ошибка", "1\u00a0001 помилка", "1\u00a0001 errors"),
    ],
)
def test_plural_forms(number: int, russian: str, ukrainian: str, english: str) -> None:
    def count(wording: Wording) -> str:
        return wording.count(number, wording.severities[Severity.ERROR])

    assert (count(RUSSIAN), count(UKRAINIAN), count(ENGLISH)) == (russian, ukrainian, english)


@pytest.mark.parametrize(
    ("letters", "russian", "ukrainian"),
    [(1, "в 1 письме", "в 1 листі"), (3, "в 3 письмах", "у 3 листах"), (21, "в 21 письме", "в 21 листі")],
)
def test_letters_in_the_locative(letters: int, russian: str, ukrainian: str) -> None:
    assert (RUSSIAN.place(letters), UKRAINIAN.place(letters)) == (russian, ukrainian)


def test_colour_is_never_the_only_sign() -> None:
    report = check("Привет! У нас не сезон.")
    plain, painted = (text.render([report], Style(ui="ru", color=color)) for color in (False, True))
    assert "\x1b[1;31mошибка\x1b[0m" in painted
    for code in ("1;31", "1", "2", "32", "0"):
        painted = painted.replace(f"\x1b[{code}m", "")
    assert painted == plain


def test_statistics_count_rules() -> None:
    shown = text.render([check("Привет! Привет! У нас не сезон.")], Style(ui="ru", statistics=True, names=NAMES))
    assert shown.endswith(
        "2  familiarity/test-hello  Фамильярность\n1  excuses/test-season  Оправдания\n\n3 ошибки в 1 письме\n"
    )


def test_an_empty_suggestion_means_leave_it_out() -> None:
    finding = Finding("a/b", "a", Severity.ERROR, "ru", "Смайлик.", "", "", "text", 6, 9, 1, 7, ")))", ("", "."), None)
    shown = text.render([Report((finding,), path="-", texts=(("text", "Привет))) да"),))], Style(ui="ru"))
    assert "    | лучше: убрать, «.»\n" in shown


def test_one_line_a_finding() -> None:
    source = "Понимаете, сейчас не сезон.\nПривет, Ага.\n"
    assert concise.render([check(source)]) == (
        "letter.txt:1:1: error: Оправдание сезоном. [excuses/test-season]\n"
        "letter.txt:2:1: error: Слишком запросто. [familiarity/test-hello]\n"
    )
    assert concise.render([check(source, None)], show_info=True).splitlines()[-1] == (
        "-:2:9: info: Мелочь. [familiarity/test-hint]"
    )
    assert concise.render([check("Всё готово.")]) == ""


def test_json_is_what_the_documentation_says() -> None:
    source = "Понимаете, сейчас не сезон. Привет!"
    report = check(source)
    document = stdlib_json.loads(json.render([report], [Problem("missing", "other.txt")]))
    jsonschema.validate(document, SCHEMA)
    assert document["files"][0]["findings"][0] == {
        "rule": "excuses/test-season",
        "category": "excuses",
        "severity": "error",
        "language": "ru",
        "message": "Оправдание сезоном.",
        "why": "Клиенту важен результат.",
        "commandment": report.findings[0].commandment,
        "part": "text",
        "line": 1,
        "column": 1,
        "start": 0,
        "end": 26,
        "excerpt": "Понимаете, сейчас не сезон",
        "suggestions": ["Новый срок — в пятницу"],
        "fix": {"safety": "suggest", "edits": [{"start": 0, "end": 26, "text": "Новый срок — в пятницу"}]},
    }
    assert document["errors"] == [{"path": "other.txt", "message": "missing"}]
    assert document["summary"] == {
        "files": 1,
        "checked_words": 5,
        "error": 2,
        "warning": 0,
        "info": 0,
        "not_checked": 1,
        "baselined": 0,
        "omitted": 0,
    }
    assert document["engines"] == ["rules"]


def test_json_can_do_with_ascii() -> None:
    shown = json.render([check("Привет!")], ascii_only=True)
    assert shown.isascii()
    assert stdlib_json.loads(shown) == json.document([check("Привет!")])


def test_the_example_of_the_documentation_is_valid() -> None:
    page = Path(__file__).parent.parent.joinpath("docs/json.md").read_text("utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    jsonschema.validate(stdlib_json.loads(example), SCHEMA)


def many(count: int, source: str = "Привет! " * 3000) -> Report:
    finding = Finding(
        "a/b", "a", Severity.ERROR, "ru", "М" * 400, "", "", "text", 0, 6, 1, 1, "Привет", ("х" * 500,) * 9, None
    )
    return Report((finding,) * count, word_counts=(("ru", 1),), path="letter.txt", texts=(("text", source),))


def test_every_format_is_bounded() -> None:
    reports = [many(5_000)] * 30
    shown = text.render(reports, Style(ui="ru"))
    assert len(shown.encode()) <= 1_000_000
    assert "letter.txt: … и ещё 4800 замечаний\n" in shown
    assert shown.endswith(RUSSIAN.truncated + "\n\n150\u00a0000 ошибок в 30 письмах\n")
    lines = concise.render(reports)
    assert len(lines.encode()) <= 1_000_000
    assert lines.endswith(ENGLISH.truncated + "\n")
    document = json.document([many(5_000)])
    assert len(json.render([many(5_000)]).encode()) <= 1_000_000
    assert document["summary"]["omitted"] == 5_000 - len(document["files"][0]["findings"]) > 0


def test_a_window_shows_the_line_with_carets_under_the_place() -> None:
    assert window("один\r\nдва три\rпять", 10, 13) == window("\nдва три\n", 5, 8)
    view = window("\nдва три\n", 5, 8)
    assert (view.line, view.carets) == ("два три", "    ^^^")


def test_a_place_over_a_line_end_is_marked_to_the_end_of_its_line() -> None:
    view = window("не\nсезон", 0, 8)
    assert (view.line, view.carets) == ("не", "^^")


def test_an_empty_place_gets_one_caret() -> None:
    assert window("да нет", 2, 2).carets == "  ^"
    assert window("", 0, 0).carets == "^"


def test_carets_stand_under_what_is_seen() -> None:
    assert window("и\u0306о\u0301д зло", 6, 9).carets == "    ^^^"
    assert window("日本 зло", 3, 6).carets == "     ^^^"
    assert window("сло\u00adво зло", 7, 10).carets == "      ^^^"


def test_a_long_line_is_cut_around_the_place() -> None:
    source = "а" * 100_000 + " зло " + "б" * 100_000
    view = window(source, 100_001, 100_004)
    assert view.line == "…" + "а" * 31 + " зло " + "б" * 60 + "…"
    assert view.carets == " " * 33 + "^^^"
    early = window("зло " + "б" * 200, 0, 3)
    assert (early.line, early.carets) == ("зло " + "б" * 92 + "…", "^^^")


def test_a_line_is_cut_between_words() -> None:
    source = "слово " * 40 + "зло " + "слово " * 40
    view = window(source, 240, 243)
    assert view.line == "…" + "слово " * 5 + "зло " + "слово " * 9 + "слово…"
    assert view.carets == " " * 31 + "^^^"


def test_nothing_steers_the_terminal() -> None:
    assert printable("а\x1b[31mб\tв\u202eг\u00a0д\x07") == "а\ufffd[31mб вг д\ufffd"
    report = check("Привет\x1b[31m!")
    assert "\x1b" not in text.render([report], Style(ui="ru"))
    assert shorten("а" * 20, 5) == "аааа…"


sources = st.text(st.sampled_from("аб \n\r\t日\u0301\u00ad\x1b\u202e😀"), max_size=300)


@settings(max_examples=150, deadline=None)
@given(sources, st.integers(0, 300), st.integers(0, 300))
def test_every_window_fits_and_every_caret_is_under_the_line(source: str, start: int, length: int) -> None:
    start = min(start, len(source))
    view = window(source, start, min(len(source), start + length))
    assert view.line.isprintable()
    assert columns(view.line) <= WIDTH + 2
    assert "^" in view.carets
    assert len(view.carets) <= max(1, columns(view.line)) + WIDTH // 8 or not view.line.strip()
    assert len(view.carets) <= WIDTH + 2


def test_a_finding_with_several_edits_is_written_with_all_of_them() -> None:
    fix = Fix("safe", (Edit(0, 2, "вы"), Edit(9, 16, "сделаете")))
    finding = Finding("a/b", "a", Severity.ERROR, "ru", "М.", "", "", "text", 0, 16, 1, 1, "ты", ("вы …",), fix)
    document = json.document([Report((finding,), texts=(("text", "ты"),))])
    assert document["files"][0]["findings"][0]["fix"] == {
        "safety": "safe",
        "edits": [{"start": 0, "end": 2, "text": "вы"}, {"start": 9, "end": 16, "text": "сделаете"}],
    }
