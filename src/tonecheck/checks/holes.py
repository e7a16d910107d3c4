"""Template holes in a finished message: «Здравствуйте, {{ name }}!» is about to reach a client as it is."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.message.parts import HOLE
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document
    from tonecheck.message.parts import Hole, Part

RULE = "placeholder/unfilled-hole"


def check(document: Document, context: Context) -> Iterator[Match]:
    """One match a hole, in a message; in a template a hole is what it is for."""
    if context.kind == "template":
        return
    for index in sorted(document.holes):
        token = document.tokens[index]
        at = document.text.index(HOLE, token.start)
        yield Match(RULE, at, at + 1)
    # In markup a tag such as «{% if vip %}» may stand inside a tag of the markup, where no client sees it.
    if context.part is not None and context.part.format == "text":
        yield from _find_unseen(context.part, document.lang)


def _find_unseen(part: Part, lang: str) -> Iterator[Match]:
    """Holes that clean text does not show, in or beside own words of the language: «{% if vip %}», «{# note #}»."""
    starts = part.source_map.starts
    segments = [segment for segment in part.segments if segment.kind != "hole"]
    begins = [segment.start for segment in segments]
    ends = [passage.end for passage in part.passages]
    if starts is None or not segments or not ends:
        return
    for hole in part.holes:
        at = bisect_left(starts, hole.start)
        if _is_shown(part, hole, at) or segments[max(0, bisect_left(begins, hole.start) - 1)].kind != "own":
            continue
        nearest = part.passages[min(bisect_left(ends, at), len(ends) - 1)]
        if nearest.language == lang:
            yield Match(RULE, at, at, source=Span(hole.start, hole.end))


def _is_shown(part: Part, hole: Hole, at: int) -> bool:
    starts = part.source_map.starts
    return starts is not None and part.clean[at : at + 1] == HOLE and starts[at] == hole.start
