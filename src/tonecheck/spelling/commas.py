"""A comma that is missing for certain: before «что», «чтобы», «который», «но»; «що», «щоб», «який», «але», «бо».

A subordinate clause begins with its conjunction, so the comma stands right before it (Правила русской орфографии и
пунктуации 2006, § 107–116; Український правопис 2019, § 158), but for pairs that grew together («потому что», «тому що», «не те
щоб»), other meanings («знает что делать», «є де сісти», «Вы что, …») and conjunctions in a row («и что»). What is left after
these was counted in the train part of UA-GEC: in nine of ten places annotators put a comma there, or changed more.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.language import find_language
from tonecheck.language.base import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

RULE = "typos/missing-comma"


@dataclass(frozen=True, slots=True)
class Clauses:
    """How clauses of one language begin.

    ``but``: what joins two clauses or words and always takes a comma. ``purpose``, ``that``, ``where``: conjunctions of
    subordinate clauses. ``which``: relative pronouns in the nominative and accusative; ``of_which`` all their forms.
    ``pointers``: pronouns that point at the clause («то, что»). ``glued``: words that the conjunction belongs to;
    ``possess``: verbs after which «что» is an object of an infinitive («есть что сказать»). ``whatever``: words that make
    a pronoun of it («что угодно»). ``whether``: what opens an indirect question («повідомте чи …»); Russian has «ли», inside it.
    """

    but: frozenset[str]
    purpose: frozenset[str]
    that: frozenset[str]
    where: frozenset[str]
    which: frozenset[str]
    of_which: frozenset[str]
    pointers: frozenset[str]
    glued: frozenset[str]
    possess: frozenset[str]
    whatever: frozenset[str]
    whether: frozenset[str]


_CLAUSES = {
    "ru": Clauses(
        but=words("но"),
        purpose=words("чтобы"),
        that=words("что"),
        where=words("где когда"),
        which=words("который которая которое которые которую"),
        of_which=words("котором которой которых которому которым которую который которое которые которыми"),
        pointers=words("то того тому тем том те тот"),
        glued=words(
            "потому оттого так разве только лишь вот ну хоть пока даже именно просто как словно будто между всё все тогда "
            "едва особенно теперь сразу затем для ради вместо помимо время момент день раз случае сегодня вчера завтра"
        ),
        possess=words("есть нет нету было будет не иметь незачем имеется найдется осталось остается"),
        whatever=words("угодно попало ни то либо нибудь есть за"),
        whether=frozenset(),
    ),
    "uk": Clauses(
        but=words("але бо"),
        purpose=words("щоб"),
        that=words("що"),
        where=words("де коли"),
        which=words("який яка яке які яку"),
        of_which=words("якому якій яких яким яку який яке які якими якого якої якою"),
        pointers=words("те того тому тим тім ті той"),
        glued=words(
            "тому потому так хіба тільки лише ось от ну хоч поки навіть саме просто як мов наче ніби тоді все усе ледве "
            "особливо тепер щойно отже тож час момент раз випадку курсі сили день сьогодні учора вчора завтра тим"
        ),
        possess=words("є нема немає було буде не мати бракує лишилося залишилося знайдеться"),
        whatever=words("завгодно попало є потрапить то небудь за"),
        whether=words("чи"),
    ),
}
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "ADV", "PRON", "DET"})


def find_commas(document: Document) -> Iterator[Match]:
    """The match spans the blank and the conjunction, and puts the comma before both."""
    clauses = _CLAUSES[document.lang]
    starts = (
        clauses.but
        | clauses.purpose
        | clauses.that
        | clauses.where
        | clauses.which
        | clauses.of_which
        | clauses.whether
    )
    for before, token in pairwise(document.tokens):
        if token.norm not in starts or token.text != token.norm or token.index + 1 == len(document.tokens):
            continue
        after = document.tokens[token.index + 1]
        if not _joined(document, before, token) or not _joined(document, token, after):
            continue
        if _begins(clauses, document, before, token, after):
            yield _match(document, before, token)
        elif token.norm in clauses.of_which:
            noun = _noun_before(document, before)
            if noun is not None and _agree(noun, token):
                yield _match(document, noun, token)


def _match(document: Document, before: Token, token: Token) -> Match:
    tail = document.text[before.end : token.end]
    return Match(RULE, before.end, token.end, ("," + tail,))


def _joined(document: Document, first: Token, second: Token) -> bool:
    """Two words of one sentence with one blank between them."""
    return (
        first.kind == "word"
        and second.kind == "word"
        and document.text[first.end : second.start] == " "
        and document.sentence_numbers[first.index] == document.sentence_numbers[second.index]
    )


def _begins(clauses: Clauses, document: Document, before: Token, token: Token, after: Token) -> bool:
    """A clause begins with ``token``."""
    if before.norm in clauses.glued or after.norm in clauses.whatever or not before.parses:
        return False
    if before.parses[0].pos not in _CONTENT:
        return False
    if token.norm in clauses.but:
        return True
    again = any(t.norm == token.norm for t in document.tokens[max(0, token.index - 3) : token.index])
    return not again and _is_explained(clauses, document, before, token, after)  # «где стол где стул» is a list


def _is_explained(clauses: Clauses, document: Document, before: Token, token: Token, after: Token) -> bool:
    """The word before is one that a clause with this conjunction may explain."""
    if before.norm in clauses.pointers:
        return token.norm in clauses.that | clauses.purpose and not _denied(document, before)
    if token.norm in clauses.purpose:
        return before.parses[0].pos not in ("ADV", "DET")
    if token.norm in clauses.which:
        return before.index > document.sentence_of(before.index).start and _agree(before, token)
    if token.norm in clauses.whether:
        return before.has("Mood=Imp") and not after.has("Mood=Imp")  # «телефонуйте чи пишіть» is a choice
    if token.norm not in clauses.that | clauses.where:
        return False
    return _says(clauses, before) and not after.has("VerbForm=Inf") and not after.text[0].isupper()


def _says(clauses: Clauses, before: Token) -> bool:
    """A verb, a noun or a short adjective that a clause may explain: «знаю что», «надію що», «впевнений що»."""
    held = before.norm in clauses.possess or any(p.lemma in clauses.possess for p in before.parses)
    return not held and before.parses[0].pos in ("VERB", "NOUN", "ADJ")


def _denied(document: Document, pointer: Token) -> bool:
    """«не те що», «не то чтобы»; «попри те що», «для того чтобы»: these are conjunctions themselves."""
    before = document.tokens[pointer.index - 1].norm if pointer.index else ""
    return before in ("не", "хоть", "хоч", "ні", "ни") or before in find_language(document.lang).syntax.prepositions


def _noun_before(document: Document, preposition: Token) -> Token | None:
    """«дім в якому»: the noun before the preposition; but a comma before the noun opens the clause already («, вибір на якому»)."""
    if preposition.norm not in find_language(document.lang).syntax.prepositions or not preposition.index:
        return None
    noun = document.tokens[preposition.index - 1]
    if preposition.text != preposition.norm:
        return None
    if any(t.text in ",(" for t in document.tokens[max(0, noun.index - 3) : noun.index]):
        return None
    return noun if noun.has(pos="NOUN") and _joined(document, noun, preposition) else None


def _agree(noun: Token, relative: Token) -> bool:
    """The pronoun has the number and, in the singular, the gender of the noun."""
    for own in noun.parses:
        if own.pos != "NOUN":
            continue
        for other in relative.parses:
            if own.value("Number") != other.value("Number"):
                continue
            gender = other.value("Gender")
            if own.value("Number") == "Plur" or not gender or gender == own.value("Gender"):
                return True
    return False
