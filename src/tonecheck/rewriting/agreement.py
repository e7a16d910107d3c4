"""Words that agree with the addressee without addressing by themselves: past tense, short adjectives, «сам».

The form's own clause gives the predicate («ты должен был прислать»); clauses joined to it may share the
subject («прислал, но не подписал»). A clause that may have a subject of its own ends the search: better a word
missed than «ваш коллега прислали».
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tonecheck.checks.address_forms import AddressForm, FormKind
from tonecheck.rewriting.clauses import (
    Clause,
    find_clauses,
    find_predicate,
    is_addressing,
    is_attributive,
    is_foreign,
    is_linking,
    is_predicate,
    look_back,
    may_be_subject,
    must_be_subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document, Token
    from tonecheck.language.morphology import Parse
    from tonecheck.rewriting.grammar import Grammar

PARENTHESIS = 8  #: words that may stand between subject and predicate: «ты, как мы и договорились, прислал»
REACH = 3  #: words to the left of the form that are looked at: «прав ли уже ты»


@dataclass(frozen=True, slots=True)
class State:
    """What is known so far of the predicate.

    ``found``: there is one. ``linked``: another may stand beside it («был» … «прав»). ``gender``: the
    addressee's, as a predicate showed it; «» while unknown.
    """

    found: bool
    linked: bool
    gender: str = ""


def find_agreeing(document: Document, form: AddressForm, grammar: Grammar) -> tuple[AddressForm, ...]:
    """Words that agree with the subject of ``form``; those of other clauses than its own are not ``certain``."""
    if form.kind in ("possessive", "self") or (form.kind == "pronoun" and form.parse.value("Case") != "Nom"):
        return ()
    after = list(_find_after(document, form, grammar))
    settled = any(agreeing.kind == "past" for agreeing in after)
    found = [*_find_before(document, form, grammar, settled=settled), *after]
    return (*found, *(more for agreeing in (form, *found) for more in _find_degree(document, agreeing, grammar)))


def _find_after(document: Document, form: AddressForm, grammar: Grammar) -> Iterator[AddressForm]:
    """Predicates to the right of the form, clause by clause."""
    clauses = find_clauses(document, form.index, grammar)
    state = _begin(form, grammar)
    subordinate = _is_subordinate(document, form, grammar)
    aside = False  # in a parenthesis: «ты, как договорились, прислал»
    for number, clause in enumerate(clauses):
        if aside and not clause.comma:
            continue
        if not number or aside or not (state.found or clause.comma):
            aside = False
            found, state = _read_own(clause, state, grammar)
            yield from found
        elif not state.found:
            if not _closes(clauses[number:]):
                return
            aside = True
        elif form.kind == "imperative" or (clause.comma and subordinate and not clause.subordinate):
            return  # «прости, что не ответил», «рад, что ты прислал, и готов помочь»: another's clause
        else:
            joined = _read_joined(clause, state, grammar)
            if joined is None:
                return
            yield from joined


def _closes(clauses: Sequence[Clause]) -> bool:
    """The first of the clauses is a parenthesis: a comma ends it before long."""
    words = len(clauses[0].tokens)
    for clause in clauses[1:]:
        if clause.comma:
            return words <= PARENTHESIS
        words += len(clause.tokens)
    return False


def _begin(form: AddressForm, grammar: Grammar) -> State:
    """What the form itself says of the predicate."""
    if form.kind == "pronoun":
        return State(found=False, linked=True)
    linked = form.kind == "predicative" or form.parse.lemma in grammar.copulas
    return State(found=True, linked=linked, gender=form.parse.value("Gender"))


def _is_subordinate(document: Document, form: AddressForm, grammar: Grammar) -> bool:
    """A conjunction between the last comma and the form makes its clause a subordinate one."""
    return any(
        token.norm in grammar.subordinators or token.norm in grammar.barriers
        for token in look_back(document, form.index)
    )


def _read_own(clause: Clause, state: State, grammar: Grammar) -> tuple[list[AddressForm], State]:
    """The predicates of the form's own clause, and what they tell."""
    found: list[AddressForm] = []
    near = True  # nothing but particles since the form or the last predicate
    for at, token in enumerate(clause.tokens):
        predicate = find_predicate(token, grammar)
        if token.norm in grammar.intensives:
            found.append(_make(token, token.parses[0], "self", certain=True))
        elif (
            predicate is not None
            and (near or is_predicate(token))
            and (state.linked or not state.found)
            and _fits(clause.tokens, at, predicate, state)
        ):
            kind, parse = predicate
            found.append(_make(token, parse, kind, certain=True))
            linked = kind == "predicative" or parse.lemma in grammar.copulas
            state, near = State(found=True, linked=linked, gender=parse.value("Gender")), True
        elif is_linking(token, grammar):
            state, near = State(found=True, linked=True, gender=state.gender), True  # «можешь быть спокоен»
        elif is_addressing(token):
            state = State(found=True, linked=token.parses[0].lemma in grammar.copulas, gender=state.gender)
        elif must_be_subject(token) or is_foreign(token) or token.norm in grammar.barriers:
            return found, State(found=True, linked=False, gender=state.gender)
        else:
            near = near and (token.norm in grammar.transparent or all(p.pos == "ADV" for p in token.parses))
    if not state.found and clause.tokens and may_be_subject(clause.tokens[-1]):
        state = State(found=True, linked=False)  # «ти просто молодець, чудово впоралася»: a noun is the predicate
    return found, state


