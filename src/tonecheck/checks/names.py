"""The client called by a short or a pet name: «Наташенька, добрый день», «Привіт, Сашко».

Only calling counts: «передайте Саше», «наша Оля пришлёт» and the signature «Саша» are none. A vocative («Саш»,
«Сашо») calls wherever commas set it off; a nominative may as well be a subject, an apposition or a signature, so it
must stand beside a greeting, open its sentence, or be set off where none of these is likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tonecheck.checks.base import Context, Match
from tonecheck.checks.name_table import Name, Names, call, load_names
from tonecheck.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.analysis import Document, Token

RULES = {"short": "familiarity/short-name", "pet": "familiarity/pet-name"}


@dataclass(frozen=True, slots=True)
class Setting:
    """The words of one language that tell where a name calls.

    ``leaders`` may stand between the beginning of a sentence and the reader's name. ``appositions`` after a name
    make it the subject: «Оля, наш дизайнер, пришлёт».
    """

    greetings: frozenset[str]
    leaders: frozenset[str]
    appositions: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SETTINGS = {
    "ru": Setting(
        greetings=_words(
            "привет приветик приветики приветствую здравствуй здравствуйте здорово здарова салют хай хеллоу алло"
        ),
        leaders=_words(
            "дорогая дорогой милая милый уважаемая уважаемый любимая любимый ну эй ой ах ох да нет а спасибо "
            "слушай послушай"
        ),
        appositions=_words("наш наша мой моя которая который и или либо с из"),
    ),
    "uk": Setting(
        greetings=_words("привіт привітик вітаю вітання здрастуй здрастуйте здоров здоровенький салют агов хелоу алло"),
        leaders=_words(
            "дорога дорогий мила милий люба любий шановна шановний ну гей ой ах ох так ні а дякую слухай послухай"
        ),
        appositions=_words("наш наша мій моя яка який котра котрий і й та або чи з із"),
    ),
}
#: greetings after «добрый», «доброго»
PARTS_OF_DAY = _words("день дня утро утра вечер вечера времени суток ранок ранку вечір вечора")
OPENERS = frozenset('«"„“([—–-*•')
ENDS = frozenset(".!?…")
READER = frozenset({"вы", "ваш", "ты", "твой", "ви", "ти", "твій"})
WINDOW = 20  #: tokens of a sentence that are looked at on either side of a name: a bound, so that time stays linear
REACH = 6  #: tokens after a name in which a greeting is looked for: «Саша, ещё раз добрый день»

Before = Literal["greeting", "start", "comma", "inside"]


def check(document: Document, context: Context) -> Iterator[Match]:  # noqa: ARG001 - the signature of every check
    """Short and pet names by which the reader is called, with the full name where there is only one."""
    names = load_names(document.lang)
    for token in document.tokens:
        name = names.find(token) if token.is_word else None
        if name is not None and _Place(document, token, name, names).calls():
            yield _match(document, token, name)


def _match(document: Document, token: Token, name: Name) -> Match:
    if len(name.full) > 1:
        return Match(RULES[name.kind], token.start, token.end)
    full = call(name.full[0], document.lang)
    return Match(RULES[name.kind], token.start, token.end, (full,), (Edit(token.start, token.end, full),))


@dataclass(frozen=True, slots=True)
class _Place:
    """A word that may be a name, with what stands around it."""

    document: Document
    token: Token
    name: Name
    names: Names

    def calls(self) -> bool:
        """The word calls somebody here."""
        before, lower, vocative = self._before(), self.token.text[0].islower(), self.name.vocative
        if before == "inside" or (not vocative and self._is_signature()):
            return False
        if self.name.kind == "pet" and not lower and self._precedes_patronymic():
            return True  # «Танечка Михайловна»
        doubtful = _is_other_word(self.token) and (lower or before == "start")  # «Поля, отмеченные звёздочкой»
        if not self._is_set_off():
            return before == "greeting" and vocative and not doubtful  # «Привет Саш как дела»
        if before == "greeting" and not doubtful:
            return vocative or not self._is_subject()
        if doubtful:
            return not lower and self._opens_letter() and self._speaks_to_reader() and not self._is_subject()
        return not self._is_listed() and (vocative or (not lower and self._stands_free(before)))

    def _stands_free(self, before: Before) -> bool:
        """A nominative between commas, or first in its sentence, that is no subject, apposition or signature."""
        if self._is_subject():
            return False
        return before == "start" or self.name.kind == "pet" or self._speaks_to_reader()

    @property
    def _setting(self) -> Setting:
        return SETTINGS[self.document.lang]

    @property
    def _next(self) -> Token | None:
        """The token after the name, or None at the end of its line."""
        tokens, index = self.document.tokens, self.token.index + 1
        if index == len(tokens) or "\n" in self.document.text[self.token.end : tokens[index].start]:
            return None
        return tokens[index]

    def _before(self) -> Before:
        """What stands before the name, words like «дорогая» passed over."""
        if self._is_greeted():
            return "greeting"
        tokens, first = self.document.tokens, self.document.sentence_of(self.token.index).start
        at = self.token.index - 1
        while at >= first and tokens[at].norm in self._setting.leaders:
            at -= 1
        if at < first or (at == first and tokens[at].text in OPENERS):
            return "start"
        if self._greets(at) or (tokens[at].text == "," and at > first and self._greets(at - 1)):
            return "greeting"
        return "comma" if tokens[at].text == "," else "inside"

    def _is_greeted(self) -> bool:
        """A greeting follows the name, which is nothing's object: «Саша, ещё раз добрый день»."""
        index = self.token.index
        sentence = self.document.sentence_of(index)
        opens = index == sentence.start or self.document.tokens[index - 1].norm in {",", *self._setting.leaders}
        return opens and any(self._greets(i) for i in range(index + 1, min(index + 1 + REACH, sentence.end)))

    def _greets(self, index: int) -> bool:
        norm = self.document.tokens[index].norm
        good = norm in PARTS_OF_DAY and index > 0 and self.document.tokens[index - 1].norm.startswith("добр")
        return good or norm in self._setting.greetings

    def _is_set_off(self) -> bool:
        """A comma, the end of the sentence or line, a smile or a greeting follows."""
        after = self._next
        return (
            after is None
            or after.text[0] in ENDS
            or after.text in (",", ")")
            or after.kind in ("smile", "emoji")
            or self._greets(after.index)
            or after.norm.startswith("добр")
        )

    def _is_signature(self) -> bool:
        """The name ends its line without a full stop, or stands in the last line: «Жду ответа, Саша»."""
        tokens, after = self.document.tokens, self._next
        if after is None:
            return not self._opens_letter()
        sentence = self.document.sentence_of(self.token.index)
        if sentence.start == 0 or sentence.end < len(tokens) or len(tokens) - self.token.index > WINDOW:
            return False
        rest = tokens[self.token.index + 1 :]
        if not any(token.is_word for token in rest):
            return True
        # «Даша, диспетчерская»
        return rest[-1].text[0] not in ENDS and not any(t.has("VerbForm=Fin") or self._greets(t.index) for t in rest)

    def _opens_letter(self) -> bool:
        """The name belongs to the first sentence of the letter, and only words like «дорогая» stand before it."""
        index = self.token.index
        return index <= REACH and self.document.sentence_numbers[index] == 0 and self._before() == "start"

    def _precedes_patronymic(self) -> bool:
        return self._next is not None and self._next.has("NameType=Pat")

    def _is_listed(self) -> bool:
        """Another name stands before or after the comma: «пришлют Оля, Саша»."""
        tokens, index = self.document.tokens, self.token.index
        beside = [tokens[i] for i in (index - 2, index + 2) if 0 <= i < len(tokens)]
        return any(self.names.find(t) is not None or (t.text[0].isupper() and t.has("NameType=Giv")) for t in beside)

    def _is_subject(self) -> bool:
        """What stands around the commas makes the nominative a subject or an apposition."""
        tokens, index, sentence = self.document.tokens, self.token.index, self.document.sentence_of(self.token.index)
        if index - 2 >= sentence.start and tokens[index - 1].text == ",":
            before = tokens[index - 2]
            if before.has("Case=Nom", "Animacy=Anim", pos="NOUN"):
                return True  # «мой коллега, Саша, пришлёт»
        following = tokens[index + 2 : min(sentence.end, index + WINDOW)]
        if not following or tokens[index + 1].text != ",":
            return False
        if following[0].norm in self._setting.appositions:
            return True
        if following[0].has("Case=Nom", "Animacy=Anim", pos="NOUN") and not following[0].has("Case=Voc"):
            return True  # «Саша, менеджер отдела, пришлёт»
        comma = next((i for i, token in enumerate(following) if token.text == ","), None)
        closed = following[comma + 1] if comma is not None and comma + 1 < len(following) else None
        return closed is not None and closed.has("VerbForm=Fin", "Number=Sing") and not closed.has("Person=2")

    def _speaks_to_reader(self) -> bool:
        """The sentence has «вы» or «ты» in some form, or a leader like «спасибо»."""
        index, sentence = self.token.index, self.document.sentence_of(self.token.index)
        words = self.document.tokens[max(sentence.start, index - WINDOW) : min(sentence.end, index + WINDOW)]
        return any(t.norm in self._setting.leaders or any(p.lemma in READER for p in t.parses) for t in words)


def _is_other_word(token: Token) -> bool:
    """The dictionary knows the form as a thing or a quality too: «света», «тома», «мила»."""
    return any(
        p.known
        and (
            p.pos == "ADJ"
            or "VerbForm=Fin" in p.feats
            or (p.pos == "NOUN" and "Animacy=Inan" in p.feats and not p.value("NameType"))
        )
        for p in token.parses
    )
