"""Parses that fit the context: small ordered rules that take away what a sentence cannot mean.

Each rule looks at one ambiguous word and says which of its analyses are impossible where it stands, with a phrase
as evidence. None takes the last analysis away, so that ambiguity costs recall nowhere by accident; where a reader
would have to think («Пришли документы»: an order or a fact?), both stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.language.clauses import (
    Traits,
    View,
    agree,
    agreement,
    find_traits,
    is_imperative,
    is_infinitive,
    is_modifier,
    is_past_plural,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tonecheck.analysis import Token
    from tonecheck.language.base import Language
    from tonecheck.language.morphology import Parse
    from tonecheck.model import Span

    Impossible = Callable[[Parse], bool]
    Rule = Callable[[View, int, Traits], Impossible | None]

#: After these a name, a title or a first word may stand with a capital.
OPENING_SIGNS = frozenset('.!?…:;—–-«„“"(*•>')
#: How many adjectives may stand between a preposition and its noun: «при любой полной оплате».
MODIFIERS = 3


def narrow(tokens: tuple[Token, ...], sentences: tuple[Span, ...], language: Language) -> tuple[Token, ...]:
    """The tokens with the parses that fit their sentence."""
    code = language.code
    narrowed = list(tokens)
    for sentence in sentences:
        view = View(narrowed, sentence.start, sentence.end, language)
        for i in range(sentence.start, sentence.end):
            token = narrowed[i]
            if len(token.parses) < 2:
                continue
            traits = find_traits(code, token.text)
            verbal = traits.imperative or traits.infinitive
            for rule in (NOMINAL_RULES if traits.nominal else ()) + (VERB_RULES if verbal else ()):
                impossible = rule(view, i, traits)
                if impossible is not None:
                    _remove(narrowed, i, impossible)
    return tuple(narrowed)


def _remove(tokens: list[Token], i: int, impossible: Impossible) -> None:
    """Take the impossible parses away, unless nothing would remain."""
    token = tokens[i]
    kept = tuple(parse for parse in token.parses if not impossible(parse))
    if kept and len(kept) < len(token.parses):
        tokens[i] = token.with_parses(kept)


def _after_preposition(view: View, i: int, _: Traits) -> Impossible | None:
    """«при встрече», «в Сочи», «до мети»: no verb, and a case that the preposition governs."""
    at = i - 1
    while at > view.start and i - at <= MODIFIERS and view.traits(view.tokens[at]).modifier:
        at -= 1
    if at < view.start or view.tokens[at].kind != "word":
        return None
    cases = view.language.syntax.prepositions.get(view.tokens[at].norm)
    if cases is None:
        return None
    if at < i - 1 and not _agrees(view.tokens[i - 1].parses, view.tokens[i].parses):
        return None  # «для всех дай»
    return lambda parse: agreement(parse.feats).case not in cases


def _agreeing(view: View, i: int, _: Traits) -> Impossible | None:
    """«главной мысли», «питної води»: a noun after an adjective that agrees with it is no verb."""
    left = view.left(i)
    if left is None or not view.traits(left).modifier:
        return None
    modifiers = [parse for parse in left.parses if is_modifier(parse)]
    if not _agrees(modifiers, view.tokens[i].parses):
        return None
    nouns = view.tokens[i].parses
    _remove(view.tokens, i - 1, lambda parse: not is_modifier(parse) or not any(agree(parse, n) for n in nouns))
    return lambda parse: not any(agree(modifier, parse) for modifier in modifiers)


def _before_noun(view: View, i: int, traits: Traits) -> Impossible | None:
    """«мой договор», «простой макет», «сей документ»: an adjective before a noun that agrees with it is no verb."""
    if not (traits.modifier and traits.imperative):
        return None
    modifiers = [parse for parse in view.tokens[i].parses if is_modifier(parse)]
    for at in range(i + 1, min(view.end, i + 1 + MODIFIERS)):
        token = view.tokens[at]
        if token.kind != "word":
            return None
        if any(agree(m, noun) for m in modifiers for noun in token.parses if noun.pos == "NOUN"):
            return is_imperative
        if not view.traits(token).modifier:
            return None
    return None


def _name(view: View, i: int, traits: Traits) -> Impossible | None:
    """«пишет Голуб», «офис в Сочи»: a capital in mid-sentence is a name's, not a verb's."""
    token = view.tokens[i]
    if i == view.start or not (traits.imperative and traits.nominal) or not token.text[0].isupper():
        return None
    before = view.tokens[i - 1]
    if before.text[0] in OPENING_SIGNS or before.kind != "word" or before.text.isupper():
        return None
    return is_imperative


def _after_verb(view: View, i: int, traits: Traits) -> Impossible | None:
    """«надіслати договори», «проверьте цели»: what stands right after another verb is its object."""
    left = view.left(i)
    if left is None or not (traits.imperative and traits.nominal):
        return None
    verb = all(parse.pos == "VERB" and "VerbForm=Part" not in parse.feats for parse in left.parses)
    return is_imperative if verb and left.parses else None


def _after_number(view: View, i: int, traits: Traits) -> Impossible | None:
    """«п'ять справ», «5 мечей», «нет цели», «кілька справ»."""
    if i == view.start or not (traits.imperative and traits.nominal):
        return None
    left = view.tokens[i - 1]
    counted = left.kind == "number" or any(parse.pos == "NUM" for parse in left.parses)
    return is_imperative if counted or left.norm in view.language.syntax.quantifiers else None


