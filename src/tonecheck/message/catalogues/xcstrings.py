"""Apple's string catalogues (.xcstrings, Xcode 15): JSON with every language of every string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tonecheck.message.catalogues import json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.message.catalogues.entry import Entry

#: Keys of the format; what stands between them tells the forms of a string apart.
_FRAME: Final = frozenset(
    ("variations", "plural", "device", "substitutions", "stringUnit", "value", "stringSet", "values")
)


def read(source: str) -> Iterator[Entry]:
    """The translations, but for those in the state «new»; raises ``UnreadableError`` with the line of what is no JSON.

    A key is that of the string, behind it what the translation is for: «%lld files[few]».
    """
    values = [value for value in json.find_values(source) if value.is_string]
    new = {
        value.path[:-1]
        for value in values
        if value.path[-1:] == ("state",) and json.decode(source, value.start, value.end) == "new"
    }
    for value in values:
        match value.path:
            case ("strings", key, "localizations", locale, *rest) if _is_text(rest):
                if value.path[: -1 if rest[-1] == "value" else -2] not in new:
                    forms = "".join(f"[{name}]" for name in rest if name not in _FRAME)
                    yield json.make_entry(source, value, key + forms, locale)
            case _:
                pass


def _is_text(rest: Sequence[str]) -> bool:
    """A string, or one of a set of phrases."""
    return rest[-2:] == ["stringUnit", "value"] or rest[-3:-1] == ["stringSet", "values"]
