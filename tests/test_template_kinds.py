"""Templates of every kind: what of them is checked, what is broken, and what a fix may touch."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import house
import tonecheck
from tonecheck.checks.base import Settings
from tonecheck.cli import main
from tonecheck.message import read
from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.message.parts import Message

#: suffix → a template with «{}» where own words stand: in both branches of a condition, beside a hole, behind a comment
KINDS = {
    ".txt.j2": "{}, {{{{ name }}}}!\n{{% if vip %}}{}{{% else %}}{}{{% endif %}}\n{{# {} #}}",
    ".md.j2": "# {}, {{{{ name }}}}!\n\n{{% if vip %}}\n{}\n{{% else %}}\n*{}*\n{{% endif %}}\n{{# {} #}}",
    ".html.jinja": "<p>{}, {{{{ name }}}}!</p>{{% if vip %}}<b>{}</b>{{% else %}}<i>{}</i>{{% endif %}}<!-- {} -->",
    ".jinja2": "<td>{}, {{{{ name }}}}!</td>{{% if vip %}}<td>{}</td>{{% else %}}<td>{}</td>{{% endif %}}<!-- {} -->",
    ".mjml": "<mjml><mj-body><mj-text>{}, {{{{name}}}}!</mj-text><mj-button>{}</mj-button><mj-text>{}</mj-text></mj-body>"
    "<!-- {} --></mjml>",
    ".hbs": "<p>{}, {{{{name}}}}!</p><p>{{{{#if vip}}}}{} {{{{else}}}} {}{{{{/if}}}}</p>{{{{!-- {} --}}}}",
    ".mustache": "{}, {{{{{{name}}}}}}! {{{{#vip}}}}{} {{{{/vip}}}}{{{{^vip}}}} {}{{{{/vip}}}} {{{{! {} }}}}",
    ".liquid": "<p>{}, {{{{ name }}}}!</p>{{% if vip %}}<p>{}</p>{{% else %}}<p>{}</p>{{% endif %}}"
    "{{% comment %}}{}{{% endcomment %}}",
    ".erb": "<p>{}, <%= name %>!</p><% if vip %><p>{}</p><% else %><p>{}</p><% end %><%# {} %>",
    ".ejs": "<p>{}, <%= name %>!</p><% if (vip) {{ %><p>{}</p><% }} else {{ %><p>{}</p><% }} %><%# {} %>",
    ".ftl": "<p>{}, ${{name}}!</p><#if vip><p>{}</p><#else><p>{}</p></#if><#-- {} -->",
    ".tpl": "{}, {{$name}}! {{if $vip}}{} {{else}} {}{{/if}} {{* {} *}}",
    ".html": "<p>{}, {{{{name}}}}!</p><p title='{}'>{}</p><style>/* {} */</style>",
    ".htm": "<p>{}, *|NAME|*!</p><p>{}</p><img alt='{}'><script>// {}</script>",
    ".txt": "{}, %name%!\n\n{}\n\n{}\n",
    ".md": "{}, {{name}}!\n\n- {}\n- {}\n\n```\n{}\n```\n",
}
BUILT_IN = tonecheck.Config(settings=Settings(semantic=False))
SLOTS = {kind: 3 if kind == ".txt" else 4 for kind in KINDS}


def write(kind: str, words: list[str]) -> str:
    return KINDS[kind].format(*words[: SLOTS[kind]])


@pytest.mark.parametrize("kind", KINDS)
def test_both_branches_are_checked_and_comments_are_not(kind: str) -> None:
    text = write(kind, ["Привет"] * 4)
    report = house.checker().check_bytes(text.encode(), f"letter{kind}", kind="template")
    assert [finding.excerpt for finding in report.findings] == ["Привет"] * 3
    assert [finding.start for finding in report.findings] == [
        i for i in range(len(text)) if text.startswith("Привет", i)
    ][:3]
    assert report.errors == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "words", [["Здравствуйте", "Спасибо", "Ждём ответа", "прив"], ["Вітаю", "Дякуємо", "Чекаємо", "прив"]]
)
def test_a_hole_is_no_typo(kind: str, words: list[str]) -> None:
    with tonecheck.Checker(BUILT_IN) as checker:
        report = checker.check_bytes(write(kind, words).encode(), f"letter{kind}", kind="template")
    assert [(finding.rule, finding.excerpt) for finding in report.findings] == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.lists(st.sampled_from(["Привет", "Спасибо", "Ждём"]), min_size=4, max_size=4))
def test_a_fix_changes_the_flagged_words_alone(kind: str, words: list[str]) -> None:
    text = write(kind, words)
    mended = ["Здравствуйте" if word == "Привет" else word for word in words[:3]]
    fixed = house.checker().fix_bytes(text.encode(), f"letter{kind}", kind="template").decode()
    assert fixed == write(kind, [*mended, words[3]])


def clean(text: str, name: str = "letter.txt.j2") -> str:
    message: Message = read(text.encode(), name, "template")
    [part] = message.parts
    return part.clean


@pytest.mark.parametrize(
    ("hole", "text"),
    [
        ('{{ name|default("друг") }}', "друг"),
        ("{{ name | default: 'друг' }}", "друг"),
        ('{{ name|default_if_none:"друг" }}', "друг"),
        ("{{ name or 'друг' }}", "друг"),
        ("{{ name ?: 'друг' }}", "друг"),
        ("{{ name ?? 'друг' }}", "друг"),
        ('{{default name "друг"}}', "друг"),
        ('{{ "друг" if x else "коллега" }}', "друг / коллега"),
        ("{{ x ? 'друг' : 'коллега' }}", "друг / коллега"),
        ("<%= name || 'друг' %>", "друг"),
        ("<%= t('Глянь сюда') %>", "Глянь сюда"),
        ('${name!"друг"}', "друг"),
        ('{$name|default:"друг"}', "друг"),
        ('{% trans "Глянь сюда" %}', "Глянь сюда"),
        ("{% translate 'Глянь сюда' %}", "Глянь сюда"),
        ("{% trans %}Глянь сюда{% endtrans %}", "Глянь сюда"),
        ("{% blocktrans with a=b %}Глянь {{ a }}{% endblocktrans %}", f"Глянь {HOLE}"),
        ("{{ _('Глянь сюда') }}", "Глянь сюда"),
        ("{{ 'Глянь сюда'|trans }}", "Глянь сюда"),
        ('{{t "Глянь сюда"}}', "Глянь сюда"),
        ('{{ date|date:"d E Y года" }}', HOLE),
        ('{{ n|pluralize:"а,ов" }}', HOLE),
        ('{{ x["ключ"] }}', HOLE),
        ('{{ "друг" == name }}', HOLE),
        ('{{ name|default("friend") }}', HOLE),
        ("{{ name|default('it\\'s друг') }}", HOLE),
        ('{% if name == "друг" %}', ""),
    ],
)
def test_texts_in_holes_are_read(hole: str, text: str) -> None:
    source = f"Да, {hole}!"
    assert clean(source) == f"Да, {text}!"
    assert clean(f"<p>{source}</p>", "letter.html.j2") == f"Да, {text}!"
    assert clean(f"*Да*, {hole}!\r\n\r\nИ всё.", "letter.md.j2") == f"Да, {text}!\n\nИ всё."


@pytest.mark.parametrize("name", ["letter.txt.j2", "letter.html.j2", "letter.md.j2"])
def test_a_finding_in_a_hole_has_its_place_and_its_fix_leaves_the_hole_whole(name: str) -> None:
    text = "Да.\r\n\r\nИ {{ greeting|default('привет') }}, Анна!"
    [finding] = house.checker().check_bytes(text.encode(), name).findings
    assert (finding.excerpt, text[finding.start : finding.end]) == ("привет", "привет")
    fixed = house.checker().fix_bytes(text.encode(), name).decode()
    assert fixed == text.replace("привет", "здравствуйте")


def test_a_fix_never_ends_the_text_of_a_hole() -> None:
    text = "{{ reason|default('не сезон') }}. Зараз для нас усіх, на жаль, уже {{ x|default('не сезон') }}."
    report = house.checker().check_bytes(text.encode(), "letter.txt.j2", language="uk")
    assert {(finding.excerpt, finding.fix) for finding in report.findings} == {("не сезон", None)}


def test_in_a_message_a_hole_stays_a_hole() -> None:
    [part] = read('Да, {{ name|default("друг") }}!'.encode(), "letter.txt", "message").parts
    assert part.clean == f"Да, {HOLE}!"


@pytest.mark.parametrize(
    "start",
    [
        '<div class="preheader" style="display:none">',
        '<span class="pre-header" style="display: none">',
        '<div class="preview-text" hidden>',
        '<div style="display:none;max-height:0;overflow:hidden">',
        '<div style="display: none !important; mso-hide: all">',
        '<span style="display:none; font-size:1px; color:#fff">',
        '<div style="opacity:0;display:none">',
        "<mj-preview>",
    ],
)
def test_a_preheader_is_read(start: str) -> None:
    end = start[1:].split(maxsplit=1)[0].rstrip(">")
    assert clean(f"{start}Привет!</{end}><p>Да.</p>", "letter.html.j2") == "Привет!\n\nДа."


@pytest.mark.parametrize("start", ['<div style="display:none">', "<div hidden>", "<style>", "<script>", "<mj-title>"])
def test_what_is_hidden_from_everybody_is_not(start: str) -> None:
    end = start[1:].split(maxsplit=1)[0].rstrip(">")
    assert clean(f"{start}Привет!</{end}><p>Да.</p>", "letter.html.j2") == "Да."


def test_attributes_that_people_read_are_read() -> None:
    text = '<img alt="Раз" src="Два"><input placeholder="Три" value="x"><a title="Четыре" aria-label="Пять" href="#">Шесть</a>'
    assert clean(text, "letter.mjml").split("\n") == ["Раз", "Три", "Четыре", "Пять", "Шесть"]


OPEN = {
    ".j2": ("раз\n{{ имя", "line 2: '{{' is never closed; its end '}}' is missing"),
    ".jinja": ("{% if x", "line 1: '{%' is never closed; its end '%}' is missing"),
    ".jinja2": ("раз {# два", "line 1: '{#' is never closed; its end '#}' is missing"),
    ".twig": ("{{ a }} {{ b", "line 1: '{{' is never closed; its end '}}' is missing"),
    ".html.j2": (
        "<p>раз\n<!-- два",
        "line 2: the comment is never closed and hides the rest; its end '-->' is missing",
    ),
    ".liquid": ("раз {% if x", "line 1: '{%' is never closed; its end '%}' is missing"),
    ".hbs": ("раз {{#if a", "line 1: '{{' is never closed; its end '}}' is missing"),
    ".mustache": ("{{{раз", "line 1: '{{' is never closed; its end '}}' is missing"),
    ".tpl": ("раз {* два", "line 1: '{*' is never closed; its end '*}' is missing"),
    ".erb": ("раз\n\n<%= два", "line 3: '<%' is never closed; its end '%>' is missing"),
    ".ejs": ("<%% раз %> <% два", "line 1: '<%' is never closed; its end '%>' is missing"),
    ".ftl": ("раз ${имя", "line 1: '${' is never closed; its end '}' is missing"),
    ".mjml": ("<mjml>\n<mj-text>раз\n</mjml>", "line 2: <mj-text> is never closed; </mj-text> is missing"),
    ".html": (
        '<p>раз</p>\n<p title="два>',
        "line 2: the tag is never closed and hides the rest; '>' or a quotation mark is missing",
    ),
    ".htm": ("<p>раз</p><style>p{}", "line 1: <style> is never closed and hides the rest; </style> is missing"),
}


@pytest.mark.parametrize("kind", OPEN)
def test_what_is_never_closed_is_exit_2(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, sentence = OPEN[kind]
    path = tmp_path / f"letter{kind}"
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(path), "--kind", "template", "--no-semantic", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["errors"] == [{"path": str(path), "message": sentence}]


@pytest.mark.parametrize("kind", [".txt", ".md", ".eml", *OPEN])
def test_what_is_no_text_is_exit_2(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"letter{kind}"
    path.write_bytes((b"Subject: x\n\n" if kind == ".eml" else b"") + b"\x00\x01\x02\xff\x98" * 50)
    assert main(["check", str(path), "--no-semantic"]) == 2
    assert capsys.readouterr().err.startswith(f"tonecheck: {path}: ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.j2", "{% raw %}{{ {% endraw %} да \\{{ x"),
        ("a.tpl", "{literal}{{ {/literal} да"),
        ("a.ftl", "<#noparse>${</#noparse> да"),
        ("a.html.j2", "5 < 6, <!DOCTYPE html><p>да"),
        ("a.html.hbs", '<a href="{{url}}" {{#if x}}class="a"{{/if}}>да</a>'),
        ("a.mjml", "<mjml><mj-spacer /><mj-text>да<br></mj-text><!-- x --></mjml>"),
        ("a.md", "Пишите `{{` и `{%`."),
        ("a.txt", "Скобки {{ здесь"),
    ],
)
def test_what_an_engine_takes_is_no_fault(name: str, text: str) -> None:
    assert read(text.encode(), name, "template").notes == ()


@pytest.mark.parametrize(
    "opener", ["{{", "{%", "<!--", "<p ", "{% raw %}", "<mj-text>", "</mj-text>", '{{ "', "<style>"]
)
def test_faults_cost_linear_time(opener: str) -> None:
    read((opener * 30_000).encode(), "a.mjml.j2")


@pytest.mark.parametrize(
    "sentence",
    [
        "Скоро ответим: {}.",
        "Незабаром відповімо: {}.",
        "Ми працюємо над вашим питанням і напишемо {}.",
    ],
)
@pytest.mark.parametrize(
    ("hole", "is_date"),
    [
        ("{{ date }}", True),
        ("{{ replyDeadline }}", True),
        ("<%= order.eta %>", True),
        ("%дата_ответа%", True),
        ("{{ n }} числа", True),
        ("{{ manager }}", False),
        ("{{ order_date }}", False),
        ("{{ update }}", False),
    ],
)
def test_a_hole_for_a_date_is_a_date(sentence: str, hole: str, is_date: bool) -> None:
    with tonecheck.Checker(replace(BUILT_IN, select=("vagueness",))) as checker:
        report = checker.check(sentence.format(hole), kind="template")
    assert bool(report.findings) is not is_date


@pytest.mark.parametrize("sentence", ["Скоро ответим в течение {} дней.", "Незабаром відповімо, за {} днів."])
def test_a_hole_before_a_unit_is_a_number(sentence: str) -> None:
    with tonecheck.Checker(replace(BUILT_IN, select=("vagueness",))) as checker:
        shown = [bool(checker.check(sentence.format(number), kind="template").findings) for number in ("5", "{{ n }}")]
    assert shown[0] == shown[1]
