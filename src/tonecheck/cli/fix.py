"""``tonecheck fix``."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from tonecheck.cli import options
from tonecheck.cli.console import complain_about, is_debugging, write, write_bytes
from tonecheck.cli.inputs import Source, find_sources, work_on
from tonecheck.errors import UnreadableError
from tonecheck.files import encode_like, replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tonecheck.model import Kind


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A file before and after, as text and as the bytes to write."""

    source: Source
    before: str
    after: str
    data: bytes


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--in-place", "-i", is_flag=True, help="Replace the files.")
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--suggested", is_flag=True, help="Take the first suggestion also where a reader might object.")
@options.select_options
@options.language_option
@options.kind_option
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
    stdin_filename: str | None,
    config_path: Path | None,
) -> int:
    """Write letters anew with what can safely be put right.

    Prints the text of one letter; --in-place replaces files, --diff shows the changes. Quotes, web and mail
    addresses, code and template holes stay as they are; so do charset and line ends.
    """
    from tonecheck import message  # noqa: PLC0415 - only when there is something to read

    if in_place and diff:
        raise click.UsageError("--in-place and --diff exclude each other.")
    config, is_sound = options.read_config(config_path)
    checker, is_whole = options.build_checker(config, select, ignore, debug=is_debugging())

    def fix_one(source: Source) -> _Fixed:
        data = source.read()
        understood = message.read(data, None if source.name == "-" else source.name)
        if understood.headers is not None:
            raise UnreadableError(
                "a mail (.eml) cannot be rewritten: its encoding, parts and signature would have to be made anew;"
                " give its text as a .txt file or on standard input"
            )
        [part] = understood.parts
        after = checker.fix(
            part.text,
            language,
            suggested=suggested,
            kind=kind or config.kind or understood.kind,
            format=part.format,
        )
        return _Fixed(source, part.text, after, encode_like(after, data, part.text))

    sources = list(find_sources(paths, stdin_filename))
    if len(sources) > 1 and not (in_place or diff):
        raise click.UsageError("Several letters can only be fixed with --in-place, or shown with --diff.")
    with checker:
        results, problems = work_on(sources, fix_one)
    for result in results:
        if diff:
            write(_diff(result))
        elif in_place and result.source.path is not None:
            if result.before != result.after:
                replace_file(result.source.path, result.data)
        else:
            write_bytes(result.data)
    for problem in problems:
        complain_about(problem)
    return 0 if is_sound and is_whole and not problems else 2


def _diff(fixed: _Fixed) -> str:
    lines = difflib.unified_diff(
        fixed.before.splitlines(keepends=True),
        fixed.after.splitlines(keepends=True),
        fixed.source.name,
        fixed.source.name,
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
