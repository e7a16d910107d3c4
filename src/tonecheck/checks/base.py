"""What a check is: a plain function from a document and its surroundings to matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.analysis import Document
    from tonecheck.message.parts import Message, Part
    from tonecheck.model import Edit, Kind, Safety, Severity, Span
    from tonecheck.spelling.base import Speller


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's hit in ``Document.text`` coordinates (code points, half-open).

    ``rule`` is the id that reports it. ``suggestions`` replace the whole range; ``edits`` are the exact
    replacements behind the first suggestion (they may leave the middle of the range alone). ``message``
    takes the place of the rule's own where the check knows better, and so does ``severity`` (a check that is
    not sure of itself lowers it); ``note`` is said after either message. An empty match points between characters;
    ``source`` is then its place in the part's own text, where that has something that the clean text does not show.
    """

    rule: str
    start: int
    end: int
    suggestions: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    safety: Safety = "suggest"
    message: str | None = None
    severity: Severity | None = None
    note: str = ""
    source: Span | None = None


Spelling = Literal["builtin", "languagetool", "both", "off"]
Semantic = Literal["auto", True, False]


@dataclass(frozen=True, slots=True)
class Settings:
    """The part of the configuration that checks need.

    ``languagetool_url`` names the server that «languagetool» and «both» ask; without it one is started.
    ``semantic`` looks for likeness in meaning: «auto» where the encoder is installed, true insists on it.
    ``managers`` are addresses that letters on strategic ``topics`` must be copied to; without topics of the house's
    own the language's are taken. ``suppressions`` lets comments in templates silence findings. ``heads`` is a folder of
    heads to use in place of those that come with tonecheck: how they do on letters that they have not seen.
    """

    address: Literal["formal", "informal", "consistent"] = "formal"
    capital: Literal["keep", "upper", "lower"] = "keep"
    vocabulary: frozenset[str] = frozenset()
    spelling: Spelling = "builtin"
    languagetool_url: str | None = None
    semantic: Semantic = "auto"
    managers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    suppressions: bool = True
    heads: Path | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a document: which part it is of which message, under which settings; which server it may ask."""

    scope: Literal["text", "subject"] = "text"
    kind: Kind = "message"
    settings: Settings = Settings()
    message: Message | None = None
    languagetool: Speller | None = None
    part: Part | None = None

    @property
    def is_mail(self) -> bool:
        """The document comes from a mail with headers; any other text may be something else than a letter."""
        return self.message is not None and self.message.headers is not None


Check = Callable[["Document", Context], Iterable[Match]]
