"""The report that a person reads: the line, what is wrong, why, and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tonecheck.model import Finding, Report, Severity
from tonecheck.report.window import printable, shorten, window
from tonecheck.report.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tonecheck.config import UiLanguage

#: Findings of one letter that are printed; whoever has more begins anew anyway.
MAX_FINDINGS = 200
#: Bytes of one report at most, in UTF-8.
MAX_BYTES = 1_000_000
#: Suggestions shown for one finding.
MAX_SUGGESTIONS = 3

#: A letter outside ASCII as catalogues of ASCII write it.
_ESCAPE = re.compile(r"\\[uU]([0-9A-Fa-f]{4})")
_BOLD, _DIM = "1", "2"
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}
_GREEN = "32"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text report looks. ``names`` are the categories in the language of the frame, by id."""

    ui: UiLanguage = "en"
    color: bool = False
    show_info: bool = False
    statistics: bool = False
    names: Mapping[str, str] | None = None

    @property
    def words(self) -> Wording:
        return wording(self.ui)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text

    def name(self, category: str) -> str:
        return (self.names or {}).get(category, category)


def render(reports: Sequence[Report], style: Style, *, failed: int = 0) -> str:
    """All findings, each with its line and carets, and a closing count.

    ``failed`` counts the letters that could not be read at all. Info findings are counted, and shown only on
    demand. The output is bounded whatever the letters are.
    """
    words = style.words
    closing = "\n".join(_closing(reports, style, failed)) + "\n"
    room = MAX_BYTES - len(closing.encode()) - 1000
    pieces: list[str] = []
    for piece in _pieces(reports, style):
        room -= len(piece.encode(errors="replace"))
        if room < 0:
            pieces.append(words.truncated + "\n\n")
            break
        pieces.append(piece)
    return "".join(pieces) + closing


def shown(report: Report, *, show_info: bool) -> list[Finding]:
    """The findings that a person sees: info only on demand."""
    return [finding for finding in report.findings if show_info or finding.severity is not Severity.INFO]


def location(finding: Finding, report: Report) -> str:
    """«letter.txt:3:8»; with the part's name where the file has several, or keys: «letter.eml[text/html]:3:8»."""
    part = f"[{shorten(finding.part, 80)}]" if len(report.texts) > 1 or report.is_catalogue else ""
    return printable(f"{report.path or '-'}{part}:{finding.line}:{finding.column}")


def _pieces(reports: Sequence[Report], style: Style) -> Iterator[str]:
    for report in reports:
        findings = shown(report, show_info=style.show_info)
        texts = dict(report.texts)
        explained: set[tuple[str, str]] = set()
        for finding in islice(findings, MAX_FINDINGS):
            lines = _finding(finding, location(finding, report), texts[finding.part], style, explained)
            yield "\n".join(lines) + "\n\n"
        if len(findings) > MAX_FINDINGS:
            rest = len(findings) - MAX_FINDINGS
            more = style.words.plural(rest, style.words.more).format(n=rest)
            yield f"{printable(report.path or '-')}: {more}\n\n"


def _finding(finding: Finding, place: str, text: str, style: Style, explained: set[tuple[str, str]]) -> Iterator[str]:
    """The lines of one finding; why a rule exists is said once a letter."""
    words, colour = style.words, _COLOURS[finding.severity]
    severity = style.paint(words.severities[finding.severity][0], colour)
    yield f"{style.paint(place, _BOLD)}: {severity}: {shorten(finding.message, 300)}"
    view = window(text, finding.start, finding.end)
    number = str(finding.line)
    gutter = " " * len(number)
    yield style.paint(f"  {number} | ", _DIM) + view.line
    yield style.paint(f"  {gutter} | ", _DIM) + style.paint(view.carets, colour)
    edge = style.paint(f"  {gutter} | ", _DIM)
    if _ESCAPE.search(finding.excerpt):
        yield edge + style.paint(f"= {shorten(_unescape(finding.excerpt))}", _DIM)
    if finding.suggestions:
        yield edge + f"{words.better}: " + _suggestions(finding.suggestions, style)
    if finding.why and (finding.language, finding.rule) not in explained:
        explained.add((finding.language, finding.rule))
        yield edge + f"{words.why}: {shorten(finding.why, 300)}"
    yield edge + style.paint(f"{style.name(finding.category)} · {finding.rule}", _DIM)


def _unescape(excerpt: str) -> str:
    r"""What the escapes of a catalogue say: nobody reads «\u0433\u043b\u044f»."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), excerpt)


def _suggestions(suggestions: Sequence[str], style: Style) -> str:
    said = (f"«{shorten(text, 120)}»" if text.strip() else style.words.remove for text in suggestions[:MAX_SUGGESTIONS])
    return ", ".join(style.paint(text, _GREEN) for text in said)


def _closing(reports: Sequence[Report], style: Style, failed: int) -> Iterator[str]:
    words = style.words
    findings = [finding for report in reports for finding in shown(report, show_info=style.show_info)]
    if style.statistics:
        yield from _statistics(findings, style)
    if reports:
        yield _verdict(reports, findings, style)
    hidden = sum(len(report.findings) for report in reports) - len(findings)
    if hidden:
        yield words.plural(hidden, words.hidden).format(n=hidden) + " (--show-info)"
    baselined = sum(report.baselined for report in reports)
    if baselined:
        yield words.plural(baselined, words.baselined).format(n=baselined)
    if failed:
        yield style.paint(f"{words.unchecked}: {words.count(failed, words.letters)}", _COLOURS[Severity.ERROR])


def _verdict(reports: Sequence[Report], findings: Sequence[Finding], style: Style) -> str:
    """«2 ошибки, 1 предупреждение в 1 письме»; «Замечаний нет: проверено 154 слова»."""
    words = style.words
    checked = sum(report.checked_words for report in reports)
    where = f" {words.place(len(reports))}" if len(reports) > 1 else ""
    if not findings and not checked:
        return words.nothing + where
    if not findings:
        return f"{style.paint(words.clean, _GREEN)}: {words.checked} {words.count(checked, words.words)}{where}"
    counts = ", ".join(
        style.paint(words.count(count, words.severities[severity]), _COLOURS[severity])
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if (count := sum(finding.severity is severity for finding in findings))
    )
    return f"{counts} {words.place(len(reports))}"


def _statistics(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    """How often each rule spoke, the most frequent first."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    width = len(str(max(counts.values(), default=0)))
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{width}}  {style.paint(rule, _BOLD)}  {style.name(rule.partition('/')[0])}"
    if counts:
        yield ""
