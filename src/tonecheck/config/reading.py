"""A configuration file → ``Config``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tonecheck.checks.base import Settings
from tonecheck.config.keys import KEYS, OPEN_TABLES, SAMPLES, SHORTHANDS
from tonecheck.config.model import Config, Presend
from tonecheck.config.values import Place, Read, dotted
from tonecheck.config.words import nearest
from tonecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tonecheck.config.lines import Keys


def load(path: Path) -> Config:
    """Read a configuration file. Raises ``ConfigError`` with file and line for the first mistake."""
    config, errors = load_leniently(path)
    if errors:
        raise errors[0]
    return config


def load_leniently(path: Path) -> tuple[Config, tuple[ConfigError, ...]]:
    """What can be understood of a configuration file, and every mistake in it.

    For the command line, where one bad key must not keep the letters from being checked: they are, with the
    mistakes on stderr and exit code 2.
    """
    errors: list[ConfigError] = []
    try:
        place, table = _open(path)
    except ConfigError as error:
        return Config(path=path), (error,)
    return _make(_read(place, table, errors), path), tuple(errors)


def _open(path: Path) -> tuple[Place, Mapping[str, object]]:
    """The table of ours in a file."""
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


@dataclass(frozen=True, slots=True)
class _Given:
    """A value that a file gives for a key, not looked at yet."""

    keys: Keys  #: as the file has them, for errors
    meant: Keys  #: the key in full
    value: object
    read: Read


def _read(place: Place, table: Mapping[str, object], errors: list[ConfigError]) -> dict[Keys, Any]:
    """Everything that can be understood, by key; what cannot be is one of the ``errors``."""
    read: dict[Keys, Any] = {}
    for given in _walk(place, table, errors):
        try:
            read[given.meant] = given.read(place, given.keys, given.value)
        except ConfigError as error:
            errors.append(error)
    return read


def _walk(place: Place, table: Mapping[str, object], errors: list[ConfigError]) -> Iterator[_Given]:
    """The values in a table and the tables in it, in their order. No deeper than tables are known."""
    waiting: list[tuple[Keys, object]] = [((name,), value) for name, value in reversed(list(table.items()))]
    while waiting:
        keys, value = waiting.pop()
        if keys in KEYS:
            yield _Given(keys, keys, value, KEYS[keys].read)
        elif keys[:-1] in OPEN_TABLES:
            yield _Given(keys, keys, value, OPEN_TABLES[keys[:-1]])
        elif not (known := _list_known(keys)):
            near = nearest(keys[-1], _list_known(keys[:-1]))
            errors.append(place.error(keys, f"unknown key {dotted(keys)}{near}"))
        elif isinstance(value, dict):
            waiting += [((*keys, name), inner) for name, inner in reversed(value.items())]
        elif keys in SHORTHANDS:
            yield _Given(keys, SHORTHANDS[keys], value, KEYS[SHORTHANDS[keys]].read)
        else:
            sample = SAMPLES.get(keys, f"{min(known)} = …")
            errors.append(place.error(keys, f"{dotted(keys)} must be a table such as {sample}, not {value!r}"))


def _list_known(table: Keys) -> set[str]:
    """The names that a table may hold; none where there is no such table."""
    size = len(table)
    names = {keys[size] for keys in (*KEYS, *OPEN_TABLES) if len(keys) > size and keys[:size] == table}
    return names or ({"…"} if table in OPEN_TABLES else set())


def _make(read: Mapping[Keys, Any], path: Path) -> Config:
    fields: dict[str, dict[str, Any]] = {"config": {}, "settings": {}, "presend": {}}
    for keys, value in read.items():
        if keys in KEYS:
            fields[KEYS[keys].section][KEYS[keys].field] = value
    severity = tuple((keys[1], value) for keys, value in read.items() if keys[:-1] == ("severity",))
    return Config(
        **fields["config"],
        severity=severity,
        settings=Settings(**fields["settings"]),
        presend=Presend(**fields["presend"]),
        path=path,
    )
