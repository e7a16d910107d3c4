"""Signs that stand for others or stand alone: a hyphen for a dash, two blanks for one, a bracket without its pair.

Мильчин «Справочник издателя и автора»; Український правопис (2019), § 161. Hyphens and blanks are hints: a reader takes no
offence, yet a letter is neater without.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.spelling.layout import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token

DASH = "typos/hyphen-for-dash"
DOUBLED_SPACE = "typos/doubled-space"
NO_SPACE_BEFORE = "typos/no-space-before-bracket"
UNPAIRED = "typos/unpaired-sign"

#: Two blanks between words; three and more align a table.
_TWO_BLANKS = re.compile(r"(?<=[^\s|])  (?=[^\s|])")
_PAIRS = {"(": ")", "«": "»", "[": "]"}
_CLOSING = frozenset(_PAIRS.values())
#: «файл(и)», «руб(лей)»: what is in brackets belongs to the word.
_ENDING = 5


def find_typography(document: Document) -> Iterator[Match]:
    """Every match with a fix but the unpaired signs: nobody knows where the other one was to stand."""
    tokens = document.tokens
    for token in tokens:
        if token.text == "-":
            yield from _dash(document, token)
        elif token.text == "(":
            yield from _bracket(document, token)
    for gap in _TWO_BLANKS.finditer(document.text):
        yield Match(DOUBLED_SPACE, gap.start(), gap.end(), (" ",), safety="safe")
    for paragraph in _paragraphs(document):
        yield from _unpaired(paragraph)


def _dash(document: Document, token: Token) -> Iterator[Match]:
    """«Рига - порт»: blanks on both sides, a word on one of them at least, all on one line."""
    if not 0 < token.index < len(document.tokens) - 1:
        return
    before, after = document.tokens[token.index - 1], document.tokens[token.index + 1]
    if document.text[before.end : token.start] != " " or document.text[token.end : after.start] != " ":
        return
    if any(map(_is_own_word, (before, after))) and "-" not in (before.text, after.text):
        yield Match(DASH, token.start, token.end, ("—",), safety="safe")


def _is_own_word(token: Token) -> bool:
    return token.kind == "word" and is_cyrillic(token.text[0])


def _bracket(document: Document, token: Token) -> Iterator[Match]:
    """«склад(второй этаж)», but not «файл(ы)» nor «f(x)»."""
    if not 0 < token.index < len(document.tokens) - 2:
        return
    before, first, second = (document.tokens[token.index + step] for step in (-1, 1, 2))
    if before.end != token.start or not _is_own_word(before) or not _is_own_word(first) or len(before.text) < 3:
        return
    if before.parses and before.parses[0].known and (second.text != ")" or len(first.text) > _ENDING):
        yield Match(NO_SPACE_BEFORE, token.start, token.end, (" (",), safety="safe")


def _paragraphs(document: Document) -> Iterator[Sequence[Token]]:
    """The tokens between empty lines."""
    start = 0
    for index, token in enumerate(document.tokens):
        if index > start and "\n\n" in document.text[document.tokens[index - 1].end : token.start]:
            yield document.tokens[start:index]
            start = index
    yield document.tokens[start:]


def _unpaired(tokens: Sequence[Token]) -> Iterator[Match]:
    """Brackets and quotes that open and never close, or close what never opened; «1)», «а)» and smiles are neither."""
    opened: list[Token] = []
    for token in tokens:
        if token.text in _PAIRS:
            opened.append(token)
        elif token.text in _CLOSING:
            matching = next((t for t in reversed(opened) if _PAIRS[t.text] == token.text), None)
            if matching is not None:
                opened.remove(matching)
            elif token.text == "»":
                yield Match(UNPAIRED, token.start, token.end)
    for token in opened:
        if not (token.text == "(" and _is_sad(token, tokens)):
            yield Match(UNPAIRED, token.start, token.end)


def _is_sad(bracket: Token, tokens: Sequence[Token]) -> bool:
    """«Жаль (»: the smile of a line's end, not a bracket."""
    following = next((t for t in tokens if t.start >= bracket.end), None)
    return following is None or following.start > bracket.end
