"""Markdown → the text that the reader sees, with every place exact in the source.

marko (CommonMark and GitHub's tables, strikethrough and task lists) gives the places of blocks and texts; nothing
is searched for. Some inputs that nobody writes by hand cost marko quadratic time or end its recursion; such a
source is told by a bound on that cost before it is parsed, and is then read as plain text, markup and all
(``filling.fill``): every word is still checked, at its exact place, and time stays linear.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.message.filling import fill
from tonecheck.message.flow import Flow
from tonecheck.message.html_elements import lines_around
from tonecheck.message.html_tokens import find_html_tokens
from tonecheck.message.parts import Extract, Hole
from tonecheck.message.sourcemap import SourceMap
from tonecheck.message.templates import MASK, mask
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marko.element import Element
    from marko.parser import Parser

#: Line breaks around the block elements of marko, by name; a paragraph of a tight list is a line.
_BLOCKS = {
    "Paragraph": 2,
    "Heading": 2,
    "SetextHeading": 2,
    "Quote": 2,
    "Alert": 2,
    "List": 2,
    "ListItem": 1,
    "Table": 2,
    "TableRow": 1,
    "TableCell": 1,
    "CodeBlock": 2,
    "FencedCode": 2,
    "ThematicBreak": 2,
    "HTMLBlock": 2,
}
#: Elements without text of the letter.
_SKIPPED = frozenset(("CodeBlock", "FencedCode", "ThematicBreak", "LinkRefDef", "BlankLine"))

#: Stands for a code point of a control hole or comment, until it is clear whether the line holds anything else.
_CONTROL = "\ue001"
_CONTROL_LINE = re.compile(rf"^[ \t]*{_CONTROL}[ \t{_CONTROL}]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[ \t\n]*(?:#|[\w-]{1,64}[ \t]*:))")
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def extract(source: str, holes: Sequence[Hole] = ()) -> Extract:
    """The text of a Markdown source (``holes`` from ``templates.find_holes``); linear time, never raises.

    Code and front matter are left out, two backticks stand for a code span in its sentence; ``quotes`` are the
    block quotes. What marko could not parse in linear time is read as plain text (see the module).
    """
    text, lines = _unify_line_ends(source)
    local = tuple(_localise(hole, lines) for hole in holes)
    masked = _mask(text, local)
    document = _parse(masked)
    if document is None:
        return fill(source, holes)
    flow = Flow(text, masked, local)
    _write(document, flow)
    extracted, source_map = flow.finish()
    return Extract(extracted, source_map.after(lines), flow.ranges("quote"))


def find_html(source: str, holes: Sequence[Hole] = ()) -> Iterator[Span]:
    """Where a Markdown source goes over to HTML: blocks and single tags and comments, in order; none in code."""
    text, lines = _unify_line_ends(source)
    document = _parse(_mask(text, tuple(_localise(hole, lines) for hole in holes)))
    stack: list[Element] = [document] if document else []
    while stack:
        element = stack.pop()
        children = getattr(element, "children", None)
        if type(element).__name__ in ("HTMLBlock", "InlineHTML"):
            if element.source_span is not None:
                yield lines.span(*element.source_span)
        elif not isinstance(children, str):
            stack.extend(reversed(children or ()))


def _unify_line_ends(source: str) -> tuple[str, SourceMap]:
    r"""``source`` as marko sees it, line ends «\\n», and its map: identity where no two characters became one."""
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "\ufffd")
    if len(text) == len(source):
        return text, SourceMap()
    starts = array("L", (i for i, char in enumerate(source) if char != "\n" or source[i - 1 : i] != "\r"))
    ends = array("L", (s + 1 + (source[s : s + 2] == "\r\n") for s in starts))
    return text, SourceMap(starts, ends)


def _localise(hole: Hole, lines: SourceMap) -> Hole:
    """The hole in the text of ``lines``."""
    if lines.starts is None:
        return hole
    starts = lines.starts
    literals = tuple(Span(bisect_left(starts, each.start), bisect_left(starts, each.end)) for each in hole.literals)
    return Hole(hole.kind, bisect_left(starts, hole.start), bisect_left(starts, hole.end), literals)


def _mask(text: str, holes: Sequence[Hole]) -> str:
    """Holes and front matter as harmless characters of the same number.

    «{% if vip %}» alone on its line is a blank line; inside a line it is part of a word, so that what follows it
    is no indented code.
    """
    masked = _CONTROL_LINE.sub(_blank, mask(text, holes, _CONTROL)).replace(_CONTROL, MASK)
    front = _FRONT_MATTER.match(masked)
    closed = _FRONT_MATTER_END.search(masked, front.end()) if front else None
    return " " * (closed.end() - 1) + "\n" + masked[closed.end() :] if closed else masked


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


# --- parsing, within bounds ---------------------------------------------------------------------------------------

_LINE_PREFIX = re.compile(r"^[ \t>*+\-0-9.)]+", re.MULTILINE)
_CONTAINER = re.compile(r">|(?:[-*+]|[0-9][.)])(?=[ \t])")
_SPECIAL = re.compile(r"[\[\]`<*_~!&\\:|#]")
#: marko tries its patterns anew at every character of such a run.
_LONG_RUN = re.compile(r"[^\S\n]{301}|[\w.+@=-]{2001}")
_DEEPEST = 24
_FREE_WORK = 10_000_000
_WORK_PER_CHARACTER = 300


def _parse(text: str) -> Element | None:
    """Marko's document, or None where the text is beyond its bounds."""
    if not _is_bounded(text):
        return None
    try:
        return _make_parser().parse(text)
    except Exception:  # noqa: BLE001 a fault of the parser (or its recursion) must not lose the letter
        return None


