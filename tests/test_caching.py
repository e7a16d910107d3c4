"""Runs with a cache: the same reports as without, from memory where nothing changed, and without what checking needs."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.checker import Checker
from tonecheck.cli import main
from tonecheck.cli.caching import open_memory, remember
from tonecheck.cli.inputs import Source
from tonecheck.config import Config
from tonecheck.model import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BAD, CLEAN = "Привет, глянь договор.\n", "Добрый день! Договор готов, высылаю сегодня.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration, where runs have a cache."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TONECHECK_CACHE", raising=False)
    (tmp_path / "tonecheck.toml").write_text("semantic = false\n", encoding="utf-8")
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text((CLEAN, BAD)[number % 2] * (number + 1), encoding="utf-8")
    return tmp_path


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the letters that are really checked."""
    names: list[str] = []
    check_bytes = Checker.check_bytes

    def check(self: Checker, data: bytes, name: str | None = None, **options: str | None) -> object:
        names.append(name or "-")
        return check_bytes(self, data, name, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "check_bytes", check)
    return names


def run(capsys: pytest.CaptureFixture[str], *arguments: str, expect: int = 1) -> dict[str, object]:
    capsys.readouterr()
    assert main(["check", "--format", "json", *arguments]) == expect
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_a_second_run_checks_nothing_and_says_the_same(
    here: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(capsys, ".")
    assert checked == [f"{number}.txt" for number in range(6)]
    checked.clear()
    assert run(capsys, ".") == first
    assert run(capsys, ".", "--no-cache", "--exit-zero", expect=0) == first
    assert checked == [f"{number}.txt" for number in range(6)]
    assert (here / ".tonecheck_cache/.gitignore").exists()


def test_the_texts_of_findings_come_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for _ in range(2):
        main(["check", "."])
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert "Привет, глянь договор." in shown[0]


def test_only_what_changed_is_checked_and_the_order_stays(
    here: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, ".")
    (here / "2.txt").write_text(BAD, encoding="utf-8")
    (here / "4.txt").write_bytes(b"\x00\x01\x02\xff\x98" * 50)
    (here / "9.txt").write_text(CLEAN, encoding="utf-8")
    checked.clear()
    document = run(capsys, ".", expect=2)
    assert checked == ["2.txt", "4.txt", "9.txt"]
    assert document == run(capsys, ".", "--no-cache", expect=2)
    checked.clear()
    run(capsys, ".", expect=2)
    assert checked == ["4.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "excuses"],
        ["--ignore", "familiarity"],
        ["--kind", "template"],
        ["--language", "uk"],
        ["--spelling", "off"],
    ],
)
def test_other_options_are_another_question(
    arguments: list[str], here: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "1.txt")
    checked.clear()
    main(["check", "1.txt", *arguments])
    assert checked == ["1.txt"]


def test_what_only_concerns_the_report_is_no_other_question(
    here: Path, checked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "1.txt")
    checked.clear()
    run(capsys, "1.txt", "--fail-on", "info", "--show-info", "--ui-language", "uk")
    assert checked == []
    main(["baseline", "1.txt", "--default-kind", "message"])
    checked.clear()
    run(capsys, "1.txt", "--baseline", "tonecheck-baseline.json", expect=0)
    assert checked == []


