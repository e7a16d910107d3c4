"""The configuration: ``tonecheck.toml``, or ``[tool.tonecheck]`` in ``pyproject.toml``.

Only the command line looks for a file (``discover``); the API reads one when it is told to (``load``). Whatever
cannot be understood is refused with file, line, and the key or value that was probably meant: a misspelt key
that silently changes nothing would be a letter sent unchecked.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from tonecheck.checks.base import Settings, Spelling
from tonecheck.errors import ConfigError
from tonecheck.model import Kind, Severity

UiLanguage = Literal["ru", "uk", "en"]

#: Looked for in this order in one folder; a pyproject.toml counts only with a [tool.tonecheck] table.
FILE_NAMES = ("tonecheck.toml", "pyproject.toml")
#: The search upwards ends at a folder that holds one of these: the root of a repository.
_MEANT = re.compile(r"^\s*\[+\s*tool\s*\.\s*tonecheck\b", re.MULTILINE)
ROOT_MARKS = (".git", ".hg", ".svn")


@dataclass(frozen=True, slots=True)
class Config:
    """What a house decides for itself. The defaults are those of a run without a file.

    ``select`` and ``ignore`` hold rule ids, categories or patterns («familiarity/address-*»); an empty
    ``select`` takes every rule. ``severity`` maps the same selectors to severities. ``rules`` are folders with
    rules of the house. ``baseline`` is the file of findings that are known (docs/baseline.md).
    ``cache`` is the folder of the cache, or whether there is one. ``path`` is the file this was read from.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    severity: tuple[tuple[str, Severity], ...] = ()
    fail_on: Severity = Severity.WARNING
    rules: tuple[Path, ...] = ()
    language: Literal["ru", "uk"] | None = None
    ui_language: UiLanguage | None = None
    kind: Kind | None = None
    baseline: Path | None = None
    cache: Path | bool = True
    settings: Settings = field(default_factory=Settings)
    path: Path | None = None


def discover(folder: Path) -> Path | None:
    """The nearest configuration file in ``folder`` or above it.

    The search ends at the root of a repository, at the home folder, or at the root of the file system,
    so that a stray file far above changes nobody's letters.
    """
    home = Path.home()
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        for name in FILE_NAMES:
            path = place / name
            if path.is_file() and (name == "tonecheck.toml" or _has_table(path)):
                return path
        if place == home or any((place / mark).exists() for mark in ROOT_MARKS):
            return None
    return None


def load(path: Path) -> Config:
    """Read a configuration file. Raises ``ConfigError`` with file and line for the first mistake."""
    config, errors = load_leniently(path)
    if errors:
        raise errors[0]
    return config


