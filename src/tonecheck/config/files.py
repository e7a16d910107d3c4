"""One configuration file → the values that it gives, each with its place; mistakes are gathered, not raised."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tonecheck.config.keys import KEYS, OPEN_TABLES, OVERRIDABLE, SAMPLES, SHORTHANDS, Key
from tonecheck.config.values import Place, Read
from tonecheck.config.words import nearest
from tonecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tonecheck.config.lines import Keys


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a file gives for a key: ``keys`` as they are written, and the key that is ``meant``."""

    place: Place
    keys: Keys
    meant: Keys
    value: Any


def open_file(path: Path) -> tuple[Place, dict[str, Any]]:
    """The table of ours in a file. Raises ``ConfigError``."""
    try:
        source = path.read_text(encoding="utf-8-sig")
        table: object = tomllib.loads(source)
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the configuration is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: the configuration is not valid TOML: {error}") from error
    place = Place(path, source, ("tool", "tonecheck") if path.name == "pyproject.toml" else ())
    for key in place.prefix:
        table = table.get(key, {}) if isinstance(table, dict) else {}
    if not isinstance(table, dict):
        raise place.error((), "[tool.tonecheck] must be a table")
    return place, table


def read_table(
    place: Place,
    table: Mapping[str, Any],
    known: Mapping[Keys, Key],
    errors: list[ConfigError],
    others: Iterable[str] = (),
) -> list[Given]:
    """The values in a table that can be understood, in their order. ``others`` are names that could be meant as well."""
    given: list[Given] = []
    for keys, meant, read, value in _walk(place, table, known, errors, tuple(others)):
        try:
            given.append(Given(place, keys, meant, read(place, keys, value)))
        except ConfigError as error:
            errors.append(error)
    return given


def read_entries(place: Place, entries: object, errors: list[ConfigError]) -> list[list[Given]]:
    """The entries of [[overrides]] that can be understood."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        errors.append(
            place.error(("overrides",), 'overrides are written as [[overrides]], then paths = ["letters/vip/**"]')
        )
        return []
    read = []
    for number, entry in enumerate(entries):
        here = replace(place, prefix=(*place.prefix, "overrides"), entry=number)
        given = read_table(here, entry, OVERRIDABLE, errors)
        if "paths" not in entry:
            errors.append(here.error((), f"{here.name(('paths',))} is missing; say which files are meant"))
        if any(one.meant == ("paths",) for one in given):
            read.append(given)
    return read


def _walk(
    place: Place,
    table: Mapping[str, Any],
    known: Mapping[Keys, Key],
    errors: list[ConfigError],
    others: tuple[str, ...],
) -> Iterator[tuple[Keys, Keys, Read, object]]:
    """The values in a table and in the tables in it: key as written, key meant, how it is read, value."""
    waiting: list[tuple[Keys, object]] = [((name,), value) for name, value in reversed(list(table.items()))]
    while waiting:  # no deeper than keys are known
        keys, value = waiting.pop()
        if keys in known:
            yield keys, keys, known[keys].read, value
        elif keys[:-1] in OPEN_TABLES:
            yield keys, keys, OPEN_TABLES[keys[:-1]], value
        elif not (names := list_names(keys, known)):
            errors.append(_refuse(place, keys, {*list_names(keys[:-1], known), *(others if len(keys) == 1 else ())}))
        elif isinstance(value, dict):
            waiting += [((*keys, name), inner) for name, inner in reversed(list(value.items()))]
        elif keys in SHORTHANDS:
            yield keys, SHORTHANDS[keys], known[SHORTHANDS[keys]].read, value
        else:
            sample = SAMPLES.get(keys, f"{min(names)} = …")
            errors.append(place.error(keys, f"{place.name(keys)} must be a table such as {sample}, not {value!r}"))


def list_names(table: Keys, known: Mapping[Keys, Key]) -> set[str]:
    """The names that a table may hold; none where there is no such table."""
    size = len(table)
    names = {keys[size] for keys in (*known, *OPEN_TABLES) if len(keys) > size and keys[:size] == table}
    return names or ({"…"} if table in OPEN_TABLES else set())


def _refuse(place: Place, keys: Keys, names: Iterable[str]) -> ConfigError:
    if place.entry is not None and (keys in KEYS or list_names(keys, KEYS)):
        return place.error(keys, f"{place.name(keys)} is for all files; it cannot be set for some of them")
    return place.error(keys, f"unknown key {place.name(keys)}{nearest(keys[-1], names)}")
