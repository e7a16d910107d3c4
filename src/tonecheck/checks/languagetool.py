"""Typos by LanguageTool, beside or instead of the builtin speller: a check of its own, so that one may fail alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.spelling import check_spelling
from tonecheck.model import Span
from tonecheck.places import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Context, Match


def check_languagetool(document: Document, context: Context) -> Iterable[Match]:
    """Matches of «typos/languagetool»; none where the builtin speller has something to say. Raises ``EngineError``."""
    if context.languagetool is None:
        return []
    found = list(context.languagetool.check(document, context))
    if not found or context.settings.spelling != "both":
        return found
    # One finding for one place. To ask the builtin speller again costs a hundredth of what LanguageTool took.
    taken = Ranges(map(_place, check_spelling(document, context)))
    return [match for match in found if not taken.touches(match.start, match.end)]


def _place(match: Match) -> Span:
    """Where a match is; a place between characters (a missing comma) is that of its neighbours."""
    is_empty = match.start == match.end
    return Span(max(0, match.start - is_empty), match.end + is_empty)
