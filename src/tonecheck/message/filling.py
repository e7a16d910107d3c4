"""What stands for template holes in a text: one opaque word, texts of the hole's own, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.message.parts import HOLE, Extract, Hole
from tonecheck.message.sourcemap import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def shows(source: str, hole: Hole) -> bool:
    """Does the hole stand for text? A value does, and so does a control hole inside a word.

    «Уважаем{% if м %}ый{% else %}ая{% endif %}» is one word whatever is chosen; without its holes it would read
    «Уважаемыйая» and be called a misspelling. Whole words side by side in two branches stay words.
    """
    if hole.kind == "value":
        return True
    return (
        hole.kind == "control"
        and hole.start > 0
        and hole.end < len(source)
        and source[hole.start - 1].isalpha()
        and source[hole.end].isalpha()
    )


def spell(source: str, hole: Hole) -> Iterator[tuple[str, int, int]]:
    """What stands for a hole in a text, with its places: ``HOLE``, or the hole's own texts, as «клиент / партнёр»."""
    if not hole.literals:
        yield HOLE, hole.start, hole.end
    end = hole.start
    for literal in hole.literals:
        if end > hole.start:
            yield " / ", end, literal.start
        yield from ((source[at].replace(HOLE, " "), at, at + 1) for at in range(literal.start, literal.end))
        end = literal.end


def fill(source: str, holes: Sequence[Hole]) -> Extract:
    """A plain text with ``HOLE`` in place of every hole that stands for text, and without the others.

    A ``HOLE`` that the source itself carries (Apple's placeholder for an inline picture) becomes a blank.
    """
    if not holes and HOLE not in source:
        return Extract(source)
    builder = Builder(source)
    position = 0
    is_blank = False  # whether what was written last is a blank
    for hole in holes:
        _copy(builder, source, position, hole.start)
        is_blank = source[hole.start - 1] == " " if position < hole.start else is_blank
        position = hole.end
        if shows(source, hole):
            for text, start, end in spell(source, hole):
                builder.put(text, start, end)
            is_blank = False
        elif is_blank and source.startswith(" ", position):
            position += 1  # «Спасибо {% else %} Ждём»: the client never sees both blanks
    _copy(builder, source, position, len(source))
    text, source_map = builder.finish()
    return Extract(text, source_map)


def _copy(builder: Builder, source: str, start: int, end: int) -> None:
    while (foreign := source.find(HOLE, start, end)) >= 0:
        builder.copy(start, foreign)
        builder.put(" ", foreign, foreign + 1)
        start = foreign + 1
    builder.copy(start, end)
