"""Streams and colour: what a console can show, and what it gets instead."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Literal, TextIO

import click

from tonecheck.errors import UnwritableError
from tonecheck.files import replace_file
from tonecheck.report.window import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tonecheck.model import Problem, Report

ColorChoice = Literal["auto", "always", "never"]

#: What a console of an old code page gets for signs that it does not have, one for one, so that carets stay true.
_STAND_INS = str.maketrans("«»„“”⟦⟧—–…№’ʼ·іІґҐєЄїЇёЁ\N{NO-BREAK SPACE}→", '"""""[]--.N\'\'*iIгГеЕiIеЕ >')


def prepare_streams() -> None:
    """Let no sign that a console lacks («ґ» on cp866) stop a report: it gets a plain one instead."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            handler = f"tonecheck-{stream.encoding}"
            codecs.register_error(handler, partial(_stand_in, encoding=stream.encoding))
            stream.reconfigure(errors=handler)


def is_debugging() -> bool:
    """Whether the user asked for tracebacks (TONECHECK_DEBUG), which may hold words of his mail."""
    return bool(os.environ.get("TONECHECK_DEBUG"))


def wants_color(choice: ColorChoice, stream: TextIO) -> bool:
    """Colour by option, else by NO_COLOR, else by FORCE_COLOR, else on a terminal only."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def is_unicode(stream: TextIO) -> bool:
    """Whether the stream can show any letter."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")


def write(text: str, output: Path | None = None, *, color: bool = False) -> None:
    """Print, or replace the file ``output``. A reader that has gone away (``| head``) is no error."""
    if output is not None:
        replace_file(output, text.encode(errors="replace"))
        return
    with quiet_pipe():
        click.echo(text, nl=False, color=color)


def write_bytes(data: bytes) -> None:
    """Print bytes as they are."""
    with quiet_pipe():
        click.echo(data, nl=False)


def complain(sentence: str) -> None:
    """Say on stderr what went wrong; whatever would steer a terminal is left out."""
    lines = "\n".join(printable(line) for line in sentence.split("\n"))
    with quiet_pipe():
        click.echo(f"tonecheck: {lines}", err=True)


def complain_about(problem: Problem) -> None:
    """Say what could not be checked, naming the file once."""
    if problem.path is None:
        complain(problem.message)
        return
    message = problem.message.removeprefix(problem.path).removeprefix(": ")
    complain(f"{printable(problem.path)}: {message}")


def complain_about_unused(report: Report) -> None:
    """Name the suppressions that silence nothing: a warning, that changes no exit code."""
    for entry in report.suppressions:
        if entry.unused:
            part = f"[{entry.part}]" if len({other.part for other in report.suppressions}) > 1 else ""
            listed = ", ".join(entry.unused)
            complain(
                f"{report.path or '-'}{part}:{entry.line}:{entry.column}: warning: "
                f"this suppression silences nothing; remove {listed}"
            )


@contextlib.contextmanager
def quiet_pipe() -> Iterator[None]:
    """Let a closed pipe be; what is still buffered goes nowhere, so that the interpreter's last flush is quiet.

    Raises ``UnwritableError`` where the stream cannot be written for another reason, as on a full disk.
    """
    try:
        yield
    except BrokenPipeError:
        _discard_output()
    except OSError as error:
        _discard_output()
        raise UnwritableError(f"the output cannot be written: {error.strerror or type(error).__name__}") from error


def _discard_output() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _stand_in(error: UnicodeError, *, encoding: str) -> tuple[str | bytes, int]:
    """What is written for signs that cannot be; the error itself knows most code pages only as «charmap»."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end].translate(_STAND_INS)
    return missing.encode(encoding, "replace").decode(encoding), error.end
