"""What a letter states beside a vague word: the date that «скоро» stands for, the substance of «как договорились».

«Скоро пришлю. Макет будет в среду, 5 мая» is fine; «Тираж в работе. Смету пришлём 5 мая» leaves the print run open. So
a date of another sentence counts only where both speak of one matter.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tonecheck.checks.remedy import find_dates
from tonecheck.model import Span
from tonecheck.places import Ranges

if TYPE_CHECKING:
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
        """A day, an hour or a term that lies ahead: in the same sentence, or in a neighbour on the same matter."""
        number = self._sentence_at(start)
        if self._is_dated(number):
            return True
        matter = self._matter(number, start, end)
        return (self._is_dated(number + 1) and self._is_continued(matter, number + 1)) or (
            self._is_dated(number - 1) and (not matter or bool(matter & self._nouns(number - 1)))
        )

    def has_substance(self, start: int) -> bool:
        """A number, or a colon and what follows it, in the same sentence: «как договорились: двери матовые»."""
        tokens = self._tokens(self._sentence_at(start))
        return any(
            token.kind == "number" or token.text == ":" or _is_quantity(token, before)
            for before, token in itertools.pairwise(tokens)
        )

    @cached_property
    def _dates(self) -> Ranges:
        return Ranges(find_dates(self._document))

    def _sentence_at(self, start: int) -> int:
        """The number of the sentence that holds the code point ``start``."""
        token = bisect_right(self._document.tokens, start, key=lambda token: token.end)
        return self._document.sentence_numbers[token]

    def _tokens(self, number: int) -> tuple[Token, ...]:
        if not 0 <= number < len(self._document.sentences):
            return ()
        sentence = self._document.sentences[number]
        return self._document.tokens[sentence.start : sentence.end]

    def _is_dated(self, number: int) -> bool:
        tokens = self._tokens(number)
        return bool(tokens) and self._dates.touches(tokens[0].start, tokens[-1].end)

    def _matter(self, number: int, start: int, end: int) -> frozenset[str]:
        """What the sentence speaks of, outside of the vague words themselves."""
        return self._nouns(number, Span(start, end))

    def _nouns(self, number: int, without: Span | None = None) -> frozenset[str]:
        return frozenset(
            token.parses[0].lemma
            for token in self._tokens(number)
            if token.parses
            and token.parses[0].pos in ("NOUN", "PROPN")
            and token.parses[0].lemma not in self._wording.idle
            and not token.parses[0].value("NameType")
            and not (without and without.start <= token.start < without.end)
        )

    def _is_continued(self, matter: frozenset[str], number: int) -> bool:
        """The sentence says more of the matter: it names it or points at it, or names none, or promises word."""
        nouns = self._nouns(number)
        if not matter or not nouns or matter & nouns:
            return True
        return any(
            parse.lemma in self._wording.referring or parse.lemma in self._wording.telling
            for token in self._tokens(number)
            for parse in token.parses[:1]
        )


def _is_quantity(token: Token, before: Token) -> bool:
    return token.has(pos="NUM") and token.norm not in UNTOLD and before.norm not in OUT_OF
