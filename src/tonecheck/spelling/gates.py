"""When not to speak: what looks like a misspelt word and is a name, a brand, a code or a word cut short.

A false alarm on a good letter is worse than a miss: each gate is one reason, with evidence beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tonecheck.language import find_language
from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.analysis import Document, Token
    from tonecheck.spelling.lexicon import Lexicon

#: A sign that makes a neighbour part of a code, an address or a formula: «/путь», «#тег», «а=б», «тов.*».
_GLUE = frozenset("/\\@#_&*=+<>|~^%№" + HOLE)
_BEFORE_FIRST = frozenset("«\"„“'(–—-•*·▪●[")
_OPENING = frozenset("«„“\"'")
_CONSONANTS_ONLY = re.compile(r"[бвгґджзклмнпрстфхцчшщйьъ]+")


def is_quiet(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """No misspelling can be told here, whatever the letters."""
    return (
        len(token.text) < 3
        or not set(token.norm) <= find_language(document.lang).letters | {"'", "-"}
        or _is_glued(document.text, token)
        or _is_code(token.text)
        or _is_cut(document, token)
        or _is_name(document, token, lexicon)
        or _CONSONANTS_ONLY.fullmatch(token.norm) is not None
    )


def is_first(document: Document, token: Token) -> bool:
    """The token begins its sentence, but for opening quotes, dashes and list marks."""
    begin = document.sentence_of(token.index).start
    return all(t.text in _BEFORE_FIRST or t.kind == "number" for t in document.tokens[max(begin, token.index - 4) : token.index]) and token.index - begin <= 4


def _is_glued(text: str, token: Token) -> bool:
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    if before in _GLUE or after in _GLUE and (before or after):
        return bool(before in _GLUE and before) or bool(after in _GLUE and after)
    # «авиа- и автоперевозки», «5-й», «-образный»
    return after == "-" or before == "-" or after.isdigit() or before.isdigit()


def _is_code(text: str) -> bool:
    """ALL CAPS, «МегаФон», «кВтч», «в4ера»: anything with a capital or digit inside."""
    return any(letter.isupper() or letter.isdigit() for letter in text[1:])


def _is_cut(document: Document, token: Token) -> bool:
    """«комм. предложение», «пров. Лесной», «доп.»: a word cut with a dot."""
    if document.text[token.end : token.end + 1] != ".":
        return False
    if len(token.text) <= 6:
        return True
    following = document.tokens[token.index + 2 : token.index + 3]
    return bool(following) and (following[0].text[0].islower() or following[0].text in ",;:)")


def _is_name(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """A capital inside a sentence, in a heading of names, in a call («Ждане, добрий день»), or a brand in quotes."""
    if not token.text[0].isupper():
        return False
    if not is_first(document, token):
        return True
    tokens: Sequence[Token] = document.tokens
    before = tokens[token.index - 1].text if token.index else ""
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if before in _OPENING or lexicon.seen(token.norm):
        return True
    if after is None:
        return True
    named = after.text[0].isupper() and after.start - token.end <= 1
    return named or after.text in ("," , "!")
