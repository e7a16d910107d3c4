from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.language.tokens import find_tokens
from tonecheck.message.parts import HOLE


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for kind, start, end in find_tokens(text)]


def forms(text: str) -> list[str]:
    return [form for form, _ in kinds(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("оплатили?Ждём", ["оплатили", "?", "Ждём"]),
        ("спс!!1", ["спс", "!!", "1"]),
        ("и т.д. и т. п.", ["и", "т.д.", "и", "т", ".", "п", "."]),
        ("вул. Шевченка, м.Київ", ["вул", ".", "Шевченка", ",", "м", ".", "Київ"]),
        ("И.о. директора, к.т.н. А.С. Пушкин", ["И.о.", "директора", ",", "к.т.н.", "А.С.", "Пушкин"]),
        ("А.С.Пушкин, т.зв. «акт», т.ін.", ["А.С.", "Пушкин", ",", "т.зв.", "«", "акт", "»", ",", "т.ін."]),
        ("Это был я.Я ушёл", ["Это", "был", "я", ".", "Я", "ушёл"]),
        ("п'ять комп’ютерів, об'єкт", ["п'ять", "комп’ютерів", ",", "об'єкт"]),
        ("онлайн-зустріч, e-mail, что-нибудь", ["онлайн-зустріч", ",", "e-mail", ",", "что-нибудь"]),
        ("2-х 1-ша 18-го 5ти 3D А4", ["2-х", "1-ша", "18-го", "5ти", "3D", "А4"]),
        ("15грн, 60м², 2026г., 15ч", ["15", "грн", ",", "60", "м²", ",", "2026", "г", ".", ",", "15", "ч"]),
        ("«слово»—ага, слово/дело", ["«", "слово", "»", "—", "ага", ",", "слово", "/", "дело"]),
        ("foo_bar _слово_ **да**", ["foo", "_", "bar", "_", "слово", "_", "**", "да", "**"]),
        ("ко\u0301фе", ["ко\u0301фе"]),
        ("— Да. – Нет - да -- нет", ["—", "Да", ".", "–", "Нет", "-", "да", "--", "нет"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12:30", "number"),
        ("12.05.2026", "number"),
        ("15 000", "number"),
        ("1 234 567,50", "number"),
        ("10–12", "number"),
        ("12/3", "number"),
        ("+38 (050) 123-45-67", "phone"),
        ("+380501234567", "phone"),
        ("8 (800) 200-12-34", "phone"),
        ("(044) 123-45-67", "phone"),
        ("050-123-45-67", "phone"),
        ("https://a.example/b?c=d", "url"),
        ("www.example.com/шлях", "url"),
        ("ivan.petrov@site.com.ua", "mail"),
        ("example.com.ua", "site"),
        ("сайт.рф", "site"),
        ("договор_v2.docx", "file"),
        ("макет.финал.pdf", "file"),
        ("C:\\docs\\a.b", "path"),
        ("/var/www/site", "path"),
        ("~/docs/a", "path"),
        ("#акция", "tag"),
        ("@ivan", "tag"),
        (":)", "smile"),
        (";-)", "smile"),
        ("=D", "smile"),
        (")))", "smile"),
        ("((", "smile"),
        ("<3", "smile"),
        ("хD", "smile"),
        ("о_О", "smile"),
        ("8-)", "smile"),
        ("👍🏽", "emoji"),
        ("👨‍👩‍👧", "emoji"),
        ("❤️", "emoji"),
        ("🇺🇦", "emoji"),
        ("т.д.", "dotted"),
        ("т.д", "dotted"),
        ("!!!", "row"),
        ("?!", "row"),
        ("?..", "row"),
        ("...", "row"),
        ("___", "row"),
        ("№", "sign"),
        ("…", "sign"),
        (HOLE, "hole"),
        (HOLE + "-го", "hole"),
    ],
)
def test_one_token_of_a_kind(text: str, kind: str) -> None:
    assert kinds(text) == [(text, kind)]
    around = f"Вот {text} тут"
    assert (text, kind) in kinds(around)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("см. https://a.example/b.", [("https://a.example/b", "url"), (".", "sign")]),
        ("(example.com),", [("(", "sign"), ("example.com", "site"), (")", "sign"), (",", "sign")]),
        ("№12/3", [("№", "sign"), ("12/3", "number")]),
        ("5 %, 100%", [("5", "number"), ("%", "sign"), (",", "sign"), ("100", "number"), ("%", "sign")]),
        (f"при{HOLE}", [("при", "word"), (HOLE, "hole")]),
        ("счёт 2311 400 штук", [("2311", "number"), ("400", "number"), ("штук", "word")]),
        ("до 15.05.", [("15.05", "number"), (".", "sign")]),
        ("п.2.1.", [("п", "word"), (".", "sign"), ("2.1", "number"), (".", "sign")]),
        ("п. 8)", [("8", "number"), (")", "sign")]),
    ],
)
def test_what_stands_around_stays_outside(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text)[-len(expected) :] == expected


def test_brackets_that_close_what_is_open_are_no_smile() -> None:
    assert [kind for form, kind in kinds("(см. (п. 5)) ок))") if form[0] == ")"] == ["sign", "sign", "smile"]
    assert ("((", "smile") not in kinds("((а))")
    assert kinds("(спасибо)))")[-1] == (")))", "smile")


@given(st.text(alphabet="аб1 .,-'@/\\:()#\n!?_«»" + HOLE + "👍\u0301", max_size=60))
@settings(max_examples=300, deadline=None)
def test_tokens_cover_everything_but_white_space_in_order(text: str) -> None:
    tokens = list(find_tokens(text))
    assert all(start < end for _, start, end in tokens)
    assert all(a[2] <= b[1] for a, b in itertools.pairwise(tokens))
    outside = list(text)
    for _, start, end in tokens:
        outside[start:end] = " " * (end - start)
    assert "".join(outside).strip() == ""


# Each would take hours in a tokenizer that goes back over what it has read.
@pytest.mark.parametrize(
    "unit",
    [
        *"аa1.-()!_@#/\\'^+=:%“",
        *["а.", "a@", "1.", "1 ", "а-", ")(", "/a", "a_", "a.b@", "x@y.", "12 345 ", "+1 ", "а\u0301", "\u0301"],
        *["👍\u200d", "\ufe0f", HOLE, HOLE + "-", "http://", "~/a", "а'", "(0"],
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert sum(end - start for _, start, end in find_tokens(text)) <= len(text)
