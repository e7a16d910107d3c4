"""What agrees with «ты»: past tenses, short adjectives and predicatives, «сам» and «один».

«Ты прислала», «ты готов», «Ти повинна» and, with the subject left out, «Спасибо, что нашла время», «Решил уже?».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.address_view import AddressForm, View, is_finite, is_imperative, is_second_singular
from tonecheck.checks.address_words import UNIQUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Token
    from tonecheck.language.morphology import Parse

#: A subject may stand this many tokens before its predicate («ты, как договорились, прислал»).
DISTANCE = 14


def find_past(token: Token) -> Parse | None:
    """«прислала»: a past tense of one man or woman, where the word can be nothing likelier."""
    fitting = [
        p
        for p in token.parses
        if p.feats >= {"Tense=Past", "Number=Sing", "VerbForm=Fin"} and "Gender=Neut" not in p.feats
    ]
    if not fitting or (not is_finite(token.parses[0]) and _is_likelier_else(token)):
        return None
    return fitting[0]


def find_predicative(view: View, token: Token) -> Parse | None:
    """«готов», «приглашена», «готовий»: a predicate of one man or woman."""
    for p in token.parses:
        if "Number=Sing" not in p.feats or "Gender=Neut" in p.feats or p.pos not in ("ADJ", "VERB"):
            continue
        if p.lemma in UNIQUE:
            continue
        if "Variant=Short" in p.feats and "Poss=Yes" not in p.feats:
            return p
        if view.words.full_predicates and p.pos == "ADJ" and "Case=Nom" in p.feats and _ends_phrase(view, token):
            return p
    return None


def find_agreeing(view: View, subject: int) -> Iterator[AddressForm]:
    """The words that agree with the «ты» at ``subject``."""
    found = list(_look_right(view, subject)) or list(_look_left(view, subject))
    yield from found
    for token in _neighbours(view, subject):
        if token.norm in view.words.alone and token.parses and all(token.index != form.index for form in found):
            parse = next((p for p in token.parses if "Case=Nom" in p.feats), None)
            if parse is not None:
                yield AddressForm(token.index, parse, "self", certain=True)


def _look_right(view: View, subject: int) -> Iterator[AddressForm]:
    """Predicates after the subject, up to the verb and what it links («ты была готова», «ты нашла и прислала»)."""
    gender, complete = "", False
    for token in _same_sentence(view, subject):
        if not token.is_word or token.index in view.quoted:
            continue
        if _is_new_subject(token):
            return
        past, predicative = find_past(token), find_predicative(view, token)
        if complete and not _coordinated(view, token.index):
            past = predicative = None
        found = past or (None if predicative is None or _governs_noun(view, token) else predicative)
        if found is not None and gender in ("", found.value("Gender")):
            gender = found.value("Gender")
            complete = found.lemma not in view.words.links
            yield AddressForm(token.index, found, "past" if past else "predicative", certain=True)
        elif token.parses and is_finite(token.parses[0]):
            if complete or not any(is_second_singular(p) or is_imperative(p) for p in token.parses):
                return
            complete = all(p.lemma not in view.words.links for p in token.parses)
        elif any("VerbForm=Inf" in p.feats and p.lemma in view.words.links for p in token.parses):
            complete = False  # «ты можешь быть спокоен»


def _same_sentence(view: View, subject: int) -> Iterator[Token]:
    """The tokens after the subject in its clause, across a parenthesis, and on to a second predicate after a comma."""
    tokens = view.document.tokens
    current, skipped = view.clauses[subject], -1
    for i in range(subject + 1, min(view.document.sentence_of(subject).end, subject + 1 + DISTANCE)):
        clause = view.clauses[i]
        if clause not in (current, skipped):
            if skipped < 0 and _is_parenthesis(view, i):
                skipped = clause
            elif clause == skipped + 1 or (tokens[i - 1].text == "," and find_past(tokens[i]) is not None):
                current = clause
            else:
                return
        if clause == current:
            yield tokens[i]


def _look_left(view: View, subject: int) -> Iterator[AddressForm]:
    """Predicates before the subject: «Украл бы ты», «Чи певна ти», «готов ли ты»."""
    for token in view.before(subject, 5):
        if not token.is_word:
            return
        past, predicative = find_past(token), find_predicative(view, token)
        parse = past or predicative
        if parse is not None:
            if any(_is_new_subject(t) for t in view.before(token.index, 6)):
                return
            yield AddressForm(token.index, parse, "past" if past else "predicative", certain=True)
            return
        if token.parses and (is_finite(token.parses[0]) or _is_new_subject(token)):
            return


def _neighbours(view: View, subject: int) -> Iterator[Token]:
    """The words beside the subject: «ты сама», «сам ты», «ты там один»."""
    yield from view.after(subject, 2)
    yield from view.before(subject, 2)


def _is_parenthesis(view: View, start: int) -> bool:
    """The clause that begins at ``start`` stands between commas inside its sentence: «, как договорились,»."""
    first = view.token(start)
    if view.token(start - 1).text not in (",", "(", "—", "–", "-"):
        return False
    words = [first, *(t for t in view.after(start, 6) if t.is_word)]
    if len(words) > 5:
        return False
    return first.norm in view.words.parenthetic or (
        len(words) == 1 and find_past(first) is None and find_predicative(view, first) is None
    )


def _is_new_subject(token: Token) -> bool:
    """A nominative that is not «ты»: its predicate is its own."""
    if not token.parses:
        return False
    return (
        all(
            "Case=Nom" in p.feats and "Case=Acc" not in p.feats and p.lemma not in ("ты", "ти")
            for p in token.parses
            if p.pos in ("NOUN", "PRON")
        )
        and any(p.pos in ("NOUN", "PRON") for p in token.parses)
        and not any(p.pos in ("DET", "SCONJ", "PART", "ADV") for p in token.parses)
    )


def _coordinated(view: View, index: int) -> bool:
    """«и прислала», «и всё объяснила», «, прислала»: joined to the predicate before it."""
    before = [t.norm for t in view.before(index, 4)]
    return not before or any(word in view.words.coordinators for word in before)


def _governs_noun(view: View, token: Token) -> bool:
    """«ты старший менеджер»: an attribute of the noun that follows."""
    after = next(view.after(token.index, 1), None)
    return after is not None and not any("Variant=Short" in p.feats for p in token.parses) and _names(after)


def _ends_phrase(view: View, token: Token) -> bool:
    """No noun follows that the full adjective could belong to."""
    after = next(view.after(token.index, 1), None)
    return after is None or not _names(after)


def _names(token: Token) -> bool:
    """The word goes on with a noun phrase in the nominative; «до» is a note of the scale to the dictionary alone."""
    return any(p.pos in ("NOUN", "ADJ") and "Case=Nom" in p.feats for p in token.parses) and not any(
        p.pos in ("ADP", "PART", "CCONJ", "ADV") for p in token.parses
    )


def _is_likelier_else(token: Token) -> bool:
    """«стекла», «после»: a function word, or in all likelihood a noun."""
    first = token.parses[0]
    likely = first.pos == "NOUN" and first.known and 0.5 < first.score < 1
    return likely or any(p.pos in ("ADP", "CCONJ", "SCONJ", "PART", "ADV", "PRON", "DET") for p in token.parses)
