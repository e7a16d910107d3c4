"""Android resources and XLIFF: what is text, where it stands, and what an XML may not do."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck import Checker, read
from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import android, xliff, xml


def texts(source: str) -> list[tuple[str, str]]:
    return [(entry.key, entry.text) for entry in android.read(source)]


def test_strings_arrays_plurals_and_what_is_not_translated() -> None:
    source = """<?xml version="1.0" encoding="utf-8"?>
<!-- <string name="no">Нет</string> -->
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
  <string name="a">Так\\n\\u0442ак, це \\'він\\' &amp; "два  слова"</string>
  <string name="b" translatable="false">Ні</string>
  <string-array name="list"><item>Раз</item><item>Два</item></string-array>
  <plurals name="files"><item quantity="one">файл</item><item quantity="few">файли</item></plurals>
  <string name="c"><![CDATA[<b>Раз</b> & два]]></string>
  <string name="d">Файл <xliff:g id="name">%s</xliff:g> <b>тут</b><br/>далі
    ще</string>
  <integer name="n">5</integer>
</resources>"""
    assert texts(source) == [
        ("a", "Так\nтак, це 'він' & два  слова"),
        ("list[0]", "Раз"),
        ("list[1]", "Два"),
        ("files[one]", "файл"),
        ("files[few]", "файли"),
        ("c", "<b>Раз</b> & два"),
        ("d", 'Файл <xliff:g id="name">%s</xliff:g> тут\nдалі ще'),
    ]
    parts = {part.name: part for part in read(source.encode(), "values-uk/strings.xml").parts}
    assert (parts["c"].clean, parts["d"].clean) == ("Раз & два", "Файл \ufffc тут\nдалі ще")


def test_escapes_lead_back_to_their_places() -> None:
    source = "<resources><string name='a'>x\\u0433&#1083;\\'я&lt;</string></resources>"
    [entry] = android.read(source)
    assert entry.text == "xгл'я<"
    spans = [entry.source_map.span(at, at + 1) for at in range(len(entry.text))]
    assert [source[span.start : span.end] for span in spans] == ["x", "\\u0433", "&#1083;", "\\'", "я", "&lt;"]


def test_an_entity_of_the_document_is_a_placeholder() -> None:
    source = '<!DOCTYPE resources [<!ENTITY app "Програма">]>\n<resources><string name="a">Це &app;, так</string></resources>'
    [part] = read(source.encode(), "values-uk/strings.xml").parts
    assert part.clean == "Це \ufffc, так"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("<resources>\n<string>а</b></resources>", "line 2: this is no XML that can be read: mismatched tag"),
        (
            "<resources>\n<string>а &b;</string></resources>",
            "line 2: this is no XML that can be read: undefined entity",
        ),
        (
            '<!DOCTYPE a [<!ENTITY a "ха">\n<!ENTITY b "&a;&a;&a;">]><resources><string>&b;</string></resources>',
            "line 2: this is no XML that can be read: it declares an entity that is made of others",
        ),
        ("<resources>" + "<b>" * 100, "line 1: this is no XML that can be read: it is nested deeper than 100 levels"),
    ],
)
def test_an_error_names_its_line(source: str, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        texts(source)
    assert str(caught.value) == sentence


XLIFF = """<xliff version="1.2"><file source-language="en" target-language="{}"><body>
<trans-unit id="1" resname="a"><source>Глянь</source><target>Так <g id="1">ось</g><x id="2"/>!</target>
<alt-trans><target>Ні</target></alt-trans></trans-unit>
<trans-unit id="2"><source>b</source><target state="needs-translation">Ні</target></trans-unit>
<trans-unit id="3" translate="no"><source>b</source><target>Ні</target></trans-unit>
<trans-unit id="4"><source>b</source><target/><note>Ні</note></trans-unit>
<trans-unit id="5"><source>b</source><target><![CDATA[<i>Ось</i>]]></target></trans-unit>
</body></file></xliff>"""


def test_targets_of_xliff_are_read_and_nothing_else() -> None:
    entries = list(xliff.read(XLIFF.format("uk")))
    assert [(e.key, e.text, e.locale) for e in entries] == [
        ("a", 'Так ось<x id="2"/>!', "uk"),
        ("4", "", "uk"),
        ("5", "<i>Ось</i>", "uk"),
    ]
    parts = read(XLIFF.format("uk").encode(), "messages.xlf").parts
    assert [(part.name, part.clean) for part in parts] == [("a", "Так ось\ufffc!"), ("5", "Ось")]
    assert read(XLIFF.format("de").encode(), "messages.ru.xlf").parts == ()


def test_segments_of_xliff_2_are_numbered() -> None:
    source = """<xliff version="2.0" trgLang="ru"><file id="f"><unit id="u">
<segment state="translated"><source>a</source><target>Раз</target></segment>
<segment state="initial"><source>b</source><target>Не то</target></segment>
<segment><source>c</source><target>Два <ph id="1"/><pc id="2">три</pc></target></segment>
</unit></file></xliff>"""
    assert [(e.key, e.text) for e in xliff.read(source)] == [("u", "Раз"), ("u[2]", 'Два <ph id="1"/>три')]


def test_a_numeric_reference_stays_one() -> None:
    source = "<resources><string name='a'>&#1043;&#1083;&#1103;&#1085;&#1100;</string></resources>"
    fixed = Checker().fix_bytes(source.encode(), "values-ru/strings.xml", suggested=True).decode()
    assert fixed == source.replace("&#1100;", "&#1100;&#1090;&#1077;")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("аб<>&'\"]x \n"), max_size=10), max_size=4))
def test_element_tree_reads_the_same_nodes(values: list[str]) -> None:
    root = ET.Element("r", {"a": "<'\">"})
    for value in values:
        child = ET.SubElement(root, "c", {"v": value})
        child.text = value
        child.tail = value
    source = ET.tostring(root, encoding="unicode")
    xml.check(source)
    nodes = list(xml.find_nodes(source))
    assert "".join(xml.decode(source[n.start : n.end]) for n in nodes if n.kind == "text") == "".join(root.itertext())
    attributes = [node.get("v") for node in nodes if node.kind == "start" and node.name == "c"]
    assert attributes == [child.get("v") for child in ET.fromstring(source)]
