"""What a speller is: something that finds typos in a document. One protocol, several backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Context, Match


class Speller(Protocol):
    """A backend; ``check`` gives matches of the rules «typos/…», in document coordinates, in any order."""

    @property
    def name(self) -> str: ...

    def check(self, document: Document, context: Context) -> Iterable[Match]: ...
