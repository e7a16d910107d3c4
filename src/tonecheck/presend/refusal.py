"""What is said of a letter: rule ids, parts and line numbers in ASCII, and never a word of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.model import Finding
    from tonecheck.presend.decision import Decision

#: An SMTP reply line is 512 octets at most, the code and the line end among them (RFC 5321, 4.5.3.1.5).
_LONGEST: Final = 480
_MOST: Final = 20


def name_findings(findings: Iterable[Finding], room: int = _LONGEST) -> str:
    """«familiarity/greeting-hi (line 1), typos/word (subject)»: as many as fit into ``room`` code points, then a count."""
    names = list(dict.fromkeys(f"{_ascii(f.rule)} ({_place(f)})" for f in findings))
    shown: list[str] = []
    used = len(" and 00000 more")
    for name in names[:_MOST]:
        used += len(name) + 2
        if used > room:
            break
        shown.append(name)
    left = len(names) - len(shown)
    return ", ".join(shown) + (f" and {left} more" if left else "")


def refusal_line(decision: Decision) -> str:
    """One line for a mail server to hand to the author, without its code."""
    if decision.verdict == "unreadable":
        return "tonecheck: not sent: the message could not be read"
    if decision.verdict == "failed":
        return "tonecheck: not sent: the check failed, try again later"
    head = "tonecheck: not sent: "
    return head + name_findings(decision.refused, _LONGEST - len(head) - len("550 5.7.1 "))


def status(decision: Decision) -> tuple[str, str]:
    """Reply code and enhanced code of a refusal; a check that failed is a matter of time, a broken message is not."""
    return {"unreadable": ("550", "5.6.0"), "failed": ("451", "4.3.0")}.get(decision.verdict, ("550", "5.7.1"))


def tag_value(decision: Decision) -> str | None:
    """The value of an ``X-Tonecheck:`` field, None where there is nothing to say."""
    if decision.verdict in ("unreadable", "failed"):
        return "unchecked"
    if decision.verdict == "override":
        return f"overridden; {name_findings((*decision.refused, *decision.noted))}"
    findings = (*decision.refused, *decision.noted)
    return f"found; {name_findings(findings)}" if findings else None


def log_line(decision: Decision) -> str:
    """What the log may know: verdict, rules and lines. An override's reason is meant for it."""
    said: list[str] = [decision.verdict]
    if decision.refused or decision.noted:
        said.append(name_findings((*decision.refused, *decision.noted)))
    if decision.reason:
        said.append(f"reason: {decision.reason}")
    return "; ".join(said)


def _place(finding: Finding) -> str:
    if finding.part == "subject":
        return "subject"
    return (
        f"line {finding.line}"
        if finding.part in ("text", "text/plain")
        else f"{_ascii(finding.part)} line {finding.line}"
    )


def _ascii(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("ascii")
