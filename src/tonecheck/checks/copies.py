"""A strategic letter without the house's managers in copy; silent until ``[copy] managers`` names some.

Strategic are contracts, invoices, claims, deadlines that move, and cancellations. In the subject the word is enough; in the
text a contract or an invoice must be what the letter is about («направляем договор», not «по договору»).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context, Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token

RULE = "missing-copy/no-manager"
MESSAGES = {
    "ru": "Важное письмо уходит без копии руководству. Поставьте в копию: {managers}.",
    "uk": "Важливий лист іде без копії керівництву. Поставте в копію: {managers}.",
}
#: Tokens of a sentence that are looked at: a bound, so that time stays linear.
LONGEST = 120
#: Tokens between a verb and what it moves: «переносим из-за погоды срок».
REACH = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """What one language calls strategic; lemmas."""

    papers: frozenset[str]  #: strategic with an act beside them, and always in a subject
    grave: frozenset[str]  #: strategic wherever they stand
    acts: frozenset[str]
    governors: frozenset[str]  #: «по договору» refers to it and no more
    moves: frozenset[str]  #: what happens to a date or an order
    moved: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDING = {
    "ru": Wording(
        papers=_words("договор контракт допсоглашение соглашение счет счет-фактура инвойс"),
        grave=_words("претензия рекламация расторжение неустойка штраф пеня иск аннулирование"),
        acts=_words(
            "направлять направить высылать выслать отправлять отправить выставить выставлять прикладывать прилагать"
            " прикрепить приложить подписать подписывать подписание заключить заключать расторгнуть расторгать изменить"
            " продлить продлевать согласовать утвердить вложение подготовить оплатить"
        ),
        governors=_words("по согласно в из к от с при для"),
        moves=_words(
            "перенести переносить перенос переноситься сдвинуть сдвигать сдвигаться сдвинуться сдвиг отменить отменять"
            " отмена отменяться отложить аннулировать расторгнуть расторгать прекратить"
        ),
        moved=_words(
            "срок дедлайн дата отгрузка поставка доставка монтаж сдача запуск заказ договор контракт бронь бронирование"
        ),
    ),
    "uk": Wording(
        papers=_words("договір контракт угода рахунок рахунок-фактура інвойс"),
        grave=_words("претензія рекламація розірвання неустойка штраф пеня позов анулювання"),
        acts=_words(
            "надсилати надіслати висилати вислати відправляти відправити виставити виставляти додавати долучати прикріпити"
            " долучити підписати підписувати підписання укласти укладати розірвати розривати змінити продовжити"
            " погодити затвердити вкладення підготувати оплатити сплатити"
        ),
        governors=_words("за згідно у в із з до від при для"),
        moves=_words(
            "перенести переносити перенесення переноситися зсунути зсувати зсуватися зсунутися зсув скасувати"
            " скасовувати скасування скасовуватися відкласти анулювати розірвати розривати припинити"
        ),
        moved=_words(
            "строк термін дедлайн дата відвантаження поставка доставка монтаж здача запуск замовлення договір контракт"
            " бронь бронювання"
        ),
    ),
}


def check(document: Document, context: Context) -> Iterator[Match]:
    """The first word that makes the letter strategic, where no manager gets it."""
    message, settings = context.message, context.settings
    if not settings.managers or context.kind == "template" or message is None or message.headers is None:
        return
    headers = message.headers
    managers = {address.casefold() for address in settings.managers}
    readers = {address.casefold() for _, address in (*headers.to, *headers.cc, *headers.bcc)}
    if managers & (readers | {headers.sender.casefold()}):
        return
    is_subject = context.scope == "subject"
    if not is_subject and _find_topic(analyse(headers.subject, document.lang), settings.topics, is_subject=True):
        return  # it is said at the subject
    if topic := _find_topic(document, settings.topics, is_subject=is_subject):
        first, last = topic
        text = MESSAGES[document.lang].format(managers=", ".join(settings.managers))
        yield Match(RULE, first.start, last.end, message=text)


def _find_topic(document: Document, topics: Sequence[str], *, is_subject: bool) -> tuple[Token, Token] | None:
    """The first strategic words, as their first and last token."""
    houses = [_lemmas(topic, document.lang) for topic in topics]
    for sentence in document.sentences:
        tokens = document.tokens[sentence.start : min(sentence.end, sentence.start + LONGEST)]
        found = _find_houses(tokens, houses) if houses else _find_built_in(tokens, document.lang, is_subject=is_subject)
        if found:
            return found
    return None


def _lemmas(topic: str, lang: str) -> list[frozenset[str]]:
    """For each word of a topic of the house's own its form and its lemmas."""
    return [
        frozenset((token.norm, *(parse.lemma for parse in token.parses)))
        for token in analyse(topic, lang).tokens
        if token.is_word
    ]


def _find_houses(tokens: Sequence[Token], houses: Sequence[list[frozenset[str]]]) -> tuple[Token, Token] | None:
    for at in range(len(tokens)):
        for topic in houses:
            here = tokens[at : at + len(topic)]
            if len(here) == len(topic) > 0 and all(_is(t, words) for t, words in zip(here, topic, strict=True)):
                return here[0], here[-1]
    return None


def _find_built_in(tokens: Sequence[Token], lang: str, *, is_subject: bool) -> tuple[Token, Token] | None:
    wording = WORDING[lang]
    acts = is_subject or any(_is(token, wording.acts) for token in tokens)
    for at, token in enumerate(tokens):
        if _is(token, wording.grave) or (
            acts and _is(token, wording.papers) and (is_subject or not _is_governed(tokens, at, wording))
        ):
            return token, token
        if _is(token, wording.moves):
            for other in tokens[max(0, at - REACH) : at + 1 + REACH]:
                if _is(other, wording.moved):
                    return (token, other) if token.index < other.index else (other, token)
    return None


def _is_governed(tokens: Sequence[Token], at: int, wording: Wording) -> bool:
    """A preposition stands before the noun and its attributes: «по нашему договору»."""
    at -= 1
    while at >= 0 and (tokens[at].has(pos="ADJ") or tokens[at].has(pos="DET")):
        at -= 1
    return at >= 0 and tokens[at].norm in wording.governors


def _is(token: Token, lemmas: frozenset[str]) -> bool:
    return token.norm in lemmas or any(parse.lemma in lemmas for parse in token.parses)
