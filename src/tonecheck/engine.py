"""From a message to a report: documents, matches, exceptions, places, order.

The one module that knows both coordinates: rules and checks speak of clean text, findings of the user's own.
Plain data in, plain data out; a ``Plan`` is immutable and may be shared between threads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from tonecheck.analysis import Document, analyse
from tonecheck.checks import find_check
from tonecheck.checks.base import Context, Match, Settings
from tonecheck.engines import asks_meaning, list_ran, name_engines
from tonecheck.guard import Guard
from tonecheck.holes import find_dated
from tonecheck.language.detect import count_words, label
from tonecheck.matchers import Matchers, Scan
from tonecheck.matchers.scan import applies
from tonecheck.model import Edit, Finding, Fix, Problem, Report, Severity
from tonecheck.places import Lines, Ranges, as_written, source_edits, untouchable
from tonecheck.rulebook import is_of_house
from tonecheck.suppressions import Suppressions, read_suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tonecheck.message.parts import Message, Part
    from tonecheck.rule import Rule
    from tonecheck.spelling.base import Speller

#: The languages that have rules; everything else is counted and left alone.
LANGUAGES = ("ru", "uk")
#: Somebody else's words are left alone, but a blank nobody filled in is one in quotation marks too: «[ФИО]».
_CHECKED_IN_QUOTES = frozenset({"placeholder"})
_NOT_BREAK = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules that speak, by language and id, the settings of the house, and its LanguageTool.

    ``find_matchers`` gives the rules of a language ready to be tried: indexed when they are first asked for, so that a
    letter in one language does not wait for the rules of the other.
    """

    rules: Mapping[tuple[str, str], Rule]
    find_matchers: Callable[[str], Matchers]
    settings: Settings
    languagetool: Speller | None = None
    known: tuple[Rule, ...] = ()  #: all rules, speaking or not: what a suppression may name


@dataclass(frozen=True, slots=True)
class _Study:
    """One document of a message and where it comes from; ``order`` is that of its part."""

    order: int
    part: Part
    document: Document
    context: Context
    scan: Scan | None  #: what the phrases found; None when that crashed
    quoted: Ranges  #: somebody else's words


@dataclass(frozen=True, slots=True)
class _Hit:
    """A match of a rule that speaks, in a study."""

    study: _Study
    rule: Rule
    match: Match

    @property
    def key(self) -> tuple[str, str]:
        """What makes two findings of alternative parts one: the rule and the words."""
        place = self.match.source
        document = self.study.document
        words = (
            self.study.part.text[place.start : place.end] if place else document.text[self.match.start : self.match.end]
        )
        return self.rule.id, " ".join(words.split())

    @property
    def severity(self) -> Severity:
        """The rule's, or the match's own where that is lower: a check that is not sure of itself says less."""
        own = self.match.severity
        return own if own and own.rank < self.rule.severity.rank else self.rule.severity

    @property
    def rank(self) -> tuple[int, int, int, bool, str]:
        """Order in which overlapping hits are kept: the earliest, the longest, the gravest, one with a remedy."""
        match = self.match
        return match.start, -match.end, -self.severity.rank, not match.suggestions, self.rule.id


def prepare(
    rules: Iterable[Rule],
    settings: Settings,
    languagetool: Speller | None = None,
    *,
    known: Iterable[Rule] | None = None,
) -> Plan:
    """Make rules ready. To index them costs once, for each language that occurs, what every letter would else pay.

    ``known`` are the rules that suppressions may name, by default those that speak.
    """
    rules = tuple(rules)

    @cache
    def find_matchers(lang: str) -> Matchers:
        return Matchers([rule for rule in rules if rule.language == lang])

    return Plan(
        rules={(rule.language, rule.id): rule for rule in rules},
        find_matchers=find_matchers,
        settings=settings,
        languagetool=languagetool,
        known=rules if known is None else tuple(known),
    )