def _read_joined(clause: Clause, state: State, grammar: Grammar) -> list[AddressForm] | None:
    """Predicates of a clause that may share the subject, or None where it has one of its own."""
    found: list[AddressForm] = []
    for at, token in enumerate(clause.tokens):
        if token.norm in grammar.barriers or must_be_subject(token) or is_foreign(token):
            return None
        predicate = find_predicate(token, grammar)
        if predicate is None or not is_predicate(token) or not _fits(clause.tokens, at, predicate, state):
            continue
        if _has_own_subject(clause.tokens, at, *predicate):
            return None
        found.append(_make(token, predicate[1], predicate[0], certain=False))
    return found


def _has_own_subject(tokens: Sequence[Token], at: int, kind: FormKind, parse: Parse) -> bool:
    """«пришёл счёт», «договор подписан», «а склад потерял его»; but «а счёт забыл» may begin with its object."""
    gender = parse.value("Gender")
    before = any(may_be_subject(token, gender) for token in tokens[:at])
    after = tokens[at + 1 : at + 1 + REACH]
    if kind == "predicative" or "intr" in parse.tag or "Reflex=Yes" in parse.feats:
        return before or any(may_be_subject(token, gender) for token in after)
    return before and any(token.has("Case=Acc") for token in after)


def _fits(tokens: Sequence[Token], at: int, predicate: tuple[FormKind, Parse], state: State) -> bool:
    """The word shows the addressee's gender, and it is no attribute of a noun."""
    parse = predicate[1]
    return state.gender in ("", parse.value("Gender")) and not is_attributive(tokens, at, parse)


def _find_before(document: Document, form: AddressForm, grammar: Grammar, *, settled: bool) -> Iterator[AddressForm]:
    """What stands right before the form: «прав ли ты», «был ли ты», «сам зайди»."""
    for token in islice(look_back(document, form.index), REACH):
        if token.norm in grammar.intensives and not _has_subject(document, token):
            yield _make(token, token.parses[0], "self", certain=True)
            return
        predicate = find_predicate(token, grammar) if form.kind == "pronoun" and not settled else None
        if predicate is not None and not _has_subject(document, token):
            yield _make(token, predicate[1], predicate[0], certain=is_predicate(token))
        if predicate is not None or token.norm not in grammar.transparent or token.norm in grammar.coordinators:
            return


def _find_degree(document: Document, form: AddressForm, grammar: Grammar) -> Iterator[AddressForm]:
    """«ти така уважна»: the pronoun of degree before an adjective that turns plural."""
    if form.kind != "predicative":
        return
    for token in islice(look_back(document, form.index), 2):
        for parse in token.parses:
            if parse.lemma in grammar.degrees and {"Case=Nom", "Number=Sing"} <= parse.feats:
                yield _make(token, parse, "predicative", certain=True)
                return
        if not all(p.pos == "ADV" for p in token.parses):
            return


def _has_subject(document: Document, token: Token) -> bool:
    """Something before the token in its clause may be the subject: «менеджер сам», «он прислал»."""
    return any(may_be_subject(before) for before in look_back(document, token.index))


def _make(token: Token, parse: Parse, kind: FormKind, *, certain: bool) -> AddressForm:
    return AddressForm(token.index, parse, kind, certain=certain)
