"""A clause of a letter, and what the search for promised files asks about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Token
    from tonecheck.checks.attachment_words import Wording

CLAUSE_ENDS = frozenset(",;:()…—–")
#: How far an attribute may stand from its noun: «в приложенном подробном файле».
REACH = 3
#: A clause of so few words takes its noun from the sentence.
SHORT = 2
THIS = frozenset({"этот", "данный", "настоящий", "цей", "даний"})
WE = frozenset({"я", "мы", "ми"})


def split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in tokens:
        if token.text in CLAUSE_ENDS or token.kind == "row":
            if clause:
                yield clause
            clause = []
        else:
            clause.append(token)
    if clause:
        yield clause


class Clause:
    """A clause and what is asked about it."""

    def __init__(self, clause: Sequence[Token], sentence: Sequence[Token], wording: Wording) -> None:
        self.tokens = clause
        self.wording = wording
        self.sentence = sentence
        self.lemmas = frozenset(p.lemma for token in clause for p in token.parses)
        self.norms = frozenset(token.norm for token in clause)

    def is_denied(self, i: int) -> bool:
        return i > 0 and self.tokens[i - 1].norm in {"не", "ни", "ні"}

    def is_question(self) -> bool:
        return "?" in self.sentence[-1].text

    def is_past_or_later(self) -> bool:
        words = self.wording
        if self.lemmas & words.earlier:
            return True
        later = self.norms & words.later
        return bool(later) and not (later <= words.apart and self.norms & words.as_file)

    def is_about_things(self, i: int) -> bool:
        """Efforts, money, boxes; «к каждому прикреплён менеджер»: no file."""
        if self.lemmas & self.wording.things:
            things = [n for n in range(len(self.tokens)) if self.has(n, self.wording.things)]
            if any(self.is_governed(n) for n in things) or not self.has_document():
                return True
        after = range(i + 1, min(len(self.tokens), i + 1 + 2 * REACH))
        nouns = (n for n in after if self.tokens[n].has(pos="NOUN") and not self.is_governed(n))
        first = next((self.tokens[n].parses[0] for n in nouns), None)
        return first is not None and "Animacy=Anim" in first.feats and first.value("Case") in ("Acc", "Nom", "Gen")

    def is_present(self, token: Token, lemmas: frozenset[str]) -> bool:
        return any(p.lemma in lemmas and {"Tense=Pres", "Person=1"} <= p.feats for p in token.parses)

    def any_present(self, lemmas: frozenset[str]) -> bool:
        return any(self.is_present(token, lemmas) for token in self.tokens)

    def has_document(self) -> bool:
        """A document that is the object or the subject: in «додаємо в кошторис позицію» it is neither."""
        if len(self.tokens) <= SHORT:  # «Макет щита, третья версия, приложен»
            return any(p.lemma in self.wording.documents for token in self.sentence for p in token.parses)
        return any(token.kind == "file" for token in self.tokens) or self.handles(self.wording.documents)

    def handles(self, nouns: frozenset[str]) -> bool:
        """One of the nouns is the object or the subject of the clause."""
        return any(
            self.has(i, nouns)
            and (token.has("Case=Acc") or token.has("Case=Nom") or not any(p.value("Case") for p in token.parses))
            and not self.is_governed(i)
            for i, token in enumerate(self.tokens)
        )

    def is_governed(self, i: int) -> bool:
        """A preposition stands before the noun and its attributes."""
        at = i - 1
        while at >= 0 and (self.tokens[at].has(pos="ADJ") or self.tokens[at].has(pos="DET")):
            at -= 1
        return at >= 0 and self.tokens[at].has(pos="ADP")

    def has_nominal(self, i: int) -> bool:
        """A noun before the verb agrees with it, so that it is what is attached."""
        return any(
            p.pos == "NOUN" and "Animacy=Inan" in p.feats and ("Case=Nom" in p.feats or "Case=Acc" in p.feats)
            for token in self.tokens[max(0, i - 12) : i + 4]
            for p in token.parses
        )

    def mentions_letter(self) -> bool:
        return any(self.is_to_letter(i) for i in range(len(self.tokens)))

    def is_to_letter(self, i: int) -> bool:
        """«К письму», «до цього листа», but not «к вашему письму»."""
        if i >= len(self.tokens) or self.tokens[i].norm not in {self.wording.to, "ко"}:
            return False
        return self.has(i + 1, self.wording.letter) or (
            self.has(i + 2, self.wording.letter)
            and self.has(i + 1, frozenset({"этот", "данный", "настоящий", "цей", "даний"}))
        )

    def is_of(self) -> bool:
        """«Приложен к договору», «додано до кошторису»: something else carries it."""
        for i, token in enumerate(self.tokens[:-1]):
            if token.norm == self.wording.to and not self.is_to_letter(i) and self.tokens[i + 1].kind != "number":
                return True
        return False

    def is_predicate(self, i: int) -> bool:
        """A Ukrainian participle that says what the document is: «рахунок прикріплений»."""
        if not self.tokens[i].has("Case=Nom", pos="ADJ"):
            return False
        return i + 1 == len(self.tokens) or not self.tokens[i + 1].is_word or self.is_to_letter(i + 1)

    def has_other_subject(self, i: int) -> bool:
        """«Вы приложили», «бухгалтер приложила»: somebody else did, or it was the client."""
        own = frozenset({"я", "мы", "ми"})
        for token in self.tokens[max(0, i - 6) : i + 3]:
            parse = token.parses[0] if token.parses else None
            if parse is None or parse.lemma in own or token is self.tokens[i]:
                continue
            if "Case=Nom" in parse.feats and (parse.pos == "PRON" or "Animacy=Anim" in parse.feats):
                return True
        return False

    def has(self, i: int, lemmas: frozenset[str]) -> bool:
        return i < len(self.tokens) and any(p.lemma in lemmas for p in self.tokens[i].parses)

    def starts(self, i: int, beginnings: tuple[str, ...]) -> bool:
        return i < len(self.tokens) and self.tokens[i].norm.startswith(beginnings)

    def text(self, i: int) -> str:
        return self.tokens[i].text if i < len(self.tokens) else ""
