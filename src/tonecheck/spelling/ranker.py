"""Which candidate was meant, and how sure are we? A log-linear model that may also answer «leave it as it is».

P(candidate | form, neighbours) is proportional to exp(weights · features); the features are how frequent the candidate is,
which slips lead to it, and, for the likeliest, whether it fits between its neighbours. The weights are fitted by
tools/fit_speller.py and shipped as ``data/{lang}-weights.json``, with the figures they reached.
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
from tonecheck.spelling.surroundings import fit, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.analysis import Token
    from tonecheck.spelling.lexicon import Lexicon

#: Only the most frequent and nearest candidates take part: the rest cannot win.
WIDTH = 60
#: The neighbours judge so many.
JUDGED = 12
#: So many are returned.
BEST = 5


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
        values["more"] = len(candidate.slips) - 2.0
    if candidate.text[0] != form[0]:
        values["first-letter"] = 1.0
    if not split and len(candidate.text) <= 4:
        values["short"] = 1.0
    if split and min(map(len, candidate.text.split())) <= 3 and candidate.slips[0] == "split":
        values["split-short"] = 1.0
    if candidate.level <= 2:
        values["rare"] = 1.0
    return values


def leave_features(form: str, lexicon: Lexicon) -> dict[str, float]:
    """What speaks for leaving the form as it is."""
    return {
        "leave-seen": lexicon.seen(form) / 4.0,
        "leave-length": min(len(form), 14) / 4.0,
        "leave-short": float(len(form) <= 4),
        "leave-blamed": float(lexicon.is_blamed(form)),
    }


def context_features(
    lexicon: Lexicon, candidate: Candidate, left: Token | None, right: Token | None
) -> dict[str, float]:
    """What the neighbours say of a candidate; the parts of a split are neighbours, too."""
    first, *second = (lexicon.parses(part) for part in candidate.text.split(" "))
    if not second:
        return fit(lexicon.lang, first, left, right)
    found = fit(lexicon.lang, first, left, None)
    for name, value in fit(lexicon.lang, second[-1], None, right).items():
        found[name] = found.get(name, 0.0) + value
    if candidate.slips[0] == "split":
        judge(found, first, second[0])
    return found


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
        self._alone = lru_cache(maxsize=20_000)(self._score_alone)

    def rank(self, form: str, left: Token | None = None, right: Token | None = None) -> tuple[Ranked, ...]:
        """Up to five candidates, best first; the neighbours, where given, have their say."""
        leave, scored = self._alone(form)
        if left is not None or right is not None:
            scored = [
                (c, s + score(context_features(self._lexicon, c, left, right), self._weights))
                for c, s in scored[:JUDGED]
            ] + scored[JUDGED:]
        top = max([leave, *(s for _, s in scored)])
        total = math.exp(leave - top) + sum(math.exp(s - top) for _, s in scored)
        ranked = [Ranked(c.text, c.slips, math.exp(s - top) / total) for c, s in scored]
        return tuple(sorted(ranked, key=lambda r: (-r.probability, r.text))[:BEST])

    def _score_alone(self, form: str) -> tuple[float, list[tuple[Candidate, float]]]:
        """The score of «leave», and the candidates with theirs, best first, without their neighbours."""
        leave = score(leave_features(form, self._lexicon), self._weights)
        scored = [(c, score(features(form, c), self._weights)) for c in nearest(form, self._lexicon)]
        return leave, sorted(scored, key=lambda pair: (-pair[1], pair[0].text))


@cache
def load_ranker(lang: str) -> Ranker:
    """The ranker of «ru» or «uk», built on first use and kept."""
    from tonecheck.spelling.lexicon import load_lexicon  # noqa: PLC0415 - the lexicon loads the dictionary

    return Ranker(load_lexicon(lang))
