"""A letter that says «во вложении» and carries nothing.

It speaks only where attachments are known to be none: a mail that was read whole. What the letter says of other files
is left alone: the client's («в вашем вложении»), those of another letter («приложу завтра», «в прошлом письме»),
those asked for («приложите скан»), a contract's annexes, an app called «приложение», and things in a box.
A link to where the file lies is as good as the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.attachment_claims import find_claim
from tonecheck.checks.attachment_links import has_page, points_to_files
from tonecheck.checks.attachment_view import Clause, split
from tonecheck.checks.attachment_words import WORDING
from tonecheck.checks.base import Context, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document
    from tonecheck.message.parts import Message

RULE = "missing-attachment/nothing-attached"
#: Tokens of a sentence that are looked at: a bound, so that time stays linear.
LONGEST = 300


def check(document: Document, context: Context) -> Iterator[Match]:
    """The first place in each sentence that promises an attachment, in a message that has none."""
    message = context.message
    if context.kind == "template" or message is None or message.attachments is None or message.attachments:
        return
    claims = tuple(_find_claims(document))
    if claims and not points_to_files(message):
        text = _read_whole(document, message)
        yield from (claim for claim in claims if not has_page(text, claim.start, claim.end))


def _read_whole(document: Document, message: Message) -> str:
    """The text of the document's part: a link on its own line is of no language, and blank in the document."""
    return next((part.clean for part in message.parts if len(part.clean) == len(document.text)), document.text)


def _find_claims(document: Document) -> Iterator[Match]:
    wording = WORDING[document.lang]
    for sentence in document.sentences:
        tokens = document.tokens[sentence.start : min(sentence.end, sentence.start + LONGEST)]
        claims = (find_claim(Clause(clause, tokens, wording)) for clause in split(tokens))
        if claim := next(filter(None, claims), None):
            first, last = claim
            yield Match(RULE, first.start, last.end)
