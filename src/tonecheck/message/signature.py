"""Where the signature is: what follows the closing formula, the «-- » line, or the last paragraph.

Two mistakes are worse than a miss: body text taken for a signature is a fault not found, and so is a lost postscript.
So a line belongs to a signature only by its shape (``closings``), and whatever speaks after it is own text again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tonecheck.message import closings
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tonecheck.message.lines import Line

_LONGEST_BLOCK: Final = 12  # lines of a signature without formula
_LONGEST_TAIL: Final = 30  # lines from the end of a letter within which its formula is looked for


def find_signatures(
    lines: Sequence[Line],
    runs: Sequence[tuple[int, int]],
    closing: AbstractSet[tuple[int, int]],
    marked: AbstractSet[int],
) -> list[Span]:
    """The signatures in ``runs`` of own lines, sorted.

    ``closing`` are the runs at whose end a letter ends; ``marked`` the lines that the markup itself calls a signature.
    """
    spans: list[Span] = []
    for start, end in runs:
        cut = _find_delimiter(lines, start, end)
        for first, last in _split_postscripts(lines, start, cut):
            if (start, end) in closing:
                spans += _find_closing(lines, first, last, marked)
            else:
                spans += _without_formulas(lines[index] for index in range(first, last) if index in marked)
        for first, last in _split_postscripts(lines, cut, end):
            if not closings.is_postscript(lines[first].text):
                spans += _without_formulas(lines[first:last])
    return sorted(spans)


def _without_formulas(lines: Iterable[Line]) -> Iterator[Span]:
    """Lines of a marked signature, without the closing formulas that some programs put into it: those are own text."""
    for line in lines:
        name = closings.find_signed(line.text) if line.is_short else None
        if name is not None:
            yield Span(line.content + name, line.end)
        elif not (line.is_short and closings.is_closing(line.text)):
            yield Span(line.start, line.end)


def _find_delimiter(lines: Sequence[Line], start: int, end: int) -> int:
    """The «-- » line (RFC 3676, 4.3) of the run, or ``end``.

    Editors strip its blank; «--» alone counts only above lines that look like a signature.
    """
    for index in range(start, end):
        line = lines[index]
        if line.raw == "-- ":
            return index
        if line.text in {"--", "—"} and end - index <= _LONGEST_TAIL:
            below = [each.text for each in lines[index + 1 : end] if not each.is_blank]
            if below and all(_belongs(text) or closings.is_postscript(text) for text in below):
                return index
    return end


def _belongs(text: str) -> bool:
    return (
        closings.is_card(text)
        or closings.is_formal_closing(text)
        or closings.is_footer(text)
        or closings.is_disclaimer(text)
    )


def _split_postscripts(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of lines, each but the first beginning with a postscript."""
    first = start
    for index in range(start, end):
        if index > first and closings.is_postscript(lines[index].text):
            yield first, index
            first = index
    if first < end:
        yield first, end


def _find_closing(lines: Sequence[Line], start: int, end: int, marked: AbstractSet[int]) -> Iterator[Span]:
    """The signature at the end of a stretch, with footers and disclaimers after it."""
    end = _last(lines, start, end)
    while end > start:
        first = _find_footer(lines, start, end)
        if first is None:
            break
        yield Span(lines[first].start, lines[end - 1].end)
        end = _last(lines, start, first)
    formula = _find_formula(lines, start, end)
    if formula is not None:
        at, spans = formula
        yield from spans
        rest = range(at, end)
    elif (first := _find_signer(lines, start, end)) is not None:
        yield Span(lines[first].start, lines[end - 1].end)
        rest = range(start, first)
    else:
        rest = range(start, end)
    yield from _without_formulas(lines[index] for index in rest if index in marked)


def _last(lines: Sequence[Line], start: int, end: int) -> int:
    """``end`` without blank lines before it."""
    while end > start and lines[end - 1].is_blank:
        end -= 1
    return end


def _paragraph(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line of the paragraph that ends at ``end``."""
    first = end
    while first > start and not lines[first - 1].is_blank:
        first -= 1
    return first


def _find_footer(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The first line of a mobile footer or disclaimer that ends at ``end``."""
    if closings.is_footer(lines[end - 1].text):
        return end - 1
    first = _paragraph(lines, start, end)
    if first > start and closings.is_disclaimer(
        " ".join(line.text[:300] for line in lines[first : min(end, first + 4)])
    ):
        return first
    return None


def _find_formula(lines: Sequence[Line], start: int, end: int) -> tuple[int, list[Span]] | None:
    """The signature after the first closing formula that has one, and the line after it."""
    for index in range(max(start, end - _LONGEST_TAIL), end):
        line = lines[index]
        if not line.is_short:
            continue
        name = closings.find_signed(line.text)
        if name is not None and not closings.is_postscript(line.text):
            below = _end_of_card(lines, index + 1, end)
            if below == end or closings.is_formal_closing(line.text[:name]):
                return below, [Span(line.content + name, lines[below - 1].end)]
        if not closings.is_closing(line.text):
            continue
        first = next((each for each in range(index + 1, end) if not lines[each].is_blank), end)
        if first == end or closings.is_closing(lines[first].text):
            continue
        formal = closings.is_formal_closing(line.text)
        below = _end_of_card(lines, first, end)
        if below > first and (formal or (below == end and _signs_loosely(lines[first].text))):
            return below, [Span(lines[first].start, lines[below - 1].end)]
    return None


def _signs_loosely(text: str) -> bool:
    """After «Гарного дня» a role may come before the name: «диспетчерська, Жанна»."""
    return closings.is_signer(text) or (
        "," in text and closings.is_card(text) and closings.is_name(text.rpartition(",")[2].strip() or text)
    )


def _end_of_card(lines: Sequence[Line], start: int, end: int) -> int:
    """The end of the lines from ``start`` on that look like a visiting card; blank lines at its end are left out."""
    index = start
    while index < end and (lines[index].is_blank or (lines[index].is_short and _belongs(lines[index].text))):
        index += 1
    return max(_last(lines, start, index), start)


def _find_signer(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The first line of a signature without formula: a name, and nothing but a card after it."""
    last = end
    for _ in range(3):
        first = _paragraph(lines, start, last)
        if last - first <= _LONGEST_BLOCK:
            for index in range(first, last):
                if _starts_signature(lines, start, first, index) and all(map(_is_card, lines[index:last])):
                    return index
        if not all(line.is_short and closings.is_contact(line.text) for line in lines[first:last]):
            return None
        last = _last(lines, start, first)
        if last == start:
            return None
    return None


def _is_card(line: Line) -> bool:
    return line.is_short and closings.is_card(line.text)


def _starts_signature(lines: Sequence[Line], start: int, first: int, index: int) -> bool:
    """A name that does not go on with what stands before it: neither an item after «:» nor the end of a sentence."""
    if index == start or not lines[index].is_short or not closings.is_signer(lines[index].text):
        return False
    above = next((each for each in range(index - 1, start - 1, -1) if not lines[each].is_blank), None)
    if above is None:
        return False
    before = lines[above].text
    if index == first:
        return before[-1] not in ":;,"
    return before[-1] in '.!?…)»"' or closings.is_closing(before) or closings.is_loose_closing(before)
