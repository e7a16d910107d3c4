"""One spelling for every letter, and the way back."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.message.normalise import normalise
from tonecheck.model import Span


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("Добрый день", "Добрый день"),
        ("и\u0306од, моі\u0308, е\u0308лка", "йод, мої, ёлка"),
        ("за\u0301мок, ї\u0301жак, й\u0301", "замок, їжак, й"),
        ("і\u0308\u0301жак", "їжак"),
        ("замо\u0300к, вѝна", "замок, вина"),
        ("ѓ г\u0301", "ѓ ѓ"),
        ("café cafe\u0301", "café café"),
        ("го\xadто\u200bвий\ufeff", "готовий"),
        ("10\xa0000\u202fгрн\u2009ок", "10 000 грн ок"),
        ("об’єкт обʼєкт об'єкт об‘єкт об`єкт об´єкт об＇єкт", "об'єкт " * 6 + "об'єкт"),
        ("о\xadб\u0301’\xadєкт", "об'єкт"),
        ("‘так’ ’90-х", "‘так’ ’90-х"),
        ("а\r\nб\rв\nг\u2028д", "а\nб\nв\nг\nд"),
        ("будь\u2011який по\u2010нашому —", "будь-який по-нашому —"),
        ("a\x00b\x07в", "a b в"),
        ("❤\ufe0f", "❤"),
        ("глянь \ud800!", "глянь \ufffd!"),
        ("\u212b \u1112\u1161\u11ab", "Å 한"),
        ("\ufeff", ""),
        ("", ""),
    ],
)
def test_clean(source: str, clean: str) -> None:
    assert normalise(source)[0] == clean


def test_way_back() -> None:
    source = "Ви\u0301 і\u0308дете\r\nдо\xadдому"
    clean, source_map = normalise(source)
    assert clean == "Ви їдете\nдодому"
    assert source_map.span(0, 2) == Span(0, 3)
    assert source_map.span(3, 7) == Span(4, 9)
    assert source_map.span(8, 9) == Span(10, 12)
    assert source_map.span(9, 15) == Span(12, 19)
    assert source_map.span(11, 12) == Span(15, 16)


def test_untouched_text_costs_no_map() -> None:
    _, source_map = normalise("Об’єкт здано,\xa0дякую.\n" * 100)
    assert source_map.starts is None


LETTERS = st.text("аеиіїйёгoé\u0301\u0306\u0308\u0300\u0342\xad\u200b\ufe0f \xa0'’\r\n-\u2011b❤", max_size=30)


@settings(max_examples=300)
@given(st.one_of(LETTERS, st.text(max_size=30)))
def test_composed_and_decomposed_are_one(text: str) -> None:
    clean, _ = normalise(text)
    assert normalise(unicodedata.normalize("NFD", text))[0] == clean
    assert normalise(unicodedata.normalize("NFC", text))[0] == clean
    assert normalise(clean)[0] == clean


@settings(max_examples=300)
@given(st.one_of(LETTERS, st.text(max_size=30)))
def test_spans_are_in_order_and_say_the_same(text: str) -> None:
    clean, source_map = normalise(text)
    spans = [source_map.span(at, at + 1) for at in range(len(clean))]
    for before, after in pairwise(spans):
        assert before == after or before.end <= after.start
    for char, span in zip(clean, spans, strict=True):
        assert span.start < span.end <= len(text)
        assert char == "'" or char in normalise(text[span.start : span.end])[0]
