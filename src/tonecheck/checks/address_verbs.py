"""Second persons singular of the indicative: «сделаешь», «робитимеш», «їси»; and those that mean everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.address_view import View, is_imperative, is_second_singular

if TYPE_CHECKING:
    from tonecheck.analysis import Token
    from tonecheck.language.morphology import Parse

ENDINGS = ("шь", "шься", "еш", "єш", "иш", "їш", "ешся", "єшся", "ишся", "їшся")


def find_verb(view: View, token: Token) -> tuple[Parse, bool] | None:
    """The second person singular of a verb, and whether the word can be nothing else."""
    readings = [p for p in token.parses if is_second_singular(p)]
    if not readings or _is_let_go(view, token):
        return None
    parse = readings[0]
    others = [p for p in token.parses if not is_second_singular(p) and not is_imperative(p)]
    if parse.known:
        return (parse, not others) if not others or _is_likelier(view, token) else None
    if (
        not token.norm.endswith(ENDINGS)
        or (token.text[0].isupper() != token.text.isupper()
        and view.previous(token.index))
    ):
        return None
    if is_second_singular(token.parses[0]) or _has_pronoun(view, token):
        return parse, not others
    return None


def is_generalised(view: View, index: int, parse: Parse, *, addressed: bool, polite: bool) -> bool:
    """«не обойдёшься», «тут не угадаешь»: a verb that speaks of everybody.

    ``addressed``: the text says «ты» in some other way; ``polite``: it says «вы». A question asks somebody.
    """
    token = view.token(index)
    if addressed or view.is_question(index):
        return False
    before = next(view.before(index, 1), None)
    denied = before is not None and before.norm in view.words.negation
    return polite or (denied and "Aspect=Perf" in parse.feats and not token.norm.endswith("-ка"))


def _is_let_go(view: View, token: Token) -> bool:
    """«что ни сделаешь»."""
    before = next(view.before(token.index, 1), None)
    return before is not None and before.norm == "ни"


def _is_likelier(view: View, token: Token) -> bool:
    """Of two readings the verb is the likelier, or «ты» stands beside it."""
    return (is_second_singular(token.parses[0]) and token.parses[0].score > 0.5) or _has_pronoun(view, token)


def _has_pronoun(view: View, token: Token) -> bool:
    return any(t.norm == view.words.pronoun for t in (*view.before(token.index, 5), *view.after(token.index, 3)))
