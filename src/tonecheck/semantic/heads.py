"""Three linear heads over what ``features`` sees: is it a fault at all, of which kind, and does it stand in a letter.

The small categories have a hundred examples each, all faults together some two thousand: one head for «no manager should
write this» and one for «and this is its kind» find more than a head for each category. Stories and blogs are full of private
life and of reasons that nobody writes to a client: the third head knows letters from prose, and is asked of bare texts; a
mail is a letter by its headers (docs/semantic.md). The file holds plain numbers; tools/train_semantic.py writes it.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tonecheck.semantic.features import NEIGHBOUR_WEIGHT, OWN_SIGNS, SIGN_WEIGHT, find_signs, find_units
from tonecheck.semantic.prefilter import score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tonecheck.analysis import Document
    from tonecheck.semantic.encoder import Encoder
    from tonecheck.semantic.features import Unit

    Floats = NDArray[np.float32]

FOLDER = Path(__file__).parent / "data"
#: Sentences of one document that are judged at most, the likeliest first: no letter has so many, and time stays bounded.
MOST = 100
#: What the prefilter's logit counts beside the head's: words and vectors err in different places.
NGRAM_WEIGHT = 0.3
#: How far the logit of «a fault» may rise over that of «in a letter», in a text that may be none.
LETTER_MARGIN = 2.5
#: Fault logit below which a rule's finding is taken for a false alarm: one in a hundred labelled faults lies there.
INNOCENT = -3.0
#: A sentence that stands alone, or nearly, tells too little of what surrounds it to doubt a rule.
LEAST_UNITS = 4
#: Mean logit of «in a letter» below which a text of several sentences is none: one letter in two hundred lies there, and
#: nine essays in ten.
LEAST_LETTER = -0.5
#: What the share of a kind counts beside the logit of «a fault».
SHARE_WEIGHT = 1.0
#: A sentence may be two faults («на складе опять всё перепутали, а я вам говорила»): a second kind from this share on.
LEAST_SHARE, MOST_KINDS = 0.2, 2


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A sentence of corpora/ that is a fault of ``category``, on one line."""

    category: str
    language: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything that is trained. Weights are columns, their last row is the bias."""

    encoder: str  #: name of the encoder that the weights belong to
    categories: tuple[str, ...]  #: columns of ``kind``
    thresholds: Mapping[str, float]  #: least score of the categories that are good enough to speak
    centres: Mapping[str, Floats]  #: mean vector of each language: what remains is what is said, not in which language
    sign_means: Floats
    sign_scales: Floats
    fault: Floats
    letter: Floats
    kind: Floats
    prefilter: Floats
    least: float  #: prefilter score below which a sentence is not encoded
    examples: tuple[Example, ...]
    example_vectors: Floats  #: centred, of unit length


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence that is like the faults of ``category``; ``example`` is the nearest of them in the same language."""

    unit: Unit
    category: str
    score: float
    example: str


def judge(document: Document, model: Model, encoder: Encoder, *, is_mail: bool = False) -> list[Judgement]:
    """The sentences of a document that are like known faults, in order; ``is_mail`` says that it surely is a letter."""
    units = find_units(document)
    likely = score([unit.text for unit in units], model.prefilter)
    chosen = choose(likely, model.least)
    if not chosen:
        return []
    vectors = read_vectors(units, chosen, encoder, model.centres[document.lang])
    rows = _make_rows(document, units, chosen, vectors, model)
    faults = rate_fault(rows, likely[chosen], model, is_mail=is_mail)
    shares = log_shares(apply(model.kind, own_part(rows, len(model.sign_means))))
    scores = faults + SHARE_WEIGHT * shares
    found = []
    for row, number in enumerate(chosen):
        for column in pick_kinds(shares[row]):
            category = model.categories[column]
            if scores[row, column] >= model.thresholds.get(category, np.inf):
                example = _nearest(vectors[number], category, document.lang, model)
                found.append(Judgement(units[number], category, float(scores[row, column]), example))
    return found


def find_innocent(document: Document, places: Sequence[tuple[int, int]], model: Model, encoder: Encoder) -> list[bool]:
    """For each place (code points, half-open): whether every sentence that it touches is sure to be no fault."""
    units = find_units(document)
    if len(units) < LEAST_UNITS:
        return [False] * len(places)
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    touched = [range(bisect_right(ends, start), bisect_left(starts, end)) for start, end in places]
    chosen = sorted({number for numbers in touched for number in numbers})[:MOST]
    if not chosen:
        return [False] * len(places)
    likely = score([units[number].text for number in chosen], model.prefilter)
    vectors = read_vectors(units, chosen, encoder, model.centres[document.lang])
    rows = _make_rows(document, units, chosen, vectors, model)
    rated = rate_fault(rows, likely, model, is_mail=True)[:, 0]
    faults = dict(zip(chosen, rated, strict=True))
    return [bool(numbers) and all(faults.get(number, np.inf) < INNOCENT for number in numbers) for numbers in touched]


