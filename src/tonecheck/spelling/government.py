"""Forms that exist and do not fit: «согласно приказа», «вопреки ожиданий», «потужній насос», «самий простий».

Only adjacent words are judged, and only where no other reading of them fits. Розенталь «Справочник по правописанию», § 201;
Український правопис (2019), § 100–101 (тверда й м'яка групи).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language.base import words
from tonecheck.spelling.kinds import like
from tonecheck.spelling.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

RULE = "typos/misspelt-phrase"
WORD = "typos/unknown-word"
#: Prepositions of the dative that are often said with a genitive.
_WITH_DATIVE = words("согласно вопреки наперекор благодаря")
#: Adjectives between the preposition and its noun: «согласно вашего последнего письма».
_ADJECTIVES = 2


def find_government(document: Document) -> Iterator[Match]:
    """Russian prepositions of the dative, Ukrainian adjectives of the hard declension and superlatives."""
    if document.lang == "ru":
        for token in document.tokens:
            if token.norm in _WITH_DATIVE:
                yield from _dative(document, token)
        return
    for first, second in pairwise(document.tokens):
        if document.text[first.end : second.start] != " ":
            continue
        if first.norm.endswith("ній"):
            yield from _hard(first, second)
        elif first.norm == "самий":
            yield from _superlative(document, first, second)


def _dative(document: Document, preposition: Token) -> Iterator[Match]:
    """The words up to the noun, all in the genitive and none that could be dative: in the dative."""
    phrase: list[Token] = []
    end = document.sentence_of(preposition.index).end
    for token in document.tokens[preposition.index + 1 : min(end, preposition.index + 2 + _ADJECTIVES)]:
        if token.kind != "word" or not token.has("Case=Gen") or token.has("Case=Dat") or token.has("Case=Acc"):
            return
        phrase.append(token)
        if token.has(pos="NOUN"):
            break
    if not phrase or not phrase[-1].has(pos="NOUN") or document.text[preposition.end : phrase[0].start] != " ":
        return
    mended = [_inflected(token, document.lang) for token in phrase]
    if all(mended):
        text = " ".join((preposition.text, *mended))
        yield Match(RULE, preposition.start, phrase[-1].end, (text,))


def _inflected(token: Token, lang: str) -> str:
    """The word in the dative, number and gender kept; «» where the dictionary has none."""
    morphology = load_lexicon(lang).morphology
    for parse in token.parses:
        if "Case=Gen" in parse.feats:
            kept = [feat for feat in parse.feats if feat.startswith(("Number=", "Gender="))]
            found = morphology.inflect(token.norm, parse, "Case=Dat", *kept)
            return like(token.text, found) if found else ""
    return ""


def _hard(adjective: Token, noun: Token) -> Iterator[Match]:
    """«потужній насос»: a feminine dative before a masculine noun was meant as «потужний»."""
    meant = adjective.norm[:-2] + "ий"
    feminine = all(p.pos == "ADJ" and "Gender=Fem" in p.feats for p in adjective.parses)
    masculine = noun.has("Gender=Masc", "Number=Sing", "Case=Nom", pos="NOUN") and not noun.has("Gender=Fem")
    if adjective.parses and feminine and masculine and load_lexicon("uk").in_dictionary(meant):
        yield Match(WORD, adjective.start, adjective.end, (like(adjective.text, meant),))


def _superlative(document: Document, first: Token, adjective: Token) -> Iterator[Match]:
    """«самий простий спосіб» → «найпростіший», but not «той самий простий спосіб» nor «самий текст»."""
    before = document.tokens[first.index - 1] if first.index else None
    if before is not None and before.has(pos="DET"):
        return
    if not adjective.has("Case=Nom", "Gender=Masc", pos="ADJ") or adjective.has(pos="NOUN"):
        return
    possible = (f"най{adjective.norm[:-2]}{ending}" for ending in ("іший", "ший"))
    known = tuple(like(first.text, word) for word in possible if load_lexicon("uk").in_dictionary(word))
    if known:
        yield Match(RULE, first.start, adjective.end, known)
