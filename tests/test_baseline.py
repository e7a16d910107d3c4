"""The baseline: what it holds, what it leaves out of reports, and how it shrinks."""

from __future__ import annotations

import json
import os
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gitrepo
from tonecheck.baseline import Baseline, leave_out, name_letter, read_baseline, render, shrink, take
from tonecheck.cli import main
from tonecheck.model import Finding, Report, Severity

NAME = "tonecheck-baseline.json"
SEASON = "Скидок нет: не сезон.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, int, str]]:
    """(path, line, rule) of what «check» reports."""
    capsys.readouterr()
    main(["check", "--format", "json", "--no-semantic", *arguments])
    document = json.loads(capsys.readouterr().out)
    return [(file["path"], each["line"], each["rule"]) for file in document["files"] for each in file["findings"]]


def make(*arguments: str) -> int:
    return main(["baseline", "--no-semantic", *arguments])


def counts(here: Path) -> dict[str, dict[str, list[int]]]:
    data = json.loads((here / NAME).read_text(encoding="utf-8"))
    return {
        letter: {rule: sorted(hashes.values()) for rule, hashes in rules.items()}
        for letter, rules in data["findings"].items()
    }


def test_only_what_is_new_is_reported(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "letters/б.txt", f"{SEASON}\n{SEASON}")
    write(here / "letters/a.md", SEASON)
    assert make("letters") == 0
    assert capsys.readouterr().out == f"{NAME}: 3 findings\n"
    assert counts(here) == {
        "letters/a.md": {"excuses/off-season": [1]},
        "letters/б.txt": {"excuses/off-season": [2]},
    }
    assert found(capsys, "letters", "--baseline", NAME) == []
    write(here / "letters/б.txt", f"Добрый день!\n\nСкидок пока нет: не  сезон. И опять не сезон.\n\n{SEASON}")
    assert found(capsys, "letters", "--baseline", NAME, "--select", "excuses") == [
        ("letters/б.txt", 5, "excuses/off-season")
    ]
    (here / "letters/a.md").rename(here / "letters/в.md")
    assert found(capsys, "letters/в.md", "--baseline", NAME) == [("letters/в.md", 1, "excuses/off-season")]


def test_the_report_says_how_many_were_left_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "a.txt", f"{SEASON}\n{SEASON}")
    make("a.txt")
    assert main(["check", "a.txt", "--baseline", NAME, "--no-semantic"]) == 0
    assert "2 замечания — из прежних" in capsys.readouterr().out
    main(["check", "a.txt", "--baseline", NAME, "--no-semantic", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["summary"]["baselined"] == 2


def test_the_file_is_sorted_and_has_no_word_of_the_letters(here: Path) -> None:
    write(here / "b.txt", SEASON)
    write(here / "a.txt", "Не сезон. Привет, глянь договор!\n")
    make()
    text = (here / NAME).read_text(encoding="utf-8")
    assert list(json.loads(text)["findings"]) == ["a.txt", "b.txt"]
    assert text == json.dumps({"version": 1, "findings": json.loads(text)["findings"]}, indent=1) + "\n"
    assert not [word for word in ("сезон", "Привет", "глянь") if word.lower() in text.lower()]
    first = (here / NAME).read_bytes()
    make("--force")
    assert (here / NAME).read_bytes() == first


def test_the_configuration_names_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "tonecheck.toml", 'baseline = "known/base.json"\n')
    write(here / "a.txt", SEASON)
    (here / "known").mkdir()
    assert make("a.txt") == 0
    assert json.loads((here / "known/base.json").read_text(encoding="utf-8"))["findings"].keys() == {"../a.txt"}
    assert found(capsys, "a.txt") == []
    write(here / "b.txt", SEASON)
    assert found(capsys, "a.txt", "b.txt") == [("b.txt", 1, "excuses/off-season")]


def test_an_existing_file_is_not_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "a.txt", SEASON)
    write(here / NAME, '{"version": 1, "findings": {}}')
    assert make("a.txt") == 2
    assert (
        f"{NAME} is there already: --update takes out what is gone, --force writes it anew." in capsys.readouterr().err
    )
    assert counts(here) == {}
    assert make("a.txt", "--force") == 0
    assert counts(here) == {"a.txt": {"excuses/off-season": [1]}}
    assert make("a.txt", "--force", "--update") == 2


def test_an_update_takes_out_and_never_adds(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "a.txt", f"{SEASON}\n{SEASON}")
    write(here / "gone.txt", SEASON)
    write(here / "other.txt", SEASON)
    make()
    (here / "gone.txt").unlink()
    write(here / "a.txt", f"{SEASON}\nПривет!\n")
    write(here / "new.txt", SEASON)
    capsys.readouterr()
    assert make("--update", "a.txt", "new.txt") == 0
    assert capsys.readouterr().out == f"{NAME}: 2 findings, 2 gone\n"
    assert counts(here) == {"a.txt": {"excuses/off-season": [1]}, "other.txt": {"excuses/off-season": [1]}}


def test_an_update_keeps_what_rules_that_did_not_run_had_found(here: Path) -> None:
    write(here / "a.txt", "Не сезон. Привет!\n")
    make("a.txt")
    before = counts(here)
    assert before.keys() == {"a.txt"}
    assert len(before["a.txt"]) > 1
    write(here / "a.txt", "Добрый день!\n")
    make("a.txt", "--update", "--select", "excuses")
    assert counts(here) == {
        "a.txt": {rule: n for rule, n in before["a.txt"].items() if not rule.startswith("excuses/")}
    }


