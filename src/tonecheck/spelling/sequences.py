"""Words that exist, in an order that does not: «не смотря на», «в полне», «на протязі».

Tables ``{lang}-sequences.tsv``: what is written, what is meant, where the same words may be right the guard that
tells them apart, and the rule that reports it, where the letters do not say. A guard sees the words after the sequence and before it; «полагаться на счёт» is none of its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language.base import words
from tonecheck.spelling.kinds import like, rule_for
from tonecheck.spelling.lexicon import read_rows

if TYPE_CHECKING:
    from tonecheck.analysis import Document, Token

Guard = Callable[["Document", int, int], bool]
Row = tuple[tuple[str, ...], str, str, str]


def find_sequences(document: Document) -> Iterator[Match]:
    """Every row of the table that stands in the document, word by word on one line, and whose guard agrees."""
    table = _table(document.lang)
    tokens = document.tokens
    for index, token in enumerate(tokens):
        following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
        for row, meant, guard, rule in table.get(token.norm, ()):
            if len(row) > 1 and row[1] != following:
                continue
            end = index + len(row)
            if end <= len(tokens) and _follows(document, index, row) and GUARDS[guard](document, index, end):
                written = document.text[token.start : tokens[end - 1].end]
                yield Match(rule, token.start, tokens[end - 1].end, (like(written, meant),))
                break


def _follows(document: Document, index: int, row: tuple[str, ...]) -> bool:
    """The words stand there one after the other, only blanks between them (a comma where the row has one)."""
    tokens = document.tokens
    for offset, word in enumerate(row):
        token = tokens[index + offset]
        if token.norm != word:
            return False
        if offset and "\n\n" in document.text[tokens[index + offset - 1].end : token.start]:
            return False
    return True


def _next(document: Document, end: int) -> Token | None:
    """The next token, if the sentence goes on."""
    if end < len(document.tokens) and document.sentence_numbers[end] == document.sentence_numbers[end - 1]:
        return document.tokens[end]
    return None


def _before(document: Document, start: int) -> Token | None:
    if start and document.sentence_numbers[start - 1] == document.sentence_numbers[start]:
        return document.tokens[start - 1]
    return None


def _rest(document: Document, end: int) -> Sequence[Token]:
    """The rest of the sentence, as far as a clause reaches: bounded, so that time stays linear in a line without end."""
    return document.tokens[end : min(document.sentence_of(end - 1).end, end + _CLAUSE)]


def _nominal(token: Token | None) -> bool:
    return token is not None and (
        token.kind == "number" or any(p.pos in ("NOUN", "ADJ", "NUM", "DET") for p in token.parses[:3])
    )


def _always(_document: Document, _start: int, _end: int) -> bool:
    return True


def _no_noun(document: Document, _start: int, end: int) -> bool:
    """«в первые» but not «в первые дни»; «по этому» but not «по этому адресу»."""
    return not _nominal(_next(document, end))


def _no_dative(document: Document, _start: int, end: int) -> bool:
    """«по этому» but not «по этому адресу»."""
    following = _next(document, end)
    return following is None or not following.has("Case=Dat") or following.has(pos="PRON")


def _genitive(document: Document, _start: int, end: int) -> bool:
    """«в виду отсутствия», «в следствие этого»."""
    following = _next(document, end)
    return following is not None and following.has("Case=Gen")


def _not_meant(document: Document, start: int, end: int) -> bool:
    """«в виду отсутствия», but not «имеем в виду отсутствие»."""
    begin = document.sentence_of(start).start
    held = any(
        t.has(lemma=lemma) for t in document.tokens[max(begin, start - 4) : start] for lemma in ("иметь", "мати")
    )
    return not held and _genitive(document, start, end)


def _opens(document: Document, start: int, end: int) -> bool:
    """A clause begins here and a genitive follows: «На счёт доступа: …», but not «Перечислим на счёт компании»."""
    before = _before(document, start)
    return (
        (
            before is None
            or before.text in (",", "–", "—", "-")
            or before.norm in ("и", "а", "но", "і", "й", "та", "але")
        )
        and _genitive(document, start, end)
        and not document.tokens[end].has(pos="PRON")
    )


def _first(document: Document, start: int, _end: int) -> bool:
    """«То ж домовилися», but not «але то ж було вчора»."""
    return _before(document, start) is None


def _begins(document: Document, start: int, end: int) -> bool:
    """«Що до ковпака: …», but not «відомо, що до ковпака…», nor «що до кінця встигнемо, те надішлемо»."""
    rest = _rest(document, end)
    return _before(document, start) is None and _opens(document, start, end) and all(t.norm != "те" for t in rest)


def _time(document: Document, _start: int, end: int) -> bool:
    """«в течении двух дней», but not «в течении реки»."""
    following = document.tokens[end : end + 4]
    return any(
        t.kind == "number" or t.norm in _TIME or any(p.lemma in _TIME_LEMMAS for p in t.parses) for t in following
    )


def _after_comma(document: Document, start: int, _end: int) -> bool:
    before = _before(document, start)
    return before is not None and before.text in (",", "(", "–", "—")


def _comparative(document: Document, start: int, end: int) -> bool:
    """«так же» that joins: a clause begins or a verb follows, and nothing is compared («так же, как»)."""
    tokens = document.tokens[end : end + 6]
    if any(t.norm in ("как", "як", "что", "що") for t in tokens):
        return False
    following, before = _next(document, end), _before(document, start)
    if (
        following is None
        or following.text in ",.;:!?"
        or following.has(pos="ADV")
        or any(p.pos == "ADJ" for p in following.parses[:1])
    ):
        return False
    starts = before is None or before.text in (",", "–", "—") or before.norm in ("а", "и", "но", "і", "й")
    return starts or (
        before is not None and before.has("Case=Nom") and following.has("VerbForm=Fin") and before.has(pos="PRON")
    )


def _purpose(document: Document, start: int, end: int) -> bool:
    """«, что бы вы проверили», «что бы не забыть»; never «что бы ни случилось», «что бы это значило?»."""
    rest = _rest(document, end)
    concessive = ("ни",) if document.lang == "ru" else ("не", "ні")
    if any(t.norm in concessive or t.text == "?" for t in rest):
        return False
    before = _before(document, start)
    infinitive = any(t.has("VerbForm=Inf") for t in rest[:4])
    subject = bool(rest) and (rest[0].has("Case=Nom") or rest[0].norm == "не")
    if before is None:
        return infinitive or (subject and any(t.text == "," for t in rest))
    return before.text == "," and (infinitive or subject)


def _instead(document: Document, start: int, end: int) -> bool:
    """«За то цена ниже», but not «за то время», «за то, что»: a subject follows that is not neuter."""
    before, following = _before(document, start), _next(document, end)
    if following is None or (before is not None and before.text != "," and before.norm not in ("но", "але")):
        return False
    return following.has("Case=Nom", pos="NOUN") and not following.has("Gender=Neut") and not following.has(pos="PRON")


def _short(document: Document, start: int, end: int) -> bool:
    """«мы то же согласны»: a short adjective follows."""
    following, before = _next(document, end), _before(document, start)
    return following is not None and following.has("Variant=Short") and before is not None and before.has(pos="PRON")


def _done(document: Document, _start: int, end: int) -> bool:
    """«не правильно указали», but not «не правильно, а …»: a finite verb follows, and nothing is opposed to it."""
    following = _next(document, end)
    return (
        following is not None
        and following.has("VerbForm=Fin")
        and all(t.norm not in ("а", "але", "но") for t in _rest(document, end))
    )


def _number(document: Document, _start: int, end: int) -> bool:
    """«біля 5 годин», but not «біля складу»."""
    following = _next(document, end)
    return following is not None and following.kind == "number"


def _oblique(document: Document, _start: int, end: int) -> bool:
    """«відповідно наказу», but not «відповідно кількість зростає»."""
    following = _next(document, end)
    return (
        following is not None
        and following.has("Case=Dat", pos="NOUN")
        and not following.has("Case=Nom")
        and not following.has("Case=Acc")
    )


def _pair_of_time(document: Document, start: int, _end: int) -> bool:
    """«в последствии» alone, not «в последствии аварии»."""
    following = _next(document, start + 2)
    return following is None or not following.has("Case=Gen")


_CLAUSE = 40
_TIME = words("двух трех четырех пяти шести семи десяти полугода получаса полутора двох трьох чотирьох п'яти")
_TIME_LEMMAS = words("минута час день сутки неделя месяц квартал год полугодие время период срок вечер утро ночь смена рабочий ближайший весь "
    "хвилина година доба тиждень місяць рік час період строк термін ніч ранок вечір зміна робочий найближчий")  # fmt: skip
GUARDS: Mapping[str, Guard] = MappingProxyType(
    {
        "": _always,
        "no-noun": _no_noun,
        "no-dative": _no_dative,
        "genitive": _genitive,
        "not-meant": _not_meant,
        "opens": _opens,
        "begins": _begins,
        "first": _first,
        "time": _time,
        "after-comma": _after_comma,
        "joins": _comparative,
        "purpose": _purpose,
        "alone": _pair_of_time,
        "instead": _instead,
        "short": _short,
        "done": _done,
        "number": _number,
        "oblique": _oblique,
    }
)


@cache
def _table(lang: str) -> Mapping[str, tuple[Row, ...]]:
    """Rows by their first word, the longest first."""
    rows: dict[str, list[Row]] = {}
    for written, meant, *rest in read_rows(f"{lang}-sequences.tsv"):
        guard, rule = (*rest, "", "")[:2]
        row = tuple(written.replace(",", " ,").split())
        rule = f"typos/{rule}" if rule else rule_for(written, meant, lang)
        rows.setdefault(row[0], []).append((row, meant, guard, rule))
    return MappingProxyType(
        {first: tuple(sorted(found, key=lambda row: -len(row[0]))) for first, found in rows.items()}
    )
