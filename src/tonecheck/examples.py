"""The oracle: a rule file is documentation and test, so every rule is held to its own examples.

Each ``bad`` must give exactly its marked spans for this rule, and exactly ``fixed`` where that is given, after which
the rule is silent. Each ``good`` must give nothing of the rule's category under the whole rulebook.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tonecheck import fixes, message
from tonecheck.checks.base import Settings
from tonecheck.engine import Plan, examine, prepare
from tonecheck.errors import RuleError
from tonecheck.message.headers import build, read_headers
from tonecheck.rulefile import CLOSE, OPEN
from tonecheck.validation import validate_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tonecheck.message.parts import Message
    from tonecheck.model import Finding
    from tonecheck.rule import Example, Rule
    from tonecheck.spelling.base import Speller

#: Examples of each kind that a rule has at least.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with a rule: ``example`` names its place in the file («bad[2]»), «» means the rule itself."""

    rule: Rule
    example: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.rule.path}: {self.example}: " if self.example else ""
        return where + self.reason


class Oracle:
    """All rules made ready once, so that hundreds of rules are tried in seconds."""

    def __init__(self, rules: Iterable[Rule], languagetool: Speller | None = None) -> None:
        """``rules`` are those under which a good example must stay silent; preview rules and disabled ones count.

        Without ``languagetool`` the rules that ask it are read, and their examples not tried.
        """
        rules = tuple(rules)
        self._languagetool = languagetool
        self._mistakes = {rule.path: validate_rule(rule) for rule in rules}
        sound = [rule for rule in rules if not self._mistakes[rule.path]]
        categories = {rule.category.id for rule in rules}
        # Rules of one category say nothing of another: trying only the category's own is the same, and faster.
        self._plans = {
            category: prepare((rule for rule in sound if rule.category.id == category), Settings(), languagetool)
            for category in categories
        }

    def run(self, rule: Rule) -> Iterator[Failure]:
        """Everything in which the rule falls short of its examples."""
        mistakes = self._mistakes.get(rule.path) or validate_rule(rule)
        if mistakes:
            yield from (Failure(rule, "", mistake) for mistake in mistakes)
            return
        for key, examples in (("bad", rule.bad), ("good", rule.good)):
            if len(examples) < LEAST:
                yield Failure(rule, key, f"at least {LEAST} examples are needed, there are {len(examples)}")
        if rule.check == "languagetool" and self._languagetool is None:
            return
        alone = prepare((rule,), Settings(), self._languagetool)
        for number, example in enumerate(rule.bad, 1):
            yield from _fail(rule, f"bad[{number}]", _try_bad(alone, rule, example))
        for number, example in enumerate(rule.good, 1):
            yield from _fail(rule, f"good[{number}]", _try_good(self._plans[rule.category.id], rule, example))


def run_examples(rules: Sequence[Rule], whole: Sequence[Rule] | None = None) -> tuple[Failure, ...]:
    """What is wrong with ``rules``, tried together with the ``whole`` rulebook (by default with each other)."""
    oracle = Oracle(rules if whole is None else whole)
    return tuple(failure for rule in rules for failure in oracle.run(rule))


def _fail(rule: Rule, example: str, reasons: Iterator[str]) -> Iterator[Failure]:
    try:
        yield from (Failure(rule, example, reason) for reason in reasons)
    except RuleError as error:
        yield Failure(rule, example, str(error))


def _try_bad(plan: Plan, rule: Rule, example: Example) -> Iterator[str]:
    findings = _check(plan, rule, example)
    found = [(finding.start, finding.end) for finding in findings]
    if found != [(span.start, span.end) for span in example.spans]:
        yield f"found {_mark(example.text, found)}" if found else f"nothing is found in {example.text!r}"
        return
    if example.fixed is None:
        return
    fixed = fixes.apply(example.text, fixes.choose(findings, suggested=True))
    if fixed != example.fixed:
        yield f"the fix gives {fixed!r}, not {example.fixed!r}"
    elif again := _check(plan, rule, replace(example, text=fixed)):
        yield f"the fixed text is found again: {_mark(fixed, [(f.start, f.end) for f in again])}"


def _try_good(plan: Plan, rule: Rule, example: Example) -> Iterator[str]:
    for finding in _check(plan, rule, example):
        if finding.category == rule.category.id:
            yield f"{finding.rule} finds {_mark(example.text, [(finding.start, finding.end)])}"


def _check(plan: Plan, rule: Rule, example: Example) -> tuple[Finding, ...]:
    """What is found in the example; RuleError if it could not be tried at all."""
    settings = replace(
        plan.settings,
        address=example.address,
        managers=example.managers,
        # Likeness is measured on whole letters, not held against the examples of rules that say exactly what they mean.
        semantic="auto" if rule.check == "semantic" else False,
    )
    plan = replace(plan, settings=settings)
    report = examine(_make_message(example), plan, language=rule.language)
    if report.errors:
        raise RuleError("; ".join(problem.message for problem in report.errors))
    if rule.language not in report.languages:
        read_as = " and ".join(report.languages) or "no language"
        raise RuleError(f"this is read as {read_as}, not as {rule.language}: {example.text!r}")
    return report.findings


def _make_message(example: Example) -> Message:
    understood = message.from_text(example.text)
    parts = understood.parts
    if example.scope == "subject":
        parts = tuple(replace(part, name="subject") for part in parts)
    understood = replace(understood, parts=parts, kind=example.kind)
    if example.mail is None:
        return understood
    mail = example.mail
    headers = read_headers(build([("To", mail.to), ("Cc", mail.cc), ("Date", mail.date), ("Subject", mail.subject)]))
    return replace(understood, headers=headers, attachments=mail.attachments)


def _mark(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}"
    return text