def load_leniently(path: Path) -> tuple[Config, tuple[ConfigError, ...]]:
    """What can be understood of a configuration file, and every mistake in it.

    For the command line, where one bad key must not keep the letters from being checked: they are, with the
    mistakes on stderr and exit code 2.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(source)
    except OSError as error:
        return Config(path=path), (ConfigError(f"{path}: cannot read the configuration: {error.strerror}"),)
    except UnicodeDecodeError:
        return Config(path=path), (ConfigError(f"{path}: the configuration is not UTF-8"),)
    except tomllib.TOMLDecodeError as error:
        return Config(path=path), (ConfigError(f"{path}: the configuration is not valid TOML: {error}"),)
    prefix = ("tool", "tonecheck") if path.name == "pyproject.toml" else ()
    table: object = data
    for key in prefix:
        table = table.get(key, {}) if isinstance(table, dict) else {}
    reader = _Reader(path, source, prefix)
    return reader.config(table), tuple(reader.errors)


def nearest(word: str, known: Iterable[str]) -> str:
    """« did you mean …?» for a word that is not among the known ones, or «» when none is near."""
    near = difflib.get_close_matches(word, sorted(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml configures tonecheck, or would if it were valid; any other is somebody else's business."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return _MEANT.search(source) is not None
    tool = data.get("tool", {})
    return isinstance(tool, dict) and "tonecheck" in tool


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns parsed TOML into a ``Config`` and knows the line of every key for its errors."""

    path: Path
    source: str
    prefix: tuple[str, ...]
    errors: list[ConfigError] = field(default_factory=list)

    def config(self, table: object) -> Config:
        """Everything that can be understood; what cannot is left at its default and remembered in ``errors``."""
        if not isinstance(table, dict):
            self.errors.append(self.error((), "[tool.tonecheck] must be a table"))
            return Config(path=self.path)
        values: dict[str, Any] = {}
        settings: dict[str, Any] = {}
        tables: dict[str, Callable[[object], Mapping[str, Any]]] = {
            "address": self._address,
            "spelling": self._spelling,
            "copy": self._copy,
        }
        for key, value in table.items():
            target = settings if key in _SETTINGS else values
            try:
                if key in tables:
                    settings.update(tables[key](value))
                else:
                    self._refuse_unknown(key, _KEYS, ())
                    target[key.replace("-", "_")] = _KEYS[key](self, (key,), value)
            except ConfigError as error:
                self.errors.append(error)
        return Config(**values, settings=Settings(**settings), path=self.path)

    def error(self, keys: tuple[str, ...], sentence: str) -> ConfigError:
        line = _line_of(self.source, (*self.prefix, *keys))
        return ConfigError(f"{self.path}:{line}: {sentence}")

    def flag(self, keys: tuple[str, ...], value: object) -> bool:
        if not isinstance(value, bool):
            raise self.error(keys, f"{_dotted(keys)} must be true or false, not {value!r}")
        return value

    def auto_or_flag(self, keys: tuple[str, ...], value: object) -> Literal["auto"] | bool:
        if value == "auto" or isinstance(value, bool):
            return value
        raise self.error(keys, f"{_dotted(keys)} must be 'auto', true or false, not {value!r}")

    def words(self, keys: tuple[str, ...], value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(keys, f"{_dotted(keys)} must be a list of texts, not {value!r}")
        return tuple(value)

    def vocabulary(self, keys: tuple[str, ...], value: object) -> frozenset[str]:
        return frozenset(self.words(keys, value))

    def folders(self, keys: tuple[str, ...], value: object) -> tuple[Path, ...]:
        folders = tuple(self.path.parent / name for name in self.words(keys, value))
        for folder in folders:
            if not folder.is_dir():
                raise self.error(keys, f"{_dotted(keys)} names a folder that is not there: {folder}")
        return folders

    def file(self, keys: tuple[str, ...], value: object) -> Path:
        if not isinstance(value, str) or not value.strip():
            raise self.error(keys, f"{_dotted(keys)} must be the path of a file, not {value!r}")
        return self.path.parent / value

    def file_or_flag(self, keys: tuple[str, ...], value: object) -> Path | bool:
        if isinstance(value, bool):
            return value
        if not isinstance(value, str) or not value.strip():
            raise self.error(keys, f"{_dotted(keys)} must be true, false or the path of a folder, not {value!r}")
        return self.path.parent / value

    def one_of(self, *allowed: str) -> Callable[[tuple[str, ...], object], str]:
        def read(keys: tuple[str, ...], value: object) -> str:
            if value not in allowed:
                near = nearest(value, allowed) if isinstance(value, str) else ""
                wanted = ", ".join(repr(name) for name in allowed)
                raise self.error(keys, f"{_dotted(keys)} must be one of {wanted}, not {value!r}{near}")
            return str(value)

        return read

    def one_severity(self, keys: tuple[str, ...], value: object) -> Severity:
        return Severity(self.one_of(*(severity.value for severity in Severity))(keys, value))

    def severities(self, keys: tuple[str, ...], value: object) -> tuple[tuple[str, Severity], ...]:
        if not isinstance(value, dict):
            raise self.error(keys, f'{_dotted(keys)} must be a table such as typos = "warning", not {value!r}')
        return tuple((selector, self.one_severity((*keys, selector), grade)) for selector, grade in value.items())

    def _address(self, value: object) -> dict[str, str]:
        """``address = "formal"``, or the table ``[address]`` with ``mode`` and ``capital``."""
        modes = self.one_of("formal", "informal", "consistent")
        if not isinstance(value, dict):
            return {"address": modes(("address",), value)}
        for key in value:
            self._refuse_unknown(key, ("mode", "capital"), ("address",))
        read: dict[str, str] = {}
        if "mode" in value:
            read["address"] = modes(("address", "mode"), value["mode"])
        if "capital" in value:
            read["capital"] = self.one_of("keep", "upper", "lower")(("address", "capital"), value["capital"])
        return read

    def _spelling(self, value: object) -> dict[str, str]:
        """``spelling = "both"``, or the table ``[spelling]`` with ``engine`` and ``languagetool.url``."""
        engines = self.one_of(*get_args(Spelling))
        if not isinstance(value, dict):
            return {"spelling": engines(("spelling",), value)}
        read: dict[str, str] = {}
        for key in value:
            self._refuse_unknown(key, ("engine", "languagetool"), ("spelling",))
        if "engine" in value:
            read["spelling"] = engines(("spelling", "engine"), value["engine"])
        if "languagetool" in value:
            keys = ("spelling", "languagetool")
            table = value["languagetool"]
            if not isinstance(table, dict):
                raise self.error(keys, f'{_dotted(keys)} must be a table such as url = "http://127.0.0.1:8081"')
            for key in table:
                self._refuse_unknown(key, ("url",), keys)
            if "url" in table:
                read["languagetool_url"] = self._server((*keys, "url"), table["url"])
        return read

    def _copy(self, value: object) -> dict[str, tuple[str, ...]]:
        """The table ``[copy]`` with ``managers`` and ``topics``."""
        if not isinstance(value, dict):
            raise self.error(("copy",), 'copy must be a table such as managers = ["chief@company.example"]')
        read: dict[str, tuple[str, ...]] = {}
        for key, entries in value.items():
            self._refuse_unknown(key, ("managers", "topics"), ("copy",))
            read[key] = self.words(("copy", key), entries)
        for address in read.get("managers", ()):
            if "@" not in address:
                raise self.error(("copy", "managers"), f"copy.managers holds e-mail addresses; {address!r} is none")
        return read

    def _server(self, keys: tuple[str, ...], value: object) -> str:
        from tonecheck.spelling.server import base_url  # noqa: PLC0415 - urllib, only where a server is named

        try:
            return base_url(value if isinstance(value, str) else "")
        except ValueError:
            wanted = "the address of a server such as http://127.0.0.1:8081"
            raise self.error(keys, f"{_dotted(keys)} must be {wanted}, not {value!r}") from None

    def _refuse_unknown(self, key: str, known: Iterable[str], keys: tuple[str, ...]) -> None:
        if key not in known:
            raise self.error((*keys, key), f"unknown key {_dotted((*keys, key))}{nearest(key, known)}")


_Read = Callable[[_Reader, tuple[str, ...], object], object]


def _choice(*allowed: str) -> _Read:
    return lambda reader, keys, value: reader.one_of(*allowed)(keys, value)


_KEYS: Mapping[str, _Read] = {
    "select": _Reader.words,
    "ignore": _Reader.words,
    "preview": _Reader.flag,
    "severity": _Reader.severities,
    "fail-on": _Reader.one_severity,
    "rules": _Reader.folders,
    "baseline": _Reader.file,
    "cache": _Reader.file_or_flag,
    "language": _choice("ru", "uk"),
    "ui-language": _choice("ru", "uk", "en"),
    "kind": _choice("message", "template"),
    "address": _choice("formal", "informal", "consistent"),
    "vocabulary": _Reader.vocabulary,
    "spelling": _choice(*get_args(Spelling)),
    "semantic": _Reader.auto_or_flag,
}
_SETTINGS = frozenset(setting.name for setting in fields(Settings))


def _dotted(keys: tuple[str, ...]) -> str:
    return ".".join(keys)


_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")


def _line_of(source: str, keys: tuple[str, ...]) -> int:
    """The line (from 1) where a key of valid TOML is set; the line of its table where the key is inline; else 1.

    ``tomllib`` tells no lines. One look at the line starts is enough: a header sets the table, and a line that
    begins with a key of that table is where it is set.
    """
    table: tuple[str, ...] = ()
    best, best_depth = 1, 0
    for number, line in enumerate(source.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _split(header[1])
            path = table
        else:
            name, equals, _ = line.partition("=")
            if not equals:
                continue
            path = (*table, *_split(name))
        depth = len(path)
        if depth > best_depth and path == keys[:depth]:
            best, best_depth = number, depth
    return best


def _split(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key: ``severity."familiarity/slang"`` → («severity», «familiarity/slang»)."""
    parts = re.findall(r'"([^"]*)"|\'([^\']*)\'|([^\s."\']+)', dotted)
    return tuple(double or single or bare for double, single, bare in parts)