def test_an_update_keeps_a_letter_that_cannot_be_read(here: Path) -> None:
    write(here / "a.txt", SEASON)
    make("a.txt")
    (here / "a.txt").write_bytes(b"\x00\x01\x02\xff" * 40)
    assert make("a.txt", "--update") == 2
    assert counts(here) == {"a.txt": {"excuses/off-season": [1]}}


BROKEN = {
    "{": "the baseline is not valid JSON; mend it, or ",
    "[" * 100_000: "the baseline is not valid JSON; mend it, or ",
    "[]": "this is no baseline of version 1; ",
    '{"version": 2, "findings": {}}': "this is no baseline of version 1; ",
    '{"version": 1}': "the baseline is not built as letters, rules, hashes and counts; ",
    '{"version": 1, "findings": {"a.txt": []}}': "the baseline is not built as letters, rules, hashes and counts; ",
    '{"version": 1, "findings": {"a.txt": {"r": {"h": 0}}}}': "a.txt: r: a count must be a number above 0; ",
    '{"version": 1, "findings": {"a.txt": {"r": {"h": true}}}}': "a.txt: r: a count must be a number above 0; ",
}


@pytest.mark.parametrize(("text", "reason"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_baseline_is_exit_2_and_says_why(
    here: Path, capsys: pytest.CaptureFixture[str], text: str, reason: str
) -> None:
    write(here / NAME, text)
    write(here / "a.txt", SEASON)
    assert main(["check", "a.txt", "--baseline", NAME]) == 2
    assert capsys.readouterr().err == f"tonecheck: {NAME}: {reason}«tonecheck baseline --force» writes one anew\n"


def test_a_missing_baseline_is_exit_2(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "a.txt", SEASON)
    assert main(["check", "a.txt", "--baseline", "no.json"]) == 2
    assert capsys.readouterr().err.startswith(
        "tonecheck: no.json: cannot read the baseline: No such file or directory; "
    )


def test_standard_input_has_no_baseline() -> None:
    assert name_letter(None, Path()) is None
    report = Report((finding("не сезон"),))
    assert leave_out(report, take([report], Path())) is report


def test_a_name_is_the_path_from_the_baseline(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert name_letter(str(tmp_path / "link/и\u0306.txt"), tmp_path) == "real/й.txt"
    assert name_letter(str(tmp_path / "a.txt"), tmp_path / "real") == "../a.txt"


def test_the_hook_knows_the_baseline(tmp_path: Path) -> None:
    repo = gitrepo.create(tmp_path)
    repo.write("tonecheck.toml", f'baseline = "{NAME}"\nsemantic = false\n')
    repo.stage("letters/a.txt", SEASON)
    name = os.fsdecode("письмо.txt".encode("cp1251"))
    repo.stage(name, SEASON)
    repo.tonecheck("baseline")
    repo.tonecheck("hook", "run", folder="letters")
    repo.stage("letters/a.txt", f"{SEASON}\n{SEASON}")
    assert "letters/a.txt:3" in repo.tonecheck("hook", "run", expect=1)


def finding(excerpt: str, rule: str = "excuses/off-season", start: int = 0) -> Finding:
    return Finding(
        rule=rule,
        category=rule.partition("/")[0],
        severity=Severity.ERROR,
        language="ru",
        message="",
        why="",
        commandment="",
        part="text",
        start=start,
        end=start + len(excerpt),
        line=1,
        column=start + 1,
        excerpt=excerpt,
    )


def test_blanks_and_normal_forms_do_not_count() -> None:
    spaced = Report((finding("мой\nсезон"),), path="a.txt")
    composed = Report((finding(unicodedata.normalize("NFD", "мой  сезон")),), path="a.txt")
    assert leave_out(spaced, take([composed], Path())).findings == ()


FINDINGS = st.lists(st.builds(finding, st.sampled_from("абв"), st.sampled_from(["a/x", "a/y"])), max_size=8).map(tuple)


@given(FINDINGS, FINDINGS)
def test_what_is_left_and_what_is_known_are_all_there_is(old: tuple[Finding, ...], new: tuple[Finding, ...]) -> None:
    here = Path()
    baseline = take([Report(old, path="a.txt")], here)
    report = Report(new, path="a.txt")
    left = leave_out(report, baseline)
    assert left.baselined == len(new) - len(left.findings)
    now = take([report], here)
    assert {
        key: count - min(count, baseline.counts.get(key, 0))
        for key, count in now.counts.items()
        if count > baseline.counts.get(key, 0)
    } == take([left], here).counts
    smaller = shrink(baseline, now, {"a.txt"}, lambda _: True)
    assert all(count <= baseline.counts[key] for key, count in smaller.counts.items())
    assert leave_out(report, smaller) == left


@given(
    st.dictionaries(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"])),
            st.sampled_from(["a/x", "b/y"]),
            st.text("0f", min_size=1),
        ),
        st.integers(1, 9),
        max_size=6,
    )
)
def test_what_is_written_is_read(counts: dict[tuple[str, str, str], int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, NAME)
        path.write_text(render(Baseline(Path(folder), counts)), encoding="utf-8")
        assert read_baseline(path).counts == counts
