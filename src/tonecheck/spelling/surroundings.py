"""Does a word fit between its neighbours? Agreement and government, as far as adjacent words tell.

«по домашнем заданиям» lets «домашним» win, «она сделлала» asks for a feminine. Only counts are returned: how much they weigh is
the ranker's matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.language import find_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.analysis import Document, Token
    from tonecheck.language.morphology import Parse


def neighbours(document: Document, token: Token) -> tuple[Token | None, Token | None]:
    """The words right before and after, in the same sentence, with nothing but blanks between."""
    return _beside(document, token, -1), _beside(document, token, 1)


def _beside(document: Document, token: Token, step: int) -> Token | None:
    at = token.index + step
    if not 0 <= at < len(document.tokens) or document.sentence_numbers[at] != document.sentence_numbers[token.index]:
        return None
    other = document.tokens[at]
    return other if other.kind == "word" and other.parses else None


def fit(lang: str, parses: Sequence[Parse], left: Token | None, right: Token | None) -> dict[str, float]:
    """Which ties a word with these analyses has to its neighbours («agrees»), and which it breaks («clashes», «ungoverned»)."""
    found: dict[str, float] = {}
    if left is not None:
        cases = find_language(lang).syntax.prepositions.get(left.norm)
        if cases is not None:
            if not any(p.value("Case") in cases for p in parses):
                found["ungoverned"] = 1.0
        else:
            judge(found, left.parses, parses)
    if right is not None:
        judge(found, parses, right.parses)
    return found


def judge(found: dict[str, float], first: Sequence[Parse], second: Sequence[Parse]) -> None:
    """Two words in a row that could agree: an adjective before its noun, a pronoun before its verb."""
    pairs = [(a, b) for a in first for b in second if _may_agree(a, b)]
    if not pairs:
        return
    if any(_agree(a, b) for a, b in pairs):
        found["agrees"] = found.get("agrees", 0.0) + 1.0
    elif len(pairs) == len(first) * len(second):
        found["clashes"] = found.get("clashes", 0.0) + 1.0


def _may_agree(first: Parse, second: Parse) -> bool:
    if _is_attribute(first):
        return second.pos in ("NOUN", "PROPN")
    return _is_subject(first) and "VerbForm=Fin" in second.feats


def _is_attribute(parse: Parse) -> bool:
    return "Case=" in "".join(parse.feats) and (parse.pos in ("ADJ", "DET") or "VerbForm=Part" in parse.feats)


def _is_subject(parse: Parse) -> bool:
    return parse.pos in ("PRON", "NOUN", "PROPN") and "Case=Nom" in parse.feats


def _agree(first: Parse, second: Parse) -> bool:
    names = ("Case", "Number", "Gender") if _is_attribute(first) else ("Number", "Gender", "Person")
    for name in names:
        a, b = first.value(name), second.value(name)
        if name == "Person" and first.pos != "PRON":
            a = "3"
        if a and b and a != b:
            return False
    return True
