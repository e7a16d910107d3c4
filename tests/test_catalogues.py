"""Catalogues from bytes to findings and back, every format alike."""

from __future__ import annotations

import codecs
import json
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck import Checker, fixes, read
from tonecheck.errors import UnreadableError
from tonecheck.locales import CATALOGUE_SUFFIXES
from tonecheck.message.catalogues.escapes import to_units
from tonecheck.message.catalogues.formats import find_format
from tonecheck.report.regions import find_places
from tonecheck.sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tonecheck.model import Finding


@dataclass(frozen=True)
class Sample:
    """A format: the name of a file, and what stands before, around and after its values, written by ``write``."""

    name: str
    head: str
    entry: str
    foot: str
    write: Callable[[str], str]

    def make(self, values: Sequence[str]) -> str:
        entries = (self.entry.format(n=number, v=self.write(value)) for number, value in enumerate(values))
        return self.head + "".join(entries) + self.foot


def escaped(signs: dict[str, str]) -> Callable[[str], str]:
    return lambda text: "".join(signs.get(char, char) for char in text)


def _fold(text: str) -> str:
    """Each row of line breaks longer by the one that YAML reads as a blank."""
    return re.sub(r" *(\n[ \n]*)", lambda found: "\n" * (found[1].count("\n") + 1) + "    ", text)


C_LIKE = escaped({'"': '\\"', "\\": "\\\\", "\n": "\\n"})
XML = escaped({"&": "&amp;", "<": "&lt;"})
ANDROID = escaped({"&": "&amp;", "<": "&lt;", "'": "\\'", '"': '\\"', "\\": "\\\\", "\n": "\\n"})

SAMPLES = [
    Sample("ru.po", 'msgid ""\nmsgstr "Language: ru\\n"\n\n', 'msgid "k{n}"\nmsgstr "{v}"\n\n', "", C_LIKE),
    Sample("ru.json", "{{\n".format(), '"k{n}": "{v}",\n', '"z": 1}\n', C_LIKE),
    Sample("ru.json5.json", "{", '"k{n}":"{v}",', '"z":{}}', lambda text: to_units(C_LIKE(text))),
    Sample("a.yml", "ru:\n", '  k{n}: "{v}"\n', "", C_LIKE),
    Sample("b.yaml", "ru:\n", "  k{n}: '{v}'\n", "", lambda text: _fold(text.replace("'", "''"))),
    Sample("m_ru.properties", "# note\n", "k{n} = {v}\n", "", escaped({"\\": "\\\\", "\n": "\\n"})),
    Sample(
        "a_ru.properties", "", "k{n}:\\\n  {v}\n", "", lambda t: to_units(t.replace("\\", "\\\\").replace("\n", "\\n"))
    ),
    Sample("values-ru/strings.xml", "<resources>\n", '<string name="k{n}">{v}</string>\n', "</resources>\n", ANDROID),
    Sample(
        "values-uk/strings.xml",
        "<resources>\n",
        '<string name="k{n}"><![CDATA[{v}]]></string>\n',
        "</resources>",
        escaped({"'": "\\'", '"': '\\"', "\\": "\\\\", "\n": "\\n"}),
    ),
    Sample("ru.lproj/L.strings", "/* a */\n", '"k{n}" = "{v}";\n', "", C_LIKE),
    Sample(
        "L.xcstrings",
        '{"strings": {',
        '"k{n}": {{"localizations": {{"ru": {{"stringUnit": {{"state": "translated", "value": "{v}"}}}}}}}},',
        '"z": {}}}',
        C_LIKE,
    ),
    Sample(
        "app_ru.arb", '{"@@locale": "ru",', '"k{n}": "{v}", "@k{n}": {{"description": "Привет"}},', '"z": 1}', C_LIKE
    ),
    Sample(
        "m.xlf",
        '<xliff version="1.2"><file target-language="ru"><body>',
        '<trans-unit id="k{n}"><source>Привет</source><target>{v}</target></trans-unit>\n',
        "</body></file></xliff>",
        XML,
    ),
    Sample(
        "m.xliff",
        '<xliff version="2.0" trgLang="uk"><file>',
        '<unit id="k{n}"><segment><source>Hi</source><target>{v}</target></segment></unit>\n',
        "</file></xliff>",
        XML,
    ),
    Sample(
        "lang/ru/a.php", "<?php\nreturn [ // 'b'\n", "'k{n}' => '{v}',\n", "];\n", escaped({"'": "\\'", "\\": "\\\\"})
    ),
    Sample(
        "lang/uk/a.php",
        "<?php\n",
        '$lang["k{n}"] = "{v}";\n',
        "",
        escaped({'"': '\\"', "\\": "\\\\", "\n": "\\n", "$": "\\$"}),
    ),
    Sample("ru/app.ftl", "# note\n", "k{n} =\n    {v}\n", "", lambda text: text),
]
IDS = [sample.name for sample in SAMPLES]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def places(findings: Sequence[Finding], text: str) -> list[tuple[str, str, str]]:
    return [(finding.part, finding.rule, text[finding.start : finding.end]) for finding in findings]


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_finding_names_key_and_place_and_is_mended_there(sample: Sample, checker: Checker) -> None:
    is_uk = "uk" in sample.name or "m.xliff" in sample.name
    bad, good = (
        ("Олексію, глянь рахунок", "Олексію, гляньте рахунок") if is_uk else ("Глянь договор", "Гляньте договор")
    )
    before, after = (sample.make(["Скасувати" if is_uk else "Отменить", text, "{0} + %s"]) for text in (bad, good))
    report = checker.check_bytes(before.encode(), sample.name)
    [finding] = report.findings
    prefix = "ru." if "ru:" in sample.head else ""
    assert (finding.part, finding.rule) == (f"{prefix}k1", "familiarity/address-imperative")
    assert (report.kind, report.is_catalogue, report.path) == ("template", True, sample.name)
    written = bad.split()[is_uk]
    assert finding.excerpt == before[finding.start : finding.end] == sample.write(written)
    assert finding.suggestions == (good.split()[is_uk],)
    assert checker.fix_bytes(before.encode(), sample.name, suggested=True) == after.encode()
    assert checker.fix_bytes(after.encode(), sample.name, suggested=True) == after.encode()


