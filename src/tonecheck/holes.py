"""What a template will put into a hole, guessed from the hole's name: «{{ delivery_date }}» will be a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from tonecheck.analysis import Document
    from tonecheck.message.parts import Part

#: The words of a name: «deliveryDate», «delivery_date», «order.eta», «дата_доставки».
_WORD: Final = re.compile(r"[A-ZА-ЯЁІЇЄҐ]?[a-zа-яёіїєґ]+|[A-ZА-ЯЁІЇЄҐ]+")
#: Always ahead of the client.
_TERMS: Final = frozenset(("deadline", "eta", "due", "until", "срок", "сроку", "термін", "терміну"))
_DATES: Final = frozenset(
    ("date", "datetime", "day", "weekday", "time", "hour", "дата", "дату", "день", "время", "час", "години")
)
#: What makes a date of one that lies behind the client: «order_date», «paid_date», «birth_day».
_PAST: Final = frozenset(("order", "ordered", "created", "paid", "payment", "sent", "birth", "signed", "started"))
#: Characters of a hole that are looked at: its name stands first.
_LONGEST: Final = 200


def find_dated(document: Document, part: Part) -> frozenset[int]:
    """The tokens of a document that are holes for a day, an hour or a term; of its ``part``, whose offsets it has."""
    if not document.holes:
        return frozenset()
    holes = {hole.start: hole for hole in part.holes}
    dated: set[int] = set()
    for index in document.holes:
        at = document.text.index(HOLE, document.tokens[index].start)
        hole = holes.get(part.source_map.span(at, at + 1).start)
        if hole is not None and is_date(part.text[hole.start : min(hole.end, hole.start + _LONGEST)]):
            dated.add(index)
    return frozenset(dated)


def is_date(hole: str) -> bool:
    """Whether a hole (its source, marks included) is named after a date or time that lies ahead."""
    words = [word.lower() for word in _WORD.findall(hole)]
    return any(
        word in _TERMS or (word in _DATES and before not in _PAST)
        for before, word in zip(("", *words), words, strict=False)
    )
