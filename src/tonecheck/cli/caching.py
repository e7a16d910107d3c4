"""Sources whose reports are known are not checked again; all others are, and remembered."""

from __future__ import annotations

import contextlib
import hashlib
from collections import deque
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tonecheck.cache import FOLDER, Cache, hash_letter, hash_surroundings
from tonecheck.config import ROOT_MARKS, find_overrides
from tonecheck.config.overrides import list_spellings
from tonecheck.errors import TonecheckError
from tonecheck.model import Problem, Report
from tonecheck.sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tonecheck.cli.inputs import Source
    from tonecheck.config import Config

_SOUND = b"sound"


@dataclass(frozen=True, slots=True)
class Memory:
    """A cache, and the hash of all that its reports depend on beside their letters."""

    cache: Cache
    surroundings: bytes
    config: Config

    @property
    def knows_rules(self) -> bool:
        """Whether a run with this configuration has found no fault in it, nor in its rules."""
        return self.cache.get(self._key) == _SOUND

    def trust_rules(self) -> None:
        if not self.knows_rules:
            self.cache.put(self._key, _SOUND)

    @property
    def _key(self) -> bytes:
        return hashlib.blake2b(self.surroundings + _SOUND, digest_size=32).digest()


@contextlib.contextmanager
def open_memory(config: Config, folder: Path | None, *others: str | None) -> Iterator[Memory | None]:
    """The cache in ``folder`` for a configuration that is in force; ``others`` are what the command says of all letters.

    None without a folder, and with a LanguageTool, of which nobody can say whether it still answers the same.
    """
    if folder is None or not list_spellings(config).isdisjoint(("languagetool", "both")):
        yield None
        return
    try:
        surroundings = hash_surroundings(config, *others)
    except OSError:  # rules of the house that cannot be read; whoever loads them says so
        yield None
        return
    with Cache(folder) as cache:
        yield Memory(cache, surroundings, config)


def find_folder(config: Config) -> Path | None:
    """Where the cache is: at the root of the repository, or beside the configuration; None where there is neither.

    So that a letter checked somewhere in a home folder leaves nothing behind.
    """
    here, beside = Path.cwd(), config.path.parent.resolve() if config.path else None
    for place in (here, *here.parents):
        if place == beside or any((place / mark).exists() for mark in ROOT_MARKS):
            return place / FOLDER
        if place == Path.home():
            break
    return None


def remember(
    sources: Iterable[Source | Problem],
    memory: Memory,
    check: Callable[[Iterable[Source | Problem]], Iterator[Report | Problem]],
) -> Iterator[Report | Problem]:
    """An outcome for each source, in their order: from memory, or else of ``check``, which is called for those alone.

    ``check`` gives an outcome for each source that it takes, in their order; where all is known it is not called.
    """
    upcoming: deque[Report | tuple[bytes, bytes] | None] = deque()  # what is known, or how to keep what will be

    def find_unknown() -> Iterator[Source | Problem]:
        for given in sources:
            keys, source = _find_keys(memory, given)
            known = _recall(memory, keys, source)
            upcoming.append(known or keys)
            if known is None:
                yield source

    unknown = find_unknown()
    first = next(unknown, None)
    for outcome in check(chain([first], unknown)) if first is not None else ():
        while isinstance(upcoming[0], Report):
            yield upcoming.popleft()  # type: ignore[misc] # a Report, as the line above says
        keys = upcoming.popleft()
        if isinstance(outcome, Report) and isinstance(keys, tuple) and not outcome.errors:
            memory.cache.put(keys[0], seal(outcome, keys[1]))
        yield outcome
    for known in upcoming:
        assert isinstance(known, Report)
        yield known


def _find_keys(memory: Memory, source: Source | Problem) -> tuple[tuple[bytes, bytes] | None, Source | Problem]:
    """The keys of a source, and the source with the bytes that they are made of, so that those are what is checked.

    None for standard input, which comes once, and for what cannot be read: checking it says why.
    """
    if isinstance(source, Problem) or (source.path is None and source.data is None):
        return None, source
    try:
        data = source.read()
    except TonecheckError:
        return None, source
    # Which overrides mean it depends also on the current folder.
    in_force = ",".join(map(str, find_overrides(memory.config, source.place)))
    return hash_letter(memory.surroundings, data, f"{source.read_as}\0{in_force}"), replace(source, data=data)


def _recall(memory: Memory, keys: tuple[bytes, bytes] | None, source: Source | Problem) -> Report | None:
    if keys is None or isinstance(source, Problem):
        return None
    data = memory.cache.get(keys[0])
    report = unseal(data, keys[1]) if data is not None else None
    return report and replace(report, path=source.name)
