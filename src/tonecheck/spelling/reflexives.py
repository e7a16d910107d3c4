"""-тся and -ться: «заказ переноситься на среду», «могут подключится».

Both words exist, so only grammar tells: an infinitive needs a word that governs it, a finite verb needs none.
Ukrainian writes -ться in both (Правопис 2019, § 113), so there the slip is an unknown word («комплектуєтся»).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language.base import words
from tonecheck.spelling.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token

RULE = "typos/tsya"
#: Lemmas after which an infinitive stands, and never a finite verb without a comma between.
_GOVERN = words(
    "мочь смочь хотеть захотеть должный надо нужно можно нельзя необходимо следовать стать начать начинать продолжать "
    "решить планировать предлагать предложить просить попросить рекомендовать советовать позволять позволить помочь помогать успеть успевать "
    "готовый обязать обязанный рад удаться удаваться прийтись приходиться придтись собираться постараться стараться пытаться попытаться "
    "разрешить разрешать запретить мешать любить бояться хотеться пора уметь намерить намеренный перестать прекратить невозможно "
    "возможность необходимость право желание решение попытка способ время готовность вынудить вынужденный способный"
)
#: Of these, forms that may also open a clause of their own: «Рекомендации: …», «в это время готовится».
_LOOSE = words("время решение право стать следовать помочь рад способ начать")
_CLAUSE = 40
_SKIP = words(
    "не бы ли же уже ещё еще все всё вам вас нам нас им их его ее её сразу быстро также теперь сегодня завтра"
)


def find_reflexives(document: Document) -> Iterator[Match]:
    """Russian only; see the module."""
    if document.lang != "ru":
        return
    lexicon = load_lexicon("ru")
    for token in document.tokens:
        if token.kind != "word" or not token.norm.endswith(("тся", "ться")):
            continue
        infinitive = token.norm.endswith("ться")
        other = token.norm[:-3] + "ся" if infinitive else token.norm[:-2] + "ься"
        if not lexicon.in_dictionary(other) or not lexicon.in_dictionary(token.norm):
            continue
        if _governed(document, token) if not infinitive else _finite_here(document, token):
            meant = token.text[:-3] + "ся" if infinitive else token.text[:-2] + "ься"
            yield Match(RULE, token.start, token.end, (meant,))


def _clause(document: Document, token: Token) -> tuple[Sequence[Token], Sequence[Token]]:
    """The words before and after the token, up to the next sign of punctuation or as far as a clause reaches."""
    sentence = document.sentence_of(token.index)
    first, last = max(sentence.start, token.index - _CLAUSE), min(sentence.end, token.index + _CLAUSE)
    start, end = token.index, token.index + 1
    while start > first and document.tokens[start - 1].is_word:
        start -= 1
    while end < last and document.tokens[end].is_word:
        end += 1
    return document.tokens[start : token.index], document.tokens[token.index + 1 : end]


def _governed(document: Document, token: Token) -> bool:
    """A word that governs an infinitive stands right before, but for particles and pronouns: «могут подключится»."""
    before, _ = _clause(document, token)
    for word in reversed(before[-5:]):
        if any(p.lemma in _GOVERN and p.lemma not in _LOOSE for p in word.parses):
            return not word.has("VerbForm=Part")
        if _future(word):
            return True
        if word.norm not in _SKIP and not _adverb(word):
            return False
    return False


def _future(word: Token) -> bool:
    """«будет выставлятся»: «быть» in the future governs an imperfective infinitive."""
    return any(p.lemma == "быть" and "Tense=Fut" in p.feats for p in word.parses)


def _adverb(word: Token) -> bool:
    return bool(word.parses) and all(p.pos == "ADV" for p in word.parses)


def _finite_here(document: Document, token: Token) -> bool:
    """A third person in the nominative right before, and nothing in the clause that could govern an infinitive."""
    before, after = _clause(document, token)
    while before and (
        before[-1].norm in ("не", "уже", "еще", "также", "обычно", "сейчас", "теперь") or _adverb(before[-1])
    ):
        before = before[:-1]
    if not before:
        return False
    subject = before[-1]
    nominative = any(
        "Case=Nom" in p.feats
        and (
            p.pos == "NOUN"
            or (p.pos == "PRON" and ("Person=3" in p.feats or p.lemma in ("это", "что", "который", "кто")))
        )
        for p in subject.parses[:2]
    )
    if not nominative or any(map(_may_govern, (*before, *after))):
        return False
    sentence = document.sentence_of(token.index)
    opening = document.tokens[max(sentence.start, token.index - 6) : token.index]
    return not any(
        t.norm
        in ("чтобы", "чтоб", "если", "как", "или", "и", "–", "—", "-", "где", "куда", "когда", "чем", "прежде", "перед")
        for t in opening
    )


def _may_govern(word: Token) -> bool:
    return any(
        "VerbForm=Fin" in p.feats
        or "VerbForm=Inf" in p.feats
        or "Variant=Short" in p.feats
        or p.lemma in _GOVERN
        or p.lemma in ("быть", "бы")
        for p in word.parses
    )
