"""The closed set of matchers: phrases, token patterns, regular expressions."""

from __future__ import annotations

from tonecheck.matchers.phrases import Phrase
from tonecheck.matchers.scan import Matchers, Scan

__all__ = ["Matchers", "Phrase", "Scan"]
