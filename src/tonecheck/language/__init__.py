"""The two languages, as siblings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonecheck.language.base import Language

CODES = ("ru", "uk")


@cache
def find_language(code: str) -> Language:
    """The facts of «ru» or «uk»; ValueError for any other code."""
    if code == "ru":
        from tonecheck.language.ru import RUSSIAN  # noqa: PLC0415 - a Ukrainian letter needs no Russian tables

        return RUSSIAN
    if code == "uk":
        from tonecheck.language.uk import UKRAINIAN  # noqa: PLC0415 - and the reverse

        return UKRAINIAN
    raise ValueError(f"No language «{code}»: tonecheck reads «ru» and «uk».")
