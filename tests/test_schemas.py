"""The JSON Schemas of configurations and rules say what the code does, no more and no less."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import pytest

from tonecheck.checks import CHECK_NAMES
from tonecheck.config import load_leniently
from tonecheck.config.keys import KEYS, OPEN_TABLES, OVERRIDABLE
from tonecheck.matchers.tokens import ATTRIBUTES
from tonecheck.rule import Address
from tonecheck.rulebook import load_categories
from tonecheck.rulefile import _CHOICES, _EXAMPLE_KEYS, _FLAGS, _KEYS, _TEXT_LISTS, VOICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tonecheck.config.lines import Keys

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "docs/schemas"
CONFIG: dict[str, Any] = json.loads(SCHEMAS.joinpath("config.schema.json").read_text("utf-8"))
RULE: dict[str, Any] = json.loads(SCHEMAS.joinpath("rule.schema.json").read_text("utf-8"))
SAMPLE = SCHEMAS.joinpath("sample.toml").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", ROOT.joinpath("docs/config.md").read_text("utf-8"), flags=re.DOTALL)


def resolve(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A schema and those that it refers to or offers."""
    yield schema
    if "$ref" in schema:
        yield from resolve(CONFIG["definitions"][schema["$ref"].rpartition("/")[2]])
    for inner in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from resolve(inner)


def leaves(schema: Mapping[str, Any], keys: Keys = ()) -> Iterator[tuple[Keys, list[Mapping[str, Any]]]]:
    """Every key that a table may hold, and what is said of it; every table must refuse others."""
    forms = list(resolve(schema))
    tables = [form for form in forms if form.get("type") == "object"]
    if not tables:
        yield keys, forms
    for table in tables:
        if isinstance(table["additionalProperties"], dict):
            yield keys, list(resolve(table["additionalProperties"]))
        else:
            assert table["additionalProperties"] is False
        for name, inner in table.get("properties", {}).items():
            yield from leaves(inner, (*keys, name))


def test_the_schema_knows_every_key_and_none_more() -> None:
    known = dict(leaves(CONFIG))
    entry = known.pop(("overrides",))
    assert set(known) == {*KEYS, *OPEN_TABLES}
    assert set(dict(leaves(entry[0]["items"]))) == {*OVERRIDABLE, *OPEN_TABLES}


def write(folder: Path, text: str) -> Path:
    path = folder / "house/tonecheck.toml"
    for name in ("house/house-rules", "base"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "base/tonecheck.toml").write_text("", encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return path


def as_toml(keys: Keys, value: object) -> str:
    return f"{'.'.join(keys)} = {json.dumps(value)}\n"


@pytest.mark.parametrize("keys", [keys for keys, forms in leaves(CONFIG) if any("enum" in form for form in forms)])
def test_choices_are_those_of_the_code(tmp_path: Path, keys: Keys) -> None:
    forms = next(forms for known, forms in leaves(CONFIG) if known == keys)
    allowed = {json.dumps(value) for form in forms for value in form.get("enum", ())}
    named = (*keys, "typos") if keys in OPEN_TABLES else keys
    (error,) = load_leniently(write(tmp_path, as_toml(named, "no-such")))[1]
    more = str(error).partition(" must be ")[2].rpartition(", not ")[0]
    said = re.findall(r"'([\w-]+)'|\b(true|false)\b", more)
    assert {json.dumps(text) if text else word for text, word in said} == allowed


def test_categories_before_sending_are_those_of_the_rules() -> None:
    (table,) = [forms for keys, forms in leaves(CONFIG) if keys == ("presend", "categories")]
    assert table[0]["items"]["enum"] == [category.id for category in load_categories()]


@pytest.mark.parametrize("text", [SAMPLE, *BLOCKS])
def test_what_the_documentation_shows_is_valid(tmp_path: Path, text: str) -> None:
    jsonschema.validate(tomllib.loads(text), CONFIG)
    assert load_leniently(write(tmp_path, text))[1] == ()


def test_the_sample_has_every_key() -> None:
    def list_keys(table: Mapping[str, Any], keys: Keys = ()) -> Iterator[Keys]:
        for name, value in table.items():
            here = (*keys, name)
            if isinstance(value, dict) and here not in OPEN_TABLES:
                yield from list_keys(value, here)
            else:
                yield here

    sample = tomllib.loads(SAMPLE)
    (entry,) = sample.pop("overrides")
    assert set(list_keys(sample)) == {*KEYS, *OPEN_TABLES}
    assert set(list_keys(entry)) == {*OVERRIDABLE, *OPEN_TABLES}


@pytest.mark.parametrize(
    "text",
    [
        "selct = []",
        "select = 'typos'",
        "select = ['']",
        "fail-on = 'warn'",
        "preview = 1",
        "address = 'polite'",
        "address.mod = 'formal'",
        "spelling.languagetool.url = 'ftp://a'",
        "copy.managers = ['Анна']",
        "severity.typos = 'fatal'",
        "presend.only-to = ['company.example']",
        "presend.categories = ['rudness']",
        "overrides = 1",
        "[[overrides]]\nkind = 'template'",
        "[[overrides]]\npaths = []",
        "[[overrides]]\npaths = ['/a']",
        "[[overrides]]\npaths = ['a\\b']",
        "[[overrides]]\npaths = ['a']\nfail-on = 'error'",
        "[[overrides]]\npaths = ['a']\nspelling.languagetool.url = 'http://a'",
    ],
)
def test_what_the_code_refuses_the_schema_does(tmp_path: Path, text: str) -> None:
    assert len(load_leniently(write(tmp_path, text))[1]) == 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), CONFIG)


def test_the_schema_of_rules_is_that_of_the_code() -> None:
    properties = RULE["properties"]
    assert (RULE["additionalProperties"], set(properties)) == (False, set(_KEYS))
    assert {key: set(form["enum"]) for key, form in properties.items() if "enum" in form} == {
        **{key: {str(word) for word in words} for key, words in _CHOICES.items()},
        "check": set(CHECK_NAMES),
    }
    assert [form["required"] for form in RULE["oneOf"]] == [[voice] for voice in VOICES]
    assert {key for key, form in properties.items() if form.get("type") == "boolean"} == set(_FLAGS)
    assert all(properties[key]["items"] == {"type": "string"} for key in _TEXT_LISTS)
    assert set(properties["tokens"]["items"]["items"]["propertyNames"]["enum"]) == ATTRIBUTES
    for key, missing in (("bad", set()), ("good", {"fixed"})):
        example = properties[key]["items"]
        assert (example["additionalProperties"], set(example["properties"])) == (False, set(_EXAMPLE_KEYS) - missing)
        assert set(example["properties"]["address"]["enum"]) == set(get_args(Address))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_check_jsonschema_accepts_our_files_and_refuses_a_wrong_one(tmp_path: Path) -> None:
    schema = SCHEMAS / "rule.schema.json"
    rules = sorted(ROOT.glob("rules/??/*/*.toml"))
    assert run("--check-metaschema", *SCHEMAS.glob("*.json")).returncode == 0
    assert run("--schemafile", schema, *rules).returncode == 0
    wrong = tmp_path / "rule.toml"
    wrong.write_text(rules[0].read_text("utf-8").replace("message =", "mesage ="), "utf-8")
    refused = run("--schemafile", schema, wrong)
    assert (refused.returncode, "mesage" in refused.stdout) == (1, True)