def is_prose(document: Document, model: Model, encoder: Encoder) -> bool:
    """Whether a text of several sentences is plainly no letter; judged by its first hundred."""
    units = find_units(document)[:MOST]
    if len(units) < LEAST_UNITS:
        return False
    everyone = range(len(units))
    vectors = read_vectors(units, everyone, encoder, model.centres[document.lang])
    return bool(apply(model.letter, _make_rows(document, units, everyone, vectors, model)).mean() < LEAST_LETTER)


def _make_rows(
    document: Document, units: Sequence[Unit], chosen: Sequence[int], vectors: Floats, model: Model
) -> Floats:
    signs = (find_signs(document, units, chosen) - model.sign_means) * model.sign_scales
    return join(vectors, chosen, signs)


def choose(likely: Floats, least: float) -> list[int]:
    """Numbers of the units that are worth a vector by their prefilter scores, in order."""
    chosen = np.flatnonzero(likely >= least)
    if len(chosen) > MOST:
        chosen = np.sort(chosen[np.argsort(-likely[chosen], kind="stable")[:MOST]])
    return [int(number) for number in chosen]


def read_vectors(units: Sequence[Unit], chosen: Sequence[int], encoder: Encoder, centre: Floats) -> Floats:
    """Centred vectors of the chosen units and their neighbours, and of no others: the rest is zeros."""
    wanted = sorted({n for number in chosen for n in (number - 1, number, number + 1) if 0 <= n < len(units)})
    vectors = np.zeros((len(units), len(centre)), np.float32)
    vectors[wanted] = encoder.encode([units[n].text for n in wanted]) - centre
    return vectors


def join(vectors: Floats, chosen: Sequence[int], signs: Floats) -> Floats:
    """A row for each chosen unit: its vector, the one before, the one after (zeros where there is none), its signs."""
    padded = np.pad(vectors, ((1, 1), (0, 0)))
    at = np.asarray(chosen, int) + 1
    near = (NEIGHBOUR_WEIGHT * padded[at - 1], NEIGHBOUR_WEIGHT * padded[at + 1])
    return np.hstack((padded[at], *near, SIGN_WEIGHT * signs)).astype(np.float32)


def rate_fault(rows: Floats, likely: Floats, model: Model, *, is_mail: bool) -> Floats:
    """The logit of «a fault» (a column); in what may be no letter, as sure as the less sure of two heads."""
    fault = apply(model.fault, rows) + NGRAM_WEIGHT * likely[:, None]
    return fault if is_mail else limit(fault, apply(model.letter, rows))


def limit(fault: Floats, letter: Floats) -> Floats:
    """Fault logits that rise no higher over those of «in a letter» than they may."""
    result: Floats = np.minimum(fault, letter + LETTER_MARGIN)
    return result


def pick_kinds(shares: Floats) -> list[int]:
    """Columns of the kinds that are said of a sentence, by their logarithmic shares: the likeliest, perhaps one more."""
    order = np.argsort(-shares, kind="stable")[:MOST_KINDS]
    return [int(column) for rank, column in enumerate(order) if rank == 0 or shares[column] >= np.log(LEAST_SHARE)]


def own_part(rows: Floats, signs: int) -> Floats:
    """What the kind is read from: the sentence by itself.

    That no date stands around makes a fault likelier, but does not make every fault of such a letter a vague promise.
    """
    width = (rows.shape[1] - signs) // 3
    return np.hstack((rows[:, :width], rows[:, 3 * width : 3 * width + OWN_SIGNS]))


def apply(weights: Floats, rows: Floats) -> Floats:
    """Linear scores; the last row of the weights is the bias."""
    result: Floats = rows @ weights[:-1] + weights[-1]
    return result


def log_shares(kind: Floats) -> Floats:
    """Kind logits as logarithms of shares that add up to one."""
    kind = kind - kind.max(axis=1, keepdims=True)
    result: Floats = kind - np.log(np.exp(kind).sum(axis=1, keepdims=True))
    return result


def _nearest(vector: Floats, category: str, language: str, model: Model) -> str:
    same = [n for n, e in enumerate(model.examples) if e.category == category and e.language == language]
    if not same:
        return ""
    return model.examples[same[int(np.argmax(model.example_vectors[same] @ vector))]].text


@cache
def load_model(folder: Path = FOLDER) -> Model:
    """The trained model, read once a process."""
    told = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
    with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
        numbers = {name: arrays[name] for name in arrays.files}
    scale = numbers["example_scale"]
    return Model(
        encoder=told["encoder"],
        categories=tuple(told["kinds"]),
        thresholds={name: told["categories"][name]["threshold"] for name in told["speaking"]},
        centres={language: numbers[f"centre_{language}"] for language in ("ru", "uk")},
        sign_means=numbers["sign_means"],
        sign_scales=numbers["sign_scales"],
        fault=numbers["fault"],
        letter=numbers["letter"],
        kind=numbers["kind"],
        prefilter=numbers["prefilter"].astype(np.float32),
        least=told["prefilter"]["threshold"],
        examples=tuple(Example(**example) for example in told["examples"]),
        example_vectors=numbers["example_vectors"].astype(np.float32) * scale,
    )
