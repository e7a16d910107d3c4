"""Latin letters and digits where Cyrillic letters were meant: look-alikes in a word, and words typed in the wrong layout."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language import find_language
from tonecheck.spelling.layout import cyrillic_lookalike, is_cyrillic, is_latin, latin_lookalike, retype
from tonecheck.spelling.lexicon import load_lexicon, read_words

if TYPE_CHECKING:
    from tonecheck.analysis import Document, Token

MIXED = "typos/mixed-alphabet"
LAYOUT = "typos/wrong-layout"
#: A word typed in the wrong layout is a common one (3 in a million); a rarer hit is chance («vere» → «муку»).
_COMMON = 14
_LONGEST = 40
#: Latin letters that stand alone instead of a Cyrillic word: the same shape, or the key of the other layout.
_LONE = {
    "ru": {"c": "с", "o": "о", "y": "у", "k": "к", "a": "а", "b": "и", "d": "в", "r": "к"},
    "uk": {"i": "і", "y": "у", "o": "о", "a": "а", "c": "с", "b": "и", "d": "в", "s": "і", "p": "з"},
}
_DIGITS = str.maketrans("4306", "чзоб")
_LOOKALIKE_LONE = frozenset("coykaipCOAYKI")


def find_latin(document: Document, token: Token) -> Match | None:
    """The fault in a token that has Latin letters, or None: a foreign word is none."""
    text = token.text
    if any(map(is_cyrillic, text)):
        return _mixed(document, token) if not any(map(str.isdigit, text)) else None
    if len(text) == 1:
        return _lone(document, token)
    return _wrong_layout(document, token)


def find_digits(document: Document, token: Token) -> Match | None:
    """«в4ера», «3автра»: digits that stand for letters of their shape or sound, where that makes a frequent word."""
    meant = token.text.translate(_DIGITS)
    lexicon = load_lexicon(document.lang)
    if len(meant) < 4 or not meant.isalpha() or not any(map(str.isdigit, token.text[:-1])):
        return None
    return (
        Match(MIXED, token.start, token.end, (meant,)) if lexicon.table_level(meant.lower().replace("ё", "е")) else None
    )


def _mixed(document: Document, token: Token) -> Match | None:
    """«кромe» with a Latin «e», «Excеl» with a Cyrillic one; «PDF-файл» and «SMSка» are plain."""
    parts = token.text.split("-")
    fixed = "-".join(_unmixed(part, document.lang) or part for part in parts)
    if fixed == token.text:
        return None
    safe = all(load_lexicon(document.lang).is_word(part.lower().replace("ё", "е")) for part in fixed.split("-"))
    return Match(MIXED, token.start, token.end, (fixed,), safety="safe" if safe else "suggest")


def _unmixed(part: str, lang: str) -> str | None:
    if len(part) < 3 or not (any(map(is_latin, part)) and any(map(is_cyrillic, part))):
        return None
    language, lexicon = find_language(lang), load_lexicon(lang)
    cyrillic, latin = cyrillic_lookalike(part), latin_lookalike(part)
    possible = set(cyrillic.lower()) <= language.letters | {"'", "ё"}
    if possible and lexicon.is_word(cyrillic.lower().replace("ё", "е")):
        return cyrillic
    if all(map(is_latin, latin)):
        return latin if sum(map(is_latin, part)) * 2 > len(part) and not part.isupper() else None
    return cyrillic if possible and not part.isupper() and sum(map(is_cyrillic, part)) * 2 > len(part) else None


def _lone(document: Document, token: Token) -> Match | None:
    """«дизайн b печать»: one Latin letter between two small Cyrillic words, spaces on both sides."""
    meant = _LONE[document.lang].get(token.text)
    if meant is None or not 0 < token.index < len(document.tokens) - 1:
        return None
    before, after = document.tokens[token.index - 1], document.tokens[token.index + 1]
    spaced = before.end < token.start and token.end < after.start
    if (
        not spaced
        or not _is_small_word(after)
        or not (_is_small_word(before) or (token.text == "b" and before.is_word))
    ):
        return None
    if before.has("Case=Nom", "Number=Sing", pos="NOUN") or after.norm in ("или", "и", "та", "або", "чи", "й", "і"):
        return None  # «вариант a подходит», «по оси y или x»
    return Match(MIXED if token.text in _LOOKALIKE_LONE else LAYOUT, token.start, token.end, (meant,))


def _is_small_word(token: Token) -> bool:
    return token.is_word and token.text.islower() and is_cyrillic(token.text[0]) and bool(token.parses)


def _wrong_layout(document: Document, token: Token) -> Match | None:
    """«ghbdtn», «djlsq»: the keys of a common word; the letters «х», «ж», «б» come out as signs, so look at the whole chunk."""
    text = document.text
    if token.start and not text[token.start - 1].isspace() and text[token.start - 1] not in '(«"':
        return None
    end = token.end
    while end < len(text) and end - token.start < _LONGEST and not text[end].isspace():
        end += 1
    chunk = text[token.start : end]
    lexicon = load_lexicon(document.lang)
    for length in sorted({len(chunk), len(chunk.rstrip(".,;:!?")), len(token.text)}, reverse=True):
        typed = chunk[:length]
        if len(typed) < 4 or not typed[1:].islower() or typed.lower() in _english():
            continue
        meant = retype(typed, document.lang)
        if all(map(is_cyrillic, meant)) and lexicon.level(meant.replace("ё", "е")) >= _COMMON:
            meant = meant.capitalize() if typed[0].isupper() else meant
            return Match(LAYOUT, token.start, token.start + length, (meant,))
    return None


@cache
def _english() -> frozenset[str]:
    return frozenset(read_words("looks-latin.txt"))
