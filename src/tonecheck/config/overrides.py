"""What is in force for one file: ``[[overrides]]`` applied to the rest of a configuration.

Patterns are compared with the path of a file as seen from the folder of the configuration, folder by folder: ``*``, ``?``
and ``[…]`` stay within a name, ``**`` stands for any number of folders, none included; at the end it stands for everything
below. A pattern without a slash means the name of a file, in whatever folder. Names are compared in NFC, since file systems
keep «й» as one sign or as two.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.checks.base import Semantic, Spelling
    from tonecheck.config.model import Config, Origin, Override


def for_path(config: Config, path: str | os.PathLike[str] | None) -> Config:
    """The configuration for one file, with the overrides that mean it applied in their order, and none left.

    ``path`` is absolute or seen from the current folder; None is a text that is no file.
    """
    if not config.overrides:
        return config
    chosen = config
    for number in find_overrides(config, path):
        chosen = apply_override(chosen, config.overrides[number])
    return replace(chosen, overrides=())


def find_overrides(config: Config, path: str | os.PathLike[str] | None) -> tuple[int, ...]:
    """The numbers (from 0) of the overrides that mean a file, in their order; see ``for_path``."""
    if path is None or not config.overrides:
        return ()
    parts = _parts(config, path)
    return tuple(number for number, override in enumerate(config.overrides) if _is_meant(override.paths, parts))


def insist(
    config: Config,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    spelling: Spelling | None = None,
    semantic: Semantic | None = None,
) -> Config:
    """The configuration with what a command asks for, whatever the file says, overrides included.

    ``select`` takes the place of the configuration's own, ``ignore`` is added to it.
    """
    settings = config.settings
    if spelling is not None:
        settings = replace(settings, spelling=spelling)
    if semantic is not None:
        settings = replace(settings, semantic=semantic)
    return replace(
        config,
        select=tuple(select) or config.select,
        extend_select=() if select else config.extend_select,
        ignore=(*config.ignore, *ignore),
        settings=settings,
        overrides=tuple(
            replace(
                override,
                select=None if select else override.select,
                extend_select=() if select else override.extend_select,
                ignore=None if override.ignore is None else (*override.ignore, *ignore),
                spelling=None if spelling is not None else override.spelling,
                semantic=None if semantic is not None else override.semantic,
            )
            for override in config.overrides
        ),
    )


def without_selectors(config: Config) -> Config:
    """The configuration as if it said nothing of single rules."""
    overrides = tuple(
        replace(override, select=None, extend_select=(), ignore=None, extend_ignore=(), severity=())
        for override in config.overrides
    )
    return replace(config, select=(), extend_select=(), ignore=(), severity=(), overrides=overrides)


def list_spellings(config: Config) -> set[Spelling]:
    """Who looks for typos, in some file or other."""
    return {config.settings.spelling, *(override.spelling for override in config.overrides if override.spelling)}


def list_semantics(config: Config) -> set[Semantic]:
    """Whether likeness of meaning is looked for, in some file or other."""
    return {
        config.settings.semantic,
        *(override.semantic for override in config.overrides if override.semantic is not None),
    }


def combine_origins(old: tuple[Origin, ...], new: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """Where values come from when ``new`` ones are set over ``old`` ones."""
    replaced = {origin.key for origin in new if not origin.adds}
    if "select" in replaced:
        replaced.add("extend-select")
    return (*(origin for origin in old if origin.key not in replaced), *new)


def apply_override(config: Config, override: Override) -> Config:
    """The configuration with what an override says, whatever it is for."""
    settings, anew = config.settings, override.select is not None
    vocabulary = settings.vocabulary if override.vocabulary is None else override.vocabulary
    return replace(
        config,
        select=config.select if override.select is None else override.select,
        extend_select=(*(() if anew else config.extend_select), *override.extend_select),
        ignore=(*(config.ignore if override.ignore is None else override.ignore), *override.extend_ignore),
        severity=(*config.severity, *override.severity),
        language=override.language or config.language,
        kind=override.kind or config.kind,
        settings=replace(
            settings,
            address=override.address or settings.address,
            capital=override.capital or settings.capital,
            vocabulary=vocabulary | override.extend_vocabulary,
            spelling=override.spelling or settings.spelling,
            semantic=settings.semantic if override.semantic is None else override.semantic,
        ),
        origins=combine_origins(config.origins, override.origins),
    )


def _is_meant(patterns: Sequence[str], parts: Sequence[str]) -> bool:
    return any(_matches(_segments(pattern), parts) for pattern in patterns)


def _parts(config: Config, path: str | os.PathLike[str]) -> tuple[str, ...]:
    """The names in a path as seen from the configuration's folder; a file outside of it has «..» first."""
    root = config.root or (config.path.parent if config.path else Path())
    seen = os.path.relpath(path, root)
    if seen.startswith(os.pardir):  # perhaps only by another name: the current folder is never seen through a link
        folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the file's own link
        seen = os.path.relpath(Path(folder).resolve() / name, root.resolve())
    return PurePath(unicodedata.normalize("NFC", seen)).parts


def _segments(pattern: str) -> tuple[str, ...]:
    segments = tuple(part for part in unicodedata.normalize("NFC", pattern).split("/") if part not in ("", "."))
    if "/" not in pattern:
        segments = ("**", *segments)
    if pattern.endswith("/"):
        segments = (*segments, "**")
    return (*segments, "*") if segments[-1:] == ("**",) else segments


def _matches(segments: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the segments cover all parts, in time that grows with their product."""
    if parts[:1] == (os.pardir,):
        return False
    reached = {0}  # how many parts are covered
    for segment in segments:
        if segment == "**":
            reached = set(range(min(reached, default=len(parts) + 1), len(parts) + 1))
        else:
            reached = {n + 1 for n in reached if n < len(parts) and fnmatchcase(parts[n], segment)}
    return len(parts) in reached
