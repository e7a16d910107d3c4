"""``tonecheck rules``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli import options
from tonecheck.cli.console import is_unicode, write
from tonecheck.errors import ConfigError
from tonecheck.report.window import columns
from tonecheck.rulebook import load_rules
from tonecheck.selection import refuse_unknown

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.rule import Rule


@click.command()
@click.option("--language", type=click.Choice(["ru", "uk"]), help="Only the rules of this language.")
@click.option("--category", metavar="NAME", help="Only the rules of this category.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.config_option
def rules(*, language: str | None, category: str | None, form: str, config_path: Path | None) -> int:
    """List the rules, those of the house too."""
    config, is_sound = options.read_config(config_path)
    book = load_rules(config.rules)
    if category:
        try:
            refuse_unknown([category], book.rules)
        except ConfigError as error:
            raise click.UsageError(str(error)) from error
    listed = [rule for rule in book.rules if language in (None, rule.language) and category in (None, rule.category.id)]
    if form == "json":
        document = {"version": 1, "rules": [as_data(rule) for rule in listed]}
        write(json.dumps(document, ensure_ascii=not is_unicode(sys.stdout), indent=1) + "\n")
    else:
        write(_table(listed))
    return 0 if is_sound else 2


def as_data(rule: Rule) -> dict[str, Any]:
    """A rule as plain values."""
    return {
        "rule": rule.id,
        "language": rule.language,
        "category": rule.category.id,
        "severity": rule.severity.value,
        "message": rule.message,
        "why": rule.why,
        "source": rule.source,
        "enabled": rule.enabled,
        "preview": rule.preview,
        "aliases": list(rule.aliases),
        "kinds": list(rule.kinds),
        "scope": rule.scope,
    }


def state(rule: Rule) -> str:
    """« (off)», « (preview)», or «»."""
    return " (off)" if not rule.enabled else " (preview)" if rule.preview else ""


def _table(listed: list[Rule]) -> str:
    width = max((columns(rule.id) for rule in listed), default=0)
    return "".join(
        f"{rule.id:<{width}}  {rule.language}  {rule.severity.value:<7}  {rule.message}{state(rule)}\n"
        for rule in listed
    )
