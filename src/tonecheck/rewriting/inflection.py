"""The form of one word that agrees with «вы»: from the dictionary where it has the word, else by its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.language.morphology import Morphology, Parse, normalise_word

if TYPE_CHECKING:
    from tonecheck.rewriting.grammar import Endings, Grammar

PLURAL = "Number=Plur"


def keep_case(source: str, target: str) -> str:
    """``target`` in the capitals of ``source``: «Ты» → «Вы», «ТЫ» → «ВЫ», «ты» → «вы»."""
    if len(source) > 1 and source.isupper():
        return target.upper()
    return target[:1].upper() + target[1:] if source[:1].isupper() else target


def replace_ending(word: str, endings: Endings) -> str | None:
    """The word with the first ending that fits replaced, or None."""
    for ending, replacement in endings:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + replacement
    return None


def plural(word: str, parse: Parse, kind: str, grammar: Grammar, morphology: Morphology) -> tuple[str, bool] | None:
    """The plural of a verb or predicative (lower case), and whether the dictionary vouches for it.

    Where the word's ending and the dictionary agree, that form is it: the dictionary lists side forms too
    («хочете» beside «хотите», «дивіть» beside «дивіться»). A word that the dictionary has in no such form, and
    a word that it lacks («заапрувь»), is formed by its ending.
    """
    endings, wanted = _target(parse, kind, grammar)
    formed = replace_ending(word, endings)
    forms = [form for form, analysis in morphology.lexeme(word, parse) if parse.known and wanted <= analysis.feats]
    confirmed = next(
        (form for form in forms if formed is not None and normalise_word(form) == normalise_word(formed)), None
    )
    best = confirmed or (forms[0] if forms else formed)
    if best is None:
        return None
    return (best if "ё" in word else best.replace("ё", "е")), bool(forms)


def _target(parse: Parse, kind: str, grammar: Grammar) -> tuple[Endings, frozenset[str]]:
    """The endings and the features of the plural that is looked for."""
    if kind == "imperative":
        return grammar.imperative, frozenset({PLURAL, "Mood=Imp", "Person=2"})
    if kind == "past":
        return grammar.past, frozenset({PLURAL, "Tense=Past", "VerbForm=Fin"})
    if kind == "verb":
        return grammar.present, frozenset({PLURAL, "Person=2", "Mood=Ind", f"Tense={parse.value('Tense')}"})
    # «рождён» is «рождены», not «родимы»: a participle keeps its voice and tense
    own = frozenset(f for f in parse.feats if f.startswith(("Voice=", "Tense=", "Degree=")))
    return grammar.predicative, own | {PLURAL, grammar.predicative_feature}
