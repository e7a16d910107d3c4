"""Placeholders of catalogues, beside those of templates: printf, ICU, Laravel, Apple, Qt, Drupal, MediaWiki.

An ICU argument with branches («{count, plural, one {# файл} few {# файла} other {# файлов}}») is text with
alternatives. Each alternative is read as a text of its own, in its surroundings, since nobody ever sees two at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tonecheck.message.parts import Hole
from tonecheck.message.templates import find_holes
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Branches of one argument that are read; Russian and Ukrainian have four plural forms.
MAX_BRANCHES: Final = 8
#: Arguments inside each other's branches; ICU programs have two.
_MAX_NESTED: Final = 10

_WORD: Final = r"[A-Za-z_][A-Za-z0-9_]{0,63}"
#: References that stand for a sign; any other one is filled in by a program.
_SIGN: Final = r"(?:nbsp|quot|amp|apos|lt|gt|[lr]aquo|[mn]dash|[lrb]d?quo|[ls]bquo|hellip|copy|reg|trade|bull|middot|times|sect|shy);"
_HOLE: Final = re.compile(
    r"%(?:[0-9]{1,2}\$)?[-+ #0']{0,3}[0-9]{0,3}(?:\.[0-9]{1,2})?(?:hh|ll|[hlqjzt])?[@dDiuUxXoOfFeEgGcCsSpa](?![^\W\d_])"
    r"|%\([^()\s%]{1,64}\)[-+ #0]{0,3}[0-9]{0,3}(?:\.[0-9]{1,2})?[sdifr]"
    r"|%(?:[0-9]{1,2}\$)?[-+ 0]?[A-Za-z](?![^\W\d_])"  # strftime: «%d.%m.%Y»
    r"|%#@\w{1,64}@"  # Apple's substitutions
    r"|%<[^<>\s]{1,64}>(?:\.[0-9]{1,2})?[sdf]"
    r"|%L?[0-9]{1,2}(?![\d%.,\s$])"  # Qt, KDE: «%1», «%L1»
    r"|%n\b"
    rf"|%\{{[^{{}}\n]{{1,80}}\}}|%\[[^\[\]\n]{{1,80}}\][sd]?"
    r"|\{[0-9A-Za-z_.$:-]{1,80}(?:,[^{}\n]{1,80})?\}"  # «{0,number,#.#}», «{0,date,short}»
    rf"|(?<![\w:)]):{_WORD}(?!\w)"  # Laravel, Rails: «:name»
    rf"|(?<![\w@.])[@!]{_WORD}(?:[.-]\w{{1,64}})*(?!\w)"  # Drupal: «@count», «!name»
    r"|@:(?:\([^()\s]{1,80}\)|[\w.-]{1,80})"  # vue-i18n: «@:app.name»
    r"|\$t\([^()\n]{1,120}\)"  # i18next: «$t(app.name)»
    r"|\$[0-9]{1,2}(?!\d)|\$[A-Za-z_]\w{0,63}|\$\[[^\[\]\n]{1,80}\]"
    r"|\{\{(?:PLURAL|GENDER|GRAMMAR|SITENAME|int)[^{}\n]{0,300}\}\}"
    r"|__[A-Za-z]\w{0,60}?__|#[A-Z][A-Z0-9_]{1,63}#|<<[\w.-]{1,64}>>|\[\[[^\[\]\n]{1,80}\]\]|\[%[^\[\]\n]{1,80}%\]"
    r"|<(?:img|input|image|video|iframe|meta|script|link|select|textarea)\b[^<>]{0,300}>"  # something is shown there
    r"|<su[bp]>[^<>]{0,12}</su[bp]>"
    rf"|&(?!{_SIGN})[A-Za-z][\w.-]{{2,63}};"
)
#: What a program takes apart: «Правда,Ложь», «да,нет,может быть», «1 секунда;#1 секунды;#1 секунд».
_CHOICES: Final = re.compile(
    r"[^\s,;&]{1,60}(?:(?P<comma>,)[^\s,;&]{1,60}){1,7}"
    r"|[^\s,;&]{1,60}(?: [^\s,;&]{1,60})?(?:(?P<commas>,)[^\s,;&]{1,60}(?: [^\s,;&]{1,60})?){2,7}"
    r"|[^\s,;&][^;&]{0,60}(?:(?P<semicolon>;)[^\s,;&][^;&]{0,60}){1,7};?"
)
#: Endings of other numbers and genders: «элемент(а, ов)», «годин(и/а)», «зареєстрований(а)».
_ENDINGS: Final = re.compile(r"(?<=[а-яіїєґ])\([а-яіїєґ]{1,4}(?:(?:, ?|/)[а-яіїєґ]{1,4}){0,3}\)")
_ARGUMENT: Final = re.compile(r"\{\s*[\w.$-]{1,64}\s*,\s*(?:plural|select|selectordinal)\s*,\s*(?:offset:\s*\d+\s*)?")
_SELECTOR: Final = re.compile(r"\s*(?P<label>=\d{1,6}|[\w.-]{1,64})\s*\{")
_BRACE: Final = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch: its selector and the range of its text, without the braces."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Argument:
    """An ICU argument with branches, in ``[start, end)``."""

    start: int
    end: int
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a text may come out: the label of the branch taken, and the ranges that are then not shown."""

    label: str
    dropped: tuple[Span, ...]


