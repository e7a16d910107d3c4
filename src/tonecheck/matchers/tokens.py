"""Patterns of spaCy's ``Matcher``, for what phrases cannot say: shapes, flags, lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tonecheck.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tonecheck.analysis import Document

#: What a blank pipeline fills in. LEMMA and MORPH are refused: a spaCy token has one of each, «дела» has several.
ATTRIBUTES = frozenset(
    {
        *("ORTH", "TEXT", "LOWER", "NORM", "LENGTH", "SHAPE", "PREFIX", "SUFFIX", "SPACY", "OP"),
        *("IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_BRACKET", "IS_QUOTE"),
        *("IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL"),
    }
)


def check_pattern(pattern: object) -> None:
    """Refuse what is no pattern of ours.

    Raises:
        RuleError: naming the attribute and why it is refused.

    """
    if not isinstance(pattern, list) or not pattern or not all(isinstance(token, dict) for token in pattern):
        raise RuleError('a pattern is a list of tables, one for each token, as [{LOWER = "ок"}]')
    for token in pattern:
        for attribute in token:
            if attribute in ("LEMMA", "MORPH", "POS", "TAG", "DEP"):
                raise RuleError(f"{attribute} is refused here: a spaCy token has one, «дела» has several; use phrases")
            if attribute not in ATTRIBUTES:
                raise RuleError(f"no token attribute is called {attribute}; there are {', '.join(sorted(ATTRIBUTES))}")


class TokenMatcher:
    """All token patterns of one language, tried at once, only where a rule has any."""

    def __init__(self, patterns: Iterable[tuple[str, list[list[dict[str, Any]]]]]) -> None:
        """``patterns`` are pairs of a rule's id and its patterns."""
        self._patterns = tuple(patterns)

    def find(self, document: Document) -> Iterator[tuple[str, int, int]]:
        """(rule id, first token, token after the last) of every match; the longest of those that overlap."""
        if not self._patterns:
            return
        from spacy.matcher import Matcher  # noqa: PLC0415 - a second of start-up that most letters never need

        doc = document.doc
        # A matcher holds on to a vocabulary, and every thread has its own: building one costs microseconds a pattern.
        matcher = Matcher(doc.vocab)
        for rule, patterns in self._patterns:
            matcher.add(rule, patterns, greedy="LONGEST")
        names = {doc.vocab.strings[rule]: rule for rule, _ in self._patterns}
        for key, start, end in sorted(matcher(doc), key=lambda found: found[1:]):
            yield names[key], start, end
