"""ARB, the catalogues of Flutter: JSON whose keys beginning with «@» tell about the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.message.catalogues import json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.message.catalogues.entry import Entry


def read(source: str) -> Iterator[Entry]:
    """The messages; raises ``UnreadableError`` with the line of what is no JSON."""
    values = [value for value in json.find_values(source) if value.is_string]
    named = (json.decode(source, v.start, v.end) for v in values if v.path in (("@@locale",), ("locale",)))
    locale = next(named, None)
    for value in values:
        if value.path and not value.path[0].startswith("@"):
            yield json.make_entry(source, value, ".".join(value.path), locale)
