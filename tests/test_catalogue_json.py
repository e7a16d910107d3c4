"""JSON catalogues: every string with its exact place, and nothing else."""

from __future__ import annotations

import json as oracle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import json


def texts(source: str) -> list[tuple[str, str]]:
    return [(entry.key, entry.text) for entry in json.read(source)]


def test_keys_lead_to_every_string() -> None:
    source = '{"mail": {"subject": "Тема", "lines": ["раз", {"b": "два"}]}, "n": 1, "empty": {}, "no": [], "t": true}'
    assert texts(source) == [("mail.subject", "Тема"), ("mail.lines.0", "раз"), ("mail.lines.1.b", "два")]


def test_an_escaped_letter_leads_back_to_its_escape() -> None:
    source = '{"a": "x\\u0433\\u043b\\"\\ud83d\\ude00я"}'
    [entry] = json.read(source)
    assert entry.text == 'xгл"😀я'
    places = [entry.source_map.span(at, at + 1) for at in range(len(entry.text))]
    assert [source[p.start : p.end] for p in places] == ["x", "\\u0433", "\\u043b", '\\"', "\\ud83d\\ude00", "я"]


def test_locales_are_read_from_the_keys() -> None:
    source = '{"ru": {"a": "да"}, "en": {"a": "yes"}}'
    assert [(entry.key, entry.locale) for entry in json.read(source)] == [("ru.a", "ru"), ("en.a", "en")]
    source = '{"title": {"uk": "Так", "ru": "Да"}, "menu": {"ru": "Россия"}}'
    assert [entry.locale for entry in json.read(source)] == ["uk", "ru", None]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('{"a": "б",\n}', "line 2: this is no JSON, a key in double quotes was expected"),
        ('{"a"\n\n "б"}', "line 3: this is no JSON, a colon was expected after the key"),
        ('{"a": "б"\n"c": "д"}', "line 2: this is no JSON, a comma or the closing bracket was expected"),
        ('{"a": "\\д"}', "line 1: this is no JSON, JSON has no escape \\д"),
        ('{"a": "б\n"}', "line 1: this is no JSON, a value was expected"),
        ("{}\n{}", "line 2: this is no JSON, something follows the end of the document"),
        ("", "line 1: this is no JSON, a value was expected"),
        ("[" * 101, "line 1: this is no JSON, it is nested deeper than 100 levels"),
    ],
)
def test_an_error_names_its_line(source: str, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        list(json.read(source))
    assert str(caught.value) == sentence


def leaves(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [leaf for child in children for leaf in leaves(child)]


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.text(max_size=8) | st.integers() | st.none() | st.booleans(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(max_size=4).filter(lambda key: key[:1] != "@"), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    st.booleans(),
)
def test_the_standard_library_reads_the_same(value: object, ascii_only: bool) -> None:
    source = oracle.dumps(value, ensure_ascii=ascii_only)
    entries = list(json.read(source))
    assert [entry.text for entry in entries] == leaves(value)
    for entry in entries:
        raw = source[entry.source_map.span(0, 0).start : entry.source_map.span(0, len(entry.text)).end]
        assert not entry.text or oracle.loads(f'"{raw}"') == entry.text
        assert oracle.loads(f'"{entry.write(entry.text)}"') == entry.text


def test_what_tells_about_the_strings_is_none() -> None:
    assert texts('{"@metadata": {"authors": ["Іван"]}, "a": "Так"}') == [("a", "Так")]
