"""Build the frequency tables that the speller ships: ``src/tonecheck/spelling/data/{ru,uk}.dawg``.

    pip install wordfreq==3.1.1
    python tools/build_wordlists.py

Source: the Exquisite Corpus counts of the PyPI package wordfreq 3.1.1 (Robyn Speer; code Apache-2.0, data
CC BY-SA 4.0), which are frozen, so the result is reproducible byte for byte. They contain misspellings, so they say how
frequent a word is, never that it exists: a form is kept as a word only where the dictionary (pymorphy3) has it.
Frequent forms that the dictionary lacks (names, brands, slang) are kept apart, marked, as «seen».

Format: an IntDAWG (DAWG2) from word form (lower case, ё as е, apostrophe «'») to a level, see ``spelling.lexicon``:
quarters of log10 above 1e-9; ``SEEN`` added where the dictionary does not know the form. The derived tables
keep CC BY-SA 4.0 (NOTICE).

``looks-latin.txt`` lists English words that, typed on a Cyrillic layout's keys, would come out as a frequent Russian or
Ukrainian word («vere» → «муку»): the wrong-layout check leaves them alone.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import dawg
import pymorphy3
import wordfreq

from tonecheck.spelling.layout import retype
from tonecheck.spelling.lexicon import SEEN, is_blamed

DATA = Path(__file__).parent.parent / "src" / "tonecheck" / "spelling" / "data"
FORMS = {"ru": re.compile(r"[а-яё]+"), "uk": re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя']+")}
RAREST = {"ru": 2e-8, "uk": 1e-8}  #: rarer forms of the list are a matter of chance, and the tables are to stay small
RAREST_SEEN = 1e-7
RAREST_TYPED = 3e-6  #: a word this frequent may have been typed in the wrong layout


def level(frequency: float) -> int:
    """Quarters of log10 above 1e-9, at least 0."""
    return max(0, round((math.log10(frequency) + 9) * 4))


def table(lang: str) -> dict[str, int]:
    dictionary = pymorphy3.MorphAnalyzer(lang=lang)
    levels: dict[str, int] = {}
    totals: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(lang, "best").items():
        form = word.replace("’", "'").replace("ё", "е")
        if FORMS[lang].fullmatch(form):
            totals[form] = totals.get(form, 0.0) + frequency
    for form, frequency in totals.items():
        if dictionary.word_is_known(form) and not is_blamed(str(parse.tag) for parse in dictionary.parse(form)):
            if frequency >= RAREST[lang]:
                levels[form] = level(frequency)
        elif frequency >= RAREST_SEEN and len(form) > 2:
            levels[form] = SEEN + level(frequency)
    return levels


def main() -> None:
    DATA.mkdir(exist_ok=True)
    english = sorted(wordfreq.get_frequency_dict("en", "best").items(), key=lambda item: -item[1])[:200_000]
    latin: set[str] = set()
    for lang in ("ru", "uk"):
        levels = table(lang)
        path = DATA / f"{lang}.dawg"
        dawg.IntDAWG(sorted(levels.items())).save(str(path))
        frequent = {form for form, value in levels.items() if level(RAREST_TYPED) <= value < SEEN}
        latin |= {word for word, _ in english if len(word) >= 4 and word.isascii() and retype(word, lang) in frequent}
        print(f"{path.name}: {len(levels):,} forms, {path.stat().st_size:,} bytes")
    (DATA / "looks-latin.txt").write_text(
        "# source: wordfreq 3.1.1 (CC BY-SA 4.0), by tools/build_wordlists.py\n" + "\n".join(sorted(latin)) + "\n",
        encoding="utf-8",
    )
    print(f"looks-latin.txt: {len(latin)} words")


if __name__ == "__main__":
    main()
