"""A greeting that names another person than To:, as happens when the last letter is taken for the next client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.checks.base import Context, Match
from tonecheck.checks.name_table import load_names
from tonecheck.checks.people import LEAST, Person, count_edits, find_given, fold, is_near, read_person
from tonecheck.language.morphology import Parse, load_morphology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tonecheck.analysis import Document, Token
    from tonecheck.message.parts import Message

RULE = "greeting-mismatch/other-name"
MESSAGES = {
    "ru": "В приветствии «{greeted}», а письмо адресовано «{shown}». Проверьте, кому вы пишете.",
    "uk": "У вітанні «{greeted}», а лист адресовано «{shown}». Перевірте, кому ви пишете.",
}
APPOSITIONS = frozenset(("наш", "наша", "мой", "моя", "которая", "который", "мій", "яка", "який", "котра", "котрий"))
WINDOW = 16  #: tokens of the beginning in which a greeting with its names has room


@dataclass(frozen=True, slots=True)
class Setting:
    """The words of one language around a greeting's names; forms."""

    greetings: frozenset[str]
    leaders: frozenset[str]  #: «уважаемая», «господин»
    groups: frozenset[str]  #: who else is greeted: then nobody is named
    conjunctions: frozenset[str]
    reader: frozenset[str]  #: lemmas and forms that speak to the reader: «Ольга, спасибо за письмо»


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SETTINGS = {
    "ru": Setting(
        greetings=_words(
            "здравствуйте здравствуй добрый доброе доброго день дня утро утра вечер вечера времени суток приветствую привет"
            " приветствуем приветики салют хай здорово еще раз снова и"
        ),
        leaders=_words(
            "уважаемый уважаемая уважаемые дорогой дорогая дорогие глубокоуважаемый глубокоуважаемая многоуважаемый"
            " многоуважаемая господин госпожа г-н г-жа"
        ),
        groups=_words("коллеги друзья команда все всем партнеры клиент клиенты господа дамы гости коллега партнер"),
        conjunctions=_words("и или"),
        reader=_words("вы ваш спасибо благодарить"),
    ),
    "uk": Setting(
        greetings=_words(
            "вітаю вітання здрастуйте добрий доброго добридень день дня ранок ранку вечір вечора привіт вітаємо салют хай здоров ще раз знову і й та"
        ),
        leaders=_words(
            "шановний шановна шановні дорогий дорога дорогі вельмишановний вельмишановна високошановний високошановна пане"
            " пані пан панове"
        ),
        groups=_words("колеги друзі команда всі всім усі усім партнери клієнт клієнте клієнти гості колего партнере"),
        conjunctions=_words("і й та або чи"),
        reader=_words("ви ваш дякувати спасибі"),
    ),
}


def check(document: Document, context: Context) -> Iterator[Match]:
    """The name greeted at the start of the letter, where no recipient can be called so."""
    message = context.message
    if context.scope != "text" or context.kind == "template" or message is None or message.headers is None:
        return
    if not message.headers.to or not _opens(document, message):
        return
    greeted = find_greeted(document)
    if not greeted:
        return
    headers = message.headers
    to = [read_person(shown, address) for shown, address in headers.to]
    others = [read_person(shown, address) for shown, address in (*headers.cc, *headers.bcc)]
    if not all(person.is_sure for person in to):
        return
    if any(_agrees(name, person) for name in greeted for person in (*to, *others)):
        if len(greeted) == 1 and len(to) == 1 and (other := _find_other_patronymic(greeted[0], to[0], document.lang)):
            yield _match(document, (other,), to[0])
        return
    if all(_is_comparable(name, to) for name in greeted):
        yield _match(document, greeted[0], to[0])


def _match(document: Document, name: Sequence[Token], person: Person) -> Match:
    start, end = name[0].start, name[-1].end
    message = MESSAGES[document.lang].format(greeted=document.text[start:end], shown=person.shown)
    return Match(RULE, start, end, message=message)


def _opens(document: Document, message: Message) -> bool:
    """The letter begins in this document: its first own passage is of this language."""
    return any(
        part.name != "subject"
        and len(part.clean) == len(document.text)
        and bool(part.passages)
        and part.passages[0].language == document.lang
        and document.text[part.passages[0].start : part.passages[0].end]
        == part.clean[part.passages[0].start : part.passages[0].end]
        for part in message.parts
    )


def find_greeted(document: Document) -> tuple[tuple[Token, ...], ...]:
    """The people whom the beginning of a letter calls, each as the tokens of the name; none if a group is greeted."""
    setting = SETTINGS[document.lang]
    first = _read_names(document, 0, setting)
    if first is None:
        return ()
    names, end, has_greeting = first
    if names:
        if has_greeting or _calls(names, document, end) or _speaks_to_reader(document, end, setting):
            return tuple(names)
        return ()
    if not has_greeting:
        return ()
    while end < len(document.tokens) and not document.tokens[end].is_word:
        end += 1
    second = _read_names(document, end, setting)
    if second is None or not second[0]:
        return ()
    return tuple(second[0]) if _speaks_to_reader(document, second[1], setting) else ()


