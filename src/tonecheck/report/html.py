"""One HTML file that needs nothing else: the letters with their findings in place, filters, and bars by category and file.

Everything that comes from a letter is escaped, and the page's policy lets nothing load or run but its own script. Without
scripts it reads from top to bottom; bars are tables, so that a screen reader tells them as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from tonecheck.model import Finding, Problem, Report, Severity
from tonecheck.report.page_wording import PageWording, page_wording
from tonecheck.report.passages import WHOLE, Passage, Piece, cut_passages, split_at
from tonecheck.report.regions import STDIN, list_unchecked
from tonecheck.report.text import shown
from tonecheck.report.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tonecheck.config import UiLanguage

#: Characters of the letters on one page; whoever has more letters wants a page for each folder.
MAX_CHARACTERS = 8_000_000
#: Files that a bar is drawn for.
MAX_BARS = 20
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Style:
    """The language of the frame, the names of the categories in it, and whether hints are shown."""

    ui: UiLanguage = "en"
    names: Mapping[str, str] | None = None
    show_info: bool = False

    @property
    def words(self) -> Wording:
        return wording(self.ui)

    @property
    def page(self) -> PageWording:
        return page_wording(self.ui)

    def name(self, category: str) -> str:
        return escape((self.names or {}).get(category, category))


def render(reports: Sequence[Report], problems: Sequence[Problem] = (), style: Style | None = None) -> str:
    """The whole page."""
    style = style or Style()
    found = [(report, shown(report, show_info=style.show_info)) for report in reports]
    unchecked = list_unchecked(reports, problems)
    return "\n".join(_page(found, unchecked, style)) + "\n"


def _page(found: Sequence[tuple[Report, list[Finding]]], unchecked: Sequence[Problem], style: Style) -> Iterator[str]:
    findings = [finding for _, some in found for finding in some]
    verdict = escape(style.words.verdict(findings))
    yield f'<!doctype html>\n<html lang="{style.ui}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>tonecheck: {verdict}</title>\n<style>\n{_asset('report.css')}</style>\n</head>\n<body>"
    yield f'<a class="skip" href="#letters">{style.page.skip}</a>'
    yield f'<header>\n<h1>{verdict}</h1>\n<p class="faint">{escape(_extent(found, style.words))}</p>\n</header>'
    if findings:
        yield from _bars(found, findings, style)
        yield from _form(found, findings, style)
    yield '<main id="letters" tabindex="-1">'
    yield from _unchecked(unchecked, style)
    yield from _letters(found, style)
    yield from _clean(found, style)
    yield "</main>"
    if findings:
        yield f"<script>\n{_asset('report.js')}</script>"
    yield "</body>\n</html>"


def _asset(name: str) -> str:
    return files("tonecheck.report").joinpath("page", name).read_text(encoding="utf-8")


def _extent(found: Sequence[tuple[Report, list[Finding]]], words: Wording) -> str:
    checked = words.count(sum(report.checked_words for report, _ in found), words.words)
    engines = ", ".join(sorted({engine for report, _ in found for engine in report.engines}))
    return f"{words.count(len(found), words.letters)}, {words.checked} {checked}" + (f" ({engines})" if engines else "")


def _bars(found: Sequence[tuple[Report, list[Finding]]], findings: Sequence[Finding], style: Style) -> Iterator[str]:
    yield f'<section class="tables" aria-label="{style.page.overview}">'
    by_category = Counter(finding.category for finding in findings)
    yield from _bar_table(style.page.by_category, {style.name(c): n for c, n in by_category.most_common()})
    by_file = Counter({report.path or STDIN: len(some) for report, some in found if some})
    yield from _bar_table(style.page.by_file, {escape(path): n for path, n in by_file.most_common(MAX_BARS)})
    yield "</section>"


def _bar_table(caption: str, counts: Mapping[str, int]) -> Iterator[str]:
    most = max(counts.values())
    yield f'<table class="bars">\n<caption>{caption}</caption>'
    for name, count in counts.items():
        bar = f'<i style="--share:{count / most:.3f}"></i>'
        yield f'<tr><th scope="row">{name}</th><td>{bar}{count}</td></tr>'
    yield "</table>"


def _form(found: Sequence[tuple[Report, list[Finding]]], findings: Sequence[Finding], style: Style) -> Iterator[str]:
    page = style.page
    present = {finding.severity for finding in findings}
    names = {s.value: escape(style.words.severities[s][0]) for s in Severity if s in present}
    categories = {category: style.name(category) for category in sorted({finding.category for finding in findings})}
    yield f'<form hidden aria-label="{page.filter}">'
    yield from _boxes("severity", page.severity, names)
    yield from _boxes("category", page.category, categories)
    yield f'<fieldset><legend><label for="file">{page.file}</label></legend><select id="file" name="file">'
    yield f'<option value="">{page.all_files}</option>'
    yield from (f"<option>{escape(report.path or STDIN)}</option>" for report, some in found if some)
    yield "</select></fieldset>"
    yield f'<p class="faint" role="status">{page.shown} <output id="shown">{len(findings)}</output></p>\n</form>'


def _boxes(name: str, legend: str, values: Mapping[str, str]) -> Iterator[str]:
    yield f"<fieldset><legend>{legend}</legend>"
    for value, label in values.items():
        yield f'<label><input type="checkbox" name="{name}" value="{value}" checked> {label}</label>'
    yield "</fieldset>"


def _unchecked(unchecked: Sequence[Problem], style: Style) -> Iterator[str]:
    if unchecked:
        yield f"<article>\n<h2>{style.words.unchecked}</h2>\n<ul>"
        yield from (f"<li>{escape(problem.message)}</li>" for problem in unchecked)
        yield "</ul>\n</article>"


def _letters(found: Sequence[tuple[Report, list[Finding]]], style: Style) -> Iterator[str]:
    room, number = MAX_CHARACTERS, 0
    for report, findings in found:
        if not findings:
            continue
        if room < 0:
            yield f"<p>{escape(style.words.truncated)}</p>"
            return
        yield f'<article data-file="{escape(report.path or STDIN)}">\n<h2>{escape(report.path or STDIN)}</h2>'
        texts = dict(report.texts)
        for part in dict.fromkeys(finding.part for finding in findings):
            mine = [finding for finding in findings if finding.part == part]
            numbered = {f"f{number + n}": finding for n, finding in enumerate(mine, 1)}
            number += len(mine)
            passages = cut_passages(texts[part], mine, whole=0 if report.is_catalogue else WHOLE)
            room -= sum(len(passage.text) for passage in passages)
            if len(texts) > 1:
                yield f"<h3>{escape(part)}</h3>"
            yield f'<pre class="letter">{"".join(_passage(passage, numbered, style) for passage in passages)}</pre>'
            yield '<ol class="findings">'
            yield from (_finding(key, finding, style) for key, finding in numbered.items())
            yield "</ol>"
        yield "</article>"


def _passage(passage: Passage, numbered: Mapping[str, Finding], style: Style) -> str:
    """A stretch of the letter, marked; overlapping findings share a mark."""
    cut = f'<span class="cut" role="note" aria-label="{style.page.left_out}">…</span>' if passage.is_cut else ""
    return cut + "".join(_piece(piece, numbered) for piece in split_at(passage, numbered))


def _piece(piece: Piece, numbered: Mapping[str, Finding]) -> str:
    if not piece.keys:
        return escape(piece.text)
    gravest = max((numbered[key].severity for key in piece.keys), key=lambda severity: severity.rank)
    mark = f'<mark class="{gravest.value}" data-of="{" ".join(piece.keys)}">{escape(piece.text)}</mark>'
    return f'<a href="#{piece.keys[0]}">{mark}</a>'


def _finding(key: str, finding: Finding, style: Style) -> str:
    words, severity = style.words, finding.severity
    said = [
        f'<li id="{key}" data-severity="{severity.value}" data-category="{escape(finding.category)}">',
        f'<p><span class="severity {severity.value}">{escape(words.severities[severity][0])}</span>',
        f"{finding.line}:{finding.column} · {style.name(finding.category)}: {escape(finding.message)}</p>",
    ]
    if finding.suggestions:
        better = ", ".join(
            f"«{escape(text)}»" if text.strip() else escape(words.remove) for text in finding.suggestions[:3]
        )
        said.append(f"<p>{words.better}: {better}</p>")
    if finding.why:
        said.append(f'<p class="faint">{words.why}: {escape(finding.why)}</p>')
    said.append(f"<code>{escape(finding.rule)}</code></li>")
    return "\n".join(said)


def _clean(found: Sequence[tuple[Report, list[Finding]]], style: Style) -> Iterator[str]:
    clean = [report.path or STDIN for report, findings in found if not findings]
    if clean:
        yield f"<details>\n<summary>{style.page.clean_files}: {len(clean)}</summary>\n<ul>"
        yield from (f"<li>{escape(path)}</li>" for path in clean)
        yield "</ul>\n</details>"