VALUES = st.lists(st.text(st.sampled_from("абвґїь їx'\"\\&<>{}%#;:=!\n"), max_size=12), min_size=1, max_size=3)


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
@settings(max_examples=25, deadline=None)
@given(values=VALUES, new=st.text(st.sampled_from("абґ 'x\"\\&<"), min_size=1, max_size=6))
def test_what_is_written_is_what_is_read(sample: Sample, values: list[str], new: str) -> None:
    if sample.name.endswith(".ftl"):
        values = [" ".join(value.translate({ord(sign): "" for sign in "{}#\n"}).split()) or "я" for value in values]
        values = [value.lstrip("#[.*}") or "я" for value in values]
    if sample.name == "b.yaml":
        values = [re.sub(r"[ \n]*\n[ \n]*", lambda found: "\n" * found[0].count("\n"), value) for value in values]
    if sample.name.endswith(".xml"):
        values, new = [re.sub(" +", " ", value) for value in values], re.sub(" +", " ", new)
    if sample.name.endswith(".properties"):  # where two apostrophes stand, one is written as two
        values = [value.replace("'", "") for value in values]
    values = [f"я{value}я" for value in values]
    source = sample.make(values)
    format_ = find_format(sample.name, source.encode())
    assert format_ is not None
    entries = [entry for entry in format_.read(source) if entry.key.rpartition(".")[2].startswith("k")]
    assert [entry.text for entry in entries] == values
    for number, entry in enumerate(entries):
        place = entry.source_map.span(1, len(entry.text) - 1)
        written = source[: place.start] + entry.write(new) + source[place.end :]
        again = [entry for entry in format_.read(written) if entry.key.rpartition(".")[2].startswith("k")]
        changed = [f"я{new}я" if n == number else value for n, value in enumerate(values)]
        assert [entry.text for entry in again] == changed


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_without_a_fault_no_byte_changes(sample: Sample, checker: Checker) -> None:
    text = sample.make(["Зберегти", "Скасувати"] if "uk" in sample.name else ["Сохранить", "Отменить"])
    for data in (
        text.encode(),
        codecs.BOM_UTF8 + text.encode(),
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-16"),
    ):
        assert checker.fix_bytes(data, sample.name, suggested=True) == data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_charset_and_line_ends_stay(encoding: str, checker: Checker) -> None:
    before = '"a" = "Да";\r\n"b" = "Глянь \\"акт\\"";\r\n'.encode(encoding)
    after = '"a" = "Да";\r\n"b" = "Гляньте \\"акт\\"";\r\n'.encode(encoding)
    assert checker.fix_bytes(before, "ru.lproj/Localizable.strings", suggested=True) == after


