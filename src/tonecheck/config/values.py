"""One value of a configuration file → what it means, or a ``ConfigError`` that names file, line and key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tonecheck.config.lines import Keys, find_line
from tonecheck.config.words import nearest
from tonecheck.errors import ConfigError
from tonecheck.model import Severity

if TYPE_CHECKING:
    from pathlib import Path

#: Somebody's address, or a pattern of addresses: «*@company.example».
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where keys are being read: a file, a table in it (``prefix``), and the number of an entry in a list of tables."""

    path: Path
    source: str
    prefix: Keys = ()
    entry: int = 0

    def line(self, keys: Keys) -> int:
        return find_line(self.source, (*self.prefix, *keys), self.entry)

    def error(self, keys: Keys, sentence: str) -> ConfigError:
        return ConfigError(f"{self.path}:{self.line(keys)}: {sentence}")


#: Reads the value of a key. Raises ``ConfigError``.
Read = Callable[[Place, Keys, object], Any]


def dotted(keys: Keys) -> str:
    return ".".join(keys)


def read_flag(place: Place, keys: Keys, value: object) -> bool:
    if not isinstance(value, bool):
        raise place.error(keys, f"{dotted(keys)} must be true or false, not {value!r}")
    return value


def read_auto_or_flag(place: Place, keys: Keys, value: object) -> Literal["auto"] | bool:
    if value == "auto" or isinstance(value, bool):
        return value
    raise place.error(keys, f"{dotted(keys)} must be 'auto', true or false, not {value!r}")


def read_text(place: Place, keys: Keys, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise place.error(keys, f"{dotted(keys)} must be a text, not {value!r}")
    return value


def read_words(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise place.error(keys, f"{dotted(keys)} must be a list of texts, not {value!r}")
    return tuple(value)


def read_vocabulary(place: Place, keys: Keys, value: object) -> frozenset[str]:
    return frozenset(read_words(place, keys, value))


def read_folders(place: Place, keys: Keys, value: object) -> tuple[Path, ...]:
    folders = tuple(place.path.parent / name for name in read_words(place, keys, value))
    for folder in folders:
        if not folder.is_dir():
            raise place.error(keys, f"{dotted(keys)} names a folder that is not there: {folder}")
    return folders


def read_file(place: Place, keys: Keys, value: object) -> Path:
    if not isinstance(value, str) or not value.strip():
        raise place.error(keys, f"{dotted(keys)} must be the path of a file, not {value!r}")
    return place.path.parent / value


def read_file_or_flag(place: Place, keys: Keys, value: object) -> Path | bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or not value.strip():
        raise place.error(keys, f"{dotted(keys)} must be true, false or the path of a folder, not {value!r}")
    return place.path.parent / value


def one_of(*allowed: str) -> Read:
    """Reads one of a few words."""

    def read(place: Place, keys: Keys, value: object) -> str:
        if value not in allowed:
            near = nearest(value, allowed) if isinstance(value, str) else ""
            wanted = ", ".join(repr(name) for name in allowed)
            raise place.error(keys, f"{dotted(keys)} must be one of {wanted}, not {value!r}{near}")
        return str(value)

    return read


_read_severity_name = one_of(*(severity.value for severity in Severity))


def read_severity(place: Place, keys: Keys, value: object) -> Severity:
    return Severity(_read_severity_name(place, keys, value))


def read_addresses(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    """E-mail addresses of people."""
    addresses = read_words(place, keys, value)
    for address in addresses:
        if "@" not in address:
            raise place.error(keys, f"{dotted(keys)} holds e-mail addresses; {address!r} is none")
    return addresses


def read_address_patterns(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    """E-mail addresses, or patterns of them."""
    patterns = read_words(place, keys, value)
    for pattern in patterns:
        if not _ADDRESS.fullmatch(pattern):
            raise place.error(
                keys, f"{dotted(keys)} holds addresses or patterns such as '*@company.example'; {pattern!r} is neither"
            )
    return patterns


def read_categories(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    from tonecheck.rulebook import load_categories  # noqa: PLC0415 - reads a file, where categories are named

    named = read_words(place, keys, value)
    known = [category.id for category in load_categories()]
    for name in named:
        if name not in known:
            raise place.error(keys, f"{dotted(keys)}: no category is called {name!r}{nearest(name, known)}")
    return named


def read_server(place: Place, keys: Keys, value: object) -> str:
    from tonecheck.spelling.server import base_url  # noqa: PLC0415 - urllib, only where a server is named

    try:
        return base_url(value if isinstance(value, str) else "")
    except ValueError:
        wanted = "the address of a server such as http://127.0.0.1:8081"
        raise place.error(keys, f"{dotted(keys)} must be {wanted}, not {value!r}") from None
