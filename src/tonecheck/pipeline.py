"""spaCy's side of a document: one blank vocabulary per language and thread.

spaCy's string store grows with every new word, and a vocabulary shared between threads breaks under
``memory_zone`` (E018); so every thread has its own, and it is replaced when it has seen many words.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

#: Entries of a string store after which a thread starts a fresh vocabulary (about 20 MB).
MAX_STRINGS = 200_000

_local = threading.local()


def find_vocab(lang: str) -> Vocab:
    """This thread's vocabulary of a language."""
    from spacy.util import get_lang_class  # noqa: PLC0415 - a second of start-up that most letters never need
    from spacy.vocab import create_vocab  # noqa: PLC0415

    vocabs: dict[str, Vocab] = _local.__dict__.setdefault("vocabs", {})
    vocab = vocabs.get(lang)
    if vocab is None or len(vocab.strings) > MAX_STRINGS:
        vocab = vocabs[lang] = create_vocab(lang, get_lang_class(lang).Defaults)
    return vocab


def make_doc(lang: str, words: list[str], spaces: list[bool]) -> Doc:
    """A ``Doc`` of given tokens; its indexes are the document's, its character offsets are not."""
    from spacy.tokens import Doc  # noqa: PLC0415 - see above

    return Doc(find_vocab(lang), words=words, spaces=spaces)
