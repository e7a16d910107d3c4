"""HTML → the text that the reader sees, with every place exact in the source.

Elements that the mail client hides are left out; a hidden preheader is not, since the inbox shows it. Texts of
attributes that people read or hear are lines of their own, where they stand. What mail clients mark as quoted or
as signature comes back as ranges of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tonecheck.message.flow import Flow
from tonecheck.message.html_elements import (
    CODE,
    IGNORED,
    IMPLIED_ENDS,
    SCOPES,
    TABLE_PARTS,
    VOID,
    Element,
    describe,
    lines_around,
)
from tonecheck.message.html_tokens import HtmlToken, find_html_tokens
from tonecheck.message.parts import Extract, Hole
from tonecheck.message.templates import MASK, mask

if TYPE_CHECKING:
    from collections.abc import Sequence

_READ_ATTRIBUTES = frozenset(("alt", "title", "placeholder", "aria-label"))
_WORDY = re.compile(rf"[^\W\d_]|{MASK}")


def extract(source: str, holes: Sequence[Hole] = ()) -> Extract:
    """The text of an HTML or MJML source (``holes`` from ``templates.find_holes``); linear time, never raises.

    Value holes are ``HOLE``, one character each; other holes vanish (but see ``filling.shows``).
    """
    reader = _Reader(Flow(source, mask(source, holes), holes))
    reader.read()
    text, source_map = reader.flow.finish()
    return Extract(text, source_map, reader.flow.ranges("quote"), reader.flow.ranges("signature"))


@dataclass(slots=True)
class _Reader:
    """Walks the tokens with a stack of open elements; local to one extraction.

    ``_places`` has for every name its places on the stack, ``_blocks`` and ``_scopes`` the places of blocks and
    of elements that an end tag does not reach across: an end tag finds its element without a search.
    """

    flow: Flow
    _stack: list[Element] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=dict)
    _blocks: list[int] = field(default_factory=list)
    _scopes: list[int] = field(default_factory=list)
    _hidden: int = 0
    _pre: int = 0
    _quotes: int = 0
    _signatures: int = 0
    _fresh_pre: bool = False
    _fresh_reply: Element | None = None

    def read(self) -> None:
        for token in find_html_tokens(self.flow.masked):
            if token.kind == "text":
                self._read_text(token)
            elif token.kind == "start":
                self._open(token)
            elif token.kind == "end":
                self._close(token.name)

    def _read_text(self, token: HtmlToken) -> None:
        if self._hidden:
            return
        start, text = token.start, self.flow.masked[token.start : token.end]
        if self._fresh_reply and text.strip():
            # «---------- Пересылаемое сообщение ---------»: a forwarded letter is the sender's throughout.
            self._fresh_reply.reply = not text.lstrip().startswith("-----")
            self._fresh_reply = None
        if self._fresh_pre and text.startswith(("\n", "\r")):
            start += 2 if text.startswith("\r\n") else 1
        self._fresh_pre = False
        if self._pre:
            self.flow.write_verbatim(start, token.end)
        else:
            self.flow.write(start, token.end)

    def _open(self, token: HtmlToken) -> None:
        name = token.name
        self._fresh_pre = False
        if name in IGNORED:
            return
        element = describe(token, self.flow.masked)
        self._end_implied(element)
        if not self._hidden and element.mark != "hidden":
            self._break(element)
        if name in CODE and not self._hidden:
            self.flow.put("``", token.start, token.end)
        if name not in VOID and not self._closes_itself(token):
            self._push(element)
        if not self._hidden and element.mark != "hidden":
            self._read_attributes(token)

    def _closes_itself(self, token: HtmlToken) -> bool:
        """``<mj-spacer />`` and ``<o:p/>``; in HTML's own elements the slash means nothing."""
        return (":" in token.name or "-" in token.name) and self.flow.masked[token.end - 2] == "/"

    def _break(self, element: Element) -> None:
        if element.name == "br":
            self.flow.break_line()
        elif element.lines:
            self.flow.break_block(element.lines)

    def _read_attributes(self, token: HtmlToken) -> None:
        for attribute in token.attributes:
            if attribute.name not in _READ_ATTRIBUTES:
                continue
            value = self.flow.masked[attribute.start : attribute.end]
            if attribute.name == "alt" and not _WORDY.search(value):
                # Gmail writes an emoji as <img alt="😊">: it belongs to the sentence around it.
                self.flow.write(attribute.start, attribute.end, in_attribute=True)
            elif value.strip():
                self.flow.break_block()
                self.flow.write(attribute.start, attribute.end, in_attribute=True)
                self.flow.break_block()

    def _end_implied(self, element: Element) -> None:
        """End what the new element cannot stand in: a paragraph in a paragraph, an item in an item."""
        ends = IMPLIED_ENDS.get(element.name, frozenset())
        while self._blocks:
            nearest = self._stack[self._blocks[-1]].name
            if nearest not in ends and not (nearest == "p" and element.lines):
                return
            self._pop_to(self._blocks[-1])

    def _close(self, name: str) -> None:
        if name == "br" and not self._hidden:
            self.flow.break_line()  # «</br>» is a break in every browser
        if name in IGNORED or name in VOID:
            return
        lines = lines_around(name)
        place = (self._places.get(name) or (-1,))[-1]
        if place < 0:
            if lines and not self._hidden:
                self.flow.break_block(lines)
            return
        if name in TABLE_PARTS:
            barrier = (self._places.get("table") or (-1,))[-1]
        else:
            barrier = ((self._scopes if lines else self._blocks) or (-1,))[-1]
        if place >= barrier:
            self._pop_to(place)

    def _push(self, element: Element) -> None:
        place = len(self._stack)
        self._stack.append(element)
        self._places.setdefault(element.name, []).append(place)
        if element.lines:
            self._blocks.append(place)
        if element.name in SCOPES:
            self._scopes.append(place)
        if element.pre:
            self._pre += 1
            self._fresh_pre = element.name == "pre"
        self._begin(element)

    def _begin(self, element: Element) -> None:
        if element.mark == "hidden":
            self._hidden += 1
        elif self._hidden:
            element.mark = None
        elif element.mark == "quote":
            self._quotes += 1
            self.flow.begin("quote")
            self._fresh_reply = element if element.reply else self._fresh_reply
        elif element.mark == "rest" and not self._quotes:
            self._quotes += 1  # never taken back
            self.flow.begin("quote")
        elif element.mark == "signature":
            self._signatures += 1
            self.flow.begin("signature")

    def _pop_to(self, place: int) -> None:
        """Close the element at ``place`` and everything in it."""
        while len(self._stack) > place:
            element = self._stack.pop()
            self._places[element.name].pop()
            if element.lines:
                self._blocks.pop()
            if element.name in SCOPES:
                self._scopes.pop()
            self._pre -= element.pre
            self._end(element)
            if element.lines and not self._hidden and element.mark != "hidden":
                self.flow.break_block(element.lines)

    def _end(self, element: Element) -> None:
        if element.mark == "hidden":
            self._hidden -= 1
        elif element.mark == "signature":
            self._signatures -= 1
            if not self._signatures:
                self.flow.finish_range("signature")
        elif element.mark == "quote":
            self._end_quote(element)

    def _end_quote(self, element: Element) -> None:
        if element is self._fresh_reply:
            self._fresh_reply = None
        self._quotes -= 1
        wrapper = self._reply_wrapper() if element.name == "blockquote" and self._quotes == 1 else None
        if wrapper is not None:
            # Behind the quote of a reply, still inside Gmail's wrapper, the author answers point by point.
            wrapper.mark = None
            self._quotes -= 1
        if not self._quotes:
            self.flow.finish_range("quote")

    def _reply_wrapper(self) -> Element | None:
        place = (self._places.get("div") or (-1,))[-1]
        element = self._stack[place] if place >= 0 else None
        return element if element is not None and element.mark == "quote" and element.reply else None
