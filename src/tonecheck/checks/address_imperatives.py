"""Can this word be an imperative to one person? What forbids it, and what coins it.

«Как ни крути», «Знай мы заранее», «Дай Вэй»: imperatives by their form that ask nothing of anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tonecheck.checks.address_view import (
    View,
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


def find_imperative(view: View, token: Token) -> tuple[Parse, bool] | None:
    """The imperative reading of a word that nothing forbids, and whether it is the only one."""
    readings = [p for p in token.parses if is_imperative(p)] or _coin(view, token)
    if not readings or VOWELS.isdisjoint(token.norm) or token.norm in view.words.seldom:
        return None
    closed = any(p.pos in CLOSED for p in token.parses)
    if closed and token.norm not in view.words.insistent and not is_forbidding(view, token):
        return None
    if (
        _follows_preposition(view, token)
        or _is_name(view, token)
        or _is_let_go(view, token)
        or _is_supposition(view, token)
        or _is_pair(view, token)
    ):
        return None
    others = [p for p in token.parses if not _is_compatible(view, token, p)]
    return readings[0], not others and readings[0].known


def is_forbidding(view: View, token: Token) -> bool:
    """«не болей», «не хворій»: a negation, an imperfective, and no noun that the word could belong to."""
    before, after = view.previous(token.index), next(view.after(token.index, 1), None)
    return (
        before is not None
        and before.norm in view.words.negation
        and before.norm not in ("ни", "ні", "ані")
        and any("Aspect=Imp" in p.feats for p in token.parses if is_imperative(p))
        and not any("Tense=Past" in p.feats or "VerbForm=Inf" in p.feats for p in token.parses)
        and (after is None or not any(p.pos in ("NOUN", "ADJ", "DET") for p in after.parses))
    )


def _coin(view: View, token: Token) -> list[Parse]:
    """«заапрувь», «расшарь»: verbs so new that the dictionary takes them for nouns; prefix and ending say imperative."""
    if (token.parses and token.parses[0].known) or any(p.known for p in token.parses) or not COINED.search(token.norm):
        return []
    if not re.match(rf"(?:{view.words.prefixes})[^аеиоуыэюяіїє]*[аеиоуыэюяіїє]", token.norm):
        return []
    feats = frozenset({"Mood=Imp", "Person=2", "Number=Sing", "VerbForm=Fin"})
    return [Parse(token.norm, "VERB", feats, 0.0, known=False)]


def is_homonym(view: View, token: Token) -> bool:
    """The word has other readings that its letters allow, or the dictionary does not know it."""
    return any(not _is_compatible(view, token, p) or not p.known for p in token.parses)


def _is_compatible(view: View, token: Token, parse: Parse) -> bool:
    """A reading that does not contradict the imperative: itself, «ешь», a name written small («жени»)."""
    if is_imperative(parse) or is_second_singular(parse):
        return True
    if token.norm in view.words.insistent and (parse.pos == "INTJ" or "VerbForm=Inf" in parse.feats):
        return True
    return any(feat.startswith("NameType=") for feat in parse.feats) and token.text.islower()


def _follows_preposition(view: View, token: Token) -> bool:
    """«в мини игре»: after a preposition stands a noun."""
    before = view.previous(token.index)
    return before is not None and bool(before.parses) and all(p.pos == "ADP" for p in before.parses)


def _is_pair(view: View, token: Token) -> bool:
    """«купи-продай», «куди-кинь»: two words in one are a noun or a saying; «глянь-ка» has a particle."""
    _, hyphen, last = token.norm.rpartition("-")
    return bool(hyphen) and last not in view.language.particles


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
        return any(word in view.words.interrogatives for word in before[1:])
    if len(before) < 2 or before[1] not in view.words.interrogatives:
        return False
    demonstrative = view.previous(token.index - 2)
    return demonstrative is None or demonstrative.norm not in view.words.so  # «так что не волнуйся» asks


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
            return not before & view.words.conditions
    return False
