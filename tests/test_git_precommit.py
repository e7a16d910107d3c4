"""What ``.pre-commit-hooks.yaml`` promises; ``make hook-test`` lets the real pre-commit install and run it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pre_commit.clientlib import load_manifest

from tonecheck.files import SUFFIXES, TEMPLATE_SUFFIXES, is_letter

HOOKS: list[dict[str, Any]] = load_manifest(Path(__file__).resolve().parent.parent / ".pre-commit-hooks.yaml")


def test_there_are_two_hooks() -> None:
    assert [(hook["id"], hook["language"], hook["require_serial"]) for hook in HOOKS] == [
        ("tonecheck", "python", True),
        ("tonecheck-fix", "python", True),
    ]


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
@pytest.mark.parametrize(
    "path",
    [
        *(f"письма/лист «1»{suffix}" for suffix in (*SUFFIXES, *TEMPLATE_SUFFIXES)),
        *(
            "locales/ru.json",
            "config/locales/devise.uk.yml",
            "locale/uk/LC_MESSAGES/django.po",
            "i18n/m_ru_RU.properties",
        ),
        *("ru.lproj/Localizable.strings", "res/values-ru/strings.xml", "res/values-b+uk+UA/a.xml", "app_uk.arb"),
        *("resources/lang/uk/auth.php", "language/ru/acp/common.php", "ru/index.php", "src/ru.php"),
        *(
            "locales/en.json",
            "package.json",
            "mkdocs.yml",
            "res/values/strings.xml",
            "ruby.json",
            "res/values-de/a.xml",
        ),
        *("a.HTML", "a.html.j2", "a.txt.bak", "txt", "a.py", ".github/notes.md", "a/.hidden.txt", "a.b/c.md", "amd"),
    ],
)
def test_pre_commit_hands_over_what_a_folder_is_searched_for(hook: dict[str, Any], path: str) -> None:
    handed_over = re.search(hook["files"], path) is not None and re.search(hook["exclude"], path) is None
    assert handed_over == is_letter(path)
