"""Own words, quoted letters, forwarded letters, signatures: what each stretch of a text is.

A quoting mail program leaves one of two shapes. Either it marks every line («> », or the markup's blockquote):
then only the marked lines are the client's, and what stands between them is an answer. Or it puts an attribution or a
header block and the old letter under it, unmarked: then everything to the end is the client's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tonecheck.message.attribution import ends_forward, find_opening
from tonecheck.message.lines import Line, split_lines
from tonecheck.message.parts import Segment, SegmentKind
from tonecheck.message.signature import find_signatures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tonecheck.model import Span

_INDENT: Final = 3  # blanks that may stand before «>»


def segment(text: str, quotes: Sequence[Span] = (), signatures: Sequence[Span] = ()) -> tuple[Segment, ...]:
    """The segments of ``text``, which together cover it; linear time.

    ``quotes`` and ``signatures`` are ranges that the markup itself marks (sorted). A closing formula («С уважением»,
    «З повагою») and a postscript are own text, also inside a marked signature.
    """
    lines = split_lines(text)
    kinds, openings = _label_lines(lines, _lines_within(lines, quotes))
    own = _runs(lines, kinds)
    marks: list[tuple[int, int, SegmentKind]] = [
        (line.start, line.end, kind) for line, kind in zip(lines, kinds, strict=True)
    ]
    ends = {run for run in own if run[1] in openings} | set(own[-1:])
    found = find_signatures(lines, own, ends, _lines_within(lines, signatures))
    return _merge(text, _overlay(_overlay(marks, found, "signature"), quotes, "quote"))


def _lines_within(lines: Sequence[Line], spans: Sequence[Span]) -> frozenset[int]:
    """The lines whose content lies in one of the spans."""
    within: set[int] = set()
    at = 0
    for index, line in enumerate(lines):
        while at < len(spans) and spans[at].end < line.content_end:
            at += 1
        if at < len(spans) and not line.is_blank and spans[at].start <= line.content:
            within.add(index)
    return frozenset(within)


def _label_lines(lines: Sequence[Line], marked: frozenset[int]) -> tuple[list[SegmentKind], frozenset[int]]:
    """The kind of every line, and the lines at which somebody else's letter begins."""
    kinds: list[SegmentKind] = ["own"] * len(lines)
    openings: set[int] = set()
    quoted = [index in marked or _is_quoted(line) for index, line in enumerate(lines)]
    kind: SegmentKind = "quote"
    at = attributed = 0
    while at < len(lines):
        if quoted[at] and (at in marked or at == attributed or not _is_comparison(lines, quoted, at)):
            kinds[at] = kind
            at += 1
            continue
        opening = None if lines[at].is_blank else find_opening(lines, at)
        if opening is None:
            kind = kind if lines[at].is_blank else "quote"
            at += 1
            continue
        below = next((each for each in range(opening.end, len(lines)) if not lines[each].is_blank), len(lines))
        if below < len(lines) and quoted[below]:
            end, kind, attributed = below, opening.kind, below
        elif opening.certain:
            end = _end_of_letter(lines, opening.end)
            kind = "quote"
        else:
            at += 1
            continue
        openings.add(at)
        kinds[at:end] = [opening.kind] * (end - at)
        at = end
    return kinds, frozenset(openings)


def _end_of_letter(lines: Sequence[Line], start: int) -> int:
    """Where an unmarked old letter ends: after the line that says so, or with the text."""
    return next((index + 1 for index in range(start, len(lines)) if ends_forward(lines[index])), len(lines))


def _is_quoted(line: Line) -> bool:
    return line.text.startswith(">") and line.content - line.start <= _INDENT


def _is_comparison(lines: Sequence[Line], quoted: Sequence[bool], at: int) -> bool:
    """«> 100 шт.: скидка 5 %», alone among own lines, compares and quotes nothing."""
    alone = not (at > 0 and quoted[at - 1]) and not (at + 1 < len(lines) and quoted[at + 1])
    return alone and at > 0 and lines[at].text[1:].lstrip()[:1].isdigit()


def _runs(lines: Sequence[Line], kinds: Sequence[SegmentKind]) -> list[tuple[int, int]]:
    """Runs of own lines, half-open, that say something."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or kinds[index] != "own":
            if any(not line.is_blank for line in lines[start:index]):
                runs.append((start, index))
            start = index + 1
    return runs


def _overlay(
    marks: Iterable[tuple[int, int, SegmentKind]], spans: Sequence[Span], kind: SegmentKind
) -> list[tuple[int, int, SegmentKind]]:
    """Lay sorted ``spans`` of a kind over the own stretches of ``marks``."""
    result: list[tuple[int, int, SegmentKind]] = []
    at = 0
    for start, end, old in marks:
        while at < len(spans) and spans[at].end <= start:
            at += 1
        here, index = start, at
        while old == "own" and index < len(spans) and spans[index].start < end:
            first, last = max(here, spans[index].start), min(end, spans[index].end)
            if first < last:
                result += [(here, first, old), (first, last, kind)]
                here = last
            index += 1
        result.append((here, end, old))
    return result


def _merge(text: str, marks: Iterable[tuple[int, int, SegmentKind]]) -> tuple[Segment, ...]:
    """Neighbours of one kind as one segment; empty ones dropped; blank lines within a quote are of the quote."""
    segments: list[Segment] = []
    for start, end, kind in marks:
        if start == end:
            continue
        if len(segments) > 1 and segments[-2].kind == kind and segments[-1].kind == "own":
            between = segments[-1]
            if not text[between.start : between.end].strip():
                segments[-2:] = [Segment(kind, segments[-2].start, between.end)]
        if segments and segments[-1].kind == kind:
            segments[-1] = Segment(kind, segments[-1].start, end)
        else:
            segments.append(Segment(kind, start, end))
    return tuple(segments)
