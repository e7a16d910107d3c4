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
    """Where keys are being read: a file, a table in it (``prefix``), or an ``entry`` (from 0) of a list of tables."""

    path: Path
    source: str
    prefix: Keys = ()
    entry: int | None = None

    def line(self, keys: Keys) -> int:
        return find_line(self.source, (*self.prefix, *keys), self.entry or 0)

    def name(self, keys: Keys) -> str:
        """A key as errors call it: «copy.managers», «overrides[1].select» (from 1)."""
        return ".".join(keys if self.entry is None else (f"{self.prefix[-1]}[{self.entry + 1}]", *keys))

    def error(self, keys: Keys, sentence: str) -> ConfigError:
        return ConfigError(f"{self.path}:{self.line(keys)}: {sentence}")


#: Reads the value of a key. Raises ``ConfigError``.
Read = Callable[[Place, Keys, object], Any]


def read_flag(place: Place, keys: Keys, value: object) -> bool:
    if not isinstance(value, bool):
        raise place.error(keys, f"{place.name(keys)} must be true or false, not {value!r}")
    return value


def read_auto_or_flag(place: Place, keys: Keys, value: object) -> Literal["auto"] | bool:
    if value == "auto" or isinstance(value, bool):
        return value
    raise place.error(keys, f"{place.name(keys)} must be 'auto', true or false, not {value!r}")


def read_text(place: Place, keys: Keys, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise place.error(keys, f"{place.name(keys)} must be a text, not {value!r}")
    return value


def read_words(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise place.error(keys, f"{place.name(keys)} must be a list of texts, not {value!r}")
    return tuple(value)


def read_globs(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    """Patterns of paths, relative to the folder of the configuration."""
    globs = read_words(place, keys, value)
    for glob in globs:
        parts = glob.split("/")
        fault = (
            "separate folders with /"
            if "\\" in glob
            else "it is relative to the folder of the configuration, and cannot leave it"
            if glob.startswith("/") or ".." in parts
            else "** stands for whole folders, between slashes"
            if any("**" in part and part != "**" for part in parts)
            else ""
        )
        if fault:
            raise place.error(keys, f"{place.name(keys)}: the pattern {glob!r} cannot be understood: {fault}")
    if not globs:
        raise place.error(keys, f"{place.name(keys)} is empty; say which files are meant, such as 'letters/vip/**'")
    return globs


def read_base(place: Place, keys: Keys, value: object) -> Path:
    """Another configuration file."""
    path = read_file(place, keys, value)
    if not path.is_file():
        raise place.error(keys, f"{place.name(keys)} names a file that is not there: {path}")
    return path


def read_required_version(place: Place, keys: Keys, value: object) -> str:
    """Versions of tonecheck that may read the file (PEP 440); the running one must be among them."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - only where it is asked for

    from tonecheck import __version__  # noqa: PLC0415 - see above

    wanted = read_text(place, keys, value)
    try:
        fits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except InvalidSpecifier:
        raise place.error(keys, f"{place.name(keys)} must be versions such as '>=0.1,<1', not {value!r}") from None
    if not fits:
        raise place.error(keys, f"{place.name(keys)} asks for tonecheck {wanted}; this is tonecheck {__version__}")
    return wanted


def read_vocabulary(place: Place, keys: Keys, value: object) -> frozenset[str]:
    return frozenset(read_words(place, keys, value))


def read_folders(place: Place, keys: Keys, value: object) -> tuple[Path, ...]:
    folders = tuple(place.path.parent / name for name in read_words(place, keys, value))
    for folder in folders:
        if not folder.is_dir():
            raise place.error(keys, f"{place.name(keys)} names a folder that is not there: {folder}")
    return folders


def read_file(place: Place, keys: Keys, value: object) -> Path:
    if not isinstance(value, str) or not value.strip():
        raise place.error(keys, f"{place.name(keys)} must be the path of a file, not {value!r}")
    return place.path.parent / value


def read_file_or_flag(place: Place, keys: Keys, value: object) -> Path | bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or not value.strip():
        raise place.error(keys, f"{place.name(keys)} must be true, false or the path of a folder, not {value!r}")
    return place.path.parent / value


def one_of(*allowed: str) -> Read:
    """Reads one of a few words."""

    def read(place: Place, keys: Keys, value: object) -> str:
        if value not in allowed:
            near = nearest(value, allowed) if isinstance(value, str) else ""
            wanted = ", ".join(repr(name) for name in allowed)
            raise place.error(keys, f"{place.name(keys)} must be one of {wanted}, not {value!r}{near}")
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
            raise place.error(keys, f"{place.name(keys)} holds e-mail addresses; {address!r} is none")
    return addresses


def read_address_patterns(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    """E-mail addresses, or patterns of them."""
    patterns = read_words(place, keys, value)
    for pattern in patterns:
        if not _ADDRESS.fullmatch(pattern):
            raise place.error(
                keys,
                f"{place.name(keys)} holds addresses or patterns such as '*@company.example'; {pattern!r} is neither",
            )
    return patterns


def read_categories(place: Place, keys: Keys, value: object) -> tuple[str, ...]:
    from tonecheck.rulebook import load_categories  # noqa: PLC0415 - reads a file, where categories are named

    named = read_words(place, keys, value)
    known = [category.id for category in load_categories()]
    for name in named:
        if name not in known:
            raise place.error(keys, f"{place.name(keys)}: no category is called {name!r}{nearest(name, known)}")
    return named


def read_server(place: Place, keys: Keys, value: object) -> str:
    from tonecheck.spelling.server import base_url  # noqa: PLC0415 - urllib, only where a server is named

    try:
        return base_url(value if isinstance(value, str) else "")
    except ValueError:
        wanted = "the address of a server such as http://127.0.0.1:8081"
        raise place.error(keys, f"{place.name(keys)} must be {wanted}, not {value!r}") from None
