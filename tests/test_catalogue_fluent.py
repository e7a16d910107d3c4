"""Fluent: patterns, attributes, terms and variants, with places in indented blocks."""

from __future__ import annotations

import pytest

from tonecheck import read
from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import fluent
from tonecheck.message.catalogues.formats import looks_like_fluent

SOURCE = """# Коментар
-brand = Лис
open = Відкрити { $name }, будь ласка
    .title = Підказка
long =
    Перший рядок
      відступ

    кінець
files =
    { $n ->
        [one] { $n } файл
       *[other] { $n } файлів
    } обрано
"""


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_every_pattern_has_its_key_and_place(eol: str) -> None:
    source = SOURCE.replace("\n", eol)
    entries = {entry.key: entry for entry in fluent.read(source)}
    assert {key: entry.text for key, entry in entries.items() if key != "files"} == {
        "-brand": "Лис",
        "open": "Відкрити { $name }, будь ласка",
        "open.title": "Підказка",
        "long": "Перший рядок\n  відступ\n\nкінець",
        "files[one]": "{ $n } файл",
        "files[other]": "{ $n } файлів",
    }
    entry = entries["long"]
    span = entry.source_map.span(entry.text.index("рядок"), entry.text.index("кінець") + 6)
    assert source[span.start : span.end] == "рядок\n      відступ\n\n    кінець".replace("\n", eol)
    parts = read(source.encode(), "uk/app.ftl").parts
    assert [part.clean for part in parts if part.name.startswith(("open", "files"))] == [
        "Відкрити \ufffc, будь ласка",
        "Підказка",
        "\ufffc файл",
        "\ufffc файлів",
        "\ufffc обрано",
    ]


def test_a_template_of_freemarker_is_none() -> None:
    assert looks_like_fluent(SOURCE)
    assert not looks_like_fluent("<#if x>\nкey = 1\n</#if>")
    message = read("<#if vip>Вітаємо</#if>, ${name}!".encode(), "letter.ftl")
    assert (message.catalogue, message.kind) == (None, "template")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a = б\nb = { $x\n\nc = д\n", 'line 2: this is no Fluent: Expected token: "}"'),
        ("a = " + "{" * 31, "line 1: the Fluent is nested deeper than 30 levels"),
    ],
)
def test_an_error_names_its_line(source: str, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        list(fluent.read(source))
    assert str(caught.value) == sentence
