"""``[[overrides]]``: what is different for some files."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gitrepo
from tonecheck.checker import Checker
from tonecheck.cli import main
from tonecheck.config import Config, Override, for_path, load, load_leniently
from tonecheck.config.overrides import insist
from tonecheck.errors import ConfigError
from tonecheck.model import Severity
from tonecheck.rulebook import Rulebook, load_rules

HELLO = "Привет, Анна!\n\nДоговор во вложении.\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def means(pattern: str, path: str) -> bool:
    config = Config(overrides=(Override((pattern,), kind="template"),), root=Path("/house"))
    return for_path(config, f"/house/{path}").kind == "template"


@pytest.mark.parametrize(
    ("pattern", "meant", "others"),
    [
        ("letters/vip/**", ["letters/vip/a.txt", "letters/vip/b/c.txt"], ["letters/vip", "letters/a.txt", "x/letters/vip/a"]),
        ("letters/vip/", ["letters/vip/a.txt", "letters/vip/b/c.txt"], ["letters/vip", "vip/a"]),
        ("letters/*.txt", ["letters/a.txt"], ["letters/b/a.txt", "letters/a.txt.bak", "a.txt"]),
        ("**/vip/*.txt", ["vip/a.txt", "x/y/vip/a.txt"], ["vip/b/a.txt"]),
        ("a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["a", "z", "a/b/z/y", "xa/z"]),
        ("*.html", ["a.html", "x/y/a.html"], ["a.html/b"]),
        ("./letters/?.tx[tT]", ["letters/a.txt", "letters/b.txT"], ["letters/ab.txt"]),
        ("**", ["a", "a/b"], []),
        ("письма/й*.txt", ["письма/й1.txt", unicodedata.normalize("NFD", "письма/й2.txt")], ["письма/и.txt"]),
        (unicodedata.normalize("NFD", "листи/їжа.txt"), ["листи/їжа.txt"], []),
    ],
)  # fmt: skip
def test_what_a_pattern_means(pattern: str, meant: list[str], others: list[str]) -> None:
    assert [path for path in meant if not means(pattern, path)] == []
    assert [path for path in others if means(pattern, path)] == []


def test_files_outside_of_the_folder_are_not_meant() -> None:
    assert not means("**", "../a.txt")
    assert not means("*.txt", "../other/a.txt")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "**", "*"]), min_size=1, max_size=12), st.integers(1, 12))
def test_a_pattern_agrees_with_itself_written_out(segments: list[str], depth: int) -> None:
    """A path made by writing every ** as nothing or as folders is meant."""
    last = segments[-1]
    parts = [
        part
        for segment in segments[:-1]
        for part in (["x"] * depth if segment == "**" else [segment.replace("*", "y")])
    ]
    parts += ["z"] if last in ("*", "**") else [last]
    assert means("/".join(segments) if len(segments) > 1 else f"./{segments[0]}", "/".join(parts))


def test_the_current_folder_counts_and_links_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "house/letters/a.txt", "")
    (tmp_path / "link").symlink_to(tmp_path / "house", target_is_directory=True)
    config = Config(overrides=(Override(("letters/*",), language="uk"),), path=tmp_path / "house/tonecheck.toml")
    monkeypatch.chdir(tmp_path / "house/letters")
    assert for_path(config, "a.txt").language == "uk"
    assert for_path(config, "../a.txt").language is None
    assert for_path(config, tmp_path / "link/letters/a.txt").language == "uk"


def test_all_that_can_be_set_for_some_files(tmp_path: Path) -> None:
    path = write(
        tmp_path / "tonecheck.toml",
        """
select = ["typos", "familiarity"]
ignore = ["excuses"]
vocabulary = ["брендбук"]
[severity]
typos = "error"

[[overrides]]
paths = ["letters/vip/**"]
select = ["rudeness"]
extend-select = ["blame"]
extend-ignore = ["typos"]
severity = {typos = "info"}
language = "uk"
kind = "template"
address = "informal"
extend-vocabulary = ["Prozorro"]
spelling = "off"
semantic = false

