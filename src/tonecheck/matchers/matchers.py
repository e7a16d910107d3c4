"""The rules of one language against a document: phrases, regular expressions and token patterns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.errors import RuleError
from tonecheck.matchers.grammar import parse_phrase
from tonecheck.matchers.index import PhraseIndex, index_programs
from tonecheck.matchers.lists import read_list
from tonecheck.matchers.phrases import Phrase, Program, compile_phrase
from tonecheck.matchers.regex import find_regex
from tonecheck.matchers.suggest import suggest
from tonecheck.matchers.tokens import TokenMatcher
from tonecheck.matchers.view import View, view_document
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tonecheck.analysis import Document
    from tonecheck.rulebook import Rule


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule matched, in characters, and where the brackets of its phrase did, in positions of the view."""

    start: int
    end: int
    groups: tuple[tuple[int, int] | None, ...] = ()


class Matchers:
    """Rules of one language, compiled and indexed once; never changed, so safe between threads."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile all phrases of the rules.

        Raises:
            RuleError: for a phrase that cannot be read, naming file, key and column.

        """
        self._rules: Mapping[str, Rule] = {rule.id: rule for rule in rules}
        phrases = [(rule, phrase) for rule in self._rules.values() for phrase in rule.phrases]
        self._owners = tuple(rule for rule, _ in phrases)
        self.index: PhraseIndex = index_programs(compile_text(phrase) for _, phrase in phrases)
        self._regex = tuple(rule for rule in self._rules.values() if rule.regex)
        self._tokens = TokenMatcher((rule.id, list(rule.tokens)) for rule in self._rules.values() if rule.tokens)

    def find(self, document: Document) -> tuple[Match, ...]:
        """What the rules find, before their exceptions: of overlapping places of one rule the leftmost and longest."""
        view = view_document(document)
        places: dict[str, list[_Place]] = {}
        for rule, place in self._places(view):
            places.setdefault(rule.id, []).append(place)
        return tuple(
            _make_match(self._rules[rule], place, view) for rule, found in places.items() for place in _leftmost(found)
        )

    def _places(self, view: View) -> Iterator[tuple[Rule, _Place]]:
        for number, hit in self.index.find(view):
            yield self._owners[number], _Place(view.tokens[hit.start].start, view.tokens[hit.end - 1].end, hit.groups)
        for rule in self._regex:
            for pattern in rule.regex:
                for start, end in find_regex(pattern, view.document.text, word=rule.word):
                    yield rule, _Place(start, end)
        tokens = view.document.tokens
        for name, first, after in self._tokens.find(view.document):
            yield self._rules[name], _Place(tokens[first].start, tokens[after - 1].end)


def find_phrases(phrases: Iterable[Phrase], document: Document) -> Iterator[Span]:
    """Where any of these phrases stands in the document: for the exceptions of rules."""
    view = view_document(document)
    for phrase in phrases:
        for hit in compile_text(phrase).find(view):
            yield Span(view.tokens[hit.start].start, view.tokens[hit.end - 1].end)


@lru_cache(maxsize=16_384)
def compile_text(phrase: Phrase) -> Program:
    """The program of a phrase; RuleError names file, key and column."""
    try:
        return compile_phrase(parse_phrase(phrase.text), lambda name: read_list(phrase.path, name))
    except RuleError as error:
        raise RuleError(f"{phrase.path}: {phrase.where}, {error}") from error


def _leftmost(places: list[_Place]) -> Iterator[_Place]:
    free = 0
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if place.start >= free:
            free = place.end
            yield place


def _make_match(rule: Rule, place: _Place, view: View) -> Match:
    suggestions, edits = suggest(rule.suggest, view, place.start, place.end, place.groups)
    return Match(rule.id, place.start, place.end, suggestions, edits, rule.safety)
