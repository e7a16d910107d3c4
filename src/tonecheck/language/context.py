"""Parses that fit the context: small ordered rules that take away what a sentence cannot mean.

Each rule only removes analyses, never the last one, so that ambiguity costs recall nowhere by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonecheck.analysis import Token
    from tonecheck.language.base import Language
    from tonecheck.model import Span


def narrow(tokens: tuple[Token, ...], sentences: tuple[Span, ...], language: Language) -> tuple[Token, ...]:  # noqa: ARG001
    """The tokens with the parses that fit their sentence."""
    return tokens
