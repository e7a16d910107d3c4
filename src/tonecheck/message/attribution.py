"""Where somebody else's letter begins: the lines that mail programs put above a quoted or forwarded one.

Attributions of one to three lines («12 мая 2025 г., в 10:14, Имя <…> написал(а):», «… пише:», «On … wrote:»), header
blocks («От: / Отправлено: / Кому: / Тема:», «Від: / Надіслано: / Кому: / Тема:»), and markers («-----Исходное
сообщение-----», «Початок пересланого повідомлення:»). The forms are those of Gmail, Outlook, Apple Mail, Thunderbird,
The Bat, mail.ru, Yandex, Rambler, ukr.net and i.ua, with a Russian, a Ukrainian or an English face.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.message.lines import Line

_MONTHS_RU = "янв(?:аря)?|фев(?:р(?:аля)?)?|мар(?:та)?|апр(?:еля)?|мая|июня?|июля?|авг(?:уста)?|сен(?:т(?:ября)?)?|окт(?:ября)?|ноя(?:б(?:ря)?)?|дек(?:абря)?"
_MONTHS_UK = "січ(?:ня)?|лют(?:ого)?|бер(?:ез(?:ня)?)?|квіт?(?:ня)?|трав?(?:ня)?|черв?(?:ня)?|лип(?:ня)?|серп?(?:ня)?|вер(?:ес(?:ня)?)?|жовт?(?:ня)?|лист(?:оп(?:ада)?)?|груд?(?:ня)?"
_MONTHS_EN = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_MONTH = rf"(?:{_MONTHS_RU}|{_MONTHS_UK}|{_MONTHS_EN})"
_WEEKDAY = (
    r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя|пн|вт|ср|чт|пт|сб|вс|нд"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)"
)
_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:-?го)?\s{_MONTH}\b|{_MONTH}\.?\s\d{{1,2}}\b)",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"\b\d{1,2}:\d\d\b")
_ADDRESS: Final = re.compile(r"[<(\[](?:mailto:)?[^\s<>()\[\]@]{1,80}@[^\s<>()\[\]@]{1,120}[>)\]]")
_DATED_START: Final = re.compile(
    rf"(?:(?:on|в|во|у)\s+)?(?:{_WEEKDAY}\b|\d{{1,2}}\b|\d{{4}}-|{_MONTH}\b)", re.IGNORECASE
)
_VERB: Final = re.compile(
    r"\b(?:пишет|написала?|написали|писала?|писали|пише|написав|написала|писав|wrote|writes)\s?"
    r"(?:\((?:-?[алпві]{1,3})\))?\s*:$",
    re.IGNORECASE,
)
#: «Олег писал(а) 15.05.2025 14:03:», «15.05.2025, 14:03, oleg@client.example:».
_WROTE_WHEN: Final = re.compile(
    r"\b(?:написал|писал|написав|писав)(?:а|\(а\)|\(ла\))?\s[\d.,:/ -]{10,24}:$"
    r"|\d[\d.,:/ -]{10,24},\s[^\s<>@]{1,80}@[^\s<>@]{1,120}:$",
    re.IGNORECASE,
)
_YOU: Final = re.compile(r"\b(?:вы|ты|ви|ти|you)\b", re.IGNORECASE)
_YOU_WROTE: Final = re.compile(r"(?:вы|ви|ты|ти|you)\s(?:писали|написали|писав|писал|wrote)\b", re.IGNORECASE)
_QUOTED_NAME: Final = re.compile(r"[\"«„“][^\"»“”]{2,60}[\"»“”]\s*(?:<[^<>]{0,120}>)?\s*:$")
_SENTENCE_BREAK: Final = re.compile(r"[!?;]|[^\W\d_]{3,}\.\s+[^\W\d_]{2,}\s+[^\W\d_]{2,}")

_EDGE = r"[\s>*_=~–—-]*"
_FORWARDED = (
    r"(?:пересылаемое|пересланное|перенаправленное|переадресованное)\s(?:сообщение|письмо)"
    r"|(?:переслане|пересилане|перенаправлене|переадресоване)\s(?:повідомлення|лист)"
    r"|forwarded\s(?:message|mail)"
)
_FORWARD: Final = re.compile(
    rf"[\s>*_=~]*(?:[–—-]{{2,}}\s*(?:{_FORWARDED})\s*:?{_EDGE}"
    r"|(?:начало\s(?:пересылаемого|пересланного|переадресованного|перенаправленного)\s(?:сообщения|письма)"
    r"|початок\s(?:пересланого|переадресованого|перенаправленого|пересиланого)\s(?:повідомлення|листа)"
    r"|begin\sforwarded\smessage)\s*:[*_]*)",
    re.IGNORECASE,
)
_FORWARD_END: Final = re.compile(
    rf"{_EDGE}(?:(?:завершение|конец|окончание)\s(?:пересылаемого|пересланного|переадресованного|перенаправленного)\s(?:сообщения|письма)"
    r"|(?:завершення|кінець)\s(?:пересланого|переадресованого|перенаправленого|пересиланого)\s(?:повідомлення|листа)"
    rf"|end\s(?:of\s)?forwarded\smessage){_EDGE}",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"[\s>*_=~]*[–—-]{2,}\s*(?:(?:исходное|оригинальное|первоначальное)\s(?:сообщение|письмо)"
    r"|(?:початкове|оригінальне|вихідне|первинне)\s(?:повідомлення|лист)"
    r"|оригинал\s(?:письма|сообщения)|оригінал\s(?:листа|повідомлення)"
    r"|[^\n]{1,120}?\s(?:написал|написав|написала|wrote|пишет|пише)\s?(?:\((?:-?[алпві]{1,3})\))?\s*:"  # Lotus Notes
    rf"|original\s(?:message|appointment))\s*:?{_EDGE}",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"[_=*–—-]{3,}|(?:\*\s?){3,}")

_LABELS: Final = {
    "from": ("от", "от кого", "отправитель", "від", "від кого", "відправник", "from", "sender"),
    "sent": ("отправлено", "дата", "дата отправки", "надіслано", "відправлено", "дата надсилання", "date", "sent"),
    "to": ("кому", "получатель", "получатели", "одержувач", "одержувачі", "to"),
    "cc": ("копия", "копія", "скрытая копия", "прихована копія", "cc", "bcc"),
    "subject": ("тема", "subject"),
    "other": ("вложения", "вкладення", "attachments", "важность", "важливість", "importance", "reply-to", "priority"),
}
_KIND_OF_LABEL: Final = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LABEL: Final = re.compile(r"[*_]{0,2}([^\W\d_][^\W\d_ -]{0,14}(?:[ -][^\W\d_]{1,12})?)[*_]{0,2}\s?:[*_]{0,2}(?:\s|$)")
_LONGEST_BLOCK = 24  # lines


@dataclass(frozen=True, slots=True)
class Opening:
    """The lines ``[start, end)`` above somebody else's letter.

    ``certain``: whatever follows is that letter, also without any mark; otherwise only a quoted line after it
    makes it one («Как пишет Иван:» may lead in the author's own words).
    """

    kind: Literal["quote", "forward"]
    end: int
    certain: bool


def find_opening(lines: Sequence[Line], at: int) -> Opening | None:
    """What opens at line ``at``, or None; looks at a bounded number of lines."""
    line = lines[at]
    if not line.is_short:
        return None
    text = line.text
    if _FORWARD.fullmatch(text):
        return Opening("forward", at + 1, certain=True)
    if _ORIGINAL.fullmatch(text):
        return Opening("quote", at + 1, certain=True)
    if _RULE.fullmatch(text):
        return _find_after_rule(lines, at)
    if (end := find_header_block(lines, at)) is not None:
        return Opening("quote", end, certain=True)
    return _find_attribution(lines, at)


def ends_forward(line: Line) -> bool:
    """Whether the line says that the forwarded letter ends here («Завершение пересылаемого сообщения»)."""
    return line.is_short and _FORWARD_END.fullmatch(line.text) is not None


def _find_after_rule(lines: Sequence[Line], at: int) -> Opening | None:
    """A rule of dashes belongs to the header block under it (Outlook on the web and on phones)."""
    below = next((each for each in range(at + 1, min(at + 4, len(lines))) if not lines[each].is_blank), None)
    if below is None or (end := find_header_block(lines, below)) is None:
        return None
    return Opening("quote", end, certain=True)


def find_header_block(lines: Sequence[Line], at: int) -> int | None:
    """The end of a block of mail headers that starts at line ``at``, or None.

    A block names its sender and two more headers, or one more and an address. Values may stand on the line below their label (cells
    of a table), and a list of addressees may run over several lines.
    """
    kinds: set[str] = set()
    has_address = awaits_value = False
    end = at
    for index in range(at, min(at + _LONGEST_BLOCK, len(lines))):
        line = lines[index]
        if line.is_blank:
            if awaits_value:
                continue
            break
        label = _LABEL.match(line.text) if line.is_short else None
        kind = _KIND_OF_LABEL.get(label[1].lower()) if label else None
        if kind is not None and label is not None:
            kinds.add(kind)
            awaits_value = label.end() >= len(line.text)
        elif not kinds or not (awaits_value or "@" in line.text):
            break
        else:
            awaits_value = False
        has_address = has_address or "@" in line.text
        end = index + 1
    named = "from" in kinds and len(kinds - {"other"}) >= (2 if has_address else 3)
    return end if named else None


def _find_attribution(lines: Sequence[Line], at: int) -> Opening | None:
    """An attribution of one to three lines, the shortest that fits."""
    joined = ""
    for index in range(at, min(at + 3, len(lines))):
        line = lines[index]
        if not line.is_short:
            return None
        blank = "" if joined.endswith("<") else " "  # Gmail breaks the line before a long address
        joined = f"{joined}{blank}{line.text}".strip(" *_")
        if joined.endswith((":", ":*")):
            certain = _judge(joined.rstrip("*"))
            return None if certain is None else Opening("quote", index + 1, certain)
        if index == at and not (_DATED_START.match(joined) or _may_wrap(joined)):
            return None
    return None


def _may_wrap(text: str) -> bool:
    """«Иван Иванов <ivan@example.com>» may have its «написал(а):» on the next line."""
    return _ADDRESS.search(text) is not None or text.startswith('"')


def _judge(text: str) -> bool | None:
    """Whether an attribution that ends in a colon is certain (True) or needs a quote after it; None: it is none."""
    if len(text) > 260 or len(text.split()) > 24 or _SENTENCE_BREAK.search(_ADDRESS.sub("", text)):
        return None
    verb = _VERB.search(text)
    address = _ADDRESS.search(text)
    date = _DATE.search(text)
    time = _TIME.search(text)
    dated_start = _DATED_START.match(text)
    if _YOU_WROTE.match(text) or (verb and _YOU.search(text)):  # «12 мая Вы написали:» may lead in a summary
        return False if date or time else None
    dated = dated_start and time and (date or verb) and (verb or address or _QUOTED_NAME.search(text))
    if dated or (verb and address):
        return True
    if verb and (date or _is_name(text[: verb.start()])):
        return False
    return False if date and time and _WROTE_WHEN.search(text) else None


def _is_name(text: str) -> bool:
    """One to four words with a capital: «Анатолий Петрович Гусь»."""
    words = text.replace(",", " ").split()
    return 0 < len(words) <= 4 and all(word[0].isupper() or word[0] in "\"«'" for word in words)
