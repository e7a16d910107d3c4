"""Where a clause promises a file: «во вложении», «прикладываю», «акт приложен», «высылаю скан»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.checks.attachment_view import REACH

if TYPE_CHECKING:
    from tonecheck.analysis import Token
    from tonecheck.checks.attachment_view import Clause

YOUR = frozenset({"ваш", "твой", "твій"})
WHICH = ("котор", "які", "яке", "якій", "якого")


def find_claim(clause: Clause) -> tuple[Token, Token] | None:
    """The first and the last token of what promises a file: its place in the letter, else a verb."""
    if clause.norms & clause.wording.doubt:
        return None
    said = [i for i, token in enumerate(clause.tokens) if token.is_word and not clause.is_denied(i)]
    for i in said:
        if (end := _place(clause, i)) is not None:
            return (clause.tokens[i], clause.tokens[end]) if _is_ours(clause, i, end) else None
    for i in said:
        if _attaches(clause, i) or _has_attached(clause, i) or _is_attached(clause, i) or _sends(clause, i):
            return clause.tokens[i], clause.tokens[i]
    return None


def _place(clause: Clause, i: int) -> int | None:
    """«Во вложении», «в приложенном файле», «см. вложение», «файлом до листа», «прикреплённый файл»."""
    words, token = clause.wording, clause.tokens[i]
    noun = i + 1
    if token.norm in words.see:
        noun += clause.text(noun) == "."
        return noun if clause.starts(noun, words.enclosure) or clause.starts(noun, words.annex) else None
    if token.norm in words.inside:
        return noun if _encloses(clause, noun) else _enclosed(clause, noun)
    if token.norm == "файлом" or (token.has("Case=Ins") and clause.starts(i, words.enclosure)):
        return i if clause.any_present(words.send | words.attach | words.add) else None
    return _enclosed(clause, i)


def _encloses(clause: Clause, noun: int) -> bool:
    """The noun after «в» is what carries a document: «вложении», «файле»."""
    words = clause.wording
    if clause.starts(noun, words.annex):
        return _is_annex_file(clause, noun)
    if clause.has(noun, words.files):
        return clause.is_to_letter(noun + 1) or _holds(clause, noun)
    return clause.starts(noun, words.enclosure)


def _enclosed(clause: Clause, i: int) -> int | None:
    """The noun after «приложенном», which is a document or file."""
    words = clause.wording
    if not clause.starts(i, words.enclosed) or not any("Case" in f for p in clause.tokens[i].parses for f in p.feats):
        return None
    if any("Variant=Short" in p.feats for p in clause.tokens[i].parses[:1]):
        return None
    for noun in range(i + 1, min(i + 1 + REACH, len(clause.tokens))):
        token = clause.tokens[noun]
        if clause.has(noun, words.documents) or clause.has(noun, words.letter):
            return noun
        if not token.has(pos="ADJ") and not token.has(pos="DET"):
            return None
    return None


def _holds(clause: Clause, file: int) -> bool:
    """«Таблица с ценами в файле», «надсилаю розрахунок у файлі»."""
    if clause.any_present(clause.wording.send):
        return True
    is_last = file + 1 == len(clause.tokens) or not clause.tokens[file + 1].is_word
    return is_last and clause.has_document() and not any(token.has("VerbForm=Fin") for token in clause.tokens)


def _is_annex_file(clause: Clause, i: int) -> bool:
    """«Смета в приложении»: a document, nothing after it, and neither an app nor a contract near."""
    words = clause.wording
    if i + 1 < len(clause.tokens) and clause.tokens[i + 1].text not in {".", "!", "—", "–"}:
        return False
    around = frozenset(p.lemma for token in clause.sentence for p in token.parses)
    if around & (words.apps - words.documents):
        return False
    return bool(around & words.documents) or any(clause.is_present(t, words.send) for t in clause.sentence)


def _is_ours(clause: Clause, i: int, end: int) -> bool:
    """The file lies in this letter: nobody else's, of no other time, and nobody is asked for it."""
    around = clause.tokens[max(0, i - 1) : end + 4]
    if any(p.lemma in YOUR for token in around for p in token.parses) or clause.is_question():
        return False
    if clause.is_past_or_later() or _is_dated(clause, end) or _is_of_other(clause, end):
        return False
    return not (_you_did(clause) or _opens_with_which(clause, end) or _is_asked_or_planned(clause))


def _is_asked_or_planned(clause: Clause) -> bool:
    """«Пришлите во вложении», «отправим во вложении», «получили во вложении»; «найдёте во вложении» is none."""
    words = clause.wording
    for token in clause.tokens:
        parse = token.parses[0] if token.parses else None
        if parse is None or parse.pos != "VERB":
            continue
        if "Tense=Fut" in parse.feats and "Person=2" not in parse.feats:
            return True
        if parse.lemma in words.sends and not {"Mood=Imp", "VerbForm=Inf"}.isdisjoint(parse.feats):
            return True
        if parse.lemma in words.received and "Tense=Past" in parse.feats and "VerbForm=Fin" in parse.feats:
            return True
    return False


