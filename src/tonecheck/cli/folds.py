"""Letters judged by heads of meaning that have not seen their writers."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from tonecheck.checker import Checker
from tonecheck.errors import TonecheckError
from tonecheck.evaluation import Letter, Score, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tonecheck.config import Config


def read_folds(folder: Path) -> dict[str, Path]:
    """For each batch the folder of heads that have not seen its writer, as tools/train_semantic.py --folds wrote them.

    Raises ``TonecheckError`` where the folder holds no such thing.
    """
    try:
        told = json.loads((folder / "folds.json").read_text(encoding="utf-8"))
        return {str(batch): folder / str(name) for batch, name in told.items()}
    except (OSError, ValueError, AttributeError) as error:
        sentence = "holds no heads by batch; tools/train_semantic.py --folds FOLDER writes them"
        raise TonecheckError(f"{folder}: {sentence}") from error


def evaluate_by_batch(config: Config, folds: Mapping[str, Path], letters: Iterable[Letter]) -> dict[str, Score]:
    """The score of every batch. Raises ``TonecheckError`` for a batch that no fold has left out."""
    scores: dict[str, Score] = {}
    for batch, some in groupby(sorted(letters, key=lambda letter: letter.batch), key=lambda letter: letter.batch):
        if batch not in folds:
            raise TonecheckError(f"no heads have left the batch {batch!r} out; train them anew with its letters")
        settings = replace(config.settings, semantic=True, heads=folds[batch])
        with Checker(replace(config, settings=settings)) as checker:
            scores[batch] = evaluate(checker, some)
    return scores
