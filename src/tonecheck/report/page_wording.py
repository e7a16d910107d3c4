"""The words of the page's frame, beside those of every report (wording.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonecheck.config import UiLanguage


@dataclass(frozen=True, slots=True)
class PageWording:
    """Labels of controls, captions of tables."""

    skip: str
    overview: str
    by_category: str
    by_file: str
    filter: str
    severity: str
    category: str
    file: str
    all_files: str
    shown: str
    left_out: str
    clean_files: str


RUSSIAN = PageWording(
    skip="К письмам",
    overview="Сводка",
    by_category="По заповедям",
    by_file="По файлам",
    filter="Что показывать",
    severity="Важность",
    category="Заповедь",
    file="Файл",
    all_files="все файлы",
    shown="Показано замечаний:",
    left_out="часть текста пропущена",
    clean_files="Файлы без замечаний",
)

UKRAINIAN = PageWording(
    skip="До листів",
    overview="Підсумок",
    by_category="За заповідями",
    by_file="За файлами",
    filter="Що показувати",
    severity="Вагомість",
    category="Заповідь",
    file="Файл",
    all_files="усі файли",
    shown="Показано зауважень:",
    left_out="частину тексту пропущено",
    clean_files="Файли без зауважень",
)

ENGLISH = PageWording(
    skip="To the letters",
    overview="Overview",
    by_category="By category",
    by_file="By file",
    filter="What to show",
    severity="Severity",
    category="Category",
    file="File",
    all_files="all files",
    shown="Findings shown:",
    left_out="some text is left out",
    clean_files="Files without findings",
)


def page_wording(language: UiLanguage) -> PageWording:
    """The wording of a language of the frame."""
    return {"ru": RUSSIAN, "uk": UKRAINIAN, "en": ENGLISH}[language]