def examine(
    message: Message, plan: Plan, *, language: str | None = None, repeats: bool = False, debug: bool = False
) -> Report:
    """Check a message.

    ``language`` is that of passages that could be either. ``repeats`` keeps the findings of a multipart/alternative
    part that its sibling has too: whoever mends the one must mend the other. A rule or check that crashes is one of
    the report's errors, named with the type of the exception and without a word of the mail, and the others still
    speak; with ``debug`` the exception is raised as it is.
    """
    message = label(message, language)
    guard = Guard(debug=debug)
    lines: dict[str, Lines] = {}
    contexts: list[Context] = []
    findings: list[Finding] = []
    for letter in _letters(message):
        own = list(_studies(letter, plan, guard))
        hits = [hit for study in own for hit in _merge(_believed(_hits(study, own, plan, guard), study, plan, guard))]
        findings += _findings(hits if repeats else _without_repeats(letter, hits), letter, lines)
        contexts += (study.context for study in own)
    engines = name_engines(plan, contexts, guard)
    suppressions = read_suppressions(message, plan.known) if plan.settings.suppressions else Suppressions()
    left, used = suppressions.apply(findings, plan.known, None if guard.crashes else list_ran(plan, engines))
    sentences = (*message.notes, *guard.crashes, *suppressions.mistakes)
    return Report(
        findings=left,
        errors=tuple(Problem(sentence, message.name) for sentence in sentences),
        word_counts=_word_counts(message),
        engines=engines,
        kind=message.kind,
        path=message.name,
        texts=tuple((part.name, part.text) for part in message.parts),
        is_catalogue=message.catalogue is not None,
        suppressions=used,
    )


def _letters(message: Message) -> Iterator[Message]:
    """The message, or of a catalogue each entry with its variants: one says nothing of another."""
    if message.catalogue is None:
        yield message
        return
    for _, group in groupby(message.parts, key=lambda part: part.alternative_to or part.name):
        yield replace(message, parts=tuple(group))


def _studies(message: Message, plan: Plan, guard: Guard) -> Iterator[_Study]:
    """A document for each part and language that occurs in it, with what the phrases found."""
    for order, part in enumerate(message.parts):
        scope: Literal["subject", "text"] = "subject" if part.name == "subject" else "text"
        context = Context(scope, message.kind, plan.settings, message, plan.languagetool, part)
        spoken = {passage.language for passage in part.passages}
        for lang in LANGUAGES:
            if lang in spoken:
                document = analyse(blank_others(part, lang), lang)
                document = replace(document, dated=find_dated(document, part))
                scan = guard.run("the rules", partial(plan.find_matchers(lang).scan, document, context))
                yield _Study(order, part, document, context, scan, Ranges(document.quoted))


def blank_others(part: Part, lang: str) -> str:
    """The part's clean text with all but the passages of one language blanked, so that offsets stay true."""
    pieces: list[str] = []
    end = 0
    for passage in part.passages:
        if passage.language == lang:
            pieces += (_NOT_BREAK.sub(" ", part.clean[end : passage.start]), part.clean[passage.start : passage.end])
            end = passage.end
    pieces.append(_NOT_BREAK.sub(" ", part.clean[end:]))
    return "".join(pieces)


def _hits(study: _Study, studies: Sequence[_Study], plan: Plan, guard: Guard) -> Iterator[_Hit]:
    """The matches of rules that speak here, without those that an exception or a quotation silences."""
    lang = study.document.lang
    scans = [other.scan for other in studies if other.scan and other.document.lang == lang]

    @cache
    def is_silenced(rule: str) -> bool:
        return any(scan.silences(rule) for scan in scans)

    for match in _matches(study, plan, guard):
        rule = plan.rules.get((lang, match.rule))
        if rule is None or not applies(rule, study.context):
            continue
        if rule.category.id not in _CHECKED_IN_QUOTES and study.quoted.contains(match.start, match.end):
            continue
        if not is_silenced(rule.id):
            yield _Hit(study, rule, match)


def _matches(study: _Study, plan: Plan, guard: Guard) -> Iterator[Match]:
    """Everything that matchers and checks say. A check runs once, however many rules name it."""
    document, context, scan = study.document, study.context, study.scan
    if scan:
        yield from scan.matches
    rules = (rule for (lang, _), rule in plan.rules.items() if lang == document.lang and applies(rule, context))
    for name in sorted({rule.check for rule in rules if rule.check}):
        called = f"the check {name!r}"
        found = None if called in guard.failed else guard.run(called, partial(_run_check, name, document, context))
        yield from (match for match in found or () if scan is None or scan.allows(match))


def _believed(hits: Iterable[_Hit], study: _Study, plan: Plan, guard: Guard) -> list[_Hit]:
    """Hits without those that the check of meaning takes for false alarms: «сократили на треть» of a price is no lay-off.

    It speaks of letters only, and where it did not run, every hit stands. Rules of the house are believed.
    """
    found = list(hits)
    called = "the check 'semantic'"
    doubtful = [hit for hit in found if hit.rule.check != "semantic" and not is_of_house(hit.rule)]
    if not doubtful or called in guard.failed or not asks_meaning(plan, study.document.lang, study.context):
        return found
    from tonecheck.semantic.matches import doubt  # noqa: PLC0415 - numpy, only where it is on

    places = [(hit.rule.category.id, hit.match.start, hit.match.end) for hit in doubtful]
    verdicts = (
        guard.run(called, partial(doubt, study.document, places, plan.settings, is_mail=study.context.is_mail)) or ()
    )
    false = {id(hit) for hit, is_false in zip(doubtful, verdicts, strict=False) if is_false}
    return [hit for hit in found if id(hit) not in false]