def _is_dated(clause: Clause, end: int) -> bool:
    """«Во вложении от 5 мая», «во вложении № 2»."""
    return (
        end + 2 < len(clause.tokens)
        and clause.tokens[end + 1].norm in {"от", "від", "№"}
        and clause.tokens[end + 2].kind == "number"
    )


def _is_of_other(clause: Clause, end: int) -> bool:
    """«В приложении к договору», «у додатку до угоди»; the letter itself is ours."""
    if (
        end + 1 >= len(clause.tokens)
        or clause.tokens[end + 1].norm != clause.wording.to
        or clause.is_to_letter(end + 1)
    ):
        return False
    others = clause.wording.documents | clause.wording.letter
    return any(clause.has(at, others) for at in range(end + 2, end + 2 + REACH))


def _you_did(clause: Clause) -> bool:
    """«Вы прислали во вложении старый прайс»."""
    you = any(p.lemma in clause.wording.you and "Case=Nom" in p.feats for t in clause.tokens for p in t.parses)
    return you and any(t.parses and "Tense=Past" in t.parses[0].feats for t in clause.tokens if not t.has(pos="ADJ"))


def _opens_with_which(clause: Clause, end: int) -> bool:
    """«Во вложении, которое вы прислали»."""
    at = clause.tokens[end].index - clause.sentence[0].index + 1
    comma, *which = clause.sentence[at : at + 2] or (clause.tokens[end],)
    return comma.text == "," and any(token.norm.startswith(WHICH) or token.norm == "що" for token in which)


def _attaches(clause: Clause, i: int) -> bool:
    """«Прикладываю смету», «додаю договір»."""
    words, token = clause.wording, clause.tokens[i]
    loose = clause.is_present(token, words.add)
    if not (loose or clause.is_present(token, words.attach)) or clause.is_about_things(i):
        return False
    if clause.lemmas & words.usual or clause.norms & words.later:
        return False
    return not loose or clause.has_document() or clause.mentions_letter()


def _has_attached(clause: Clause, i: int) -> bool:
    """«Смету прикрепила», said by the author of the letter."""
    words, token = clause.wording, clause.tokens[i]
    if not token.has("Tense=Past", "VerbForm=Fin"):
        return False
    loose = clause.has(i, words.added)
    if not (loose or clause.has(i, words.attached)) or clause.is_about_things(i):
        return False
    if clause.is_past_or_later() or clause.is_question() or clause.has_other_subject(i):
        return False
    return (
        not loose
        or clause.mentions_letter()
        or (token.has("Number=Sing") and clause.has_document() and not clause.is_of())
    )


def _is_attached(clause: Clause, i: int) -> bool:
    """«Акт приложен», «прайс прилагается», «рахунок долучено»."""
    words, token = clause.wording, clause.tokens[i]
    if not (
        token.has("Variant=Short")
        or token.has("Person=0")
        or token.has("Tense=Pres", "Person=3", "Reflex=Yes")
        or clause.is_predicate(i)
    ):
        return False
    loose = clause.has(i, words.loose_states)
    if not (loose or clause.has(i, words.states)) or clause.is_about_things(i):
        return False
    if clause.is_past_or_later() or clause.is_question() or clause.is_of() or clause.lemmas & words.usual:
        return False
    return clause.mentions_letter() or clause.has_document() or (not loose and clause.has_nominal(i))


def _sends(clause: Clause, i: int) -> bool:
    """«Высылаю скан»: what travels as a file, and by no other way than this letter."""
    words = clause.wording
    if not clause.is_present(clause.tokens[i], words.send) or clause.is_about_things(i):
        return False
    if clause.lemmas & (words.usual | words.carriers | words.sends - words.send) or clause.norms & words.later:
        return False
    if any(token.kind == "number" and token.text.count(".") for token in clause.tokens):
        return False
    if any(token.kind == "file" for token in clause.sentence):
        return True  # «Направляю реестр (файл reestr.xlsx)»
    if not clause.handles(words.papers) and not _makes_up(clause):
        return False
    return clause.sentence[-1].text != ":" and not _goes_elsewhere(clause, i)


def _makes_up(clause: Clause) -> bool:
    """«Забыли прикрепить спецификацию, высылаем её сейчас»."""
    words = clause.wording
    said = any(p.lemma in words.attached | words.added for token in clause.sentence for p in token.parses)
    return (said or any(t.norm.startswith(words.enclosure) for t in clause.sentence)) and bool(clause.norms & words.now)


def _goes_elsewhere(clause: Clause, i: int) -> bool:
    """«Отправляем файл в типографию», «юристам»."""
    words = clause.wording
    for at in range(i + 1, len(clause.tokens) - 1):
        if clause.tokens[at].norm in {"в", "на", "у", "к", "до"} and not clause.has(
            at + 1, words.purposes | words.letter
        ):
            return True
    return False
