"""Two linear heads over what ``features`` sees: is it a fault at all, and of which kind.

The small categories have some fifty examples each, all faults together nearly a thousand: one head for «no manager should
write this» and one for «and this is its kind» find more than a head for each category (docs/semantic.md). The file holds
plain numbers; tools/train_semantic.py writes it.
"""

from __future__ import annotations

import json
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


def judge(document: Document, model: Model, encoder: Encoder) -> list[Judgement]:
    """The sentences of a document that are like known faults, in order."""
    units = find_units(document)
    likely = score([unit.text for unit in units], model.prefilter)
    chosen = choose(likely, model.least)
    if not chosen:
        return []
    vectors = read_vectors(units, chosen, encoder, model.centres[document.lang])
    signs = (find_signs(document, units, chosen) - model.sign_means) * model.sign_scales
    scores = rate(join(vectors, chosen, signs), likely[chosen], model)
    tops = scores.argmax(axis=1)
    found = []
    for row, (number, top) in enumerate(zip(chosen, tops, strict=True)):
        category = model.categories[top]
        if scores[row, top] >= model.thresholds.get(category, np.inf):
            example = _nearest(vectors[number], category, document.lang, model)
            found.append(Judgement(units[number], category, float(scores[row, top]), example))
    return found


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


def rate(rows: Floats, likely: Floats, model: Model) -> Floats:
    """The score of every category: the logit of «a fault», and the logarithm of the share that this kind has in it."""
    fault = apply(model.fault, rows) + NGRAM_WEIGHT * likely[:, None]
    return combine(fault, apply(model.kind, own_part(rows, len(model.sign_means))))


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


def combine(fault: Floats, kind: Floats) -> Floats:
    """Fault logits (a column) and kind logits as one score for each category."""
    kind = kind - kind.max(axis=1, keepdims=True)
    result: Floats = fault + kind - np.log(np.exp(kind).sum(axis=1, keepdims=True))
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
        kind=numbers["kind"],
        prefilter=numbers["prefilter"].astype(np.float32),
        least=told["prefilter"]["threshold"],
        examples=tuple(Example(**example) for example in told["examples"]),
        example_vectors=numbers["example_vectors"].astype(np.float32) * scale,
    )
