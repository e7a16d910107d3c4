"""Where a key stands in the text of a TOML file: ``tomllib`` tells no lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Keys = tuple[str, ...]

_HEADER = re.compile(r"\s*\[(\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY_PART = re.compile(r'"([^"]*)"|\'([^\']*)\'|([^\s."\']+)')


def find_line(source: str, keys: Keys, entry: int = 0) -> int:
    """The line (from 1) where a key of valid TOML is set; the line of its table where the key is inline; else 1.

    In a list of tables (``[[overrides]]``) the ``entry`` counts, from 0. One look at the line starts is enough: a
    header sets the table, and a line that begins with a key of that table is where it is set.
    """
    best, best_depth = 1, 0
    for number, path, order in _list_keys(source):
        depth = len(path)
        if depth > best_depth and path == keys[:depth] and order in (None, entry):
            best, best_depth = number, depth
    return best


def _list_keys(source: str) -> Iterator[tuple[int, Keys, int | None]]:
    """Lines with the key that is set there, and the number of the entry if it is in a list of tables."""
    table: Keys = ()
    entry: int | None = None
    counts: dict[Keys, int] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _split(header[2])
            listed = next((table[:size] for size in range(len(table), 0, -1) if table[:size] in counts), None)
            if header[1]:
                counts[table] = counts.get(table, -1) + 1
                listed = table
            entry = counts[listed] if listed else None
            yield number, table, entry
            continue
        name, equals, _ = line.partition("=")
        if equals:
            yield number, (*table, *_split(name)), entry


def _split(dotted: str) -> Keys:
    """The parts of a dotted key: ``severity."familiarity/slang"`` → («severity», «familiarity/slang»)."""
    return tuple(double or single or bare for double, single, bare in _KEY_PART.findall(dotted))
