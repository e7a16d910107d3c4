"""Words that address one person as «ты» / «ти», found by morphology and settled by their context.

First what is certain by its form (pronouns, possessives, second persons, plain imperatives), then what that
evidence vouches for: homonyms («клей», «пришли»), and past tenses and predicates that agree with «ты».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.address_agreement import find_agreeing
from tonecheck.checks.address_elided import find_elided
from tonecheck.checks.address_homonyms import judge_homonym
from tonecheck.checks.address_imperatives import find_imperative, is_homonym
from tonecheck.checks.address_sayings import find_sayings
from tonecheck.checks.address_verbs import find_verb, is_generalised
from tonecheck.checks.address_view import AddressForm, FormKind, View, view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tonecheck.analysis import Document, Token
    from tonecheck.language.morphology import Parse

    Imperatives = Mapping[int, tuple[Parse, bool]]

__all__ = ["AddressForm", "FormKind", "find_forms"]


def find_forms(document: Document) -> tuple[AddressForm, ...]:
    """All words of ``document`` that address one person as «ты» / «ти», in the order of the text."""
    if not document.tokens:
        return ()
    seen, skipped = view(document), find_sayings(document)
    open_tokens = [t for t in document.tokens if t.is_word and t.index not in seen.quoted and t.index not in skipped]
    asked = {t.index: found for t in open_tokens if (found := find_imperative(seen, t)) is not None}
    plain = {form.index: form for form in _find_plain(seen, open_tokens, asked)}
    forms = plain | _find_homonyms(seen, open_tokens, _without_generalised(seen, plain), asked)
    forms = _without_generalised(seen, forms)
    for subject in [f.index for f in forms.values() if f.kind == "pronoun" and "Case=Nom" in f.parse.feats]:
        forms |= {f.index: f for f in find_agreeing(seen, subject) if f.index not in forms and f.index not in skipped}
    polite = _is_polite(seen, open_tokens)
    forms |= {f.index: f for f in find_elided(seen, open_tokens, frozenset(forms), polite=polite)}
    return tuple(forms[index] for index in sorted(forms))


def _find_plain(seen: View, tokens: list[Token], asked: Imperatives) -> Iterator[AddressForm]:
    """What is address by its form alone; ``asked`` are the imperatives, by the index of their token."""
    for token in tokens:
        pronoun = _find_pronoun(seen, token)
        if pronoun is not None:
            yield pronoun
            continue
        verb = find_verb(seen, token)
        if verb is not None:
            yield AddressForm(token.index, verb[0], "verb", verb[1])
            continue
        imperative = asked.get(token.index)
        if imperative is not None and not is_homonym(seen, token):
            yield AddressForm(token.index, imperative[0], "imperative", imperative[1])


def _find_pronoun(seen: View, token: Token) -> AddressForm | None:
    for parse in token.parses:
        if parse.lemma == seen.words.pronoun and parse.pos == "PRON":
            return AddressForm(token.index, parse, "pronoun", certain=True)
        if parse.lemma == seen.words.possessive:
            return AddressForm(token.index, parse, "possessive", certain=True)
    if token.norm.startswith("по-тво") and token.parses:
        return AddressForm(token.index, token.parses[0], "possessive", certain=True)
    return None


def _find_homonyms(
    seen: View, tokens: list[Token], plain: dict[int, AddressForm], asked: Imperatives
) -> dict[int, AddressForm]:
    """Words that could be something else, where their clause and the rest of the text («ты», «вы») vouch for them."""
    familiar, polite = bool(plain), _is_polite(seen, tokens)
    found: dict[int, AddressForm] = {}
    for token in tokens:
        imperative = None if token.index in plain else asked.get(token.index)
        if imperative is not None and judge_homonym(seen, token, familiar=familiar or bool(found), polite=polite):
            found[token.index] = AddressForm(token.index, imperative[0], "imperative", certain=False)
    return found


def _is_polite(seen: View, tokens: list[Token]) -> bool:
    """The letter says «вы»."""
    return any(
        (p.lemma in seen.words.polite and p.pos in ("PRON", "DET")) or p.feats >= {"Person=2", "Number=Plur"}
        for t in tokens
        for p in t.parses[:1]
    )


def _without_generalised(seen: View, forms: dict[int, AddressForm]) -> dict[int, AddressForm]:
    """Without second persons that mean everybody: «без предоплаты не обойдёшься»."""
    addressed = any(form.kind != "verb" for form in forms.values())
    return {
        index: form
        for index, form in forms.items()
        if form.kind != "verb" or not is_generalised(seen, index, form.parse, addressed=addressed)
    }
