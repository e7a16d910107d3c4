"""From a decoded part to ``Part``: holes, markup, line breaks, clean letters, segments, each step with its way back."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tonecheck.message import html
from tonecheck.message.filling import fill
from tonecheck.message.flowed import unfold
from tonecheck.message.literals import add_literals
from tonecheck.message.normalise import normalise
from tonecheck.message.parts import Extract, Format, Hole, Part, Passage, Segment
from tonecheck.message.quotes import segment
from tonecheck.message.templates import find_holes
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.message.sourcemap import SourceMap


def build_part(  # noqa: PLR0913 - each says one thing of the part
    name: str,
    source: str,
    format: Format = "text",  # noqa: A002 - the word of the public API
    *,
    flowed: bool = False,
    delete_space: bool = False,
    has_quotes: bool = True,
    alternative_to: str | None = None,
    has_literals: bool = False,
) -> Part:
    """The part ``name`` whose decoded text is ``source``.

    ``flowed`` and ``delete_space`` are the format=flowed and DelSp of RFC 3676; ``has_quotes`` False (a subject) takes
    all of it for own text; ``has_literals`` reads the texts inside template holes. Languages are not yet known.
    """
    holes = find_holes(source)
    if has_literals:
        holes = add_literals(source, holes)
    extract = _extract(source, format, holes)
    if flowed:
        text, unfolded = unfold(extract.text, delete_space=delete_space)
        extract = Extract(text, unfolded.after(extract.source_map))
    clean, cleaned = normalise(extract.text)
    source_map = cleaned.after(extract.source_map)
    if has_quotes:
        segments = segment(
            clean, _to_clean(extract.quotes, cleaned, len(clean)), _to_clean(extract.signatures, cleaned, len(clean))
        )
    else:
        segments = (Segment("own", 0, len(clean)),) if clean else ()
    return Part(
        name=name,
        text=source,
        format=format,
        clean=clean,
        source_map=source_map,
        segments=tuple(_with_holes(_to_source(segments, source_map, len(source)), holes)),
        passages=tuple(
            Passage(each.start, each.end)
            for each in segments
            if each.kind == "own" and clean[each.start : each.end].strip()
        ),
        holes=holes,
        alternative_to=alternative_to,
    )


def _extract(source: str, format: Format, holes: Sequence[Hole]) -> Extract:  # noqa: A002
    if format == "html":
        return html.extract(source, holes)
    if format == "markdown":
        from tonecheck.message import markdown  # noqa: PLC0415 - marko costs 30 ms and few letters are Markdown

        return markdown.extract(source, holes)
    return fill(source, holes)


def _to_clean(spans: Sequence[Span], cleaned: SourceMap, length: int) -> list[Span]:
    """Spans of the extracted text as spans of the clean one."""
    if cleaned.starts is None or cleaned.ends is None:
        return list(spans)
    starts = cleaned.starts
    return [
        Span(bisect_left(starts, span.start, hi=length), bisect_left(starts, span.end, hi=length)) for span in spans
    ]


def _to_source(segments: Sequence[Segment], source_map: SourceMap, length: int) -> Iterator[Segment]:
    """Segments of the clean text as segments of the source; markup before one belongs to the one before it."""
    start = 0
    for index, each in enumerate(segments):
        is_last = index == len(segments) - 1
        end = length if is_last else source_map.span(each.end, each.end).start
        if start < end:
            yield Segment(each.kind, start, end)
        start = end
    if not segments and length:
        yield Segment("own", 0, length)


def _with_holes(segments: Iterator[Segment], holes: Sequence[Hole]) -> Iterator[Segment]:
    """Cut the template holes out of the segments that they stand in."""
    at = 0
    for each in segments:
        here = each.start
        while at < len(holes) and holes[at].start < each.end:
            start, end = max(here, holes[at].start), min(each.end, holes[at].end)
            if here < start:
                yield Segment(each.kind, here, start)
            if start < end:
                yield Segment("hole", start, end)
            here = max(here, end)
            if holes[at].end > each.end:
                break
            at += 1
        if here < each.end:
            yield Segment(each.kind, here, each.end)
