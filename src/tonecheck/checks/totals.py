"""A total that is not the sum of the lines above it.

Only plain lists count: two lines at least, each with one amount at its end, and «Итого» right below. Where discounts,
taxes, unit prices or prepayments come in, other sums may be right, and nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document

RULE = "inconsistency/other-total"
MESSAGES = {
    "ru": "Строки выше дают в сумме {total}. Проверьте итог или строки.",
    "uk": "Рядки вище дають у сумі {total}. Перевірте підсумок або рядки.",
}
INLINE_MESSAGES = {
    "ru": "Слагаемые дают в сумме {total}. Проверьте итог.",
    "uk": "Доданки дають у сумі {total}. Перевірте підсумок.",
}

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?"
_MONEY = r"руб(?:лей|ля|ль)?\.?|р\.|₽|грн\.?|гривень|гривні|гривня|₴|\$|€|USD|EUR|UAH|RUB"
#: «Итого: 24 250 руб.» at the start of a line.
TOTAL = re.compile(
    rf"^[ \t*•–—-]*(?:итого|всего|разом|усього|всього|загалом)(?:\s(?:к оплате|до сплати|по смете))?\s?[:—–|=-]*\s*"
    rf"(?P<amount>{_NUMBER})\s?(?:{_MONEY})?\s*[.;!]?\s*$",
    re.IGNORECASE,
)
#: «Монтаж — 12 000 руб.», «- доставка: 3 500», «Штукатурка | 4 750».
ITEM = re.compile(
    rf"^(?P<what>[^\n]{{2,120}}?)\s?(?:[—–:=|]|\s-|\.{{3,}})\s*(?P<amount>{_NUMBER})\s?(?:{_MONEY})?\s*[.;,]?\s*$",
    re.IGNORECASE,
)
INLINE = re.compile(
    rf"(?:итого|всего|разом|усього|всього|загалом)\s?[:—–-]?\s?(?P<amount>{_NUMBER})\s?(?P<money>{_MONEY})",
    re.IGNORECASE,
)
#: An amount that ends its part: «шланг 1 900, …», never «300 плит».
PART = re.compile(rf"(?<![\w.,])({_NUMBER})\s?(?:{_MONEY})?\s?(?=[,+]\s|(?:и|і|й|та|плюс)\s|[—–-]\s|$)", re.IGNORECASE)
#: Where these come in, the plain sum need not be the total.
OTHER_SUMS = re.compile(
    r"\b(?:скидк|знижк|ндс\b|пдв\b|налог|подат|аванс|предоплат|передоплат|остат|залиш|доплат|депозит|бонус|в т\.\s?ч|в том числе"
    r"|у тому числі|включ|бесплат|безкоштовн|подар|опци|по желанию|за бажанн|минус|мінус|округл|заокругл|около|близько"
    r"|примерно|приблизно|до\s\d|от\s\d|від\s\d|за (?:шт|ед|од|час|год|м)\b|в месяц|на місяць|вариант|варіант|или\b|або\b"
    r"|комисс|коміс|возврат|поверн|сэконом|зекон|из них|з них|курс|по\s\d)|/(?:шт|мес|міс|м|час|год)\b|[×%~*]",
    re.IGNORECASE,
)
LEAST_ITEMS = 2
#: Code points before an inline total in which its parts stand: a bound, so that time stays linear.
REACH = 400
#: A wrong total is near the right one; one far off is a total of something else (unit prices, a part of the list).
NEAREST, FARTHEST = Decimal("0.5"), Decimal(2)
#: What rounding to whole units may lose, per line.
ROUNDING = Decimal(1)
#: A sentence with more numbers is a table of its own.
MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and where it begins."""

    start: int
    text: str


def check(document: Document, context: Context) -> Iterator[Match]:
    """Totals under lists and at the end of sentences that do not add up."""
    del context  # the same in a subject and in a body
    lines = [Line(found.start(), found[0]) for found in re.finditer(r"[^\n]*\S[^\n]*", document.text)]
    for number, line in enumerate(lines):
        total = TOTAL.match(line.text)
        if total:
            items = _read_items(lines, number)
            if wrong := _find_other_sum(items, _read(total["amount"])):
                message = MESSAGES[document.lang].format(total=_show(wrong))
                yield Match(RULE, line.start + total.start("amount"), line.start + total.end("amount"), message=message)
        else:
            yield from _check_inline(document, line)


def _read_items(lines: Sequence[Line], end: int) -> list[Decimal]:
    """The amounts of the lines above line ``end``; empty where the list is not plain."""
    if OTHER_SUMS.search(lines[end].text):
        return []
    amounts: list[Decimal] = []
    for number in range(end - 1, -1, -1):
        item = ITEM.match(lines[number].text)
        if item is None or TOTAL.match(lines[number].text):
            break
        if OTHER_SUMS.search(lines[number].text) or _holds_money(item["what"]):
            return []
        amounts.append(_read(item["amount"]))
    return amounts


def _check_inline(document: Document, line: Line) -> Iterator[Match]:
    """«Шланг 1 900, работа 1 200, итого 3 200 руб.»: every number before the total is an amount."""
    for total in INLINE.finditer(line.text):
        head = re.split(r"[.!?;](?=\s)", line.text[max(0, total.start() - REACH) : total.start()])[-1]
        tail = line.text[total.end() : total.end() + 40]
        numbers = re.findall(r"\d[\d \u00a0\u202f]*(?:[.,]\d+)?", head)
        parts = PART.findall(head)
        if (
            not LEAST_ITEMS <= len(parts) <= MOST_PARTS
            or len(parts) != len(numbers)
            or OTHER_SUMS.search(head + " " + tail)
        ):
            continue
        amounts = [_read(part) for part in parts]
        if min(amounts) < 100 or not re.search(r"[:,]", head):
            continue
        if wrong := _find_other_sum(amounts, _read(total["amount"])):
            message = INLINE_MESSAGES[document.lang].format(total=_show(wrong))
            yield Match(RULE, line.start + total.start("amount"), line.start + total.end("amount"), message=message)


def _find_other_sum(amounts: Sequence[Decimal], total: Decimal) -> Decimal | None:
    """The sum of the amounts where the total is another, and near enough to be meant as it; else None."""
    if len(amounts) < LEAST_ITEMS or not total:
        return None
    right = sum(amounts, Decimal(0))
    if abs(right - total) <= ROUNDING * len(amounts) or _is_rounded(right, total):
        return None
    if not NEAREST <= right / total <= FARTHEST:
        return None
    return right


def _is_rounded(right: Decimal, total: Decimal) -> bool:
    """The total is the sum, rounded to as many noughts as it has: 24 837 → 25 000."""
    noughts = len(str(int(total))) - len(str(int(total)).rstrip("0"))
    return noughts > 1 and abs(right - total) < Decimal(10) ** noughts / 2 and right != right // 100 * 100


def _holds_money(what: str) -> bool:
    """Another amount stands before the last: «Кружки по 150 руб. — 15 000 руб.»."""
    return re.search(rf"\d\s?(?:{_MONEY})(?!\w)", what, re.IGNORECASE) is not None


def _read(number: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", number).replace(",", "."))


def _show(amount: Decimal) -> str:
    text = f"{amount:,.2f}" if amount % 1 else f"{int(amount):,}"
    return text.replace(",", " ").replace(".", ",")
