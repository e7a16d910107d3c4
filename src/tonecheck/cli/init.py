"""``tonecheck init``."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tonecheck import __version__
from tonecheck.cli import options
from tonecheck.cli.console import write
from tonecheck.config import Config
from tonecheck.config.beginning import begin, tell
from tonecheck.config.discovery import has_table
from tonecheck.config.survey import Survey, survey
from tonecheck.errors import ConfigError, TonecheckError, UnreadableError
from tonecheck.files import find_letters, read_bytes, replace_file
from tonecheck.report.window import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.config import UiLanguage
    from tonecheck.message.parts import Message

#: Letters that are looked at; a repository with more is not understood better for reading them all.
MOST: Final = 500
_NAME: Final = "tonecheck.toml"


@click.command()
@click.option("--force", is_flag=True, help="Replace a tonecheck.toml that is there.")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the file instead of writing it.")
@options.ui_option
def init(*, force: bool, to_stdout: bool, ui: str | None) -> int:
    """Begin a tonecheck.toml in the current folder, with comments, after a look at the letters in it."""
    path = Path(_NAME)
    if not to_stdout and not force and path.exists():
        raise ConfigError(f"{path}: is there already; --force replaces it, --stdout only prints")
    other = Path("pyproject.toml")
    if not to_stdout and not force and other.is_file() and has_table(other):
        raise ConfigError(f"{other}: has a table [tool.tonecheck], which a {path} would silence; --force writes it")
    seen = survey(_read_letters(Path()))
    language = _choose_language(ui, seen)
    text = begin(seen, language, ".".join(__version__.split(".")[:2]))
    if to_stdout:
        write(text)
        return 0
    replace_file(path, text.encode())
    write(f"{path}: {printable(tell(seen, language))}\n")
    return 0


def _choose_language(ui: str | None, seen: Survey) -> UiLanguage:
    return options.choose_ui(ui or (seen.languages[0][0] if seen.languages else None), Config())


def _read_letters(folder: Path) -> Iterator[tuple[str, Message]]:
    """The letters in a folder that can be understood, by their paths."""
    from tonecheck.checker import read  # noqa: PLC0415 - dictionaries; --help does without

    try:
        paths = find_letters(folder)
    except UnreadableError:
        return
    step = -(-len(paths) // MOST)
    for path in islice(paths, 0, None, step):
        try:
            yield path.as_posix(), read(read_bytes(path), path.as_posix())
        except TonecheckError:
            continue
