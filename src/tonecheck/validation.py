"""What only a dictionary can tell about a rule: lemmas that are none, features that never occur, lists that are not there.

Apart from loading, since it needs pymorphy3: tests and `test-rules` run it over every rule, the checker over the rules
of a house before it uses them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tonecheck.errors import RuleError
from tonecheck.language.morphology import load_morphology
from tonecheck.matchers.grammar import Group, Item, Listed, Sequence, Word, parse_phrase
from tonecheck.matchers.lists import read_list
from tonecheck.matchers.regex import compile_regex
from tonecheck.matchers.scan import compile_text
from tonecheck.matchers.suggest import check_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tonecheck.language.morphology import Morphology, Parse
    from tonecheck.matchers.phrases import Phrase
    from tonecheck.rule import Rule

#: A word is its own lemma without doubt if its own analyses have this share of the probability. Measured on the 3,000
#: commonest words of our letters: «день» 0.99, «мой» 0.75, «короче» 0.62; «очки» 0.5, «лучше» 0.33, «семью» 0.01.
SURE = 0.6


def validate_rule(rule: Rule) -> tuple[str, ...]:
    """Everything that is wrong with the rule, as sentences; empty if nothing is."""
    return tuple(_mistakes(rule))


def validate_rules(rules: Iterable[Rule]) -> None:
    """Refuse rules with mistakes.

    Raises:
        RuleError: with all mistakes of all rules, one a line.

    """
    mistakes = [mistake for rule in rules for mistake in _mistakes(rule)]
    if mistakes:
        raise RuleError("\n".join(mistakes))


def _mistakes(rule: Rule) -> Iterator[str]:
    for phrase in (*rule.phrases, *rule.unless, *rule.unless_sentence, *rule.unless_message):
        try:
            compile_text(phrase)
        except RuleError as error:
            yield str(error)
        else:
            yield from _phrase_mistakes(rule, phrase)
    for pattern in rule.regex:
        try:
            compile_regex(pattern)
        except RuleError as error:
            yield f"{rule.path}: regex: {error}"
    groups = min((compile_text(p).groups for p in rule.phrases), default=0) if rule.suggest else 0
    for template in rule.suggest:
        try:
            check_template(template, groups, rule.language)
        except RuleError as error:
            yield f"{rule.path}: suggest: {error}"


def _phrase_mistakes(rule: Rule, phrase: Phrase) -> Iterator[str]:
    for item in _walk(parse_phrase(phrase.text)):
        match item.atom:
            case Word(lemma, feats, pos):
                reason = find_doubt(rule.language, lemma, feats, pos)
            case Listed(name):
                entries = read_list(rule.path, name)
                words = sorted({w for entry in entries for w in entry if not w.startswith("=")})
                reasons = (find_doubt(rule.language, word) for word in words)
                reason = next((f"@{name}: {r}" for r in reasons if r), "")
            case _:
                reason = ""
        if reason:
            yield f"{phrase.path}: {phrase.where}, column {item.column}: {reason}"


def _walk(items: Sequence) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item.atom, Group):
            for alternative in item.atom.alternatives:
                yield from _walk(alternative)


def find_doubt(language: str, lemma: str, feats: frozenset[str] = frozenset(), pos: str = "") -> str:
    """Why this word of a phrase would not match what its author thinks, or «»."""
    emitted, parts = find_emitted(language)
    unknown = sorted(feats - emitted) + ([f"POS={pos}"] if pos and pos not in parts else [])
    if unknown:
        return f"{unknown[0]} never occurs in {language}; {_near_features(unknown[0], emitted, parts)}"
    return _doubt_lemma(load_morphology(language), lemma, feats, pos) if lemma else ""


def _doubt_lemma(morphology: Morphology, lemma: str, feats: frozenset[str], pos: str) -> str:
    if not morphology.is_known(lemma):
        return f"«{lemma}» is not in the dictionary; write «={lemma}» for exactly this form"
    parses = morphology.parses(lemma)
    own = [p for p in parses if _same(p.lemma, lemma)]
    if not own:
        others = " or ".join(dict.fromkeys(f"«{p.lemma}»" for p in parses))
        return f"«{lemma}» is a form of {others}: write that, or «={lemma}» for exactly this form"
    if feats or pos:
        return _find_impossible(morphology, lemma, own, feats, pos)
    if _is_sure(parses, own):
        return ""
    others = " or ".join(dict.fromkeys(f"«{p.lemma}»" for p in parses if p not in own))
    return (
        f"«{lemma}» may be a form of {others}; write that, «={lemma}» for exactly this form,"
        f" or «{lemma}[POS={own[0].pos}]» for the word itself"
    )


def _is_sure(parses: tuple[Parse, ...], own: list[Parse]) -> bool:
    if sum(p.score for p in own) >= SURE * sum(p.score for p in parses):
        return True
    # The Ukrainian dictionary knows no probabilities. «робота» is a work long before it is a robot's: a lemma in its
    # usual guise counts, unless the other word would look as usual («дати»: to give, or the dates).
    even = len({p.score for p in parses}) == 1
    return even and any(map(_is_plain, own)) and not any(p not in own and _competes(p) for p in parses)


def _is_plain(parse: Parse) -> bool:
    """The form in which a dictionary lists such a word."""
    feats = parse.feats
    if any(feat.startswith("NameType=") for feat in feats):
        return False
    return (
        (parse.pos == "NOUN" and {"Case=Nom", "Number=Sing"} <= feats)
        or (parse.pos in ("ADJ", "DET") and {"Case=Nom", "Gender=Masc"} <= feats)
        or (parse.pos == "VERB" and "VerbForm=Inf" in feats)
    )


def _competes(parse: Parse) -> bool:
    # «людина» is also «Lyuda's»: possessive adjectives of names are in the dictionary and hardly in letters.
    if parse.pos == "ADJ" and parse.lemma.endswith(("ин", "ін", "їн")):
        return False
    return "Case=Nom" in parse.feats or parse.pos in ("ADV", "PART")


def _same(one: str, other: str) -> bool:
    """«ґарантія» is how the dictionary also writes «гарантія»."""
    return one.replace("ґ", "г") == other.replace("ґ", "г")


def _find_impossible(morphology: Morphology, lemma: str, own: list[Parse], feats: frozenset[str], pos: str) -> str:
    fitting = [p for p in own if not pos or p.pos == pos]
    if not fitting:
        return f"«{lemma}» is never {pos}; it is {' or '.join(dict.fromkeys(p.pos for p in own))}"
    forms = [form for p in fitting for _, form in morphology.lexeme(lemma, p)]
    if feats and forms and not any(feats <= form.feats for form in forms):
        return f"no form of «{lemma}» has {', '.join(sorted(feats))}"
    return ""


@cache
def find_emitted(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """(features, parts of speech) that the dictionary of a language can give."""
    return load_morphology(language).inventory()


def _near_features(feature: str, emitted: frozenset[str], parts: frozenset[str]) -> str:
    name = feature.partition("=")[0]
    values = sorted(parts) if name == "POS" else sorted(f.split("=")[1] for f in emitted if f.startswith(name + "="))
    if values:
        return f"{name} is one of {', '.join(values)}"
    return f"there are {', '.join(sorted({f.split('=')[0] for f in emitted} | {'POS'}))}"
