"""Blanks that nobody filled in: «договор № ХХХ», «от «__» ______ 2026 г.».

Left alone: lines drawn with underscores, forms for the client to fill in, Roman numerals, masked numbers of cards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document
    from tonecheck.message.parts import Message

CROSSES = "placeholder/crosses"
SAMPLE = "placeholder/sample-text"
LANGUAGES = ("ru", "uk")
LATIN = re.compile(r"\blorem ipsum(?: dolor sit amet)?", re.IGNORECASE)
UNDERSCORES = "placeholder/underscores"

#: Crosses and what joins them: «ХХ.ХХ.2026», «+7 (XXX) XXX-XX-XX».
CROSSED = re.compile(r"(?<![^\W_])[XxХх]{2,40}(?:[.:/ ()-]{1,3}[XxХх]{2,40}(?![^\W_])){0,6}(?![^\W_])")
#: «XXI век» is no blank, and «XX век» or «XXX съезд» is written with crosses only.
ORDINAL = re.compile(
    r"\s*(?:-(?:го|й|м|е|го|та|ту|х)\b|век|в\.|вв\.|ст\.|столет|сторіч|столітт|съезд|з'їзд|олимпи|олімпі|конференц|форум"
    r"|фестивал|сесси|сесі|чемпионат|чемпіонат|игр|ігор|ігри|выстав|вистав|юбиле|ювіле|международн|міжнародн|всеросс|всеукр)",
    re.IGNORECASE,
)
#: Two crosses are a blank only where a number would stand.
NUMBERED = re.compile(r"(?:№|#|\bN|\bот|\bвід|\bдо|\bна|\bсумм[уаі]|\bсуму|\bпо)\s*$", re.IGNORECASE)
COUNTED = re.compile(
    r"\s*(?:руб|₽|р\.|грн|₴|%|шт|дн|тыс|тис|январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|січн|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд|ч\b|час|год|:|\.\d)",
    re.IGNORECASE,
)
TWO = 2
DIGITS_BEFORE = re.compile(r"\d{3,}[ -]?$")
DIGITS_AFTER = re.compile(r"[ -]?\d{3,}")

BLANKS = re.compile(r"_{2,}")
#: Blanks so near to each other are one: «__» ________.
NEAR = 12
#: What a client signs or fills in himself.
FORM = re.compile(r"\bподпись\b|\bпідпис\b|м\.\s?п\.|заполните|заповніть|расшифровка|розшифрування", re.IGNORECASE)
#: So many lines that end in a blank make a form: «Город: ______».
FORM_LINES = 3
FIELD = re.compile(r":\s*_{2,}\s*$", re.MULTILINE)


def check(document: Document, context: Context) -> Iterator[Match]:
    """Crosses and underscores where a value should stand; nothing in a template."""
    if context.kind == "template":
        return
    for start, end in find_crosses(document.text):
        yield Match(CROSSES, start, end)
    for start, end in find_blanks(document.text):
        yield Match(UNDERSCORES, start, end)
    if context.message:
        yield from _find_latin(document, context.message)


def _find_latin(document: Document, message: Message) -> Iterator[Match]:
    """«Lorem ipsum» in passages that are of neither language, and so in no document; each is found once."""
    part = next((part for part in message.parts if len(part.clean) == len(document.text)), None)
    spoken = [p.language for p in part.passages if p.language in LANGUAGES] if part else []
    if part is None or spoken[:1] != [document.lang]:
        return
    for passage in part.passages:
        if passage.language not in LANGUAGES:
            for found in LATIN.finditer(part.clean, passage.start, passage.end):
                yield Match(SAMPLE, found.start(), found.end())


def find_crosses(text: str) -> Iterator[tuple[int, int]]:
    """«ХХХ», «XX.XX.2026» where a number or a name belongs."""
    for found in CROSSED.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - 12) : start], text[end : end + 20]
        if ORDINAL.match(after) or _is_masked(before, after):
            continue
        is_short = len(found[0]) == TWO
        if not is_short or NUMBERED.search(before) or COUNTED.match(after):
            yield start, end


def _is_masked(before: str, after: str) -> bool:
    """Digits of a real number stand beside: «4276 XXXX XXXX 1234»."""
    return bool(DIGITS_BEFORE.search(before) or DIGITS_AFTER.match(after))


def find_blanks(text: str) -> Iterator[tuple[int, int]]:
    """«____» in a line with words, near ones as one."""
    if sum(1 for _ in FIELD.finditer(text)) >= FORM_LINES:
        return
    pending: tuple[int, int] | None = None
    for line in re.finditer(r"[^\n]+", text):
        blanks = [(m.start() + line.start(), m.end() + line.start()) for m in BLANKS.finditer(line[0])]
        if not blanks or not re.search(r"[^\W_]", line[0]) or FORM.search(line[0]):
            continue
        for start, end in blanks:
            if pending and start - pending[1] <= NEAR and "\n" not in text[pending[1] : start]:
                pending = (pending[0], end)
                continue
            if pending:
                yield pending
            pending = (start, end)
    if pending:
        yield pending