def test_both_languages_in_one_file_are_checked_each_as_itself(checker: Checker) -> None:
    source = 'ru:\n  a: "Глянь договор"\nuk:\n  a: "Олексію, глянь рахунок"\nen:\n  a: "Глянь договор"\n'
    report = checker.check_bytes(source.encode(), "config/locales/all.yml")
    assert [(f.part, f.language, f.excerpt) for f in report.findings] == [
        ("ru.a", "ru", "Глянь"),
        ("uk.a", "uk", "глянь"),
    ]


def test_a_file_of_another_locale_is_not_checked(checker: Checker) -> None:
    report = checker.check_bytes('{"a": "Глянь договор"}'.encode(), "locales/be.json")
    assert (report.findings, report.checked_words) == ((), 0)


def test_without_a_locale_the_content_decides(checker: Checker) -> None:
    source = '{"a": "Олексію, глянь рахунок", "b": "Так"}'
    report = checker.check_bytes(source.encode(), "strings.json")
    assert (report.word_counts, [finding.excerpt for finding in report.findings]) == ((("uk", 4),), ["глянь"])


def test_branches_of_an_icu_argument_are_read_in_their_surroundings(checker: Checker) -> None:
    source = '{"a": "Глянь {n, plural, one {# договор} few {# договора} other {# договоров, чувак}} сегодня"}'
    understood = read(source.encode(), "ru.json")
    assert [(part.name, part.clean) for part in understood.parts] == [
        ("a[one]", "Глянь \ufffc договор сегодня"),
        ("a[few]", "Глянь \ufffc договора сегодня"),
        ("a[other]", "Глянь \ufffc договоров, чувак сегодня"),
    ]
    found = places(checker.check_bytes(source.encode(), "ru.json").findings, source)
    assert found == [
        ("a[one]", "familiarity/address-imperative", "Глянь"),
        ("a[other]", "familiarity/pet-word", "чувак"),
    ]
    fixed = checker.fix_bytes(source.encode(), "ru.json", suggested=True, categories="familiarity/address-imperative")
    assert fixed.decode() == source.replace("Глянь", "Гляньте")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Файл %1$s: %d из %@", "Файл \ufffc: \ufffc из \ufffc"),
        ("%{name}, {{count}} и {0} :name", "\ufffc, \ufffc и \ufffc \ufffc"),
        ("Файл %#@files@ тут", "Файл \ufffc тут"),
        ("Скидка 50 % и 20% есть", "Скидка 50 % и 20% есть"),
        ("С {0,date,short} по {1, number, #.#}", "С \ufffc по \ufffc"),
        ("_Файл, &Правка, О_ткрыть", "Файл, Правка, Открыть"),
        ("<b>Файл</b> &laquo;А&raquo;<br/>готов", "Файл «А»\nготов"),
        ("Выбрано элемент(а, ов)", "Выбрано элемент"),
        ("да,нет,может быть", "да\ufffcнет\ufffcможет быть"),
        ("%s файл;%s файла;%s файлов", "\ufffc файл\ufffc\ufffc файла\ufffc\ufffc файлов"),
    ],
)
def test_placeholders_and_markup_are_no_words(text: str, clean: str) -> None:
    source = '{"a": "' + text.replace('"', '\\"') + '"}'
    [part] = read(source.encode(), "ru.json").parts
    assert part.clean == clean


