"""Is this homonym an imperative where it stands? Its clause settles it.

«Клей плёнку от центра» and «Клей наносить не нужно» differ by what a clause can have only one of: a predicate.
Rules are small questions, asked in order: True and False decide, None passes on. A homonym that nobody vouches for is
no imperative: a false alarm on a good letter is worse than a miss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.address_imperatives import COINED, is_forbidding
from tonecheck.checks.address_view import View, is_finite, is_imperative, is_second_singular, is_subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tonecheck.analysis import Token
    from tonecheck.language.morphology import Parse

#: Verbs of motion say where to: «заходи в среду».
MOTION = ("ходить", "ходити", "ездить", "їздити", "йти")


def judge_homonym(view: View, token: Token, *, familiar: bool, polite: bool) -> bool:
    """A homonym is an imperative where it stands. ``familiar``: the letter says «ты»; ``polite``: it says «вы»."""
    coined = all(is_imperative(p) for p in token.parses)  # «маякни»: unknown, but what else could it be
    if polite and not familiar and not coined and token.norm not in view.words.insistent:
        return False
    for rule in RULES:
        verdict = rule(view, token)
        if verdict is not None:
            return verdict
    return (familiar or coined) and (is_forbidding(view, token) or _has_complement(view, token))


def _after_dependent(view: View, token: Token) -> bool | None:
    """«комплекс вправ», «на сей раз», «пустой тары»: the word before needs a noun."""
    before = next(view.before(token.index), None)
    if before is None or not before.is_word:
        return None
    if before.norm in view.words.openers:
        return None
    return False if any(p.pos in ("ADP", "NUM", "NOUN", "ADJ", "DET") for p in before.parses[:2]) else None


def _is_told(view: View, token: Token) -> bool | None:
    """«вышли ли сборщики», «уже пришли», «не пришли», «пришли вчера»: what has happened or has not."""
    after, before, words = view.next(token.index), view.previous(token.index), view.words
    if after is not None and after.norm in ("ли", "ль"):
        return False
    if not any("Tense=Past" in p.feats for p in token.parses):
        return None
    if before is not None and before.norm in words.negation | words.already:
        return False
    return False if any(t.norm in words.yesterday for t in view.after(token.index, 5)) else None


def _has_please(view: View, token: Token) -> bool | None:
    """«Вышли, пожалуйста, акт»: a request says so; «Цели, пожалуйста, пришлите» has another verb."""
    tokens, sentence = view.document.tokens, view.document.sentence_of(token.index)
    for i in range(token.index + 1, min(token.index + 5, sentence.end)):
        if tokens[i].norm in view.words.please:
            return not any(_is_predicate(view, t) for t in tokens[i + 1 : min(i + 9, sentence.end)])
    return None


def _opens(view: View, token: Token) -> bool | None:
    """An imperative begins its clause, but for conjunctions, particles and the like."""
    return None if _begins(view, token) else False


def _has_rival(view: View, token: Token) -> bool | None:
    """«Крой готов», «Рой уведомлений отключите»: the clause has another predicate, the word is its noun."""
    for t in (*view.before(token.index), *view.after(token.index)):
        if t.norm in view.words.modals or _is_predicate(view, t):
            return False
    return None


def _has_past_subject(view: View, token: Token) -> bool | None:
    """«Пришли мастера»: somebody came; «пришли мне», «пришли скан»: somebody is asked."""
    if not any("Tense=Past" in p.feats for p in token.parses):
        return None
    for t in view.after(token.index, 5):
        if any(p.pos == "ADP" for p in t.parses):
            break
        if any(p.pos == "PRON" and "Case=Dat" in p.feats for p in t.parses) and t.index == token.index + 1:
            return True
        if is_subject(t):
            return False
        nouns = [p for p in t.parses if p.pos in ("NOUN", "ADJ")]
        if nouns:
            return _accepts_object(token, nouns)
    return None


def _accepts_object(token: Token, nouns: list[Parse]) -> bool | None:
    """An object that is no possible subject of the past tense: «пришли скан», «постав підпис»."""
    number = (
        "Number=Plur"
        if any("Number=Plur" in p.feats for p in token.parses if "Tense=Past" in p.feats)
        else "Number=Sing"
    )
    if any("Case=Nom" in p.feats and number in p.feats for p in nouns):
        return None
    return True if any("Case=Acc" in p.feats for p in nouns) else None


def _insists(view: View, token: Token) -> bool | None:
    """Words whose other reading no letter means: «закрой», «постав»; coined verbs in «-ни», «-уй»: «чекни»."""
    if token.norm in view.words.insistent:
        return True
    coined = not any(p.known for p in token.parses) and all(is_imperative(p) for p in token.parses)
    return True if coined and COINED.search(token.norm) else None


def _has_object(view: View, token: Token) -> bool | None:
    """«Клей плёнку», «Запусти рекламу»: the next noun is an object and cannot be the genitive of «клея».

    «Зміни мені дату»: after «мені» it may look like a genitive too.
    """
    if any("Tense=Past" in p.feats for p in token.parses):
        return None
    to_me = False
    for t in view.after(token.index, 4):
        if any(p.pos == "ADP" for p in t.parses):
            return None
        parses = [p for p in t.parses if p.pos in ("NOUN", "PRON", "DET", "ADJ")]
        if t.index == token.index + 1 and any(p.pos == "PRON" and "Case=Dat" in p.feats for p in parses):
            to_me = True
        elif parses:
            cases = {p.value("Case") for p in parses}
            if t.text[0].isupper() or "Acc" not in cases or ("Gen" in cases and not to_me):
                return None
            return None if _stands_alone(view, t) else True
    return None


def _stands_alone(view: View, token: Token) -> bool:
    """«Настрой отличный», «боли сильные»: an adjective that no noun follows is the predicate."""
    if any(p.pos in ("NOUN", "PRON", "DET") for p in token.parses):
        return False
    after = next(view.after(token.index, 1), None)
    return after is None or not any(p.pos in ("NOUN", "ADJ") for p in after.parses)


def _begins(view: View, token: Token) -> bool:
    """The word opens its clause, or follows an imperative («посмотри ещё раз и пришли»)."""
    if view.opens_clause(token.index):
        return True
    before = list(view.before(token.index))
    if before[0].norm in view.words.negation and len(before) > 1:
        before = before[1:]  # «одужуй і не хворій»
    return before[0].norm in view.words.coordinators and any(
        is_imperative(p) for t in (*before[1:], *_before_please(view, token)) for p in t.parses[:1]
    )


def _before_please(view: View, token: Token) -> Iterator[Token]:
    """What stands before the «пожалуйста» that the clause follows: «зайди, пожалуйста, в кабинет и вышли акт»."""
    tokens = view.document.tokens
    first = view.document.sentence_of(token.index).start
    at = token.index
    while at > first and view.clauses[at - 1] == view.clauses[token.index]:
        at -= 1
    if at < first + 2 or tokens[at - 1].text != "," or tokens[at - 2].norm not in view.words.please:
        return
    for i in range(at - 2, max(first, at - 7) - 1, -1):
        yield tokens[i]


def _is_predicate(view: View, token: Token) -> bool:
    """A finite verb that is not addressed to «ты», a short adjective, a full one that no noun follows."""
    if not token.parses:
        return False
    verbs = [p for p in token.parses if is_finite(p)]
    if verbs and (len(verbs) == len(token.parses) or is_finite(token.parses[0])):
        return not any(is_imperative(p) or is_second_singular(p) for p in verbs)
    first = token.parses[0]
    if "Variant=Short" in first.feats:
        return True
    if first.pos == "ADJ" and any("Case=Nom" in p.feats for p in token.parses):
        return _stands_alone(view, token) and all(p.pos == "ADJ" for p in token.parses)
    return False


def _has_complement(view: View, token: Token) -> bool:
    """Something follows that an imperative governs: an object, «мне», where to go; or another imperative is beside it."""
    if _is_coordinated(view, token):
        return True
    for t in view.after(token.index, 3):
        if any(p.pos == "ADP" for p in t.parses):
            return any(p.lemma.endswith(MOTION) for p in token.parses if is_imperative(p))
        if any(p.pos in ("NOUN", "PRON", "DET", "ADJ") and p.value("Case") in ("Acc", "Dat") for p in t.parses):
            return not _stands_alone(view, t)
    return False


def _is_coordinated(view: View, token: Token) -> bool:
    """«Заходи и выбирай»: a plain imperative in the same clause."""
    around = (*view.before(token.index, 5), *view.after(token.index, 5))
    return any(t.norm in view.words.coordinators for t in around) and any(
        t.parses and all(is_imperative(p) for p in t.parses) for t in around
    )


RULES: tuple[Callable[[View, Token], bool | None], ...] = (
    _after_dependent,
    _is_told,
    _opens,
    _has_past_subject,
    _has_rival,
    _has_please,
    _insists,
    _has_object,
)
