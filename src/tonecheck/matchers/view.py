"""A document as phrases see it: quotes and dashes left out, every token under all the keys that may ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.matchers.grammar import SKIPPED
from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.analysis import Document, Token

WORD, SIGN, BARRIER = range(3)
SIGNS = frozenset({"sign", "row", "smile", "emoji"})
_BARRIERS = frozenset(";:.!?")


@dataclass(frozen=True, slots=True)
class View:
    """``tokens`` without quotes and dashes; positions count in them.

    ``keys[i]`` are a token's lemmas, its form after «=», its sign after a backslash; ``positions`` the way back from a key. ``limits[i]`` is
    where the sentence of ``i`` ends, ``held[i]`` the keys and features of all its tokens, ``traits[i]`` what a gap makes
    of the token: WORD counts, SIGN passes, BARRIER stops.
    """

    document: Document
    tokens: tuple[Token, ...]
    keys: tuple[frozenset[str], ...]
    limits: tuple[int, ...]
    held: tuple[frozenset[str], ...]
    traits: bytes
    positions: Mapping[str, list[int]]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the document from position ``start`` to before ``end``."""
        return self.tokens[start].start, self.tokens[end - 1].end


def view_document(document: Document) -> View:
    """The document, ready to be searched; linear in its tokens."""
    tokens: list[Token] = []
    keys: list[frozenset[str]] = []
    limits: list[int] = []
    held: list[frozenset[str]] = []
    traits = bytearray()
    positions: dict[str, list[int]] = {}
    for sentence in document.sentences:
        first = len(tokens)
        for token in document.tokens[sentence.start : sentence.end]:
            if SKIPPED.issuperset(token.text):
                continue
            own = _find_keys(token)
            for key in own:
                positions.setdefault(key, []).append(len(tokens))
            tokens.append(token)
            keys.append(own)
            traits.append(_find_trait(token))
        feats = (parse.feats for token in tokens[first:] for parse in token.parses)
        limits.extend([len(tokens)] * (len(tokens) - first))
        held.extend([frozenset().union(*keys[first:], *feats)] * (len(tokens) - first))
    return View(document, tuple(tokens), tuple(keys), tuple(limits), tuple(held), bytes(traits), positions)


def _find_keys(token: Token) -> frozenset[str]:
    if token.kind in SIGNS:
        return frozenset("\\" + sign for sign in _find_signs(token.text))
    return frozenset(("=" + token.norm, *(parse.lemma for parse in token.parses)))


def _find_signs(text: str) -> set[str]:
    """«!!!» answers to «!», «?!» to either, «..» and «...» to «…», a face only to the whole of it."""
    if text.startswith(".."):
        return {"…"}
    signs = set(text)
    return {text} if len(signs) > 1 and not signs <= set("!?….") else signs


def _find_trait(token: Token) -> int:
    if token.kind not in SIGNS or HOLE in token.text:
        return WORD  # a hole will be filled with a word or two
    # «Ну... не сезон»: an ellipsis in mid-sentence is a pause, not an end.
    return BARRIER if token.text[0] in _BARRIERS and not token.text.startswith("..") else SIGN
