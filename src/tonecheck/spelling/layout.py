"""Keys and shapes: words typed in the wrong keyboard layout, and Latin letters that look Cyrillic."""

from __future__ import annotations

from itertools import pairwise

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>"
_KEYS = {
    "ru": "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю",
    "uk": "'йцукенгшщзхїфівапролджєячсмитьбю'хїжєбю",
}
_TO_CYRILLIC = {lang: str.maketrans(_LATIN_KEYS, keys) for lang, keys in _KEYS.items()}

#: Keys beside each other in a row of the Cyrillic layouts, for slips of the finger.
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "йцукенгшщзхї", "фівапролджє")
NEIGHBOURS: frozenset[tuple[str, str]] = frozenset(
    pair for row in _ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a))
)

_LOOKALIKES = str.maketrans("aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ")
_LOOKALIKES_BACK = str.maketrans("асеіорхуАВСЕНІКМОРТХУ", "aceiopxyABCEHIKMOPTXY")


def retype(word: str, lang: str) -> str:
    """What the same keys give in the Cyrillic layout of ``lang``, in lower case: «ghbdtn» → «привет»."""
    return word.lower().translate(_TO_CYRILLIC[lang])


def is_latin(letter: str) -> bool:
    return "a" <= letter <= "z" or "A" <= letter <= "Z"


def is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


def cyrillic_lookalike(word: str) -> str:
    """The word with Latin letters replaced by Cyrillic ones of the same shape; others stay."""
    return word.translate(_LOOKALIKES)


def latin_lookalike(word: str) -> str:
    """The word with Cyrillic letters replaced by Latin ones of the same shape; others stay."""
    return word.translate(_LOOKALIKES_BACK)
