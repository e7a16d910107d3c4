from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import house
from tonecheck import Edit, Finding, Fix, Severity
from tonecheck.fixes import MAX_ROUNDS, apply, choose, settle

if TYPE_CHECKING:
    from tonecheck.model import Safety


def finding(*edits: Edit, safety: Safety = "safe") -> Finding:
    return Finding(
        "a/b",
        "a",
        Severity.ERROR,
        "ru",
        "",
        "",
        "",
        "text",
        0,
        0,
        1,
        1,
        "",
        ("x",),
        Fix(safety, edits) if edits else None,
    )


def test_edits_are_made_from_right_to_left() -> None:
    assert apply("ты глянь", [Edit(0, 2, "вы"), Edit(3, 8, "гляньте"), Edit(8, 8, "!")]) == "вы гляньте!"


def test_only_safe_fixes_are_made_unless_the_others_are_asked_for() -> None:
    safe, other, none = finding(Edit(0, 1, "a")), finding(Edit(2, 3, "b"), safety="suggest"), finding()
    assert choose([other, safe, none]) == (Edit(0, 1, "a"),)
    assert choose([other, safe, none], suggested=True) == (Edit(0, 1, "a"), Edit(2, 3, "b"))


def test_of_two_fixes_that_overlap_the_safe_one_is_made_then_the_earlier() -> None:
    early, late = finding(Edit(0, 5, "a")), finding(Edit(4, 8, "b"))
    assert choose([late, early]) == (Edit(0, 5, "a"),)
    unsure = finding(Edit(0, 5, "a"), safety="suggest")
    assert choose([unsure, late], suggested=True) == (Edit(4, 8, "b"),)


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    first, second = finding(Edit(4, 6, "x")), finding(Edit(0, 2, "y"), Edit(5, 9, "z"))
    assert choose([first, second]) == (Edit(0, 2, "y"), Edit(5, 9, "z"))
    assert choose([finding(Edit(0, 1, "x")), second]) == (Edit(0, 1, "x"),)


def test_two_insertions_at_one_place_do_not_pile_up() -> None:
    assert choose([finding(Edit(3, 3, ",")), finding(Edit(3, 3, ", "))]) == (Edit(3, 3, ","),)


def test_a_text_is_improved_until_it_rests() -> None:
    assert settle("aaaa", lambda text: text.replace("aa", "a")) == "a"


def test_a_restless_text_is_left_alone() -> None:
    rounds: list[str] = []

    def swap(text: str) -> str:
        rounds.append(text)
        return "b" if text == "a" else "a"

    assert settle("a", swap) == "a"
    assert len(rounds) == MAX_ROUNDS


edits = st.builds(
    lambda a, n, t: Edit(a, a + n, t), st.integers(0, 20), st.integers(0, 4), st.sampled_from(["", "x", "yy"])
)
groups = st.lists(st.tuples(st.lists(edits, min_size=1, max_size=3), st.sampled_from(["safe", "suggest"])), max_size=8)


@settings(max_examples=200, deadline=None)
@given(groups, st.booleans())
def test_chosen_edits_are_sorted_and_apart(chosen: list[tuple[list[Edit], Safety]], suggested: bool) -> None:
    found = []
    for group, safety in chosen:
        apart = [e for i, e in enumerate(sorted(group)) if i == 0 or e.start > sorted(group)[i - 1].end]
        if apart and all(a.end <= b.start for a, b in itertools.pairwise(apart)):
            found.append(finding(*apart, safety=safety))
    made = choose(found, suggested=suggested)
    assert list(made) == sorted(made)
    assert all(a.end <= b.start and a.start < b.start for a, b in itertools.pairwise(made))
    whole = [one.fix.edits for one in found if one.fix and all(edit in made for edit in one.fix.edits)]
    assert set(made) == {edit for each in whole for edit in each}


def test_fix_makes_safe_fixes_only_and_the_rest_when_asked() -> None:
    text = "Привет!\r\nПонимаете, сейчас не сезон.\r\n"
    assert house.checker().fix(text) == "Здравствуйте!\r\nПонимаете, сейчас не сезон.\r\n"
    assert house.checker().fix(text, suggested=True) == "Здравствуйте!\r\nНовый срок — в пятницу.\r\n"
    assert house.checker().fix(text, categories=["excuses"]) == text
    assert house.checker().fix(text, categories=["familiarity/test-*"]).startswith("Здравствуйте!")


@pytest.mark.parametrize(
    "text",
    [
        "> Привет, у нас не сезон\n",
        "Смотрите http://e.ru/привет на сайте.",
        "Пишите на привет@e.ru, пожалуйста.",
        "Введите `привет` в строке.",
        "Вы писали: «Привет, у нас не сезон».",
    ],
)
def test_fix_leaves_quotes_addresses_and_code_alone(text: str) -> None:
    assert house.checker().fix(text, suggested=True) == text


def test_fix_keeps_holes_and_markup() -> None:
    text = "<p>Привет, {{ name }}! <b>При</b>вет &amp; не сезон</p>"
    assert house.checker().fix(text, kind="template", format="html") == (
        "<p>Здравствуйте, {{ name }}! <b>При</b>вет &amp; не сезон</p>"
    )


def test_a_fix_keeps_stress_marks_and_soft_hyphens_out_of_its_way() -> None:
    assert house.checker().fix("При\u00adве\u0301т! Договор готов.") == "Здравствуйте! Договор готов."


words = st.sampled_from(
    ["Привет", "привіт", "понимаете", "не сезон", "сезон", "\n", "\r\n", ". ", " ", "> ", "«", "»", ", ", "и", "є"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=12).map("".join), st.booleans())
def test_fixing_twice_is_fixing_once(text: str, suggested: bool) -> None:
    once = house.checker().fix(text, suggested=suggested)
    assert house.checker().fix(once, suggested=suggested) == once
