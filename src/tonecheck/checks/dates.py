"""Dates that cannot be: «в среду, 5 мая 2026 года» (a Tuesday), «31 июня», «в 25:70».

A weekday is held against a date only where both stand together and the year is known: written, or settled by the Date: header
for dates less than five months away.
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document

OTHER_WEEKDAY = "inconsistency/other-weekday"
IMPOSSIBLE = "inconsistency/impossible-date"
#: Farther from the Date: header the year is anybody's guess.
NEAR_DAYS = 150
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one language writes dates. ``weekdays`` from Monday, forms as regular expressions; ``names`` the nominatives."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short: tuple[str, ...]
    names: tuple[str, ...]
    year: str
    at: str  #: prepositions before an hour
    weekday_message: str
    leap_message: str
    date_message: str
    time_message: str


CALENDARS = {
    "ru": Calendar(
        months=tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()),  # noqa: SIM905
        weekdays=(
            r"понедельник[ау]?",
            r"вторник[ау]?",
            r"сред[ауые]",
            r"четверг[ау]?",
            r"пятниц[ауые]",
            r"суббот[ауые]",
            r"воскресень[еяю]",
        ),
        short=("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
        names=("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
        year=r"г\.|года?|год",
        at="в|во|до|к|с|со",
        weekday_message="{date} — {weekday}. Проверьте день недели или число.",
        leap_message="Такого числа нет: в {year} году в феврале 28 дней.",
        date_message="Такого числа нет: в этом месяце дней: {days}.",
        time_message="Такого времени нет. Проверьте часы и минуты.",
    ),
    "uk": Calendar(
        months=tuple(
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()  # noqa: SIM905
        ),
        weekdays=(
            r"понеділ(?:ок|ка|ку)",
            r"вівтор(?:ок|ка|ку)",
            r"серед[ауи]|середі",
            r"четвер(?:га|гу)?",
            r"п['’ʼ]ятниц[яюі]",
            r"субот[ауиі]",
            r"неділ[яюі]",
        ),
        short=("пн", "вт", "ср", "чт", "пт", "сб", "нд"),
        names=("понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя"),
        year=r"р\.|року|рік",
        at="о|об|до|з|із|від|після|в|у",
        weekday_message="{date} — {weekday}. Перевірте день тижня або число.",
        leap_message="Такого числа немає: у {year} році в лютому 28 днів.",
        date_message="Такого числа немає: у цьому місяці днів: {days}.",
        time_message="Такого часу немає. Перевірте години й хвилини.",
    ),
}


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled forms of one language; groups «day», «month» or «number», «year», «weekday»."""

    date: re.Pattern[str]
    weekday_first: re.Pattern[str]
    weekday_last: re.Pattern[str]
    time: re.Pattern[str]


def _compile(calendar: Calendar) -> Patterns:
    month = "|".join(calendar.months)
    year = rf"(?:\s+(?P<year>(?:19|20)\d\d)\b(?:\s?(?:{calendar.year}))?)?"
    written = rf"(?P<day>\d{{1,2}})(?:-?го|-?е|-?те|-?ого)?\s+(?P<month>{month})\b{year}"
    number = r"(?P<dd>\d{1,2})\.(?P<mm>\d{1,2})(?:\.(?P<yyyy>(?:19|20)\d\d))?(?![\d.]\d|\d)"
    any_date = rf"(?:{written}|{number})"
    weekday = "|".join(f"(?:{form})" for form in calendar.weekdays)
    nominative = "|".join((*(name.replace("'", "['’ʼ]") for name in calendar.names), *calendar.short))
    flags = re.IGNORECASE
    return Patterns(
        date=re.compile(rf"(?<![\d.,/№])(?<!№\s)(?:{written}|{number.replace('))?(?!', '))(?!')})", flags),
        weekday_first=re.compile(rf"\b(?P<weekday>{weekday})(?:,\s|\s\(|\s)\s?(?:числа\s)?{any_date}", flags),
        weekday_last=re.compile(rf"(?<![\d.,/№])\b{any_date}(?:,\s|\s?\(|\s)(?P<weekday>{nominative})\b", flags),
        time=re.compile(rf"\b(?:{calendar.at})\s(?P<time>(?P<hour>\d{{1,2}}):(?P<minute>\d\d))(?![\d:])", flags),
    )


