"""From «ты» to «вы»: edits that turn every word of address into its polite form, with what agrees with it.

Only words that agree with the addressee change: in «твой коллега прислал» that is «твой» alone. What the
dictionary does not vouch for («заапрувь» → «заапрувьте») is a suggestion; and because a sentence that says both
«ты» and «вы» is worse than either, all rewrites of one sentence are as safe as the least safe of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tonecheck.language.morphology import Morphology, Parse, load_morphology
from tonecheck.model import Edit, Safety
from tonecheck.rewriting import Grammar, find_grammar
from tonecheck.rewriting.agreement import find_agreeing
from tonecheck.rewriting.clauses import count_mark
from tonecheck.rewriting.inflection import keep_case, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tonecheck.analysis import Document, Token
    from tonecheck.checks.address_forms import AddressForm, FormKind
    from tonecheck.checks.base import Settings

VOWELS = frozenset("аеиіоуюяєїы")
OPENERS = frozenset("«\"„“'([—–-*•")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What becomes of one form of address: edits in ``Document.text``, sorted, and how sure they are.

    The edits of different rewrites never overlap. Edits beside the form's own are of words that agree with it
    and are no form of address themselves.
    """

    form: AddressForm
    edits: tuple[Edit, ...]
    safety: Safety


def rewrite(document: Document, forms: Sequence[AddressForm], settings: Settings) -> tuple[Rewrite, ...]:
    """The rewrites of ``forms``, in the order of the text; a form that has no polite counterpart has none."""
    grammar = find_grammar(document.lang)
    writer = _Writer(document, grammar, load_morphology(document.lang), settings)
    ordered = sorted(forms, key=lambda form: form.index)
    agreeing = {form.index: find_agreeing(document, form, grammar) for form in ordered}
    taken = set(agreeing)
    doubtful = _find_doubtful(document, ordered, {a.index for found in agreeing.values() for a in found})
    shaky: set[int] = set()  # numbers of sentences
    rewrites: list[Rewrite] = []
    for form in ordered:
        more = [a for a in agreeing[form.index] if a.index not in taken]
        taken.update(a.index for a in more)
        written = [writer.edit(f) for f in (form, *more)]
        edits = [edit for found in written if found is not None for edit in found[0]]
        sure = all(f.certain for f in (form, *more)) and all(found is not None and found[1] for found in written)
        if not sure or form.index in doubtful:
            shaky.add(document.sentence_numbers[form.index])
        if edits:
            rewrites.append(Rewrite(form, tuple(sorted(set(edits))), "safe"))
    return tuple(
        replace(r, safety="suggest") if document.sentence_numbers[r.form.index] in shaky else r for r in rewrites
    )


