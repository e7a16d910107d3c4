"""Comments that silence findings in templates: one grammar for every comment syntax, always with a reason.

    <!-- tonecheck: ignore[oversharing] -- слоган клиента -->

``ignore`` holds for the lines that the comment stands on, and in HTML for the paragraph, cell or button that it stands
in; ``ignore-next-line`` for the next line with text, ``begin-ignore`` … ``end-ignore`` for what is between them,
``ignore-file`` for the file. In brackets stand selectors as in the configuration. As in ruff and mypy, a suppression
that silences nothing is reported; unlike there, one without a reason silences nothing.

A letter about to leave (kind «message») is not silenced by what stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tonecheck.config import nearest
from tonecheck.errors import ConfigError
from tonecheck.message.comments import Comment, find_comments
from tonecheck.model import Finding, Span, Suppression
from tonecheck.places import Lines
from tonecheck.selection import matches, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tonecheck.message.parts import Message, Part
    from tonecheck.rule import Rule

_VERBS: Final = ("ignore", "ignore-next-line", "begin-ignore", "end-ignore", "ignore-file")
_HEAD: Final = re.compile(r"tonecheck\s*:\s*([\w-]*)\s*", re.IGNORECASE)
#: Two hyphens, or the dash that a word processor makes of them.
_DASH: Final = re.compile(r"\s*(?:--|[—–])\s*")
_EXAMPLE: Final = "«tonecheck: ignore[excuses] -- why»"
#: Characters of a selector that a message repeats.
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Suppressions:
    """The suppressions of a message with the places that they hold for, and sentences about those that are wrong."""

    entries: tuple[tuple[Suppression, Span | None], ...] = ()  #: None: the whole file
    mistakes: tuple[str, ...] = ()

    def apply(
        self, findings: Iterable[Finding], rules: Iterable[Rule], ran: Collection[str] | None
    ) -> tuple[tuple[Finding, ...], tuple[Suppression, ...]]:
        """The findings that are left, and the suppressions with what they silenced.

        ``rules`` are all that a selector may mean, ``ran`` the ids of those that have looked at the message (None where
        something failed): of a rule that has not looked nobody can say that it has nothing to silence.
        """
        if not self.entries:
            return tuple(findings), ()
        by_id = _by_id(rules)
        counts = [dict.fromkeys(entry.selectors, 0) for entry, _ in self.entries]
        left = tuple(finding for finding in findings if not self._silence(finding, by_id[finding.rule], counts))
        expected = {name for name, same in by_id.items() if any(rule.enabled and not rule.preview for rule in same)}
        expected |= set(ran or ())
        used = tuple(
            replace(
                entry,
                silenced=sum(count.values()),
                unused=tuple(
                    selector
                    for selector in entry.selectors
                    if not count[selector] and ran is not None and _meant(selector, by_id, expected) <= set(ran)
                ),
            )
            for (entry, _), count in zip(self.entries, counts, strict=True)
        )
        return left, used

    def _silence(self, finding: Finding, rules: Sequence[Rule], counts: Sequence[dict[str, int]]) -> bool:
        """Whether something silences the finding; the first that does is counted."""
        for (entry, place), count in zip(self.entries, counts, strict=True):
            if place is not None and (finding.part != entry.part or not _touches(place, finding)):
                continue
            for selector in entry.selectors:
                if any(matches(rule, selector) for rule in rules):
                    count[selector] += 1
                    return True
        return False


@dataclass(frozen=True, slots=True)
class _Directive:
    """What a comment says to tonecheck."""

    verb: str
    selectors: tuple[str, ...]
    reason: str


class _Mistake(Exception):  # noqa: N818 - it is told to people, and never leaves this module
    """A sentence about a comment that is no suppression."""


def read_suppressions(message: Message, rules: Sequence[Rule]) -> Suppressions:
    """The suppressions that stand in a template; none in a message, nor in a catalogue, whose entries have no comments.

    ``rules`` are those that selectors may name.
    """
    if message.kind != "template" or message.catalogue is not None:
        return Suppressions()
    entries: list[tuple[Suppression, Span | None]] = []
    mistakes: list[str] = []
    for part in message.parts:
        if "tonecheck" in part.text.lower():
            where = f"{part.name}, " if len(message.parts) > 1 else ""
            found, wrong = _read_part(part, rules)
            entries += found
            mistakes += (f"{where}line {line}: {sentence}" for line, sentence in sorted(wrong))
    return Suppressions(tuple(entries), tuple(mistakes))


def _read_part(
    part: Part, rules: Sequence[Rule]
) -> tuple[list[tuple[Suppression, Span | None]], list[tuple[int, str]]]:
    lines = Lines(part.text)
    entries: list[tuple[Suppression, Span | None]] = []
    mistakes: list[tuple[int, str]] = []
    begun: list[tuple[Suppression, Comment]] = []
    for comment in find_comments(part):
        line, column = lines.position(comment.start)
        try:
            directive = parse(comment.text, rules)
            if directive is None:
                continue
            if directive.verb == "end-ignore":
                opened = _find_opened(begun, directive)
                begun.remove(opened)
                entries.append((opened[0], Span(opened[1].start, comment.end)))
                continue
        except _Mistake as mistake:
            mistakes.append((line, str(mistake)))
            continue
        entry = Suppression(part.name, comment.start, comment.end, line, column, directive.selectors, directive.reason)
        if directive.verb == "begin-ignore":
            begun.append((entry, comment))
        else:
            entries += [(entry, place) for place in _places(directive.verb, comment, part, lines)]
    for entry, _ in begun:
        listed = ", ".join(entry.selectors)
        mistakes.append((entry.line, f"begin-ignore[{listed}] has no end; add end-ignore[{listed}] where it ends"))
    return sorted(entries, key=lambda item: item[0].start), mistakes


def parse(text: str, rules: Sequence[Rule]) -> _Directive | None:
    """What a comment says to tonecheck; None for one that does not speak to it."""
    head = _HEAD.match(text.strip())
    if head is None:
        return None
    verb, rest = head[1].lower(), text.strip()[head.end() :]
    if verb not in _VERBS:
        raise _Mistake(f"no suppression is called {verb[:_LONGEST]!r}{nearest(verb, _VERBS) or f'; write {_EXAMPLE}'}")
    listed, closed, rest = rest[1:].partition("]") if rest.startswith("[") else ("", "", rest)
    selectors = tuple(dict.fromkeys(name.strip() for name in listed.split(",") if name.strip()))
    if not selectors and (verb != "end-ignore" or listed or rest):
        raise _Mistake(f"{verb} does not say what it silences; name rules or categories: {_EXAMPLE}")
    if listed and not closed:
        raise _Mistake(f"the bracket behind {verb} is not closed; write {_EXAMPLE}")
    try:
        refuse_unknown((name[:_LONGEST] for name in selectors), rules)
    except ConfigError as error:
        raise _Mistake(str(error)) from None
    dash = _DASH.match(rest)
    reason = rest[dash.end() :].strip() if dash else ""
    if not reason and verb != "end-ignore":
        raise _Mistake(f"{verb} gives no reason and silences nothing; write one behind two hyphens: {_EXAMPLE}")
    return _Directive(verb, selectors, reason)


def _find_opened(begun: Sequence[tuple[Suppression, Comment]], end: _Directive) -> tuple[Suppression, Comment]:
    """The nearest ``begin-ignore`` of the same selectors; of any, where the end names none."""
    for opened in reversed(begun):
        if not end.selectors or set(opened[0].selectors) == set(end.selectors):
            return opened
    listed = f"[{', '.join(end.selectors)}]" if end.selectors else ""
    raise _Mistake(f"end-ignore{listed} ends nothing; a begin-ignore with the same names must stand above it")


def _places(verb: str, comment: Comment, part: Part, lines: Lines) -> Iterator[Span | None]:
    if verb == "ignore-file":
        yield None
    elif verb == "ignore-next-line":
        end_of_line = lines.around(comment.end, len(part.text)).end
        following = _find_text(part, end_of_line)
        yield lines.around(following, len(part.text)) if following is not None else Span(comment.end, comment.end)
    else:
        first, last = lines.around(comment.start, len(part.text)), lines.around(comment.end, len(part.text))
        yield Span(min(first.start, comment.run.start), max(last.end, comment.run.end))


def _find_text(part: Part, position: int) -> int | None:
    """Where the next text that a reader sees begins in the source: comments, tags and blank lines are passed over."""
    starts = part.source_map.starts
    at = position if starts is None else bisect_left(starts, position)
    while at < len(part.clean) and part.clean[at].isspace():
        at += 1
    if at >= len(part.clean):
        return None
    return at if starts is None else starts[at]


def _touches(place: Span, finding: Finding) -> bool:
    if finding.start == finding.end:
        return place.start <= finding.start <= place.end
    return place.start < finding.end and finding.start < place.end


def _by_id(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    by_id: dict[str, list[Rule]] = {}
    for rule in rules:
        by_id.setdefault(rule.id, []).append(rule)
    return by_id


def _meant(selector: str, by_id: dict[str, list[Rule]], among: Collection[str]) -> set[str]:
    return {name for name in among if any(matches(rule, selector) for rule in by_id.get(name, ()))}
