"""Reviewdog's diagnostic format, with suggestions that a reviewer applies by a click.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: lines from 1, columns from 1 in bytes of UTF-8.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tonecheck.model import Problem, Report, Severity
from tonecheck.report.regions import STDIN, Place, Text, find_places, list_unchecked

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(reports: Sequence[Report], problems: Sequence[Problem] = ()) -> str:
    """One DiagnosticResult with a line end."""
    found = [_diagnostic(place) for report in reports for place in find_places(report)]
    unchecked = list_unchecked(reports, problems)
    found += [
        {"message": problem.message, "location": {"path": problem.path or STDIN}, "severity": "ERROR"}
        for problem in unchecked
    ]
    document = {"source": {"name": "tonecheck"}, "diagnostics": found}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(place: Place) -> dict[str, Any]:
    finding, text = place.finding, place.text
    told: dict[str, Any] = {
        "message": place.message,
        "location": {"path": place.path},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if text:
        told["location"]["range"] = _range(text, finding.start, finding.end)
        if finding.fix:
            told["suggestions"] = [
                {"range": _range(text, edit.start, edit.end), "text": edit.text} for edit in finding.fix.edits
            ]
    return told


def _range(text: Text, start: int, end: int) -> dict[str, Any]:
    region = text.region(start, end)
    return {
        "start": {"line": region.line, "column": text.byte_column(start)},
        "end": {"line": region.end_line, "column": text.byte_column(end)},
    }
