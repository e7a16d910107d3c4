"""Which sentences are worth a vector: a linear model over hashed character n-grams, thousands of sentences a second.

The encoder takes some 10 ms a sentence; most sentences of a letter are greetings, dates and plain business that no
head would ever flag. What the filter costs in recall stands in data/heads.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SIZES = (2, 3, 4, 5)
BITS = 16
#: Odd numbers near 2^64 divided by the golden ratio and by e: they spread neighbouring n-grams over all buckets.
STEP = np.uint64(0x9E3779B97F4A7C15)
SPREAD = np.uint64(0xBB67AE8584CAA73B)


def hash_ngrams(text: str) -> NDArray[np.int64]:
    """The buckets (0 to 2^16 - 1) of all n-grams of a text, its edges marked by spaces; one entry an occurrence."""
    signs = np.frombuffer(f" {text.lower()} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    hashes = np.zeros_like(signs)
    found = []
    for size in range(1, max(SIZES) + 1):
        if len(signs) < size:
            break
        hashes = hashes[: len(signs) - size + 1] * STEP + signs[size - 1 :]
        if size in SIZES:
            found.append(hashes * SPREAD >> np.uint64(64 - BITS))
    return np.concatenate(found).astype(np.int64)


def score(texts: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """A logit for each text: what its n-grams weigh, over the root of their number; the last weight is the bias."""
    return np.array(
        [weights[ngrams := hash_ngrams(text)].sum() / len(ngrams) ** 0.5 + weights[-1] for text in texts], np.float32
    )
