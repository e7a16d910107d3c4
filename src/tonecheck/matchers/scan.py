"""The rules of one language against a document: every matcher, then the rules' own exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.checks.remedy import find_remedies, near
from tonecheck.checks.stated import Statements
from tonecheck.errors import RuleError
from tonecheck.matchers.compiler import compile_phrase
from tonecheck.matchers.grammar import parse_phrase
from tonecheck.matchers.index import PhraseIndex, index_programs
from tonecheck.matchers.lists import read_list
from tonecheck.matchers.regex import find_occurring, find_regex
from tonecheck.matchers.suggest import suggest
from tonecheck.matchers.tokens import TokenMatcher
from tonecheck.matchers.view import View, view_document
from tonecheck.model import Span
from tonecheck.places import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Context
    from tonecheck.matchers.phrases import Phrase, Program
    from tonecheck.rule import Rule


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule matched, in characters, and where the brackets of its phrase did, in positions of the view."""

    start: int
    end: int
    groups: tuple[tuple[int, int] | None, ...] = ()


class Matchers:
    """Rules of one language, compiled and indexed once; never changed, so safe between threads."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile the phrases of all rules.

        Raises:
            RuleError: for a phrase that cannot be read, naming file, key and column.

        """
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in rules}
        phrases = [(rule, phrase) for rule in self.rules.values() for phrase in rule.phrases]
        self._owners = tuple(rule for rule, _ in phrases)
        self.index: PhraseIndex = index_programs(compile_text(phrase) for _, phrase in phrases)
        self._regex = tuple(rule for rule in self.rules.values() if rule.regex)
        self._patterns = tuple(pattern for rule in self._regex for pattern in rule.regex)
        self._tokens = TokenMatcher((rule.id, list(rule.tokens)) for rule in self.rules.values() if rule.tokens)

    def scan(self, document: Document, context: Context) -> Scan:
        """What the rules say of one document, in this scope and for this kind of message."""
        view = view_document(document)
        found: dict[str, list[_Place]] = {}
        for rule, place in self._places(view):
            if applies(rule, context):
                found.setdefault(rule.id, []).append(place)
        matches = (
            _make_match(self.rules[rule], place, view) for rule, places in found.items() for place in _leftmost(places)
        )
        return Scan(self.rules, view, matches)

    def _places(self, view: View) -> Iterator[tuple[Rule, _Place]]:
        for number, hit in self.index.find(view):
            yield self._owners[number], _Place(*view.range(hit.start, hit.end), hit.groups)
        text = view.document.text
        occurring = find_occurring(self._patterns, text)
        for rule in self._regex:
            for pattern in rule.regex:
                if pattern in occurring:
                    yield from ((rule, _Place(*place)) for place in find_regex(pattern, text, word=rule.word))
        tokens = view.document.tokens
        for name, first, after in self._tokens.find(view.document):
            yield self.rules[name], _Place(tokens[first].start, tokens[after - 1].end)


class Scan:
    """One document, scanned: the matches that no exception silences, and the exceptions for what checks find.

    Lives as long as its message is looked at: it remembers where the exceptions of a rule stand.
    """

    def __init__(self, rules: Mapping[str, Rule], view: View, matches: Iterable[Match]) -> None:
        self._rules = rules
        self._view = view
        self._near: dict[str, Ranges] = {}
        self.matches: tuple[Match, ...] = tuple(match for match in matches if self.allows(match))

    def allows(self, match: Match) -> bool:
        """No ``unless`` phrase of its rule overlaps the match, no ``unless-sentence`` phrase stands in its sentence.

        Nor does a remedy stand close by, nor a date or the substance of what was agreed, for a rule that asks.
        """
        rule = self._rules.get(match.rule)
        if rule is None:
            return True
        if rule.unless_remedy and self._remedies.touches(*near(self._view.document, match.start)):
            return False
        if rule.unless_stated and self._statements.silence(rule.unless_stated, match.start, match.end):
            return False
        if not (rule.unless or rule.unless_sentence):
            return True
        if rule.id not in self._near:
            sentences = (self._sentence(start) for start, _ in self._places(rule.unless_sentence))
            self._near[rule.id] = Ranges((*self._spans(rule.unless), *sentences))
        return not self._near[rule.id].touches(match.start, max(match.end, match.start + 1))

    @cached_property
    def _remedies(self) -> Ranges:
        return Ranges(find_remedies(self._view.document))

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self._view.document)

    def silences(self, rule: str) -> bool:
        """An ``unless-message`` phrase of the rule stands in this document: none of its matches counts."""
        return rule in self._rules and any(True for _ in self._places(self._rules[rule].unless_message))

    def _places(self, phrases: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
        for phrase in phrases:
            for hit in compile_text(phrase).find(self._view):
                yield hit.start, hit.end

    def _spans(self, phrases: Iterable[Phrase]) -> Iterator[Span]:
        return (Span(*self._view.range(start, end)) for start, end in self._places(phrases))

    def _sentence(self, position: int) -> Span:
        """The characters of the sentence that holds a position of the view."""
        document = self._view.document
        sentence = document.sentence_of(self._view.tokens[position].index)
        return Span(document.tokens[sentence.start].start, document.tokens[sentence.end - 1].end)


def applies(rule: Rule, context: Context) -> bool:
    """The rule speaks in this scope (body or subject), for this kind of message, and for a label if this is one."""
    if context.part is not None and context.part.is_label and not rule.labels:
        return False
    return rule.scope in ("all", context.scope) and context.kind in rule.kinds


@lru_cache(maxsize=16_384)
def compile_text(phrase: Phrase) -> Program:
    """The program of a phrase; RuleError names file, key and column."""
    try:
        return compile_phrase(parse_phrase(phrase.text), lambda name: read_list(phrase.path, name))
    except RuleError as error:
        raise RuleError(f"{phrase.path}: {phrase.where}, {error}") from error


def _leftmost(places: list[_Place]) -> Iterator[_Place]:
    """Of places that overlap the leftmost, then longest."""
    free = 0
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if place.start >= free:
            free = place.end
            yield place


def _make_match(rule: Rule, place: _Place, view: View) -> Match:
    suggestions, edits = suggest(rule.suggest, view, place.start, place.end, place.groups)
    return Match(rule.id, place.start, place.end, suggestions, edits, rule.safety)
