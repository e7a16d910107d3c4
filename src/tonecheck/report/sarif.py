"""SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning of GitHub, Azure DevOps and editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tonecheck import __version__
from tonecheck.model import Finding, Problem, Report, Severity
from tonecheck.report.regions import Place, Region, as_uri, find_places, list_unchecked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(reports: Sequence[Report], problems: Sequence[Problem] = ()) -> str:
    """One run with all findings; what could not be checked stands among its notifications."""
    places = [place for report in reports for place in find_places(report)]
    rules = {_id(place.finding): _rule(place.finding) for place in reversed(places)}
    numbers = {rule: number for number, rule in enumerate(sorted(rules))}
    unchecked = list_unchecked(reports, problems)
    run = {
        "tool": {
            "driver": {
                "name": "tonecheck",
                "semanticVersion": __version__,
                "rules": [rules[rule] for rule in numbers],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unchecked,
                "toolExecutionNotifications": [_notification(problem) for problem in unchecked],
            }
        ],
        "results": [_result(place, numbers) for place in places],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _id(finding: Finding) -> str:
    """The languages have rules of one name, each with its own message: «ru/excuses/season»."""
    return f"{finding.language}/{finding.rule}"


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": _id(finding),
        "shortDescription": {"text": finding.message},
        "fullDescription": {"text": finding.why or finding.message},
        "help": {"text": finding.commandment or finding.why or finding.message},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [finding.category, finding.language]},
    }


def _result(place: Place, numbers: Mapping[str, int]) -> dict[str, Any]:
    finding = place.finding
    physical: dict[str, Any] = {"artifactLocation": {"uri": as_uri(place.path)}}
    if place.region:
        physical["region"] = _region(place.region)
    result: dict[str, Any] = {
        "ruleId": _id(finding),
        "ruleIndex": numbers[_id(finding)],
        "level": _LEVELS[finding.severity],
        "message": {"text": place.message},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"tonecheck/v1": place.fingerprint},
    }
    if place.text and finding.fix:
        replacements = [
            {"deletedRegion": _region(place.text.region(e.start, e.end)), "insertedContent": {"text": e.text}}
            for e in finding.fix.edits
        ]
        changes = [{"artifactLocation": {"uri": as_uri(place.path)}, "replacements": replacements}]
        result["fixes"] = [{"artifactChanges": changes}]
    return result


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _notification(problem: Problem) -> dict[str, Any]:
    told: dict[str, Any] = {"level": "error", "message": {"text": problem.message}}
    if problem.path:
        told["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": as_uri(problem.path)}}}]
    return told
