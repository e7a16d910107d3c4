"""Is this word an imperative to one person? Homonyms are settled by their clause.

«Клей плёнку от центра» and «Клей наносить не нужно» differ by what a clause can have only one of: a predicate.
Rules are small questions, asked in order; the first that has an answer decides. A homonym that nobody vouches
for is no imperative: a false alarm on a good letter is worse than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tonecheck.checks.address_view import (
    View,
    is_finite,
    is_imperative,
    is_nominative,
    is_second_singular,
    is_subject,
)
from tonecheck.language.morphology import Parse

if TYPE_CHECKING:
    from tonecheck.analysis import Token

VOWELS = frozenset("аеёиоуыэюяіїє")
CLOSED = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "ADV", "NUM", "PRON", "DET", "ADJ", "INTJ"})
#: What borrowed and slang verbs are made with: «чекни», «ревьюй», «запушай», «заапрувь».
COINED = re.compile(r"[бвгдклмпрстфхцчш]ни(?:сь|ся)?$|[аяуюо]й(?:ся|сь)?$|[бвжзмпрфчш]ь(?:ся)?$")
MOTION = ("ходить", "ходити", "ездить", "їздити", "йти")
INTERROGATIVES = frozenset(
    [
        "как",
        "куда",
        "что",
        "сколько",
        "кого",
        "чего",
        "где",
        "кто",
        "какой",
        "какая",
        "какие",
        "откуда",
        "як",
        "куди",
        "що",
        "скільки",
        "кого",
        "чого",
        "де",
        "хто",
        "який",
        "яка",
        "які",
        "звідки",
    ]
)


def find_imperative(view: View, token: Token) -> tuple[Parse, bool] | None:
    """The imperative reading of a word that nothing forbids, and whether it is the only one."""
    readings = [p for p in token.parses if is_imperative(p)] or _coin(view, token)
    if not readings or not VOWELS & set(token.norm) or token.norm in view.words.seldom:
        return None
    if token.norm not in view.words.insistent and any(p.pos in CLOSED for p in token.parses):
        return None
    if (
        _follows_preposition(view, token)
        or _is_name(view, token)
        or _is_let_go(view, token)
        or _is_supposition(view, token)
    ):
        return None
    others = [p for p in token.parses if not _is_compatible(view, token, p)]
    return readings[0], not others and readings[0].known


def _coin(view: View, token: Token) -> list[Parse]:
    """«заапрувь», «расшарь»: verbs so new that the dictionary takes them for nouns; prefix and ending say imperative."""
    if any(p.known for p in token.parses) or not COINED.search(token.norm):
        return []
    if not re.match(rf"(?:{view.words.prefixes})[^аеиоуыэюяіїє]*[аеиоуыэюяіїє]", token.norm):
        return []
    feats = frozenset({"Mood=Imp", "Person=2", "Number=Sing", "VerbForm=Fin"})
    return [Parse(token.norm, "VERB", feats, 0.0, known=False)]


def is_homonym(view: View, token: Token) -> bool:
    """The word has other readings that its letters allow, or the dictionary does not know it."""
    return any(not _is_compatible(view, token, p) or not p.known for p in token.parses)


def judge_homonym(view: View, token: Token, *, familiar: bool, polite: bool) -> bool:
    """A homonym is an imperative where it stands. ``familiar``: the letter says «ты»; ``polite``: it says «вы»."""
    coined = all(is_imperative(p) for p in token.parses)  # «маякни»: unknown, but what else could it be
    if polite and not familiar and not coined and token.norm not in view.words.insistent:
        return False
    for rule in RULES:
        verdict = rule(view, token)
        if verdict is not None:
            return verdict
    return (familiar or coined) and _has_complement(view, token)


def _is_compatible(view: View, token: Token, parse: Parse) -> bool:
    """A reading that does not contradict the imperative: itself, «ешь», a name written small («жени»)."""
    if is_imperative(parse) or is_second_singular(parse):
        return True
    if token.norm in view.words.insistent and (parse.pos == "INTJ" or "VerbForm=Inf" in parse.feats):
        return True
    return "NameType" in "|".join(parse.feats) and (token.text.islower() or parse.score < 0.1)


def _follows_preposition(view: View, token: Token) -> bool:
    """«в мини игре»: after a preposition stands a noun."""
    before = view.previous(token.index)
    return before is not None and bool(before.parses) and all(p.pos == "ADP" for p in before.parses)


def _is_name(view: View, token: Token) -> bool:
    """A capital in the middle of a sentence, or before a name: «наш директор Дай Вэй», «Чуй Ли встретит вас»."""
    if not token.text[0].isupper() or (token.text.isupper() and len(token.text) > 1):
        return False
    before, after = view.previous(token.index), view.next(token.index)
    if before is not None and before.is_word:
        return True
    if after is None or not after.is_word or not after.text[0].isupper() or after.text.isupper():
        return False
    return _has_name(token) and (_has_name(after) or not any(p.known for p in after.parses))


def _has_name(token: Token) -> bool:
    return any(feat.startswith("NameType=") for p in token.parses for feat in p.feats)


def _is_let_go(view: View, token: Token) -> bool:
    """«Как ни крути», «куди не глянь»: whatever one does; «хоть сам ложись», «хоч ножем ріж»: so bad it is."""
    readings = [p for p in token.parses if is_imperative(p)]
    if view.words.although & {t.norm for t in view.before(token.index, 5)} and all(
        "Aspect=Imp" in p.feats for p in readings
    ):
        return True
    if _is_repeated(view, token):
        return True
    before = [t.norm for t in view.before(token.index, 4)]
    if not before or before[0] not in view.words.negation:
        return False
    if before[0] == "ни":
        return any(word in INTERROGATIVES for word in before[1:])
    first = view.token(token.index - 2)
    conjunction = view.previous(first.index)
    return (
        len(before) > 1
        and before[1] in INTERROGATIVES
        and (conjunction is None or conjunction.norm not in ("так", "потому", "тому", "то"))
    )


def _is_repeated(view: View, token: Token) -> bool:
    """«Верь не верь», «кажи не кажи»: it makes no difference."""
    following = [t.norm for t in view.after(token.index, 2)]
    preceding = [t.norm for t in view.before(token.index, 2)]
    return any(
        len(near) > 1 and near[0] in view.words.negation and near[1] == token.norm for near in (following, preceding)
    )


def _is_supposition(view: View, token: Token) -> bool:
    """«Будь у нас неделя, мы бы успели», «Знай мы заранее»: an imperative with a subject of its own."""
    words = view.words
    if token.norm == words.let or not view.opens_clause(token.index):
        return False
    parse = next((p for p in token.parses if is_imperative(p)), None)
    if parse is None:
        return False
    following = list(view.after(token.index, 5))
    if following and _is_other_subject(following[0]):
        return _has_conditional(view, token)
    intransitive = parse.lemma == words.be or parse.lemma.endswith(("ся", "сь")) or ",intr" in parse.tag
    if (
        intransitive
        and following
        and is_subject(following[0])
        and not any("Animacy=Anim" in p.feats for p in following[0].parses)
    ):
        return view.opens_sentence(token.index)  # «Случись авария, страховая заплатит»
    denied = any(t.norm in words.negation for t in view.before(token.index, 1))
    for t in following:
        if is_subject(t) or ((intransitive or denied) and any(is_nominative(p) for p in t.parses if p.pos == "NOUN")):
            return _has_conditional(view, token)
    return False


def _is_other_subject(token: Token) -> bool:
    """«мы», «он», «хто»: a pronoun in the nominative that is not «ты»."""
    return any(
        p.pos == "PRON"
        and "Case=Nom" in p.feats
        and "Case=Acc" not in p.feats
        and p.lemma not in ("ты", "ти", "что", "що", "это", "це")
        for p in token.parses
    )


def _has_conditional(view: View, token: Token) -> bool:
    """«бы» stands in the sentence, and not in an «если бы» clause."""
    tokens, sentence = view.document.tokens, view.document.sentence_of(token.index)
    for i in range(max(sentence.start, token.index - 20), min(sentence.end, token.index + 40)):
        if i != token.index and tokens[i].norm in view.words.conditional:
            before = {t.norm for t in view.before(i, 3)}
            return not before & {"если", "якщо", "чтобы", "как", "кабы", "якби", "щоб"}
    return False


# --- Homonyms: rules in order; True and False decide, None passes on.


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
        nouns = [p for p in t.parses if p.pos == "NOUN"]
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
    """«Клей плёнку», «Запусти рекламу»: the next noun is an object and cannot be the genitive of «клея»."""
    if any("Tense=Past" in p.feats for p in token.parses):
        return None
    for t in view.after(token.index, 4):
        if any(p.pos == "ADP" for p in t.parses):
            return None
        parses = [p for p in t.parses if p.pos in ("NOUN", "PRON", "DET", "ADJ")]
        if not parses:
            continue
        if t.text[0].isupper():
            return None
        cases = {p.value("Case") for p in parses}
        if "Acc" in cases and not cases & {"Gen"}:
            return None if _stands_alone(view, t) else True
        return None
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
    return before[0].norm in view.words.coordinators and any(is_imperative(p) for t in before[1:] for p in t.parses[:1])


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


Rule = Callable[[View, "Token"], bool | None]

RULES: tuple[Rule, ...] = (
    _after_dependent,
    _is_told,
    _opens,
    _has_rival,
    _has_please,
    _has_past_subject,
    _insists,
    _has_object,
)
