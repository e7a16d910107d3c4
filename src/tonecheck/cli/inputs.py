"""What a command was given: files, folders, standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from tonecheck.cli.console import is_debugging
from tonecheck.errors import TonecheckError
from tonecheck.files import find_letters, read_bytes
from tonecheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Source:
    """One input: ``name`` is what reports call it.

    It is a file at ``path``, or ``data`` that were read already (a blob of git), or else standard input.
    """

    name: str
    path: Path | None
    data: bytes | None = None

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
        if name == "-":
            yield Source(stdin_filename or "-", None)
        elif Path(name).is_dir():
            try:
                yield from (Source(str(path), path) for path in find_letters(Path(name)))
            except TonecheckError as error:
                yield Problem(str(error), name)
        else:
            yield Source(name, Path(name))


def work_on(
    sources: Iterable[Source | Problem], work: Callable[[Source], Result]
) -> tuple[list[Result], list[Problem]]:
    """``work`` done on each input; one that fails or crashes becomes a sentence and stops no other."""
    results: list[Result] = []
    problems: list[Problem] = []
    for source in sources:
        if isinstance(source, Problem):
            problems.append(source)
            continue
        try:
            results.append(work(source))
        except TonecheckError as error:
            problems.append(Problem(str(error), source.name))
        except Exception as error:
            if is_debugging():
                raise
            sentence = f"crashed with {type(error).__name__}; TONECHECK_DEBUG=1 shows where, please report it"
            problems.append(Problem(sentence, source.name))
    return results, problems
