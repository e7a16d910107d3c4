"""Raised voice in writing: words in capitals («ВЫ НЕ ЧИТАЛИ») and rows of marks («Где они???»).

Capitals are shouting where they stand out of the line around them; a line wholly in capitals is a heading unless it
ends as a sentence does. Abbreviations, names, codes and what stands alone in quotation marks (a button, a company) are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.model import Edit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token

SHOUT_RULE = "rudeness/shouting"
ROW_RULE = "rudeness/rows-of-marks"
#: «!!» and «??» are haste, three are a voice.
ROW_LENGTH = 3
#: A lone word in capitals speaks only if it is this long, or one that insists.
LONE_LENGTH = 4
#: A longer line in capitals is no heading but a letter with the key held down.
HEADING_WORDS = 10
_JOINTS = frozenset(",–—-")
_OPENING, _CLOSING = frozenset("«„“\"'("), frozenset("»”“\"')")
_VOWELS = frozenset("АЕЁИОУЫЭЮЯІЇЄ")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Acronyms that the dictionaries take for plain words.
_ACRONYMS = _words("каско осаго снилс фоп омс дмс мрот пто осбб лор сто юмани мкад бти мфу мфо зао оао пао тоо")
# Words that say no or urge, by form: «НЕТ», «СКОЛЬКО можно», «Я ВАМ уже писала».
_INSISTING = _words(
    "не нет ни нельзя никто никогда ничего никак никому нигде сколько хватит уже наконец опять вам вас вы сами где"
    " почему зачем немедленно срочно последний"
    " ні ніхто ніколи нічого ніяк нікому ніде немає нема скільки досить годі вже нарешті знову ви самі де чому навіщо"
    " негайно терміново останній"
)


def check(document: Document, context: Context) -> Iterator[Match]:
    """Shouted words, each run one match, and rows of three or more «!» and «?», with the edit that leaves one."""
    yield from _find_rows(document)
    rows = {document.sentence_numbers[t.index] for t in document.tokens if _is_row(t)}
    for line in _split_lines(document):
        if not _is_heading(line, context):
            yield from _find_shouts(document, line, rows)


def _is_row(token: Token) -> bool:
    return token.kind == "row" and len(token.text) >= ROW_LENGTH and set(token.text) <= {"!", "?"}


def _find_rows(document: Document) -> Iterator[Match]:
    for token in document.tokens:
        if _is_row(token):
            mark = "?" if "?" in token.text else "!"
            edit = Edit(token.start, token.end, mark)
            yield Match(ROW_RULE, token.start, token.end, (mark,), (edit,), safety="safe")


def _split_lines(document: Document) -> Iterator[Sequence[Token]]:
    line: list[Token] = []
    for token in document.tokens:
        if line and "\n" in document.text[line[-1].end : token.start]:
            yield line
            line = []
        line.append(token)
    if line:
        yield line


def _is_heading(line: Sequence[Token], context: Context) -> bool:
    """All words in capitals, and no sentence: «СРОКИ И СТОИМОСТЬ», «УСЛОВИЯ ОПЛАТЫ:»."""
    words = [token for token in line if token.is_word]
    if not all(token.text.isupper() for token in words):
        return False
    return context.scope == "subject" or (len(words) <= HEADING_WORDS and line[-1].text[0] not in "!?.")


def _find_shouts(document: Document, line: Sequence[Token], rows: set[int]) -> Iterator[Match]:
    runs = [run for run in _find_runs(line) if not _is_label(line, run) and not _is_value(line, run)]
    loud = [(run, words) for run in runs if (words := [t for t in line[slice(*run)] if _is_ordinary(t)])]
    counts: dict[int, int] = {}
    for _, words in loud:
        number = document.sentence_numbers[words[0].index]
        counts[number] = counts.get(number, 0) + len(words)
    for _, words in loud:
        number = document.sentence_numbers[words[0].index]
        sure = counts[number] > 1 or number in rows or _insists(words[0])
        if sure or len(words[0].text) >= LONE_LENGTH:
            # One word stressed in good news («о новой БЕСПЛАТНОЙ услуге») is no shout.
            yield _lower(document, words, None if sure else Severity.INFO)


def _find_runs(line: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Ranges of neighbours in capitals, joined over commas and dashes: «ГДЕ, Я СПРАШИВАЮ»."""
    start = end = -1
    for place, token in enumerate(line):
        if token.is_word and token.text.isupper():
            start, end = (place if start < 0 else start), place + 1
        elif start >= 0 and not _JOINTS.issuperset(token.text):
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _is_label(line: Sequence[Token], run: tuple[int, int]) -> bool:
    """«ВАЖНО: …» at the head of a line, «нажмите «ОТПРАВИТЬ»», «ТРИО-5»: names, not cries."""
    start, end = run
    before, after = line[start - 1] if start else None, line[end] if end < len(line) else None
    if before and after and before.text in _OPENING and after.text in _CLOSING:
        return True
    if after and after.text == ":" and before is None:
        return True
    return any(near is not None and near.kind == "number" for near in (before, after)) and end - start == 1


def _is_value(line: Sequence[Token], run: tuple[int, int]) -> bool:
    """«Название: СВЕТЛЫЙ ДОМ», after a colon and calm; «ещё раз: НЕ ТРОГАЙТЕ» is none."""
    start, end = run
    return start > 0 and line[start - 1].text == ":" and not any(_insists(token) for token in line[start:end])


def _insists(token: Token) -> bool:
    return token.norm in _INSISTING or token.has("Mood=Imp")


def _is_ordinary(token: Token) -> bool:
    """A word of the language that capitals do not belong to."""
    if not token.is_word or len(token.text) < 2 or not token.parses or token.norm in _ACRONYMS:  # «Я»
        return False
    if not _VOWELS.intersection(token.text):
        return False
    return token.norm in _INSISTING or not any(
        parse.pos == "X" or "Abbr=Yes" in parse.feats or parse.value("NameType") for parse in token.parses
    )


def _lower(document: Document, words: Sequence[Token], severity: Severity | None) -> Match:
    """The match on a run, from its first to its last ordinary word, with the same words in a calm voice."""
    first, last = words[0], words[-1]
    calm = ""
    for token in document.tokens[first.index : last.index + 1]:
        quiet = _is_ordinary(token) or (token.is_word and len(token.text) == 1)
        calm += document.text[first.start + len(calm) : token.start]
        calm += token.text.lower() if quiet else token.text
    if document.sentence_of(first.index).start == first.index:
        calm = calm[0].upper() + calm[1:]
    edit = Edit(first.start, last.end, calm)
    return Match(SHOUT_RULE, first.start, last.end, (calm,), (edit,), severity=severity)
