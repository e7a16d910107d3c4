"""One finding a line, for editors, grep and reviewers: ``path:line:column: severity message [rule]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.report.text import MAX_BYTES, location, shown
from tonecheck.report.window import shorten
from tonecheck.report.wording import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.model import Report


def render(reports: Sequence[Report], *, show_info: bool = False) -> str:
    """A line for each finding, in the order of the files; empty when there is none.

    The severity is always the English word, so that tools can rely on it.
    """
    lines: list[str] = []
    room = MAX_BYTES - 1000
    for report in reports:
        for finding in shown(report, show_info=show_info):
            place, severity = location(finding, report), finding.severity.value
            line = f"{place}: {severity}: {shorten(finding.message, 300)} [{finding.rule}]\n"
            room -= len(line.encode(errors="replace"))
            if room < 0:
                return "".join(lines) + ENGLISH.truncated + "\n"
            lines.append(line)
    return "".join(lines)