def _find_doubtful(document: Document, forms: Sequence[AddressForm], agreeing: AbstractSet[int]) -> frozenset[int]:
    """Predicates beside a «ты» that agree with it by detection, but not by the clause: «и отменил заказ»."""
    subjects = {
        document.sentence_numbers[form.index]
        for form in forms
        if form.kind == "pronoun" and form.parse.value("Case") == "Nom"
    }
    return frozenset(
        form.index
        for form in forms
        if form.kind in ("past", "predicative", "self")
        and form.index not in agreeing
        and document.sentence_numbers[form.index] in subjects
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the edit of one form: what all of them need, said once."""

    document: Document
    grammar: Grammar
    morphology: Morphology
    settings: Settings

    def edit(self, form: AddressForm) -> tuple[tuple[Edit, ...], bool] | None:
        """The edits for the form's own word, and whether they are beyond doubt; None where nothing is to change."""
        token = self.document.tokens[form.index]
        lead, word, tail = self._split(token, form)
        found = self._polite(word.lower(), form, hyphened=bool(lead or tail))
        if found is None:
            return None
        text = keep_case(word if lead else token.text, found[0])
        if form.kind in ("pronoun", "possessive"):
            text = self._capital(text, token)
        last = self.document.tokens[form.index + count_mark(self.document.tokens, form.index)]  # «писал(а)»
        end = token.end - len(tail) if last is token else last.end
        own = Edit(token.start + len(lead), end, text)
        return (own, *(() if tail else self._smooth(last, text))), found[1]

    def _smooth(self, token: Token, text: str) -> Iterator[Edit]:
        """What euphony asks of the word after ``token``, which ``text`` replaced: «зробіть і», «могли б».

        Only where the end of the word changed its kind: the author's own «зробила би» stays.
        """
        open_end = text[-1].lower() in VOWELS
        if token.index + 1 == len(self.document.tokens) or open_end == (token.norm[-1] in VOWELS):
            return
        after = self.document.tokens[token.index + 1]
        table = self.grammar.after_vowel if open_end else self.grammar.after_consonant
        if after.norm in table:
            yield Edit(after.start, after.end, keep_case(after.text, table[after.norm]))

    def _split(self, token: Token, form: AddressForm) -> tuple[str, str, str]:
        """What a hyphen hangs before («по-твоему») and after the word («глянь-ка»)."""
        head, hyphen, tail = token.text.rpartition("-")
        if hyphen and tail.lower() in self.grammar.clitics:
            return "", head, hyphen + tail
        if hyphen and form.kind == "possessive":
            return head + hyphen, tail, ""
        return "", token.text, ""

    def _polite(self, word: str, form: AddressForm, *, hyphened: bool) -> tuple[str, bool] | None:
        """The polite form of a word in lower case."""
        grammar = self.grammar
        if form.kind == "pronoun":
            table = {**grammar.pronouns, **grammar.locative} if self._is_locative(form) else grammar.pronouns
            return (table[word], True) if word in table else None
        if form.kind == "possessive":
            return (grammar.possessives[word], True) if word in grammar.possessives else None
        if form.kind == "self":
            return (grammar.intensives[word], True) if word in grammar.intensives else None
        parse = self._reparse(word, form.parse) if hyphened else form.parse
        found = plural(word, parse, form.kind, grammar, self.morphology)
        return None if found is None else (found[0], found[1] and not self._is_either(word, form))

    def _is_either(self, word: str, form: AddressForm) -> bool:
        """«съешь» is «съедите» or «съешьте»: the future and the imperative are one form in the singular alone."""
        kinds: dict[str, FormKind] = {"imperative": "verb", "verb": "imperative"}
        other = kinds.get(form.kind)
        mood = frozenset({"Person=2", "Number=Sing", "Mood=Imp" if other == "imperative" else "Mood=Ind"})
        return other is not None and any(mood <= parse.feats for parse in self.morphology.parses(word))

    def _reparse(self, word: str, parse: Parse) -> Parse:
        """The same analysis of the word without its clitic: the dictionary knows «глянь», not «глянь-ка»."""
        fitting = (p for p in self.morphology.parses(word) if p.pos == parse.pos and p.feats >= parse.feats)
        return next(fitting, parse)

    def _is_locative(self, form: AddressForm) -> bool:
        """«о тебе», «на тобі»: the preposition right before the pronoun asks for the locative."""
        if form.index == 0:
            return False
        return self.document.tokens[form.index - 1].norm in self.grammar.locative_prepositions

    def _capital(self, text: str, token: Token) -> str:
        """«вы» against «Вы», as the settings say; at the start of a sentence it is a capital anyway."""
        if text.isupper() or self.settings.capital == "keep":
            return text
        if self.settings.capital == "upper" or self._begins_sentence(token):
            return text[:1].upper() + text[1:]
        return text[:1].lower() + text[1:]

    def _begins_sentence(self, token: Token) -> bool:
        """Only quotation marks, brackets and bullets stand before the token in its sentence."""
        first = self.document.sentence_of(token.index).start
        return all(self.document.tokens[i].text in OPENERS for i in range(token.index - 1, first - 1, -1))
