"""A promise that waits for something without a date: «пришлём, когда освободится окошко», «щойно зможемо».

A condition that the client can meet («как только вы одобрите тариф», «щойно надійде оплата») is a next step and fine, and so
is anything with a day or an hour beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.checks.stated import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token

RULE = "vagueness/waiting-for-something"
CLAUSE_ENDS = frozenset(",;:—–()…?!.")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language says «as soon as»; forms in ``openers``, lemmas otherwise."""

    openers: tuple[tuple[str, ...], ...]  #: the longest first
    client: frozenset[str]  #: whose turn it is if they stand in the condition
    telling: frozenset[str]  #: «напишем, когда груз прибудет»: word is promised, not the deed


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDING = {
    "ru": Wording(
        openers=(("как", "только"), ("лишь", "только"), ("едва", "только"), ("после", "того", "как"), ("когда",)),
        client=_words(
            "вы ваш оплата предоплата аванс платеж поступление подпись согласование подтверждение согласие решение запрос"
            " заявка договор клиент заказчик деньги оплатить утвердить подписать согласовать подтвердить одобрить"
        ),
        telling=_words("сообщить написать позвонить перезвонить набрать уведомить напомнить известить рассказать"),
    ),
    "uk": Wording(
        openers=(
            ("як", "тільки"),
            ("лиш", "тільки"),
            ("після", "того", "як"),
            ("тільки-но",),
            ("щойно",),
            ("коли",),
        ),
        client=_words(
            "ви ваш оплата передоплата аванс платіж надходження підпис погодження підтвердження згода рішення запит заявка"
            " договір клієнт замовник гроші оплатити затвердити підписати погодити підтвердити схвалити"
        ),
        telling=_words(
            "повідомити написати подзвонити зателефонувати передзвонити набрати сповістити нагадати розповісти"
        ),
    ),
}


def check(document: Document, context: Context) -> Iterator[Match]:
    """Conditions without a date on which a promise hangs, from their first word to their last."""
    del context  # the same in a subject and in a body
    statements = Statements(document)
    wording = WORDING[document.lang]
    for sentence in document.sentences:
        clauses = _split(document.tokens[sentence.start : sentence.end])
        for number, clause in enumerate(clauses):
            opener = _find_opener(clause, wording)
            condition = clause[opener:]
            if opener < 0 or not _is_open(condition, wording):
                continue
            before, after = clauses[max(0, number - 1) : number], clauses[number + 1 : number + 2]
            beside = [token for other in (*before, *after) for token in other] + clause[:opener]
            start, end = condition[0].start, condition[-1].end
            if _is_promise(beside, wording) and not statements.has_date(start, end):
                yield Match(RULE, start, end)


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in CLAUSE_ENDS:
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]


def _find_opener(clause: Sequence[Token], wording: Wording) -> int:
    """Where «как только» stands at the head of a clause («А как только …»), -1 where there is none."""
    norms = [token.norm for token in clause[:4]]
    for at in (0, 1):
        if any(tuple(norms[at : at + len(opener)]) == opener for opener in wording.openers):
            return at
    return -1


def _is_open(condition: Sequence[Token], wording: Wording) -> bool:
    """Something will happen or be possible, nobody says when, and the client has no hand in it."""
    if any(token.kind == "number" or token.has("Person=2") for token in condition):
        return False
    if any(parse.lemma in wording.client for token in condition for parse in token.parses):
        return False
    return any(_is_future(token) for token in condition)


def _is_promise(beside: Sequence[Token], wording: Wording) -> bool:
    """We or our people will do it; not «напишите, когда сможете», not «сообщим, когда груз прибудет»."""
    if any(token.has("Mood=Imp") and not token.has("Mood=Ind") for token in beside):
        return False
    deeds = [token for token in beside if _is_future(token)]
    return bool(deeds) and not any(_is_one_of(token, wording.telling) for token in deeds)


def _is_one_of(token: Token, lemmas: frozenset[str]) -> bool:
    return bool(token.parses) and token.parses[0].lemma in lemmas


def _is_future(token: Token) -> bool:
    """Its likeliest analysis is a future, or any is one of ours: «заменим» may be an adjective, but hardly is."""
    return token.has("Tense=Fut", "Person=1", "Number=Plur") or any("Tense=Fut" in p.feats for p in token.parses[:1])
