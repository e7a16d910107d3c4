"""GitLab's code quality report: findings in the diff of a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tonecheck.model import Problem, Report, Severity
from tonecheck.report.regions import STDIN, Place, find_places, list_unchecked

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(reports: Sequence[Report], problems: Sequence[Problem] = ()) -> str:
    """A list of issues; what could not be checked is a «blocker»."""
    times: Counter[str] = Counter()
    issues = []
    for place in (place for report in reports for place in find_places(report)):
        times[place.fingerprint] += 1  # the same words twice in one file are two issues
        issues.append(_issue(place, times[place.fingerprint]))
    unchecked = list_unchecked(reports, problems)
    issues += [_unchecked(problem) for problem in unchecked]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(place: Place, time: int) -> dict[str, Any]:
    region = place.region
    return {
        "check_name": place.finding.rule,
        "description": place.message,
        "fingerprint": _hash(f"{place.fingerprint}:{time}"),
        "severity": _SEVERITIES[place.finding.severity],
        "location": {
            "path": place.path,
            "lines": {"begin": place.line, "end": region.end_line if region else place.line},
        },
    }


def _unchecked(problem: Problem) -> dict[str, Any]:
    return {
        "check_name": "not-checked",
        "description": problem.message,
        "fingerprint": _hash(f"{problem.path}:{problem.message}"),
        "severity": "blocker",
        "location": {"path": problem.path or STDIN, "lines": {"begin": 1}},
    }


def _hash(seed: str) -> str:
    return sha256(seed.encode(errors="replace")).hexdigest()
