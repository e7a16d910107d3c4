"""Has any letter of a corpus got worse: misses and false alarms letter by letter, against those written down before.

Totals hide it: a rule that finds two faults more and loses one looks like progress, and the lost one was somebody's letter.
The file holds ids and counts, no text. A letter that it does not know is new and may be as hard as it likes.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tonecheck.evaluation import Score

#: Letter id → what is wrong with it, «missed excuses» or «false typos», and how often.
Standing = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Regression:
    """A letter that has more of one kind of error than before."""

    letter: str
    what: str  #: «missed» or «false», and the category
    before: int
    now: int


def measure_standing(scores: Iterable[Score]) -> Standing:
    """The errors of every letter that was evaluated, letters without one too."""
    standing: dict[str, Counter[str]] = {}
    for score in scores:
        standing.update((letter, Counter()) for letter in score.seen)
        for miss in score.misses:
            standing[miss.letter][f"{miss.what} {miss.category}"] += 1
    return {letter: dict(sorted(errors.items())) for letter, errors in sorted(standing.items())}


def find_regressions(before: Mapping[str, Mapping[str, int]], now: Standing) -> list[Regression]:
    """What got worse in letters known before, in the order of their ids."""
    return [
        Regression(letter, what, known.get(what, 0), count)
        for letter, errors in now.items()
        if (known := before.get(letter)) is not None
        for what, count in errors.items()
        if count > known.get(what, 0)
    ]


def read_standing(path: Path) -> Standing:
    """The file that ``write_standing`` wrote. Raises ``TonecheckError`` where it is something else."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TonecheckError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError:
        data = None
    letters: Any = data.get("letters") if isinstance(data, dict) and data.get("version") == 1 else None
    if not isinstance(letters, dict) or not all(isinstance(errors, dict) for errors in letters.values()):
        raise TonecheckError(f"{path}: is no baseline of `tonecheck eval`; write one with --write-baseline")
    standing: Standing = letters
    return standing


def write_standing(path: Path, standing: Standing) -> None:
    """One letter a line, so that a diff shows which letters changed."""
    lines = [f"  {json.dumps(letter)}: {json.dumps(errors)}" for letter, errors in standing.items()]
    path.write_text('{"version": 1, "letters": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
