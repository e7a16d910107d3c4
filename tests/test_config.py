from __future__ import annotations

from pathlib import Path

import pytest

import house
from tonecheck.checks.base import Settings
from tonecheck.config import Config, Presend, discover, load, load_leniently
from tonecheck.errors import ConfigError
from tonecheck.model import Severity
from tonecheck.rulebook import load_rules
from tonecheck.selection import select


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_that_can_be_configured(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    path = write(
        tmp_path / "tonecheck.toml",
        """
select = ["familiarity", "typos"]
ignore = ["familiarity/address-*"]
preview = true
fail-on = "error"
rules = ["rules"]
language = "uk"
ui-language = "ru"
kind = "template"
vocabulary = ["брендбук", "Prozorro"]
spelling = "off"

[address]
mode = "consistent"
capital = "upper"

[severity]
typos = "warning"
"familiarity/slang" = "info"

[presend]
refuse-on = "warning"
categories = ["rudeness", "placeholder"]
only-to = ["*@client.example", "boss@company.example"]
skip-to = ["*@company.example"]
author-override = true
""",
    )
    assert load(path) == Config(
        select=("familiarity", "typos"),
        ignore=("familiarity/address-*",),
        preview=True,
        severity=(("typos", Severity.WARNING), ("familiarity/slang", Severity.INFO)),
        fail_on=Severity.ERROR,
        rules=(tmp_path / "rules",),
        language="uk",
        ui_language="ru",
        kind="template",
        settings=Settings(
            address="consistent", capital="upper", vocabulary=frozenset({"брендбук", "Prozorro"}), spelling="off"
        ),
        presend=Presend(
            refuse_on=Severity.WARNING,
            categories=("rudeness", "placeholder"),
            only_to=("*@client.example", "boss@company.example"),
            skip_to=("*@company.example",),
            author_override=True,
        ),
        path=path,
    )


def test_address_may_be_one_word(tmp_path: Path) -> None:
    assert load(write(tmp_path / "tonecheck.toml", 'address = "informal"\n')).settings.address == "informal"
    assert load(write(tmp_path / "tonecheck.toml", 'address.capital = "lower"\n')).settings.capital == "lower"
    assert load(write(tmp_path / "tonecheck.toml", 'address = {mode = "formal"}\n')).settings == Settings()


def test_pyproject_has_a_table_of_ours(tmp_path: Path) -> None:
    path = write(tmp_path / "pyproject.toml", '[project]\nname = "x"\n\n[tool.tonecheck]\nignore = ["typos"]\n')
    assert load(path) == Config(ignore=("typos",), path=path)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ('\nselct = ["typos"]\n', 2, "unknown key selct; did you mean 'select'?"),
        ("zzz = 1\n", 1, "unknown key zzz"),
        (
            '# first\n[address]\nmode = "formal"\ncaptial = "keep"\n',
            4,
            "unknown key address.captial; did you mean 'capital'?",
        ),
        ("copy = true\n", 1, 'copy must be a table such as managers = ["chief@company.example"], not True'),
        ('[copy]\nmanager = ["a@b.example"]\n', 2, "unknown key copy.manager; did you mean 'managers'?"),
        ('[copy]\ntopics = []\nmanagers = ["Анна"]\n', 3, "copy.managers holds e-mail addresses; 'Анна' is none"),
        ('[presend]\nrefuse = "error"\n', 2, "unknown key presend.refuse; did you mean 'refuse-on'?"),
        (
            '[presend]\ncategories = ["rudness"]\n',
            2,
            "presend.categories: no category is called 'rudness'; did you mean 'rudeness' or 'vagueness'?",
        ),
        (
            '[presend]\nskip-to = ["company.example"]\n',
            2,
            "presend.skip-to holds addresses or patterns such as '*@company.example'; 'company.example' is neither",
        ),
        ("presend = true\n", 1, 'presend must be a table such as refuse-on = "error", not True'),
        (
            "spelling.languagetool = 1\n",
            1,
            'spelling.languagetool must be a table such as url = "http://127.0.0.1:8081", not 1',
        ),
        ("severity.typos.x = 1\n", 1, "severity.typos must be one of 'error', 'warning', 'info', not {'x': 1}"),
        ('preview = "yes"\n', 1, "preview must be true or false, not 'yes'"),
        ('select = "typos"\n', 1, "select must be a list of texts, not 'typos'"),
        ("ignore = [1]\n", 1, "ignore must be a list of texts, not [1]"),
        (
            'fail-on = "warn"\n',
            1,
            "fail-on must be one of 'error', 'warning', 'info', not 'warn'; did you mean 'warning'?",
        ),
        ("language = 1\n", 1, "language must be one of 'ru', 'uk', not 1"),
        (
            '[severity]\ntypos = "error"\n"familiarity/slang" = "fatal"\n',
            3,
            "severity.familiarity/slang must be one of 'error', 'warning', 'info', not 'fatal'",
        ),
        ('severity = "error"\n', 1, "severity must be a table such as typos = \"warning\", not 'error'"),
        ('address = "polite"\n', 1, "address must be one of 'formal', 'informal', 'consistent', not 'polite'"),
        (
            'preview = true\naddress = {mode = "x"}\n',
            2,
            "address.mode must be one of 'formal', 'informal', 'consistent', not 'x'",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_by_file_and_line(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    path = write(tmp_path / "tonecheck.toml", text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value) == f"{path}:{line}: {sentence}"


def test_the_line_is_that_of_our_own_table(tmp_path: Path) -> None:
    path = write(
        tmp_path / "pyproject.toml", "[tool.other]\nselct = 1\n\n[tool.tonecheck]\npreview = true\nselct = []\n"
    )
    with pytest.raises(ConfigError, match=r"pyproject\.toml:6: unknown key selct"):
        load(path)


def test_a_rules_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", 'rules = ["nowhere"]\n')
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value) == f"{path}:1: rules names a folder that is not there: {tmp_path / 'nowhere'}"


def test_what_is_no_toml_is_said_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", "select = []\nignore = ,\n")
    with pytest.raises(ConfigError, match=r"tonecheck\.toml: the configuration is not valid TOML: .*line 2"):
        load(path)
    path.write_bytes("vocabulary = ['і']".encode("cp1251"))
    with pytest.raises(ConfigError, match=r"tonecheck\.toml: the configuration is not UTF-8$"):
        load(path)
    with pytest.raises(ConfigError, match=r"none\.toml: cannot read the configuration: No such file or directory$"):
        load(tmp_path / "none.toml")


def test_the_rest_of_a_faulty_file_still_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "tonecheck.toml", 'selct = []\nignore = ["typos"]\nkind = 3\n')
    config, errors = load_leniently(path)
    assert config == Config(ignore=("typos",), path=path)
    assert [str(error).partition(": ")[0] for error in errors] == [f"{path}:1", f"{path}:3"]


def test_a_broken_pyproject_counts_if_it_means_to_configure_tonecheck(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    path = write(tmp_path / "pyproject.toml", "[project\n[tool.other]\n")
    assert discover(tmp_path) is None
    write(path, "[project\n[tool.tonecheck]\nselect = []\n")
    assert discover(tmp_path) == path
    with pytest.raises(ConfigError, match=r"pyproject\.toml: the configuration is not valid TOML: "):
        load(path)


def test_the_nearest_file_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    letters = tmp_path / "a" / "b"
    letters.mkdir(parents=True)
    assert discover(letters) is None
    top = write(tmp_path / "tonecheck.toml", "")
    assert discover(letters) == top
    write(tmp_path / "a" / "pyproject.toml", "[project]\nname = 'x'\n")
    assert discover(letters) == top
    near = write(tmp_path / "a" / "pyproject.toml", "[tool.tonecheck]\n")
    assert discover(letters) == near
    assert discover(write(letters / "tonecheck.toml", "").parent) == letters / "tonecheck.toml"


def test_the_search_ends_at_the_root_of_a_repository_and_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "tonecheck.toml", "")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "home" / "letters").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert discover(tmp_path / "repository") is None
    assert discover(tmp_path / "home" / "letters") is None


