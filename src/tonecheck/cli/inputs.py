"""What a command was given: files, folders, standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from tonecheck.cli.console import is_debugging
from tonecheck.errors import TonecheckError
from tonecheck.files import find_letters, read_bytes
from tonecheck.mailboxes import find_maildir_mails, is_maildir, is_mbox, read_mbox
from tonecheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Source:
    """One input: ``name`` is what reports call it.

    It is a file at ``path``, or ``data`` that were read already (a blob of git), or else standard input. ``is_mail`` says
    that it is a mail, whatever its name: one of a mailbox.
    """

    name: str
    path: Path | None
    data: bytes | None = None
    is_mail: bool = False

    @property
    def read_as(self) -> str | None:
        """The name that tells the format."""
        if self.is_mail:
            return "letter.eml"
        return None if self.name == "-" else self.name

    @property
    def place(self) -> str | None:
        """The path that it lies at, which for a mail of an mbox is that of the mailbox."""
        if self.is_mail and self.path is None:
            return self.name.rpartition("#")[0]
        return self.read_as if not self.is_mail else self.name

    def loaded(self) -> Source:
        """The same with standard input read, which no other process can do; a file is left to be read."""
        return self if self.path else replace(self, data=self.read())

    def read(self) -> bytes:
        if self.data is not None:
            return self.data
        return read_bytes(self.path) if self.path else sys.stdin.buffer.read()


def find_sources(paths: Iterable[str], stdin_filename: str | None) -> Iterator[Source | Problem]:
    """Every input that the arguments name, in their order; a folder stands for the letters in it."""
    given = list(paths)
    if not given:
        if sys.stdin.isatty():
            raise click.UsageError("Say what to check: a file, a folder, or - for standard input.")
        given = ["-"]
    for name in given:
        try:
            yield from _find(name, stdin_filename)
        except TonecheckError as error:
            yield Problem(str(error), name)


def _find(name: str, stdin_filename: str | None) -> Iterator[Source]:
    path = Path(name)
    if name == "-":
        yield Source(stdin_filename or "-", None)
    elif is_maildir(path):
        yield from (Source(str(mail), mail, is_mail=True) for mail in find_maildir_mails(path))
    elif path.is_dir():
        yield from (Source(str(letter), letter) for letter in find_letters(path))
    elif is_mbox(path):
        mails = enumerate(read_mbox(path), 1)
        yield from (Source(f"{name}#{number}", None, mail, is_mail=True) for number, mail in mails)
    else:
        yield Source(name, path)


def work_on(
    sources: Iterable[Source | Problem], work: Callable[[Source], Result]
) -> tuple[list[Result], list[Problem]]:
    """``work`` done on each input; one that fails or crashes becomes a sentence and stops no other."""
    return part(attempt(source, work) for source in sources)


def part(outcomes: Iterable[Result | Problem]) -> tuple[list[Result], list[Problem]]:
    """What succeeded and what failed, each in its order."""
    results: list[Result] = []
    problems: list[Problem] = []
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            results.append(outcome)
    return results, problems


def attempt(source: Source | Problem, work: Callable[[Source], Result]) -> Result | Problem:
    """``work`` done on one input, or the sentence that says why not."""
    if isinstance(source, Problem):
        return source
    try:
        return work(source)
    except TonecheckError as error:
        return Problem(str(error), source.name)
    except Exception as error:
        if is_debugging():
            raise
        return Problem(
            f"crashed with {type(error).__name__}; TONECHECK_DEBUG=1 shows where, please report it", source.name
        )
