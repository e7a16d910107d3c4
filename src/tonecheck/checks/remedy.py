"""Where a letter says what will be done: a new date, a replacement, a discount, somebody who takes over.

«Станок остановлен на замену подшипника, ваш заказ отгрузим 21-го числа» gives a cause and a remedy: no excuse. What counts
is what lies ahead of the client; «договорились на 21-е, но был завал» names a date, and it has passed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

#: What parts the clauses of a sentence, as far as signs do it.
CLAUSE_SIGNS = frozenset(",;:—–()…")
CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?")
ORDINAL = re.compile(r"\d{1,2}-(?:го|е|му|ого|те|те|та)")
#: «За 5 рабочих дней», «через две недели»: how far a term may stand from its number.
TERM_REACH = 2
#: Sentences before and after a cause in which its remedy may stand.
BEFORE, AFTER = 1, 2


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language names times and amends; lemmas, where not said otherwise."""

    dates: frozenset[str]  #: what makes a date or an hour of the number before it
    days: frozenset[str]  #: days of the week, tomorrow: they need a verb that looks ahead
    terms: frozenset[str]  #: what makes a term of a number or of «через», and needs such a verb too
    moved: frozenset[str]  #: what has been done to a date, and the date still lies ahead
    amends: frozenset[str]  #: «заменим», «заменили», «заменён»: the house makes good
    substitutes: frozenset[str]  #: «главу закончит Ольга»: somebody else takes over
    gifts: frozenset[str]  #: nouns and adverbs that are a remedy by themselves
    denials: frozenset[str]  #: forms: «компенсации не будет»


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDING = {
    "ru": Wording(
        dates=_words(
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь число утро вечер ночь"
        ),
        terms=_words("минута час день сутки неделя месяц"),
        days=_words("понедельник вторник среда четверг пятница суббота воскресенье завтра послезавтра сегодня полдень"),
        moved=_words("перенести переносить сдвинуть сдвигать назначить продлить отложить"),
        amends=_words(
            "заменить заменять подменить переделать переделывать перепечатать переписать перевыпустить переслать"
            " исправить исправлять устранить компенсировать возместить вернуть возвращать пересчитать снизить вычесть"
            " предложить предлагать подобрать доукомплектовать восстановить поднять запустить починить"
        ),
        substitutes=_words(
            "заменить заменять подменить закончить завершить заняться продолжить помочь принять ответить отвечать"
            " вести провести"
        ),
        gifts=_words("скидка компенсация неустойка взамен бесплатно"),
        denials=_words("не нет без"),
    ),
    "uk": Wording(
        dates=_words(
            "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень число ранок"
            " вечір ніч"
        ),
        terms=_words("хвилина година день доба тиждень місяць"),
        days=_words("понеділок вівторок середа четвер п'ятниця субота неділя завтра післязавтра сьогодні полудень"),
        moved=_words("перенести переносити переноситися зсунути зсувати призначити продовжити відкласти"),
        amends=_words(
            "замінити замінювати підмінити переробити переробляти передрукувати переписати перевипустити переслати"
            " виправити виправляти усунути компенсувати відшкодувати повернути повертати перерахувати знизити"
            " вирахувати пропонувати запропонувати підібрати доукомплектувати відновити підняти піднятий запустити полагодити"
        ),
        substitutes=_words(
            "замінити замінювати підмінити закінчити завершити зайнятися продовжити допомогти прийняти відповісти"
            " відповідати вести провести"
        ),
        gifts=_words("знижка компенсація неустойка натомість навзамін безкоштовно безплатно"),
        denials=_words("не немає нема без"),
    ),
}


def find_remedies(document: Document) -> tuple[Span, ...]:
    """Places of the text (code points, half-open, in order) that say what the client gets, and when."""
    wording = WORDING[document.lang]
    return tuple(
        Span(clause[0].start, clause[-1].end)
        for clause in _clauses(document)
        if _is_dated(clause, wording, document.dated) or _makes_good(clause, wording)
    )


def find_dates(document: Document) -> tuple[Span, ...]:
    """Clauses (code points, half-open, in order) that name a day, an hour or a term which lies ahead."""
    wording = WORDING[document.lang]
    return tuple(
        Span(clause[0].start, clause[-1].end)
        for clause in _clauses(document)
        if _is_dated(clause, wording, document.dated)
    )


def near(document: Document, at: int) -> tuple[int, int]:
    """Where a remedy for what stands at code point ``at`` would be: its sentence, the one before and two after."""
    number = bisect_right(document.sentences, at, key=lambda s: document.tokens[s.start].start) - 1
    first = document.sentences[max(0, number - BEFORE)]
    last = document.sentences[min(len(document.sentences) - 1, number + AFTER)]
    return document.tokens[first.start].start, document.tokens[last.end - 1].end


def _clauses(document: Document) -> Iterator[list[Token]]:
    for sentence in document.sentences:
        clause: list[Token] = []
        for token in document.tokens[sentence.start : sentence.end]:
            if token.text not in CLAUSE_SIGNS:
                clause.append(token)
            elif clause:
                yield clause
                clause = []
        if clause:
            yield clause


def _is_dated(clause: list[Token], wording: Wording, dated: frozenset[int]) -> bool:
    """A time in it, and nothing that puts it into the past; ``dated`` are the holes that a time will fill."""
    exact = any(token.index in dated or _is_date(clause, i, wording) for i, token in enumerate(clause))
    if not exact and not any(_is_near_time(clause, i, wording) for i in range(len(clause))):
        return False
    if any(_is_certainly(token, "Tense=Fut") for token in clause):
        return True
    if any(_is_certainly(token, "Tense=Past") and not _is_one_of(token, wording.moved) for token in clause):
        return False
    return exact or any(token.has("Tense=Pres", "Person=1") for token in clause)


def _is_date(clause: list[Token], i: int, wording: Wording) -> bool:
    """«21-го», «15:00», «3 июня», «8 утра»."""
    token = clause[i]
    if ORDINAL.fullmatch(token.norm) or CLOCK.fullmatch(token.text):
        return True
    after = clause[i + 1 : i + 2]
    return _is_number(token) and any(_is_one_of(unit, wording.dates) for unit in after)


def _is_near_time(clause: list[Token], i: int, wording: Wording) -> bool:
    """«Завтра», «в пятницу», «за 5 рабочих дней», «через неделю»."""
    token = clause[i]
    if token.norm == "через" or _is_number(token):
        return any(_is_one_of(unit, wording.terms) for unit in clause[i + 1 : i + 1 + TERM_REACH])
    return _is_one_of(token, wording.days)


def _is_number(token: Token) -> bool:
    """Before «дней» or «мая» a hole is a number too."""
    return token.kind in ("number", "hole") or token.has(pos="NUM")


def _makes_good(clause: list[Token], wording: Wording) -> bool:
    """«Заменим», «скидка 5 %», «главу закончит Ольга», and nothing that denies it."""
    if any(token.norm in wording.denials for token in clause):
        return False
    return any(
        _is_one_of(token, wording.gifts)
        or (_is_one_of(token, wording.amends) and not (token.has("VerbForm=Inf") or token.has("Person=2")))
        or (_is_one_of(token, wording.substitutes) and token.has("Tense=Fut", "Person=3"))
        for token in clause
    )


def _is_one_of(token: Token, lemmas: frozenset[str]) -> bool:
    return any(parse.lemma in lemmas for parse in token.parses)


def _is_certainly(token: Token, feature: str) -> bool:
    """The likeliest analysis has it: «встречу» may be a future, but is a meeting."""
    return bool(token.parses) and feature in token.parses[0].feats
