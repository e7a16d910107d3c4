"""Smiles in a business letter: «Спасибо)», «жду)))», «:)», laughing faces.

A closing bracket is a smile when no opening one in its paragraph waits for it and it does not close a list mark:
«а) смета», «1) договор» and «(см. п. 3 (а))» are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

SMILE_RULE = "familiarity/smile-bracket"
EMOJI_RULE = "familiarity/emoji-face"
#: A line of fewer words («С уважением :)») is a formula that takes no full stop.
SENTENCE_WORDS = 3
# Faces and gestures of the body show a mood; ✅, 📎, 📞 point at something and are left alone.
FACE_RANGES = ((0x1F600, 0x1F64F), (0x1F910, 0x1F92F), (0x1F970, 0x1F97A), (0x1F618, 0x1F61D))
FACES = frozenset("☺☹❤♥💋💕💖💗💘💙💚💛💜🖤🤍🔥🎉👍👌💪👏🙏🤝✌👋🥰🤘")


def check(document: Document, context: Context) -> Iterator[Match]:  # noqa: ARG001 - the signature of every check
    """Smiles made of signs and emoji faces, each with the edit that takes it away."""
    yield from _find_brackets(document)
    for token in document.tokens:
        if token.kind == "emoji" and _is_face(token):
            yield _remove(document, token, EMOJI_RULE)


def _find_brackets(document: Document) -> Iterator[Match]:
    waiting = end = 0
    for token in document.tokens:
        if document.text.count("\n", end, token.start) > 1:
            waiting = 0
        end = token.end
        if set(token.text) == {")"}:
            surplus, waiting = max(0, len(token.text) - waiting), max(0, waiting - len(token.text))
            if surplus and not (token.text == ")" and _is_list_mark(document, token.index)):
                yield _remove(document, token, SMILE_RULE, skip=len(token.text) - surplus)
        elif token.kind == "smile":  # «:)», «;-)», «(((»
            yield _remove(document, token, SMILE_RULE)
        else:
            waiting += token.text == "("


def _is_list_mark(document: Document, index: int) -> bool:
    """«1) …», «а) …», «2.1) …»: a bracket after the number or letter of a list item, wherever the list stands."""
    token, before = document.tokens[index], document.tokens[max(0, index - 1)]
    if "\n" in document.text[before.end : token.start]:
        return True  # a bracket that begins a line closes what stands on the line before
    return before.end == token.start and (before.kind == "number" or (before.is_word and len(before.text) == 1))


def _is_face(token: Token) -> bool:
    sign = token.text[0]
    return sign in FACES or any(first <= ord(sign) <= last for first, last in FACE_RANGES)


def _remove(document: Document, token: Token, rule: str, skip: int = 0) -> Match:
    """The match on a token from its ``skip``-th character; a smile in place of a full stop becomes one."""
    text, start = document.text, token.start + skip
    edge = start
    while edge and text[edge - 1] == " ":
        edge -= 1
    stop = "." if edge and text[edge - 1].isalnum() and _ends_sentence(document, token) else ""
    suggestions = (stop,) if stop and edge == start else ()
    return Match(rule, start, token.end, suggestions, (Edit(edge, token.end, stop),), safety="safe")


def _ends_sentence(document: Document, token: Token) -> bool:
    """What stands before the smile is a sentence of its own: «Договор отправили))) Ждём подпись)»."""
    if token.index + 1 < len(document.tokens):
        following = document.tokens[token.index + 1]
        if "\n" not in document.text[token.end : following.start]:
            return following.text[0].isupper()
    before = document.tokens[max(0, token.index - SENTENCE_WORDS) : token.index]
    return len(before) == SENTENCE_WORDS and "\n" not in document.text[before[0].start : token.start]
