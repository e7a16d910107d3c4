"""Sentences the way razdel cuts them: at every possible end, unless a rule says that it is none.

Abbreviations («г. Киев», «вул. Шевченка», «т. д.»), initials («А. С. Пушкин»), and list numbers («1.») join.
Mail adds line breaks: a blank line always ends a sentence; a single one does unless the line was wrapped by a
mailer, that is, the next line goes on with a small letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tonecheck.model import Span

if TYPE_CHECKING:
    from tonecheck.analysis import Token
    from tonecheck.language.base import Language

ENDS = frozenset(".!?…")
CLOSERS = frozenset("»”\")]’'")
MARKERS = frozenset("-–—•*·▪●")


def find_sentences(text: str, tokens: Sequence[Token], language: Language) -> tuple[Span, ...]:
    """Ranges of token indexes, half-open, that cover all tokens."""
    starts = [0] + [i for i in range(1, len(tokens)) if _begins(text, tokens, i, language)]
    ends = [*starts[1:], len(tokens)]
    return tuple(Span(s, e) for s, e in zip(starts, ends, strict=True) if s < e)


def _begins(text: str, tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Token ``i`` begins a sentence."""
    token, before = tokens[i], tokens[i - 1]
    breaks = text.count("\n", before.end, token.start)
    if breaks > 1 or (breaks == 1 and not token.text[0].islower()):
        return True
    last = i - 1
    while last > 0 and tokens[last].text in CLOSERS:
        last -= 1
    end = tokens[last]
    if end.kind == "smile":
        return token.text[0].isupper()
    if end.text[0] not in ENDS or token.text[0] in ENDS or token.text in CLOSERS or token.text in ",;:":
        return False
    if end.text[0] in "!?":
        return token.text not in MARKERS
    if last == 0:
        return False
    word = tokens[last - 1]
    glued = word.end == end.start
    if not token.text[0].islower():
        if not glued or not word.is_word:
            return glued or end.text != "."
        if len(word.text) == 1 and word.text.isupper():
            return False  # «А. С. Пушкин»
        return word.norm not in language.abbreviations or word.norm in language.closing_abbreviations
    # «скинул договор. глянь»: a sentence begun with a small letter, unless the dot may be an abbreviation's
    return end.text == "." and glued and word.is_word and len(word.text) > 3 and word.norm not in language.abbreviations and token.start > end.end
