"""What kind of slip leads from what is written to what is meant, and in which case of letters to say it."""

from __future__ import annotations


def rule_for(written: str, meant: str, lang: str) -> str:
    """The rule that reports ``written`` for ``meant``."""
    meant = meant.replace("ё", "е")
    if written.replace("'", "") == meant.replace("'", ""):
        return "typos/apostrophe"
    if _letters(written) == _letters(meant):
        if "-" in meant or "-" in written:
            return "typos/hyphen"
        return "typos/split-word" if written.count(" ") > meant.count(" ") else "typos/glued-words"
    if written.endswith(("тся", "ться")) and meant.endswith(("тся", "ться")) and written[:-4] == meant[: len(written) - 4]:
        return "typos/tsya"
    if " " in written:
        return "typos/russianism" if lang == "uk" else "typos/misspelt-phrase"
    return "typos/unknown-word"


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def like(written: str, meant: str) -> str:
    """``meant`` in the case of letters of ``written``."""
    if len(written) > 1 and written.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if written[0].isupper() else meant
