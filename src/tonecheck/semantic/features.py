"""What the heads see of a sentence: its vector, its neighbours', and signs that a vector tells badly.

A sentence vector knows what is spoken of; who speaks, whether a date stands near by, whether it is a question
or a refusal is better counted. In training the signs raised recall at precision 0.92 by a quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tonecheck.checks.remedy import find_remedies
from tonecheck.language.base import words
from tonecheck.places import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tonecheck.analysis import Document, Token

#: A shorter sentence («Добрый день!», «1.») says nothing that a vector could tell from another.
LEAST_WORDS = 2
#: Code points of a sentence that are encoded; what is longer is a table or a paste.
LONGEST = 600
#: How much the neighbours count beside the sentence itself, and a sign beside a vector.
NEIGHBOUR_WEIGHT = 0.5
SIGN_WEIGHT = 0.05
#: Signs that a sentence has by itself; those after them tell what stands around it.
OWN_SIGNS = 21

NEGATIONS = words("не нет ни без нельзя ні немає нема жодний никак ніяк")
CONDITIONS = words("бы б если би якби якщо")
#: Small words of reproach, pleading and belittling: «ну», «ведь», «лишь» / «адже», «ну», «лише».
PARTICLES = words(
    "же ж ведь ну да уж вот просто лишь только хоть даже разве адже та от ось вже навіть тільки лише хіба"
)
CURRENCY = ("рубл", "руб", "гривн", "гривен", "грн", "%", "₽", "₴")
SELF, US, YOU = words("я мой мій"), words("мы наш ми"), words("вы ваш ви")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence to judge: code points of the document, half-open, and its tokens; ``text`` on one line, for the encoder."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


def find_units(document: Document) -> tuple[Unit, ...]:
    """The sentences of a document that hold words enough to judge."""
    return tuple(_units(document))


def _units(document: Document) -> Iterator[Unit]:
    for sentence in document.sentences:
        tokens = document.tokens[sentence.start : sentence.end]
        if sum(token.is_word for token in tokens) >= LEAST_WORDS:
            start, end = tokens[0].start, tokens[-1].end
            yield Unit(start, end, " ".join(document.text[start:end][:LONGEST].split()), tokens)


def find_signs(document: Document, units: Sequence[Unit], chosen: Sequence[int]) -> NDArray[np.float32]:
    """A row of counted signs for each chosen unit, not scaled yet."""
    remedies = Ranges(find_remedies(document))
    somewhere = remedies.touches(0, len(document.text))
    rows = []
    for number in chosen:
        unit, around = units[number], units[max(0, number - 1) : number + 2]
        last = units[min(len(units) - 1, number + 2)]
        rows.append(
            (
                *_own_signs(document, unit),
                remedies.touches(unit.start, unit.end),
                number == 0,
                number == len(units) - 1,
                number / len(units),
                np.log1p(len(units)) / 2,
                remedies.touches(around[0].start, last.end),
                somewhere,
                any(token.kind == "number" for one in around for token in one.tokens),
            )
        )
    return np.array(rows, np.float32)


def _own_signs(document: Document, unit: Unit) -> tuple[float, ...]:
    """What one sentence tells by itself: persons, moods, tenses, negation, signs, length."""
    text = document.text[unit.start : unit.end]
    spoken = [token for token in unit.tokens if token.is_word]
    feats = [token.parses[0].feats for token in spoken if token.parses]
    lemmas = {parse.lemma for token in spoken for parse in token.parses}
    norms = [token.norm for token in unit.tokens]

    def some(*wanted: str) -> bool:
        return any(set(wanted) <= one for one in feats)

    return (
        some("Person=1", "Number=Sing") or bool(lemmas & SELF),
        some("Person=1", "Number=Plur") or bool(lemmas & US),
        some("Person=2", "Number=Plur") or bool(lemmas & YOU),
        some("Mood=Imp", "Number=Plur"),
        some("Tense=Past"),
        some("Tense=Fut"),
        some("Tense=Pres"),
        some("VerbForm=Inf"),
        some("Person=3"),
        not NEGATIONS.isdisjoint(norms),
        not CONDITIONS.isdisjoint(norms),
        min(3, sum(norm in PARTICLES for norm in norms)) / 1.5,
        "?" in text,
        "!" in text,
        "…" in text or "..." in text,
        "—" in text or " – " in text or " - " in text,
        "«" in text,
        any(token.kind == "number" for token in unit.tokens),
        any(norm.startswith(CURRENCY) for norm in norms),
        np.log1p(len(spoken)) / 2,
        text.count(",") / 2,
    )
