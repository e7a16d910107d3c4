"""Rules against a document: every matcher, then the rule's own exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.errors import RuleError
from tonecheck.matchers.grammar import parse_phrase
from tonecheck.matchers.index import PhraseIndex, index_programs
from tonecheck.matchers.lists import read_list
from tonecheck.matchers.phrases import Program, compile_phrase
from tonecheck.matchers.regex import find_regex
from tonecheck.matchers.suggest import suggest
from tonecheck.matchers.tokens import TokenMatcher
from tonecheck.matchers.view import View, view_document
from tonecheck.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Context
    from tonecheck.matchers.phrases import Phrase
    from tonecheck.rulebook import Rule


@dataclass(frozen=True, slots=True)
class _Exceptions:
    """The compiled ``unless…`` phrases of a rule."""

    unless: tuple[Program, ...]
    unless_sentence: tuple[Program, ...]
    unless_message: tuple[Program, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A match before exceptions: characters, and the places of the brackets where a phrase had any."""

    rule: Rule
    start: int
    end: int
    groups: tuple[tuple[int, int] | None, ...] = ()


class Matchers:
    """Rules made ready for their language: compiled and indexed once, never changed, safe between threads."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile all phrases of the rules, which are in one language.

        Raises:
            RuleError: for a phrase that cannot be read, naming file, key and column.

        """
        self._rules: Mapping[str, Rule] = {rule.id: rule for rule in rules}
        owners: list[Rule] = []
        programs: list[Program] = []
        for rule in self._rules.values():
            compiled = compile_phrases(rule, rule.phrases)
            owners.extend([rule] * len(compiled))
            programs.extend(compiled)
        self._owners = tuple(owners)
        self.index: PhraseIndex = index_programs(programs)
        self._exceptions: Mapping[str, _Exceptions] = {
            rule.id: _Exceptions(
                compile_phrases(rule, rule.unless),
                compile_phrases(rule, rule.unless_sentence),
                compile_phrases(rule, rule.unless_message),
            )
            for rule in self._rules.values()
            if rule.unless or rule.unless_sentence or rule.unless_message
        }
        self._regex = tuple(rule for rule in self._rules.values() if rule.regex)
        self._tokens = TokenMatcher((rule.id, list(rule.tokens)) for rule in self._rules.values() if rule.tokens)

    def scan(self, document: Document, context: Context) -> Scan:
        """What the rules find in one document of their language."""
        return Scan(self, document, context)

    def _find(self, view: View, context: Context) -> Iterator[Match]:
        """Matches of every rule that speaks here: the leftmost and longest of those of one rule that overlap."""
        by_rule: dict[str, list[_Found]] = {}
        for found in self._find_all(view):
            if applies(found.rule, context):
                by_rule.setdefault(found.rule.id, []).append(found)
        for places in by_rule.values():
            free = 0
            for found in sorted(places, key=lambda f: (f.start, -f.end)):
                if found.start >= free:
                    free = found.end
                    yield _make_match(found, view)

    def _find_all(self, view: View) -> Iterator[_Found]:
        tokens, text = view.tokens, view.document.text
        for number, hit in self.index.find(view):
            yield _Found(self._owners[number], tokens[hit.start].start, tokens[hit.end - 1].end, hit.groups)
        for rule in self._regex:
            for pattern in rule.regex:
                for start, end in find_regex(pattern, text, word=rule.word):
                    yield _Found(rule, start, end)
        everything = view.document.tokens
        for name, first, after in self._tokens.find(view.document):
            yield _Found(self._rules[name], everything[first].start, everything[after - 1].end)

    def _excepts(self, rule: str) -> _Exceptions | None:
        return self._exceptions.get(rule)


class Scan:
    """One document, scanned: matches, and the exceptions of the rules for matches that checks make."""

    def __init__(self, matchers: Matchers, document: Document, context: Context) -> None:
        self._matchers = matchers
        self._view = view_document(document)
        self.matches: tuple[Match, ...] = tuple(
            match for match in matchers._find(self._view, context) if self.allows(match)  # noqa: SLF001
        )

    def allows(self, match: Match) -> bool:
        """Neither ``unless`` overlaps the match nor ``unless-sentence`` stands in its sentence."""
        exceptions = self._matchers._excepts(match.rule)  # noqa: SLF001
        if exceptions is None:
            return True
        place = Span(match.start, max(match.end, match.start + 1))
        if any(place.overlaps(span) for span in self._spans(exceptions.unless)):
            return False
        if not exceptions.unless_sentence:
            return True
        around = [sentence for sentence in self._sentences if sentence.overlaps(place)]
        return not any(span.overlaps(s) for span in self._spans(exceptions.unless_sentence) for s in around)

    def silences(self, rule: str) -> bool:
        """An ``unless-message`` phrase of the rule stands in this document: none of its matches counts."""
        exceptions = self._matchers._excepts(rule)  # noqa: SLF001
        return exceptions is not None and any(True for _ in self._spans(exceptions.unless_message))

    def _spans(self, programs: tuple[Program, ...]) -> Iterator[Span]:
        tokens = self._view.tokens
        for program in programs:
            for hit in program.find(self._view):
                yield Span(tokens[hit.start].start, tokens[hit.end - 1].end)

    @cached_property
    def _sentences(self) -> tuple[Span, ...]:
        document = self._view.document
        return tuple(
            Span(document.tokens[s.start].start, document.tokens[s.end - 1].end) for s in document.sentences
        )


def applies(rule: Rule, context: Context) -> bool:
    """The rule speaks in this scope (body or subject) and for this kind of message."""
    return rule.scope in ("all", context.scope) and context.kind in rule.kinds


def compile_phrases(rule: Rule, phrases: Iterable[Phrase]) -> tuple[Program, ...]:
    """The programs of these phrases of the rule; RuleError names file, key and column."""
    programs = []
    for phrase in phrases:
        try:
            programs.append(compile_phrase(parse_phrase(phrase.text), lambda name: read_list(rule.path, name)))
        except RuleError as error:
            raise RuleError(f"{rule.path}: {phrase.where}: {error}") from error
    return tuple(programs)


def _make_match(found: _Found, view: View) -> Match:
    suggestions, edit = suggest(found.rule.suggest, view, found.start, found.end, found.groups)
    edits: tuple[Edit, ...] = () if edit is None else (edit,)
    return Match(found.rule.id, found.start, found.end, suggestions, edits, found.rule.safety)
