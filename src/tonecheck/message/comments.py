"""The comments of a part: those of its markup, and those of the template language around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.message.html_elements import lines_around
from tonecheck.message.html_tokens import HtmlToken, find_html_tokens
from tonecheck.message.templates import comment_text, mask
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tonecheck.message.parts import Part


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in ``Part.text``: ``text`` is what it says, without its marks.

    ``run`` is the stretch between two edges of blocks that it stands in, as the text of a paragraph or of a button; it
    is empty where the source has no such edges.
    """

    start: int
    end: int
    text: str
    run: Span


def find_comments(part: Part) -> tuple[Comment, ...]:
    """Every comment of a part, in order: of HTML («<!-- -->», in Markdown too) and of template languages.

    What stands inside ``script`` and ``style``, or in code, is none. Linear time.
    """
    tokens = list(_find_tokens(part))
    found = [
        (token.start, token.end, part.text[token.start + 4 : token.end].rstrip("!>-"))
        for token in tokens
        if token.kind == "comment"
    ]
    found += [(hole.start, hole.end, comment_text(part.text, hole)) for hole in part.holes if hole.kind == "comment"]
    return tuple(_with_runs(sorted(found), tokens if part.format == "html" else ()))


def _find_tokens(part: Part) -> Iterator[HtmlToken]:
    masked = mask(part.text, part.holes)
    if part.format == "html":
        yield from find_html_tokens(masked)
    elif part.format == "markdown":
        from tonecheck.message.markdown import find_html  # noqa: PLC0415 - marko costs 30 ms and few letters are Markdown

        for place in find_html(part.text, part.holes):
            yield from find_html_tokens(masked, place.start, place.end)


def _with_runs(found: Iterable[tuple[int, int, str]], tokens: Iterable[HtmlToken]) -> Iterator[Comment]:
    """The comments with the runs that they stand in; both come in order, so that one walk does."""
    edges = (token for token in tokens if token.name and lines_around(token.name))
    before, edge = 0, next(edges, None)
    for start, end, text in found:
        while edge is not None and edge.end <= start:
            before, edge = edge.end, next(edges, None)
        inside = before and edge is not None
        yield Comment(start, end, text, Span(before, edge.start) if inside and edge else Span(start, start))
