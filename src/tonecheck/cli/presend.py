"""``tonecheck sendmail`` and ``send-email-hook``: the check between «Send» and the client, on one's own machine."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tonecheck.cli import options
from tonecheck.cli.console import complain, is_debugging
from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.presend.decision import Decision, Envelope

OnError = Literal["pass", "refuse"]

on_error_option = click.option(
    "--on-error",
    type=click.Choice(["pass", "refuse"]),
    default="pass",
    show_default=True,
    help="What becomes of a letter that could not be checked; the reason is said on stderr.",
)


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--warn", is_flag=True, help="Send it in any case, and say what was found.")
@on_error_option
@options.config_option
def sendmail(*, command: Sequence[str], warn: bool, on_error: OnError, config_path: Path | None) -> int:
    """Check the letter on standard input, then hand it to COMMAND, unchanged.

    For mail programs that send by sendmail: tonecheck sendmail -- msmtp -t -i

    Exit code: that of COMMAND; 65 (EX_DATAERR) where the letter is held back.
    """
    from tonecheck.presend.fields import strip_override  # noqa: PLC0415 - dictionaries; --help does without
    from tonecheck.presend.sendmail import EX_DATAERR, read_envelope, run_child  # noqa: PLC0415

    data = sys.stdin.buffer.read()
    decision = _decide(data, read_envelope(command), config_path)
    if not _may_leave(decision, on_error, warn=warn):
        return EX_DATAERR
    code = run_child(command, strip_override(data) if decision.strips else data)
    if code < 0:  # die of the same signal, as the caller would have seen it
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


@click.command("send-email-hook")
@click.argument("patch", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("headers", required=False, type=click.Path(path_type=Path, dir_okay=False))
@on_error_option
@options.config_option
def send_email_hook(*, patch: Path, headers: Path | None, on_error: OnError, config_path: Path | None) -> int:
    """Check a mail of git send-email: the hook sendemail-validate (docs/presend.md).

    The subject and the text above the diff are checked. Exit code: 0 to send it, 1 to hold it back.
    """
    from tonecheck.files import read_bytes  # noqa: PLC0415 - dictionaries; --help does without
    from tonecheck.presend.decision import Envelope  # noqa: PLC0415
    from tonecheck.presend.patches import cover_text  # noqa: PLC0415

    try:
        text = read_bytes(patch)
        fields = read_bytes(headers).strip() if headers else b""
    except TonecheckError as error:
        complain(f"{error}; {'held back' if on_error == 'refuse' else 'sent unchecked'}")
        return 1 if on_error == "refuse" else 0
    if fields:  # what git is going to send: its own headers, and the body of the file
        text = fields + b"\n\n" + text.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    return 0 if _may_leave(_decide(cover_text(text), Envelope(), config_path), on_error) else 1


def _decide(data: bytes, envelope: Envelope, config_path: Path | None) -> Decision:
    from tonecheck.presend.decision import Decision, decide  # noqa: PLC0415 - dictionaries; --help does without

    try:
        config, _ = options.read_config(config_path)
        checker, _ = options.build_checker(config, debug=False)
    except TonecheckError as error:
        return Decision("failed", reason=str(error))
    except Exception as error:
        if is_debugging():
            raise
        return Decision("failed", reason=f"the check crashed with {type(error).__name__}")
    with checker:
        return decide(data, envelope, config.presend, checker.check_bytes)


def _may_leave(decision: Decision, on_error: OnError, *, warn: bool = False) -> bool:
    """Say what there is to say on stderr; whether the letter may go."""
    for problem in decision.problems:
        complain(problem)
    for finding in (*decision.refused, *decision.noted):
        complain(f"{finding.part}:{finding.line}: {finding.severity.value} {finding.rule}: {finding.message}")
    if decision.verdict in ("unreadable", "failed"):
        passes = on_error == "pass" or warn
        complain(f"{decision.reason or 'the check failed'} ({'sent unchecked' if passes else 'not sent'})")
        return passes
    if decision.verdict == "override":
        complain(f"sent by the author's own decision: {decision.reason}")
    if decision.verdict == "refuse" and not warn:
        complain("not sent: mend what is above, and send it again")
        return False
    return True
