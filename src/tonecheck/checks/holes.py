"""Template holes in a finished message: «Здравствуйте, {{ name }}!» is about to reach a client as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document

RULE = "placeholder/unfilled-hole"


def check(document: Document, context: Context) -> Iterator[Match]:
    """One match a hole, in a message; in a template a hole is what it is for."""
    if context.kind == "template":
        return
    for index in sorted(document.holes):
        token = document.tokens[index]
        at = document.text.index(HOLE, token.start)
        yield Match(RULE, at, at + 1)
