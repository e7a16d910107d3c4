"""What a letter states beside a vague word: the date that «скоро» stands for, the substance of «как договорились».

«Скоро пришлю. Макет будет в среду, 5 мая» is fine; «Тираж в работе. Смету пришлём 5 мая» leaves the print run open. So
a date of another sentence counts only where both speak of one matter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tonecheck.checks.remedy import find_dates
from tonecheck.places import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tonecheck.analysis import Document, Token
    from tonecheck.rule import Stated


#: «Один из двух» is a choice, no quantity, and «столько, сколько сказали» is none either.
OUT_OF = frozenset({"из", "з", "із", "зі"})
UNTOLD = frozenset({"сколько", "столько", "несколько", "скільки", "стільки", "кілька", "декілька", "багато", "мало"})


@dataclass(frozen=True, slots=True)
class Wording:
    """What one language calls no matter at all, and how it promises word; lemmas."""

    idle: frozenset[str]  #: nouns that every status uses: «процесс идёт по плану»
    telling: frozenset[str]  #: «завтра до 12:00 напишу»: the next step, whatever the matter
    referring: frozenset[str]  #: pronouns that take up the matter of the sentence before


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDING = {
    "ru": Wording(
        idle=_words(
            "дело работа процесс план время срок вопрос ситуация момент новость ответ результат день час неделя месяц"
            " минута год перспектива будущее возможность оказия режим порядок число январь февраль март апрель май июнь"
            " июль август сентябрь октябрь ноябрь декабрь понедельник вторник среда четверг пятница суббота"
            " воскресенье утро вечер полдень коллега контроль сила график ход заявка"
        ),
        telling=_words(
            "написать сообщить позвонить перезвонить созвониться отписаться отчитаться доложить набрать вернуться связаться"
            " рассказать уведомить информировать"
        ),
        referring=_words("он она оно они это этот"),
    ),
    "uk": Wording(
        idle=_words(
            "справа робота процес план час термін строк питання ситуація момент новина відповідь результат день година"
            " тиждень місяць хвилина рік перспектива майбутнє можливість нагода режим порядок число січень лютий березень"
            " квітень травень червень липень серпень вересень жовтень листопад грудень понеділок вівторок середа четвер"
            " п'ятниця субота неділя ранок вечір полудень колега контроль сила графік хід заявка"
        ),
        telling=_words(
            "написати повідомити подзвонити зателефонувати перетелефонувати передзвонити відписати відписатися"
            " відзвітувати доповісти набрати повернутися зв'язатися розповісти поінформувати"
        ),
        referring=_words("він вона воно вони це цей"),
    ),
}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What one sentence says; places are code points where a noun begins, in order."""

    is_dated: bool
    looks_ahead: bool  #: a future in it, or no verb at all: «Отгрузка 5 мая», not «можно забрать до 19:00»
    has_quantity: bool
    colon: int  #: where the last one stands, -1 where there is none
    continues: bool  #: it names no matter of its own, points at one, or promises word
    matter: tuple[int, ...]  #: all nouns that mean something
    shared_before: tuple[int, ...]  #: those that the sentence before has too
    shared_after: tuple[int, ...]

    @property
    def promises_date(self) -> bool:
        """Its date may be the one that a neighbour lacks."""
        return self.is_dated and self.looks_ahead


class Statements:
    """What one document states, and where; lives as long as the document is looked at."""

    def __init__(self, document: Document) -> None:
        """Nothing is computed before the first question."""
        self._document = document
        self._wording = WORDING[document.lang]

    def silence(self, what: Stated, start: int, end: int) -> bool:
        """Whether a match at ``start``, ``end`` (code points, half-open) has beside it what it lacks."""
        return self.has_date(start, end) if what == "date" else self.has_substance(start)

    def has_date(self, start: int, end: int) -> bool:
        """A day, an hour or a term that lies ahead: in the same sentence, or in a neighbour on the same matter.

        The nouns of the vague words themselves, from ``start`` to ``end``, are no matter.
        """
        number = self._sentence_at(start)
        sentence = self._sentences[number]
        if sentence.is_dated:
            return True
        is_bare = not _has_other(sentence.matter, start, end)
        before, after = self._sentences[max(0, number - 1) : number], self._sentences[number + 1 : number + 2]
        return any(
            other.promises_date and (is_bare or other.continues or _has_other(sentence.shared_after, start, end))
            for other in after
        ) or any(
            other.promises_date and (is_bare or _has_other(sentence.shared_before, start, end)) for other in before
        )

    def has_substance(self, start: int) -> bool:
        """A number in the same sentence, or a colon and what follows it: «как договорились: двери матовые»."""
        sentence = self._sentences[self._sentence_at(start)]
        return sentence.has_quantity or sentence.colon > start

    def _sentence_at(self, start: int) -> int:
        """The number of the sentence that holds the code point ``start``."""
        token = bisect_right(self._document.tokens, start, key=lambda token: token.end)
        return self._document.sentence_numbers[token]

    @cached_property
    def _sentences(self) -> tuple[_Sentence, ...]:
        texts = [self._document.tokens[s.start : s.end] for s in self._document.sentences]
        dates = Ranges(find_dates(self._document))
        nouns = [dict(self._find_nouns(tokens)) for tokens in texts]
        lemmas = [frozenset(), *(frozenset(own.values()) for own in nouns), frozenset()]
        return tuple(
            _Sentence(
                is_dated=dates.touches(tokens[0].start, tokens[-1].end),
                looks_ahead=_looks_ahead(tokens),
                has_quantity=_has_quantity(tokens),
                colon=max((token.start for token in tokens if token.text == ":"), default=-1),
                continues=not own or any(self._takes_up(token) for token in tokens),
                matter=tuple(own),
                shared_before=tuple(at for at, lemma in own.items() if lemma in before),
                shared_after=tuple(at for at, lemma in own.items() if lemma in after),
            )
            for tokens, own, before, after in zip(texts, nouns, lemmas, lemmas[2:], strict=False)
        )

    def _find_nouns(self, tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
        for token in tokens:
            for parse in token.parses[:1]:
                if parse.pos in ("NOUN", "PROPN") and not (
                    parse.lemma in self._wording.idle or parse.value("NameType")
                ):
                    yield token.start, parse.lemma

    def _takes_up(self, token: Token) -> bool:
        return any(
            parse.lemma in self._wording.referring or parse.lemma in self._wording.telling for parse in token.parses[:1]
        )


def _has_other(places: Sequence[int], start: int, end: int) -> bool:
    """One of the places, which are in order, lies outside of ``start``, ``end``."""
    return len(places) > bisect_left(places, end) - bisect_left(places, start)


def _looks_ahead(tokens: Sequence[Token]) -> bool:
    likely = [token.parses[0] for token in tokens if token.parses]
    return any("Tense=Fut" in parse.feats for parse in likely) or not any(parse.pos == "VERB" for parse in likely)


def _has_quantity(tokens: Sequence[Token]) -> bool:
    before = ("", *(token.norm for token in tokens))
    return any(
        token.kind == "number" or (token.has(pos="NUM") and _is_quantity(token.norm, previous))
        for previous, token in zip(before, tokens, strict=False)
    )


def _is_quantity(numeral: str, before: str) -> bool:
    return numeral not in UNTOLD and before not in OUT_OF
