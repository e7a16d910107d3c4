"""From clean text to ``Document``: tokens, sentences, every parse of every word.

One language per document; passages in the other language come in as blanks of the same length, so that
offsets never move. Ambiguity is kept: a token carries all parses that fit its context.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tonecheck.language import find_language
from tonecheck.language.context import narrow
from tonecheck.language.morphology import Parse, load_morphology, normalise_word
from tonecheck.language.quotations import find_quoted
from tonecheck.language.sentences import find_sentences
from tonecheck.language.tokens import find_tokens
from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from tonecheck.language.morphology import Morphology
    from tonecheck.language.tokens import RawToken
    from tonecheck.model import Span

WORD_KINDS = frozenset(("word", "dotted"))

__all__ = ["Document", "Parse", "Token", "analyse"]


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the document; ``start``, ``end`` are code points of ``Document.text``.

    ``norm`` is the form for comparison (lower case, ё as е). ``kind`` is the tokenizer's («word», «dotted»,
    «number», «url», «smile», «row», «sign», …). ``parses`` are all analyses that fit the context, likeliest
    first; empty for everything that is not a word of the language.
    """

    index: int
    start: int
    end: int
    text: str
    norm: str
    kind: str
    parses: tuple[Parse, ...]
    space_after: bool

    @property
    def is_word(self) -> bool:
        return self.kind in WORD_KINDS

    def with_parses(self, parses: tuple[Parse, ...]) -> Token:
        """The same token with other analyses."""
        return Token(self.index, self.start, self.end, self.text, self.norm, self.kind, parses, self.space_after)

    def has(self, *feats: str, pos: str | None = None, lemma: str | None = None) -> bool:
        """Some parse has all these features (and this part of speech, and this lemma)."""
        wanted = frozenset(feats)
        return any(
            wanted <= p.feats and (pos is None or p.pos == pos) and (lemma is None or p.lemma == lemma)
            for p in self.parses
        )


@dataclass(frozen=True)
class Document:
    """A text of one language, analysed. ``sentences`` are ranges of token indexes, half-open.

    ``quoted`` are character ranges of somebody else's words (quotation marks around attributed speech): no
    address to the reader. ``holes`` are the indexes of tokens that stand for template holes, ``dated`` of those that
    a date or an hour will fill (``tonecheck.holes``).
    """

    text: str
    lang: str
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    holes: frozenset[int] = frozenset()
    dated: frozenset[int] = frozenset()
    quoted: tuple[Span, ...] = ()

    @cached_property
    def doc(self) -> Doc:
        """The same tokens as a spaCy ``Doc``, made when first asked for: importing spaCy takes about a second."""
        from tonecheck.pipeline import make_doc  # noqa: PLC0415

        return make_doc(self.lang, [t.text for t in self.tokens], [t.space_after for t in self.tokens])

    @cached_property
    def sentence_numbers(self) -> tuple[int, ...]:
        """For every token the number of its sentence."""
        return tuple(n for n, sentence in enumerate(self.sentences) for _ in range(sentence.start, sentence.end))

    def sentence_of(self, index: int) -> Span:
        """The sentence (range of tokens) that holds token ``index``."""
        return self.sentences[self.sentence_numbers[index]]


def _make_tokens(text: str, raw: list[RawToken], morphology: Morphology) -> Iterator[Token]:
    for i, (kind, start, end) in enumerate(raw):
        form = text[start:end]
        if kind in WORD_KINDS:
            norm, parses = morphology.read(form)
        else:
            norm, parses = form if kind == "sign" else normalise_word(form), ()
        yield Token(i, start, end, form, norm, kind, parses, text[end : end + 1].isspace())


def analyse(text: str, lang: str) -> Document:
    """Tokens, sentences and parses of a clean text in one language («ru» or «uk»)."""
    language, morphology = find_language(lang), load_morphology(lang)
    raw = list(find_tokens(text))
    tokens = tuple(_make_tokens(text, raw, morphology))
    sentences = find_sentences(text, raw, language)
    return Document(
        text=text,
        lang=lang,
        tokens=narrow(tokens, sentences, language),
        sentences=sentences,
        quoted=find_quoted(text),
        holes=frozenset(t.index for t in tokens if HOLE in t.text),
    )
