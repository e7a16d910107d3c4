"""``tonecheck check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli.checking import Request, collect, publish, request_options
from tonecheck.cli.inputs import find_sources

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called; its ending tells the format.")
@request_options
def check(*, paths: Sequence[str], stdin_filename: str | None, **wishes: Any) -> int:
    """Check letters and say, line by line, what not to send and why.

    PATHS are files, folders (searched for .eml, .txt, .md, .html, .htm) or - for standard input.

    Exit code: 0 nothing at or above --fail-on, 1 something, 2 something could not be checked.
    """
    request = Request(**wishes)
    return publish(collect(find_sources(paths, stdin_filename), request), request)
