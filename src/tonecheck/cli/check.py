"""``tonecheck check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli.checking import Request, collect, publish, publish_nothing, request_options
from tonecheck.cli.inputs import Source, find_sources
from tonecheck.files import is_letter_file
from tonecheck.git.changes import Comparison, compare, keep_changed, list_new

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.model import Problem, Report


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called; its ending tells the format.")
@click.option(
    "--diff",
    "revision",
    metavar="REV",
    help="Only findings in lines changed since HEAD left this commit or branch (git); without PATHS, of every letter here.",
)
@request_options
def check(*, paths: Sequence[str], stdin_filename: str | None, revision: str | None, **wishes: Any) -> int:
    """Check letters and say, line by line, what not to send and why.

    PATHS are files, folders (searched for .eml, .txt, .md, .html, .htm, templates and catalogues) or - for standard input.

    Exit code: 0 nothing at or above --fail-on, 1 something, 2 something could not be checked.
    """
    request = Request(**wishes)
    if revision is None:
        return publish(collect(find_sources(paths, stdin_filename), request), request)
    if "-" in paths:
        raise click.UsageError("--diff compares files; standard input is none.")
    comparison = compare(revision)
    sources = list(_find_changed(comparison, paths))
    if not sources:
        return publish_nothing(request)

    def narrow(report: Report) -> Report:
        return keep_changed(report, comparison.find(Path(report.path or "")))

    return publish(collect(sources, request, narrow=narrow), request)


def _find_changed(comparison: Comparison, paths: Sequence[str]) -> Iterator[Source | Problem]:
    """The letters that have something new, of those that the paths name, or else of those in the current folder."""
    if not paths:
        yield from (Source(name, Path(name)) for name in list_new(comparison) if is_letter_file(Path(name), name))
    for name in paths:
        if comparison.find(Path(name)) or Path(name).is_dir():
            for source in find_sources([name], None):
                if not isinstance(source, Source) or source.path is None or comparison.find(source.path):
                    yield source
