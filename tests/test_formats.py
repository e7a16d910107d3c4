"""The formats that other tools read: each parsed, or validated, and compared with what was found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import house
from tonecheck import Edit, Finding, Fix, Report, Severity
from tonecheck.cli import main
from tonecheck.model import Problem
from tonecheck.report import github, gitlab, markdown, rdjson, sarif, xml
from tonecheck.report.formats import FORMATS

#: The schema of the OASIS standard, as Microsoft's SARIF SDK (MIT) distributes it.
SARIF = jsonschema.Draft202012Validator(
    json.loads(Path(__file__).parent.joinpath("data/sarif-2.1.0.json").read_text("utf-8"))
)
LETTER = "Добрый день!\nПонимаете, сейчас не сезон.\nПривет Ивану! Ага.\n"
MAIL = "Subject: =?utf-8?b?0J/RgNC40LLQtdGC?=\nContent-Type: text/plain; charset=utf-8\n\nУ нас не сезон.\n".encode()
LOST = Problem("papers/b c.txt: No such file or directory", "papers/b c.txt")


@pytest.fixture(scope="module")
def letter() -> Report:
    with house.checker() as checker:
        return checker.check_bytes(LETTER.encode(), "letters/имя файла.txt", kind="message")


@pytest.fixture(scope="module")
def mail() -> Report:
    with house.checker() as checker:
        return checker.check_bytes(MAIL, "letter.eml")


def test_sarif_is_valid_and_points_at_the_words(letter: Report) -> None:
    document = json.loads(sarif.render([letter], [LOST]))
    SARIF.validate(document)
    (run,) = document["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "ru/excuses/test-season", "ru/familiarity/test-hello", "ru/familiarity/test-hint",
    ]  # fmt: skip
    season, hello, hint = run["results"]
    assert (season["ruleId"], season["ruleIndex"], season["level"]) == ("ru/excuses/test-season", 0, "error")
    (place,) = season["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "letters/%D0%B8%D0%BC%D1%8F%20%D1%84%D0%B0%D0%B9%D0%BB%D0%B0.txt"},
        "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 27},
    }
    (fix,) = hello["fixes"]
    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 7},
            "insertedContent": {"text": "Здравствуйте"},
        }
    ]
    assert hint["level"] == "note"
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": LOST.message},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "papers/b%20c.txt"}}}],
                }
            ],
        }
    ]


def test_a_place_in_a_mail_is_no_place_in_the_file(mail: Report) -> None:
    document = json.loads(sarif.render([mail]))
    SARIF.validate(document)
    (result,) = [r for r in document["runs"][0]["results"] if r["ruleId"] == "ru/excuses/test-season"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "letter.eml"}}}]
    assert result["message"]["text"] == "text/plain:1:7: Оправдание сезоном."
    assert "fixes" not in result
    assert "::error file=letter.eml,title=excuses/test-season::text/plain:1:7: Оправдание" in github.render([mail])


def test_a_finding_in_a_catalogue_names_its_entry() -> None:
    with house.checker() as checker:
        report = checker.check_bytes('{"mail": {"greeting": "Привет, Иван!"}}'.encode(), "locales/ru.json")
    (command,) = github.render([report]).splitlines()
    assert command == (
        "::error file=locales/ru.json,line=1,endLine=1,col=24,endColumn=30,title=familiarity/test-hello"
        "::mail.greeting: Слишком запросто. → «Здравствуйте»"
    )


def test_fingerprints_stay_when_lines_move(letter: Report) -> None:
    with house.checker() as checker:
        moved = checker.check_bytes(("\n\n" + LETTER).encode(), letter.path, kind="message")

    def marks(report: Report) -> list[str]:
        results = json.loads(sarif.render([report]))["runs"][0]["results"]
        return [result["partialFingerprints"]["tonecheck/v1"] for result in results]

    assert marks(moved) == marks(letter)
    assert len(set(marks(letter))) == 3


def test_github_annotations(letter: Report) -> None:
    season, hello = "Оправдание сезоном. → «Новый срок — в пятницу»", "Слишком запросто. → «Здравствуйте»"
    assert github.render([letter], [LOST]).splitlines() == [
        f"::error file={letter.path},line=2,endLine=2,col=1,endColumn=27,title=excuses/test-season::{season}",
        f"::error file={letter.path},line=3,endLine=3,col=1,endColumn=7,title=familiarity/test-hello::{hello}",
        f"::notice file={letter.path},line=3,endLine=3,col=15,endColumn=18,title=familiarity/test-hint::Мелочь.",
        "::error file=papers/b c.txt,title=not checked::papers/b c.txt: No such file or directory",
    ]


def test_no_letter_ends_a_github_command() -> None:
    finding = make_finding(message="a\n::error::b%", suggestions=("x\r\ny",))
    (line,) = github.render([make_report("a,b:c.txt", finding, "Тут.")]).splitlines()
    assert line == (
        "::error file=a%2Cb%3Ac.txt,line=1,endLine=1,col=1,endColumn=4,title=excuses/x::a%0A::error::b%25 → «x%0D%0Ay»"
    )


def test_gitlab_tells_the_same_words_twice_apart(letter: Report) -> None:
    issues: list[dict[str, Any]] = json.loads(gitlab.render([letter, letter], [LOST]))
    assert issues[0] | {"fingerprint": ""} == {
        "check_name": "excuses/test-season",
        "description": "Оправдание сезоном.",
        "fingerprint": "",
        "severity": "major",
        "location": {"path": "letters/имя файла.txt", "lines": {"begin": 2, "end": 2}},
    }
    assert [issue["severity"] for issue in issues] == ["major", "major", "info"] * 2 + ["blocker"]
    assert len({issue["fingerprint"] for issue in issues}) == 7


def test_rdjson_counts_columns_in_bytes(letter: Report) -> None:
    hello = json.loads(rdjson.render([letter], [LOST]))["diagnostics"][1]
    assert hello == {
        "message": "Слишком запросто.",
        "location": {
            "path": "letters/имя файла.txt",
            "range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 13}},
        },
        "severity": "ERROR",
        "code": {"value": "familiarity/test-hello"},
        "suggestions": [
            {"range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 13}}, "text": "Здравствуйте"}
        ],
    }


def test_junit_has_a_suite_for_each_file(letter: Report) -> None:
    clean = Report(path="clean.txt")
    root = ET.fromstring(xml.render_junit([letter, clean], [LOST]))
    suites = {suite.get("name"): suite for suite in root}
    assert {name: (s.get("tests"), s.get("failures"), s.get("errors")) for name, s in suites.items()} == {
        "letters/имя файла.txt": ("2", "2", "0"),
        "clean.txt": ("1", "0", "0"),
        "papers/b c.txt": ("1", "0", "1"),
    }
    case = suites["letters/имя файла.txt"][0]
    assert case.get("name") == "excuses/test-season letters/имя файла.txt:2:1"
    assert case[0].get("message") == "Оправдание сезоном."


def test_checkstyle_has_line_column_and_rule(letter: Report) -> None:
    root = ET.fromstring(xml.render_checkstyle([letter], [LOST]))
    assert root[0][0].attrib == {
        "line": "2", "column": "1", "severity": "error", "message": "Оправдание сезоном.",
        "source": "tonecheck.excuses.test-season",
    }  # fmt: skip
    assert root[1].get("name") == "papers/b c.txt"
    assert root[1][0].get("message") == LOST.message


def test_markdown_sums_up_and_escapes(letter: Report) -> None:
    finding = make_finding(message="не *так*", suggestions=("<b>|",))
    said = markdown.render([letter, make_report("a_b.txt", finding, "Тут.")], [LOST], ui="ru")
    assert said == (
        "## tonecheck: 3 ошибки\n\n2 письма, проверено 10 слов\n\n"
        "| | |\n|---|---:|\n| excuses | 2 |\n| familiarity | 1 |\n\n"
        "| | |\n|---|---:|\n| letters/имя файла.txt | 2 |\n| a\\_b.txt | 1 |\n\n"
        "### letters/имя файла.txt\n\n"
        "- 2:1 **ошибка** «Понимаете, сейчас не сезон»: Оправдание сезоном. "
        "лучше: «Новый срок — в пятницу». `excuses/test-season`\n"
        "- 3:1 **ошибка** «Привет»: Слишком запросто. лучше: «Здравствуйте». `familiarity/test-hello`\n\n"
        "### a\\_b.txt\n\n"
        "- 1:1 **ошибка** «Тут»: не \\*так\\* лучше: «\\<b\\>\\|». `excuses/x`\n\n"
        "### не удалось проверить\n\n- papers/b c.txt: No such file or directory\n"
    )


@pytest.mark.parametrize("form", [*FORMATS, "markdown"])
def test_the_command_writes_every_format(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, output = tmp_path / "letter.txt", tmp_path / "report"
    path.write_text("Глянь договор.", encoding="utf-8")
    assert main(["check", "--no-semantic", "--format", form, "--output", str(output), str(path)]) == 1
    assert "familiarity/address-imperative" in output.read_text("utf-8").replace("familiarity.", "familiarity/")
    assert capsys.readouterr().out == ""


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.data())
def test_no_letter_breaks_a_format(text: str, message: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    finding = make_finding(start=start, end=end, excerpt=text[start:end], message=message, suggestions=(message,))
    report = make_report("a.txt", finding, text)
    SARIF.validate(json.loads(sarif.render([report])))
    assert len(json.loads(gitlab.render([report]))) == len(json.loads(rdjson.render([report]))["diagnostics"]) == 1
    for render in (xml.render_junit, xml.render_checkstyle):
        ET.fromstring(render([report]))
    assert github.render([report]).count("\n") == 1
    assert markdown.render([report]).startswith("## tonecheck: 1 error\n")


def make_finding(**changes: Any) -> Finding:
    told: dict[str, Any] = {
        "rule": "excuses/x", "category": "excuses", "severity": Severity.ERROR, "language": "ru", "message": "нет",
        "why": "", "commandment": "", "part": "text", "start": 0, "end": 3, "line": 1, "column": 1, "excerpt": "Тут",
        "fix": Fix("suggest", (Edit(0, 1, "т"),)),
    }  # fmt: skip
    return Finding(**told | changes)


def make_report(path: str, finding: Finding, text: str) -> Report:
    return Report((finding,), word_counts=(("ru", 1),), path=path, texts=(("text", text),))
