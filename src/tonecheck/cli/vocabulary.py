"""``tonecheck vocabulary``: words of the house that are no typos."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli import options
from tonecheck.cli.console import complain_about, write
from tonecheck.cli.inputs import Source, find_sources, work_on
from tonecheck.config import discover, load
from tonecheck.errors import ConfigError
from tonecheck.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.config import Config

_HEADER = re.compile(r"^[ \t]*\[\[?([^\[\]\n]+)\]\]?[ \t\r]*(?:#[^\n]*)?$", re.MULTILINE)
#: A piece of TOML inside an array: a string, a comment, or one other character.
_PIECE = re.compile(r"""\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|\#[^\n]*|[\s\S]""")
_WORD = re.compile(r"=?[^\W_]+(?:['’ʼ-][^\W_]+)*")


@click.group()
def vocabulary() -> None:
    """Words of the house: add them to the configuration, or find them in letters."""


@vocabulary.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@options.config_option
def add(*, words: Sequence[str], config_path: Path | None) -> int:
    """Accept words, in all their forms, in the configuration that applies here; comments in it stay.

    «=word» is that form alone. Without a configuration a tonecheck.toml is begun in the current folder.
    """
    for word in words:
        if not _WORD.fullmatch(word):
            raise click.UsageError(f"{word!r} is not a word; give each word by itself, in its dictionary form.")
    path = config_path or discover(Path.cwd()) or Path("tonecheck.toml")
    config = load(path) if path.exists() else None
    known = config.settings.vocabulary if config else frozenset()
    new = [word for word in dict.fromkeys(words) if word not in known]
    if new:
        source = path.read_bytes().decode("utf-8") if config else ""
        table = "tool.tonecheck" if path.name == "pyproject.toml" else ""
        key = _choose_key(config, path) if config else "vocabulary"
        replace_file(path, add_words(source, new, table, str(path), key).encode("utf-8"))
    write(f"{path}: {', '.join(new)} added\n" if new else f"{path}: nothing to add, these words are there\n")
    return 0


@vocabulary.command()
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("--at-least", type=click.IntRange(min=1), default=2, show_default=True, help="How often a word occurs.")
@options.config_option
def suggest(*, paths: Sequence[str], at_least: int, config_path: Path | None) -> int:
    """List words of letters that the speller does not know, the most frequent first: «count word».

    What is listed may be a term or a mistake; look before you add.
    """
    config, is_sound = options.read_config(config_path)
    counts: Counter[str] = Counter()
    found, problems = work_on(find_sources(paths, None), lambda source: Counter(_unknown(source, config)))
    for words in found:
        counts.update(words)
    for problem in problems:
        complain_about(problem)
    listed = sorted((word for word in counts if counts[word] >= at_least), key=lambda word: (-counts[word], word))
    write("".join(f"{counts[word]:>6} {word}\n" for word in listed))
    return 0 if is_sound and not problems else 2


def _choose_key(config: Config, path: Path) -> str:
    """The key that words are added to: «extend-vocabulary» where «vocabulary» would take the place of inherited words."""
    origins = [origin for origin in config.origins if origin.key == "vocabulary"]
    is_own = any(origin.path == path and not origin.adds for origin in origins)
    return "extend-vocabulary" if origins and not is_own else "vocabulary"


def add_words(source: str, words: Sequence[str], table: str, name: str, key: str = "vocabulary") -> str:
    """The text of a TOML file with words added to the array ``key`` of a table («» for the top one).

    Nothing else changes. Raises ``ConfigError`` for a file that cannot be edited so.
    """
    newline = "\r\n" if "\r\n" in source else "\n"
    start, end = _table(source, table)
    array = re.compile(rf"^[ \t]*{key}[ \t]*=[ \t]*\[", re.MULTILINE).search(source, start, end)
    if array is not None:
        edited = _extend(source, array.end(), words, newline)
    else:
        line = f"{key} = [{', '.join(map(_quoted, words))}]{newline}"
        before = source[:start] + (newline if start and not source[:start].endswith("\n") else "")
        edited = (
            before + line + (newline if not table and source[start:].lstrip().startswith("[") else "") + source[start:]
        )
    if not _holds(edited, words, (*filter(None, table.split(".")), key)):
        raise ConfigError(f"{name}: the key «{key}» is written in a way that cannot be edited; add the words by hand")
    return edited


def _table(source: str, table: str) -> tuple[int, int]:
    """Where the keys of a table stand: code points, half-open; a table that is not there begins at the end."""
    headers = list(_HEADER.finditer(source))
    if not table:
        return 0, headers[0].start() if headers else len(source)
    for header, following in zip(headers, (*headers[1:], None), strict=True):
        if re.sub(r"[\s\"']", "", header[1]) == table:
            start = source.find("\n", header.end()) + 1 or len(source)
            return start, following.start() if following else len(source)
    return len(source), len(source)


def _extend(source: str, start: int, words: Sequence[str], newline: str) -> str:
    """The array that begins at ``start`` with words after its last one, each on a line of its own if the others are."""
    last, at = start, start
    bare = True
    for piece in _PIECE.finditer(source, start):
        at = piece.start()
        if piece[0] == "]":
            break
        if piece[0][0] in "\"'":
            last, bare = piece.end(), False
        elif piece[0] == ",":
            last, bare = piece.end(), True
    quoted = [_quoted(word) for word in words]
    if "\n" not in source[start:at]:
        return source[:last] + ("" if last == start else " " if bare else ", ") + ", ".join(quoted) + source[at:]
    line = source[source.rfind("\n", 0, last) + 1 : last]
    indent = line[: len(line) - len(line.lstrip())] if last != start else "    "
    added = "".join(f"{indent}{word},{newline}" for word in quoted)
    end_of_line = source.find("\n", last) + 1
    return source[:last] + ("" if bare else ",") + source[last:end_of_line] + added + source[end_of_line:]


def _holds(source: str, words: Sequence[str], keys: Sequence[str]) -> bool:
    """The edited text is TOML and has the words where they were to be."""
    try:
        data: object = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return False
    for key in keys:
        data = data.get(key, ()) if isinstance(data, dict) else ()
    return isinstance(data, list) and set(words) <= set(data)


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _unknown(source: Source, config: Config) -> Iterator[str]:
    """The unknown words of a letter's own text, in their dictionary form where one can be guessed."""
    from tonecheck.checker import read  # noqa: PLC0415 - dictionaries; --help does without
    from tonecheck.spelling.builtin import unknown_words  # noqa: PLC0415

    for part in read(source.read(), None if source.name == "-" else source.name).parts:
        for segment in part.segments:
            if segment.kind == "own" and segment.language in ("ru", "uk"):
                yield from unknown_words(
                    part.text[segment.start : segment.end], segment.language, config.settings.vocabulary
                )