def _after_noun(view: View, i: int, traits: Traits) -> Impossible | None:
    """«качество муки», «якість води»: a genitive after a noun.

    Not where the noun may be the object of an order: «рахунок оплати сьогодні».
    """
    left = view.left(i)
    if left is None or not (traits.imperative and traits.nominal) or not view.traits(left).noun:
        return None
    if not any(agreement(parse.feats).case == "Gen" for parse in view.tokens[i].parses):
        return None
    first = i - 1 == view.start or view.left(i - 1) is None
    direct = any(agreement(parse.feats).case in ("Acc", "Voc") for parse in left.parses)
    return None if first and direct else is_imperative


def _coordinated(view: View, i: int, traits: Traits) -> Impossible | None:
    """«муки и соли», «фарби і води»: joined to a word of the same case, in a clause without an order."""
    if not (traits.imperative and traits.nominal) or i < view.start + 2:
        return None
    joined, other = view.tokens[i - 1], view.tokens[i - 2]
    if joined.norm not in view.language.syntax.coordinators or any(parse.pos == "VERB" for parse in other.parses):
        return None
    if any(_may_order(view, token) for token in view.before(i)) or _has_object(view, i):
        return None
    cases = {agreement(parse.feats).case for parse in other.parses}
    own = {agreement(parse.feats).case for parse in view.tokens[i].parses} - {""}
    return is_imperative if cases & own else None


def _has_object(view: View, i: int) -> bool:
    """«в кабінет і сплати рахунок»: an accusative that no noun governs follows."""
    right = view.right(i)
    cases = {agreement(parse.feats).case for parse in right.parses} if right else set()
    return "Acc" in cases and "Gen" not in cases and right is not None and view.traits(right).noun


def _in_clause_with_verb(view: View, i: int, traits: Traits) -> Impossible | None:
    """«Сходи ремонтують», «Води в офісі немає», «Мы получили части заказа»: the clause has its verb.

    Not where two orders stand side by side («Плати картой и приезжай») or an order takes a verb along
    («Сходи подивимось»).
    """
    if not (traits.imperative and traits.nominal):
        return None
    for token in view.before(i):
        if view.traits(token).verb and not (_may_order(view, token) and _joins(view, token.index, i)):
            return is_imperative
    for token in view.after(i):
        if token.index == i + 1:
            if _may_follow_order(token):
                return None
            continue
        if view.traits(token).verb and not (_may_order(view, token) and _joins(view, i, token.index)):
            return is_imperative
    return None


