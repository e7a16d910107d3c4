"""The form of one word that agrees with «вы»: from the dictionary where it has the word, else by its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.language.morphology import Morphology, Parse, normalise_word

if TYPE_CHECKING:
    from tonecheck.checks.address_forms import FormKind
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


def plural(
    word: str, parse: Parse, kind: FormKind, grammar: Grammar, morphology: Morphology
) -> tuple[str, bool] | None:
    """The plural of a verb or predicative (lower case), and whether the dictionary vouches for it.

    The dictionary has side forms («дивіть» beside «дивіться», «вылезьте» beside «вылезите»): of these the one
    that the word's own ending forms is meant. A word that the dictionary lacks («заапрувь») is formed by its
    ending alone.
    """
    formed = replace_ending(word, grammar.endings[kind])
    forms = _find_forms(word, parse, kind, grammar, morphology)
    if kind == "predicative" and parse.known and not forms:
        return None  # a full adjective is polite as it is: «вы занятой»
    same = next((form for form in forms if normalise_word(form) == normalise_word(formed or "")), None)
    alike = next((form for form in forms if form[-2:] == (formed or "")[-2:]), None)
    # both languages form the imperative of the singular without exception
    best = same or (formed if kind == "imperative" else None) or alike or next(iter(forms), formed)
    return None if best is None else (_respell(word, best), bool(forms))


def _find_forms(word: str, parse: Parse, kind: FormKind, grammar: Grammar, morphology: Morphology) -> tuple[str, ...]:
    """The plurals that the dictionary has of the word, those of colloquial standing left out."""
    if not parse.known:
        return ()
    parses = [parse]
    if kind == "predicative":
        # «уверен» is both «уверенный», hence «уверенны», and a participle, hence «уверены»: both are needed
        own = frozenset({grammar.predicative_feature, "Number=Sing"})
        parses += [p for p in morphology.parses(word) if own <= p.feats and p != parse]
    return tuple(
        form
        for p in parses
        for form, analysis in morphology.lexeme(word, p)
        if _target(p, kind, grammar) <= analysis.feats
        and ("Style=Coll" in p.feats or "Style=Coll" not in analysis.feats)
    )


def _target(parse: Parse, kind: FormKind, grammar: Grammar) -> frozenset[str]:
    """The features of the plural that is looked for."""
    if kind == "imperative":
        return frozenset({PLURAL, "Mood=Imp", "Person=2"})
    if kind == "past":
        return frozenset({PLURAL, "Tense=Past", "VerbForm=Fin"})
    if kind == "verb":
        return frozenset({PLURAL, "Person=2", "Mood=Ind", f"Tense={parse.value('Tense')}"})
    # «рождён» is «рождены», not «родимы»: a participle keeps its voice and tense
    own = frozenset(f for f in parse.feats if f.startswith(("Voice=", "Tense=", "Degree=")))
    return own | {PLURAL, grammar.predicative_feature}


def _respell(word: str, form: str) -> str:
    """The form with the letters that the word was typed with: ё and ґ stay where they were, and come nowhere else."""
    if "ё" not in word:
        form = form.replace("ё", "е")
    return form if "ґ" in word else form.replace("ґ", "г")
