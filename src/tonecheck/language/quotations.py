"""Somebody else's words inside the author's own text: whatever stands in balanced quotation marks.

«Вы писали: „скинь договор сегодня“», «Клієнт каже: "зроби швидше"», «нажмите кнопку «Скачай прайс»», «акция «Приведи
друга»»: attributed speech, titles, slogans and buttons alike address nobody, so none of them needs to be told apart.
"""

from __future__ import annotations

import re

from tonecheck.model import Span

#: Quotation marks and what no quotation runs across: a blank line.
MARK = re.compile(r"[«»„“”\"]|\n[ \t]*\n")
#: Closing mark → the marks that may have opened. «“» opens in English and closes after «„».
OPENERS = {"»": "«", "”": "“„", "“": "„", '"': '"'}
#: Longer than any sentence one would quote: beyond it, the marks are taken for strays.
MAX_LENGTH = 1000
MAX_DEPTH = 8
MAX_EDGE = 3


def find_quoted(text: str) -> tuple[Span, ...]:
    """The outermost quotations, quotation marks included (code points, half-open).

    Unbalanced marks are ignored, and so are marks around the whole text: a string of a catalogue, nobody's words.
    """
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    for match in MARK.finditer(text):
        mark, start = match.group(), match.start()
        if mark[0] == "\n":
            opened.clear()
            continue
        depth = next((d for d in range(len(opened) - 1, -1, -1) if opened[d][0] in OPENERS.get(mark, "")), None)
        if depth is not None and (mark != '"' or not text[start - 1].isspace()):
            begin = opened[depth][1]
            del opened[depth:]
            if start - begin <= MAX_LENGTH:
                _add(found, Span(begin, match.end()))
        elif mark in "«„“" or (mark == '"' and _opens(text, start)):
            opened.append((mark, start))
            del opened[:-MAX_DEPTH]
    # more white space than this around it stands for passages in the other language
    if len(found) == 1 and len(text) - (found[0].end - found[0].start) <= MAX_EDGE:
        return ()
    return tuple(found)


def _add(found: list[Span], span: Span) -> None:
    """Keep the outermost: an outer quotation closes after those inside it."""
    while found and span.contains(found[-1]):
        found.pop()
    found.append(span)


def _opens(text: str, at: int) -> bool:
    """A straight mark opens before a word («"Почта" тоже»); after one it closes, or means inches (17")."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and bool(after) and not after.isspace()