def _run_check(name: str, document: Document, context: Context) -> tuple[Match, ...]:
    return tuple(find_check(name)(document, context))


def _merge(hits: Iterable[_Hit]) -> list[_Hit]:
    """One finding for what is one fault.

    Hits of one category in one document: of identical ones the gravest stays, and one that lies inside a longer
    one goes with it («доброго времени суток» holds «времени суток»). Hits that overlap only in part are two
    faults. So is a hit in the middle that the longer one leaves alone: in «ты, Наташенька, сделаешь» the
    address is one finding around the name, and the name another.
    """
    kept: list[_Hit] = []
    open_ends: dict[str, list[_Hit]] = {}
    for hit in sorted(hits, key=lambda hit: hit.rank):
        category = hit.rule.category.id
        around = [other for other in open_ends.get(category, ()) if other.match.end >= hit.match.start]
        if not any(_covers(other.match, hit.match) for other in around):
            kept.append(hit)
            around.append(hit)
        open_ends[category] = around
    return kept


def _covers(longer: Match, match: Match) -> bool:
    if match.source is not None:
        return longer.source == match.source
    if not (longer.start <= match.start and match.end <= longer.end):
        return False
    same = (longer.start, longer.end) == (match.start, match.end)
    return same or not longer.edits or any(e.start < match.end and match.start < e.end for e in longer.edits)


def _without_repeats(message: Message, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Hits without those of a multipart/alternative part that its sibling has too."""
    said: dict[str, set[tuple[str, str]]] = {part.name: set() for part in message.parts}
    for hit in hits:
        said[hit.study.part.name].add(hit.key)
    for hit in hits:
        sibling = hit.study.part.alternative_to
        if sibling is None or hit.key not in said.get(sibling, ()):
            yield hit


def _findings(hits: Iterable[_Hit], message: Message, lines: dict[str, Lines]) -> list[Finding]:
    """Findings in the user's own text, in the order of parts and places; ``lines`` are those of texts already seen."""
    ordered = sorted(hits, key=lambda hit: (hit.study.order, hit.match.start, hit.match.end, hit.rule.id))
    used = {hit.study.order for hit in ordered}
    parts = {order: part for order, part in enumerate(message.parts) if order in used}
    for part in parts.values():
        if part.text not in lines:
            lines[part.text] = Lines(part.text)
    kept = {order: Ranges(untouchable(part.clean)) for order, part in parts.items()}
    return [_finding(hit, lines[hit.study.part.text], kept[hit.study.order]) for hit in ordered]


def _finding(hit: _Hit, lines: Lines, kept: Ranges) -> Finding:
    part, rule, match = hit.study.part, hit.rule, hit.match
    place = match.source or part.source_map.span(match.start, match.end)
    line, column = lines.position(place.start)
    return Finding(
        rule=rule.id,
        category=rule.category.id,
        severity=hit.severity,
        language=rule.language,
        message=" ".join(filter(None, (match.message or rule.message, match.note))),
        why=rule.why,
        commandment=dict(rule.category.commandments).get(rule.language, ""),
        part=part.name,
        start=place.start,
        end=place.end,
        line=line,
        column=column,
        excerpt=part.text[place.start : place.end],
        suggestions=tuple(as_written(part, text, match.start, match.end) for text in match.suggestions),
        fix=_fix(hit, kept),
    )


def _fix(hit: _Hit, kept: Ranges) -> Fix | None:
    match = hit.match
    wanted = match.edits
    if not wanted and match.suggestions:
        wanted = (Edit(match.start, match.end, match.suggestions[0]),)
    if not wanted or any(hit.study.quoted.touches(edit.start, edit.end) for edit in wanted):
        return None
    edits = source_edits(hit.study.part, wanted, kept)
    return Fix(match.safety, edits) if edits else None


def _word_counts(message: Message) -> tuple[tuple[str, int], ...]:
    """Words of the author's own text by language; what two alternative parts say counts once."""
    counts: dict[str, int] = {}
    names = {part.name for part in message.parts}
    for part in message.parts:
        if part.alternative_to in names:
            continue
        for passage in part.passages:
            words = count_words(part.clean[passage.start : passage.end])
            counts[passage.language] = counts.get(passage.language, 0) + words
    return tuple(sorted((item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0])))
