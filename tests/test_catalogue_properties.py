"""Java's .properties: escapes, continued lines, separators, after java.util.Properties."""

from __future__ import annotations

import javaproperties
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck import Checker
from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import properties


def test_escapes_and_continued_lines_lead_back_to_their_places() -> None:
    source = "# a=b\n! c\n\n  key\\ one : \\u0433\\u043B\\\n   янь\\n\\t!\nk2\\\n  x=в\nempty\nлогін=да"
    entries = list(properties.read(source))
    assert [(e.key, e.text) for e in entries] == [
        ("key one", "глянь\n\t!"),
        ("k2x", "в"),
        ("empty", ""),
        ("логін", "да"),
    ]
    span = entries[0].source_map.span(0, 5)
    assert source[span.start : span.end] == "\\u0433\\u043B\\\n   янь"


def test_a_fix_inside_escapes_stays_escaped() -> None:
    before = "a=\\u0413\\u043b\\u044f\\u043d\\u044c \\u0430\\u043a\\u0442\r\n"
    after = "a=\\u0413\\u043b\\u044f\\u043d\\u044c\\u0442\\u0435 \\u0430\\u043a\\u0442\r\n"
    assert Checker().fix_bytes(before.encode(), "m_ru.properties", suggested=True) == after.encode()


def test_an_apostrophe_in_a_pattern_is_written_twice() -> None:
    source = "a=Запитати імя {0}\n"
    fixed = Checker().fix_bytes(source.encode(), "m_uk.properties", suggested=True).decode()
    assert fixed == "a=Запитати ім''я {0}\n"


def test_a_broken_escape_names_its_line() -> None:
    with pytest.raises(UnreadableError) as caught:
        list(properties.read("a=б\nc=\\u04z3\n"))
    assert str(caught.value) == "line 2: \\u needs four hexadecimal digits in a .properties file"


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("абk =:#!\\\n\tnf"), max_size=40))
def test_javaproperties_reads_the_same(source: str) -> None:
    expected = dict(javaproperties.loads(source))
    assert {entry.key: entry.text for entry in properties.read(source)} == expected


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.text(max_size=10), max_size=4), st.booleans())
def test_what_javaproperties_writes_is_read(values: dict[str, str], ascii_only: bool) -> None:
    values = {k.encode(errors="ignore").decode(): v.encode(errors="ignore").decode() for k, v in values.items()}
    source = javaproperties.dumps(values, timestamp=False, ensure_ascii=ascii_only)
    assert {entry.key: entry.text for entry in properties.read(source)} == values
