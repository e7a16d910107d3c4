"""Workflow commands of GitHub Actions: findings as annotations beside the changed lines.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.model import Problem, Report, Severity
from tonecheck.report.regions import Place, find_places, list_unchecked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reports: Sequence[Report], problems: Sequence[Problem] = ()) -> str:
    """A command for each finding and for everything that could not be checked."""
    lines = [_finding(place) for report in reports for place in find_places(report)]
    unchecked = list_unchecked(reports, problems)
    lines += [
        _command("error", {"file": problem.path or "", "title": "not checked"}, problem.message)
        for problem in unchecked
    ]
    return "".join(line + "\n" for line in lines)


def _finding(place: Place) -> str:
    finding, region = place.finding, place.region
    told = {"file": place.path}
    if region:
        told |= {"line": str(region.line), "endLine": str(region.end_line)}
        if region.line == region.end_line:  # GitHub refuses columns of a place that runs over several lines
            told |= {"col": str(region.column), "endColumn": str(region.end_column)}
    better = f" → «{finding.suggestions[0]}»" if finding.suggestions and finding.suggestions[0].strip() else ""
    return _command(_COMMANDS[finding.severity], told | {"title": finding.rule}, place.message + better)


def _command(command: str, told: Mapping[str, str], message: str) -> str:
    properties = ",".join(f"{key}={_escape(value, ':,')}" for key, value in told.items() if value)
    return f"::{command} {properties}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    """A line break or «::» of the letter must not end the command, nor begin another."""
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
