"""JUnit and Checkstyle: the two XML formats that every build server reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tonecheck.model import Problem, Report, Severity
from tonecheck.report.regions import STDIN, find_places

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What XML 1.0 cannot hold, not even escaped; a letter may.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(reports: Sequence[Report], problems: Sequence[Problem] = ()) -> str:
    """A test suite for each file, a failed case for each alarm; hints fail nothing and are left out."""
    root = ET.Element("testsuites", name="tonecheck")
    for report in reports:
        path = report.path or STDIN
        alarms = [place for place in find_places(report) if place.finding.severity is not Severity.INFO]
        suite = _suite(root, path, max(1, len(alarms) + len(report.errors)), len(alarms), len(report.errors))
        for place in alarms:
            finding = place.finding
            where = f"{path}:{finding.line}:{finding.column}"
            case = ET.SubElement(suite, "testcase", classname=_clean(path), name=f"{finding.rule} {_clean(where)}")
            failure = ET.SubElement(case, "failure", type=finding.severity.value, message=_clean(place.message))
            failure.text = _clean("\n".join((f"{where}: {finding.excerpt}", finding.why)))
        for problem in report.errors:
            _error(suite, path, problem)
        if not alarms and not report.errors:
            ET.SubElement(suite, "testcase", classname=_clean(path), name="tonecheck")
    for problem in problems:
        path = problem.path or STDIN
        _error(_suite(root, path, 1, 0, 1), path, problem)
    return _print(root)


def _suite(root: ET.Element, path: str, tests: int, failures: int, errors: int) -> ET.Element:
    counts = {"tests": str(tests), "failures": str(failures), "errors": str(errors)}
    return ET.SubElement(root, "testsuite", {"name": _clean(path), **counts})


def _error(suite: ET.Element, path: str, problem: Problem) -> None:
    case = ET.SubElement(suite, "testcase", classname=_clean(path), name="not checked")
    ET.SubElement(case, "error", message=_clean(problem.message))


def render_checkstyle(reports: Sequence[Report], problems: Sequence[Problem] = ()) -> str:
    """Checkstyle's report: the findings of each file."""
    root = ET.Element("checkstyle", version="10.0")
    for report in reports:
        file = ET.SubElement(root, "file", name=_clean(report.path or STDIN))
        for place in find_places(report):
            finding = place.finding
            column = str(finding.column if place.text else 1)
            said = {"severity": finding.severity.value, "message": _clean(place.message)}
            source = f"tonecheck.{finding.rule.replace('/', '.')}"
            ET.SubElement(file, "error", {"line": str(place.line), "column": column, **said, "source": source})
        for problem in report.errors:
            _unchecked(file, problem)
    for problem in problems:
        _unchecked(ET.SubElement(root, "file", name=_clean(problem.path or STDIN)), problem)
    return _print(root)


def _unchecked(file: ET.Element, problem: Problem) -> None:
    told = {"line": "1", "severity": "error", "message": _clean(problem.message), "source": "tonecheck.not-checked"}
    ET.SubElement(file, "error", told)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _print(root: ET.Element) -> str:
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