def test_an_apostrophe_is_written_as_the_format_writes_it(checker: Checker) -> None:
    source = "<resources>\n<string name='a'>Запитати імя</string>\n</resources>\n"
    fixed = checker.fix_bytes(source.encode(), "values-uk/strings.xml", suggested=True).decode()
    assert fixed == source.replace("імя", "ім\\'я")


def test_rules_for_letters_leave_labels_alone(checker: Checker) -> None:
    label = '{"confirm": "Вы действительно хотите удалить файл?"}'
    assert checker.check_bytes(label.encode(), "ru.json").findings == ()
    letter = '{"mailer": {"confirm": "Вы действительно хотите удалить файл?"}}'
    [finding] = checker.check_bytes(letter.encode(), "ru.json").findings
    assert (finding.part, finding.category) == ("mailer.confirm", "confrontation")
    greeting = '{"confirm": "Здравствуйте! Вы действительно хотите удалить файл?"}'
    assert [f.category for f in checker.check_bytes(greeting.encode(), "ru.json").findings] == ["confrontation"]


def test_two_entries_of_one_key_are_told_apart() -> None:
    parts = read("a=Раз\na=Два\n".encode(), "m_ru.properties").parts
    assert [part.name for part in parts] == ["a", "a#2"]


def test_code_in_values_is_not_read() -> None:
    source = '{"a": "(.+)ти$", "b": "а б в г д е ж з и к л м", "c": "[а-я]+", "d": "Текст"}'
    assert [part.name for part in read(source.encode(), "ru.json").parts] == ["d"]


def test_a_fix_that_would_break_the_file_is_refused(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixes, "apply", lambda text, edits: text.replace("Глянь", '"') if edits else text)
    with pytest.raises(UnreadableError, match="no JSON"):
        checker.fix_bytes('{"a": "Глянь договор"}'.encode(), "ru.json", suggested=True)


ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tonecheck", *arguments], capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command_line_names_keys_and_goes_on_after_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    files = {
        "locales/ru.json": '{"a": {"b": "Глянь договор"}}',
        "locales/broken.uk.yml": "uk:\n  a: б\n   c: д\n",
        "locales/en.json": '{"a": "Глянь договор"}',
        "package.json": '{"ru": "Глянь договор"}',
        "compose.yml": "services:\n  a: Глянь договор\n",
        "all.yml": "en:\n  a: b\nuk:\n  a: Олексію, глянь рахунок\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    code, out, err = run("check", "--format", "concise", str(tmp_path))
    assert code == 2
    assert [line.removeprefix(f"{tmp_path}/").split(": ")[0] for line in out.splitlines()] == [
        "all.yml[uk.a]:4:15",
        "locales/ru.json[a.b]:1:14",
    ]
    assert err == (
        f"tonecheck: {tmp_path}/locales/broken.uk.yml: line 3: this is no YAML: mapping values are not allowed here\n"
    )


def test_the_difference_of_a_catalogue_is_shown_once(tmp_path: Path) -> None:
    path = tmp_path / "ru.json"
    path.write_text('{\n"a": "Глянь договор",\n"b": "Скинь акт"\n}\n', encoding="utf-8")
    code, out, _ = run("fix", "--diff", "--suggested", str(path))
    assert code == 0
    assert [line for line in out.splitlines() if line[0] in "-+"] == [
        f"--- {path}",
        f"+++ {path}",
        '-"a": "Глянь договор",',
        '-"b": "Скинь акт"',
        '+"a": "Гляньте договор",',
        '+"b": "Скиньте акт"',
    ]


