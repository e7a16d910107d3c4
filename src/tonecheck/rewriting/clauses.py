"""The clauses of a sentence around a form of address, cut at commas and conjunctions, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.checks.address_words import UNIQUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token
    from tonecheck.checks.address_forms import FormKind
    from tonecheck.language.morphology import Parse
    from tonecheck.rewriting.grammar import Grammar

STOPS = frozenset('.!?…;:()—–"«»')
NO_SUBJECTS = frozenset({"ты", "ти", "сам", "такой", "такий"})  #: «ты такая внимательная»
WINDOW = 60  #: tokens that are looked at on either side of a form: a bound, so that time stays linear
ENDING = 4  #: letters that an ending has at most: «повинен(на)», «народився(лася)»
GENDERS = ("Masc", "Fem")
NOMINALS = frozenset({"NOUN", "PRON", "DET"})
FUNCTION = frozenset({"ADP", "CCONJ", "SCONJ", "PART"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two cuts. ``comma``: a comma opens it. ``opener``: the conjunction that does, or «»."""

    tokens: tuple[Token, ...]
    comma: bool
    opener: str
    subordinate: bool


def find_clauses(document: Document, index: int, grammar: Grammar) -> tuple[Clause, ...]:
    """The clauses after token ``index`` to the end of its sentence, or to the next «ты»; a dash, a colon or a bracket ends it too.

    The first is the token's own, and may be empty.
    """
    words: list[Token] = []
    clauses: list[Clause] = []
    comma, opener, subordinate = False, "", False
    end = min(document.sentence_of(index).end, index + WINDOW)
    at = index + 1 + count_mark(document.tokens, index)
    while at < end:
        token = document.tokens[at]
        if token.text[0] in STOPS or is_subject_form(token):
            break  # another «ты» speaks for itself
        at += 1 + count_mark(document.tokens, at)
        conjunction, subordinator = token.norm in grammar.coordinators, token.norm in grammar.subordinators
        if (
            token.text != ","
            and not (conjunction and not _intensifies(document, at, end, grammar))
            and not (subordinator and not words)
        ):
            words.append(token)
            continue
        if words or not clauses:
            clauses.append(Clause(tuple(words), comma, opener, subordinate))
            words, comma, opener, subordinate = [], False, "", False
        comma = comma or token.text == ","
        opener = token.norm if token.text != "," else opener
        subordinate = subordinate or subordinator
    if words:
        clauses.append(Clause(tuple(words), comma, opener, subordinate))
    return tuple(clauses)


def _intensifies(document: Document, at: int, end: int, grammar: Grammar) -> bool:
    """The conjunction before token ``at`` joins nothing: «ты мог и сам догадаться»."""
    if at + 1 >= end or document.tokens[at].norm not in grammar.intensives:
        return False
    return document.tokens[at + 1].has("VerbForm=Inf")


def look_back(document: Document, index: int) -> Iterator[Token]:
    """The tokens before token ``index`` in its clause, the nearest first, up to a comma or another stop."""
    first = max(document.sentence_of(index).start, index - WINDOW)
    at = index - 1
    while at >= first:
        for length in (2, 3):
            if at - length >= first and count_mark(document.tokens, at - length) == length:
                at -= length
        token = document.tokens[at]
        if token.text == "," or token.text[0] in STOPS:
            return
        yield token
        at -= 1


def count_mark(tokens: Sequence[Token], index: int) -> int:
    """How many tokens after token ``index`` are the other gender's ending: three in «писал(а)», two in «готов/а»."""
    glued = [tokens[index]]
    for token in tokens[index + 1 : index + 4]:
        if token.start != glued[-1].end:
            break
        glued.append(token)
    texts = [token.text for token in glued[1:]]
    if not glued[0].is_word or len(texts) < 2 or not texts[1].islower() or len(texts[1]) > ENDING:
        return 0
    if texts[0] == "(" and texts[2:] == [")"]:
        return 3
    return 2 if texts[0] == "/" else 0


def find_predicate(token: Token, grammar: Grammar) -> tuple[FormKind, Parse] | None:
    """«past» or «predicative» with its analysis, where the word may agree with one person, he or she.

    None for words that are something else as a rule: «можна» (an adverb), «используем» (a verb of the first person).
    """
    if any(p.pos == "ADV" or p.value("Person") in ("1", "3") for p in token.parses):
        return None
    personal = [p for p in token.parses if "Number=Sing" in p.feats and p.value("Gender") in GENDERS]
    for parse in personal:
        if {"Tense=Past", "VerbForm=Fin"} <= parse.feats:
            return "past", parse  # first of all: «була» is an adjective too, says the dictionary
    for parse in personal:
        if parse.lemma in UNIQUE:
            continue  # «ви перший, хто помітив»
        if grammar.predicative_feature in parse.feats and (parse.pos == "ADJ" or "VerbForm=Part" in parse.feats):
            return "predicative", parse
    return None


def may_be_subject(token: Token, gender: str = "") -> bool:
    """A noun or pronoun that may stand in the nominative, and is not «ты»; of that ``gender`` if one is named."""
    if token.is_word and (not token.parses or token.has(pos="X")):
        return True  # a brand: «Acme прислал»
    if any(p.pos in FUNCTION for p in token.parses):
        return False  # «о», «ли», «как» are nouns too, says the dictionary; «это был ты» has its subject in «ты»
    return any(
        p.pos in NOMINALS
        and "Case=Nom" in p.feats
        and p.lemma not in NO_SUBJECTS
        and (not gender or p.value("Gender") in ("", gender))
        and (not gender or "Number=Plur" not in p.feats)
        for p in token.parses
    )


def must_be_subject(token: Token) -> bool:
    """It may be nothing but the nominative: «менеджер», «он»; not «договор», which may be an object."""
    return may_be_subject(token) and not any("Case=Acc" in p.feats or p.pos not in NOMINALS for p in token.parses)


def is_foreign(token: Token) -> bool:
    """A finite verb whose subject is not «ты»: «думаю», «пришлёт», «прислали»."""
    return bool(token.parses) and all(
        "VerbForm=Fin" in p.feats
        and "Mood=Imp" not in p.feats
        and (p.value("Person") in ("1", "3") or "Number=Plur" in p.feats or "Gender=Neut" in p.feats)
        for p in token.parses
    )


def is_addressing(token: Token) -> bool:
    """A verb of the second person singular: «сделаешь»."""
    return token.has("Person=2", "Number=Sing", "Mood=Ind")


def is_linking(token: Token, grammar: Grammar) -> bool:
    """The infinitive of a copula: «можешь быть уверен», «захочеш стати»."""
    return any(p.lemma in grammar.copulas and "VerbForm=Inf" in p.feats for p in token.parses)


def is_subject_form(token: Token) -> bool:
    """«ты», «ти» in the nominative."""
    return any(p.pos == "PRON" and p.lemma in ("ты", "ти") and "Case=Nom" in p.feats for p in token.parses)


def is_predicate(token: Token) -> bool:
    """The word is a past tense or an adjective by every analysis: «прислал», but not «прав» (of «право»)."""
    return all("Tense=Past" in p.feats or p.pos == "ADJ" for p in token.parses)


def is_attributive(tokens: Sequence[Token], at: int, parse: Parse) -> bool:
    """The adjective belongs to the noun after it: «добрий керівник»."""
    if parse.pos != "ADJ" or "Variant=Short" in parse.feats:
        return False
    for token in tokens[at + 1 : at + 3]:
        if token.has("Case=Nom", f"Gender={parse.value('Gender')}", pos="NOUN"):
            return True
        if not token.has("Case=Nom", pos="ADJ"):
            return False
    return False
