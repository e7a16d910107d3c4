"""Template holes: what is one, where exactly, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.message.filling import fill
from tonecheck.message.parts import HOLE, Hole
from tonecheck.message.templates import MASK, find_holes, mask
from tonecheck.model import Span


def found(source: str) -> list[tuple[str, str]]:
    return [(hole.kind, source[hole.start : hole.end]) for hole in find_holes(source)]


@pytest.mark.parametrize(
    "hole",
    [
        "{{ name }}",
        "{{name}}",
        "{{ }}",
        "{{{ html }}}",
        "{{- user.name | default: 'друг' -}}",
        '{{ city|default:"город" }}',
        "{{&raw}}",
        "{{ имя\nклиента }}",
        "{{ end_date }}",
        "{{ if_paid }}",
        '{% trans "Добрый день" %}',
        "{% url 'home' %}",
        '{%- now "Y" -%}',
        "${name}",
        '${user.name!"друг"}',
        "#{order.total}",
        "%name%",
        "%имя_клиента%",
        "%recipient.name%",
        "%%FirstName%%",
        "%%First Name%%",
        "%%=v(@name)=%%",
        "%(name)s",
        "%{count}",
        "%s",
        "%1$d",
        "*|FNAME|*",
        "*|DATE:d/m/y|*",
        "<%= name %>",
        "<%- name %>",
        "<?= $name ?>",
        "<?php echo $name; ?>",
        "[[name]]",
        "[[имя клиента]]",
        "[[name|друг]]",
        "{name}",
        "{0}",
        "{user.name}",
        "{items[0]}",
        "{$имя}",
        "{имя}",
    ],
)
def test_value_hole_is_found_in_its_sentence(hole: str) -> None:
    source = f"Здравствуйте, {hole}! Ваш заказ готов."
    assert find_holes(source) == (Hole("value", 14, 14 + len(hole)),)


@pytest.mark.parametrize(
    "hole",
    [
        "{% if vip %}",
        "{%- endif -%}",
        "{% raw %}",
        "{% comment %}",
        "{{#if vip}}",
        "{{/if}}",
        "{{else}}",
        "{{ else if vip }}",
        "{{^items}}",
        "{{> footer}}",
        "{{- if .Paid -}}",
        "{{ end }}",
        "{{range .Items}}",
        "<% if vip %>",
        "<?php if ($vip): ?>",
        "%%[ set @x = 1 ]%%",
        "*|IF:VIP|*",
        "*|END:IF|*",
        "*|ELSE:|*",
        "<#if vip>",
        "</#if>",
        "<#list items as item>",
    ],
)
def test_control_hole(hole: str) -> None:
    assert find_holes(f"Да {hole} нет") == (Hole("control", 3, 3 + len(hole)),)


@pytest.mark.parametrize(
    "hole",
    [
        "{# заметка #}",
        "{# в две\n\nстроки #}",
        "{{! заметка }}",
        "{{!-- {{имя}} не ставим --}}",
        "{{/* заметка */}}",
        "{% comment %}не забыть {{ имя }} {% if x %}{% endcomment %}",
        '{%- comment "для Иры" -%}\n\n{%- endcomment -%}',
        "<%# заметка %>",
        "<%-- заметка %> дальше --%>",
        "<#-- заметка -->",
    ],
)
def test_comment_is_one_hole_with_all_that_it_hides(hole: str) -> None:
    assert find_holes(f"Да {hole} нет") == (Hole("comment", 3, 3 + len(hole)),)


@pytest.mark.parametrize(
    "source",
    [
        "скидка 10 % и 5 %",
        "скидка 10% и 5% до мая",
        "100%-но успеем, на 100%",
        "50% та 30% знижки",
        "50%та30%",
        "от 5%до%10",
        "https://site.ru/%D0%BF%D1%80%D0%B8",
        "https://site.ru/?q=%D0%20%D1%",
        "[[эту часть ещё уточним, у Ирины]]",
        "[[см. приложение]]",
        "[[1]](https://site.ru)",
        "[[текст]](https://site.ru)",
        "{это не имя, а целая фраза}",
        "{два слова}",
        "a{color:red}",
        "body {margin: 0}",
        "<style>p{color}</style>",
        "x_{i} и x^{n}",
        "{}",
        "[имя]",
        "№ #5",
        "Заголовок {{ без конца",
        "{% if x",
        "<% код",
        "<?php код",
        '<?xml version="1.0"?>',
        "{{имя}",
        "{{ имя\n\nдругой абзац }}",
        "${имя\nдальше}",
        "*|имя|*",
        "| **A** | B | **C** |",
        "**A**|BRAND|**C**",
        r"\{{ имя }}",
        "5 < 6 и 7 > 4",
        "a <b> c",
        ":-{ и }-:",
    ],
)
def test_what_only_looks_like_a_hole(source: str) -> None:
    assert found(source) == []


def test_unclosed_opening_does_not_swallow_the_next_hole() -> None:
    source = "{{ имя, ваш заказ {{ номер }} готов"
    assert found(source) == [("value", "{{ номер }}")]


def test_neighbours_stay_apart_and_nested_ones_are_one() -> None:
    assert found("%a%%b%{{c}}{d}") == [("value", "%a%"), ("value", "%b%"), ("value", "{{c}}"), ("value", "{d}")]
    assert found("<% x({{y}}) %>") == [("control", "<% x({{y}}) %>")]


def test_raw_block_shows_what_the_next_engine_fills() -> None:
    assert found("{% raw %}Да, {{ имя }}{% endraw %}") == [
        ("control", "{% raw %}"),
        ("value", "{{ имя }}"),
        ("control", "{% endraw %}"),
    ]


def test_bold_merge_tag_is_one_and_a_table_is_none() -> None:
    assert found("Уважаемый ***|FNAME|***!") == [("value", "*|FNAME|*")]


def test_mask_keeps_the_length_and_hides_the_markup() -> None:
    source = '<td{% if a < b %} class="x"{% endif %}>{{ "<b>" }}</td>'
    assert mask(source, find_holes(source)) == ("<td" + " " * 14 + ' class="x"' + " " * 11 + ">" + MASK * 11 + "</td>")


def test_fill_puts_values_and_drops_the_rest() -> None:
    source = "Добрый день{% if имя %}, {{ имя }}{% endif %}!{# проверить #}"
    extract = fill(source, find_holes(source))
    assert extract.text == f"Добрый день, {HOLE}!"
    at = extract.text.index(HOLE)
    assert extract.source_map.span(at, at + 1) == Span(25, 34)
    assert extract.source_map.span(at + 1, at + 2) == Span(45, 46)


def test_fill_without_holes_is_the_source_itself() -> None:
    extract = fill("Добрый день!", ())
    assert (extract.text, extract.source_map.starts) == ("Добрый день!", None)


def test_control_inside_a_word_keeps_the_word_one() -> None:
    source = "Уважаем{% if м %}ый{% else %}ая{% endif %} коллега"
    assert fill(source, find_holes(source)).text == f"Уважаем{HOLE}ый{HOLE}ая коллега"


def test_foreign_placeholder_is_no_hole() -> None:
    extract = fill(f"Схема:{HOLE}ниже", ())
    assert (extract.text, extract.source_map.span(6, 7)) == ("Схема: ниже", Span(6, 7))


@pytest.mark.parametrize(
    "opener", ["{{", "{%", "{#", "{", "%", "%%", "[[", "${", "<%", "<?php", "*|", "{{!--", "{% comment %}"]
)
def test_openings_without_end_cost_no_search_each(opener: str) -> None:
    source = opener * 100_000
    holes = find_holes(source)
    assert all(hole.kind == "control" for hole in holes)
    assert len(holes) == (100_000 if opener == "{% comment %}" else 0)


def test_far_closing_belongs_to_the_last_opening() -> None:
    source = "{{ " * 100_000 + "}}"
    assert find_holes(source) == (Hole("value", 299_997, 300_002),)


SIGNS = st.lists(
    st.sampled_from(
        [
            "{{",
            "}}",
            "{",
            "}",
            "{%",
            "%}",
            "%",
            "%%",
            "name",
            "имя",
            " ",
            "\n",
            "\n\n",
            "{#",
            "#}",
            "<%",
            "=",
            "%>",
            "[[",
            "]]",
            "*|",
            "|*",
            "FNAME",
            "$",
            "#",
            "!",
            "--",
            "if ",
            "comment",
            "endcomment",
            "\\",
            ".",
            "0",
            HOLE,
            "/",
            ">",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300)
@given(SIGNS)
def test_holes_are_sorted_apart_and_found_again_when_cut_out(source: str) -> None:
    holes = find_holes(source)
    ends = [0]
    for hole in holes:
        assert ends[-1] <= hole.start < hole.end <= len(source)
        ends.append(hole.end)
    assert len(mask(source, holes)) == len(source)
    extract = fill(source, holes)
    ranges = {(hole.start, hole.end) for hole in holes}
    for at, char in enumerate(extract.text):
        span = extract.source_map.span(at, at + 1)
        if char == HOLE:
            assert (span.start, span.end) in ranges
        else:
            assert source[span.start : span.end].replace(HOLE, " ") == char
