"""HTML: the text a reader sees, the places it came from, and what mail clients mark."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.message import html
from tonecheck.message.html_tokens import find_html_tokens
from tonecheck.message.parts import HOLE, Extract
from tonecheck.message.templates import find_holes


def read(source: str) -> Extract:
    return html.extract(source, find_holes(source))


def origin(source: str, extract: Extract, piece: str) -> str:
    """The source that ``piece`` of the extracted text came from."""
    at = extract.text.index(piece)
    span = extract.source_map.span(at, at + len(piece))
    return source[span.start : span.end]


def quotes(extract: Extract) -> list[str]:
    return [extract.text[q.start : q.end] for q in extract.quotes]


def signatures(extract: Extract) -> list[str]:
    return [extract.text[s.start : s.end] for s in extract.signatures]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Раз</p><p>Два</p>", "Раз\n\nДва"),
        ("<p>Раз<p>Два", "Раз\n\nДва"),
        ("<div>Раз</div><div>Два</div>", "Раз\nДва"),
        ("Раз<br>Два<br/><br />Три", "Раз\nДва\n\nТри"),
        ("<div>Раз</div><div><br></div><div>Два<br></div><div>Три</div>", "Раз\n\nДва\nТри"),
        ("<h1>Раз</h1>Два<h2>Три</h2>", "Раз\nДва\nТри"),
        ("<ul><li>Раз</li><li>Два</ul>Три", "Раз\nДва\n\nТри"),
        ("<table><tr><td>Раз<td>Два<tr><td>Три</table>Четыре", "Раз\nДва\nТри\n\nЧетыре"),
        ("  Раз \n\t два  <b> три </b> четыре ", "Раз два три четыре"),
        ("<p> Раз </p> <p> Два </p>", "Раз\n\nДва"),
        ("<pre>\n раз\r\n  два</pre>три", " раз\n  два\n\nтри"),
        ('<div style="white-space: pre-wrap">раз\n  два</div>', "раз\n  два"),
        ("при<b>вет</b>, д<span>р</span><i>уг</i>", "привет, друг"),
        ("пере<wbr>нос и пере&shy;нос", "перенос и пере\u00adнос"),
        ("раз&nbsp;&nbsp;два", "раз\u00a0\u00a0два"),
        ("раз&#32;&#x20; два&Tab;три", "раз два три"),
        ("5 < 6 & 7 > 4 </ конец", "5 < 6 & 7 > 4"),
        ("раз<!-- нет -->два<!--> три<!---> четыре<!-- a --!> пять", "раздва три четыре пять"),
        ("раз<!--[if mso]><p>нет</p><![endif]-->два", "раздва"),
        ("<!--[if !mso]><!-->раз<!--<![endif]--> два", "раз два"),
        ("<![if !mso]>раз<![endif]><?xml нет?><!DOCTYPE нет></-нет>два", "раздва"),
        ("<![x", ""),
        ("<head><title>нет</title><style>нет{}</style><script>'<p>нет'</script></head><body>да", "да"),
        ("<STYLE>нет</Style >да", "да"),
        ("да<style>нет", "да"),
        ("да <a href='x' нет", "да"),
        ('да <a href="нет', "да"),
        ("да<!-- нет", "да"),
        ('раз<div style="display: none">нет<div>нет</div>нет</div>два', "раздва"),
        ('раз <span style="DISPLAY:none"><span>нет</span> нет</span>два', "раз два"),
        ("раз<p hidden>нет<p>два", "раз\n\nдва"),
        ("<template>нет</template>да", "да"),
        ('<p title="a > b">да</p>', "a > b\nда"),
        ("раз</p>два</div>три</td>четыре</b>пять", "раз\n\nдва\nтри\nчетырепять"),
        ("раз</br>два", "раз\nдва"),
        ("раз\ufffcдва &#65532; три", "раз два три"),
    ],
)
def test_text_is_what_a_reader_sees(source: str, text: str) -> None:
    assert html.extract(source).text == text


@pytest.mark.parametrize(
    ("reference", "char"),
    [
        ("&laquo;", "«"),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&amp", "&"),
        ("&mdash;", "—"),
        ("&#1097;", "щ"),
        ("&#1097", "щ"),
        ("&#x449;", "щ"),
        ("&#X449;", "щ"),
        ("&#0001097;", "щ"),
        ("&#151;", "—"),
        ("&#0;", "\ufffd"),
        ("&#99999999999999999999;", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("&NotEqualTilde;", "≂̸"),
    ],
)
def test_reference_maps_to_its_whole_range(reference: str, char: str) -> None:
    source = f"<p>до {reference} после</p>"
    extract = html.extract(source)
    assert extract.text == f"до {char} после"
    assert origin(source, extract, char) == reference


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("AT&T и R&D", "AT&T и R&D"),
        ("&нет; &; &#; &#x;", "&нет; &; &#; &#x;"),
        ("&ampже &copy2", "&же ©2"),
        ("&zzz;", "&zzz;"),
    ],
)
def test_ampersand_that_is_no_reference_stays(source: str, text: str) -> None:
    assert html.extract(source).text == text


def test_name_without_semicolon_in_an_attribute_is_a_parameter() -> None:
    assert html.extract('<img alt="a?x=1&copy=2 &copy; щ">').text == "a?x=1&copy=2 © щ"


def test_every_piece_comes_from_its_place() -> None:
    source = '<p class="x">При<b>вет</b>,&nbsp;  <i>\nВася</i></p>\r\n<ul><li>Раз &laquo;два&raquo;</ul>'
    extract = html.extract(source)
    assert extract.text == "Привет,\u00a0 Вася\n\nРаз «два»"
    assert origin(source, extract, "Привет") == "При<b>вет"
    assert origin(source, extract, "вет,") == "вет</b>,"
    assert origin(source, extract, "\u00a0") == "&nbsp;"
    assert origin(source, extract, " Вася") == "  <i>\nВася"
    assert origin(source, extract, " В") == "  <i>\nВ"
    assert origin(source, extract, "\n\n") == "</i></p>\r\n<ul><li>"
    assert origin(source, extract, "«два»") == "&laquo;два&raquo;"


def test_run_of_blanks_maps_to_the_whole_run() -> None:
    source = "раз \t\n  два"
    extract = html.extract(source)
    assert origin(source, extract, " ") == " \t\n  "


@pytest.mark.parametrize("name", ["alt", "title", "placeholder", "aria-label"])
def test_attribute_that_people_read_is_a_line_of_its_own(name: str) -> None:
    source = f"<p>До<img src=a {name}='Наш &quot;офис&quot;' class=b>после</p>"
    extract = html.extract(source)
    assert extract.text == 'До\nНаш "офис"\nпосле'
    assert origin(source, extract, 'Наш "офис"') == "Наш &quot;офис&quot;"


def test_attribute_values_in_all_three_spellings() -> None:
    assert html.extract("<img alt=Раз><img ALT = 'Два два'><img alt=\"Три\"/>").text == "Раз\nДва два\nТри"


def test_emoji_picture_stays_in_its_sentence() -> None:
    source = 'Спасибо <img class="an1" data-emoji="😊" alt="😊" src="x"> большое'
    assert html.extract(source).text == "Спасибо 😊 большое"


def test_attributes_of_what_nobody_sees_are_not_read() -> None:
    source = "<link title='нет'><style title='нет'></style><meta title=нет><div hidden><img alt='нет'></br></div>да"
    assert html.extract(source).text == "да"


def test_tokens_have_exact_places() -> None:
    source = "<P Класс  = 'а б'CLASS=в/г checked =\"д\">е</p x>"
    start, text, end = find_html_tokens(source)
    assert (start.kind, start.name, text.kind, end.kind, end.name) == ("start", "p", "text", "end", "p")
    assert [source[t.start : t.end] for t in (start, text, end)] == [source[:-7], "е", "</p x>"]
    assert [(a.name, source[a.start : a.end]) for a in start.attributes] == [
        ("класс", "а б"),
        ("class", "в/г"),
        ("checked", "д"),
    ]


def test_tokens_of_a_stretch_stay_inside_it() -> None:
    source = "<i>раз</i><b>два</b>"
    assert [source[t.start : t.end] for t in find_html_tokens(source, 3, 13)] == ["раз", "</i>", "<b>"]
    assert [source[t.start : t.end] for t in find_html_tokens(source, 3, 12)] == ["раз", "</i>"]


@pytest.mark.parametrize("name", ["code", "KBD", "samp", "var"])
def test_code_is_two_backticks_in_its_sentence(name: str) -> None:
    result = read(f"<p>Введите <{name} title='ты'>глянь <b>ты</b></{name}> и ждите.</p>")
    assert result.text == "Введите `` и ждите."
    assert read(f"<div><{name}>глянь</div><p>Договор готов.</p>").text == "``\n\nДоговор готов."


def test_preformatted_text_is_text() -> None:
    assert read("<pre>Глянь  договор\nсегодня</pre>").text == "Глянь  договор\nсегодня"


def test_hidden_picture_and_empty_alt_say_nothing() -> None:
    assert html.extract('<img alt=""><img alt="нет" style="display:none"><img alt>да').text == "да"


@pytest.mark.parametrize("label", ['class="preheader"', 'id="email-Preheader-text"'])
def test_hidden_preheader_is_read(label: str) -> None:
    source = f'<body><span {label} style="display:none !important">Скидки</span><p>Привет</p>'
    assert html.extract(source).text == "Скидки\n\nПривет"


def test_mjml_as_it_is() -> None:
    source = (
        "<mjml><mj-head><mj-title>нет</mj-title><mj-preview>Превью</mj-preview><mj-style>a{нет}</mj-style>"
        '<mj-attributes><mj-text title="нет"/><mj-all/></mj-attributes></mj-head><mj-body><mj-section><mj-column>'
        '<mj-image alt="Лого" src="x" /><mj-spacer /><mj-text>Раз</mj-text><mj-button>Да</mj-button></mj-column>'
        "</mj-section></mj-body></mjml>"
    )
    assert html.extract(source).text == "Превью\n\nЛого\n\nРаз\n\nДа"


# What each mail client writes around the letter that it answers, forwards or signs.
CLIENT_QUOTES = {
    "gmail": (
        (
            '<div dir="ltr">Ответ</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
            "пн, 12 мая 2025 г. в 10:14, Иван &lt;<a>i@x.ru</a>&gt;:<br></div>"
            '<blockquote class="gmail_quote" style="margin:0"><div>Цитата</div></blockquote></div>'
        ),
        ["пн, 12 мая 2025 г. в 10:14, Иван <i@x.ru>:\n\nЦитата"],
    ),
    "gmail, answers between quotes": (
        (
            '<div class="gmail_quote"><div class="gmail_attr">Иван пише:<br></div><blockquote class="gmail_quote">'
            "Раз?</blockquote><div>Ответ</div><blockquote class='gmail_quote'>Два?</blockquote></div>"
        ),
        ["Иван пише:\n\nРаз?", "Два?"],
    ),
    "gmail, forward": (
        (
            '<div>Ответ</div><div class="gmail_quote"><div class="gmail_attr">---------- Пересылаемое сообщение ---------<br>'
            "От: Иван</div><blockquote>Старое</blockquote><div>Дальше</div></div>"
        ),
        ["---------- Пересылаемое сообщение ---------\nОт: Иван\n\nСтарое\n\nДальше"],
    ),
    "apple": (
        (
            '<div>Ответ</div><div><br><blockquote type="cite"><div>12 мая, Иван написал(а):</div><br><div>Цитата</div>'
            "</blockquote></div>"
        ),
        ["12 мая, Иван написал(а):\n\nЦитата"],
    ),
    "thunderbird": (
        (
            '<p>Ответ</p><div class="moz-cite-prefix">12.05.2025 10:14, Иван пишет:<br></div>'
            '<blockquote type="cite" cite="mid:x">Цитата</blockquote>'
        ),
        ["12.05.2025 10:14, Иван пишет:", "Цитата"],
    ),
    "thunderbird, forward": (
        (
            '<p>Ответ</p><div class="moz-forward-container">-------- Перенаправленное сообщение --------<table><tr>'
            "<th>Тема: <td>Счёт</table><p>Цитата</p></div>"
        ),
        ["-------- Перенаправленное сообщение --------\n\nТема:\nСчёт\n\nЦитата"],
    ),
    "outlook": (
        (
            "<div class=WordSection1><p class=MsoNormal>Ответ<o:p></o:p></p><div><div style='border:none;border-top:solid "
            "#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>От:</b> Иван<br><b>Тема:</b> Счёт</p></div>"
            "</div><p class=MsoNormal>Цитата</p></div>"
        ),
        ["От: Иван\nТема: Счёт\n\nЦитата"],
    ),
    "outlook on the web": (
        (
            '<div>Ответ</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr"><b>Від:</b> Іван<br></div>'
            "<div>Цитата</div>"
        ),
        ["Від: Іван\nЦитата"],
    ),
    "outlook on the web, quoted again": (
        '<div>Ответ</div><div id="x_divRplyFwdMsg"><b>Від:</b> Іван</div><div>Цитата</div>',
        ["Від: Іван\nЦитата"],
    ),
    "yahoo": (
        '<div>Ответ</div><div id="ydp1yahoo_quoted_12" class="ydp1 yahoo_quoted"><div>Иван написал:</div>Цитата</div>',
        ["Иван написал:\nЦитата"],
    ),
    "mail.ru": (
        '<div>Ответ</div><div class="mailru-blockquote"><div>Понедельник, от Иван:</div>Цитата</div>',
        ["Понедельник, от Иван:\nЦитата"],
    ),
    "mail.ru, blockquote": (
        (
            '<p>Ответ</p><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Цитата'
            "</blockquote>"
        ),
        ["Цитата"],
    ),
    "ukr.net": (
        (
            '<div>Ответ</div><blockquote style="border-left:1px solid #cccccc;margin:0px 0px 0px 0.8ex;padding-left:1ex;">'
            "<div>Цитата</div></blockquote>"
        ),
        ["Цитата"],
    ),
    "proton": ('<div>Ответ</div><div class="protonmail_quote">Цитата</div>', ["Цитата"]),
    "nested": ("Ответ<blockquote>Раз<blockquote>Два</blockquote>Три</blockquote>", ["Раз\n\nДва\n\nТри"]),
    "two": ("<blockquote>Раз</blockquote>Ответ<blockquote>Два</blockquote>", ["Раз", "Два"]),
}


@pytest.mark.parametrize(("source", "quoted"), CLIENT_QUOTES.values(), ids=CLIENT_QUOTES)
def test_quotes_of_mail_clients(source: str, quoted: list[str]) -> None:
    extract = html.extract(source)
    assert quotes(extract) == quoted
    own = extract.text
    for piece in quoted:
        own = own.replace(piece, "")
    assert own.split() == ["Ответ"]


def test_yandex_leaves_its_attribution_to_the_text() -> None:
    source = (
        '<div>Ответ</div><div>12.05.2025, 10:14, "Иван" &lt;i@x.ru&gt;:</div><blockquote><p>Цитата</p></blockquote>'
    )
    extract = html.extract(source)
    assert extract.text == 'Ответ\n12.05.2025, 10:14, "Иван" <i@x.ru>:\n\nЦитата'
    assert quotes(extract) == ["Цитата"]


def test_own_text_below_a_quote_is_own() -> None:
    extract = html.extract("<blockquote>Раз</blockquote><p>Ответ</p>")
    assert (extract.text, quotes(extract)) == ("Раз\n\nОтвет", ["Раз"])


def test_outlook_letter_inside_a_quote_does_not_quote_what_follows_it() -> None:
    extract = html.extract('<blockquote>Раз<div id="divRplyFwdMsg">От: Иван</div>Два</blockquote><p>Ответ</p>')
    assert quotes(extract) == ["Раз\nОт: Иван\nДва"]


def test_border_of_an_ordinary_design_is_no_quote() -> None:
    extract = html.extract('<div style="border-top:1px solid #E1E1E1;padding:3px">Подвал</div>')
    assert extract.quotes == ()


def test_inline_end_tag_does_not_end_the_quote_around_it() -> None:
    extract = html.extract("<b>a<blockquote>Раз</b> два</blockquote>")
    assert quotes(extract) == ["Раз два"]


def test_end_tag_in_a_cell_does_not_end_the_quote_around_the_table() -> None:
    extract = html.extract('<div class="yahoo_quoted"><table><tr><td>Раз</div><td>Два</table></div>Ответ')
    assert (extract.text, quotes(extract)) == ("Раз\nДва\n\nОтвет", ["Раз\nДва"])


@pytest.mark.parametrize(
    "start",
    [
        '<div class="gmail_signature" data-smartmail="gmail_signature">',
        '<div data-smartmail="gmail_signature">',
        '<pre class="moz-signature" cols="72">',
        '<div id="Signature">',
        '<div id="x_Signature">',
        '<div id="AppleMailSignature" dir="ltr">',
        '<div id="ms-outlook-mobile-signature">',
        '<div class="ydp5f1e2a3bsignature">',
        '<div class="protonmail_signature_block">',
        '<div data-signature-widget="container">',
    ],
)
def test_signatures_of_mail_clients(start: str) -> None:
    end = f"</{start[1:4].strip()}>"
    extract = html.extract(f"<p>Текст</p>{start}С уважением,<br>Иван{end}<p>Дальше</p>")
    assert signatures(extract) == ["С уважением,\nИван"]
    assert extract.quotes == ()


def test_holes_are_one_character_and_map_to_their_ranges() -> None:
    source = (
        "<p{% if x %} class='{{ c }}'{% endif %}>Привет, <b>{{ имя }}</b>!{# нет #}{% if a < b %} Да{% endif %}</p>"
    )
    extract = read(source)
    assert extract.text == f"Привет, {HOLE}! Да"
    assert origin(source, extract, HOLE) == "{{ имя }}"
    assert origin(source, extract, "! Да") == "!{# нет #}{% if a < b %} Да"


def test_hole_in_an_attribute_that_people_read() -> None:
    source = '<a href="{{ url }}" title="Заказ {{ n }}">{{ name }}</a><img alt="{{ alt }}">'
    extract = read(source)
    assert extract.text == f"Заказ {HOLE}\n{HOLE}\n{HOLE}"
    assert origin(source, extract, f"Заказ {HOLE}") == "Заказ {{ n }}"


def test_hole_with_markup_inside_is_masked_before_the_tags_are_read() -> None:
    source = '<p>Да{{ x|default:"<b>" }}<!-- {{ нет }} --></p>'
    assert read(source).text == f"Да{HOLE}"


BIG = {
    "unclosed div": ("<div>" * 10_000 + "да", "да"),
    "unclosed b": ("<b>" * 100_000 + "да", "да"),
    "unclosed quotes": ("<blockquote>" * 50_000 + "да", "да"),
    "end tags of nothing": ("<div>" * 20_000 + "</b>" * 50_000 + "</section>" * 20_000 + "да", "да"),
    "crossed": ("<b><i>" * 30_000 + "</b></i>" * 30_000 + "да", "да"),
    "unclosed comments": ("да" + "<!--" * 100_000, "да"),
    "unclosed cdata": ("да" + "<![CDATA[" * 50_000, "да"),
    "unclosed tags": ("да" + "<a " * 100_000, "да"),
    "unclosed attributes": ("да" + "<a b='" * 50_001, "да"),
    "unclosed scripts": ("да" + "<script>" * 50_000, "да"),
    "bare": ("<" * 200_000, "<" * 200_000),
    "ampersands": ("&" * 200_000, "&" * 200_000),
    "digits": ("&#" + "1" * 200_000, "\ufffd"),
    "blanks": ("да" + " " * 200_000 + "да", "да да"),
    "gmail": ('<div class="gmail_quote">' * 20_000 + "да", "да"),
}


@pytest.mark.parametrize(("source", "text"), BIG.values(), ids=BIG)
def test_hostile_markup_is_read_in_one_pass(source: str, text: str) -> None:
    assert html.extract(source).text == text


MARKUP = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "<![",
            "<?",
            "p",
            "b",
            "div",
            "blockquote",
            "td",
            "table",
            "br",
            "pre",
            "style",
            " ",
            "\n",
            "\r\n",
            "class=",
            '"',
            "'",
            "=",
            "gmail_quote",
            "display:none",
            "style=",
            "alt=",
            "&",
            "&amp;",
            "&#",
            "32",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<div class=gmail_quote>",
            "</div>",
            "<blockquote>",
            "</blockquote>",
            "<td>",
            "</td>",
            "<p hidden>",
            "<pre>",
            "</pre>",
            "<div id=Signature>",
            "<img alt='щ'>",
            "{{ x }}",
            "{% if a %}",
            "{# нет #}",
            "{{",
            "слово",
            HOLE,
            "ё",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_any_markup_gives_a_monotone_map_and_ranges_inside_the_text(source: str) -> None:
    holes = find_holes(source)
    extract = html.extract(source, holes)
    starts, ends = extract.source_map.starts, extract.source_map.ends
    assert starts is not None
    assert ends is not None
    assert len(starts) == len(ends) == len(extract.text)
    assert list(starts) == sorted(starts)
    assert list(ends) == sorted(ends)
    assert all(0 <= s <= e <= len(source) for s, e in zip(starts, ends, strict=True))
    ranges = {(hole.start, hole.end) for hole in holes}
    for at, char in enumerate(extract.text):
        if char == HOLE:
            assert (starts[at], ends[at]) in ranges
        elif char.isalpha() and ends[at] == starts[at] + 1:
            assert source[starts[at]] == char
    for spans in (extract.quotes, extract.signatures):
        assert all(0 <= span.start < span.end <= len(extract.text) for span in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
