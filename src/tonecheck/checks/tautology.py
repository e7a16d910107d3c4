"""A thing explained by itself: «стекло есть стекло», «декабрь — это декабрь», «весілля є весілля», «техніка, вона і є техніка».

No phrase can ask for the same word twice. The second one ends what it says: «монтаж — это монтаж и настройка» explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token

RULE = "excuses/tautology"
#: Words between a thing and itself; one of ``LINKS`` must be among them.
LINKS = {"ru": frozenset(("есть", "это", "то")), "uk": frozenset(("є", "це", "то"))}
FILLERS = {
    "ru": frozenset(["—", "–", "-", ",", "и", "он", "она", "оно", "они", "ведь", "же"]),
    "uk": frozenset(["—", "–", "-", ",", "і", "й", "та", "він", "вона", "воно", "вони", "ж", "же", "таки"]),
}
#: «Сто двадцать гостей — это сто двадцать гостей»: how many words are said again, and how far apart they may stand.
LONGEST, REACH = 4, 5
_ENDS = frozenset(",.;:!?…)")


def check(document: Document, context: Context) -> Iterator[Match]:  # noqa: ARG001 - the signature of every check
    """One match from the first word that is said again to the last; linear in the tokens."""
    links = LINKS[document.lang]
    for sentence in document.sentences:
        if links.isdisjoint([token.norm for token in document.tokens[sentence.start : sentence.end]]):
            continue
        tokens = document.tokens[sentence.start : sentence.end]
        free = 0
        for i, token in enumerate(tokens):
            if i >= free and _is_thing(token) and (found := _find_again(tokens, i, document.lang)):
                first, after = found
                free = after
                yield Match(RULE, tokens[first].start, tokens[after - 1].end)


def _is_thing(token: Token) -> bool:
    return token.has(pos="NOUN") or token.has(pos="ADJ")


def _find_again(tokens: Sequence[Token], i: int, lang: str) -> tuple[int, int] | None:
    """Where the words that end at ``i`` begin, and where those that repeat them after a link end."""
    linked = False
    for j in range(i + 1, min(len(tokens), i + 1 + REACH)):
        word = tokens[j].norm
        if linked:
            for length in range(min(LONGEST, i + 1), 0, -1):
                after = j + length
                if _norms(tokens, i + 1 - length, i + 1) == _norms(tokens, j, after) and _ends(tokens, after):
                    return i + 1 - length, after
        if word in LINKS[lang]:
            linked = True
        elif word not in FILLERS[lang]:
            return None
    return None


def _norms(tokens: Sequence[Token], start: int, end: int) -> list[str]:
    return [token.norm for token in tokens[start:end]]


def _ends(tokens: Sequence[Token], after: int) -> bool:
    return after == len(tokens) or tokens[after].text[0] in _ENDS
