"""A document read for address: its clauses, quoted words, and small questions about a word's neighbours.

Every question looks at most ``REACH`` tokens far, so that a line without punctuation costs linear time too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tonecheck.checks.address_words import AddressWords, find_words
from tonecheck.language import find_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token
    from tonecheck.language.base import Language
    from tonecheck.language.morphology import Parse

FormKind = Literal["pronoun", "possessive", "verb", "imperative", "past", "predicative", "self"]
REACH = 12

SEPARATORS = frozenset(',;:()[]{}—–-/|•*·"«»“”„…')
RELATIVES = frozenset({"который", "який", "котрий"})


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


@dataclass(frozen=True, slots=True)
class View:
    """``clauses[i]`` numbers the stretch between separators that holds token ``i``; ``quoted`` are token indexes."""

    document: Document
    words: AddressWords
    language: Language
    clauses: tuple[int, ...]
    quoted: frozenset[int]

    def token(self, index: int) -> Token:
        return self.document.tokens[index]

    def before(self, index: int, reach: int = REACH) -> Iterator[Token]:
        """The tokens of the same clause before ``index``, nearest first."""
        for i in range(index - 1, max(-1, index - 1 - reach), -1):
            if self.clauses[i] != self.clauses[index]:
                return
            yield self.document.tokens[i]

    def after(self, index: int, reach: int = REACH) -> Iterator[Token]:
        """The tokens of the same clause after ``index``, nearest first."""
        tokens = self.document.tokens
        for i in range(index + 1, min(len(tokens), index + 1 + reach)):
            if self.clauses[i] != self.clauses[index]:
                return
            yield tokens[i]

    def previous(self, index: int) -> Token | None:
        """The token right before, in the same sentence."""
        if index == 0 or self.document.sentence_numbers[index - 1] != self.document.sentence_numbers[index]:
            return None
        return self.document.tokens[index - 1]

    def next(self, index: int) -> Token | None:
        """The token right after, in the same sentence."""
        tokens = self.document.tokens
        if index + 1 == len(tokens) or (
            self.document.sentence_numbers[index + 1] != self.document.sentence_numbers[index]
        ):
            return None
        return tokens[index + 1]

    def opens_clause(self, index: int) -> bool:
        """Only conjunctions, particles, adverbs and the like stand before the word in its clause."""
        return all(t.norm in self.words.openers or is_linking(t) or not t.is_word for t in self.before(index))

    def opens_sentence(self, index: int) -> bool:
        """Only signs stand before the word in its sentence, as far as one can see."""
        first = max(self.document.sentence_of(index).start, index - REACH)
        return not any(t.is_word for t in self.document.tokens[first:index])

    def is_question(self, index: int) -> bool:
        """The sentence ends with a question mark."""
        sentence = self.document.sentence_of(index)
        tail = self.document.tokens[max(sentence.start, sentence.end - 6) : sentence.end]
        return any("?" in t.text for t in tail if not t.is_word)


def view(document: Document) -> View:
    """``document`` with its clauses and quotations found."""
    words, language = find_words(document.lang), find_language(document.lang)
    return View(document, words, language, tuple(_clauses(document, language, words)), _quoted(document))


def is_linking(token: Token) -> bool:
    """The word is an adverb, a particle or a conjunction and nothing else."""
    return bool(token.parses) and all(p.pos in ("ADV", "PART", "INTJ", "CCONJ", "SCONJ") for p in token.parses)


def is_finite(parse: Parse) -> bool:
    return parse.pos == "VERB" and "VerbForm=Fin" in parse.feats


def is_second_singular(parse: Parse) -> bool:
    """«делаешь», «зробиш»: indicative, second person singular."""
    return parse.feats >= {"Mood=Ind", "Person=2", "Number=Sing"}


def is_imperative(parse: Parse) -> bool:
    """«глянь»: imperative to one person."""
    return parse.feats >= {"Mood=Imp", "Person=2", "Number=Sing"}


def is_nominative(parse: Parse) -> bool:
    return "Case=Nom" in parse.feats and parse.pos in ("NOUN", "PRON", "DET", "ADJ", "NUM")


def is_subject(token: Token) -> bool:
    """The word can only be a subject: a nominative that is no accusative («курьер», «мы», «неделя»)."""
    parses = [p for p in token.parses if p.pos in ("NOUN", "PRON")]
    if not parses or len(parses) < len([p for p in token.parses if p.pos != "DET"]):
        return False
    return any("Case=Nom" in p.feats for p in parses) and not any("Case=Acc" in p.feats for p in parses)


def keep_capital(before: str, after: str) -> str:
    """``after`` with the capitals of ``before``."""
    if before.isupper() and len(before) > 1:
        return after.upper()
    return after[:1].upper() + after[1:] if before[:1].isupper() else after


def _clauses(document: Document, language: Language, words: AddressWords) -> Iterator[int]:
    number = 0
    tokens, sentences = document.tokens, document.sentence_numbers
    for i, token in enumerate(tokens):
        if i and (
            sentences[i] != sentences[i - 1]
            or tokens[i - 1].text[0] in SEPARATORS
            or _subordinates(token, language)
            or (tokens[i - 1].norm in words.coordinators and _is_pronoun_subject(token))
        ):
            number += 1
        yield number


def _subordinates(token: Token, language: Language) -> bool:
    """«глянь что я скинул»: a clause begins even where the comma is missing."""
    return (
        token.norm in language.syntax.subordinators
        or token.norm in ("зачем", "почему", "чому", "навіщо")
        or (bool(token.parses) and token.parses[0].lemma in RELATIVES)
    )


def _is_pronoun_subject(token: Token) -> bool:
    return any(p.pos == "PRON" and p.feats >= {"Case=Nom"} and p.value("Person") for p in token.parses) or any(
        p.lemma in ("я", "ми", "мы", "він", "вона", "вони", "ти", "ви") and "Case=Nom" in p.feats for p in token.parses
    )


def _quoted(document: Document) -> frozenset[int]:
    """Tokens of somebody else's words; a text that is one quotation from end to end is its author's own."""
    found: set[int] = set()
    spans = iter(document.quoted)
    span = next(spans, None)
    for token in document.tokens:
        while span is not None and span.end <= token.start:
            span = next(spans, None)
        if span is not None and span.start <= token.start:
            found.add(token.index)
    return frozenset() if all(t.index in found for t in document.tokens if t.is_word) else frozenset(found)
