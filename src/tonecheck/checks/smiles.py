"""Smiles in a business letter: «Спасибо)», «жду)))», «:)», laughing faces.

A closing bracket is a smile when no opening one in its sentence waits for it and it does not close a list mark:
«а) смета», «1) договор» and «(см. п. 3 (а))» are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.model import Edit

if TYPE_CHECKING:
    from tonecheck.analysis import Document, Token
    from tonecheck.model import Span

SMILE_RULE = "familiarity/smile-bracket"
EMOJI_RULE = "familiarity/emoji-face"
# Faces and gestures of the body show a mood; ✅, 📎, 📞 point at something and are left alone.
FACE_RANGES = ((0x1F600, 0x1F64F), (0x1F910, 0x1F92F), (0x1F970, 0x1F97A), (0x1F618, 0x1F61D))
FACES = frozenset("☺☹❤♥💋💕💖💗💘💙💚💛💜🖤🤍🔥🎉👍👌💪👏🙏🤝✌👋🥰🤘")


def check(document: Document, context: Context) -> Iterator[Match]:  # noqa: ARG001 - the signature of every check
    """Smiles made of signs and emoji faces, each with the edit that takes it away."""
    for sentence in document.sentences:
        yield from _find_brackets(document, sentence)
    for token in document.tokens:
        if token.kind == "emoji" and _is_face(token):
            yield _remove(document, token, EMOJI_RULE)


def _find_brackets(document: Document, sentence: Span) -> Iterator[Match]:
    waiting = 0
    for index in range(sentence.start, sentence.end):
        token = document.tokens[index]
        if token.kind == "smile" and set(token.text) <= {"(", ")"}:
            if token.text[0] == "(":
                waiting += len(token.text)
                continue
            surplus, waiting = len(token.text) - waiting, max(0, waiting - len(token.text))
            if surplus > 0:
                yield _remove(document, token, SMILE_RULE, skip=len(token.text) - surplus)
        elif token.kind == "smile":
            yield _remove(document, token, SMILE_RULE)
        elif token.text == "(":
            waiting += 1
        elif token.text == ")":
            if waiting:
                waiting -= 1
            elif not _is_list_mark(document, index, sentence):
                yield _remove(document, token, SMILE_RULE)


def _is_list_mark(document: Document, index: int, sentence: Span) -> bool:
    """«1) …», «а) …», «2.1) …»: a bracket after the number or letter of a list item, wherever the list stands."""
    if index == sentence.start:
        return True  # a bracket that begins a line closes what stands on the line before
    before = document.tokens[index - 1]
    return before.end == document.tokens[index].start and (before.kind == "number" or len(before.text) == 1)


def _is_face(token: Token) -> bool:
    sign = token.text[0]
    return sign in FACES or any(first <= ord(sign) <= last for first, last in FACE_RANGES)


def _remove(document: Document, token: Token, rule: str, skip: int = 0) -> Match:
    """The match on a token from its ``skip``-th character, with the space before it in the edit."""
    start = token.start + skip
    space = start > 0 and document.text[start - 1] == " "
    return Match(rule, start, token.end, edits=(Edit(start - space, token.end, ""),), safety="safe")