def _in_subordinate_clause(view: View, i: int, traits: Traits) -> Impossible | None:
    """«если пришли документы», «коли води немає», «что дошли»: no order after a conjunction."""
    if not traits.imperative or not (traits.nominal or traits.past_plural):
        return None
    for token in view.before(i):
        if token.norm in view.language.syntax.subordinators:
            return is_imperative
    return None


def _past_after_subject(view: View, i: int, traits: Traits) -> Impossible | None:
    """«мы перешли», «гости пришли», «документы не дошли», «приехали и пошли»: a fact, not an order."""
    if not (traits.imperative and traits.past_plural):
        return None
    negated = i > view.start and view.tokens[i - 1].norm in view.language.syntax.negations
    for token in view.before(i):
        if negated and token.index < i - 1:
            return is_imperative
        if token.norm in view.language.syntax.plural_subjects or _is_plural_subject(token):
            return is_imperative
        if any(is_past_plural(parse) for parse in token.parses) and not view.traits(token).imperative:
            return is_imperative
    for token in view.after(i):
        if token.norm in view.language.syntax.plural_subjects or _is_plural_subject(token):
            return is_imperative
    return None


def _past_before_complement(view: View, i: int, traits: Traits) -> Impossible | None:
    """«попит став більшим», «перестав працювати», «він став»: none of these orders takes such a complement."""
    if not traits.imperative or not any("Tense=Past" in parse.feats for parse in view.tokens[i].parses):
        return None
    right, left = view.right(i), view.left(i)
    if right is not None and right.parses:
        if all(is_infinitive(parse) for parse in right.parses):
            return is_imperative
        cases = {agreement(parse.feats).case for parse in right.parses if parse.pos != "PRON"}
        if "Ins" in cases and "Acc" not in cases:
            return is_imperative
    if left is not None and any(parse.pos == "PRON" and "Case=Nom" in parse.feats for parse in left.parses):
        return None if any("Person=2" in parse.feats for parse in left.parses) else is_imperative
    return None


def _verb_after_modal(view: View, i: int, traits: Traits) -> Impossible | None:
    """«нужно вести», «можемо мати», «треба дати»: an infinitive after a word that asks for one."""
    left = view.left(i)
    if (
        left is None
        or not traits.infinitive
        or not any(parse.lemma in view.language.syntax.modals for parse in left.parses)
    ):
        return None
    return lambda parse: not is_infinitive(parse)


#: For words that have a case.
NOMINAL_RULES: tuple[Rule, ...] = (_after_preposition, _agreeing)
#: For words that may be an order, a fact or an infinitive.
VERB_RULES: tuple[Rule, ...] = (
    _before_noun,
    _name,
    _after_verb,
    _after_number,
    _after_noun,
    _coordinated,
    _in_clause_with_verb,
    _in_subordinate_clause,
    _past_after_subject,
    _past_before_complement,
    _verb_after_modal,
)


def _agrees(modifiers: tuple[Parse, ...] | list[Parse], nouns: tuple[Parse, ...]) -> bool:
    return any(agree(modifier, noun) for modifier in modifiers for noun in nouns)


def _is_plural_subject(token: Token) -> bool:
    """Nominative plural and nothing else of the plural: «гости», «клієнти», not «документы» (accusative too)."""
    plural = {agreement(p.feats).case for p in token.parses if "Number=Plur" in p.feats and p.pos in ("NOUN", "PRON")}
    return "Nom" in plural and "Acc" not in plural


def _may_follow_order(token: Token) -> bool:
    """«Сходи подивимось», «давай зробимо»: a verb right after an order shares its subject."""
    return any("VerbForm=Fin" in parse.feats and "Person=3" not in parse.feats for parse in token.parses)


def _may_order(view: View, token: Token) -> bool:
    """A verb to «ты»: «плати», «получишь», also «видали»."""
    traits = view.traits(token)
    return traits.singular_you or traits.imperative


def _joins(view: View, first: int, second: int) -> bool:
    """«и» stands between two tokens."""
    return any(view.tokens[at].norm in view.language.syntax.coordinators for at in range(first + 1, second))