def test_the_docs_name_every_format() -> None:
    docs = (ROOT / "docs" / "catalogues.md").read_text(encoding="utf-8")
    assert [suffix for suffix in CATALOGUE_SUFFIXES if f"`{suffix}`" not in docs] == []
    assert "`.xml`" in docs


def test_the_text_report_says_what_escapes_say(tmp_path: Path) -> None:
    path = tmp_path / "m_ru.properties"
    path.write_text("a=" + to_units("Глянь акт") + "\n", encoding="ascii")
    code, out, _ = run("check", str(path))
    assert code == 1
    assert out.splitlines()[0].startswith(f"{path}[a]:1:3: ")
    assert [line for line in out.splitlines() if line.startswith("    | =")] == ["    | = Глянь"]


@pytest.mark.parametrize("opening", ["{a, plural, one {", "{", "%(", "<", "$t(", "&a", "(а,"])
def test_unclosed_signs_cost_no_more_than_their_length(opening: str) -> None:
    source = '{"a": "я' + opening * (60_000 // len(opening)) + '"}'
    assert [part.name for part in read(source.encode(), "ru.json").parts] == ["a"]


def test_a_report_of_many_entries_is_no_larger_than_their_file(tmp_path: Path, checker: Checker) -> None:
    path = tmp_path / "ru.json"
    path.write_text("{" + "".join(f'"k{n}": "Глянь договор",\n' for n in range(300)) + '"z": 1}', encoding="utf-8")
    data = path.read_bytes()
    report = checker.check_bytes(data, str(path))
    assert (len(report.findings), len(report.texts)) == (300, 300)
    secret = b"s" * 32
    sealed = seal(report, secret)
    assert len(sealed) < 3 * len(data)
    assert unseal(sealed, secret) == replace(report, path=None)
    places = list(find_places(report))
    assert all(place.text is places[0].text for place in places)
    code, out, _ = run("read", "--format", "json", str(path))
    assert code == 0
    [entry, *_] = json.loads(out)["files"][0]["parts"]
    assert (entry["name"], entry["text"]) == ("k0", "Глянь договор")


def test_signs_of_people_are_no_placeholders(checker: Checker) -> None:
    source = '{"a": "Вітаємо,ваше замовлення готове", "b": "Увага !важливо :добре @тут"}'
    parts = read(source.encode(), "uk.json").parts
    assert [part.clean for part in parts] == ["Вітаємо,ваше замовлення готове", "Увага !важливо :добре @тут"]
    findings = checker.check_bytes(source.encode(), "uk.json").findings
    assert ("a", "typos/no-space-after-sign", ",") in places(findings, source)


def test_the_apostrophe_is_the_one_between_letters(checker: Checker) -> None:
    source = "uk:\n  a: 'Об’єкт'\n  b: 'Запитати імя'\n"
    fixed = checker.fix_bytes(source.encode(), "a.yml", suggested=True).decode()
    assert fixed == source.replace("імя", "ім’я")


def test_a_declared_charset_is_heeded(checker: Checker) -> None:
    source = '<?xml version="1.0" encoding="koi8-u"?>\n<resources><string name="a">Олексію, глянь рахунок</string></resources>'
    fixed = checker.fix_bytes(source.encode("koi8-u"), "values-uk/strings.xml", suggested=True)
    assert fixed == source.replace("глянь", "гляньте").encode("koi8-u")


def test_a_fix_that_would_change_another_string_is_refused(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fixes, "apply", lambda text, edits: text.replace("глянь", "гляньте: |\n    #") if edits else text
    )
    with pytest.raises(UnreadableError):
        checker.fix_bytes("uk:\n  a: Олексію, глянь рахунок\n  b: Так\n".encode(), "a.yml", suggested=True)


def test_a_string_may_lose_its_last_cyrillic_letter(checker: Checker) -> None:
    source = '{"a": "Vіsa", "b": "Так"}'
    assert checker.fix_bytes(source.encode(), "uk.json", suggested=True).decode() == source.replace("Vіsa", "Visa")
