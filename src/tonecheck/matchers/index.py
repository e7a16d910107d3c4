"""The anchor index: of thousands of phrases only those are tried whose anchor occurs in the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tonecheck.matchers.phrases import Hit, Program
    from tonecheck.matchers.view import View


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Programs by the keys of their anchors; ``loose`` ones have no anchor and are always tried."""

    programs: tuple[Program, ...]
    by_key: Mapping[str, tuple[int, ...]]
    loose: tuple[int, ...]

    def candidates(self, view: View) -> dict[int, list[int]]:
        """Which programs to try, and from which positions: all the work that a document costs."""
        everywhere = range(len(view.tokens))
        anchored: dict[int, list[Iterable[int]]] = {number: [everywhere] for number in self.loose}
        for key in view.positions.keys() & self.by_key.keys():
            for number in self.by_key[key]:
                anchored.setdefault(number, []).append(view.positions[key])
        return {
            number: starts
            for number, positions in sorted(anchored.items())
            if (starts := self.programs[number].starts_near(view, positions))
        }

    def find(self, view: View) -> Iterator[tuple[int, Hit]]:
        """(number of the program, match) for everything that matches."""
        for number, starts in self.candidates(view).items():
            for hit in self.programs[number].find_from(view, starts):
                yield number, hit


def index_programs(programs: Iterable[Program]) -> PhraseIndex:
    """The index over these programs; their numbers are their places."""
    kept = tuple(programs)
    by_key: dict[str, list[int]] = {}
    for number, program in enumerate(kept):
        for key in program.anchor.keys:
            by_key.setdefault(key, []).append(number)
    loose = tuple(number for number, program in enumerate(kept) if not program.anchor.keys)
    return PhraseIndex(kept, {key: tuple(numbers) for key, numbers in by_key.items()}, loose)
