"""Faults of punctuation that are certain: a blank before a comma, a comma twice, no blank after one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.base import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

SPACE_BEFORE = "typos/space-before-sign"
DOUBLED = "typos/doubled-sign"
NO_SPACE = "typos/no-space-after-sign"


def find_punctuation(document: Document) -> Iterator[Match]:
    """Each fault with a fix that no reader would object to; the range holds the signs and the blanks in question."""
    tokens = document.tokens
    for index, token in enumerate(tokens):
        if token.text[0] not in ",;":
            continue
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.text.strip(",") == "" and len(token.text) > 1:
            yield Match(DOUBLED, token.start, token.end, (",",), safety="safe")
        elif before is not None and before.text == "," == token.text and before.start > 0:
            if document.text[before.end : token.start].strip(" ") == "":
                yield Match(DOUBLED, before.start, token.end, (",",), safety="safe")
        elif len(token.text) == 1 and before is not None:
            yield from _blanks(document, before, token, after)


def _blanks(document: Document, before: Token, token: Token, after: Token | None) -> Iterator[Match]:
    gap = document.text[before.end : token.start]
    if (
        gap
        and not gap.strip(" ")
        and before.is_word
        and before.parses
        and (after is None or after.start > token.end or not after.is_word)
    ):
        if token.text == ",":
            yield Match(SPACE_BEFORE, before.end, token.end, (token.text,), safety="safe")
    elif after is not None and after.start == token.end and _plain(before) and _plain(after) and not gap:
        yield Match(NO_SPACE, token.start, token.end, (token.text + " ",), safety="safe")
    elif (
        after is not None
        and gap
        and not gap.strip(" ")
        and after.start == token.end
        and _plain(before)
        and _plain(after)
    ):
        yield Match(NO_SPACE, before.end, token.end, (token.text + " ",), safety="safe")


def _plain(token: Token) -> bool:
    """A word of the language, so no list of codes («А4,А5») and no number («1,5»)."""
    return (
        token.kind == "word"
        and bool(token.parses)
        and token.parses[0].known
        and len(token.text) > 1
        and not token.text.isupper()
    )