def _make_parser() -> Parser:
    """CommonMark with GitHub's elements, but for bare addresses: those are text here, and slow to look for."""
    from marko.ext.gfm import elements  # noqa: PLC0415 only Markdown needs it
    from marko.parser import Parser  # noqa: PLC0415

    parser = Parser()
    for element in (
        elements.Paragraph,
        elements.Strikethrough,
        elements.Table,
        elements.TableRow,
        elements.TableCell,
        elements.Alert,
    ):
        parser.add_element(element)
    return parser


def _is_bounded(text: str) -> bool:
    """Will marko need no more than linear time and a few levels of recursion?

    Within a stretch between blank lines it may look from every special character to the end of the stretch: their
    product is the work. Lists and quotes nest as deep as the markers and the indentation of a line.
    """
    if _LONG_RUN.search(text):
        return False
    for prefix in _LINE_PREFIX.finditer(text):
        if len(prefix[0]) > _DEEPEST and len(_CONTAINER.findall(prefix[0])) + prefix[0].count(" ") // 4 > _DEEPEST:
            return False
    work = sum(len(stretch) * len(_SPECIAL.findall(stretch)) for stretch in text.split("\n\n"))
    return work <= _FREE_WORK + _WORK_PER_CHARACTER * len(text)


# --- writing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Leave:
    """On the stack of the walk: what to do when an element's children are written."""

    lines: int
    quote: bool


def _write(document: Element, flow: Flow) -> None:
    """Walk the tree without recursion and write its texts in their order."""
    stack: list[Element | _Leave] = [document]
    quotes = 0
    while stack:
        element = stack.pop()
        if isinstance(element, _Leave):
            flow.break_block(element.lines)
            quotes -= element.quote
            if element.quote and not quotes:
                flow.finish_range("quote")
            continue
        name = type(element).__name__
        lines = 1 if getattr(element, "_tight", False) else _BLOCKS.get(name, 0)
        flow.break_block(lines)
        children = getattr(element, "children", None)
        if name in _SKIPPED:
            continue
        if isinstance(children, str) or name == "HTMLBlock":
            _write_leaf(name, element, flow)
            continue
        quote = name == "Quote"
        if quote:
            quotes += 1
            flow.begin("quote")
        stack.append(_Leave(lines, quote))
        stack.extend(reversed(children or ()))


def _write_leaf(name: str, element: Element, flow: Flow) -> None:
    if element.source_span is None:
        return
    start, end = element.source_span
    if name == "RawText":
        _write_text(flow, start, end)
    elif name == "LineBreak":
        flow.break_line()
    elif name == "CodeSpan":
        flow.put("``", start, end)
    elif name == "Literal":
        flow.put(flow.masked[end - 1 : end], end - 1, end)
    else:  # HTMLBlock, InlineHTML
        _write_html(flow, start, end)


def _write_text(flow: Flow, start: int, end: int) -> None:
    r"""A raw text; «\\|» is the one escape that marko leaves in it, in the cells of tables."""
    position = start
    while (bar := flow.masked.find("\\|", position, end)) >= 0:
        flow.write(position, bar)
        position = bar + 1
    flow.write(position, end)


def _write_html(flow: Flow, start: int, end: int) -> None:
    """Tags and comments are left out, the text between them is the author's."""
    for token in find_html_tokens(flow.masked, start, end):
        if token.kind == "text":
            flow.write(token.start, token.end)
        elif token.name == "br":
            flow.break_line()
        elif token.name:
            flow.break_block(lines_around(token.name))
