"""From «ты» to «вы», the two languages as siblings: their facts, the forms of words, agreement."""

from __future__ import annotations

from functools import cache

from tonecheck.rewriting.grammar import Grammar

__all__ = ["Grammar", "find_grammar"]


@cache
def find_grammar(code: str) -> Grammar:
    """What rewriting knows of «ru» or «uk»; ValueError for any other code."""
    if code == "ru":
        from tonecheck.rewriting.ru import RUSSIAN  # noqa: PLC0415 - a Ukrainian letter needs no Russian tables

        return RUSSIAN
    if code == "uk":
        from tonecheck.rewriting.uk import UKRAINIAN  # noqa: PLC0415 - and the reverse

        return UKRAINIAN
    raise ValueError(f"No language «{code}»: tonecheck rewrites «ru» and «uk».")