[[overrides]]
paths = ["letters/vip/late/*"]
ignore = ["vagueness"]
vocabulary = ["кейс"]
address.capital = "upper"
[overrides.severity]
blame = "warning"
""",
    )
    config = load(path)
    assert config.overrides == (
        Override(
            paths=("letters/vip/**",),
            select=("rudeness",),
            extend_select=("blame",),
            extend_ignore=("typos",),
            severity=(("typos", Severity.INFO),),
            language="uk",
            kind="template",
            address="informal",
            extend_vocabulary=frozenset({"Prozorro"}),
            spelling="off",
            semantic=False,
        ),
        Override(
            paths=("letters/vip/late/*",),
            ignore=("vagueness",),
            vocabulary=frozenset({"кейс"}),
            capital="upper",
            severity=(("blame", Severity.WARNING),),
        ),
    )
    vip = for_path(config, tmp_path / "letters/vip/a.txt")
    assert (vip.select, vip.extend_select, vip.ignore) == (("rudeness",), ("blame",), ("excuses", "typos"))
    assert vip.severity == (("typos", Severity.ERROR), ("typos", Severity.INFO))
    assert (vip.language, vip.kind, vip.settings.address) == ("uk", "template", "informal")
    assert (vip.settings.spelling, vip.settings.semantic) == ("off", False)
    assert vip.settings.vocabulary == {"брендбук", "Prozorro"}
    late = for_path(config, tmp_path / "letters/vip/late/a.txt")
    assert (late.select, late.ignore, late.settings.vocabulary) == (("rudeness",), ("vagueness",), frozenset({"кейс"}))
    assert (late.settings.address, late.settings.capital) == ("informal", "upper")
    assert late.overrides == ()
    plain = for_path(config, tmp_path / "a.txt")
    assert (plain.select, plain.ignore, plain.kind) == (config.select, config.ignore, None)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("[[overrides]]\npaths = ['a']\nadress = 'formal'\n", ["3: unknown key overrides[1].adress; did you mean 'address'?"]),
        (
            "[[overrides]]\npaths = ['a']\nkind = 'template'\n\n[[overrides]]\npaths = ['b']\nkind = 'letter'\n",
            ["7: overrides[2].kind must be one of 'message', 'template', not 'letter'"],
        ),
        (
            "[[overrides]]\npaths = ['a']\nfail-on = 'error'\n[overrides.presend]\nskip-to = []\n",
            [
                "3: overrides[1].fail-on is for all files; it cannot be set for some of them",
                "4: overrides[1].presend is for all files; it cannot be set for some of them",
            ],
        ),
        ("\n[[overrides]]\nkind = 'template'\n", ["2: overrides[1].paths is missing; say which files are meant"]),
        ("[[overrides]]\npaths = []\n", ["2: overrides[1].paths is empty; say which files are meant, such as 'letters/vip/**'"]),
        ("overrides = 1\n", ['1: overrides are written as [[overrides]], then paths = ["letters/vip/**"]']),
        ("[[override]]\npaths = ['a']\n", ["1: unknown key override; did you mean 'overrides'?"]),
        (
            "[[overrides]]\npaths = ['../a', '/a', 'a\\b', 'a**']\n",
            [
                ("2: overrides[1].paths: the pattern '../a' cannot be understood: "
                "it is relative to the folder of the configuration, and cannot leave it")
            ],
        ),
        (
            "[[overrides]]\npaths = ['a\\b']\n",
            ["2: overrides[1].paths: the pattern 'a\\\\b' cannot be understood: separate folders with /"],
        ),
        (
            "[[overrides]]\npaths = ['a**']\n",
            ["2: overrides[1].paths: the pattern 'a**' cannot be understood: ** stands for whole folders, between slashes"],
        ),
    ],
)  # fmt: skip
def test_mistakes_are_named_by_line_and_entry(tmp_path: Path, text: str, sentences: list[str]) -> None:
    path = write(tmp_path / "tonecheck.toml", text)
    assert [str(error) for error in load_leniently(path)[1]] == [f"{path}:{sentence}" for sentence in sentences]


def test_a_selector_that_means_nothing_is_named_by_line(tmp_path: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", "[[overrides]]\npaths = ['a']\n\nignore = ['exuses']\n")
    with pytest.raises(ConfigError) as caught:
        Checker(load(path))
    assert str(caught.value) == f"{path}:4: ignore: no rule or category is called 'exuses'; did you mean 'excuses'?"


def rules(report_path: str, checker: Checker) -> set[str]:
    return {finding.rule for finding in checker.check_bytes(HELLO.encode(), report_path).findings}


def test_a_checker_applies_them_and_reads_the_rules_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[object] = []

    def count(folders: tuple[Path, ...]) -> Rulebook:
        loads.append(folders)
        return load_rules(folders)

    monkeypatch.setattr("tonecheck.checker.load_rules", count)
    config = Config(
        root=Path("/house"),
        overrides=(
            Override(("old/*",), extend_ignore=("familiarity",)),
            Override(("old/*", "soft/*"), severity=(("familiarity", Severity.INFO),)),
            Override(("same/*",), kind="template"),
        ),
    )
    with Checker(config) as checker:
        assert "familiarity/greeting-hi" in rules("/house/a.txt", checker)
        assert "familiarity/greeting-hi" not in rules("/house/old/a.txt", checker)
        soft = checker.check_bytes(HELLO.encode(), "/house/soft/a.txt")
        assert {f.severity for f in soft.findings if f.rule == "familiarity/greeting-hi"} == {Severity.INFO}
        assert checker.check_bytes(b"{{ name }}", "/house/same/a.txt").kind == "template"
        assert checker.check_bytes(b"{{ name }}", "a.txt", place="/house/same/a.txt").kind == "template"
        assert checker.check(HELLO).findings[0].severity is Severity.ERROR
        fixed = checker.fix_bytes("Гляньте договор, который я тебе скинул.\n".encode(), "/house/old/a.txt")
        assert fixed.decode() == "Гляньте договор, который я тебе скинул.\n"
    assert loads == [()]


def test_check_path_and_a_second_plan_that_shares_the_index(tmp_path: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", "[[overrides]]\npaths = ['t/**']\nkind = 'template'\n")
    letter = write(tmp_path / "t/a.txt", "Здравствуйте, {{ name }}!\n")
    checker = Checker(load(path))
    assert checker.check_path(letter).kind == "template"
    other = checker._find_plan(for_path(load(path), letter))
    assert other.find_matchers is checker._plan.find_matchers


def test_what_a_command_asks_for_wins() -> None:
    config = Config(
        root=Path("/h"),
        overrides=(
            Override(("a",), select=("typos",), extend_select=("blame",), ignore=("excuses",), spelling="off", semantic=True),
        ),
    )  # fmt: skip
    chosen = for_path(
        insist(config, select=["rudeness"], ignore=["vagueness"], spelling="builtin", semantic=False), "/h/a"
    )
    assert (chosen.select, chosen.extend_select, chosen.ignore) == (("rudeness",), (), ("excuses", "vagueness"))
    assert (chosen.settings.spelling, chosen.settings.semantic) == ("builtin", False)
    assert for_path(insist(config), "/h/a").select == ("typos",)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(
        tmp_path / "tonecheck.toml",
        "semantic = false\nspelling = 'off'\n[[overrides]]\npaths = ['old/**']\nextend-ignore = ['familiarity']\n",
    )
    write(tmp_path / "old/a.txt", HELLO)
    write(tmp_path / "new/a.txt", HELLO)
    (tmp_path / "box.mbox").write_bytes(b"From a\n\n" + b"".join([b"From: a@b.c\n\n", HELLO.encode(), b"\n"]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> set[tuple[str, str]]:
    main(["check", "--format", "json", *arguments])
    document = json.loads(capsys.readouterr().out)
    return {(file["path"], f["rule"]) for file in document["files"] for f in file["findings"]}


def test_the_command_line_workers_and_the_cache_apply_them(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = {("new/a.txt", "familiarity/greeting-hi")}
    assert check(capsys, ".", "--no-cache") == expected
    assert check(capsys, ".", "--no-cache", "-j", "2") == expected
    cached = ("--cache", "--cache-dir", "cache")
    assert check(capsys, ".", *cached) == expected
    assert check(capsys, ".", *cached) == expected
    os.chdir("old")
    assert check(capsys, "a.txt", "--cache", "--cache-dir", "../cache") == set()
    os.chdir("../new")
    assert check(capsys, "a.txt", "--cache", "--cache-dir", "../cache") == {("a.txt", "familiarity/greeting-hi")}


def test_a_mail_of_a_mailbox_lies_where_the_mailbox_does(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, "box.mbox") == {
        ("box.mbox#1", "familiarity/greeting-hi"),
        ("box.mbox#1", "missing-attachment/nothing-attached"),
    }
    (house / "tonecheck.toml").write_text("[[overrides]]\npaths = ['*.mbox']\nignore = ['familiarity']\n", "utf-8")
    assert check(capsys, "box.mbox") == {("box.mbox#1", "missing-attachment/nothing-attached")}


HOUSE = "spelling = 'off'\n[[overrides]]\npaths = ['old/**']\nextend-ignore = ['familiarity']\n"
NAMES = ("old/«й».txt", unicodedata.normalize("NFD", "old/їй.txt"), "new/a.txt")


def test_the_hook_sees_paths_from_the_configuration(tmp_path: Path) -> None:
    repo = gitrepo.create(tmp_path)
    repo.stage("tonecheck.toml", HOUSE)
    for name in NAMES:
        repo.stage(name, HELLO)
    for folder, shown in (("", "new/a.txt"), ("old", "../new/a.txt")):
        said = repo.tonecheck("hook", "run", "--format", "concise", expect=1, folder=folder)
        assert {line.partition(":")[0] for line in said.splitlines() if " error: " in line} == {shown}


def test_a_server_sees_paths_from_the_root_of_what_is_pushed(tmp_path: Path) -> None:
    repo = gitrepo.create(tmp_path)
    config = write(tmp_path / "etc/tonecheck.toml", HOUSE)
    for name in NAMES:
        repo.stage(name, HELLO)
    tip = repo.git("commit-tree", "-m", "x", repo.git("write-tree").strip()).strip()  # no branch has it yet
    line = f"{'0' * 40} {tip} refs/heads/main\n".encode()
    said = repo.tonecheck("hook", "pre-receive", "--config", config, "--format", "concise", expect=1, data=line)
    assert {line.partition(":")[0] for line in said.splitlines() if " error: " in line} == {"new/a.txt"}


def test_the_hook_says_that_an_extended_file_is_not_staged(tmp_path: Path) -> None:
    repo = gitrepo.create(tmp_path)
    repo.stage("base.toml", "preview = false\n")
    repo.stage("tonecheck.toml", "extend = 'base.toml'\n")
    repo.stage("a.txt", "Добрый день! Спасибо за письмо.\n")
    assert repo.tonecheck("hook", "run") == ""
    repo.write("base.toml", "preview = true\n")
    assert repo.tonecheck("hook", "run") == (
        "tonecheck: base.toml differs from what is staged; the working tree's is in force\n"
    )
