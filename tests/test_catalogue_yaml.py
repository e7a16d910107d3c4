"""YAML catalogues: scalars of every style lead back to their places."""

from __future__ import annotations

from typing import Any

import pytest
import yaml as oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import yaml


def texts(source: str) -> list[tuple[str, str]]:
    return [(entry.key, entry.text) for entry in yaml.read(source)]


def place(source: str, word: str) -> str:
    """The source of the first occurrence of ``word`` in a value."""
    entry = next(entry for entry in yaml.read(source) if word in entry.text)
    at = entry.text.index(word)
    span = entry.source_map.span(at, at + len(word))
    return source[span.start : span.end]


@pytest.mark.parametrize(
    ("source", "text", "word", "raw"),
    [
        ("a: Доброго дня\n", "Доброго дня", "го дня", "го дня"),
        ("a: Доброго\n   дня,\n\n   пане\n", "Доброго дня,\nпане", "го дня", "го\n   дня"),
        ("a: 'Ім''я  тут'\n", "Ім'я  тут", "м'я", "м''я"),
        ("a: 'Раз\n\n\n  два'\n", "Раз\n\nдва", "з\n\nд", "з\n\n\n  д"),
        (
            'a: "\\u0433\\x20л\\\n   янь\\t\\n\\"x\\""\n',
            'г лянь\t\n"x"',
            "глянь".replace("г", "г "),
            "\\u0433\\x20л\\\n   янь",
        ),
        ('a: "раз\n  два"\n', "раз два", "з д", "з\n  д"),
        ("a: |\n  раз\n    два\n\n  три\n", "раз\n  два\n\nтри\n", "з\n  два", "з\n    два"),
        ("a: |2-\n   раз\n  два\n", " раз\nдва", "раз\nдва", "раз\n  два"),
        ("a: >-  # note\n  раз\n  два\n\n  три\n", "раз два\nтри", "два\nтри", "два\n\n  три"),
        ("a: !!str &x 'раз'\n", "раз", "раз", "раз"),
    ],
)
def test_a_place_in_a_scalar(source: str, text: str, word: str, raw: str) -> None:
    assert texts(source) == [("a", text)]
    assert place(source, word) == raw


def test_an_alias_is_read_once_and_a_tag_is_not_evaluated() -> None:
    source = (
        "a: &x\n  b: раз\nc: *x\nd:\n  <<: *x\n  e: два\nf: !!python/object/apply:os.system ['три']\ng: !x четыре\n"
    )
    assert texts(source) == [("a.b", "раз"), ("d.e", "два"), ("f.0", "три")]


def test_laughs_do_not_grow() -> None:
    rows = "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(30))
    assert texts(f"a0: &a0 ха\n{rows}") == [("a0", "ха")]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a: б\n  c: д\n", "line 2: this is no YAML: mapping values are not allowed here"),
        ("a: б\n\tc: д\n", "line 2: this is no YAML: found character '\\t' that cannot start any token"),
        ("a: б\nc: \x07\n", "line 2: this is no YAML: it holds a character that YAML forbids"),
        ("[" * 101, "line 1: the YAML is nested deeper than 100 levels"),
    ],
)
def test_an_error_names_its_line(source: str, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        texts(source)
    assert str(caught.value) == sentence


LEAF = st.text(st.sampled_from("абв їx'\"\\:#-\n\t|>%&*!?é😀"), max_size=20)


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcd"), LEAF | st.lists(LEAF, max_size=2), max_size=4),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.integers(10, 40),
    st.booleans(),
)
def test_pyyaml_reads_the_same(value: dict[str, Any], style: str | None, width: int, allow_unicode: bool) -> None:
    source = oracle.safe_dump(value, default_style=style, width=width, allow_unicode=allow_unicode, sort_keys=False)
    leaves = [leaf for child in value.values() for leaf in (child if isinstance(child, list) else [child])]
    assert [text for _, text in texts(source)] == [leaf for leaf in leaves if not leaf.isascii()]
