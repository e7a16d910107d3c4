"""Hyphens that the writer left out: «кто то», «что нибудь», «кое кто», «по русски», «во первых», «смотрите ка».

Правила русской орфографии и пунктуации (2006), § 131–133, 142. Ukrainian has its own list («будь який», «по друге») in
uk-sequences.tsv: there the words are not ambiguous.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language.base import words
from tonecheck.spelling.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

RULE = "typos/hyphen"
_WHO = words(
    "кто кого кому кем ком что чего чему чем чем где куда откуда когда как почему зачем отчего сколько "
    "какой какая какое какие какого каких какому каким какую какими каком чей чья чье чьи чьего чьей чьих"
)
_ADVERBS = words(
    "моему твоему своему нашему вашему прежнему другому новому старому разному прошлогоднему хорошему видимому"
)
_SOME = frozenset({"то", "либо", "нибудь"})
_ORDINALS = words("первых вторых третьих четвертых пятых")
_TAKI = words("все так опять довольно прямо верно")
_CLAUSE = 40
_NOMINAL = frozenset({"NOUN", "ADJ", "DET", "NUM"})


def find_particles(document: Document) -> Iterator[Match]:
    """Russian only; see the module."""
    if document.lang != "ru":
        return
    tokens = document.tokens
    for first, second in pairwise(tokens):
        if first.kind != "word" or second.kind != "word" or document.text[first.end : second.start] != " ":
            continue
        following = tokens[second.index + 1] if second.index + 1 < len(tokens) else None
        if _is_one(document, first, second, following):
            hyphenated = f"{first.text}-{second.text}"
            yield Match(RULE, first.start, second.end, (hyphenated,))


def _is_one(document: Document, first: Token, second: Token, following: Token | None) -> bool:
    """The two words are one, written with a hyphen."""
    if first.norm in _WHO:
        return second.norm in _SOME and _is_some(document, first, second, following)
    if first.norm == "по":
        return _manner(document, second, following)
    if first.norm in ("во", "в") and second.norm in _ORDINALS:
        return following is not None and (following.text == "," or not _is_nominal(following))
    if first.norm == "кое":
        return second.norm in _WHO
    if second.norm == "ка":
        return first.has("Mood=Imp") or first.norm in ("ну", "на")
    return second.norm == "таки" and first.norm in _TAKI


def _is_some(document: Document, first: Token, second: Token, following: Token | None) -> bool:
    if second.norm == "либо":
        return not _either(document, first)
    return second.norm == "нибудь" or _means_some(document, first, following)


def _means_some(document: Document, first: Token, following: Token | None) -> bool:
    """«кто то звонил», but not «Скажите, что то решение в силе», «как то: …», «то, что то…»."""
    if following is None or following.text in (":", ",") or following.norm in ("же", "что", "есть", "ли", "самое"):
        return following is not None and following.text == "," and first.norm not in ("что", "как")
    if first.norm in ("что", "как", "чем", "когда", "где", "какое", "сколько", "почему"):
        before = document.tokens[first.index - 1] if first.index else None
        neuter = any(p.pos in _NOMINAL and ("Gender=Neut" in p.feats or p.pos == "DET") for p in following.parses)
        joins = before is not None and before.text == "," and first.norm in ("что", "как", "чем")
        return not neuter and not joins
    return True


def _either(document: Document, first: Token) -> bool:
    """«либо … либо»: a conjunction, not a particle."""
    sentence = document.sentence_of(first.index)
    start, end = max(sentence.start, first.index - _CLAUSE), min(sentence.end, first.index + _CLAUSE)
    return sum(token.norm == "либо" for token in document.tokens[start:end]) > 1


def _manner(document: Document, second: Token, following: Token | None) -> bool:
    """«по русски», «по моему» before no noun; never «по моему мнению», «по новому адресу»."""
    if second.norm.endswith(("ски", "цки")):
        return load_lexicon("ru").in_dictionary(f"по-{second.norm}")
    if second.norm not in _ADVERBS:
        return False
    window = document.tokens[second.index + 1 : second.index + 5]
    return not any(token.has("Case=Dat") and _is_nominal(token) for token in window) and (
        following is None or following.kind != "number"
    )


def _is_nominal(token: Token) -> bool:
    return any(p.pos in _NOMINAL for p in token.parses)
