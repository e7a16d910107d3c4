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
    if not readings or _is_let_go(view, token) or _is_perchance(view, token):
        return None
    parse = readings[0]
    others = [p for p in token.parses if not is_second_singular(p) and not is_imperative(p)]
    if parse.known:
        return (parse, not others) if not others or _is_likelier(view, token) else None
    if not token.norm.endswith(ENDINGS) or (
        token.text[0].isupper() != token.text.isupper() and view.previous(token.index)
    ):
        return None
    if is_second_singular(token.parses[0]) or _has_pronoun(view, token):
        return parse, not others
    return None


def is_generalised(view: View, index: int, parse: Parse, *, addressed: bool) -> bool:
    """A verb that speaks of everybody; ``addressed``: the text says «ты» with other words too.

    «Без этого не обойдёшься»; «что поделаешь», «разве уследишь», «кого там зловиш»: nobody is asked; «коли
    крутишся як білка в колесі». A plain question («Не забудешь?») asks the reader.
    """
    token = view.token(index)
    before = list(view.before(index))
    earlier = {t.norm for t in before}
    perfective = "Aspect=Perf" in parse.feats
    if token.norm in view.words.resigned and earlier & view.words.rhetorical:
        return True
    if addressed:
        return False
    if perfective and earlier & view.words.doubting:
        return True
    if view.is_question(index):
        return False
    denied = bool(before) and before[0].norm in view.words.negation
    if perfective:
        return denied or bool(earlier & view.words.rhetorical)
    return "Tense=Pres" in parse.feats and bool(earlier & view.words.whenever)


def _is_let_go(view: View, token: Token) -> bool:
    """«что ни сделаешь»."""
    before = next(view.before(token.index, 1), None)
    return before is not None and before.norm == "ни"


def _is_perchance(view: View, token: Token) -> bool:
    """«Глядишь, и успеем»; but «Ты смотришь, а я пишу»."""
    after = view.next(token.index)
    return (
        token.norm in view.words.perchance
        and after is not None
        and after.text == ","
        and view.opens_clause(token.index)
        and not view.is_question(token.index)
    )


def _is_likelier(view: View, token: Token) -> bool:
    """Of two readings the verb is the likelier, or «ты» stands beside it."""
    return (is_second_singular(token.parses[0]) and token.parses[0].score > 0.5) or _has_pronoun(view, token)


def _has_pronoun(view: View, token: Token) -> bool:
    return any(t.norm == view.words.pronoun for t in (*view.before(token.index, 5), *view.after(token.index, 3)))
