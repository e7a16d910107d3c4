"""May this letter leave? A pure function of its bytes, its envelope and the configuration."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from tonecheck.errors import TonecheckError, UnreadableError
from tonecheck.message.headers import parse_block, read_headers
from tonecheck.presend.fields import begins_with_field, find_override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tonecheck.config import Presend
    from tonecheck.model import Finding, Report

#: pass: as it is; refuse: not at all; override: it would be refused, but its author answers for it; exempt: nobody
#: among the recipients is checked; unreadable and failed: the check said nothing, and the caller's policy decides.
Verdict = Literal["pass", "refuse", "override", "exempt", "unreadable", "failed"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """To whom a letter goes, as the mail server knows it; None where only its headers say so."""

    recipients: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of a letter, and why.

    ``refused`` are the findings that hold it back, ``noted`` all others but hints. ``reason`` is the author's own for
    an override, or a sentence without a word of the mail about what failed. ``problems`` say what of the letter could
    not be read. ``strips`` asks to take the author's override out of the headers.
    """

    verdict: Verdict
    refused: tuple[Finding, ...] = ()
    noted: tuple[Finding, ...] = ()
    reason: str = ""
    problems: tuple[str, ...] = ()
    strips: bool = False


def decide(
    data: bytes, envelope: Envelope, settings: Presend, check: Callable[[bytes, str | None], Report]
) -> Decision:
    """Decide about the message in ``data``. Raises nothing: a check that fails is a verdict.

    ``check`` is ``Checker.check_bytes``. Recipients of the envelope that the headers do not show count as blind
    copies. Comments in the text that silence findings in templates count for nothing in a message.
    """
    override = None
    try:
        override = find_override(data) if settings.author_override else None
        if is_exempt(_recipients(data, envelope), settings):
            return Decision("exempt", strips=override is not None)
        is_mail = begins_with_field(data)
        report = check(_with_envelope(data, envelope) if is_mail else data, "message.eml" if is_mail else None)
    except UnreadableError as error:
        return Decision("unreadable", reason=_safe(error), strips=override is not None)
    except Exception as error:  # noqa: BLE001 - whatever happens, a letter is never lost
        reason = _safe(error) if isinstance(error, TonecheckError) else f"the check crashed with {type(error).__name__}"
        return Decision("failed", reason=reason, strips=override is not None)
    return judge(report, settings, override)


def judge(report: Report, settings: Presend, override: str | None = None) -> Decision:
    """What follows from a report."""
    refused = tuple(finding for finding in report.findings if _refuses(finding, settings))
    noted = tuple(f for f in report.findings if f not in refused and f.severity.rank > 0)
    problems = tuple(problem.message for problem in report.errors)
    if not refused:
        return Decision("pass", (), noted, problems=problems, strips=override is not None)
    if override is not None:
        return Decision("override", refused, noted, override, problems, strips=True)
    return Decision("refuse", refused, noted, problems=problems)


def is_exempt(recipients: Iterable[str], settings: Presend) -> bool:
    """Whether none of the recipients is one whose letters are checked. Nobody at all is no exemption."""
    addresses = [address.casefold() for address in recipients]
    if not addresses:
        return False
    skipped = all(_is_any_of(address, settings.skip_to) for address in addresses)
    wanted = not settings.only_to or any(_is_any_of(address, settings.only_to) for address in addresses)
    return skipped or not wanted


def _is_any_of(address: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(address, pattern.casefold()) for pattern in patterns)


def _refuses(finding: Finding, settings: Presend) -> bool:
    if settings.categories and finding.category not in settings.categories:
        return False
    return finding.severity.rank >= settings.refuse_on.rank


def _recipients(data: bytes, envelope: Envelope) -> tuple[str, ...]:
    if envelope.recipients is not None:
        return envelope.recipients
    head = data.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    headers = read_headers(parse_block(head))
    return tuple(address for _, address in (*headers.to, *headers.cc, *headers.bcc) if address)


def _with_envelope(data: bytes, envelope: Envelope) -> bytes:
    """The message as the check reads it: a manager in blind copy is in copy. What is sent stays as it is."""
    known = [r for r in envelope.recipients or () if r.isprintable() and "," not in r]
    return b"Bcc: " + ", ".join(known).encode("utf-8", "replace") + b"\r\n" + data if known else data


def _safe(error: Exception) -> str:
    return " ".join(str(error).split())