def find_variants(text: str) -> tuple[Variant, ...]:
    """The alternatives of a text: one for each branch, the n-th of every argument at once; one where there is none."""
    if _ARGUMENT.search(text) is None:
        return (Variant("", ()),)
    pattern = _Pattern(text, _match_braces(text))
    arguments = tuple(pattern.find_arguments(0, len(text)))
    if not arguments:
        return (Variant("", ()),)
    count = min(MAX_BRANCHES, max(_most_branches(pattern, each) for each in arguments))
    return tuple(
        Variant(_label(arguments[0], number), tuple(_dropped(pattern, arguments, number))) for number in range(count)
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A text with, for each opening brace, the place of the one that closes it."""

    text: str
    closings: Mapping[int, int]

    def find_arguments(self, start: int, end: int) -> Iterator[Argument]:
        """The outermost arguments between two places."""
        position = start
        while found := _ARGUMENT.search(self.text, position, end):
            argument = self._read_argument(found, end)
            position = argument.end if argument else found.end()
            if argument:
                yield argument

    def _read_argument(self, opening: re.Match[str], stop: int) -> Argument | None:
        branches: list[Branch] = []
        at = opening.end()
        while selector := _SELECTOR.match(self.text, at, stop):
            close = self.closings.get(selector.end() - 1, stop)
            if close >= stop:
                return None
            branches.append(Branch(selector["label"], selector.end(), close))
            at = close + 1
        end = self.closings.get(opening.start(), stop)
        is_whole = at <= end < stop and not self.text[at:end].strip()
        return Argument(opening.start(), end + 1, tuple(branches)) if branches and is_whole else None


def _match_braces(text: str) -> dict[int, int]:
    closings: dict[int, int] = {}
    open_braces: list[int] = []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            open_braces.append(found.start())
        elif open_braces:
            closings[open_braces.pop()] = found.start()
    return closings


def _label(argument: Argument, number: int) -> str:
    return argument.branches[min(number, len(argument.branches) - 1)].label


def _most_branches(pattern: _Pattern, argument: Argument, depth: int = 0) -> int:
    if depth == _MAX_NESTED:
        return 0
    inner = (
        _most_branches(pattern, each, depth + 1)
        for branch in argument.branches
        for each in pattern.find_arguments(branch.start, branch.end)
    )
    return max(len(argument.branches), *inner, 0)


def _dropped(pattern: _Pattern, arguments: Iterable[Argument], number: int, depth: int = 0) -> Iterator[Span]:
    for argument in arguments:
        branch = argument.branches[min(number, len(argument.branches) - 1)]
        yield Span(argument.start, branch.start)
        if depth < _MAX_NESTED:
            inner = pattern.find_arguments(branch.start, branch.end)
            yield from _dropped(pattern, inner, number, depth + 1)
        yield Span(branch.end, argument.end)


def find_placeholders(text: str, marked: Sequence[Span], variant: Variant) -> tuple[Hole, ...]:
    """Every hole of an entry's text, sorted, not overlapping: what the variant drops, what the format marks, the rest."""
    holes = [Hole("control", span.start, span.end) for span in variant.dropped if span.start < span.end]
    found = [Hole("value", span.start, span.end) for span in marked]
    found += find_holes(text)
    found += (Hole("value", *match.span()) for match in _HOLE.finditer(text))
    found += (Hole("control", *match.span()) for match in _ENDINGS.finditer(text))
    if choices := _CHOICES.fullmatch(text):
        found += (Hole("value", *match.span()) for match in re.finditer(choices[choices.lastgroup or 0], text))
    if variant.dropped:
        found += (Hole("value", *match.span()) for match in re.finditer("#", text))
    return tuple(_without_overlaps(holes, found))


def _without_overlaps(first: Sequence[Hole], others: Sequence[Hole]) -> list[Hole]:
    """``first``, and of the others those that overlap none before them; the longer of two that begin alike."""
    taken = list(first)
    last_end = 0
    dropped = iter((*first, None))
    current = next(dropped)
    for hole in sorted(others, key=lambda hole: (hole.start, -hole.end)):
        while current is not None and current.end <= hole.start:
            current = next(dropped)
        if hole.start >= last_end and (current is None or hole.end <= current.start):
            taken.append(hole)
            last_end = hole.end
    return sorted(taken, key=lambda hole: hole.start)
