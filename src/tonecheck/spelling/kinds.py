"""What kind of slip leads from what is written to what is meant, and in which case of letters to say it."""

from __future__ import annotations


def rule_for(written: str, meant: str, lang: str) -> str:
    """The rule that reports ``written`` for ``meant``."""
    meant = meant.replace("ё", "е")
    if written.replace("'", "") == meant.replace("'", "") or written.replace("'", "ъ") == meant:
        return "typos/apostrophe"
    if _letters(written) == _letters(meant):
        return _spacing(written, meant)
    stem = written.removesuffix("тся").removesuffix("ться")
    if stem != written and meant in (stem + "тся", stem + "ться"):
        return "typos/tsya"
    if " " not in written:
        return "typos/unknown-word"
    if meant in written.split(" "):
        return "typos/doubled-word"
    return "typos/russianism" if lang == "uk" else "typos/misspelt-phrase"


def _spacing(written: str, meant: str) -> str:
    """The letters are right, the blanks or hyphens between them are not."""
    if "-" in meant or "-" in written:
        return "typos/hyphen"
    return "typos/split-word" if written.count(" ") > meant.count(" ") else "typos/glued-words"


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def like(written: str, meant: str) -> str:
    """``meant`` in the case of letters of ``written``."""
    if len(written) > 1 and written.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if written[0].isupper() else meant
