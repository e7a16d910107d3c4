"""The reader's name spelt in two ways: «Наталья Сергеевна, добрый день! … Спасибо, Наталия Сергеевна».

Two spellings are held against each other only where something shows that one person is meant: the same patronymic beside
given names that differ in a letter or two, or the same given name beside patronymics that do; or a bare name between commas
that the greeting has in another spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.checks.greeting import find_greeted
from tonecheck.checks.name_table import load_names
from tonecheck.checks.people import count_edits, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token

RULE = "inconsistency/name-in-two-ways"
MESSAGES = {
    "ru": "В начале письма «{first}», здесь «{second}»: имя написано по-разному. Проверьте, как верно.",
    "uk": "На початку листа «{first}», тут «{second}»: ім'я написано по-різному. Перевірте, як правильно.",
}
PATRONYMICS = (
    "вна",
    "вны",
    "вне",
    "вну",
    "вной",
    "вно",
    "вні",
    "вною",
    "вич",
    "вича",
    "вичу",
    "вичем",
    "виче",
    "ична",
    "ич",
    "йовичу",
)
#: Letters in which two spellings of one name may differ.
MOST_EDITS = 2


@dataclass(frozen=True, slots=True)
class Called:
    """A given name with or without its patronymic; the words that it may be, in the nominative."""

    tokens: tuple[Token, ...]
    given: frozenset[str]
    patronymic: frozenset[str]


def check(document: Document, context: Context) -> Iterator[Match]:
    """Names that the greeting spells in another way."""
    if context.scope != "text":
        return
    greeted = [called for name in find_greeted(document) if (called := _read_called(name, document.lang))]
    if len(greeted) != 1:
        return
    reader = greeted[0]
    for name in _find_names(document, reader.tokens[-1].index + 1):
        called = _read_called(name, document.lang)
        if called and (wrong := _find_other(reader, called, document)):
            first = document.text[reader.tokens[0].start : reader.tokens[-1].end]
            second = document.text[called.tokens[0].start : called.tokens[-1].end]
            message = MESSAGES[document.lang].format(first=first, second=second)
            yield Match(RULE, wrong.start, wrong.end, message=message)


def _find_names(document: Document, start: int) -> Iterator[tuple[Token, ...]]:
    """Given names after the greeting, with the patronymic that follows."""
    tokens = document.tokens
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.is_word and token.text[0].isupper() and _is_given(token, document.lang):
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            yield (token, after) if after is not None and _is_patronymic(after) else (token,)


def _is_given(token: Token, lang: str) -> bool:
    """The dictionary takes «София» for a city; the table of names knows better."""
    return token.has("NameType=Giv") or token.norm in load_names(lang).full


def _is_patronymic(token: Token) -> bool:
    return token.text[0].isupper() and (token.has("NameType=Pat") or token.norm.endswith(PATRONYMICS))


def _read_called(name: Sequence[Token], lang: str) -> Called | None:
    """The parts of a name; None where the given name is unknown or stands beside a surname only."""
    given = next((token for token in name if _is_given(token, lang)), None)
    if given is None:
        return None
    patronymic = next((token for token in name if token is not given and _is_patronymic(token)), None)
    tokens = (given, patronymic) if patronymic else (given,)
    return Called(
        tokens, _lemmas(given, "NameType=Giv"), _lemmas(patronymic, "NameType=Pat") if patronymic else frozenset()
    )


def _lemmas(token: Token, feature: str) -> frozenset[str]:
    known = frozenset(parse.lemma for parse in token.parses if feature in parse.feats and parse.known)
    return known or frozenset({token.norm})


def _find_other(reader: Called, called: Called, document: Document) -> Token | None:
    """The word of ``called`` that is spelt in another way than the reader's name."""
    if reader.patronymic and called.patronymic:
        if reader.patronymic & called.patronymic:
            return called.tokens[0] if _is_variant(reader.given, called.given, document.lang) else None
        if reader.given & called.given and _differ_little(reader.patronymic, called.patronymic):
            return called.tokens[1]
        return None
    if called.patronymic or not _is_set_off(called.tokens[0], document):
        return None
    return called.tokens[0] if _is_variant(reader.given, called.given, document.lang) else None


def _is_variant(one: frozenset[str], other: frozenset[str], lang: str) -> bool:
    """Two spellings of a name, none of them short for the other («Юлия», «Юля»)."""
    if one & other or not {fold(name) for name in one} & {fold(name) for name in other}:
        return False
    names = load_names(lang)
    return not any(name in names.forms and name not in names.full for name in one | other)


def _differ_little(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(0 < count_edits(a, b, most=MOST_EDITS) <= MOST_EDITS and a[0] == b[0] for a in one for b in other)


def _is_set_off(token: Token, document: Document) -> bool:
    """Commas or the ends of the sentence stand on both sides: the reader is called."""
    tokens, sentence = document.tokens, document.sentence_of(token.index)
    before = token.index == sentence.start or tokens[token.index - 1].text == ","
    after = token.index + 1 >= sentence.end or tokens[token.index + 1].text[0] in ",.!?"
    return before and after and not (token.index == sentence.start and token.index + 1 == sentence.end)
