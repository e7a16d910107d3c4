"""The command line of sendmail: who gets the letter; and the child that sends it."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from typing import TYPE_CHECKING, Final

from tonecheck.errors import TonecheckError
from tonecheck.presend.decision import Envelope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

EX_DATAERR: Final = 65
#: Options of sendmail, Postfix, Exim and msmtp whose value is the next argument where it is not glued to them.
_WITH_VALUE: Final = frozenset("fFrXCBhLNORVpA") | {"a", "au"}
_LONG_WITH_VALUE: Final = frozenset({"--account", "--file", "--from", "--host", "--port"})


def read_envelope(command: Sequence[str]) -> Envelope:
    """The recipients that a command such as ``sendmail -i -f me@x -- you@y`` names; with ``-t`` the headers name them."""
    recipients: list[str] = []
    from_headers = False
    arguments = iter(command[1:])
    for argument in arguments:
        if argument == "--":
            recipients += arguments
        elif argument in ("-t", "--read-recipients", "-ti", "-it"):
            from_headers = True
        elif argument.startswith("-") and argument != "-":
            if argument[1:] in _WITH_VALUE or argument in _LONG_WITH_VALUE:
                next(arguments, None)
        else:
            recipients.append(argument)
    addresses = tuple(recipient for recipient in recipients if "@" in recipient)
    return Envelope(None if from_headers or not addresses else addresses)


def run_child(command: Sequence[str], data: bytes) -> int:
    """Run ``command`` with ``data`` as its standard input; returns its exit code, or minus the signal that ended it.

    SIGTERM, SIGHUP and SIGINT that reach us are passed on to it. Raises ``TonecheckError`` where it cannot be started.
    """
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - the user names it
    except OSError as error:
        raise TonecheckError(f"{command[0]}: {error.strerror}: the letter was not sent") from error
    with _passing_signals(child):
        with contextlib.suppress(BrokenPipeError):  # a child that wants no more has its own exit code
            child.communicate(data)
        return child.wait()


@contextlib.contextmanager
def _passing_signals(child: subprocess.Popen[bytes]) -> Iterator[None]:
    def pass_on(number: int, _: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
