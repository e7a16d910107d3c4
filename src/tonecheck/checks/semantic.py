"""Faults that no phrase catches: sentences whose meaning is like that of known ones (docs/semantic.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Context, Match


def check(document: Document, context: Context) -> Iterable[Match]:
    """Matches of the rules «…/semantic». Raises ``EngineError`` where the encoder is asked for by name and missing."""
    if context.settings.semantic is False:
        return ()
    from tonecheck.semantic.matches import find_matches  # noqa: PLC0415 - numpy and the encoder, only where it is on

    return find_matches(document, context.settings, is_mail=context.is_mail)
