"""Typos by the builtin speller, behind the one signature of checks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Context, Match
    from tonecheck.spelling.base import Speller


def check_spelling(document: Document, context: Context) -> Iterable[Match]:
    """Matches of the rules «typos/…» that name ``check = "spelling"``."""
    if context.settings.spelling not in ("builtin", "both"):
        return ()
    return _speller(document.lang).check(document, context)


@cache
def _speller(lang: str) -> Speller:
    from tonecheck.spelling.builtin import BuiltinSpeller  # noqa: PLC0415 - loads the word lists

    return BuiltinSpeller(lang)