PATTERNS = {lang: _compile(calendar) for lang, calendar in CALENDARS.items()}


def check(document: Document, context: Context) -> Iterator[Match]:
    """Dates and hours that do not exist, and weekdays that do not fall on their dates."""
    sent = _read_sent(context)
    patterns, calendar = PATTERNS[document.lang], CALENDARS[document.lang]
    text = document.text
    for found in patterns.date.finditer(text):
        message = _find_impossible(found, calendar)
        if message and not (
            text[found.start() - 1 : found.start()] == "«" and text[found.end() : found.end() + 1] == "»"
        ):
            yield Match(IMPOSSIBLE, found.start(), found.end(), message=message)
    for found in patterns.time.finditer(text):
        hour, minute = int(found["hour"]), int(found["minute"])
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            yield Match(IMPOSSIBLE, found.start("time"), found.end("time"), message=calendar.time_message)
    taken: set[int] = set()
    for pattern in (patterns.weekday_first, patterns.weekday_last):
        for found in pattern.finditer(text):
            day = _read_day(found, calendar, sent)
            if day is None or found.end() in taken or found.start() in taken:
                continue
            taken |= {found.start(), found.end()}
            if day.weekday() != _read_weekday(found["weekday"], calendar):
                shown = f"{day.day} {calendar.months[day.month - 1]} {day.year}"
                message = calendar.weekday_message.format(date=shown, weekday=calendar.names[day.weekday()])
                closed = "(" in found[0] and text[found.end() : found.end() + 1] == ")"
                yield Match(OTHER_WEEKDAY, found.start(), found.end() + closed, message=message)


def _read_sent(context: Context) -> date | None:
    """The day of the Date: header."""
    if context.message is None or context.message.headers is None:
        return None
    try:
        return parsedate_to_datetime(context.message.headers.date).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _numbers(found: re.Match[str], calendar: Calendar) -> tuple[int, int, int | None]:
    """Day, month, and the year where it is written."""
    if found["month"]:
        month = calendar.months.index(found["month"].lower()) + 1
        return int(found["day"]), month, int(found["year"]) if found["year"] else None
    return int(found["dd"]), int(found["mm"]), int(found["yyyy"]) if found["yyyy"] else None


def _find_impossible(found: re.Match[str], calendar: Calendar) -> str | None:
    """What to say of a date that no calendar has; None for one that may be."""
    day, month, year = _numbers(found, calendar)
    if not 1 <= month <= len(DAYS):
        # «05.31.2026» is the American order, and no more than odd
        return None if 1 <= day <= len(DAYS) else calendar.date_message.format(days=DAYS[-1])
    if day == 0 or day > DAYS[month - 1]:
        return calendar.date_message.format(days=DAYS[month - 1])
    if day == DAYS[1] and month == 2 and year and not isleap(year):
        return calendar.leap_message.format(year=year)
    return None


def _read_day(found: re.Match[str], calendar: Calendar, sent: date | None) -> date | None:
    """The day that is meant; None where the year is not known or the day does not exist."""
    day, month, year = _numbers(found, calendar)
    years = (year,) if year else (sent.year - 1, sent.year, sent.year + 1) if sent else ()
    days = [made for y in years if (made := _make(y, month, day))]
    if year or not sent:
        return days[0] if days else None
    near = [made for made in days if abs((made - sent).days) <= NEAR_DAYS]
    return near[0] if near else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_weekday(word: str, calendar: Calendar) -> int:
    """The number of a weekday, from Monday."""
    lowered = word.lower()
    if lowered in calendar.short:
        return calendar.short.index(lowered)
    return next(n for n, form in enumerate(calendar.weekdays) if re.fullmatch(form, lowered))
