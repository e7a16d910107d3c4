"""From a file to parts: formats, kinds, segments in the source, passages in the clean text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.errors import ConfigError, UnreadableError
from tonecheck.message import from_text, read
from tonecheck.message.assemble import build_part
from tonecheck.message.parts import HOLE, Message, Part


def segments(part: Part) -> list[tuple[str, str]]:
    return [(each.kind, part.text[each.start : each.end]) for each in part.segments]


def passages(part: Part) -> list[str]:
    return [part.clean[each.start : each.end] for each in part.passages]


def shape(message: Message) -> tuple[str, str, str]:
    return message.parts[-1].name, message.parts[-1].format, message.kind


MAIL = b"From: a@example.com\nTo: b@example.com\nSubject: x\n\nHello"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"Hello", None, ("text", "text", "message")),
        (b"Hello", "letter.txt", ("text", "text", "message")),
        (b"Hello", "letter", ("text", "text", "message")),
        (b"Hello", "Letter.MD", ("markdown", "markdown", "message")),
        (b"<p>Hello", "letter.html", ("html", "html", "message")),
        (b"<p>Hello", "letter.HTM", ("html", "html", "message")),
        (MAIL, "letter.eml", ("text/plain", "text", "message")),
        (MAIL, None, ("text/plain", "text", "message")),
        (MAIL, "-", ("text/plain", "text", "message")),
        (MAIL, "letter.txt", ("text", "text", "message")),
        (b"Note: a\nHello", None, ("text", "text", "message")),
        (b"Hello {{ name }}", "letter.j2", ("text", "text", "template")),
        (b"<p>Hello {{ name }}</p>", "letter.j2", ("html", "html", "template")),
        (b"<p>Hello", "letter.html.erb", ("html", "html", "template")),
        (b"Hello", "letter.txt.jinja2", ("text", "text", "template")),
        (b"Hello", "letter.liquid.md", ("markdown", "markdown", "template")),
        (b"<mjml><mj-body><mj-text>Hello</mj-text></mj-body></mjml>", "letter.mjml", ("html", "html", "template")),
    ],
)
def test_suffixes_say_what_a_file_is(data: bytes, name: str | None, expected: tuple[str, str, str]) -> None:
    assert shape(read(data, name)) == expected


def test_kind_may_be_overridden() -> None:
    assert read(b"Hello", "a.txt", kind="template").kind == "template"
    assert read(b"Hello", "a.j2", kind="message").kind == "message"
    assert read(MAIL, "a.eml", kind="template").kind == "template"
    assert from_text("Hello", kind="template").kind == "template"


def test_plain_texts_have_neither_headers_nor_attachments() -> None:
    message = from_text("Привет")
    assert (message.headers, message.attachments, message.name, message.notes) == (None, None, None, ())


def test_binary_and_unknown_formats_are_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^The input is binary, not text: it holds NUL bytes\."):
        read(b"PK\x03\x04\x00\x00", "letter.txt")
    with pytest.raises(ConfigError, match=r"^unknown format 'pdf': it is 'text', 'html' or 'markdown'$"):
        from_text("a", "pdf")  # type: ignore[arg-type]


def test_segments_stand_in_the_source_and_passages_in_the_clean_text() -> None:
    source = "\ufeffДобрий\xa0день,\r\n\r\nоб’є\xadкт здано.\r\n\r\nЗ повагою,\r\nІван\r\n\r\n> Ти де?\r\n"
    part = from_text(source).parts[0]
    assert segments(part) == [
        ("own", "\ufeffДобрий\xa0день,\r\n\r\nоб’є\xadкт здано.\r\n\r\nЗ повагою,\r\n"),
        ("signature", "Іван\r\n"),
        ("own", "\r\n"),
        ("quote", "> Ти де?\r\n"),
    ]
    assert passages(part) == ["Добрий день,\n\nоб'єкт здано.\n\nЗ повагою,\n"]
    at = part.clean.index("об'єкт")
    span = part.source_map.span(at, at + len("об'єкт"))
    assert source[span.start : span.end] == "об’є\xadкт"


def test_byte_order_mark_of_a_file_is_no_text() -> None:
    part = read("\ufeffПривет".encode(), "a.txt").parts[0]
    assert (part.text, part.clean) == ("Привет", "Привет")


def test_holes_are_segments_of_their_own() -> None:
    source = "Добрый день, {{ имя }}!\n{# тут #}Готово.\n"
    part = from_text(source).parts[0]
    assert part.clean == f"Добрый день, {HOLE}!\nГотово.\n"
    assert segments(part) == [
        ("own", "Добрый день, "),
        ("hole", "{{ имя }}"),
        ("own", "!\n"),
        ("hole", "{# тут #}"),
        ("own", "Готово.\n"),
    ]
    assert [hole.kind for hole in part.holes] == ["value", "comment"]


def test_hole_as_the_name_in_a_signature() -> None:
    part = from_text("Готово.\n\nС уважением,\n{{ manager }}\n").parts[0]
    assert segments(part) == [("own", "Готово.\n\nС уважением,\n"), ("hole", "{{ manager }}"), ("signature", "\n")]
    assert passages(part) == ["Готово.\n\nС уважением,\n"]


def test_html_quotes_and_signatures() -> None:
    source = (
        "<p>Договор согласован.</p><p>С уважением,<br>Анна Котова</p>"
        "<div>12.05.2025 10:14, Иван пишет:</div><blockquote><p>Привет, где договор?</p></blockquote>"
    )
    part = from_text(source, "html").parts[0]
    assert [text.strip() for text in passages(part)] == ["Договор согласован.\n\nС уважением,"]
    assert [
        (kind, part.text[s:e].count("Иван пишет"))
        for kind, s, e in ((x.kind, x.start, x.end) for x in part.segments)
        if kind == "quote"
    ] == [("quote", 1)]
    quote = next(each for each in part.segments if each.kind == "quote")
    assert "Привет, где договор?" in part.text[quote.start : quote.end]


def test_subject_is_own_text_whatever_it_says() -> None:
    part = build_part("subject", "> Анна", has_quotes=False)
    assert segments(part) == [("own", "> Анна")]
    assert passages(part) == ["> Анна"]


def test_composed_and_decomposed_letters_have_the_same_segments() -> None:
    source = 'Їжак ждёт.\n\nЗ повагою,\nАндрій\n\n12 травня 2025, 10:14:05, від "Андрій" <a@example.com>:\n\nНі.\n'
    one = from_text(source).parts[0]
    other = from_text(unicodedata.normalize("NFD", source)).parts[0]
    assert one.clean == other.clean
    assert one.passages == other.passages
    assert [(k, unicodedata.normalize("NFC", t)) for k, t in segments(other)] == segments(one)


PIECES = st.sampled_from(
    [
        "Добрый день!",
        "{{ x }}",
        "{% if a %}",
        "\r\n",
        "\n",
        "> ",
        "С уважением,",
        "Иван",
        "\xad",
        "и\u0306",
        "\ufeff",
        "\ufffc",
        "<p>",
        "</p>",
        "*",
        "&nbsp;",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=16).map("".join), st.sampled_from(["text", "html", "markdown"]))
def test_segments_cover_every_source(source: str, format_: str) -> None:
    part = from_text(source, format_).parts[0]  # type: ignore[arg-type]
    assert "".join(text for _, text in segments(part)) == source
    assert all(0 <= each.start < each.end <= len(part.clean) for each in part.passages)
    if part.clean:
        span = part.source_map.span(0, len(part.clean))
        assert 0 <= span.start <= span.end <= len(source)


def test_long_letters() -> None:
    source = ("Об’єкт здано, дякую. " * 50_000) + "\n" + "> цитата\n" * 1_000
    part = from_text(source).parts[0]
    assert [each.kind for each in part.segments] == ["own", "quote"]
    assert part.clean.count("'") == 50_000
