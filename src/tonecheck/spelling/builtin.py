"""The in-process speller: no Java, no network.

A word is right when the dictionary has it or the language can make it. What is wrong for certain is listed
(``{lang}-confusions.tsv``); every other unknown word passes the gates, then the ranker says what was meant and how sure it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.model import Severity
from tonecheck.spelling.gates import is_first, is_quiet
from tonecheck.spelling.latin import find_latin
from tonecheck.spelling.layout import is_latin
from tonecheck.spelling.lexicon import load_lexicon, read_pairs
from tonecheck.spelling.ranker import load_ranker
from tonecheck.spelling.repeats import find_repeats
from tonecheck.spelling.slips import find_slips

if TYPE_CHECKING:
    from tonecheck.analysis import Document, Token
    from tonecheck.checks.base import Context
    from tonecheck.spelling.ranker import Ranked

#: From this probability on the speller is sure of its first suggestion; a capital may be a name.
SURE = {"ru": 0.6, "uk": 0.8}
SURE_CAPITAL = {"ru": 0.9, "uk": 0.95}
#: Below this it says nothing at all.
HINT = {"ru": 0.35, "uk": 0.65}
#: Of the others, suggestions this probable are worth showing.
_WORTH_SHOWING = 0.03

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
        self._confusions = dict(read_pairs(f"{lang}-confusions.tsv"))
        self._forms = lru_cache(maxsize=32)(self._forms_of)

    def check(self, document: Document, context: Context) -> Iterator[Match]:
        """Matches in no particular order."""
        known = self._forms(context.settings.vocabulary)
        suspects: list[Token] = []
        for token in document.tokens:
            if token.kind != "word":
                continue
            meant = self._confusions.get(token.norm)
            if meant is not None and token.norm not in known:
                yield self._certain(token, meant)
            elif not (self._lexicon.is_word(token.norm) or token.norm in known):
                suspects.append(token)
        yield from self._suspicious(document, suspects)
        yield from find_repeats(document)
        yield from find_slips(document)

    def _suspicious(self, document: Document, suspects: Sequence[Token]) -> Iterator[Match]:
        counts = Counter(_stem(token.norm) for token in suspects)
        for token in suspects:
            if any(map(is_latin, token.text)):
                match = find_latin(document, token)
            elif is_quiet(document, token, self._lexicon):
                continue
            else:
                match = self._unknown(token, first=is_first(document, token), repeated=counts[_stem(token.norm)] > 1)
            if match is not None:
                yield match

    def _certain(self, token: Token, meant: str) -> Match:
        return Match(rule_for(token.norm, meant), token.start, token.end, (like(token.text, meant),), message=None)

    def _unknown(self, token: Token, *, first: bool, repeated: bool) -> Match | None:
        ranked = self._ranker.rank(token.norm)
        if not ranked or ranked[0].probability < HINT[self._lang]:
            return None
        capital = first and token.text[0].isupper()
        sure = ranked[0].probability >= (SURE_CAPITAL if capital else SURE)[self._lang] and not repeated
        if capital and not sure:
            return None
        suggestions = tuple(like(token.text, r.text) for r in _worth_showing(ranked))
        return Match(
            rule_for(token.norm, ranked[0].text),
            token.start,
            token.end,
            suggestions,
            message=_MESSAGES[self._lang].format(suggestions[0]) ,
            severity=None if sure else Severity.INFO,
        )

    def _forms_of(self, vocabulary: Iterable[str]) -> frozenset[str]:
        """All forms of the words that the user's configuration names."""
        return frozenset(form for word in vocabulary for form in self._lexicon.forms(word))


def _worth_showing(ranked: Sequence[Ranked]) -> Iterator[Ranked]:
    yield ranked[0]
    yield from (r for r in ranked[1:] if r.probability >= _WORTH_SHOWING)


def _stem(norm: str) -> str:
    """A word without its ending, roughly: a term comes back in other cases."""
    return norm[: max(4, len(norm) - 2)]


def rule_for(written: str, meant: str) -> str:
    """The rule that reports ``written`` for ``meant``: what kind of slip it is."""
    if written.replace("'", "") == meant.replace("'", ""):
        return "typos/apostrophe"
    plain = meant.replace(" ", "").replace("-", "")
    if plain == written.replace("-", "") and plain != meant:
        return "typos/hyphen" if "-" in meant or "-" in written else "typos/glued-words"
    return "typos/unknown-word"


def like(written: str, meant: str) -> str:
    """``meant`` in the case of letters of ``written``."""
    if len(written) > 1 and written.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if written[0].isupper() else meant
