from hypothesis import given
from hypothesis import strategies as st

from tonecheck.message.sourcemap import Builder, SourceMap
from tonecheck.model import Span


def test_identity_costs_nothing_and_gives_back_the_range() -> None:
    assert SourceMap().span(3, 7) == Span(3, 7)


def test_what_is_put_stands_for_the_whole_range() -> None:
    builder = Builder("до&nbsp;пятницы")
    builder.copy(0, 2)
    builder.put(" ", 2, 8)
    builder.copy(8, 15)
    clean, source_map = builder.finish()
    assert clean == "до пятницы"
    assert source_map.span(0, 10) == Span(0, 15)
    assert source_map.span(2, 3) == Span(2, 8)
    assert source_map.span(3, 10) == Span(8, 15)


def test_an_empty_range_maps_to_an_empty_one() -> None:
    builder = Builder("ab&amp;")
    builder.copy(0, 2)
    builder.put("&", 2, 7)
    _, source_map = builder.finish()
    assert source_map.span(2, 2) == Span(2, 2)
    assert source_map.span(3, 3) == Span(7, 7)


def test_composition_goes_through_the_middle() -> None:
    source = "<b>е\u0301сть</b> &gt;"
    outer = Builder(source)
    outer.copy(3, 8)
    outer.put(" ", 12, 13)
    outer.put(">", 13, 17)
    middle, first = outer.finish()
    assert middle == "е\u0301сть >"
    inner = Builder(middle)
    inner.put("е", 0, 2)
    inner.copy(2, len(middle))
    clean, second = inner.finish()
    assert clean == "есть >"
    whole = second.after(first)
    assert whole.span(0, 4) == Span(3, 8)
    assert whole.span(5, 6) == Span(13, 17)
    assert SourceMap().after(first) is first
    assert second.after(SourceMap()) is second


@given(st.lists(st.tuples(st.text(max_size=5), st.booleans()), max_size=20))
def test_every_copied_character_comes_back(pieces: list[tuple[str, bool]]) -> None:
    source = "".join(text for text, _ in pieces)
    builder, at = Builder(source), 0
    for text, kept in pieces:
        if kept:
            builder.copy(at, at + len(text))
        at += len(text)
    clean, source_map = builder.finish()
    assert clean == "".join(text for text, kept in pieces if kept)
    for i, character in enumerate(clean):
        span = source_map.span(i, i + 1)
        assert source[span.start : span.end] == character