RULES = load_rules((house.folder(),)).rules


def chosen(config: Config) -> set[str]:
    return {rule.id for rule in select(RULES, config) if rule.id.partition("/")[2].startswith("test-")}


def test_rules_are_chosen_by_id_category_and_pattern() -> None:
    assert chosen(Config()) == set(house.SPEAKING)
    assert chosen(Config(select=("excuses",))) == {"excuses/test-season", "excuses/test-season-again"}
    assert chosen(Config(select=("*/test-season",))) == {"excuses/test-season"}
    assert chosen(Config(select=("excuses", "rudeness"), ignore=("excuses/*-again",))) == {
        "excuses/test-season",
        "rudeness/test-subject",
    }


def test_rules_that_are_off_or_in_preview_speak_when_asked_for() -> None:
    assert chosen(Config(select=("typos",))) == set()
    assert chosen(Config(select=("typos",), preview=True)) == {"typos/test-preview"}
    assert chosen(Config(select=("typos/test-off",))) == {"typos/test-off"}
    assert chosen(Config(select=("typos/test-old-name",))) == {"typos/test-preview"}
    assert chosen(Config(select=("typos/test-off",), ignore=("typos",))) == set()


def test_the_last_severity_that_fits_counts() -> None:
    config = Config(severity=(("excuses", Severity.INFO), ("excuses/test-season", Severity.WARNING)))
    graded = {rule.id: rule.severity.value for rule in select(RULES, config)}
    assert (graded["excuses/test-season"], graded["excuses/test-season-again"]) == ("warning", "info")
    assert graded["familiarity/test-hello"] == "error"


def test_a_selector_that_means_nothing_is_refused_with_the_near_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        select(RULES, Config(ignore=("excuses/test-seazon",), path=Path("tonecheck.toml")))
    assert str(caught.value).startswith(
        "tonecheck.toml: ignore: no rule or category is called 'excuses/test-seazon';"
        " did you mean 'excuses/test-season' or 'excuses/test-season-again'"
    )
