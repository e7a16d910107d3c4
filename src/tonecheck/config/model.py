"""What a configuration says, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tonecheck.checks.base import Settings
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
    presend: Presend = field(default_factory=Presend)
    path: Path | None = None
