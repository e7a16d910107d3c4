"""How good are the rules: findings against the labels of a corpus (corpora/README.md has the format).

A labelled fault is found when an alarm (severity error or warning) of its category overlaps it and is not much
longer than it. An alarm is false when it overlaps no labelled fault at all; one on a fault of another category
is counted apart, since a sentence may well be two faults and the label names one.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from tonecheck.errors import TonecheckError
from tonecheck.model import Finding, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tonecheck.checker import Checker


@dataclass(frozen=True, slots=True)
class Label:
    """A fault that an editor marked: its category and place in the letter's text."""

    category: str
    span: Span


@dataclass(frozen=True, slots=True)
class Letter:
    """One labelled letter of a corpus."""

    id: str
    lang: str
    batch: str
    text: str
    labels: tuple[Label, ...]
    subject: str = ""
    to: str = ""
    cc: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """Something to look at: a label that was not found («missed») or an alarm that no label explains («false»)."""

    letter: str
    what: str
    category: str
    rule: str
    excerpt: str


@dataclass(slots=True)
class Score:
    """Counts over a corpus; filled by ``evaluate`` and only read afterwards."""

    seen: list[str] = field(default_factory=list)  #: ids of the letters, in order
    clean: int = 0
    alarms_on_clean: int = 0
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, bool]] = field(default_factory=Counter)  #: (rule, it hit a label of its category)
    misses: list[Miss] = field(default_factory=list)


def read_letters(path: Path) -> Iterator[Letter]:
    """The letters of a corpus file, in order.

    Raises TonecheckError, naming file and line, where a line is no letter or a quote is not in its text.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield _parse_letter(json.loads(line))
                except (KeyError, TypeError, ValueError) as error:
                    raise TonecheckError(f"{path}:{number}: this line is no labelled letter ({error!r}).") from error


def _parse_letter(row: dict[str, Any]) -> Letter:
    text = row["text"]
    labels = (Label(f["category"], _locate(text, f["quote"], f.get("occurrence", 1))) for f in row["findings"])
    return Letter(
        id=row["id"],
        lang=row["lang"],
        batch=row.get("batch", ""),
        text=text,
        labels=tuple(labels),
        subject=row.get("subject") or "",
        to=row.get("to") or "",
        cc=row.get("cc") or "",
        attachments=tuple(row.get("attachments") or ()),
    )


def _locate(text: str, quote: str, occurrence: int) -> Span:
    at = -1
    for _ in range(occurrence):
        at = text.index(quote, at + 1)
    return Span(at, at + len(quote))


def make_message(letter: Letter) -> EmailMessage:
    """The letter as it would leave: headers, body and attachments."""
    message = EmailMessage()
    message["From"], message["To"] = "manager@example.com", letter.to or "client@example.com"
    message["Subject"] = letter.subject
    if letter.cc:
        message["Cc"] = letter.cc
    message.set_content(letter.text, cte="8bit")
    for name in letter.attachments:
        message.add_attachment(b"-", maintype="application", subtype="octet-stream", filename=name)
    return message


def evaluate(checker: Checker, letters: Iterable[Letter]) -> Score:
    """Check every letter and compare with its labels."""
    score = Score()
    for letter in letters:
        report = checker.check_message(make_message(letter))
        alarms = [
            f
            for f in report.findings
            if f.severity is not Severity.INFO and letter.text[f.start : f.end] == f.excerpt and f.part != "subject"
        ]
        _count(score, letter, alarms)
    return score


def _count(score: Score, letter: Letter, alarms: list[Finding]) -> None:
    score.seen.append(letter.id)
    if not letter.labels:
        score.clean += 1
        score.alarms_on_clean += len(alarms)
    for label in letter.labels:
        if any(f.category == label.category and _finds(f, label.span) for f in alarms):
            score.found[label.category] += 1
        else:
            score.missed[label.category] += 1
            excerpt = letter.text[label.span.start : label.span.end]
            score.misses.append(Miss(letter.id, "missed", label.category, "", excerpt))
    for f in alarms:
        touched = {label.category for label in letter.labels if label.span.overlaps(Span(f.start, f.end))}
        right = f.category in touched
        score.rules[f.rule, right] += 1
        if touched and not right:
            score.elsewhere[f.category] += 1
        elif not touched:
            score.false[f.category] += 1
            score.misses.append(Miss(letter.id, "false", f.category, f.rule, f.excerpt))


def _finds(finding: Finding, span: Span) -> bool:
    """The alarm is on the fault and does not mark half the letter to get there."""
    length = finding.end - finding.start
    return Span(finding.start, finding.end).overlaps(span) and length <= 3 * (span.end - span.start) + 60


def add_up(scores: Iterable[Score]) -> Score:
    """The scores of several sets of letters as one."""
    total = Score()
    for score in scores:
        total.seen += score.seen
        total.clean += score.clean
        total.alarms_on_clean += score.alarms_on_clean
        for counts, more in (
            (total.found, score.found),
            (total.missed, score.missed),
            (total.false, score.false),
            (total.elsewhere, score.elsewhere),
        ):
            counts.update(more)
        total.rules.update(score.rules)
        total.misses += score.misses
    return total


def as_data(score: Score) -> dict[str, Any]:
    """The score as plain data, for JSON."""
    categories = sorted({*score.found, *score.missed, *score.false, *score.elsewhere})
    return {
        "letters": len(score.seen),
        "clean_letters": score.clean,
        "alarms_per_clean_letter": ratio(score.alarms_on_clean, score.clean),
        "categories": {
            c: {
                "labelled": score.found[c] + score.missed[c],
                "found": score.found[c],
                "false_alarms": score.false[c],
                "on_other_labels": score.elsewhere[c],
                "recall": ratio(score.found[c], score.found[c] + score.missed[c]),
                "precision": ratio(score.found[c], score.found[c] + score.false[c]),
            }
            for c in categories
        },
        "rules": {
            rule: {"right": score.rules[rule, True], "wrong": score.rules[rule, False]}
            for rule in sorted({rule for rule, _ in score.rules})
        },
    }


def ratio(part: int, whole: int) -> float | None:
    """A share to three places, or None of nothing."""
    return round(part / whole, 3) if whole else None
