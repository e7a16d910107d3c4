"""``tonecheck explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tonecheck.cli import options
from tonecheck.cli.console import write
from tonecheck.cli.rules import state
from tonecheck.config import UiLanguage, nearest
from tonecheck.rulebook import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tonecheck.rule import Example, Rule

#: Examples that are shown of each sort.
MAX_EXAMPLES = 5


@click.command()
@click.argument("rule")
@click.option("--language", type=click.Choice(["ru", "uk"]), help="Only the rule of this language.")
@options.config_option
def explain(*, rule: str, language: str | None, config_path: Path | None) -> int:
    """Say what a rule finds, why, and what it leaves alone, with examples."""
    config, is_sound = options.read_config(config_path)
    book = load_rules(config.rules)
    found = [one for one in book.find(rule) if language in (None, one.language)]
    if not found:
        known = {one.id for one in book.rules}
        raise click.UsageError(f"no rule is called {rule!r}{nearest(rule, known)}")
    write("\n".join(line for one in found for line in _lines(one)) + "\n")
    return 0 if is_sound else 2


def _lines(rule: Rule) -> Iterator[str]:
    frame: UiLanguage = "uk" if rule.language == "uk" else "ru"
    words = _FRAMES[frame]
    name = dict(rule.category.names).get(frame, rule.category.id)
    commandment = dict(rule.category.commandments).get(rule.language, "")
    yield f"{rule.id} [{rule.language}] {rule.severity.value}{state(rule)}"
    yield f"  {name}"
    yield f"  {rule.message}"
    for label, text in (("why", rule.why), ("commandment", commandment), ("source", rule.source)):
        if text:
            yield f"  {words[label]}: {text}"
    if rule.bad:
        yield f"  {words['bad']}:"
        yield from (f"    - {line}" for example in rule.bad[:MAX_EXAMPLES] for line in _bad(example, words))
    if rule.good:
        yield f"  {words['good']}:"
        yield from (f"    + {_one_line(example.text)}" for example in rule.good[:MAX_EXAMPLES])
    yield ""


def _bad(example: Example, words: dict[str, str]) -> Iterator[str]:
    pieces: list[str] = []
    end = 0
    for span in example.spans:
        pieces += (example.text[end : span.start], "⟦", example.text[span.start : span.end], "⟧")
        end = span.end
    yield _one_line("".join((*pieces, example.text[end:])))
    if example.fixed is not None:
        yield f"  {words['fixed']}: {_one_line(example.fixed)}"


def _one_line(text: str) -> str:
    return " / ".join(line for line in text.splitlines() if line.strip())


_FRAMES = {
    "ru": {
        "why": "почему",
        "commandment": "заповедь",
        "source": "источник",
        "bad": "не так",
        "fixed": "а так",
        "good": "не замечание",
    },
    "uk": {
        "why": "чому",
        "commandment": "заповідь",
        "source": "джерело",
        "bad": "не так",
        "fixed": "а так",
        "good": "не зауваження",
    },
}
