"""What every format of catalogue becomes: entries, each a text with its way back into the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tonecheck.message.sourcemap import SourceMap
    from tonecheck.model import Span

#: Levels that maps, lists and elements may be nested; no catalogue of people comes near it.
MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One string of a catalogue.

    ``key`` is its name in the file, «user.mail.subject»; ``text`` its value as the program will see it, escapes
    undone; ``source_map`` leads from it back into the decoded file. ``locale`` is what the file itself says
    («ru_RU»), None where it says nothing. ``write`` spells new text as the file spells this value. ``holes`` are
    ranges of ``text`` that the format marks as placeholders.
    """

    key: str
    text: str
    source_map: SourceMap
    locale: str | None
    write: Callable[[str], str]
    holes: tuple[Span, ...] = ()
