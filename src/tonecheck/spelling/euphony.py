"""Sounds that stumble: «в вторник», «с ссылкой» in Russian, «прийшов вже» in Ukrainian.

Russian adds «о» to a preposition before two consonants that begin like it (Розенталь «Справочник по правописанию», § 199).
Ukrainian words with the doublets в-/у- take «у» after a consonant (Український правопис 2019, § 23); that is a hint, since
writers differ: in the train part of UA-GEC annotators changed two of three such places. Only words that are doublets for
certain stand here: «вплив» and «уплив» are two words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language.base import words
from tonecheck.spelling.kinds import like
from tonecheck.spelling.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

RULE = "typos/euphony"
_VOWELS = {"ru": frozenset("аеиоуыэюя"), "uk": frozenset("аеєиіїоуюя")}
#: Preposition → the form with «о», and how the next word begins.
_WITH_O = {"в": ("во", "вф"), "с": ("со", "с")}
_BEFORE_PRONOUNS = {"к мне": "ко", "с мной": "со", "в мне": "во", "к всем": "ко", "с всеми": "со", "в всем": "во"}
#: Lemmas whose forms begin with «в» after a vowel and with «у» after a consonant.
_DOUBLETS = words(
    "весь все вже вдома вчора вперед вперше вночі вранці взимку влітку внизу вгорі ввечері взагалі взяти впасти впевнений впевнено "
    "вдень всюди всередині вголос втекти вбити вкрасти вмерти вступити вхопити вклонитися вдарити впізнати вчити вчитися "
    "вчитель вдалий вдало впертий вмілий вміння вміти вклад всесвіт всупереч вслід вкотре вчетверте втретє вдвічі втричі"
)


def find_euphony(document: Document) -> Iterator[Match]:
    """Adjacent words of one sentence with one blank between."""
    find = _stumbles if document.lang == "ru" else _after_consonant
    for before, token in pairwise(document.tokens):
        if (
            before.kind == "word" == token.kind
            and document.text[before.end : token.start] == " "
            and document.sentence_numbers[before.index] == document.sentence_numbers[token.index]
        ):
            yield from find(before, token)


def _stumbles(before: Token, token: Token) -> Iterator[Match]:
    """«в вторник» → «во вторник», «с ссылкой» → «со ссылкой», «к мне» → «ко мне»."""
    meant = _BEFORE_PRONOUNS.get(f"{before.norm} {token.norm}", "")
    longer, starts = _WITH_O.get(before.norm, ("", ""))
    if len(token.norm) > 3 and token.norm[0] in starts and _is_consonant(token.norm[1], "ru"):
        meant = longer
    if meant and not token.text.isupper():
        yield Match(RULE, before.start, before.end, (like(before.text, meant),))


def _after_consonant(before: Token, token: Token) -> Iterator[Match]:
    """«прийшов вже» → «прийшов уже»."""
    if token.norm[0] != "в" or len(token.norm) < 3 or not _is_consonant(before.norm[-1], "uk"):
        return
    meant = "у" + token.norm[1:]
    if any(p.lemma in _DOUBLETS for p in token.parses) and load_lexicon("uk").in_dictionary(meant):
        yield Match(RULE, token.start, token.end, (like(token.text, meant),))


def _is_consonant(letter: str, lang: str) -> bool:
    return letter.isalpha() and letter not in _VOWELS[lang]
