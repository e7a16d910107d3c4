"""The phrase language: what it reads, and how it says where it cannot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.matchers.grammar import Atom, Form, Gap, Group, Item, Listed, PhraseError, Sign, Word, parse_phrase


def atoms(text: str) -> list[Atom]:
    return [item.atom for item in parse_phrase(text)]


def test_words_are_lemmas_with_one_spelling() -> None:
    assert atoms("не Ещё п’ять будь-який") == [Word("не"), Word("еще"), Word("п'ять"), Word("будь-який")]


def test_exact_forms_keep_dots_slashes_and_digits() -> None:
    assert atoms("=Спс =т.д. =24/7 100") == [Form("спс"), Form("т.д."), Form("24/7"), Form("100")]


def test_features_hang_on_a_word_or_stand_alone() -> None:
    assert atoms("быть[Tense=Past, POS=VERB] [Person=1,Number=Sing]") == [
        Word("быть", frozenset({"Tense=Past"}), "VERB"),
        Word("", frozenset({"Person=1", "Number=Sing"})),
    ]


def test_groups_are_numbered_by_their_opening_brackets() -> None:
    outer = atoms("((а|б) в|г)")[0]
    assert isinstance(outer, Group)
    assert outer.number == 1
    inner = outer.alternatives[0][0].atom
    assert isinstance(inner, Group)
    assert inner.number == 2
    assert [len(a) for a in outer.alternatives] == [2, 1]


def test_optional_lists_commas_and_escapes() -> None:
    assert parse_phrase("ну? , @pets \\! \\... а") == (
        Item(Word("ну"), optional=True, column=1),
        Item(Sign(","), optional=False, column=5),
        Item(Listed("pets"), optional=False, column=7),
        Item(Sign("!"), optional=False, column=13),
        Item(Sign("…"), optional=False, column=16),
        Item(Word("а"), optional=False, column=21),
    )


def test_gaps_of_four_or_as_many_words_as_said() -> None:
    assert atoms("а … б …2 в ... г") == [Word("а"), Gap(4), Word("б"), Gap(2), Word("в"), Gap(4), Word("г")]


def test_a_gap_may_stand_inside_an_alternative() -> None:
    group = atoms("не (сезон|… бюджет)")[1]
    assert isinstance(group, Group)
    assert [item.atom for item in group.alternatives[1]] == [Gap(4), Word("бюджет")]


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 1, "the phrase is empty"),
        ("не (сезон", 4, "this bracket is never closed"),
        ("не сезон)", 9, "«)» stands outside any bracket; write «\\)» for the sign itself"),
        ("не | сезон", 4, "«|» stands outside any bracket; write «\\|» for the sign itself"),
        ("(а||б)", 1, "an alternative is empty; write «?» after the bracket for «or nothing»"),
        ("а? (б? в?)", 1, "everything here is optional, so the phrase would match nothing at all"),
        ("… сезон", 1, "a phrase cannot begin with a gap"),
        ("не … сезон?", 4, "a phrase cannot end with a gap"),
        ("(а|б …) в?", 6, "a phrase cannot end with a gap"),
        ("не … … сезон", 6, "two gaps in a row; write one with the number of words, as «…6»"),
        ("не …9 сезон", 4, "a gap skips 1 to 8 words"),
        ("не …0 сезон", 4, "a gap skips 1 to 8 words"),
        ("не …? сезон", 5, "a gap is optional already"),
        (
            "@season[Case=Gen]",
            8,
            (
                "features belong to a word: «слово[Case=Nom]»; after a list, a group or a form they say nothing;"
                " put a blank before them for any word that has them"
            ),
        ),
        ("не — сезон", 4, "quotes and dashes between words are skipped anyway; leave them out"),
        ("\\— сезон", 1, "quotes and dashes between words are skipped, so no phrase can ask for one; use regex"),
        ("сезон\\", 6, "a «\\» with no sign after it"),
        ("\\сезон", 1, "«с» needs no «\\»"),
        ("сезон!", 6, "«!» means nothing here; write «\\!» for the sign itself"),
        ("= сезон", 2, "after «=» comes the form itself, as «=спс»"),
        ("@Имена", 2, "after «@» comes the name of a word list in latin letters, as «@pets»"),
        ("быть[Tense=Past", 5, "this «[» is never closed"),
        (
            "быть[Tense=Past,past]",
            17,
            "«past» is no feature; features look like «Case=Gen», «POS=VERB», separated by commas",
        ),
        ("((((((((( а )))))))))", 9, "more than 8 brackets inside each other"),
    ],
)
def test_errors_point_at_the_column(text: str, column: int, reason: str) -> None:
    with pytest.raises(PhraseError) as error:
        parse_phrase(text)
    assert (error.value.column, error.value.reason) == (column, reason)
    assert str(error.value) == f"column {column}: {reason}\n    {text}\n    {' ' * (column - 1)}^"


@settings(max_examples=300)
@given(st.text(alphabet="аб =@[](|)?…2,\\!Case=Gen-", max_size=24))
def test_any_text_is_read_or_refused_in_bounds(text: str) -> None:
    column = len(text) + 1
    try:
        items = parse_phrase(text)
    except PhraseError as error:
        column, items = error.column, ()
    assert items or 1 <= column <= len(text) + 1
