"""What to write instead: ``{n}`` repeats a bracket, ``~word`` takes the form of the word that it replaces."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from tonecheck.errors import RuleError
from tonecheck.language.morphology import load_morphology, normalise_word
from tonecheck.model import Edit

if TYPE_CHECKING:
    from tonecheck.analysis import Token
    from tonecheck.language.morphology import Morphology, Parse
    from tonecheck.matchers.view import View

Groups = tuple[tuple[int, int] | None, ...]

PIECE = re.compile(r"\{(?P<group>\d+)\}|~(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*)")
#: What a word takes over from the one that it replaces.
AGREEMENT = ("Case", "Number", "Tense", "Mood", "VerbForm", "Gender", "Person")
BLANKS = " \t"
#: Blanks further away than this stay: looking back must not cost more than the place itself.
REACH = 8
#: What a sentence begins after, and what it, or a line, ends with; «» is the edge of the text.
BEGINNINGS = ("", ".", "!", "?", "…", "\n", "«", "(", ":")
ENDINGS = ("", ".", "!", "?", "…", "\n", "\r", ";", ":", ")", "»")


def suggest(
    templates: tuple[str, ...], view: View, start: int, end: int, groups: Groups
) -> tuple[tuple[str, ...], tuple[Edit, ...]]:
    """The suggestions for ``[start, end)``, best first, and the edits behind the first of them.

    A suggestion whose ``~word`` has no fitting form is left out. The empty suggestion deletes: its edit takes blanks
    and commas around the place along and hands a capital letter on to the next word.
    """
    text = view.document.text
    rendered = (_render(template, view, start, end, groups) for template in templates)
    suggestions = tuple(dict.fromkeys(_like(text[start:end], new) for new in rendered if new is not None))
    if not suggestions:
        return (), ()
    return suggestions, (Edit(start, end, suggestions[0]) if suggestions[0] else _delete(text, start, end),)


def check_template(template: str, groups: int, language: str) -> None:
    """Refuse a suggestion that could never be made.

    Raises:
        RuleError: for a bracket that some phrase does not have, or a ``~word`` that is no lemma.

    """
    for piece in PIECE.finditer(template):
        if piece["group"] and not 1 <= int(piece["group"]) <= groups:
            has = f"every phrase has {groups} brackets" if groups else "some phrase has no bracket"
            raise RuleError(f"«{template}» repeats bracket {piece['group']}, and {has}")
        word = piece["word"]
        if word and not any(p.lemma == normalise_word(word) for p in load_morphology(language).parses(word)):
            raise RuleError(f"«{template}»: «{word}» is not a lemma; write the form that a dictionary lists")
    rest = PIECE.sub("", template)
    if any(sign in rest for sign in "{}~"):
        raise RuleError(f"«{template}» is written as «{{1}} …» or «~word»")


def _render(template: str, view: View, start: int, end: int, groups: Groups) -> str | None:
    text = view.document.text
    replaced = [t for t in view.tokens if start <= t.start and t.end <= end and t.parses] if "~" in template else []
    pieces: list[str] = []
    at = 0
    for piece in PIECE.finditer(template):
        pieces.append(template[at : piece.start()])
        at = piece.end()
        if piece["group"]:
            place = groups[int(piece["group"]) - 1]
            if place is not None and place[0] < place[1]:
                pieces.append(text[view.tokens[place[0]].start : view.tokens[place[1] - 1].end])
        else:
            form = _inflect(load_morphology(view.document.lang), piece["word"], replaced)
            if form is None:
                return None
            pieces.append(form)
    pieces.append(template[at:])
    return " ".join("".join(pieces).split())


def _inflect(morphology: Morphology, word: str, replaced: list[Token]) -> str | None:
    """The form of ``word`` that stands as the replaced word of the same part of speech stood."""
    for new in morphology.parses(word):
        if new.lemma != normalise_word(word):
            continue
        for token in replaced:
            for old in token.parses:
                if old.pos == new.pos:
                    form = _agree(morphology.lexeme(word, new), token.norm, new, old)
                    if form is not None:
                        return form
    return None


def _agree(lexeme: tuple[tuple[str, Parse], ...], replaced: str, new: Parse, old: Parse) -> str | None:
    """The form with every feature of ``old`` in which the new word varies.

    Of several the one that ends as the replaced word did: «на слідуючому» → «на наступному», not «наступнім».
    """
    varies = {feat.partition("=")[0] for _, form in lexeme for feat in form.feats}
    if new.pos == "NOUN":
        varies.discard("Gender")  # «пани» for «господа»: a noun keeps its own
    wanted = {f"{f}={old.value(f)}" for f in AGREEMENT if f in varies and old.value(f)}
    fitting = [form for form, analysis in lexeme if wanted <= analysis.feats]
    return max(fitting, key=lambda form: _shared_ending(form, replaced), default=None)


def _shared_ending(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False)))


def _like(old: str, new: str) -> str:
    """The new text with the capital letters of the old."""
    letters = [c for c in old if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return new.upper()
    return new[:1].upper() + new[1:] if letters and letters[0].isupper() else new


def _delete(text: str, start: int, end: int) -> Edit:
    """The edit that takes a place out together with the blanks and commas that only it needed.

    «Короче, договор готов» → «Договор готов»; «договор, короче, готов» → «договор готов»; «готов, короче.» → «готов.»
    """
    left = len(text[max(0, start - REACH) : start].rstrip(BLANKS)) + max(0, start - REACH)
    right = _skip_blanks(text, end)
    before, after = text[left - 1 : left], text[right : right + 1]
    begins = before in BEGINNINGS  # «» at the very beginning too
    if after == "," and (begins or before == ","):
        right = _skip_blanks(text, right + 1)
        after = text[right : right + 1]
        left -= before == ","
    elif before == "," and (after in ENDINGS):
        left -= 1
    if begins:
        capital = text[start].isupper() and after.islower()
        return Edit(start, right + 1, after.upper()) if capital else Edit(start, right, "")
    glued = after in ENDINGS or after == ","
    return Edit(left, right, "" if glued else " ")


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at
