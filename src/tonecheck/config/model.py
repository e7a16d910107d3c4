"""What a configuration says, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tonecheck.checks.base import Semantic, Settings, Spelling
from tonecheck.model import Kind, Severity

if TYPE_CHECKING:
    from pathlib import Path

UiLanguage = Literal["ru", "uk", "en"]


@dataclass(frozen=True, slots=True)
class Presend:
    """What is held back before it is sent.

    A letter is refused for a finding of ``refuse_on`` or worse, in one of the ``categories`` (none: in any). Where
    ``only_to`` is not empty, letters are checked only if one of the recipients is among these; a letter to nobody
    but ``skip_to`` is never. Both hold addresses or patterns of them («*@company.example»). ``author_override`` lets
    the author send it all the same.
    """

    refuse_on: Severity = Severity.ERROR
    categories: tuple[str, ...] = ()
    only_to: tuple[str, ...] = ()
    skip_to: tuple[str, ...] = ()
    author_override: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of a ``key`` («address.mode») was set: file and line (from 1).

    ``paths`` are those of the override that set it. ``adds`` says that it adds to what was set before.
    """

    key: str
    path: Path
    line: int
    paths: tuple[str, ...] = ()
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """What is different for some files: those that one of the patterns in ``paths`` means (config/overrides.py).

    What is None stays as it is; ``extend_…`` and ``severity`` add to it.
    """

    paths: tuple[str, ...]
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] | None = None
    extend_ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    language: Literal["ru", "uk"] | None = None
    kind: Kind | None = None
    address: Literal["formal", "informal", "consistent"] | None = None
    capital: Literal["keep", "upper", "lower"] | None = None
    vocabulary: frozenset[str] | None = None
    extend_vocabulary: frozenset[str] = frozenset()
    spelling: Spelling | None = None
    semantic: Semantic | None = None
    origins: tuple[Origin, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Config:
    """What a house decides for itself. The defaults are those of a run without a file.

    ``select`` and ``ignore`` hold rule ids, categories or patterns («familiarity/address-*»); an empty
    ``select`` takes every rule, ``extend_select`` more than those. ``severity`` maps the same selectors to severities.
    ``rules`` are folders with rules of the house. ``baseline`` is the file of findings that are known
    (docs/baseline.md). ``cache`` is the folder of the cache, or whether there is one. ``path`` is the file this was
    read from.
    ``overrides`` are for files below ``root``, by default the folder of ``path``; the last that means a file wins.
    ``origins`` says where values come from; it has no part in comparisons.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
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
    presend: Presend = field(default_factory=Presend)
    overrides: tuple[Override, ...] = ()
    required_version: str | None = None
    path: Path | None = None
    root: Path | None = None
    origins: tuple[Origin, ...] = field(default=(), compare=False, repr=False)


def find_origin(origins: tuple[Origin, ...], key: str) -> Origin | None:
    """Where a key was set last; None where no file set it."""
    return next((origin for origin in reversed(origins) if origin.key == key), None)
