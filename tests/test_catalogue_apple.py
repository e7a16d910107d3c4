"""Apple's .strings and .xcstrings, and ARB."""

from __future__ import annotations

import json

import pytest

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import arb, strings, xcstrings


def test_strings_with_comments_bare_keys_and_escapes() -> None:
    source = '/* "no" = "Ні"; */\n// x\n"a \\"b\\"" = "Так\\n\\U0433\\"!";\nCFBundleName = Ось;\n"same";\n'
    entries = list(strings.read(source))
    assert [(e.key, e.text) for e in entries] == [('a "b"', 'Так\nг"!'), ("CFBundleName", "Ось")]
    span = entries[0].source_map.span(3, 5)
    assert source[span.start : span.end] == "\\n\\U0433"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('"a" = "б"\n"c" = "д";', "line 1: this is no line of a .strings file: a semicolon is missing"),
        ('"a" = "б";\n"c" "д";', 'line 2: this is no line of a .strings file: expected "key" = "value";'),
        (
            '"a" = "б;\n',
            "line 1: this is no line of a .strings file: a string is not closed, or a sign stands between strings",
        ),
    ],
)
def test_an_error_names_its_line(source: str, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        list(strings.read(source))
    assert str(caught.value) == sentence


def test_a_string_catalogue_gives_every_translation_with_its_form() -> None:
    unit = {"state": "translated", "value": "файл"}
    plural = {"plural": {"one": {"stringUnit": unit}, "few": {"stringUnit": {"state": "translated", "value": "файли"}}}}
    catalogue = {
        "sourceLanguage": "en",
        "strings": {
            "Open. %lld": {
                "comment": "Коментар",
                "localizations": {
                    "ru": {"stringUnit": {"state": "translated", "value": "Открыть"}},
                    "uk": {"variations": plural},
                    "en": {"stringUnit": {"state": "new", "value": "Open"}},
                },
            },
            "Set": {"localizations": {"ru": {"stringSet": {"state": "translated", "values": ["Раз", "Два"]}}}},
            "Sub": {
                "localizations": {
                    "uk": {
                        "stringUnit": {"state": "translated", "value": "Ось %#@files@"},
                        "substitutions": {"files": {"argNum": 1, "formatSpecifier": "lld", "variations": plural}},
                    }
                }
            },
            "Other": {"localizations": {"ru": {"stringUnit": {"state": "new", "value": "Другое"}}}},
        },
    }
    assert [(e.key, e.locale, e.text) for e in xcstrings.read(json.dumps(catalogue))] == [
        ("Open. %lld", "ru", "Открыть"),
        ("Open. %lld[one]", "uk", "файл"),
        ("Open. %lld[few]", "uk", "файли"),
        ("Set[0]", "ru", "Раз"),
        ("Set[1]", "ru", "Два"),
        ("Sub", "uk", "Ось %#@files@"),
        ("Sub[files][one]", "uk", "файл"),
        ("Sub[files][few]", "uk", "файли"),
    ]


def test_what_arb_says_about_a_message_is_none() -> None:
    source = '{"@@locale": "uk", "a": "Так", "@a": {"description": "Опис", "placeholders": {"n": {"example": "Ні"}}}}'
    assert [(e.key, e.locale, e.text) for e in arb.read(source)] == [("a", "uk", "Так")]
