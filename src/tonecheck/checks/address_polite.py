"""«Вы» said to one person: for houses that say «ты», and for letters that mix the two.

The way back is never safe: «вы готовы» says neither whether one or several are meant nor whether a man or a woman.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.address_sayings import find_sayings
from tonecheck.checks.address_view import AddressForm, View, keep_capital, view
from tonecheck.language.morphology import load_morphology
from tonecheck.model import Edit

if TYPE_CHECKING:
    from tonecheck.analysis import Document, Token

#: Polite form → familiar form of the pronouns and possessives, both languages.
FAMILIAR = {
    "ru": dict(
        pair.split(">")
        for pair in [
            "вы>ты",
            "вас>тебя",
            "вам>тебе",
            "вами>тобой",
            "ваш>твой",
            "ваша>твоя",
            "ваше>твоё",
            "ваши>твои",
            "вашего>твоего",
            "вашей>твоей",
            "вашему>твоему",
            "вашу>твою",
            "вашим>твоим",
            "вашем>твоём",
            "ваших>твоих",
            "вашими>твоими",
        ]
    ),
    "uk": dict(
        pair.split(">")
        for pair in [
            "ви>ти",
            "вас>тебе",
            "вам>тобі",
            "вами>тобою",
            "ваш>твій",
            "ваша>твоя",
            "ваше>твоє",
            "ваші>твої",
            "вашого>твого",
            "вашої>твоєї",
            "вашому>твоєму",
            "вашій>твоїй",
            "вашу>твою",
            "вашою>твоєю",
            "вашим>твоїм",
            "ваших>твоїх",
            "вашими>твоїми",
        ]
    ),
}


def find_polite_forms(document: Document) -> tuple[AddressForm, ...]:
    """All words that address one person as «вы» / «ви»; none where the letter speaks to several."""
    if not document.tokens:
        return ()
    seen, skipped = view(document), find_sayings(document)
    open_tokens = [t for t in document.tokens if t.is_word and t.index not in seen.quoted and t.index not in skipped]
    if any(_means_several(seen, token) for token in open_tokens):
        return ()
    return tuple(form for token in open_tokens for form in [_find_form(seen, token)] if form is not None)


def find_familiar_edit(document: Document, form: AddressForm) -> Edit | None:
    """The edit that says the same on «ты», where a single word can."""
    token = document.tokens[form.index]
    if form.kind in ("pronoun", "possessive"):
        word = FAMILIAR[document.lang].get(token.norm)
    else:
        feats = ("Mood=Imp",) if form.kind == "imperative" else (f"Tense={form.parse.value('Tense')}",)
        word = load_morphology(document.lang).inflect(token.text, form.parse, *feats, "Person=2", "Number=Sing")
    return Edit(token.start, token.end, keep_capital(token.text, word)) if word else None


def _find_form(seen: View, token: Token) -> AddressForm | None:
    for parse in token.parses:
        if parse.lemma in seen.words.polite:
            return AddressForm(token.index, parse, "pronoun" if parse.pos == "PRON" else "possessive", certain=True)
    plural = [p for p in token.parses if p.feats >= {"Person=2", "Number=Plur"}]
    if not plural or len(plural) < len(token.parses) or token.norm == seen.words.let + "те":
        return None
    imperative = next((p for p in plural if "Mood=Imp" in p.feats), None)
    # «пишите» is both; without «вы» beside it a letter means the request
    beside = any(t.norm in seen.words.polite for t in (*seen.before(token.index, 3), *seen.after(token.index, 2)))
    if imperative is not None and not (beside and len(plural) > 1):
        return AddressForm(token.index, imperative, "imperative", certain=len(plural) == 1)
    return AddressForm(
        token.index, next(p for p in plural if "Mood=Imp" not in p.feats), "verb", certain=len(plural) == 1
    )


def _means_several(seen: View, token: Token) -> bool:
    """«Коллеги», «уважаемые партнёры», «все вы», «вас обоих»."""
    if token.norm in seen.words.several:
        return True
    if not any(p.lemma in seen.words.polite and p.pos == "PRON" for p in token.parses):
        return False
    beside = (seen.previous(token.index), seen.next(token.index))
    return any(
        p.lemma in seen.words.together and "Number=Sing" not in p.feats
        for t in beside
        if t is not None
        for p in t.parses
    )
