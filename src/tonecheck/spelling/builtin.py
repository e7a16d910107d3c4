"""The in-process speller: no Java, no network.

A word is right when the dictionary has it or the language can make it. What is wrong for certain is listed
(``{lang}-confusions.tsv``); every other unknown word passes the gates, then the ranker says what was meant and how sure it is.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from tonecheck.analysis import analyse
from tonecheck.checks.base import Match
from tonecheck.model import Severity
from tonecheck.spelling.commas import find_commas
from tonecheck.spelling.compounds import find_compounds
from tonecheck.spelling.euphony import find_euphony
from tonecheck.spelling.foreign import ForeignWords
from tonecheck.spelling.gates import is_doubtful, is_name, is_quiet
from tonecheck.spelling.government import find_government
from tonecheck.spelling.kinds import like, rule_for
from tonecheck.spelling.latin import find_digits, find_latin
from tonecheck.spelling.layout import is_latin
from tonecheck.spelling.lexicon import load_lexicon, read_rows
from tonecheck.spelling.particles import find_particles
from tonecheck.spelling.punctuation import find_punctuation
from tonecheck.spelling.ranker import load_ranker
from tonecheck.spelling.reflexives import find_reflexives
from tonecheck.spelling.repeats import find_repeats
from tonecheck.spelling.sequences import find_sequences
from tonecheck.spelling.surroundings import neighbours
from tonecheck.spelling.typography import find_typography

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tonecheck.analysis import Document, Token
    from tonecheck.checks.base import Context
    from tonecheck.spelling.ranker import Ranked

#: From this probability on the speller is sure of its first suggestion; a capital may be a name.
SURE = {"ru": 0.6, "uk": 0.6}
SURE_CAPITAL = {"ru": 0.8, "uk": 0.8}
SURE_DOUBTFUL = 0.97
#: That the word is wrong may be plain where the form is not: «выставлятся» (-ться, -ется).
FLAWED = 0.97
HALF_SURE = 0.45
#: Below this it says nothing at all.
HINT = {"ru": 0.35, "uk": 0.2}
HINT_CAPITAL = 0.4
HINT_BLAMED = 0.5
#: Of the others, suggestions this probable are worth showing.
_WORTH_SHOWING = 0.03
#: Two long words in one are as often a new compound («таймкод»).
_NEVER_SURE = frozenset({"split"})

_FINDERS: tuple[Callable[[Document], Iterator[Match]], ...] = (
    find_sequences,
    find_particles,
    find_reflexives,
    find_repeats,
    find_punctuation,
    find_typography,
    find_commas,
    find_euphony,
    find_government,
    find_compounds,
)
_MESSAGES = {
    "ru": "Возможно, здесь опечатка: «{0}».",
    "uk": "Можливо, тут описка: «{0}».",
}


class BuiltinSpeller:
    """Unknown words, Latin letters, doubled words and real-word slips of one language."""

    name = "builtin"

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._lexicon = load_lexicon(lang)
        self._ranker = load_ranker(lang)
        self._confusions = {row[0]: row[1] for row in read_rows(f"{lang}-confusions.tsv")}
        self._foreign = ForeignWords(lang)
        self._forms = lru_cache(maxsize=32)(self._forms_of)

    def check(self, document: Document, context: Context) -> Iterator[Match]:
        """Matches in no particular order."""
        known = self._forms(context.settings.vocabulary)
        suspects: list[Token] = []
        for token in document.tokens:
            if token.kind != "word":
                continue
            meant = self._confusions.get(token.norm)
            if token.norm in known:
                continue
            if meant is not None:
                if not is_name(document, token):
                    yield self._certain(token, meant)
            elif (match := self._foreign.find(token)) is not None:
                yield match
            elif not self._lexicon.is_word(token.norm):
                suspects.append(token)
        yield from self._suspicious(document, suspects)
        for find in _FINDERS:
            yield from find(document)

    def _suspicious(self, document: Document, suspects: Sequence[Token]) -> Iterator[Match]:
        counts = Counter(_stem(token.norm) for token in suspects)
        for token in suspects:
            if any(map(is_latin, token.text)):
                match = find_latin(document, token)
            elif any(map(str.isdigit, token.text)):
                match = find_digits(document, token)
            elif is_quiet(document, token):
                continue
            else:
                match = self._foreign.find_letters(document, token) or self._apostrophe(token)
                match = match or self._unknown(document, token, repeated=counts[_stem(token.norm)] > 1)
                if match is None or match.severity is not None:
                    match = self._foreign.find_frequent(document, token) or match
            if match is not None:
                yield match

    def _certain(self, token: Token, meant: str) -> Match:
        return Match(rule_for(token.norm, meant, self._lang), token.start, token.end, (like(token.text, meant),))

    def _apostrophe(self, token: Token) -> Match | None:
        """«об'ект»: an apostrophe where Russian has «ъ»."""
        meant = token.text.replace("'", "ъ")
        known = meant != token.text and self._lexicon.in_dictionary(meant.lower().replace("ё", "е"))
        return Match("typos/apostrophe", token.start, token.end, (meant,), safety="safe") if known else None

    def _unknown(self, document: Document, token: Token, *, repeated: bool) -> Match | None:
        """The match for an unknown word that no gate holds back, if the ranker has something to say."""
        ranked = self._ranker.rank(token.norm, *neighbours(document, token))
        best = ranked[0] if ranked else None
        if best is None or best.probability < HINT[self._lang]:
            return None
        blamed = self._lexicon.is_blamed(token.norm) and not _is_plain(best)
        if blamed and best.probability < HINT_BLAMED:
            return None
        threshold = self._threshold(document, token)
        flawed = sum(r.probability for r in ranked)
        sure = best.probability >= threshold or (
            best.probability >= HALF_SURE and flawed >= FLAWED and threshold < SURE_DOUBTFUL
        )
        sure = sure and best.slips[0] not in _NEVER_SURE and not repeated and not blamed and "-" not in token.norm
        if not sure and token.text[0].isupper() and best.probability < HINT_CAPITAL:
            return None
        suggestions = tuple(like(token.text, r.text) for r in ranked if r is best or r.probability >= _WORTH_SHOWING)
        return Match(
            rule_for(token.norm, best.text, self._lang),
            token.start,
            token.end,
            suggestions,
            message=_MESSAGES[self._lang].format(suggestions[0]),
            severity=None if sure else Severity.INFO,
        )

    def _threshold(self, document: Document, token: Token) -> float:
        if is_doubtful(document, token, self._lexicon):
            return SURE_DOUBTFUL
        return (SURE_CAPITAL if token.text[0].isupper() else SURE)[self._lang]

    def _forms_of(self, vocabulary: Iterable[str]) -> frozenset[str]:
        """All forms of the words that the user's configuration names."""
        return frozenset(form for word in vocabulary for form in self._lexicon.forms(word))


def unknown_words(text: str, lang: str, vocabulary: Iterable[str] = ()) -> Iterator[str]:
    """The words of a plain text that the speller would look at more closely, as often as they occur.

    Each in its dictionary form where all of it follows from the form that stands there, so that it can go into ``vocabulary``.
    """
    lexicon = load_lexicon(lang)
    known = frozenset(form for word in vocabulary for form in lexicon.forms(word))
    document = analyse(text, lang)
    for token in document.tokens:
        if token.kind != "word" or lexicon.is_word(token.norm) or token.norm in known or is_quiet(document, token):
            continue
        if not any(map(is_latin, token.text)):
            lemma = next(
                (parse.lemma for parse in token.parses if token.norm in lexicon.forms(parse.lemma)), token.norm
            )
            yield lemma


def _is_plain(best: Ranked) -> bool:
    """The letters stay: «нажаль» → «на жаль», «памятник» → «пам'ятник». «поставка» is a matter of style, not of spelling."""
    return best.slips[0] in ("split-small", "split-not", "hyphen", "sign")


def _stem(norm: str) -> str:
    """A word without its ending, roughly: a term comes back in other cases."""
    return norm[: max(4, len(norm) - 2)]
