"""The words of the frame around findings, in three languages that are siblings.

The messages themselves are in the language of their rules. Plural forms follow CLDR: Russian and Ukrainian have
one (1, 21, 101), few (2-4, 22-24) and many (0, 5-20, 25); English has one and other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tonecheck.config import UiLanguage
    from tonecheck.model import Finding

Forms = tuple[str, str, str]


def slavic_plural(count: int, forms: Forms) -> str:
    """The form for ``count``: 1 ошибка, 2 ошибки, 5 ошибок, 11 ошибок, 21 ошибка."""
    ten, hundred = count % 10, count % 100
    if ten == 1 and hundred != 11:
        return forms[0]
    if ten in (2, 3, 4) and hundred not in (12, 13, 14):
        return forms[1]
    return forms[2]


def english_plural(count: int, forms: Forms) -> str:
    """The form for ``count``: 1 error, 2 errors."""
    return forms[0] if count == 1 else forms[1]


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word that a report says on its own. ``Forms`` are one, few, many; counted nouns follow their number."""

    plural: Callable[[int, Forms], str]
    severities: Mapping[Severity, Forms]
    words: Forms
    in_letters: Forms  #: with the preposition: «в 1 письме»; «{n}» is the number
    letters: Forms
    better: str
    remove: str
    why: str
    clean: str
    nothing: str
    checked: str
    more: Forms
    hidden: Forms
    baselined: Forms
    unchecked: str
    truncated: str

    def count(self, number: int, forms: Forms) -> str:
        """«5 ошибок»."""
        return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") + f" {self.plural(number, forms)}"

    def verdict(self, findings: Sequence[Finding]) -> str:
        """«2 ошибки, 1 предупреждение», the gravest first; «Замечаний нет»."""
        counts = (
            self.count(count, self.severities[severity])
            for severity in Severity
            if (count := sum(finding.severity is severity for finding in findings))
        )
        return ", ".join(counts) or self.clean

    def place(self, letters: int) -> str:
        """«в 1 письме», «у 3 листах»."""
        return self.plural(letters, self.in_letters).format(n=letters)


RUSSIAN = Wording(
    plural=slavic_plural,
    severities={
        Severity.ERROR: ("ошибка", "ошибки", "ошибок"),
        Severity.WARNING: ("предупреждение", "предупреждения", "предупреждений"),
        Severity.INFO: ("подсказка", "подсказки", "подсказок"),
    },
    words=("слово", "слова", "слов"),
    in_letters=("в {n} письме", "в {n} письмах", "в {n} письмах"),
    letters=("письмо", "письма", "писем"),
    better="лучше",
    remove="убрать",
    why="почему",
    clean="Замечаний нет",
    nothing="Проверять нечего: ни одного русского или украинского слова",
    checked="проверено",
    more=("… и ещё {n} замечание", "… и ещё {n} замечания", "… и ещё {n} замечаний"),
    hidden=("скрыта {n} подсказка", "скрыты {n} подсказки", "скрыто {n} подсказок"),
    baselined=("{n} замечание — из прежних", "{n} замечания — из прежних", "{n} замечаний — из прежних"),
    unchecked="не удалось проверить",
    truncated="Показано не всё: вывод слишком велик. Полный список даёт --format json --output ФАЙЛ.",
)

UKRAINIAN = Wording(
    plural=slavic_plural,
    severities={
        Severity.ERROR: ("помилка", "помилки", "помилок"),
        Severity.WARNING: ("попередження", "попередження", "попереджень"),
        Severity.INFO: ("підказка", "підказки", "підказок"),
    },
    words=("слово", "слова", "слів"),
    in_letters=("в {n} листі", "у {n} листах", "у {n} листах"),
    letters=("лист", "листи", "листів"),
    better="краще",
    remove="прибрати",
    why="чому",
    clean="Зауважень немає",
    nothing="Перевіряти нічого: жодного українського чи російського слова",
    checked="перевірено",
    more=("… і ще {n} зауваження", "… і ще {n} зауваження", "… і ще {n} зауважень"),
    hidden=("приховано {n} підказку", "приховано {n} підказки", "приховано {n} підказок"),
    baselined=("{n} зауваження — з колишніх", "{n} зауваження — з колишніх", "{n} зауважень — з колишніх"),
    unchecked="не вдалося перевірити",
    truncated="Показано не все: вивід завеликий. Повний перелік дає --format json --output ФАЙЛ.",
)

ENGLISH = Wording(
    plural=english_plural,
    severities={
        Severity.ERROR: ("error", "errors", "errors"),
        Severity.WARNING: ("warning", "warnings", "warnings"),
        Severity.INFO: ("hint", "hints", "hints"),
    },
    words=("word", "words", "words"),
    in_letters=("in {n} letter", "in {n} letters", "in {n} letters"),
    letters=("letter", "letters", "letters"),
    better="better",
    remove="leave it out",
    why="why",
    clean="No findings",
    nothing="Nothing to check: not one Russian or Ukrainian word",
    checked="checked",
    more=("… and {n} more finding", "… and {n} more findings", "… and {n} more findings"),
    hidden=("{n} hint hidden", "{n} hints hidden", "{n} hints hidden"),
    baselined=(
        "{n} finding is in the baseline",
        "{n} findings are in the baseline",
        "{n} findings are in the baseline",
    ),
    unchecked="could not be checked",
    truncated="Not all is shown: too much output. The whole list comes with --format json --output FILE.",
)


def wording(language: UiLanguage) -> Wording:
    """The wording of a language of the frame."""
    return {"ru": RUSSIAN, "uk": UKRAINIAN, "en": ENGLISH}[language]
