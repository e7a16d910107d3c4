"""A summary for the page of a job or a comment in a review: tables by file and by category, then the findings."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tonecheck.report.regions import STDIN, list_unchecked
from tonecheck.report.text import shown
from tonecheck.report.window import printable, shorten
from tonecheck.report.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.config import UiLanguage
    from tonecheck.model import Finding, Problem, Report
    from tonecheck.report.wording import Wording

#: GitHub takes summaries of 1 MiB at most; whoever has more findings reads another format.
MAX_FINDINGS = 500
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&!])")


def render(
    reports: Sequence[Report], problems: Sequence[Problem] = (), *, ui: UiLanguage = "en", show_info: bool = False
) -> str:
    """Markdown of GitHub's and GitLab's kind, in the language of the frame."""
    words = wording(ui)
    found = [(report, shown(report, show_info=show_info)) for report in reports]
    unchecked = list_unchecked(reports, problems)
    return "\n".join(_lines(found, unchecked, words)) + "\n"


def _lines(
    found: Sequence[tuple[Report, list[Finding]]], unchecked: Sequence[Problem], words: Wording
) -> Iterator[str]:
    findings = [finding for _, some in found for finding in some]
    checked = words.count(sum(report.checked_words for report, _ in found), words.words)
    yield f"## tonecheck: {words.verdict(findings)}"
    yield ""
    yield f"{words.count(len(found), words.letters)}, {words.checked} {checked}"
    if findings:
        yield from _table(Counter(finding.category for finding in findings))
        yield from _table(Counter({_escape(report.path or STDIN): len(some) for report, some in found if some}))
    room = MAX_FINDINGS
    for report, some in found:
        if some and room > 0:
            yield ""
            yield f"### {_escape(report.path or STDIN)}"
            yield ""
            yield from (_finding(finding, words) for finding in some[:room])
            room -= len(some)
    if room < 0:
        yield ""
        yield words.plural(-room, words.more).format(n=-room)
    if unchecked:
        yield ""
        yield f"### {words.unchecked}"
        yield ""
        yield from (f"- {_unchecked(problem)}" for problem in unchecked)


def _unchecked(problem: Problem) -> str:
    """Most sentences begin with the path themselves."""
    path = problem.path or STDIN
    return _escape(problem.message if problem.message.startswith(path) else f"{path}: {problem.message}")


def _table(counts: Counter[str]) -> Iterator[str]:
    yield ""
    yield "| | |"
    yield "|---|---:|"
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"| {name} | {count} |"


def _finding(finding: Finding, words: Wording) -> str:
    part = f"{finding.part} " if finding.part.startswith(("text/", "subject")) else ""
    severity = words.severities[finding.severity][0]
    better = f" {words.better}: «{_escape(shorten(finding.suggestions[0]))}»." if finding.suggestions else ""
    where = f"{_escape(part)}{finding.line}:{finding.column}"
    excerpt = f"«{_escape(shorten(finding.excerpt))}»"
    return f"- {where} **{severity}** {excerpt}: {_escape(finding.message)}{better} `{finding.rule}`"


def _escape(text: str) -> str:
    """A letter's own stars, brackets and tags stay what they are."""
    return _SPECIAL.sub(r"\\\1", printable(text))
