"""``tonecheck config``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli import options
from tonecheck.cli.console import is_unicode, write
from tonecheck.config import Config, find_overrides, for_path
from tonecheck.config.listing import InForce, list_in_force, list_override
from tonecheck.report.window import columns, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.config import Origin

#: Columns after which what is said of a value goes on a line of its own.
_WIDTH = 44


@click.command("config")
@click.argument("path", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.config_option
def show_config(*, path: str | None, form: str, config_path: Path | None) -> int:
    """Show the configuration that is in force here, and where each value comes from.

    With a PATH: what is in force for that file, overrides included. It need not be there.
    """
    config, is_sound = options.read_config(config_path)
    _, is_whole = options.settle(config)
    if form == "json":
        write(json.dumps(_as_data(config, path), ensure_ascii=not is_unicode(sys.stdout), indent=1) + "\n")
    else:
        write("".join(f"{line}\n" for line in _lines(config, path)))
    return 0 if is_sound and is_whole else 2


def _lines(config: Config, path: str | None) -> Iterator[str]:
    read = _shown(config.path) if config.path else "no file: what tonecheck comes with"
    yield f"# {read}" if path is None else f"# {printable(path)}: {read}"
    if path is None:
        yield from map(_line, list_in_force(config))
        for override in config.overrides:
            yield ""
            yield "[[overrides]]"
            yield f"paths = {_value(list(override.paths))}"
            yield from map(_line, list_override(config, override))
    else:
        yield from map(_line, list_in_force(for_path(config, path)))


def _line(one: InForce) -> str:
    stated = f"# {one.key}: none" if one.value is None else f"{_key(one.key)} = {_value(one.value)}"
    told = "; ".join(map(_tell, one.origins)) or "default"
    return f"{stated}{' ' * max(1, _WIDTH - columns(stated))}# {told}"


def _key(key: str) -> str:
    """A key as TOML has it; a selector of [severity] may need quotes."""
    table, _, name = key.partition(".")
    return key if all(part.replace("-", "").isalnum() for part in key.split(".")) else f"{table}.{_value(name)}"


def _value(value: object) -> str:
    return printable(json.dumps(value, ensure_ascii=False))


def _tell(origin: Origin) -> str:
    place = f"{_shown(origin.path)}:{origin.line}"
    return f"{place} [[overrides]] {', '.join(map(printable, origin.paths))}" if origin.paths else place


def _shown(path: Path) -> str:
    """A path as seen from the current folder, where it is below; «..» in it is looked through."""
    plain = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    here = Path.cwd()
    return printable(str(plain.relative_to(here) if plain.is_relative_to(here) else plain))


def _as_data(config: Config, path: str | None) -> dict[str, Any]:
    chosen = config if path is None else for_path(config, path)
    applied = range(len(config.overrides)) if path is None else find_overrides(config, path)
    overrides = [config.overrides[number] for number in applied]
    return {
        "version": 1,
        "config": str(config.path) if config.path else None,
        "path": path,
        "values": _values(list_in_force(chosen), config),
        "overrides": [
            {"paths": list(override.paths), "values": _values(list_override(config, override), config)}
            for override in overrides
        ],
    }


def _values(listed: tuple[InForce, ...], config: Config) -> dict[str, Any]:
    return {
        one.key: {"value": one.value, "origins": [_origin_as_data(origin, config) for origin in one.origins]}
        for one in listed
    }


def _origin_as_data(origin: Origin, config: Config) -> dict[str, Any]:
    kind = "override" if origin.paths else "file" if origin.path == config.path else "extended"
    return {"from": kind, "file": str(origin.path), "line": origin.line}
