"""One spelling for every letter, with the way back.

The same letter written in NFC or NFD, with soft hyphens, zero-width characters, stress marks, no-break spaces or
any apostrophe gives the same clean text, so that the analysis knows one «й», one «ї» and one «об'єкт».
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tonecheck.message.sourcemap import Builder, SourceMap

#: Characters that are not seen: soft hyphen, zero-width spaces and joiners, marks of direction, variation
#: selectors, the byte-order mark.
_UNSEEN: Final = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
#: Marks that join the letter before them: accents, and the vowel and final signs of Hangul.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f\u1161-\u1175\u11a8-\u11c2"
)
_CLUSTER: Final = re.compile(rf"\r\n?|[{_UNSEEN}]+|[^{_UNSEEN}{_MARKS}\r](?:[{_UNSEEN}]*[{_MARKS}])+")
_DROP_UNSEEN: Final = re.compile(f"[{_UNSEEN}]+")

#: Stress over a Cyrillic letter («за́мок», «замо̀к»); «ѓ» and «ќ» are letters of their own and stay.
_STRESS: Final = {0x0300: None, 0x0301: None, ord("ѐ"): "е", ord("Ѐ"): "Е", ord("ѝ"): "и", ord("Ѝ"): "И"}

_SPACES: Final = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: One character for one, so that nothing moves: spaces, line breaks, hyphens, letters that carry a stress.
_SAME_LENGTH: Final = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # half a character: what no encoding, and no engine, can say
    **dict.fromkeys((*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **{code: letter for code, letter in _STRESS.items() if letter is not None},
}
_APOSTROPHES: Final = re.compile(r"(?<=[^\W\d_])[’ʼ‘`´′ʹ‛＇](?=[^\W\d_])")


def normalise(text: str) -> tuple[str, SourceMap]:
    r"""The clean text, and the map from it back to ``text``; an untouched text costs an identity map.

    Settled are NFC, line breaks (\\n), unseen characters, stress marks over Cyrillic letters, spaces of any width,
    hyphens, control characters (a space), and apostrophes between letters («'»).
    """
    composed, source_map = _compose(text)
    return _APOSTROPHES.sub("'", composed.translate(_SAME_LENGTH)), source_map


def _compose(text: str) -> tuple[str, SourceMap]:
    """Settle what changes the length: clusters of a letter and its marks, unseen characters, CR LF."""
    if _CLUSTER.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text, SourceMap()
    builder = Builder(text)
    at = 0
    for match in _CLUSTER.finditer(text):
        _copy(builder, at, match.start())
        at = match.end()
        cluster = match.group()
        builder.put("\n" if cluster[0] == "\r" else _settle(cluster), match.start(), at)
    _copy(builder, at, len(text))
    return builder.finish()


def _settle(cluster: str) -> str:
    """A letter with its marks in one spelling, without stress; nothing for unseen characters alone."""
    composed = unicodedata.normalize("NFC", _DROP_UNSEEN.sub("", cluster))
    if "\u0400" <= composed[:1] <= "\u052f":
        return unicodedata.normalize("NFC", composed.translate(_STRESS))
    return composed


def _copy(builder: Builder, start: int, end: int) -> None:
    """Copy a stretch, composing what scripts beyond ours leave there (marks outside the usual blocks, «K» for kelvin)."""
    source = builder.source
    if unicodedata.is_normalized("NFC", source[start:end]):
        builder.copy(start, end)
        return
    first = start
    for at in range(start + 1, end + 1):
        if at == end or not unicodedata.category(source[at]).startswith("M"):
            builder.put(unicodedata.normalize("NFC", source[first:at]), first, at)
            first = at
