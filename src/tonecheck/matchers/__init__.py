"""The closed set of matchers: phrases, token patterns, regular expressions."""

from __future__ import annotations

from tonecheck.matchers.matchers import Matchers, find_phrases
from tonecheck.matchers.phrases import Phrase

__all__ = ["Matchers", "Phrase", "find_phrases"]
