"""The HTML report: its text as bytes, its behaviour and looks in a real browser (headless Chromium)."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

import house
from tonecheck import Finding, Report, Severity
from tonecheck.model import Problem
from tonecheck.report import html
from tonecheck.report.passages import WHOLE, Passage, Piece, cut_passages, split_at

PICTURES = Path(__file__).parent / "data"
STYLE = html.Style("ru", {"excuses": "Оправдания", "familiarity": "Фамильярность"}, show_info=True)
LETTER = "Добрый день!\nПонимаете, сейчас не сезон.\nПривет Ивану! Ага, <b>договор</b> готов.\n"


@pytest.fixture(scope="module")
def page() -> str:
    with house.checker() as checker:
        letters = [checker.check_bytes(LETTER.encode(), "letters/a.txt", kind="message")]
        letters.append(checker.check_bytes("Привет! Вот акт.".encode(), "letters/b&c.txt", kind="message"))
        letters.append(checker.check_bytes("Добрый день! Акт готов.".encode(), "letters/clean.txt", kind="message"))
    return html.render(letters, [Problem("letters/x.eml: no text", "letters/x.eml")], STYLE)


def test_findings_are_marked_where_they_stand(page: str) -> None:
    assert '<a href="#f1"><mark class="error" data-of="f1">Понимаете, сейчас не сезон</mark></a>.\n' in page
    assert '<a href="#f2"><mark class="error" data-of="f2">Привет</mark></a> Ивану!' in page
    assert "&lt;b&gt;договор&lt;/b&gt; готов." in page
    assert '<li id="f2" data-severity="error" data-category="familiarity">' in page
    assert "2:1 · Оправдания: Оправдание сезоном.</p>\n<p>лучше: «Новый срок — в пятницу»</p>" in page


def test_bars_count_by_category_and_by_file(page: str) -> None:
    assert [
        (name, count) for name, count in re.findall(r'<th scope="row">(.*?)</th><td><i .*?></i>(\d+)</td>', page)
    ] == [("Фамильярность", "3"), ("Оправдания", "1"), ("letters/a.txt", "3"), ("letters/b&amp;c.txt", "1")]


def test_nothing_is_left_out(page: str) -> None:
    assert "<title>tonecheck: 3 ошибки, 1 подсказка</title>" in page
    assert "<li>letters/x.eml: no text</li>" in page
    assert "<summary>Файлы без замечаний: 1</summary>\n<ul>\n<li>letters/clean.txt</li>" in page


def test_the_page_loads_nothing(page: str) -> None:
    assert "http" not in page.replace("http-equiv", "")
    assert "content=\"default-src 'none'; style-src" in page


def test_a_page_without_findings_has_no_form() -> None:
    page = html.render([Report(path="a.txt", word_counts=(("uk", 5),))], style=html.Style("uk"))
    assert "<h1>Зауважень немає</h1>" in page
    assert "<form" not in page
    assert "<script" not in page


def finding(start: int, end: int, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("a/b", "a", severity, "ru", "m", "w", "", "text", start, end, 1, start + 1, "")


def test_overlapping_findings_share_a_mark() -> None:
    passage = Passage(10, "абвгдежз", is_cut=True)
    assert split_at(passage, {"x": finding(11, 15), "y": finding(13, 17), "z": finding(18, 18)}) == [
        Piece("а", ()), Piece("бв", ("x",)), Piece("гд", ("x", "y")), Piece("еж", ("y",)), Piece("з", ("z",)),
    ]  # fmt: skip


def test_a_long_text_is_cut_to_the_lines_around_its_findings() -> None:
    line = "слово " * 16 + "\n"
    text = line * 300
    first, second = cut_passages(text, [finding(10_000, 10_005), finding(20_000, 20_005)])
    assert len(text) > WHOLE
    assert first.is_cut
    assert 400 < len(first.text) < 800
    assert first.text == text[first.start :][: len(first.text)]
    assert text[first.start - 1] == text[second.start - 1] == "\n"


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_a_page_says_the_letter_and_nothing_of_it_is_markup(text: str, places: list[tuple[int, int]]) -> None:
    marks = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in places] or [(0, 1)]
    report = Report(tuple(finding(*mark) for mark in marks), path="a.txt", texts=(("text", text),))
    reader = _Reader()
    reader.feed(html.render([report]))
    assert "".join(reader.letter) == text
    assert reader.tags <= {"a", "mark"}


class _Reader(HTMLParser):
    """The text inside ``pre``, and the tags there."""

    def __init__(self) -> None:
        super().__init__()
        self.letter: list[str] = []
        self.tags: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._inside:
            self.tags.add(tag)
        self._inside = self._inside or tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.letter.append(data)


def browse(chromium: str, folder: Path, page: str, *options: str) -> str:
    """What Chromium prints of a page."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    flags = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
    )
    command = [chromium, *flags, *options, path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=90).stdout


def test_the_form_hides_findings_marks_and_letters(chromium: str, tmp_path: Path, page: str) -> None:
    plain = browse(chromium, tmp_path, page, "--dump-dom")
    assert '<form aria-label="Что показывать">' in plain  # the script shows it
    assert '<output id="shown">4</output>' in plain

    click = "<script>document.querySelector('[value=familiarity]').click()</script></body>"
    filtered = browse(chromium, tmp_path, page.replace("</body>", click), "--dump-dom")
    assert '<output id="shown">1</output>' in filtered
    assert '<li id="f2" data-severity="error" data-category="familiarity" hidden="">' in filtered
    assert '<mark class="error off" data-of="f2">' in filtered
    assert '<mark class="error" data-of="f1">' in filtered
    assert re.findall(r'<article data-file="(.*?)"( hidden="")?>', filtered) == [
        ("letters/a.txt", ""), ("letters/b&amp;c.txt", ' hidden=""'),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_page_looks_as_it_did(chromium: str, tmp_path: Path, page: str, name: str) -> None:
    """Against a picture kept beside the tests; fonts differ between machines, so both are compared coarsely."""
    taken = tmp_path / f"{name}.png"
    dark = page.replace("(prefers-color-scheme: dark)", "all")
    browse(chromium, tmp_path, dark if name == "dark" else page, f"--screenshot={taken}", "--window-size=900,1100")
    size = (45, 55)
    now, before = (
        Image.open(path).convert("RGB").resize(size, Image.Resampling.BOX)
        for path in (taken, PICTURES / f"page-{name}.png")
    )
    difference = ImageStat.Stat(ImageChops.difference(now, before)).mean
    assert max(difference) < 8, f"{taken} differs from tests/data/page-{name}.png by {difference} of 255"
