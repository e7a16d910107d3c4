"""What a server is sent: every word once, in stretches of bounded size, each with the way back."""

from hypothesis import given
from hypothesis import strategies as st

from tonecheck.model import Span
from tonecheck.spelling.excerpts import LARGEST_SIZE, LONGEST_WORD, excerpts

WORDS = st.lists(st.text("ая'😀- \n\r\ufffc", max_size=12), max_size=30).map(" ".join)


@given(WORDS)
def test_every_word_leads_back_to_itself(text: str) -> None:
    sent = list(excerpts(text))
    words = [word for excerpt in sent for word in excerpt.text.split()]
    assert words == text.replace("😀", "☺").split()
    for excerpt in sent:
        for at, sign in enumerate(excerpt.text):
            place = excerpt.span(at, at + 1)
            source = text[place.start : place.end]
            assert source.isspace() if sign.isspace() else source.replace("😀", "☺") == sign


def test_gaps_say_what_was_there() -> None:
    [excerpt] = excerpts("  Один  два\nтри\r\nчетыре\n \nпять          шесть ")
    assert excerpt.text == "Один два\nтри\nчетыре\n\nпять\n\nшесть"


def test_no_character_counts_twice() -> None:
    [excerpt] = excerpts("😀👍🏽 да")
    assert len(excerpt.text.encode("utf-16-le")) == 2 * len(excerpt.text)
    assert excerpt.span(4, 6) == Span(4, 6)


def test_a_blob_is_left_out() -> None:
    [excerpt] = excerpts("до " + "A" * (LONGEST_WORD + 1) + " после")
    assert excerpt.text == "до\n\nпосле"


def test_stretches_are_bounded() -> None:
    for text, words in (
        ("слово " * 20_000, 20_000),
        ("абзац\n\n" * 20_000, 20_000),
        ("я" * 200_000, 0),
        (" " * 200_000, 0),
    ):
        sent = list(excerpts(text))
        assert all(len(excerpt.text) <= LARGEST_SIZE + LONGEST_WORD + 2 for excerpt in sent)
        assert sum(len(excerpt.text.split()) for excerpt in sent) == words


def test_a_stretch_ends_with_a_paragraph_where_it_can() -> None:
    paragraph = "Договор отправим в пятницу. " * 20
    sent = list(excerpts((paragraph.strip() + "\n\n") * 60))
    assert len(sent) == 4
    assert all(excerpt.text.startswith("Договор") and excerpt.text.endswith("пятницу.") for excerpt in sent)
