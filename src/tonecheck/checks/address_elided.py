"""Address whose «ты» is left out: «Спасибо, что нашла время», «Получил договор?», «Будь любезен», «согласна?»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.address_agreement import find_past, find_predicative
from tonecheck.checks.address_view import (
    AddressForm,
    View,
    is_finite,
    is_imperative,
    is_linking,
    is_nominative,
    is_second_singular,
    is_subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Token
    from tonecheck.language.morphology import Parse


def find_elided(view: View, tokens: list[Token], forms: frozenset[int], *, polite: bool) -> Iterator[AddressForm]:
    """Words that agree with an addressee whom no pronoun names.

    ``forms`` are the words that already say «ты»; ``polite``: the text says «вы».
    """
    for token in tokens:
        if token.index in forms:
            continue
        past, predicative = find_past(token), find_predicative(view, token)
        if past is not None and (forms or not polite) and _is_elided_past(view, token, past, forms):
            yield AddressForm(token.index, past, "past", certain=_is_thanked(view, token))
        elif predicative is not None and _is_elided_predicative(view, token, forms):
            yield AddressForm(token.index, predicative, "predicative", certain=True)
        elif token.norm in view.words.alone and forms and _is_elided_self(view, token, forms):
            nominative = next(p for p in token.parses if "Case=Nom" in p.feats)
            yield AddressForm(token.index, nominative, "self", certain=True)


def _is_elided_past(view: View, token: Token, past: Parse, forms: frozenset[int]) -> bool:
    if _has_subject(view, token, past):
        return False
    if _is_thanked(view, token):
        return True
    if view.is_question(token.index) and view.opens_sentence(token.index):
        return not _turns_to_another(view, token) and (bool(forms) or past.lemma in view.words.conveyed)
    return _continues(view, token, past, forms)


def _is_thanked(view: View, token: Token) -> bool:
    """«Спасибо, что нашла время и всё объяснила»; but «Рад, что смог тебе помочь» and «Рад, что успел» are the author's."""
    tokens = view.document.tokens
    sentence = view.document.sentence_of(token.index)
    for i in range(token.index - 1, max(sentence.start, token.index - 10) - 1, -1):
        if tokens[i].norm in ("что", "що"):
            thanks = [t for t in tokens[max(sentence.start, i - 4) : i] if t.norm in view.words.thanks]
            return (
                bool(thanks)
                and not any(
                    _is_object(t, view.words.pronoun) for t in (*view.before(token.index), *view.after(token.index))
                )
                and not any(_is_author(t, token) for t in thanks)
            )
    return False


def _is_object(token: Token, pronoun: str) -> bool:
    """«тебе»: who is spoken to is not who did it."""
    return any(p.lemma == pronoun and p.pos == "PRON" and "Case=Nom" not in p.feats for p in token.parses)


def _is_author(thanks: Token, past: Token) -> bool:
    """«рад» before «успел»: of one gender, so that the author may speak of himself; «рада, что нашёл» is another."""
    genders = {p.value("Gender") for p in thanks.parses if p.pos == "ADJ" and "Number=Sing" in p.feats}
    return any(p.value("Gender") in genders for p in past.parses if "Tense=Past" in p.feats)


def _continues(view: View, token: Token, past: Parse, forms: frozenset[int]) -> bool:
    """The clause before it in the sentence speaks of «ты», in the same gender («что ты имел, когда говорил»).

    Or the one after it speaks to «ты»: «Решил уже, как будешь участвовать?».
    """
    tokens, sentence = view.document.tokens, view.document.sentence_of(token.index)
    for i in range(token.index - 1, max(sentence.start, token.index - 14) - 1, -1):
        if _is_subject_pronoun(tokens[i], view.words.pronoun):
            genders = [
                p.value("Gender")
                for t in tokens[i : token.index]
                for p in [find_past(t) or find_predicative(view, t)]
                if p is not None
            ]
            return not genders or genders[-1] == past.value("Gender")
        if is_subject(tokens[i]) and not _is_nominal_predicate(view, tokens[i]):
            return False
    if not view.opens_sentence(token.index):
        return False
    for t in tokens[token.index + 1 : min(sentence.end, token.index + 8)]:
        if t.index in forms and any(is_second_singular(p) for p in t.parses[:1]):
            return True
        if any(p.pos == "PRON" and "Case=Nom" in p.feats and p.lemma != view.words.pronoun for p in t.parses):
            return False
    return False


