"""Rules of a house, written for one test: small, in both languages, under names that no built-in rule has."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from tonecheck import Checker, Config
from tonecheck.checks.base import Settings

RULES = {
    "ru/excuses/test-season": """
message = "Оправдание сезоном."
why = "Клиенту важен результат."
source = "тест"
phrases = ["не сезон", "понимать … не сезон"]
unless = ["скидка не сезон"]
unless-sentence = ["новый срок"]
unless-message = ["снег растаять"]
suggest = ["новый срок — в пятницу"]
""",
    "ru/excuses/test-season-again": """
message = "Опять сезон."
why = "Клиенту важен результат."
source = "тест"
phrases = ["сезон"]
severity = "warning"
""",
    "ru/familiarity/test-hello": """
message = "Слишком запросто."
why = "Клиент на «вы»."
source = "тест"
phrases = ["=привет"]
suggest = ["здравствуйте"]
safety = "safe"
""",
    "ru/familiarity/test-hint": """
message = "Мелочь."
why = "Клиент на «вы»."
source = "тест"
phrases = ["=ага"]
severity = "info"
""",
    "ru/rudeness/test-subject": """
message = "Кричащая тема."
why = "Клиент не глухой."
source = "тест"
phrases = ["=срочно"]
scope = "subject"
""",
    "ru/placeholder/test-template": """
message = "Только в шаблоне."
why = "Шаблон."
source = "тест"
phrases = ["=образец"]
kind = "template"
""",
    "ru/typos/test-off": """
message = "Выключено."
why = "Выключено."
source = "тест"
phrases = ["=однако"]
enabled = false
""",
    "ru/typos/test-preview": """
message = "Проба."
why = "Проба."
source = "тест"
phrases = ["=впрочем"]
preview = true
aliases = ["typos/test-old-name"]
""",
    "uk/excuses/test-season": """
message = "Виправдання сезоном."
why = "Клієнтові важливий результат."
source = "тест"
phrases = ["не сезон"]
suggest = ["новий термін — у п'ятницю"]
""",
    "uk/familiarity/test-hello": """
message = "Занадто запросто."
why = "Клієнт на «ви»."
source = "тест"
phrases = ["=привіт"]
suggest = ["добрий день"]
safety = "safe"
""",
}

IDS = tuple(sorted({name.partition("/")[2] for name in RULES}))
SPEAKING = tuple(name for name in IDS if name not in ("typos/test-off", "typos/test-preview"))


def write(folder: Path, rules: dict[str, str] = RULES) -> Path:
    """Write rule files and return their folder."""
    for name, text in rules.items():
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@functools.cache
def folder() -> Path:
    """The folder of ``RULES``, written once a run and removed after it."""
    path = Path(tempfile.mkdtemp(prefix="tonecheck-house-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return write(path)


@functools.cache
def checker(select: tuple[str, ...] = SPEAKING, settings: Settings | None = None) -> Checker:
    """A checker that speaks by the rules of the house alone."""
    return Checker(Config(rules=(folder(),), select=select, settings=settings or Settings()))
