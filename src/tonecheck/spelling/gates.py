"""When not to speak: what looks like a misspelt word and is a name, a brand, a code or a word cut short.

A false alarm on a good letter is worse than a miss: each gate is one reason, with evidence beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tonecheck.language import find_language
from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from tonecheck.analysis import Document, Token
    from tonecheck.spelling.lexicon import Lexicon

#: No word of a letter is longer; what is longer is a row of letters, and looking for neighbours would take for ever.
LONGEST = 40
#: A sign that makes a neighbour part of a code, an address or a formula: «/путь», «#тег», «а=б», «тов.*».
_GLUE = frozenset("/\\@#_&*=+<>|~^%№" + HOLE)
_BEFORE_FIRST = frozenset("«\"„“'(–—-•*·▪●[")
_OPENING = frozenset("«„“\"'")
_CLOSING = frozenset("»”")
_QUOTED = 6
#: Forms outside the dictionary that real texts have this often (3 in a million) are names and new words, not slips.
_WELL_KNOWN = 14
_CONSONANTS_ONLY = re.compile(r"[бвгґджзклмнпрстфхцчшщйьъ]+")


def is_quiet(document: Document, token: Token) -> bool:
    """No misspelling can be told here, whatever the letters."""
    return (
        not 3 <= len(token.text) <= LONGEST
        or _is_glued(document.text, token)
        or _is_code(token.text)
        or _is_cut(document, token)
        or is_name(document, token)
        or _CONSONANTS_ONLY.fullmatch(token.norm) is not None
    )


def is_doubtful(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Most likely a name or a cut word; only an all but certain correction may speak.

    «Олексо, добрий день»: a capital that begins the letter; «Ждан Литвин»; «перев.» at a sentence's end; «альпаку».
    """
    if in_quotes(document, token) or (document.text[token.end : token.end + 1] == "." and len(token.text) <= 6):
        return True
    if not token.text[0].isupper():
        return False
    after = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    alone = after is None or "\n" in document.text[token.end : after.start]
    return (
        alone
        or lexicon.seen(token.norm) >= _WELL_KNOWN
        or (token.index < 3 and after is not None and after.text in (",", "!"))
    )


def in_quotes(document: Document, token: Token) -> bool:
    """Inside «…» within the sentence, near its opening: a name or a title («Смачна есці!»)."""
    begin = document.sentence_of(token.index).start
    for before in reversed(document.tokens[max(begin, token.index - _QUOTED) : token.index]):
        if before.text in _CLOSING:
            return False
        if before.text in _OPENING:
            return True
    return False


def is_name(document: Document, token: Token) -> bool:
    """A capital inside a sentence, before another capital («Ждан Литвин»), or in quotes («Ромашко»)."""
    if not token.text[0].isupper():
        return False
    if not is_first(document, token):
        return True
    if token.index and document.tokens[token.index - 1].text in _OPENING:
        return True
    after = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    return after is not None and after.text[0].isupper() and "\n" not in document.text[token.end : after.start]


def is_first(document: Document, token: Token) -> bool:
    """The token begins its sentence, but for opening quotes, dashes and list marks."""
    begin = document.sentence_of(token.index).start
    return (
        all(
            t.text in _BEFORE_FIRST or t.kind == "number"
            for t in document.tokens[max(begin, token.index - 4) : token.index]
        )
        and token.index - begin <= 4
    )


def _is_glued(text: str, token: Token) -> bool:
    """«/путь», «#тег», «авиа- и автоперевозки», «5-й», «-образный»."""
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    return any(letter in _GLUE or letter == "-" or letter.isdigit() for letter in around)


def _is_code(text: str) -> bool:
    """ALL CAPS, «МегаФон», «кВтч», «в4ера»: anything with a capital or digit inside."""
    return any(letter.isupper() or letter.isdigit() for letter in text[1:])


def _is_cut(document: Document, token: Token) -> bool:
    """«комм. предложение», «пров. Лесной», «доп.»: a word cut with a dot, and the sentence goes on."""
    if document.text[token.end : token.end + 1] != ".":
        return False
    if len(token.text) <= 4 or token.norm in find_language(document.lang).abbreviations:
        return True
    following = document.tokens[token.index + 2 : token.index + 3]
    return bool(following) and (
        following[0].text[0].islower() or following[0].text in ",;:)" or following[0].kind == "number"
    )
