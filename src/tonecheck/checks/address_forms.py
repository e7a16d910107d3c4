"""Words that address one person as «ты» / «ти», found by morphology and settled by their context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tonecheck.analysis import Document
    from tonecheck.language.morphology import Parse

FormKind = Literal["pronoun", "possessive", "verb", "imperative", "past", "predicative", "self"]


@dataclass(frozen=True, slots=True)
class AddressForm:
    """One word that addresses one person as «ты».

    ``index`` is the token in ``Document.tokens``; ``parse`` the analysis that was chosen, and ``certain`` says
    that no other analysis of the word fits where it stands.
    """

    index: int
    parse: Parse
    kind: FormKind
    certain: bool


def find_forms(document: Document) -> tuple[AddressForm, ...]:
    """All words of ``document`` that address one person as «ты» / «ти», in the order of the text."""
    return tuple(
        AddressForm(token.index, parse, "pronoun", certain=True)
        for token in document.tokens
        for parse in token.parses[:1]
        if parse.lemma in ("ты", "ти") and parse.pos == "PRON"
    )
