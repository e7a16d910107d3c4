"""gettext catalogues: translated strings with exact places, over any folding."""

from __future__ import annotations

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import po

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: uk\\n"\n\n'


def read(source: str) -> list[tuple[str, str]]:
    return [(entry.key, entry.text) for entry in po.read(HEADER + source)]


def test_strings_over_several_lines_lead_back_to_their_places() -> None:
    source = HEADER + 'msgid "a"\nmsgstr ""\n"Доброго "\n"дня,\\n"\n  "\\"ви\\""\n'
    [entry] = po.read(source)
    assert (entry.text, entry.locale) == ('Доброго дня,\n"ви"', "uk")
    at = entry.text.index("го дня")
    place = entry.source_map.span(at, at + 6)
    assert source[place.start : place.end] == 'го "\n"дня'
    place = entry.source_map.span(entry.text.index("\n"), entry.text.index("\n") + 2)
    assert source[place.start : place.end] == '\\n"\n  "\\"'


def test_plural_forms_and_contexts_are_in_the_keys() -> None:
    source = 'msgctxt "cart"\nmsgid "file"\nmsgid_plural "files"\nmsgstr[0] "файл"\nmsgstr[1] "файли"\nmsgstr[2] ""\n'
    assert read(source) == [("cart | file[0]", "файл"), ("cart | file[1]", "файли")]


def test_nothing_is_read_that_no_user_sees() -> None:
    source = (
        '#, fuzzy, c-format\nmsgid "a"\nmsgstr "а"\n\n'
        'msgid "b"\nmsgstr ""\n\n'
        '#~ msgid "c"\n#~ msgstr "в"\n\n'
        '#, fuzzy\n#~ msgid "d"\n#~ msgstr "г"\n\n'
        '# translator\n#| msgid "old"\nmsgid "e"\nmsgstr "ґ"\n'
        'msgid "f"\nmsgstr "д"\n'
    )
    assert read(source) == [("e", "ґ"), ("f", "д")]


def test_an_error_names_its_line() -> None:
    with pytest.raises(UnreadableError) as caught:
        list(po.read('msgid "a"\nmsgstr "б"\nmsgdtr "в"\n'))
    assert str(caught.value) == 'line 3: this is no line of a .po file: expected msgid, msgstr or "text"'


TEXT = st.text(st.sampled_from('абв "\\\n\tx{}%'), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, st.booleans()), max_size=5), st.integers(10, 40))
def test_polib_reads_the_same(rows: list[tuple[str, str, bool]], width: int) -> None:
    file = polib.POFile(wrapwidth=width)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for number, (msgid, msgstr, fuzzy) in enumerate(rows):
        file.append(polib.POEntry(msgid=f"{number}{msgid}", msgstr=msgstr, flags=["fuzzy"] if fuzzy else []))
    source = str(file)
    entries = list(po.read(source))
    assert [entry.text for entry in entries] == [e.msgstr for e in polib.pofile(source).translated_entries()]
    for entry in entries:
        assert polib.pofile(f'msgid "a"\nmsgstr "{po.write(entry.text)}"\n')[0].msgstr == entry.text