def test_rules_of_the_house_that_change_are_seen(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = here / "rules/ru/excuses/house.toml"
    rule.parent.mkdir(parents=True)
    text = 'message = "м"\nwhy = "п"\nsource = "и"\nphrases = ["договор"]\n'
    rule.write_text(text, encoding="utf-8")
    (here / "tonecheck.toml").write_text('rules = ["rules"]\nselect = ["excuses/house"]\n', encoding="utf-8")
    run(capsys, "0.txt")
    rule.write_text(text.replace("договор", "подвиг"), encoding="utf-8")
    run(capsys, "0.txt", expect=0)
    rule.write_text("phrases = 1", encoding="utf-8")
    assert [main(["check", "0.txt"]) for _ in range(2)] == [2, 2]


def test_a_mistake_in_the_configuration_is_said_every_time(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "tonecheck.toml").write_text('ignore = ["no-such"]\n', encoding="utf-8")
    for _ in range(2):
        capsys.readouterr()
        assert main(["check", "0.txt"]) == 2
        assert "no rule or category is called 'no-such'" in capsys.readouterr().err
    assert main(["check", "0.txt", "--select", "no-such"]) == 2


def test_standard_input_is_not_remembered(here: Path) -> None:
    command = [sys.executable, "-m", "tonecheck", "check", "-"]
    assert subprocess.run(command, input=BAD.encode(), capture_output=True, check=False).returncode == 1
    database = sqlite3.connect(here / ".tonecheck_cache/reports-1.sqlite")
    assert database.execute("SELECT data FROM reports").fetchall() == [(b"sound",)]
    database.close()


@pytest.mark.parametrize(
    ("configured", "arguments", "folder"),
    [
        ("", ["--cache-dir", "other"], "other"),
        ('cache = "build/cache"\n', [], "build/cache"),
        ('cache = "build/cache"\n', ["--cache-dir", "other"], "other"),
        ("cache = false\n", [], None),
        ("", ["--no-cache"], None),
        ("", ["--spelling", "off"], ".tonecheck_cache"),
    ],
)
def test_where_the_cache_is(configured: str, arguments: list[str], folder: str | None, here: Path) -> None:
    (here / "tonecheck.toml").write_text(f"semantic = false\n{configured}", encoding="utf-8")
    main(["check", "0.txt", *arguments])
    found = [str(path.parent.relative_to(here)) for path in here.rglob("reports-1.sqlite")]
    assert found == ([folder] if folder else [])


def test_a_letter_somewhere_leaves_no_cache_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TONECHECK_CACHE", raising=False)
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    assert main(["check", "a.txt", "--no-semantic"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_second_run_imports_nothing_that_checking_needs(here: Path) -> None:
    code = (
        "import sys; from tonecheck.cli import main; code = main(['check', '.']);"
        "print([name for name in ('spacy', 'pymorphy3', 'numpy', 'marko', 'yaml', 're2', 'tonecheck.checker',"
        " 'tonecheck.analysis', 'tonecheck.message.reader') if name in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False) for _ in range(2)]
    assert [done.returncode for done in runs] == [1, 1]
    assert runs[0].stdout == runs[1].stdout
    assert "tonecheck.checker" in runs[0].stderr
    assert runs[1].stderr == "[]\n"


def test_no_word_of_a_letter_is_in_the_cache(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, ".")
    data = b"".join(path.read_bytes() for path in (here / ".tonecheck_cache").iterdir())
    for word in ("Привет", "глянь", "договор", "familiarity", "0.txt"):
        assert word.encode() not in data


def test_several_processes_and_a_cache_agree(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = run(capsys, ".", "--no-cache")
    run(capsys, "2.txt", "3.txt", "5.txt")
    assert run(capsys, ".", "-j", "2") == alone
    assert run(capsys, ".", "-j", "2") == alone


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from("абв"), max_size=12), st.sets(st.sampled_from("абв")), st.integers(1, 4))
def test_known_and_unknown_come_in_the_order_of_the_sources(texts: list[str], known: set[str], ahead: int) -> None:
    asked: list[str] = []

    def check(sources: Iterable[Source | Problem]) -> Iterator[Report | Problem]:
        """As several processes do: take some sources before the first of them is done."""
        waiting: deque[Report] = deque()
        for source in sources:
            assert isinstance(source, Source)
            text = source.read().decode()
            asked.append(text)
            waiting.append(Report(word_counts=((text, 1),), path=source.name))
            if len(waiting) > ahead:
                yield waiting.popleft()
        yield from waiting

    with tempfile.TemporaryDirectory() as folder, open_memory(Config(), Path(folder)) as memory:
        assert memory is not None
        sources = [Source("x.txt", None, text.encode()) for text in texts]
        list(remember([Source("x.txt", None, text.encode()) for text in sorted(known)], memory, check))
        asked.clear()
        outcomes = list(remember(sources, memory, check))
    assert [outcome.word_counts[0][0] for outcome in outcomes if isinstance(outcome, Report)] == texts
    assert known.isdisjoint(asked)
