"""Locales among the keys of nested catalogues: ``{"ru": {…}, "en": {…}}``, ``{"title": {"ru": "…", "en": "…"}}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.locales import are_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Path = tuple[str, ...]


def find_locales(paths: Iterable[Path]) -> dict[Path, str]:
    """The ways through the keys that end in a locale, among the ways to all values of a file.

    At the root one locale is enough, deeper there are two: ``{"menu": {"ru": "Россия"}}`` may be a list of countries.
    """
    children: dict[Path, dict[str, None]] = {}
    for path in paths:
        for depth in range(len(path)):
            children.setdefault(path[:depth], {})[path[depth]] = None
    return {
        (*parent, name): name
        for parent, names in children.items()
        if (len(names) > 1 or not parent) and are_codes(names)
        for name in names
    }


def locale_of(path: Path, locales: Mapping[Path, str]) -> str | None:
    """The locale that the longest part of the way names; None for none."""
    return next((locales[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in locales), None)
