"""Sentences the way razdel cuts them: at every possible end, unless a rule says that it is none.

Abbreviations («г. Киев», «вул. Шевченка», «т. д.»), initials («А. С. Пушкин»), and list numbers («1.») join.
Mail adds line breaks: a blank line always ends a sentence; a single one does unless the line was wrapped by a
mailer, that is, the next line goes on with a small letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.language.base import Language

#: kind, start, end
RawToken = tuple[str, int, int]

ENDS = frozenset(".!?…")
CLOSERS = frozenset("»”\")]’'")
MARKERS = frozenset("-–—•*·▪●")


def find_sentences(text: str, tokens: Sequence[RawToken], language: Language) -> tuple[Span, ...]:
    """Ranges of token indexes, half-open, that cover all tokens."""
    starts = [0] + [i for i in range(1, len(tokens)) if _begins(text, tokens, i, language)]
    ends = [*starts[1:], len(tokens)]
    return tuple(Span(s, e) for s, e in zip(starts, ends, strict=True) if s < e)


def _begins(text: str, tokens: Sequence[RawToken], i: int, language: Language) -> bool:
    """Token ``i`` begins a sentence."""
    _, start, stop = tokens[i]
    token = text[start:stop]
    breaks = text.count("\n", tokens[i - 1][2], start)
    if breaks > 1 or (breaks == 1 and not token[0].islower()):
        return True
    last = i - 1
    while last > 0 and text[tokens[last][1]] in CLOSERS and tokens[last][2] - tokens[last][1] == 1:
        last -= 1
    kind, end_start, end_stop = tokens[last]
    end = text[end_start:end_stop]
    if kind == "smile":
        return token[0].isupper()
    if end[0] not in ENDS or token[0] in ENDS or token in CLOSERS or token in ",;:":
        return False
    if end[0] in "!?":
        return token not in MARKERS
    if last == 0:
        return False
    kind, word_start, word_stop = tokens[last - 1]
    is_word = kind in ("word", "dotted")
    word = text[word_start:word_stop]
    norm = word.lower()
    glued = word_stop == end_start
    if not token[0].islower():
        if not glued or not is_word:
            return glued or end != "."
        if len(word) == 1 and word.isupper():
            return False  # «А. С. Пушкин»
        return norm not in language.abbreviations or norm in language.closing_abbreviations
    # «скинул договор. глянь»: a sentence begun with a small letter, unless the dot may be an abbreviation's
    return (
        end == "." and glued and is_word and len(word) > 3 and norm not in language.abbreviations and start > end_stop
    )
