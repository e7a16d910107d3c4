"""What a message is: parts with their own text, quotes, signature and holes, and the way back to the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tonecheck.message.sourcemap import SourceMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from tonecheck.model import Kind, Span

#: Stands for a template hole in clean text: one opaque word, whatever the hole will be filled with.
HOLE = "\ufffc"

SegmentKind = Literal["own", "quote", "forward", "signature", "hole"]
HoleKind = Literal["value", "control", "comment"]
Format = Literal["text", "html", "markdown"]


@dataclass(frozen=True, slots=True)
class Hole:
    """A template hole in the source; ``value`` is filled with text, ``control`` steers, ``comment`` is never shown.

    ``literals`` are texts in it that the client may read (``message.literals``).
    """

    kind: HoleKind
    start: int
    end: int
    literals: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of ``Part.text`` and what it is; ``language`` is set for own text («ru», «uk», «other»)."""

    kind: SegmentKind
    start: int
    end: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of ``Part.clean`` of the author's own text, in one language; «» until the language is known."""

    start: int
    end: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One readable part.

    ``text`` is what the user sees and what findings point into: the decoded file or MIME part, markup included.
    ``clean`` is what the analysis sees: normalised, without markup, holes as ``HOLE``, quotes still in place;
    ``source_map`` leads from it back to ``text``. ``segments`` are in ``text``, ``passages`` in ``clean``.
    """

    name: str
    text: str
    format: Format
    clean: str
    source_map: SourceMap
    segments: tuple[Segment, ...]
    passages: tuple[Passage, ...]
    holes: tuple[Hole, ...] = ()
    alternative_to: str | None = None  #: name of the multipart/alternative sibling that says the same
    is_label: bool = False  #: a short string of a program's windows: an entry of a catalogue that is no letter
    write: Callable[[str], str] | None = None  #: spells new text as ``text`` spells it here; None: as it is


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers that checks read, decoded; names and addresses in the order given."""

    subject: str = ""
    sender: str = ""
    to: tuple[tuple[str, str], ...] = ()  #: (display name, address)
    cc: tuple[tuple[str, str], ...] = ()
    bcc: tuple[tuple[str, str], ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A letter as it was understood: ``parts`` in the order of reading, the subject first.

    ``headers`` and ``attachments`` are None where the input cannot have them (plain text, templates).
    ``notes`` are sentences about what could not be read, for the report's errors. ``catalogue`` is the decoded file
    where the parts are the entries of one, each a text of its own; all of them point into it.
    """

    name: str | None
    parts: tuple[Part, ...]
    headers: Headers | None = None
    attachments: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()
    kind: Kind = "message"
    catalogue: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """Text taken out of markup: ``text`` with its way back to the source, and what the markup itself said.

    Blocks (paragraphs, cells, list items, headings) are separated by line breaks, so that no sentence runs over
    a block's end. ``quotes`` and ``signatures`` are ranges of ``text`` that the markup marks as such.
    """

    text: str
    source_map: SourceMap = field(default_factory=SourceMap)
    quotes: tuple[Span, ...] = ()
    signatures: tuple[Span, ...] = ()
