"""What is sent to a server of a document: its words in plain lines, in stretches of bounded size, with the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.message.sourcemap import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.message.sourcemap import SourceMap
    from tonecheck.model import Span

#: Code points after which a stretch ends with its paragraph, and after which it ends with any word. A server that
#: checks 500 words a second needs 8 s for the latter.
PARAGRAPH_SIZE = 10_000
LARGEST_SIZE = 20_000
#: No word is longer: a picture in base64, a row of signs.
LONGEST_WORD = 200

_WORD = re.compile(r"\S+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
#: Stands for an emoji.
_FACE = "\u263a"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch to be checked. Its offsets count code points and UTF-16 units alike: no character needs two units.

    LanguageTool counts UTF-16 units; a sign of the basic plane stands for every emoji.
    """

    text: str
    _source_map: SourceMap

    def span(self, start: int, end: int) -> Span:
        """The place in the document."""
        return self._source_map.span(start, end)


def excerpts(text: str) -> Iterator[Excerpt]:
    """The words of a document's text.

    Blanks are as long as the passages that they hide, so they are shortened: to a line break where there is one, to
    an empty line where a paragraph ends or something is left out, else to a space.
    """
    text = _ASTRAL.sub(_FACE, text)
    builder, end = Builder(text), 0
    for word in _WORD.finditer(text):
        if word.end() - word.start() > LONGEST_WORD:
            continue
        gap = _gap(text, end, word.start())
        if builder.length > (PARAGRAPH_SIZE if gap == "\n\n" else LARGEST_SIZE):
            yield Excerpt(*builder.finish())
            builder = Builder(text)
        if builder.length:
            builder.put(gap, end, word.start())
        builder.copy(*word.span())
        end = word.end()
    if builder.length:
        yield Excerpt(*builder.finish())


def _gap(text: str, start: int, end: int) -> str:
    breaks = text.count("\n", start, end) or text.count("\r", start, end)
    if breaks == 1:
        return "\n"
    # Two spaces are a slip of the thumb, three a passage in the other language.
    return "\n\n" if breaks or end - start > 2 else " "
