"""``tonecheck test-rules``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli import options
from tonecheck.cli.console import write
from tonecheck.errors import RuleError
from tonecheck.rulebook import load_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.rule import Rule


@click.command("test-rules")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.config_option
def test_rules(*, paths: Sequence[Path], config_path: Path | None) -> int:
    """Test rules by the examples in their files.

    PATHS are folders of rules (<language>/<category>/<rule>.toml) or single rule files; without them all rules are
    tested, those of the house too. Exit code: 0 all right, 1 an example fails, 2 a rule file is broken.
    """
    from tonecheck.examples import run_examples  # noqa: PLC0415 - dictionaries; --help does without

    config, is_sound = options.read_config(config_path)
    book = load_rules((*config.rules, *_folders(paths)))
    tested = [rule for rule in book.rules if not paths or _is_meant(rule, paths)]
    if not tested:
        raise RuleError(f"{', '.join(map(str, paths))}: there is no rule to test")
    failures = run_examples(tested, book.rules)
    for failure in failures:
        write(f"{failure}\n")
    untried = [rule for rule in tested if rule.check == "languagetool"]
    tried = [rule for rule in tested if rule not in untried]
    examples = sum(len(rule.bad) + len(rule.good) for rule in tried)
    verdict = f"{len(failures)} failed" if failures else "all right"
    write(f"{len(tried)} rules, {examples} examples: {verdict}\n")
    if untried:
        names = ", ".join(f"{rule.language}/{rule.id}" for rule in untried)
        write(f"not tried, since LanguageTool is not asked here: {names}\n")
    return 2 if not is_sound else 1 if failures else 0


def _folders(paths: Sequence[Path]) -> list[Path]:
    """The folders of rules that the paths name; a file lies two folders down in its own."""
    folders = [path.resolve().parents[2] if path.is_file() else path.resolve() for path in paths]
    builtin = load_rules().rules[0].path.parents[2]
    return [folder for folder in dict.fromkeys(folders) if not folder.is_relative_to(builtin)]


def _is_meant(rule: Rule, paths: Sequence[Path]) -> bool:
    return any(rule.path.resolve().is_relative_to(path.resolve()) for path in paths)
