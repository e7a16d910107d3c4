"""Suppressions: where they hold, what they need, and what is said of those that do nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import house
from tonecheck import Checker, Config
from tonecheck.cli import main
from tonecheck.message import read
from tonecheck.message.comments import find_comments

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.model import Report

MARK = "tonecheck: ignore[familiarity] -- клиент так просил"


def check(text: str, name: str = "letter.html.j2", select: tuple[str, ...] = house.SPEAKING) -> Report:
    return house.checker(select).check_bytes(text.encode(), name)


def excerpts(report: Report) -> list[str]:
    return [finding.excerpt for finding in report.findings]


@pytest.mark.parametrize(
    ("name", "comment"),
    [
        ("letter.html.j2", "<!-- {} -->"),
        ("letter.html.j2", "<!--{}-->"),
        ("letter.mjml", "<!-- {} -->"),
        ("letter.md.j2", "<!-- {} -->"),
        ("letter.txt.j2", "{{# {} #}}"),
        ("letter.txt.jinja2", "{{#- {} -#}}"),
        ("letter.html.twig", "{{# {} #}}"),
        ("letter.liquid", "{{% comment %}} {} {{% endcomment %}}"),
        ("letter.liquid", "{{%- comment -%}}{}{{%- endcomment -%}}"),
        ("letter.liquid", "{{% # {} %}}"),
        ("letter.hbs", "{{{{!-- {} --}}}}"),
        ("letter.hbs", "{{{{! {} }}}}"),
        ("letter.mustache", "{{{{!{}}}}}"),
        ("letter.erb", "<%# {} %>"),
        ("letter.ejs", "<%# {} %>"),
        ("letter.ftl", "<#-- {} -->"),
        ("letter.tpl", "{{* {} *}}"),
        ("letter.tpl", "{{{{/* {} */}}}}"),
    ],
)
def test_every_comment_syntax_silences_its_line(name: str, comment: str) -> None:
    report = check(f"Привет!\nНу привет! {comment.format(MARK)}\nПривет!\n", name)
    assert [finding.line for finding in report.findings] == [1, 3]
    [suppression] = report.suppressions
    assert (suppression.selectors, suppression.reason) == (("familiarity",), "клиент так просил")
    assert (suppression.line, suppression.column) == (2, 12)
    assert (suppression.silenced, suppression.unused, report.errors) == (1, (), ())


@pytest.mark.parametrize("dash", ["--", "—", "–", " — "])
def test_a_dash_of_any_kind_leads_to_the_reason(dash: str) -> None:
    report = check(f"<p>Привет! <!-- tonecheck: ignore[familiarity]{dash}так надо --></p>")
    assert (excerpts(report), report.errors) == ([], ())


@pytest.mark.parametrize(
    "selector",
    [
        "familiarity",
        "familiarity/test-hello",
        "familiarity/test-*",
        "rudeness, familiarity",
        "*",
        "typos/test-old-name,*",
    ],
)
def test_selectors_are_those_of_the_configuration(selector: str) -> None:
    assert excerpts(check(f"<p>Привет! <!-- tonecheck: ignore[{selector}] -- надо --></p>")) == []


def test_other_rules_speak_on() -> None:
    report = check("<p>Привет! Сейчас не сезон. <!-- tonecheck: ignore[familiarity] -- надо --></p>")
    assert excerpts(report) == ["не сезон"]


def test_in_html_the_element_is_meant_not_only_the_line() -> None:
    paragraph = "<p>Привет!\nИ ещё раз\n<!-- tonecheck: ignore[familiarity] -- надо -->\nпривет!</p>\n<p>Привет!</p>"
    assert [finding.line for finding in check(paragraph).findings] == [5]
    between = "<p>\nПривет!</p>\n<!-- tonecheck: ignore[familiarity] -- надо -->\n<p>Привет!</p>"
    assert [finding.line for finding in check(between).findings] == [2, 4]
    hole = "<td>Привет!\n{# tonecheck: ignore[familiarity] -- надо #}</td>\n<td>Привет!</td>"
    assert [finding.line for finding in check(hole).findings] == [3]


@pytest.mark.parametrize("name", ["letter.html.j2", "letter.md.j2", "letter.txt.j2"])
def test_next_line_is_the_next_line_with_text(name: str) -> None:
    comment = "{# tonecheck: ignore-next-line[familiarity] -- надо #}"
    report = check(f"Привет!\n\n{comment} Привет!\n\n{{# ещё #}}\nПривет! Привет!\nПривет!\n", name)
    assert [finding.line for finding in report.findings] == [1, 3, 7]
    nested = f"{comment}\n<p>\n  <b>\n Привет!\n</p>\nПривет!"
    assert [finding.line for finding in check(nested).findings] == [6]


def test_next_line_at_the_end_of_the_file_is_unused() -> None:
    [suppression] = check("Привет!\n{# tonecheck: ignore-next-line[familiarity/test-hello] -- надо #}").suppressions
    assert suppression.unused == ("familiarity/test-hello",)


def test_a_block_runs_from_its_begin_to_its_end() -> None:
    text = (
        "Привет!\n{# tonecheck: begin-ignore[familiarity] -- а #}\nПривет!\n"
        "{# tonecheck: begin-ignore[excuses, rudeness/test-subject] -- б #}\nПривет, не сезон!\n"
        "{# tonecheck: end-ignore[rudeness/test-subject,excuses] #}\nПривет, не сезон!\n"
        "{# tonecheck: end-ignore #}\nПривет!\n"
    )
    report = check(text, "letter.txt.j2")
    assert [(finding.line, finding.excerpt) for finding in report.findings] == [
        (1, "Привет"),
        (7, "не сезон"),
        (9, "Привет"),
    ]
    assert [(s.line, s.silenced, s.unused) for s in report.suppressions] == [
        (2, 3, ()),
        (4, 1, ("rudeness/test-subject",)),
    ]


def test_a_file_is_silent_throughout() -> None:
    text = "Привет!\nСейчас не сезон.\n{# tonecheck: ignore-file[familiarity] -- слоган #}\nПривет!"
    report = check(text, "letter.txt.j2")
    assert excerpts(report) == ["не сезон"]
    assert report.suppressions[0].silenced == 2


MISTAKES = {
    "ignore[familiarity]": "ignore gives no reason and silences nothing; "
    "write one behind two hyphens: «tonecheck: ignore[excuses] -- why»",
    "ignore[familiarity] --  ": "ignore gives no reason and silences nothing; "
    "write one behind two hyphens: «tonecheck: ignore[excuses] -- why»",
    "ignore -- надо": "ignore does not say what it silences; "
    "name rules or categories: «tonecheck: ignore[excuses] -- why»",
    "ignore[] -- надо": "ignore does not say what it silences; "
    "name rules or categories: «tonecheck: ignore[excuses] -- why»",
    "ignore[missing-attachmen] -- надо": "no rule or category is called 'missing-attachmen'; "
    "did you mean 'missing-attachment' or 'missing-attachment/nothing-attached' or 'missing-copy'?",
    "ignore[familiarity": "the bracket behind ignore is not closed; write «tonecheck: ignore[excuses] -- why»",
    "ignore-nextline[familiarity] -- надо": "no suppression is called 'ignore-nextline'; "
    "did you mean 'ignore-next-line' or 'ignore-file'?",
    "off": "no suppression is called 'off'; write «tonecheck: ignore[excuses] -- why»",
    "begin-ignore[familiarity] -- надо": "begin-ignore[familiarity] has no end; "
    "add end-ignore[familiarity] where it ends",
    "end-ignore[familiarity]": "end-ignore[familiarity] ends nothing; "
    "a begin-ignore with the same names must stand above it",
    "end-ignore": "end-ignore ends nothing; a begin-ignore with the same names must stand above it",
}


@pytest.mark.parametrize(("comment", "sentence"), MISTAKES.items())
def test_a_wrong_suppression_silences_nothing_and_says_why(comment: str, sentence: str) -> None:
    report = check(f"Добрый день!\nПривет! {{# tonecheck: {comment} #}}\nПривет!", "letter.txt.j2")
    assert excerpts(report) == ["Привет", "Привет"]
    assert [problem.message for problem in report.errors] == [f"line 2: {sentence}"]
    assert report.suppressions == ()


def test_a_block_closed_with_other_names_stays_open() -> None:
    text = "{# tonecheck: begin-ignore[familiarity] -- а #}\nПривет!\n{# tonecheck: end-ignore[excuses] #}"
    report = check(text, "letter.txt.j2")
    assert excerpts(report) == ["Привет"]
    assert [problem.message.partition(";")[0] for problem in report.errors] == [
        "line 1: begin-ignore[familiarity] has no end",
        "line 3: end-ignore[excuses] ends nothing",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script><!-- tonecheck: ignore-file[familiarity] -- надо --></script><p>Привет!</p>",
        "<style><!-- tonecheck: ignore-file[familiarity] -- надо --></style><p>Привет!</p>",
        "<p>Привет! tonecheck: ignore-file[familiarity] -- надо</p>",
        "<p title='<!-- tonecheck: ignore-file[familiarity] -- надо -->'>Привет!</p>",
        "<!-- нужен ли tonecheck: ignore-file[familiarity] -- надо --><p>Привет!</p>",
    ],
)
def test_only_a_comment_that_begins_so_is_a_suppression(text: str) -> None:
    report = check(text)
    assert (excerpts(report), report.suppressions, report.errors) == (["Привет"], (), ())


def test_code_in_markdown_is_no_comment() -> None:
    text = "Привет!\n\n```html\n<!-- tonecheck: ignore-file[familiarity] -- надо -->\n```\n"
    assert excerpts(check(text, "letter.md.j2")) == ["Привет"]


@pytest.mark.parametrize("name", [None, "letter.txt", "letter.html", "letter.eml"])
def test_a_message_is_not_silenced_by_what_stands_in_it(name: str | None) -> None:
    head = "From: a@b.example\nContent-Type: text/html\n\n" if name == "letter.eml" else ""
    data = f"{head}Привет! <!-- tonecheck: ignore[familiarity] -- надо --> {{# {MARK} #}}".encode()
    report = house.checker().check_bytes(data, name, kind="message")
    assert ("Привет" in excerpts(report), report.suppressions, report.errors) == (True, (), ())


def test_in_a_mail_template_the_part_is_named_and_the_file_is_all_parts() -> None:
    mail = (
        "Subject: =?utf-8?b?0J/RgNC40LLQtdGC?=\nContent-Type: text/html; charset=utf-8\n\n"
        "<p>Привет! <!-- tonecheck: ignore-file[familiarity] -- надо --></p>\n<!-- tonecheck: ignore[x] -- надо -->\n"
    )
    report = house.checker().check_bytes(mail.encode(), "letter.eml", kind="template")
    assert excerpts(report) == []
    assert report.suppressions[0].silenced == 2
    assert [problem.message for problem in report.errors] == ["text/html, line 2: no rule or category is called 'x'"]


def test_a_suppression_is_unused_only_if_all_that_it_means_has_looked() -> None:
    text = "{# tonecheck: ignore-file[familiarity/test-hello, excuses/test-season] -- надо #}\nДобрый день!"
    [all_ran] = check(text, "letter.txt.j2").suppressions
    assert all_ran.unused == ("familiarity/test-hello", "excuses/test-season")
    [one_ran] = check(text, "letter.txt.j2", ("excuses/test-season",)).suppressions
    assert one_ran.unused == ("excuses/test-season",)
    category = "{# tonecheck: ignore-file[excuses] -- надо #}\nДобрый день!"
    [some_ran] = check(category, "letter.txt.j2", ("excuses/test-season",)).suppressions
    assert some_ran.unused == ()


def test_fix_leaves_what_is_silenced() -> None:
    text = f"Привет! {{# {MARK} #}}\nПривет!\n"
    fixed = house.checker().fix_bytes(text.encode(), "letter.txt.j2").decode()
    assert fixed == f"Привет! {{# {MARK} #}}\nЗдравствуйте!\n"


def test_the_built_in_rules_are_known_by_category() -> None:
    with Checker(Config()) as checker:
        data = "Скидок нет: не сезон. {# tonecheck: ignore[excuses] -- слоган #}".encode()
        report = checker.check_bytes(data, "letter.txt.j2")
    assert (report.findings, report.errors, report.suppressions[0].silenced) == ((), (), 1)


def test_comments_have_exact_places() -> None:
    text = "<p>а{# б #}<!-- в --></p>{% comment %}г{% endcomment %}"
    [part] = read(text.encode(), "letter.html.j2").parts
    comments = find_comments(part)
    assert [text[comment.start : comment.end] for comment in comments] == [
        "{# б #}",
        "<!-- в -->",
        "{% comment %}г{% endcomment %}",
    ]
    assert [comment.text.strip() for comment in comments] == ["б", "в", "г"]
    assert [text[comment.run.start : comment.run.end] for comment in comments] == ["а{# б #}<!-- в -->"] * 2 + [""]


def test_many_comments_take_linear_time() -> None:
    text = "<p>Добрый день! <!-- tonecheck: ignore[excuses] -- надо --></p>\n" * 2000
    report = check(text)
    assert len(report.suppressions) == 2000
    open_ones = "{# tonecheck: begin-ignore[excuses] -- а #}\n" * 3000
    assert len(check(open_ones).errors) == 3000


def test_unused_suppressions_are_said_on_stderr_and_change_no_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.txt.j2"
    path.write_text("Добрый день!\n{# tonecheck: ignore[excuses/off-season] -- слоган #}\n", encoding="utf-8")
    assert main(["check", str(path), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == (
        f"tonecheck: {path}:2:1: warning: this suppression silences nothing; remove excuses/off-season\n"
    )
    assert json.loads(shown.out)["files"][0]["suppressions"] == [
        {
            "part": "text",
            "line": 2,
            "column": 1,
            "selectors": ["excuses/off-season"],
            "reason": "слоган",
            "silenced": 0,
            "unused": ["excuses/off-season"],
        }
    ]
    assert main(["check", str(path), "--select", "typos"]) == 0
    assert capsys.readouterr().err == ""


def test_a_wrong_suppression_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt.j2"
    path.write_text("Добрый день!\n{# tonecheck: ignore[excuses] #}\n", encoding="utf-8")
    assert main(["check", str(path)]) == 2
    assert capsys.readouterr().err == (
        f"tonecheck: {path}: line 2: ignore gives no reason and silences nothing; "
        "write one behind two hyphens: «tonecheck: ignore[excuses] -- why»\n"
    )
