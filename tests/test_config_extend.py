"""``extend``, ``required-version``, and where values come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import house
from tonecheck.cli import main
from tonecheck.config import Config, Origin, Override, for_path, load, load_leniently
from tonecheck.model import Severity
from tonecheck.rulebook import load_rules
from tonecheck.selection import select

if TYPE_CHECKING:
    from pathlib import Path

RULES = load_rules((house.folder(),)).rules


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "base/rules").mkdir(parents=True)
    return write(
        tmp_path / "base/tonecheck.toml",
        """
ignore = ["typos"]
rules = ["rules"]
fail-on = "error"
vocabulary = ["брендбук"]
address = "informal"
severity = {excuses = "info", blame = "error"}

[[overrides]]
paths = ["old/**"]
kind = "template"
""",
    )


def test_the_extending_file_wins_and_adds(tmp_path: Path, base: Path) -> None:
    path = write(
        tmp_path / "team/pyproject.toml",
        """
[tool.tonecheck]
extend = "../base/tonecheck.toml"
extend-ignore = ["vagueness", "typos"]
extend-vocabulary = ["Prozorro"]
address = "formal"

[tool.tonecheck.severity]
excuses = "error"

[[tool.tonecheck.overrides]]
paths = ["old/vip/*"]
kind = "message"
""",
    )
    config = load(path)
    assert config.ignore == ("typos", "vagueness")
    assert config.rules == (path.parent / "../base/rules",)
    assert config.fail_on is Severity.ERROR
    assert config.settings.vocabulary == {"брендбук", "Prozorro"}
    assert config.settings.address == "formal"
    assert config.severity == (("blame", Severity.ERROR), ("excuses", Severity.ERROR))
    assert config.overrides == (Override(("old/**",), kind="template"), Override(("old/vip/*",), kind="message"))
    assert config.path == path
    assert for_path(config, path.parent / "old/a").kind == "template"  # seen from the extending file
    assert for_path(config, path.parent / "old/vip/a").kind == "message"
    assert for_path(config, base.parent / "old/a").kind is None
    extended = path.parent / "../base/tonecheck.toml"
    assert config.origins == (
        Origin("ignore", extended, 2),
        Origin("rules", extended, 3),
        Origin("fail-on", extended, 4),
        Origin("vocabulary", extended, 5),
        Origin("severity.blame", extended, 7),
        Origin("ignore", path, 4, adds=True),
        Origin("vocabulary", path, 5, adds=True),
        Origin("address.mode", path, 6),
        Origin("severity.excuses", path, 9),
    )
    assert config.overrides[1].origins == (Origin("kind", path, 13, ("old/vip/*",)),)


def test_a_plain_key_takes_the_place_of_what_is_inherited(tmp_path: Path, base: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", 'extend = "base/tonecheck.toml"\nignore = []\nvocabulary = ["кейс"]\n')
    assert (load(path).ignore, load(path).settings.vocabulary) == ((), frozenset({"кейс"}))


def test_more_rules_than_all_and_than_some(tmp_path: Path) -> None:
    def speaking(config: Config) -> set[str]:
        return {rule.id for rule in select(RULES, config) if "/test-" in rule.id}

    some = write(tmp_path / "base.toml", 'select = ["excuses"]\nextend-select = ["typos/test-preview"]\n')
    more = load(write(tmp_path / "more.toml", 'extend = "base.toml"\nextend-select = ["typos/test-off"]\n'))
    assert speaking(more) - speaking(load(some)) == {"typos/test-off"}
    assert (more.select, more.extend_select) == (("excuses",), ("typos/test-preview", "typos/test-off"))
    anew = load(write(tmp_path / "anew.toml", 'extend = "base.toml"\nselect = ["rudeness"]\n'))
    assert (anew.select, anew.extend_select) == (("rudeness",), ())
    all_and_more = Config(extend_select=("typos/test-off",))
    assert speaking(all_and_more) == speaking(Config()) | {"typos/test-off"}


def test_mistakes_in_an_extended_file_are_named_there(tmp_path: Path) -> None:
    base = write(tmp_path / "base.toml", 'preview = true\nselct = ["typos"]\n')
    path = write(tmp_path / "tonecheck.toml", 'extend = "base.toml"\nkind = "letter"\n')
    config, errors = load_leniently(path)
    assert config.preview
    assert [str(error) for error in errors] == [
        f"{path}:2: kind must be one of 'message', 'template', not 'letter'",
        f"{base}:2: unknown key selct; did you mean 'select'?",
    ]


def test_a_file_that_is_not_there_a_circle_and_a_long_chain(tmp_path: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", '\nextend = "none.toml"\npreview = true\n')
    config, errors = load_leniently(path)
    assert config.preview
    assert str(errors[0]) == f"{path}:2: extend names a file that is not there: {tmp_path / 'none.toml'}"

    write(path, 'extend = "other.toml"\n')
    other = write(tmp_path / "other.toml", 'preview = true\nextend = "./tonecheck.toml"\n')
    config, errors = load_leniently(path)
    assert config.preview
    assert [str(error) for error in errors] == [f"{other}:2: extend goes in a circle: {path} → {other} → {path}"]

    for number in range(12):
        write(tmp_path / f"{number}.toml", f'extend = "{number + 1}.toml"\n')
    write(tmp_path / "12.toml", "")
    (error,) = load_leniently(tmp_path / "0.toml")[1]
    assert str(error).startswith(f"{tmp_path / '9.toml'}:1: extend goes through more than 10 files: ")
    assert load_leniently(tmp_path / "3.toml")[1] == ()


def test_the_version_that_a_file_asks_for(tmp_path: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", 'required-version = ">=0.1,<1"\n')
    assert load(path).required_version == ">=0.1,<1"
    write(path, '\nrequired-version = ">=7"\n')
    (error,) = load_leniently(path)[1]
    assert str(error) == f"{path}:2: required-version asks for tonecheck >=7; this is tonecheck 0.1.0"
    write(path, 'required-version = "seven"\n')
    (error,) = load_leniently(path)[1]
    assert str(error) == f"{path}:1: required-version must be versions such as '>=0.1,<1', not 'seven'"


def test_words_are_added_to_those_that_are_inherited(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", 'vocabulary = ["брендбук"]\n')
    path = write(tmp_path / "tonecheck.toml", 'extend = "base.toml"\n')
    assert main(["vocabulary", "add", "--config", str(path), "кейс"]) == 0
    assert main(["vocabulary", "add", "--config", str(path), "Prozorro", "брендбук"]) == 0
    assert path.read_text("utf-8") == 'extend-vocabulary = ["кейс", "Prozorro"]\nextend = "base.toml"\n'
    assert load(path).settings.vocabulary == {"брендбук", "кейс", "Prozorro"}
    write(path, 'extend = "base.toml"\nvocabulary = ["лид"]\n')
    assert main(["vocabulary", "add", "--config", str(path), "кейс"]) == 0
    assert load(path).settings.vocabulary == {"лид", "кейс"}
