"""The ``tonecheck.toml`` that ``tonecheck init`` begins: what a survey saw, and what else could be set.

Settings that are only proposed begin with «#» and no blank; sentences with «# ».
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tonecheck.config.model import UiLanguage
    from tonecheck.config.survey import Survey


def begin(seen: Survey, ui: UiLanguage, version: str) -> str:
    """The text of a configuration file, with comments in the language ``ui``."""
    return "".join(f"{line}\n" for line in _lines(seen, ui, version))


def tell(seen: Survey, ui: UiLanguage) -> str:
    """What was seen, in a sentence."""
    say = _SENTENCES[ui]
    if not seen.letters:
        return say["nothing"]
    told = [f"{say['letters']}: {seen.letters}"]
    if seen.languages:
        told.append(", ".join(f"{say[language]}: {count}" for language, count in seen.languages))
    if seen.marks:
        told.append(f"{say['marks']}: {'  '.join(seen.marks)}")
    told.append(f"{say['folders']}: {', '.join(f'{folder} ({count})' for folder, count in seen.folders)}")
    return "; ".join(told)


def _lines(seen: Survey, ui: UiLanguage, version: str) -> Iterator[str]:
    say = _SENTENCES[ui]
    yield f"# {say['title']}"
    yield f"# {say['seen']} {_one_line(tell(seen, ui))}."
    yield ""
    yield f'required-version = ">={version}"'
    yield f'ui-language = "{ui}"  # {say["ui"]}'
    only = seen.only_language
    yield f'{"" if only else "#"}language = "{only or ui.replace("en", "uk")}"  # {say["language"]}'
    yield ""
    for key in ("select", "ignore", "vocabulary", "fail-on", "baseline"):
        yield f"# {say[key]}"
        yield f"#{_PROPOSED[key]}"
    yield ""
    yield "[address]"
    yield f'mode = "formal"  # {say["address"]}'
    yield f'capital = "keep"  # {say["capital"]}'
    yield ""
    yield "[severity]"
    yield f'#vagueness = "info"  # {say["severity"]}'
    if seen.template_folders:
        yield ""
        yield f"# {say['templates']}"
        yield "[[overrides]]"
        patterns = [f"{_quote(folder)}/*" for folder in seen.template_folders]  # «./*» for the top
        yield f"paths = {json.dumps(patterns, ensure_ascii=False)}"
        yield 'kind = "template"'


def _quote(pattern: str) -> str:
    """A pattern that means a folder of this name; what a configuration cannot hold is «any sign»."""
    quoted = {"[": "[[]", "?": "[?]", "*": "[*]", "\\": "?"}
    return "".join(quoted.get(sign, sign) if sign.isprintable() else "?" for sign in pattern)


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)


_PROPOSED: Final[Mapping[str, str]] = {
    "select": 'select = ["familiarity", "rudeness", "typos"]',
    "ignore": 'ignore = ["vagueness"]',
    "vocabulary": 'vocabulary = ["Prozorro"]',
    "fail-on": 'fail-on = "error"',
    "baseline": 'baseline = "tonecheck-baseline.json"',
}

_SENTENCES: Final[Mapping[UiLanguage, Mapping[str, str]]] = {
    "ru": {
        "title": "Настройки tonecheck. «tonecheck config» показывает, что действует и откуда взялось.",
        "seen": "При создании здесь нашлось:",
        "nothing": "писем и шаблонов на русском или украинском здесь нет",
        "letters": "писем и шаблонов",
        "ru": "на русском",
        "uk": "на украинском",
        "marks": "вставки шаблонов",
        "folders": "папки",
        "ui": "язык отчёта: ru, uk или en",
        "language": "язык мест, которые можно прочесть и так и так: ru или uk",
        "select": "Только эти категории или правила; без этого ключа проверяются все («tonecheck rules»).",
        "ignore": "Эти категории или правила не проверять.",
        "vocabulary": "Слова, которые здесь не опечатки, в начальной форме («tonecheck vocabulary find» подскажет).",
        "fail-on": "С какой строгости проверка не проходит: error, warning или info.",
        "baseline": "То, что уже есть, не сообщать: сначала «tonecheck baseline».",
        "address": "как обращаться к клиенту: formal («вы»), informal («ты») или consistent (одинаково во всём письме)",
        "capital": "«Вы» или «вы» в исправленном тексте: keep, upper или lower",
        "severity": "своя строгость для категории или правила; действует последняя подходящая строка",
        "templates": "В этих папках есть вставки, а по именам файлов не видно, что это шаблоны.",
    },
    "uk": {
        "title": "Налаштування tonecheck. «tonecheck config» показує, що діє і звідки взялося.",
        "seen": "Під час створення тут знайшлося:",
        "nothing": "листів і шаблонів російською чи українською тут немає",
        "letters": "листів і шаблонів",
        "ru": "російською",
        "uk": "українською",
        "marks": "вставки шаблонів",
        "folders": "теки",
        "ui": "мова звіту: ru, uk або en",
        "language": "мова місць, які можна прочитати і так і так: ru або uk",
        "select": "Лише ці категорії чи правила; без цього ключа перевіряються всі («tonecheck rules»).",
        "ignore": "Ці категорії чи правила не перевіряти.",
        "vocabulary": "Слова, які тут не є помилками, у початковій формі («tonecheck vocabulary find» підкаже).",
        "fail-on": "Від якої суворості перевірка не проходить: error, warning або info.",
        "baseline": "Про те, що вже є, не повідомляти: спершу «tonecheck baseline».",
        "address": "як звертатися до клієнта: formal («ви»), informal («ти») або consistent (однаково в усьому листі)",
        "capital": "«Ви» чи «ви» у виправленому тексті: keep, upper або lower",
        "severity": "своя суворість для категорії чи правила; діє останній відповідний рядок",
        "templates": "У цих теках є вставки, а з назв файлів не видно, що це шаблони.",
    },
    "en": {
        "title": "The configuration of tonecheck. «tonecheck config» shows what is in force and where it comes from.",
        "seen": "When it was begun, there were here:",
        "nothing": "no letters or templates in Russian or Ukrainian",
        "letters": "letters and templates",
        "ru": "in Russian",
        "uk": "in Ukrainian",
        "marks": "holes of templates",
        "folders": "folders",
        "ui": "language of the report: ru, uk or en",
        "language": "language of passages that could be either: ru or uk",
        "select": "Only these categories or rules; without this key all are checked («tonecheck rules»).",
        "ignore": "Leave these categories or rules out.",
        "vocabulary": "Words that are no typos here, in their dictionary form («tonecheck vocabulary find» proposes some).",
        "fail-on": "Least severity that fails a check: error, warning or info.",
        "baseline": "Do not report what is there already; run «tonecheck baseline» first.",
        "address": "how to address the client: formal («вы», «ви»), informal («ты», «ти») or consistent (the same in a letter)",
        "capital": "«Вы» or «вы» in corrected text: keep, upper or lower",
        "severity": "a severity of your own for a category or a rule; the last line that fits counts",
        "templates": "Letters in these folders have holes, and the names of the files do not say that they are templates.",
    },
}
