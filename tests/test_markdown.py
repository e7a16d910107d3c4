"""Markdown: the text a reader sees and the places it came from, also where marko cannot be asked."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.message import markdown
from tonecheck.message.parts import HOLE, Extract
from tonecheck.message.templates import find_holes


def read(source: str) -> Extract:
    return markdown.extract(source, find_holes(source))


def origin(source: str, extract: Extract, piece: str) -> str:
    """The source that ``piece`` of the extracted text came from."""
    at = extract.text.index(piece)
    span = extract.source_map.span(at, at + len(piece))
    return source[span.start : span.end]


def quotes(extract: Extract) -> list[str]:
    return [extract.text[q.start : q.end] for q in extract.quotes]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Раз\nдва\n\nТри", "Раз\nдва\n\nТри"),
        ("Раз  \nдва\\\nтри", "Раз\nдва\nтри"),
        ("# Раз\nДва\n\nТри\n===", "Раз\n\nДва\n\nТри"),
        ("при*вет*, **дру**г ~~н~~", "привет, друг н"),
        ("раз_два_три \\*да\\* 5 \\| 6", "раз_два_три *да* 5 | 6"),
        ("- Раз\n- Два\n  - Три\n- Четыре", "Раз\nДва\n\nТри\n\nЧетыре"),
        ("1. Раз\n\n2. Два", "Раз\n\nДва"),
        ("- [x] Раз\n- [ ] Два", "Раз\nДва"),
        ("| Раз | Два \\| два |\n|---|:-:|\n| **т**ри | |\n\nда", "Раз\nДва | два\nтри\n\nда"),
        ("[Раз *два*](http://нет 'нет') ![тр**и**](нет.png) [да][x]\n\n[x]: http://нет 'нет'", "Раз два три да"),
        ("Смотрите https://site.ru и <https://site.ua>", "Смотрите https://site.ru и https://site.ua"),
        ("Файл `нет` и ``не`т`` есть", "Файл `` и `` есть"),
        ("Раз\n\n    нет\n\n```py\nнет\n```\n\n~~~\nнет", "Раз"),
        ("при<b>вет</b><br>да<!-- нет -->", "привет\nда"),
        ('<div class="x">\n<p>Раз</p> два<style>нет</style>\n</div>\n\nТри', "Раз\n\nдва\n\nТри"),
        ("&laquo;Раз&raquo;&nbsp;&#33;", "«Раз»\u00a0!"),
        ("---\ntitle: нет\n\ntags: [нет]\n---\nДа", "Да"),
        ("---\nДа\n\n---\nИ да", "Да\n\nИ да"),
        ("Да\n\n***\n\nИ да", "Да\n\nИ да"),
        ("> [!NOTE]\n> Раз", "Раз"),
        ("", ""),
    ],
)
def test_text_is_what_a_reader_sees(source: str, text: str) -> None:
    assert markdown.extract(source).text == text
    assert markdown.extract(source.replace("\n", "\r\n")).text == text
    assert markdown.extract(source.replace("\n", "\r")).text == text


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_piece_comes_from_its_place(line_end: str) -> None:
    lines = [
        "---",
        "a: нет",
        "---",
        "# Тема",
        "",
        "При**вет**, [д*руг*](x) &amp; \\*я\\*  ",
        "вторая",
        "",
        "> Цитата *раз*",
        "> два",
        ">> три",
        "",
        "- пункт",
        "  хвост",
        "",
        "| a | б \\| в |",
        "|---|---|",
    ]
    source = line_end.join(lines)
    extract = markdown.extract(source)
    assert extract.text == "Тема\n\nПривет, друг & *я*\nвторая\n\nЦитата раз\nдва\n\nтри\n\nпункт\nхвост\n\na\nб | в"
    assert origin(source, extract, "Тема") == "Тема"
    assert origin(source, extract, "Привет, друг") == "При**вет**, [д*руг"
    assert origin(source, extract, "&") == "&amp;"
    assert origin(source, extract, "*я*") == "*я\\*"
    assert origin(source, extract, "*я*\nвторая") == f"*я\\*  {line_end}вторая"
    assert origin(source, extract, "раз\nдва") == f"раз*{line_end}> два"
    assert origin(source, extract, "пункт\nхвост") == f"пункт{line_end}  хвост"
    assert origin(source, extract, "б | в") == "б \\| в"
    assert quotes(extract) == ["Цитата раз\nдва\n\nтри"]


def test_quotes_stand_apart_from_answers() -> None:
    extract = markdown.extract("> Раз?\n\nОтвет\n\n> Два?\nи два\n\nОтвет")
    assert extract.text == "Раз?\n\nОтвет\n\nДва?\nи два\n\nОтвет"
    assert quotes(extract) == ["Раз?", "Два?\nи два"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_holes(line_end: str) -> None:
    source = line_end.join(
        [
            "Привет, **{{ имя }}**!",
            "{% if счёт %}",
            "{# нет #}",
            "{% if a %}Счёт *|N|* [тут]({{ url }})",
            "{{ x",
            "y }}",
            "",
            "    {% endif %}",
            "Да",
        ]
    )
    extract = read(source)
    assert extract.text == f"Привет, {HOLE}!\n\nСчёт {HOLE} тут\n{HOLE}\n\nДа"
    spans = [extract.source_map.span(at, at + 1) for at, char in enumerate(extract.text) if char == HOLE]
    assert [source[span.start : span.end] for span in spans] == ["{{ имя }}", "*|N|*", f"{{{{ x{line_end}y }}}}"]
    assert origin(source, extract, "Да") == "Да"


def test_control_inside_a_word() -> None:
    assert read("Уважаем{% if м %}ый{% else %}ая{% endif %}").text == f"Уважаем{HOLE}ый{HOLE}ая"


BEYOND = {
    "quotes": ">" * 10_000 + " да",
    "lists": "- " * 10_000 + "да",
    "indented lists": "\n".join("  " * depth + "- да" for depth in range(300)),
    "brackets": "[" * 100_000 + "да",
    "links": "[а](" * 30_000,
    "emphasis": "*а **б " * 20_000,
    "backticks": "` `` " * 30_000,
    "comments": "<!-- " * 30_000,
    "definitions": "[а]: б\n" * 30_000,
    "underscores": "_" * 200_000,
    "blanks": "а" + " " * 200_000 + "б",
    "one word": "а" * 200_000,
    "address": "а@" + "б." * 100_000,
    "table": "|а" * 100_000 + "\n" + "|-" * 100_000,
}


@pytest.mark.parametrize("source", BEYOND.values(), ids=BEYOND)
def test_source_beyond_the_bounds_is_plain_text(source: str) -> None:
    extract = markdown.extract(source)
    assert extract.text == source
    assert extract.quotes == ()


def test_plain_reading_keeps_holes() -> None:
    source = "[" * 100_000 + "{{ имя }}\r\n{% if x %}**да**"
    extract = read(source)
    assert extract.text == "[" * 100_000 + f"{HOLE}\r\n**да**"
    assert origin(source, extract, HOLE) == "{{ имя }}"


def test_long_ordinary_letters_are_within_the_bounds() -> None:
    paragraph = "Добрый день, **Иван**! Счёт [здесь](https://site.ru/a_b), `код` — 5 * 5 & «всё».\n" * 5
    assert "**" not in markdown.extract((paragraph + "\n") * 200).text
    line = "Слово за слово, и так без конца. " * 6_000 + "**Конец**."
    assert markdown.extract(line).text.endswith("конца. Конец.")


def test_deep_but_human_nesting_is_within_the_bounds() -> None:
    assert markdown.extract("> > > > - - 1. **да**\n" + "-" * 200).text == "да"


def test_marko_is_imported_only_for_markdown() -> None:
    code = "import sys; import tonecheck.message.markdown; sys.exit('marko' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


MARKS = st.lists(
    st.sampled_from(
        [
            "*",
            "**",
            "_",
            "`",
            "```",
            "[",
            "]",
            "(",
            ")",
            "!",
            "<",
            ">",
            "> ",
            "- ",
            "1. ",
            "# ",
            "\n",
            "\n\n",
            "\r\n",
            "    ",
            "\t",
            " ",
            "  \n",
            "\\",
            "|",
            "|-|-|\n",
            "~~",
            "---\n",
            "===\n",
            "<b>",
            "</b>",
            "<div>",
            "<!--",
            "-->",
            "&amp;",
            "&#33;",
            "слово",
            "ё",
            "a",
            "{{ x }}",
            "{% if a %}",
            "{# нет #}",
            "[a]: b\n",
            HOLE,
            "\x00",
            "\x0c",
            "\x0b",
            "\u2028",
            "https://a.ru",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(MARKS)
def test_any_markdown_gives_a_monotone_map_and_ranges_inside_the_text(source: str) -> None:
    holes = find_holes(source)
    extract = markdown.extract(source, holes)
    spans = [extract.source_map.span(at, at + 1) for at in range(len(extract.text))]
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert [s.end for s in spans] == sorted(s.end for s in spans)
    assert all(0 <= s.start <= s.end <= len(source) for s in spans)
    ranges = {(hole.start, hole.end) for hole in holes}
    for char, span in zip(extract.text, spans, strict=True):
        if char == HOLE:
            assert (span.start, span.end) in ranges
        elif char.isalpha() and span.end == span.start + 1:
            assert source[span.start] == char
    assert all(0 <= q.start < q.end <= len(extract.text) for q in extract.quotes)
