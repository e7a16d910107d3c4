"""A word said twice: «до до», «мы мы»."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language.base import words
from tonecheck.spelling.layout import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document

RULE = "typos/doubled-word"
#: Said twice on purpose: «очень очень», «так, так», «ну ну».
_MEANT = {
    "ru": words(
        "да нет так ну очень вот еле едва чуть ой ай ах ха хе хо бла ля давно много далеко тихо быстро скоро раз тук тик всего"
    ),
    "uk": words(
        "так ні ну дуже ось ледь ледве трохи ой ай ах ха хе хо бла ля давно багато далеко тихо швидко скоро раз тук тик геть"
    ),
}


def find_repeats(document: Document) -> Iterator[Match]:
    """Every word that follows itself in one sentence, nothing but blanks on one line between."""
    meant = _MEANT[document.lang]
    for before, token in pairwise(document.tokens):
        if token.norm != before.norm or token.kind != "word" or token.norm in meant or not is_cyrillic(token.text[0]):
            continue
        if token.text[0].isupper() and (before.text[0].isupper() or len(token.text) > 1):
            continue  # «Нью Нью», a new line that begins with the same word
        if token.has(pos="INTJ") or (token.has(pos="ADV") and not token.has(pos="ADP")):
            continue  # «всегда всегда», «ура ура»: said with feeling
        gap = document.text[before.end : token.start]
        if (
            gap
            and gap.isspace()
            and "\n" not in gap
            and document.sentence_numbers[before.index] == document.sentence_numbers[token.index]
        ):
            yield Match(RULE, before.start, token.end, (before.text,))