def _is_nominal_predicate(view: View, token: Token) -> bool:
    """«ты просто умница, …»: a noun that says who the addressee is, and ends its clause."""
    after = view.next(token.index)
    if after is None or after.text != ",":
        return False
    for t in view.before(token.index, 3):
        if _is_subject_pronoun(t, view.words.pronoun):
            return True
        if not is_linking(t):
            return False
    return False


def _turns_to_another(view: View, token: Token) -> bool:
    """«Смотрела шоу, она вообще любит шоу, понимаешь?»: the sentence goes on about somebody else."""
    tokens, end = view.document.tokens, view.document.sentence_of(token.index).end
    return any(
        p.pos == "PRON" and p.feats >= {"Case=Nom", "Person=3"}
        for t in tokens[token.index + 1 : min(end, token.index + 9)]
        for p in t.parses
    )


def _is_subject_pronoun(token: Token, pronoun: str) -> bool:
    return any(p.pos == "PRON" and "Case=Nom" in p.feats and p.lemma == pronoun for p in token.parses)


def _has_subject(view: View, token: Token, past: Parse) -> bool:
    """Something in the clause can be the subject of the past tense."""
    gender = past.value("Gender")
    for t in (*view.before(token.index), *view.after(token.index, 5)):
        if t.is_word and not any(p.known for p in t.parses):
            return True  # «git закинув», a brand or a name that no dictionary has
        for p in t.parses:
            if p.pos not in ("NOUN", "PRON") or "Case=Nom" not in p.feats or "Number=Plur" in p.feats:
                continue
            if p.lemma in ("что", "що", "это", "це", "всё", "все"):
                continue
            if p.pos == "PRON" or p.value("Gender") in ("", gender):
                if past.lemma in view.words.conveyed and p.pos == "NOUN" and _can_be_object(t):
                    continue
                return True
    return False


def _can_be_object(token: Token) -> bool:
    return any("Case=Acc" in p.feats and p.pos == "NOUN" for p in token.parses)


def _is_elided_predicative(view: View, token: Token, forms: frozenset[int]) -> bool:
    """«Будь любезен», «будешь готов», «Что скажешь, согласна?»."""
    for t in view.before(token.index, 4):
        if t.index in forms and any(p.lemma == view.words.be for p in t.parses):
            return True
        if any(p.lemma == view.words.be and "VerbForm=Inf" in p.feats for p in t.parses):
            return any(b.index in forms and is_second_singular(b.parses[0]) for b in view.before(t.index, 3))
        if t.parses and is_finite(t.parses[0]):
            return False
    before = view.previous(token.index)
    if before is None or before.text != "," or not view.is_question(token.index):
        return False
    if any(
        is_nominative(p) and not any("Case=Acc" in q.feats for q in t.parses)
        for t in view.after(token.index)
        for p in t.parses[:1]
    ):
        return False
    return any(i in forms for i in range(max(0, token.index - 4), token.index))


def _is_elided_self(view: View, token: Token, forms: frozenset[int]) -> bool:
    """«приезжай сам», «как будешь участвовать: сам или через партнёра»."""
    after = view.next(token.index)
    if (
        after is not None
        and after.parses
        and (after.parses[0].pos in ("NOUN", "ADJ") or (is_finite(after.parses[0]) and after.index not in forms))
    ):
        return False  # «один коммит», «сам придёт»
    near = [t for t in (*view.before(token.index, 3), *view.after(token.index, 2)) if t.index in forms]
    if any(any(is_imperative(p) or is_second_singular(p) for p in t.parses) for t in near):
        return True
    tokens = view.document.tokens
    before = view.previous(token.index)
    if before is None or before.text not in (":", ",", "—", "–"):
        return False
    return any(
        i in forms and any(is_second_singular(p) for p in tokens[i].parses)
        for i in range(max(0, token.index - 8), token.index)
    )
