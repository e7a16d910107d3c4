"""Write docs/rules/: a page for every rule, in both languages, and an index. `--check` only says what is out of date."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tonecheck.rulebook import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.rule import Category, Example, Rule

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
LANGUAGES = {"ru": "Русский", "uk": "Українська"}
LABELS = {
    "ru": {"why": "Почему", "commandment": "Заповедь", "source": "Источник", "bad": "Не так", "fixed": "а так", "good": "Не замечание"},
    "uk": {"why": "Чому", "commandment": "Заповідь", "source": "Джерело", "bad": "Не так", "fixed": "а так", "good": "Не зауваження"},
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    pages = dict(render_pages())
    outdated = sorted(
        {path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text}
        | {path for path in FOLDER.rglob("*.md") if path not in pages}
    )
    if "--check" in arguments:
        for path in outdated:
            print(f"{path}: out of date; run: python tools/write_rule_pages.py")
        return 1 if outdated else 0
    for path in outdated:
        if path in pages:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], encoding="utf-8")
        else:
            path.unlink()
    print(f"{len(pages)} pages, {len(outdated)} changed")
    return 0


def render_pages() -> Iterator[tuple[Path, str]]:
    """Every page with its text: one for each rule id, and the index."""
    rules = sorted(load_rules().rules, key=lambda rule: (rule.category.id, rule.id, rule.language))
    by_id = [(name, list(siblings)) for name, siblings in groupby(rules, key=lambda rule: rule.id)]
    yield FOLDER / "README.md", "\n".join(_index(by_id)) + "\n"
    for name, siblings in by_id:
        yield FOLDER / f"{name}.md", "\n".join(_page(name, siblings)) + "\n"


def _index(by_id: Sequence[tuple[str, Sequence[Rule]]]) -> Iterator[str]:
    yield "# The rules\n\nWritten by tools/write_rule_pages.py from the files in rules/; do not edit.\n"
    for category, group in groupby(by_id, key=lambda item: item[1][0].category):
        yield from _category(category)
        for name, siblings in group:
            yield f"- [`{name}`]({name}.md): {' · '.join(rule.message for rule in siblings)}"
        yield ""


def _category(category: Category) -> Iterator[str]:
    names = dict(category.names)
    yield f"## {category.id}: {names['ru']} · {names['uk']} ({category.severity.value})\n"


def _page(name: str, siblings: Sequence[Rule]) -> Iterator[str]:
    yield f"# {name}\n"
    for rule in siblings:
        words = LABELS[rule.language]
        yield f"## {LANGUAGES[rule.language]}\n\n**{rule.message}**\n"
        yield f"- {words['why']}: {rule.why}"
        if commandment := dict(rule.category.commandments).get(rule.language):
            yield f"- {words['commandment']}: {commandment}"
        yield f"- {words['source']}: {rule.source}\n"
        yield f"{words['bad']}:\n"
        yield from (_bad(example, words["fixed"]) for example in rule.bad)
        yield f"\n{words['good']}:\n"
        yield from (f"- {_one_line(example.text)}" for example in rule.good)
        yield ""


def _bad(example: Example, fixed: str) -> str:
    pieces: list[str] = []
    end = 0
    for span in example.spans:
        pieces += (example.text[end : span.start], "**", example.text[span.start : span.end], "**")
        end = span.end
    shown = _one_line("".join((*pieces, example.text[end:])))
    return f"- {shown}" + (f" — {fixed}: {_one_line(example.fixed)}" if example.fixed is not None else "")


def _one_line(text: str) -> str:
    return " / ".join(line for line in text.splitlines() if line.strip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
