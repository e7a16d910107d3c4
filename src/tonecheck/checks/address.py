"""The check «address»: «ты» said to a client, one finding for each passage that says it.

A house may say «ты» (``address = "informal"``: then «вы» is the fault), or only ask for one of them throughout.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tonecheck.checks.address_forms import AddressForm, find_forms
from tonecheck.checks.address_polite import find_familiar_edit, find_polite_forms
from tonecheck.checks.base import Context, Match
from tonecheck.rewrite import Rewrite, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tonecheck.analysis import Document
    from tonecheck.model import Edit

#: Words that may stand between two forms of one passage («ты ещё не готов»).
GAP = 3
#: A parenthesis between a subject and its predicate may be longer: «ты, как мы с вами договорились, сделаешь».
BRIDGE = 6
MIXED = {
    "ru": "В письме и «ты», и «вы». Выберите одно обращение и держитесь его.",
    "uk": "У листі і «ти», і «ви». Оберіть одне звертання й тримайтеся його.",
}
#: The kinds from the most to the least telling; a finding is named after the first that it holds.
TELLING = ("imperative", "verb", "past", "predicative", "pronoun", "possessive", "self")


def check(document: Document, context: Context) -> Iterable[Match]:
    """The wrong address by ``settings.address``.

    «Ты» in a formal house, «вы» in an informal one; the rarer of both where a letter only has to be consistent.
    """
    address = context.settings.address
    familiar = find_forms(document) if address != "informal" else ()
    polite = find_polite_forms(document) if address != "formal" else ()
    if address == "consistent" and not (familiar and polite):
        return
    message = MIXED[document.lang] if address == "consistent" else None
    if address == "informal" or (address == "consistent" and len(polite) < len(familiar)):
        yield from _match_polite(document, polite, message)
        return
    rewrites = {r.form.index: r for r in rewrite(document, familiar, context.settings)}
    for group in group_forms(document, familiar):
        match = _match(document, group, [rewrites[f.index] for f in group if f.index in rewrites])
        yield replace(match, message=message)


def group_forms(document: Document, forms: Sequence[AddressForm]) -> Iterator[tuple[AddressForm, ...]]:
    """Neighbouring forms of one clause, and a subject with its verb across a parenthesis."""
    group: list[AddressForm] = []
    for form in forms:
        if group and not _belongs(document, group[-1], form):
            yield tuple(group)
            group = []
        group.append(form)
    if group:
        yield tuple(group)


def _belongs(document: Document, last: AddressForm, form: AddressForm) -> bool:
    """The two forms are one passage."""
    if document.sentence_numbers[last.index] != document.sentence_numbers[form.index]:
        return False
    between = document.tokens[last.index + 1 : form.index]
    words = sum(t.is_word for t in between)
    if not any(not t.is_word and t.text not in ('"', "«", "»") for t in between):
        return words <= GAP
    commas = [t.text for t in between if not t.is_word]
    is_subject = last.kind == "pronoun" and "Case=Nom" in last.parse.feats
    return is_subject and form.kind in ("verb", "past", "predicative") and commas == [",", ","] and words <= BRIDGE


def _match(document: Document, group: Sequence[AddressForm], rewrites: Sequence[Rewrite]) -> Match:
    start, end = document.tokens[group[0].index].start, document.tokens[group[-1].index].end
    kind = min((form.kind for form in group), key=TELLING.index)
    edits = tuple(sorted(edit for r in rewrites for edit in r.edits))
    safe = len(rewrites) == len(group) and all(r.safety == "safe" for r in rewrites)
    inside = [e for e in edits if start <= e.start and e.end <= end]
    return Match(
        rule=f"familiarity/address-{kind}",
        start=start,
        end=end,
        suggestions=(_apply(document.text, start, end, inside),) if inside else (),
        edits=edits,
        safety="safe" if safe and edits else "suggest",
    )


def _match_polite(document: Document, forms: Sequence[AddressForm], message: str | None) -> Iterator[Match]:
    """«Вы» to one person, with what one word can say instead; never a safe fix."""
    for group in group_forms(document, forms):
        start, end = document.tokens[group[0].index].start, document.tokens[group[-1].index].end
        found = [find_familiar_edit(document, form) for form in group]
        edits = tuple(edit for edit in found if edit is not None) if None not in found else ()
        suggestions = (_apply(document.text, start, end, edits),) if edits else ()
        yield Match("familiarity/address-formal", start, end, suggestions, edits, "suggest", message)


def _apply(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """``text[start:end]`` with the edits made."""
    pieces, at = [], start
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:end]])
