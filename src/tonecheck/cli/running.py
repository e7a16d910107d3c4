"""Many sources checked: here, or in several processes when there are many of them."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from tonecheck.cli.inputs import Source, attempt
from tonecheck.config.overrides import list_semantics, list_spellings
from tonecheck.model import Kind, Problem, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tonecheck.checker import Checker
    from tonecheck.config import Config

#: Objects made between two searches for garbage. A command makes hundreds of thousands at its start, rules and
#: dictionaries that stay; to look through them after every 700, as Python does by itself, takes a fifth of that time.
ALLOCATIONS = 10_000
#: From so many sources on, several processes earn back what it costs to start them.
MANY = 200
#: From so many on, somebody at a terminal wants to see that it goes on.
VISIBLE = 20


@dataclass(frozen=True, slots=True)
class Checking:
    """Everything that a process must know to check a source."""

    config: Config
    language: str | None
    kind: Kind | None
    debug: bool

    def make_checker(self) -> Checker:
        from tonecheck.checker import Checker  # noqa: PLC0415 - dictionaries; --help does without

        return Checker(self.config, debug=self.debug)

    @property
    def may_share(self) -> bool:
        """Whether several processes cost no more than they save.

        Each would load the encoder's 200 MB, or start a LanguageTool of its own.
        """
        asks_server = not list_spellings(self.config).isdisjoint(("languagetool", "both"))
        starts_server = asks_server and not self.config.settings.languagetool_url
        return list_semantics(self.config) == {False} and not starts_server


def check_all(
    sources: Iterable[Source | Problem], checking: Checking, jobs: int | None = None
) -> Iterator[Report | Problem]:
    """A report for each source, or the sentence that says why there is none, in their order.

    ``jobs`` is the number of processes; 0 takes one for each core, and so does None where there are many sources and it
    pays. Shows on a terminal how far it is.
    """
    rest = iter(sources)
    first = list(islice(rest, MANY))
    sources = chain(first, rest)
    if jobs is None:
        jobs = 0 if len(first) >= MANY and checking.may_share else 1
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        outcomes = _check_here(sources, checking)
    else:
        from tonecheck.workers import share_out  # noqa: PLC0415 - multiprocessing, for many letters only

        loaded = (source if isinstance(source, Problem) else source.loaded() for source in sources)
        outcomes = share_out(partial(_start_work, checking), loaded, jobs, lost=_lose)
    if len(first) < VISIBLE or not sys.stderr.isatty():
        yield from outcomes
        return
    with click.progressbar(outcomes, file=sys.stderr, show_pos=True, show_percent=False, show_eta=False) as bar:
        yield from bar


def _check_here(sources: Iterable[Source | Problem], checking: Checking) -> Iterator[Report | Problem]:
    with checking.make_checker() as checker:
        for source in sources:
            yield attempt(source, partial(_check, checker, checking))


def _start_work(checking: Checking) -> Callable[[Source | Problem], Report | Problem]:
    """What a process of its own does with each source."""
    gc.set_threshold(ALLOCATIONS)
    check = partial(_check, checking.make_checker(), checking)
    return lambda source: attempt(source, check)


def _check(checker: Checker, checking: Checking, source: Source) -> Report:
    report = checker.check_bytes(
        source.read(), source.read_as, language=checking.language, kind=checking.kind, place=source.place
    )
    # The text of a letter without findings is needed by no report, and thousands of them fill the memory.
    return replace(
        report, path=None if source.name == "-" else source.name, texts=report.texts if report.findings else ()
    )


def _lose(source: Source | Problem) -> Problem:
    if isinstance(source, Problem):
        return source
    return Problem("the process that checked it died; please report it with TONECHECK_DEBUG=1", source.name)
