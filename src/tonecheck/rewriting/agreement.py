"""Words that agree with the addressee without being forms of address by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Set as AbstractSet
from typing import TYPE_CHECKING

from tonecheck.checks.address_forms import AddressForm

if TYPE_CHECKING:
    from tonecheck.analysis import Document
    from tonecheck.rewriting.grammar import Grammar


def find_agreeing(
    document: Document, form: AddressForm, grammar: Grammar, taken: AbstractSet[int]
) -> Iterator[AddressForm]:
    """Predicates of the clause of ``form`` that agree with it and are not ``taken`` yet."""
    return iter(())
