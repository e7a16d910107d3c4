"""``tonecheck fix``."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import click

from tonecheck.cli import options
from tonecheck.cli.console import complain, complain_about, is_debugging, write, write_bytes
from tonecheck.cli.inputs import Source, find_sources, work_on
from tonecheck.errors import UnwritableError
from tonecheck.files import replace_file
from tonecheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tonecheck.message.parts import Message
    from tonecheck.model import Kind


BROKEN_DKIM = "its DKIM signature does not hold for the new text; the mail server signs anew when the mail is sent"


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A file before and after: as it was understood, and as bytes."""

    source: Source
    before: Message
    after: Message
    data: bytes
    is_changed: bool


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--in-place", "-i", is_flag=True, help="Replace the files.")
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--suggested", is_flag=True, help="Take the first suggestion also where a reader might object.")
@options.select_options
@options.language_option
@options.kind_option
@options.default_kind_option
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called; its ending tells the format.")
@options.config_option
def fix(
    *,
    paths: Sequence[str],
    in_place: bool,
    diff: bool,
    suggested: bool,
    select: Sequence[str],
    ignore: Sequence[str],
    language: str | None,
    kind: Kind | None,
    default_kind: Kind | None,
    stdin_filename: str | None,
    config_path: Path | None,
) -> int:
    """Write letters anew with what can safely be put right.

    Prints one letter; --in-place replaces files, --diff shows the changes. Quotes, web and mail addresses, code and
    template holes stay as they are; so do charset and line ends. Of a mail only the parts that change are encoded
    anew; one that is signed or encrypted is refused.
    """
    from tonecheck import message  # noqa: PLC0415 - only when there is something to read
    from tonecheck.message.splice import has_dkim  # noqa: PLC0415 - see above

    if in_place and diff:
        raise click.UsageError("--in-place and --diff exclude each other.")
    config, is_sound = options.read_config(config_path)
    config = replace(config, kind=config.kind or default_kind)
    checker, is_whole = options.build_checker(config, select, ignore, debug=is_debugging())

    def fix_one(source: Source) -> _Fixed:
        data = source.read()
        name = None if source.name == "-" else source.name
        fixed = checker.fix_bytes(data, name, language=language, suggested=suggested, kind=kind, place=source.place)
        return _Fixed(source, message.read(data, name), message.read(fixed, name), fixed, fixed != data)

    sources = list(find_sources(paths, stdin_filename))
    if len(sources) > 1 and not (in_place or diff):
        raise click.UsageError("Several letters can only be fixed with --in-place, or shown with --diff.")
    with checker:
        results, problems = work_on(sources, fix_one)
    for result in results:
        problem = _put_out(result, in_place=in_place, diff=diff)
        if problem is not None:
            problems.append(problem)
        elif result.is_changed and result.before.headers is not None and has_dkim(result.data):
            complain(f"{result.source.name}: {BROKEN_DKIM}")
    for problem in problems:
        complain_about(problem)
    return 0 if is_sound and is_whole and not problems else 2


def _put_out(fixed: _Fixed, *, in_place: bool, diff: bool) -> Problem | None:
    """Show, print or replace one letter; the reason where its file cannot be replaced."""
    if diff:
        write(_diff(fixed))
    elif not in_place or fixed.source.path is None:
        write_bytes(fixed.data)
    elif fixed.is_changed:
        try:
            replace_file(fixed.source.path, fixed.data)
        except UnwritableError as error:
            return Problem(str(error), fixed.source.name)
    return None


def _diff(fixed: _Fixed) -> str:
    """What changes, part by part; a mail's parts are shown decoded, as everything else shows them."""
    lines: list[str] = []
    parts = zip(fixed.before.parts, fixed.after.parts, strict=True)
    for before, after in islice(parts, None if fixed.before.catalogue is None else 1):  # all are in one file
        title = fixed.source.name if fixed.before.headers is None else f"{fixed.source.name}[{before.name}]"
        lines += difflib.unified_diff(
            before.text.splitlines(keepends=True), after.text.splitlines(keepends=True), title, title
        )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