def _calls(names: Sequence[Sequence[Token]], document: Document, at: int) -> bool:
    """A patronymic or a vocative at the very beginning calls, unless an apposition follows: «Ольга Петровна, наш юрист,»."""
    if at >= len(document.tokens) or document.tokens[at - 1].text != ",":
        return False
    after = document.tokens[at]
    if after.norm in APPOSITIONS or after.has("Case=Nom", "Animacy=Anim", pos="NOUN"):
        return False
    return all(
        any(token.has("NameType=Pat") for token in name) or all("Case=Voc" in p.feats for t in name for p in t.parses)
        for name in names
    )


def _read_names(document: Document, start: int, setting: Setting) -> tuple[list[tuple[Token, ...]], int, bool] | None:
    """(names, where they end, whether there is a greeting word) of the line or sentence at ``start``.

    None where the words are no greeting: somebody else is named, or a whole group is greeted.
    """
    names: list[list[Token]] = []
    has_greeting = is_open = False
    tokens = document.tokens
    at = start
    for at in range(start, min(len(tokens), start + WINDOW)):
        token = tokens[at]
        if at > start and "\n" in document.text[tokens[at - 1].end : token.start]:
            return [tuple(name) for name in names], at, has_greeting
        if token.text[0] in ".!?…" or token.kind in ("smile", "emoji"):
            return [tuple(name) for name in names], at, has_greeting
        if token.norm in setting.groups:
            return None
        if token.norm in setting.conjunctions and names:
            is_open = False
        elif token.norm in setting.greetings or token.norm in setting.leaders:
            has_greeting, is_open = True, False
        elif token.text == ",":
            is_open = False
        elif _is_name(token, document.lang, follows=is_open):
            if is_open:
                names[-1].append(token)
            else:
                names.append([token])
            is_open = True
        else:
            is_called = bool(names) and tokens[at - 1].text == ","
            return ([tuple(name) for name in names], at, has_greeting) if is_called or not names else None
    return [tuple(name) for name in names], at + 1, has_greeting


def _is_name(token: Token, lang: str, *, follows: bool) -> bool:
    """A name in a form that calls; any capitalised word after one («Ольга Мкртчян»)."""
    if not token.is_word or not token.text[0].isupper():
        return False
    if follows or load_names(lang).forms.get(token.norm):
        return True
    return any(p.value("NameType") in ("Giv", "Sur", "Pat") and p.value("Case") in ("Nom", "Voc") for p in token.parses)


def _speaks_to_reader(document: Document, at: int, setting: Setting) -> bool:
    """What follows a bare name speaks to its bearer: «Ольга, спасибо», «Ольга, вышлите»; or nothing of the line does."""
    tokens = document.tokens
    if at >= len(tokens) or tokens[at].text[0] in "!.":
        return True
    if "\n" in document.text[tokens[at - 1].end : tokens[at].start]:
        return True
    sentence = document.sentence_of(at)
    rest = tokens[at : min(sentence.end, at + WINDOW)]
    return any(t.has("Mood=Imp", "Number=Plur") or any(p.lemma in setting.reader for p in t.parses) for t in rest)


def _forms(name: Sequence[Token]) -> list[str]:
    """The words of a greeted name, and the nominatives of those in the vocative."""
    forms: list[str] = []
    for token in name:
        forms.append(token.text)
        forms += [p.lemma for p in token.parses if p.value("NameType") and p.value("Case") in ("Nom", "Voc")]
    return forms


def _agrees(name: Sequence[Token], person: Person) -> bool:
    """The name may be this person's: the given name, a form of it, or the surname."""
    forms = _forms(name)
    if any(find_given(form) & person.given for form in forms):
        return True
    return any(
        is_near(fold(form), known) or _is_same_surname(fold(form), known) for form in forms for known in person.folds
    )


def _is_same_surname(one: str, other: str) -> bool:
    """«Петров» and «Петрова», «Ковальчуку» and «Ковальчук»; never the patronymic for the given name."""
    return len(one) > LEAST and len(other) > LEAST and one[:LEAST] == other[:LEAST] and abs(len(one) - len(other)) <= 2


def _is_comparable(name: Sequence[Token], to: Sequence[Person]) -> bool:
    """A given name that the tables know; a surname only against recipients who show one."""
    if any(find_given(form) for token in name if not token.has("NameType=Pat") for form in _forms((token,))):
        return True
    is_surname = all(token.has("NameType=Sur") for token in name)
    return is_surname and all(len(person.folds) > 1 for person in to)


def _find_other_patronymic(name: Sequence[Token], person: Person, lang: str) -> Token | None:
    """The patronymic of the greeting, where the recipient's name has another one of the same language."""
    morphology = load_morphology(lang)
    shown = [word for word in person.shown.split() if _is_patronymic(morphology.parses(word))]
    greeted = [token for token in name if _is_patronymic(token.parses)]
    if len(shown) != 1 or len(greeted) != 1:
        return None
    theirs, ours = fold(shown[0])[:-3], fold(greeted[0].text)[:-3]
    return greeted[0] if count_edits(theirs, ours, most=2) > 2 else None


def _is_patronymic(parses: Iterable[Parse]) -> bool:
    return any(parse.known and "NameType=Pat" in parse.feats for parse in parses)
