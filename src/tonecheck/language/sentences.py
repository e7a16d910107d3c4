"""Sentences the way razdel cuts them: at every possible end, unless a rule says that it is none.

https://github.com/natasha/razdel: small rules with an opinion, asked in order; the first opinion counts. Ours differ
where letters differ from prose: a client's manager writes «скинул договор. глянь» in lower case and «оплатили?Ждём»
without a space, and a mailer breaks lines in mid-sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tonecheck.language.base import Language
    from tonecheck.language.tokens import RawToken

CLOSERS = frozenset("»”“\")]’'")
DASHES = frozenset("-–—")
CONTINUING = frozenset(",;:%»”)]")
#: What is no end of a sentence whatever follows on its line.
PLAIN = frozenset(("word", "number", "hole", "url", "mail", "site", "file", "path", "tag", "phone"))
JOINING = frozenset(",;:-–—«„(№%/")
#: A line at least this long was probably broken by a mailer (they wrap at 65 to 78), a shorter one by its writer.
WRAPPED = 45
CONJUNCTIONS = frozenset(("и", "й", "і", "та"))


def find_sentences(text: str, tokens: Sequence[RawToken], language: Language) -> tuple[Span, ...]:
    """Ranges of token indexes, half-open, that cover all tokens of ``text``."""
    starts = [0]
    for i in range(1, len(tokens)):
        kind, begin, end = tokens[i - 1]
        if (kind in PLAIN or (kind == "sign" and text[begin] in JOINING)) and "\n" not in text[end : tokens[i][1]]:
            continue  # words in a row: the commonest case, and never an end
        gap = _Gap(text, tokens, i, language)
        if next((opinion for rule in RULES if (opinion := rule(gap)) is not None), False):
            starts.append(i)
    ends = [*starts[1:], len(tokens)]
    return tuple(Span(s, e) for s, e in zip(starts, ends, strict=True) if s < e)


@dataclass(slots=True)
class _Gap:
    """The place before token ``i``, where a sentence may begin."""

    text: str
    tokens: Sequence[RawToken]
    i: int
    language: Language
    breaks: int = 0
    mark: int = 0  #: index of the last token before the gap that is no closing quote or bracket
    right: str = ""
    closed: bool = False  #: a quote or bracket was closed after the mark

    def __post_init__(self) -> None:
        _, start, end = self.tokens[self.i]
        self.right = self.text[start:end]
        self.breaks = self.text.count("\n", self.tokens[self.i - 1][2], start)
        self.mark = self.i - 1
        # «(см. рис.) потом»; never more than a few, lest a line of brackets take quadratic time
        while self.mark > max(0, self.i - 4) and self.form(self.mark) in CLOSERS and not self.spaced(self.mark):
            self.mark -= 1
            self.closed = True

    def form(self, index: int) -> str:
        """The text of a token, «» before the first."""
        if index < 0:
            return ""
        _, start, end = self.tokens[index]
        return self.text[start:end]

    def kind(self, index: int) -> str:
        return self.tokens[index][0] if index >= 0 else ""

    def spaced(self, index: int) -> bool:
        """White space stands before token ``index``."""
        return self.tokens[index][1] > self.tokens[index - 1][2]

    def is_initial(self, index: int) -> bool:
        """«А» of «А.»."""
        form = self.form(index)
        return len(form) == 1 and form.isupper() and self.form(index + 1) == "." and not self.spaced(index + 1)

    def begins_line(self, index: int) -> bool:
        return index == 0 or "\n" in self.text[self.tokens[index - 1][2] : self.tokens[index][1]]

    @property
    def lower(self) -> bool:
        """What follows goes on in lower case, behind a dash if there is one («Когда? — спросил он»)."""
        if self.right in DASHES and self.i + 1 < len(self.tokens):
            return self.form(self.i + 1)[0].islower()
        return self.right[0].islower()


def _at_line_break(gap: _Gap) -> bool | None:
    """A line break ends a sentence, unless a mailer broke the line: «…до конца ⏎ этой недели»."""
    if not gap.breaks:
        return None
    before = gap.tokens[gap.i - 1]
    if gap.breaks > 1 or not gap.right[0].islower() or gap.form(gap.i - 1) in (":", ";"):
        return True
    if gap.form(gap.i - 1) == ",":
        return False
    length = before[2] - (gap.text.rfind("\n", 0, before[2]) + 1)
    return None if _is_end(gap) else length < WRAPPED


def _before_sign(gap: _Gap) -> bool | None:
    """No sentence begins with a closing or joining sign, a row of dots or a smile: «да! )))», «и т. д., и»."""
    opening = gap.right == '"' and gap.spaced(gap.i)
    if (gap.right in CONTINUING and not opening) or gap.right[0] in ".!?…" or gap.kind(gap.i) in ("smile", "emoji"):
        return False
    return False if gap.right in CLOSERS and not gap.spaced(gap.i) else None


def _after_smile(gap: _Gap) -> bool | None:
    """«Спасибо)) Жду», but «спасибо)) жду»."""
    if gap.kind(gap.mark) in ("smile", "emoji"):
        return gap.right[0].isupper() and gap.spaced(gap.i)
    return None


def _without_mark(gap: _Gap) -> bool | None:
    return None if _is_end(gap) else False


def _after_question(gap: _Gap) -> bool | None:
    """«оплатили?Ждём», «привет! скинь»; but «Когда? — спросил он», «(срочно!) и»."""
    mark = gap.form(gap.mark)
    if mark[0] not in "!?" or mark.endswith(".."):
        return None
    return not (gap.lower and (gap.closed or gap.right in DASHES))


def _after_ellipsis(gap: _Gap) -> bool | None:
    """«Ну… не сезон» and «около… 15 минут» go on, «Ну… Не сезон» does not."""
    mark = gap.form(gap.mark)
    if mark[0] == "…" or mark.endswith(".."):
        return not (gap.lower or gap.right[0].isdigit())
    return None


def _after_dotted(gap: _Gap) -> bool | None:
    """«и т.д. Потом» may end, «к.т.н. Иванов», «А.С. Пушкин», «т.е. завтра» do not."""
    if gap.kind(gap.mark) != "dotted":
        return None
    return (
        gap.form(gap.mark).lower().rstrip(".") in gap.language.closing_abbreviations
        and not gap.lower
        and gap.spaced(gap.i)
    )


def _after_list_number(gap: _Gap) -> bool | None:
    """«1. Бумага», «а. Картон» at the beginning of a line."""
    left = gap.mark - 1
    if left < 0:
        return False
    short = gap.kind(left) == "number" or len(gap.form(left)) == 1
    return False if short and not gap.spaced(gap.mark) and gap.begins_line(left) else None


def _after_initial(gap: _Gap) -> bool | None:
    """«А. С. Пушкин», «директор А. С. Павлов»; but «подписал Иванов И. И. Копия у вас»."""
    if gap.closed or not gap.is_initial(gap.mark - 1):
        return None
    surname = gap.mark - 3 if gap.is_initial(gap.mark - 3) else 0
    surname -= 1
    after_surname = (
        surname > 0
        and gap.kind(surname) == "word"
        and gap.form(surname)[0].isupper()
        and gap.form(surname - 1)[0].islower()
        and len(gap.right) > 1
    )
    return after_surname and not gap.lower


def _after_abbreviation(gap: _Gap) -> bool | None:
    """«вул. Шевченка», «г. Киев» go on; «5 шт. Оплата», «2024 г. Мы», «и др. Потом», «и т. д. Потом» end."""
    left = gap.mark - 1
    word = gap.form(left).lower()
    if word not in gap.language.abbreviations or gap.spaced(gap.mark) or gap.closed:
        return None
    if gap.lower or gap.right[0].isdigit():
        return False
    before = gap.form(left - 1)
    if before == "." and left >= 2 and len(word) == 1:
        return f"{gap.form(left - 2).lower()}.{word}" in gap.language.closing_abbreviations
    if gap.kind(left - 1) == "number" or before.lower() in CONJUNCTIONS:
        return word not in gap.language.opening_abbreviations
    return word in gap.language.closing_abbreviations


def _after_glued_dot(gap: _Gap) -> bool | None:
    """«договор.Ждём» ends; «м.Київ», «п.5», «стр.Б» do not."""
    if gap.spaced(gap.i):
        return None
    left = gap.form(gap.mark - 1)
    return len(left) > 2 and left[1:].islower() and gap.right[0].isupper()


def _before_lower_case(gap: _Gap) -> bool | None:
    """«скинул договор. глянь» ends, if the dot can be no abbreviation's; «(ул. Ленина.) потом» does not."""
    if not gap.lower:
        return None
    return not gap.closed and gap.right not in DASHES and len(gap.form(gap.mark - 1)) > 1


def _at_full_stop(gap: _Gap) -> bool | None:  # noqa: ARG001 - a rule like the others
    return True


RULES: tuple[Callable[[_Gap], bool | None], ...] = (
    _at_line_break,
    _before_sign,
    _after_smile,
    _without_mark,
    _after_question,
    _after_ellipsis,
    _after_dotted,
    _after_list_number,
    _after_initial,
    _after_abbreviation,
    _after_glued_dot,
    _before_lower_case,
    _at_full_stop,
)


def _is_end(gap: _Gap) -> bool:
    """A sign before the gap can end a sentence."""
    kind, _, end = gap.tokens[gap.mark]
    return kind in ("sign", "row", "dotted", "smile", "emoji") and (
        gap.text[end - 1] in ".!?…" or kind in ("smile", "emoji")
    )
