"""Hyphens in and after the parts of one word: «90х», «екс-президент», «суспільно-важливий», «супер-маркет», «загран паспорт».

Правила русской орфографии и пунктуации (2006), § 115, 117, 131; Український правопис (2019), § 35–38, 40.
"""

from __future__ import annotations

import re
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language.base import words
from tonecheck.model import Severity
from tonecheck.spelling.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tonecheck.analysis import Document, Token

RULE = "typos/hyphen"
OLD = "typos/old-spelling"

#: First parts that are never followed by a hyphen, but before a capital; in Ukrainian since 2019.
_JOINED = {
    "ru": words(
        "супер мега гипер ультра мульти микро макро авиа авто агро аэро вело гидро кино мото радио теле электро энерго спец гос "
        "соц зоо био гео мед пром проф орг нефте газо видео аудио фото анти контр псевдо квази нео пост"
    ),
    "uk": words(
        "екс віце міні максі мета супер мега гіпер ультра мульти мікро макро нано авіа авто аеро агро вело гідро кіно мото радіо теле "
        "веб відео аудіо фото анти контр псевдо квазі нео пост екстра архі обер унтер штаб спец соц поп"
    ),
}
#: Of these, parts that are no words of their own, so that a blank after them is as wrong as a hyphen.
_NO_WORDS = {
    "ru": words("загран мега гипер спец гос соц авиа микро"),
    "uk": words("мега гіпер спец соц теле авіа мікро напів"),
}
#: «суспільно корисний»: adjectives that an adverb explains; two words (§ 40).
_EXPLAINED = words(
    "орієнтований важливий значимий значущий небезпечний корисний активний відповідальний необхідний вразливий незалежний "
    "залежний свідомий зумовлений обумовлений вигідний доступний спрямований"
)
#: «півночі» is half of nothing rare.
_FREQUENT = 10
_ORDINAL = re.compile(r"(\d{1,4})([а-яіїє]{1,3})")
#: What is written after digits → what is to stand after the hyphen.
_ENDINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ru": {"го": "го", "ого": "го", "му": "му", "ому": "му", "ый": "й", "ой": "й", "ий": "й", "ая": "я", "ую": "ю",
               "ых": "х", "их": "х", "ех": "х", "ти": "ти", "ми": "ми"},
        "uk": {"го": "го", "ого": "го", "му": "му", "ому": "му", "ий": "й", "ою": "ю", "ту": "ту", "ої": "ї",
               "их": "х", "ти": "ти", "ми": "ми", "ма": "ма"},
    }
)  # fmt: skip


def find_compounds(document: Document) -> Iterator[Match]:
    """Words of digits and endings, hyphenated words, and parts that stand apart."""
    lexicon = load_lexicon(document.lang)
    for token in document.tokens:
        if token.kind != "word":
            continue
        if token.text[0].isdigit():
            yield from _ordinal(document, token)
        elif "-" in token.norm:
            yield from _hyphenated(token, lexicon)
        elif document.lang == "uk" and token.norm.startswith("пів"):
            yield from _half(token, lexicon)
    for first, second in pairwise(document.tokens):
        if first.norm in _NO_WORDS[document.lang]:
            yield from _apart(document, first, second, lexicon)


def _ordinal(document: Document, token: Token) -> Iterator[Match]:
    """«90х роках», «20го мая», «2-ої»; but never «5г» or «4х4»."""
    match = _ORDINAL.fullmatch(token.norm.replace("-", ""))
    if match is None:
        return
    digits, written = match.groups()
    ending = _ENDINGS[document.lang].get(written)
    after = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if (
        written == "х"
        and after is not None
        and (after.has("Case=Gen", "Number=Plur") or after.has("Case=Loc", "Number=Plur"))
    ):
        ending = "х"
    if ending is not None and token.norm != f"{digits}-{ending}":
        yield Match(RULE, token.start, token.end, (f"{digits}-{ending}",))


def _hyphenated(token: Token, lexicon: Lexicon) -> Iterator[Match]:
    first, _, rest = token.norm.partition("-")
    if "-" in rest or len(rest) < 4 or any(map(str.isupper, token.text[1:])):
        return
    if first in _JOINED[lexicon.lang] and lexicon.level(rest):
        old = lexicon.lang == "uk"
        yield Match(
            OLD if old else RULE,
            token.start,
            token.end,
            (token.text.replace("-", "", 1),),
            message="За правописом 2019 року ця частина слова пишеться разом." if old else None,
            severity=None if old else Severity.INFO,
        )
    elif first.endswith("о") and any(parse.lemma in _EXPLAINED for parse in lexicon.parses(rest)):
        yield Match(RULE, token.start, token.end, (token.text.replace("-", " ", 1),))


def _half(token: Token, lexicon: Lexicon) -> Iterator[Match]:
    """«півгодини» → «пів години» (§ 38); «півострів», «півкуля» are words of their own."""
    rest = token.norm.removeprefix("пів").removeprefix("-").removeprefix("'")
    parses = lexicon.parses(token.norm)
    whole = any(parse.known and parse.lemma != token.norm for parse in parses)
    if len(rest) < 3:
        return
    genitive = any("Case=Gen" in p.feats and "Number=Sing" in p.feats and p.pos == "NOUN" for p in lexicon.parses(rest))
    if genitive and not whole and lexicon.level(rest) >= _FREQUENT:
        text = f"{token.text[:3]} {token.text[len(token.text) - len(rest) :]}"
        yield Match(OLD, token.start, token.end, (text,), message="За правописом 2019 року «пів» пишеться окремо.")


def _apart(document: Document, first: Token, second: Token, lexicon: Lexicon) -> Iterator[Match]:
    """«загран паспорт», «спец техника»."""
    if document.text[first.end : second.start] != " " or second.kind != "word" or second.text != second.norm:
        return
    if lexicon.level(second.norm) and second.has(pos="NOUN") and len(second.norm) > 3:
        yield Match(RULE, first.start, second.end, (first.text + second.text,))
