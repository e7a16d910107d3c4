"""Why does a phrase match a text, or not? For those who write rules.

python tools/why.py ru "не хватать …2 рука" "Нам не хватает свободных рук."
"""

from __future__ import annotations

import sys
from pathlib import Path

from tonecheck.analysis import analyse
from tonecheck.errors import RuleError
from tonecheck.matchers.compiler import compile_phrase
from tonecheck.matchers.grammar import Word, parse_phrase
from tonecheck.matchers.lists import read_list
from tonecheck.matchers.view import View, view_document
from tonecheck.resources import rules_folder
from tonecheck.validation import find_doubt


def main(arguments: list[str]) -> int:
    """Print what the text is made of and how far the phrase gets; 0 if it matches, 1 if not, 2 if it is wrong."""
    if len(arguments) != 3 or arguments[0] not in ("ru", "uk"):
        print(__doc__)
        return 2
    lang, phrase, text = arguments
    view = view_document(analyse(text, lang))
    print_tokens(view)
    try:
        return print_progress(view, lang, phrase)
    except RuleError as error:
        print(error)
        return 2


def print_tokens(view: View) -> None:
    for n, token in enumerate(view.tokens):
        analyses = "; ".join(f"{p.lemma}[{','.join((f'POS={p.pos}', *sorted(p.feats)))}]" for p in token.parses[:6])
        print(f"  {token.text:16} {analyses or token.kind}")
        if n + 1 == view.limits[n]:
            print("  --- sentence ends")


def print_progress(view: View, lang: str, phrase: str) -> int:
    items = parse_phrase(phrase)
    for item in items:
        if isinstance(item.atom, Word) and (doubt := find_doubt(lang, item.atom.lemma, item.atom.feats, item.atom.pos)):
            print(f"column {item.column}: {doubt}")
    place = rules_folder() / lang / "category" / "rule.toml"
    for length in range(len(items), 0, -1):
        hits = list(compile_phrase(items[:length], lambda name: read_list(Path(place), name)).find(view))
        if hits:
            shown = ", ".join(f"«{view.document.text[slice(*view.range(h.start, h.end))]}»" for h in hits)
            if length == len(items):
                print(f"matches {shown}")
                return 0
            stop = items[length].column
            print(f"«{phrase[: stop - 1].strip()}» matches {shown}; nothing after it fits «{phrase[stop - 1 :]}»")
            return 1
    print("not even the first item occurs")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
