"""``tonecheck vocabulary``: the configuration keeps its comments, and is TOML with the words in it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.cli import main
from tonecheck.cli.vocabulary import add_words
from tonecheck.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("source", "table", "expected"),
    [
        ("", "", 'vocabulary = ["крундель"]\n'),
        ("vocabulary = []\n", "", 'vocabulary = ["крундель"]\n'),
        ('vocabulary = ["a"] # ours\n', "", 'vocabulary = ["a", "крундель"] # ours\n'),
        ('vocabulary = ["a", ]\n', "", 'vocabulary = ["a", "крундель"]\n'),
        (
            'vocabulary = [\n  "a", # ] one\n  \'b\' # two\n]\nfail-on = "error"\n',
            "",
            'vocabulary = [\n  "a", # ] one\n  \'b\', # two\n  "крундель",\n]\nfail-on = "error"\n',
        ),
        ('[severity]\r\ntypos = "info"\r\n', "", 'vocabulary = ["крундель"]\r\n\r\n[severity]\r\ntypos = "info"\r\n'),
        (
            '[tool.tonecheck] # x\nfail-on = "error"\n[tool.other]\nvocabulary = []\n',
            "tool.tonecheck",
            '[tool.tonecheck] # x\nvocabulary = ["крундель"]\nfail-on = "error"\n[tool.other]\nvocabulary = []\n',
        ),
        (
            '[tool.tonecheck]\r\nfail-on = "error"\r\n',
            "tool.tonecheck",
            '[tool.tonecheck]\r\nvocabulary = ["крундель"]\r\nfail-on = "error"\r\n',
        ),
    ],
)
def test_add_words(source: str, table: str, expected: str) -> None:
    assert add_words(source, ["крундель"], table, "x.toml") == expected


def test_a_file_that_cannot_be_edited_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"^x\.toml: the key «vocabulary» .* add the words by hand$"):
        add_words('"vocabulary" = ["a"]\n', ["b"], "", "x.toml")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["кран", "б'є", "a-b", "=вал"]), unique=True), st.booleans(), st.booleans())
def test_what_was_there_stays(old: list[str], lines: bool, comma: bool) -> None:
    gap = "\n    " if lines else " "
    inner = f",{gap}".join(f'"{word}"' for word in old) + ("," if comma and old else "")
    source = f'vocabulary = [{gap if lines else ""}{inner}{chr(10) if lines else ""}]\nkind = "message" # kept\n'
    edited = add_words(source, ["новое"], "", "x.toml")
    assert tomllib.loads(edited) == {"vocabulary": [*old, "новое"], "kind": "message"}
    assert edited.endswith('kind = "message" # kept\n')


def test_add_accepts_all_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    letter = tmp_path / "letter.txt"
    letter.write_text("Добрый день! Отправим вам две новые сотурдницы.\n", encoding="utf-8")
    assert main(["check", "--select", "typos", "letter.txt"]) == 1
    assert main(["vocabulary", "add", "сотурдница"]) == 0
    assert (tmp_path / "tonecheck.toml").read_text(encoding="utf-8") == 'vocabulary = ["сотурдница"]\n'
    assert main(["check", "--select", "typos", "letter.txt"]) == 0
    assert main(["vocabulary", "add", "сотурдница"]) == 0
    assert capsys.readouterr().out.endswith("nothing to add, these words are there\n")
    assert main(["vocabulary", "add", "две сотурдницы"]) == 2


def test_suggest_counts_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Фурбулятор на складе, второго фурбулятора нет.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Ждём вас. Фурбулятором займёмся мы и глюкатор.\n", encoding="utf-8")
    assert main(["vocabulary", "suggest", "."]) == 0
    assert capsys.readouterr().out == "     3 фурбулятор\n"
    assert main(["vocabulary", "suggest", "missing.txt"]) == 2
