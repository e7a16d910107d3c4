"""Which candidate was meant, and how sure are we? A log-linear model that may also answer «leave it as it is».

P(candidate | form) is proportional to exp(weights · features); the features are how frequent the candidate is and which
slips lead to it. The weights are fitted by tools/fit_speller.py and shipped as ``data/{lang}-weights.json``, with the
figures they reached.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from tonecheck.spelling.candidates import Candidate, candidates, compound_candidates
from tonecheck.spelling.formation import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.spelling.lexicon import Lexicon

#: Only the most frequent and nearest candidates take part: the rest cannot win.
WIDTH = 60


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate, its slips and its probability; those of all candidates and of «leave» sum to 1."""

    text: str
    slips: tuple[str, ...]
    probability: float


def features(form: str, candidate: Candidate) -> dict[str, float]:
    """What speaks for a candidate."""
    split = candidate.slips[0].startswith("split")
    values = {"candidate": 1.0, ("level-split" if split else "level"): candidate.level / 4.0}
    for slip in candidate.slips:
        values[slip] = values.get(slip, 0.0) + 1.0
    if len(candidate.slips) > 1:
        values["two"] = 1.0
    if candidate.text[0] != form[0]:
        values["first-letter"] = 1.0
    if not split and len(candidate.text) <= 4:
        values["short"] = 1.0
    if split and min(map(len, candidate.text.split())) <= 3 and candidate.slips[0] == "split":
        values["split-short"] = 1.0
    return values


def leave_features(form: str, lexicon: Lexicon) -> dict[str, float]:
    """What speaks for leaving the form as it is."""
    return {
        "leave-seen": lexicon.seen(form) / 4.0,
        "leave-length": min(len(form), 14) / 4.0,
        "leave-short": float(len(form) <= 4),
    }


def score(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(value * weights.get(name, 0.0) for name, value in values.items())


def nearest(form: str, lexicon: Lexicon) -> list[Candidate]:
    """The candidates that may win, by frequency less a flat price for each slip."""
    found = (*candidates(form, lexicon), *compound_candidates(form, PATTERNS[lexicon.lang].first_parts, lexicon))
    return sorted(found, key=lambda c: (6 * len(c.slips) - c.level, c.text))[:WIDTH]


class Ranker:
    """Ranks the candidates of a form. Immutable but for a bounded cache."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        text = resources.files("tonecheck.spelling").joinpath("data", f"{lexicon.lang}-weights.json").read_text("utf-8")
        self._weights: dict[str, float] = json.loads(text)["weights"]
        self.rank = lru_cache(maxsize=20_000)(self._rank)

    def _rank(self, form: str) -> tuple[Ranked, ...]:
        """Up to five candidates, best first."""
        near = nearest(form, self._lexicon)
        leave = score(leave_features(form, self._lexicon), self._weights)
        scores = [score(features(form, c), self._weights) for c in near]
        top = max([leave, *scores])
        total = math.exp(leave - top) + sum(math.exp(s - top) for s in scores)
        ranked = [Ranked(c.text, c.slips, math.exp(s - top) / total) for c, s in zip(near, scores, strict=True)]
        return tuple(sorted(ranked, key=lambda r: (-r.probability, r.text))[:5])


@cache
def load_ranker(lang: str) -> Ranker:
    """The ranker of «ru» or «uk», built on first use and kept."""
    from tonecheck.spelling.lexicon import load_lexicon  # noqa: PLC0415 - the lexicon loads the dictionary

    return Ranker(load_lexicon(lang))
