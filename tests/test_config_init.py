"""``tonecheck init``: a configuration begun after a look at the letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tonecheck.checker import Checker
from tonecheck.cli import main
from tonecheck.config import load, load_leniently
from tonecheck.config.beginning import begin
from tonecheck.config.survey import Survey

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.config.model import UiLanguage


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "letters/one.txt", "Здравствуйте, {{ name }}! Отправляем договор, который вы просили.\n")
    write(tmp_path / "letters/two.html", "<p>Здравствуйте, {{ name }}! Отправляем вам счёт за прошлый месяц.</p>\n")
    write(tmp_path / "mail/three.txt.j2", "Добрий день, {% if vip %}пане{% endif %}! Надсилаємо вам рахунок.\n")
    write(tmp_path / "plain/four.md", "Здравствуйте! Спасибо за письмо, ответим вам завтра до обеда.\n")
    write(tmp_path / "plain/broken.eml", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_what_it_saw(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--ui-language", "en"]) == 0
    assert capsys.readouterr().out == (
        "tonecheck.toml: letters and templates: 4; in Russian: 3, in Ukrainian: 1; holes of templates: {{ }}  {% %}; "
        "folders: letters (2), mail (1), plain (1)\n"
    )
    config = load(here / "tonecheck.toml")
    assert (config.ui_language, config.language, config.required_version) == ("en", None, ">=0.1")
    assert [(override.paths, override.kind) for override in config.overrides] == [(("letters/*",), "template")]
    checker = Checker(config)
    assert checker.check_path(here / "letters/one.txt").kind == "template"
    assert checker.check_path(here / "plain/four.md").kind == "message"


def test_the_comments_are_in_the_language_of_most_letters(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--stdout"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# Настройки tonecheck. ")
    assert 'ui-language = "ru"' in printed
    assert not (here / "tonecheck.toml").exists()
    for name in ("letters/one.txt", "letters/two.html", "plain/four.md"):
        (here / name).unlink()
    assert main(["init", "--stdout"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# Налаштування tonecheck. ")
    assert '\nlanguage = "uk"' in printed


def test_it_overwrites_only_by_force(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(here / "tonecheck.toml", "preview = true\n")
    assert main(["init"]) == 2
    assert capsys.readouterr().err == (
        "tonecheck: tonecheck.toml: is there already; --force replaces it, --stdout only prints\n"
    )
    assert path.read_text("utf-8") == "preview = true\n"
    assert main(["init", "--force"]) == 0
    assert not load(path).preview


def test_a_table_in_pyproject_is_not_silenced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "pyproject.toml", "[project]\n")
    assert main(["init", "--stdout"]) == 0
    write(here / "pyproject.toml", "[tool.tonecheck]\npreview = true\n")
    capsys.readouterr()
    assert main(["init"]) == 2
    assert capsys.readouterr().err == (
        "tonecheck: pyproject.toml: has a table [tool.tonecheck], which a tonecheck.toml would silence; --force writes it\n"
    )
    assert not (here / "tonecheck.toml").exists()
    assert main(["init", "--force"]) == 0


def test_a_folder_without_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--ui-language", "uk"]) == 0
    assert capsys.readouterr().out == "tonecheck.toml: листів і шаблонів російською чи українською тут немає\n"
    assert load(tmp_path / "tonecheck.toml").overrides == ()


@pytest.mark.parametrize("ui", ["ru", "uk", "en"])
def test_all_that_it_proposes_loads(tmp_path: Path, ui: UiLanguage) -> None:
    seen = Survey(
        3, (("uk", 2), ("ru", 1)), ("{{ }}",), (("a", 2), (".", 1)), (".", "листи [нові]", 'a"b', "a\\b*\udcff")
    )
    text = begin(seen, ui, "0.1")
    config, errors = load_leniently(write(tmp_path / "tonecheck.toml", text))
    assert errors == ()
    assert config.overrides[0].paths == ("./*", "листи [[]нові]/*", 'a"b/*', "a?b[*]?/*")
    proposed = re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)
    config, errors = load_leniently(write(tmp_path / "tonecheck.toml", proposed))
    assert errors == ()
    assert (config.select, config.ignore) == (("familiarity", "rudeness", "typos"), ("vagueness",))
    Checker(config)
