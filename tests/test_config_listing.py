"""``tonecheck config``: what is in force, and where it comes from."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from tonecheck.cli import main
from tonecheck.config import Config
from tonecheck.config.keys import ADDING, KEYS
from tonecheck.config.listing import list_in_force

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "base").mkdir()
    (tmp_path / "base/b.toml").write_text('ignore = ["typos"]\nfail-on = "error"\n', "utf-8")
    (tmp_path / "tonecheck.toml").write_text(
        """extend = "base/b.toml"
extend-ignore = ["vagueness"]
vocabulary = ["кейс"]

[severity]
"familiarity/address-*" = "info"

[[overrides]]
paths = ["old/**"]
kind = "template"
""",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *arguments: str, expect: int = 0) -> str:
    assert main(["config", *arguments]) == expect
    return capsys.readouterr().out


def test_every_value_with_its_origin(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys).splitlines()
    assert lines[0] == "# tonecheck.toml"
    assert 'ignore = ["typos", "vagueness"]             # base/b.toml:1; tonecheck.toml:2' in lines
    assert 'fail-on = "error"                           # base/b.toml:2' in lines
    assert 'vocabulary = ["кейс"]                       # tonecheck.toml:3' in lines
    assert 'severity."familiarity/address-*" = "info"   # tonecheck.toml:6' in lines
    assert "preview = false                             # default" in lines
    assert "# kind: none                                # default" in lines
    assert lines[-4:] == [
        "",
        "[[overrides]]",
        'paths = ["old/**"]',
        'kind = "template"                           # tonecheck.toml:10 [[overrides]] old/**',
    ]
    tomllib.loads("\n".join(lines))


def test_what_is_in_force_for_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = shown(capsys, "old/a.txt").splitlines()
    assert old[0] == "# old/a.txt: tonecheck.toml"
    assert 'kind = "template"                           # tonecheck.toml:10 [[overrides]] old/**' in old
    assert "[[overrides]]" not in old
    assert "# kind: none                                # default" in shown(capsys, "a.txt").splitlines()


def test_the_same_as_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(shown(capsys, "old/a.txt", "--format", "json"))
    values = document["values"]
    file = str(here / "tonecheck.toml")
    assert (document["version"], document["config"], document["path"]) == (1, file, "old/a.txt")
    assert values["kind"] == {"value": "template", "origins": [{"from": "override", "file": file, "line": 10}]}
    assert values["ignore"] == {
        "value": ["typos", "vagueness"],
        "origins": [
            {"from": "extended", "file": str(here / "base/b.toml"), "line": 1},
            {"from": "file", "file": file, "line": 2},
        ],
    }
    assert values["presend.refuse-on"] == {"value": "error", "origins": []}
    assert document["overrides"] == [{"paths": ["old/**"], "values": {"kind": values["kind"]}}]
    assert json.loads(shown(capsys, "a.txt", "--format", "json"))["overrides"] == []


def test_without_a_file_and_with_a_faulty_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "tonecheck.toml").write_text('ignore = ["exuses"]\nkind = "x"\n', "utf-8")
    assert main(["config"]) == 2
    captured = capsys.readouterr()
    assert 'ignore = ["exuses"]                         # tonecheck.toml:1' in captured.out.splitlines()
    assert "tonecheck.toml:1: ignore: no rule or category is called 'exuses'" in captured.err
    assert "tonecheck.toml:2: kind must be one of" in captured.err
    (here / "tonecheck.toml").unlink()
    (here / ".git").mkdir()
    assert shown(capsys).startswith("# no file: what tonecheck comes with\n")


def test_every_key_that_can_be_set_is_listed() -> None:
    listed = {one.key for one in list_in_force(Config())}
    assert listed == {".".join(keys) for keys in KEYS} - {"extend"} - {".".join(keys) for keys in ADDING} | {
        "extend-select"
    }
