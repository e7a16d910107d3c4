"""Fit the weights of the spelling ranker: ``src/tonecheck/spelling/data/{ru,uk}-weights.json``.

    pip install ua-gec==2.1.3
    python tools/fit_speller.py ru --pairs spelling-ru.jsonl --clean letters.jsonl
    python tools/fit_speller.py uk --held-out spelling-uk.jsonl --clean letters.jsonl

Russian: pairs of RUSpellRU (SpellRuEval 2016, through SAGE), rows {"source", "correct"}. Ukrainian: the train part of UA-GEC
(CC BY 4.0, the PyPI package ua-gec), less the documents of --held-out. In both, words of clean letters (rows with
"text" and no "findings") that the dictionary lacks are examples of «leave». Only a few dozen weights leave this script, no row does.
The model is a multinomial logistic regression over the candidates of each unknown word, with an L2 penalty, fitted by
plain gradient descent; the figures in the file are five-fold cross-validated over the examples.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tonecheck.analysis import Token, analyse
from tonecheck.spelling.gates import is_quiet
from tonecheck.spelling.lexicon import Lexicon, load_lexicon
from tonecheck.spelling.ranker import context_features, features, leave_features, nearest
from tonecheck.spelling.surroundings import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "src" / "tonecheck" / "spelling" / "data"
WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
SOURCES = {
    "ru": "pairs of RUSpellRU (SpellRuEval 2016, through SAGE); clean letters of tonecheck",
    "uk": "train part of UA-GEC (CC BY 4.0) less the documents held out; clean letters of tonecheck",
}
PENALTY = 0.5
STEPS = 400
SURE = 0.7


@dataclass(frozen=True)
class Case:
    """An unknown form, the feature rows of its answers (row 0: leave) and the index of the right one (-1: none of them)."""

    form: str
    answers: tuple[str, ...]
    rows: list[dict[str, float]]
    right: int
    meant: str


def normal(word: str) -> str:
    return re.sub("[’ʼ]", "'", word).lower().replace("ё", "е")


@dataclass(frozen=True)
class Pair:
    """A word as written and as meant, between its neighbours."""

    written: str
    meant: str
    left: Token | None
    right: Token | None


def aligned(source: str, correct: str, lang: str) -> Iterator[Pair]:
    """The words of ``source`` that the speller would look at, each with what is meant («» where that is unclear)."""
    document = analyse(source, lang)
    tokens = [token for token in document.tokens if token.kind == "word"]
    a, b = [token.norm for token in tokens], [normal(w) for w in WORD.findall(correct)]
    for _, i, j, k, m in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        same = j - i == m - k
        for n in range(i, j):
            meant = b[k + n - i] if same else " ".join(b[k:m]) if j - i == 1 else ""
            if meant and not is_quiet(document, tokens[n]):
                yield Pair(a[n], meant, *neighbours(document, tokens[n]))


def case(lexicon: Lexicon, pair: Pair) -> Case | None:
    written = pair.written
    if len(written) < 3 or lexicon.is_word(written):
        return None
    near = nearest(written, lexicon)
    answers = ("", *(c.text for c in near))
    rows = [leave_features(written, lexicon)]
    rows += [features(written, c) | context_features(lexicon, c, pair.left, pair.right) for c in near]
    wanted = "" if pair.meant == written else pair.meant
    return Case(written, answers, rows, answers.index(wanted) if wanted in answers else -1, pair.meant)


def fit(cases: list[Case], names: list[str]) -> np.ndarray:
    """Weights that maximise the likelihood of the right answers; a meant word out of reach counts as «leave»."""
    index = {name: i for i, name in enumerate(names)}
    width = max(len(c.rows) for c in cases)
    x = np.zeros((len(cases), width, len(names)))
    mask = np.full((len(cases), width), -1e9)
    y = np.array([max(c.right, 0) for c in cases])
    for n, c in enumerate(cases):
        for r, row in enumerate(c.rows):
            mask[n, r] = 0.0
            for name, value in row.items():
                x[n, r, index[name]] = value
    w = np.zeros(len(names))
    m = np.zeros_like(w)
    v = np.zeros_like(w)
    for step in range(1, STEPS + 1):
        z = x @ w + mask
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(cases)), y] -= 1.0
        gradient = np.einsum("nr,nrf->f", p, x) + PENALTY * w
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * gradient**2
        w -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def answer(c: Case, w: np.ndarray, index: dict[str, int]) -> tuple[int, float]:
    z = np.array([sum(value * w[index[name]] for name, value in row.items()) for row in c.rows])
    p = np.exp(z - z.max())
    p /= p.sum()
    best = 1 + int(p[1:].argmax()) if len(p) > 1 else 0
    return best, float(p[best])


def figures(cases: list[Case], names: list[str], folds: int = 5) -> dict[str, float]:
    index = {name: i for i, name in enumerate(names)}
    said = right = flawed = 0
    for fold in range(folds):
        w = fit([c for n, c in enumerate(cases) if n % folds != fold], names)
        for c in cases[fold::folds]:
            flawed += c.right != 0
            best, p = answer(c, w, index)
            if best and p >= SURE:
                said += 1
                right += best == c.right
    return {
        "cases": len(cases),
        "errors": flawed,
        "precision": round(right / max(1, said), 3),
        "recall": round(right / max(1, flawed), 3),
        "at": SURE,
    }


def read_ru(path: Path) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from aligned(row["source"], row["correct"], "ru")


def read_uk(held_out: Path) -> Iterator[Pair]:
    from ua_gec import Corpus  # noqa: PLC0415 - only for Ukrainian

    def key(text: str) -> str:
        return re.sub(r"\W+", "", text)[:200]

    kept_apart = {key(json.loads(line)["text"]) for line in held_out.read_text(encoding="utf-8").splitlines()}
    for document in Corpus(partition="train", annotation_layer="gec-only"):
        if key(document.source) in kept_apart:
            continue
        text = document.annotated
        for sentence in str(text).split("\n"):
            source = re.sub(r"\{([^{}]*?)=>([^{}]*?):::[^{}]*\}", r"\1", sentence)
            correct = re.sub(r"\{([^{}]*?)=>([^{}]*?):::[^{}]*\}", r"\2", sentence)
            if "{" not in source:
                yield from aligned(source, correct, "uk")


def read_clean(path: Path, lang: str) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row.get("findings", []):
            yield from aligned(row["text"], row["text"], lang)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lang", choices=("ru", "uk"))
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--clean", type=Path, action="append", default=[])
    args = parser.parse_args()
    lexicon = load_lexicon(args.lang)
    stream = [*(read_ru(args.pairs) if args.lang == "ru" else read_uk(args.held_out))]
    for path in args.clean:
        stream += read_clean(path, args.lang)
    found = (case(lexicon, pair) for pair in stream)
    cases = [c for c in found if c is not None]
    names = sorted({name for c in cases for row in c.rows for name in row})
    result = {"language": args.lang, "source": SOURCES[args.lang], "figures": figures(cases, names)}
    weights = {name: round(float(value), 3) for name, value in zip(names, fit(cases, names), strict=True)}
    (DATA / f"{args.lang}-weights.json").write_text(
        json.dumps({**result, "weights": weights}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(result["figures"], weights)


if __name__ == "__main__":
    main()
