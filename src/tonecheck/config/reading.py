"""A configuration file, and those that it extends → ``Config``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tonecheck.checks.base import Settings
from tonecheck.config.files import Given, open_file, read_entries, read_table
from tonecheck.config.keys import ADDING, KEYS, OVERRIDABLE
from tonecheck.config.model import Config, Origin, Override, Presend
from tonecheck.config.overrides import combine_origins
from tonecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tonecheck.config.lines import Keys

#: Files that may extend each other in a row.
LONGEST_CHAIN = 10


def load(path: Path) -> Config:
    """Read a configuration file. Raises ``ConfigError`` with file and line for the first mistake."""
    config, errors = load_leniently(path)
    if errors:
        raise errors[0]
    return config


def load_leniently(path: Path) -> tuple[Config, tuple[ConfigError, ...]]:
    """What can be understood of a configuration file and of those that it extends, and every mistake in them.

    For the command line, where one bad key must not keep the letters from being checked: they are, with the
    mistakes on stderr and exit code 2.
    """
    errors: list[ConfigError] = []
    values: dict[Keys, Any] = {}
    overrides: list[Override] = []
    origins: tuple[Origin, ...] = ()
    for given, entries in reversed(_read_chain(path, errors)):
        values = _inherit(values, {one.meant: one.value for one in given})
        origins = combine_origins(origins, _list_origins(given))
        overrides += [_make_override(entry) for entry in entries]
    return _make_config(values, tuple(overrides), origins, path), tuple(errors)


def _read_chain(path: Path, errors: list[ConfigError]) -> list[tuple[list[Given], list[list[Given]]]]:
    """What a file and those that it extends say, itself first: keys, and entries of [[overrides]]."""
    read: list[tuple[list[Given], list[list[Given]]]] = []
    chain = [path]
    while True:
        try:
            place, table = open_file(chain[-1])
        except ConfigError as error:
            errors.append(error)
            return read
        rest = {key: value for key, value in table.items() if key != "overrides"}
        given = read_table(place, rest, KEYS, errors, others=("overrides",))
        read.append((given, read_entries(place, table.get("overrides", []), errors)))
        base = next((one for one in given if one.meant == ("extend",)), None)
        if base is None:
            return read
        chain.append(base.value)
        shown = " → ".join(str(link) for link in chain)
        if base.value.resolve() in [link.resolve() for link in chain[:-1]]:
            errors.append(place.error(("extend",), f"extend goes in a circle: {shown}"))
            return read
        if len(chain) > LONGEST_CHAIN:
            errors.append(place.error(("extend",), f"extend goes through more than {LONGEST_CHAIN} files: {shown}"))
            return read


def _inherit(base: Mapping[Keys, Any], own: Mapping[Keys, Any]) -> dict[Keys, Any]:
    """The values of a file over those of the file that it extends; the order is that in which they were set last."""
    values = {keys: value for keys, value in base.items() if keys not in own or keys in ADDING}
    if ("select",) in own:
        values.pop(("extend-select",), None)
    values |= {keys: value for keys, value in own.items() if keys not in ADDING}
    for adding, target in ADDING.items():
        if adding in own:
            values[target] = _join(values.get(target), own[adding])
    return values


def _join(old: Any, new: Any) -> Any:
    """Two lists of words, or two sets; without doubles."""
    if old is None:
        return new
    return old | new if isinstance(new, frozenset) else tuple(dict.fromkeys((*old, *new)))


def _list_origins(given: Iterable[Given], paths: tuple[str, ...] = ()) -> tuple[Origin, ...]:
    """Where values were given; ``paths`` are those of the override that they belong to."""
    return tuple(
        Origin(
            ".".join(ADDING.get(one.meant, one.meant)),
            one.place.path,
            one.place.line(one.keys),
            paths,
            adds=one.meant in ADDING,
        )
        for one in given
        if one.meant not in (("extend",), ("paths",))
    )


def _list_severities(values: Mapping[Keys, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((keys[1], value) for keys, value in values.items() if keys[:-1] == ("severity",))


def _make_override(entry: list[Given]) -> Override:
    values = {one.meant: one.value for one in entry}
    fields = {OVERRIDABLE[keys].field: value for keys, value in values.items() if keys in OVERRIDABLE}
    origins = _list_origins(entry, fields["paths"])
    return Override(**fields, severity=_list_severities(values), origins=origins)


def _make_config(
    values: Mapping[Keys, Any], overrides: tuple[Override, ...], origins: tuple[Origin, ...], path: Path
) -> Config:
    fields: dict[str | None, dict[str, Any]] = {"config": {}, "settings": {}, "presend": {}, None: {}}
    for keys, value in values.items():
        if keys in KEYS:
            fields[KEYS[keys].section][KEYS[keys].field] = value
    return Config(
        **fields["config"],
        severity=_list_severities(values),
        settings=Settings(**fields["settings"]),
        presend=Presend(**fields["presend"]),
        overrides=overrides,
        path=path,
        origins=origins,
    )
