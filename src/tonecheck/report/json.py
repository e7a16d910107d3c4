"""The report that programs read; docs/json.md documents it, docs/report.schema.json pins it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tonecheck.model import Finding, Problem, Report, Severity, Suppression
from tonecheck.report.regions import list_unchecked

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = 1
#: Bytes of findings of one letter at most; what is left out is counted as ``omitted`` in the summary.
MAX_BYTES = 900_000


def render(reports: Sequence[Report], problems: Sequence[Problem] = (), *, ascii_only: bool = False) -> str:
    """All findings, info too, as one JSON document with a line end.

    ``problems`` are what could not be checked at all; the problems of the reports are listed with them.
    ``ascii_only`` escapes everything else, for consoles that could not print it.
    """
    return json.dumps(document(reports, problems), ensure_ascii=ascii_only, indent=1) + "\n"


def document(reports: Sequence[Report], problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """The JSON document as Python values."""
    files = [_file(report) for report in reports]
    findings = [finding for report in reports for finding in report.findings]
    errors = list_unchecked(reports, problems)
    return {
        "version": VERSION,
        "engines": sorted({engine for report in reports for engine in report.engines}),
        "files": files,
        "errors": [{"path": problem.path, "message": problem.message} for problem in errors],
        "summary": {
            "files": len(files),
            "checked_words": sum(report.checked_words for report in reports),
            **{severity.value: sum(finding.severity is severity for finding in findings) for severity in Severity},
            "not_checked": len(errors),
            "baselined": sum(report.baselined for report in reports),
            "omitted": len(findings) - sum(len(file["findings"]) for file in files),
        },
    }


def _file(report: Report) -> dict[str, Any]:
    room = MAX_BYTES
    findings = []
    for finding in report.findings:
        entry = _finding(finding)
        room -= len(json.dumps(entry, ensure_ascii=False, indent=4).encode(errors="replace"))
        if room < 0:
            break
        findings.append(entry)
    return {
        "path": report.path,
        "kind": report.kind,
        "checked_words": report.checked_words,
        "findings": findings,
        "suppressions": [_suppression(entry) for entry in report.suppressions],
    }


def _suppression(entry: Suppression) -> dict[str, Any]:
    return {
        "part": entry.part,
        "line": entry.line,
        "column": entry.column,
        "selectors": list(entry.selectors),
        "reason": entry.reason,
        "silenced": entry.silenced,
        "unused": list(entry.unused),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "language": finding.language,
        "message": finding.message,
        "why": finding.why,
        "commandment": finding.commandment,
        "part": finding.part,
        "line": finding.line,
        "column": finding.column,
        "start": finding.start,
        "end": finding.end,
        "excerpt": finding.excerpt,
        "suggestions": list(finding.suggestions),
        "fix": fix
        and {
            "safety": fix.safety,
            "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits],
        },
    }
