"""``tonecheck baseline``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck import baseline as baselines
from tonecheck.cli import options
from tonecheck.cli.checking import Outcome, Request, collect
from tonecheck.cli.console import complain_about, write
from tonecheck.cli.inputs import find_sources
from tonecheck.files import replace_file
from tonecheck.report.window import printable
from tonecheck.rulebook import load_rules
from tonecheck.selection import select as select_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tonecheck.checks.base import Spelling
    from tonecheck.model import Kind

DEFAULT_NAME = "tonecheck-baseline.json"


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--baseline",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"The file; by default the one that the configuration names, or {DEFAULT_NAME} here.",
)
@click.option("--update", is_flag=True, help="Take out what is gone; nothing is added.")
@click.option("--force", is_flag=True, help="Write it anew with all that is found now, in place of the one there is.")
@options.select_options
@options.language_option
@options.kind_option
@options.default_kind_option
@options.spelling_option
@options.semantic_option
@options.config_option
def baseline(
    *,
    paths: Sequence[str],
    path: Path | None,
    update: bool,
    force: bool,
    select: Sequence[str],
    ignore: Sequence[str],
    language: str | None,
    kind: Kind | None,
    default_kind: Kind | None,
    spelling: Spelling | None,
    semantic: bool | None,
    config_path: Path | None,
) -> int:
    """Write down what is found now, so that «check --baseline» and the hooks report only what is new.

    PATHS are files and folders, by default the current one. As for the git hooks, files are templates where nothing
    else says what they are. Exit codes: 0 written, 2 something could not be checked; it is left out.
    """
    if update and force:
        raise click.UsageError("--update and --force exclude each other.")
    config, is_sound = options.read_config(config_path)
    path = path or config.baseline or Path(DEFAULT_NAME)
    if path.exists() and not (update or force):
        raise click.UsageError(f"{path} is there already: --update takes out what is gone, --force writes it anew.")
    old = baselines.read_baseline(path) if update else None
    request = Request(
        select=select,
        ignore=ignore,
        language=language,
        kind=kind,
        default_kind=default_kind or "template",
        spelling=spelling,
        semantic=semantic,
    )
    outcome = collect(
        find_sources(paths or ["."], None), request, configured=(replace(config, baseline=None), is_sound)
    )
    partly = [problem for report in outcome.reports for problem in report.errors]
    for problem in (*outcome.problems, *partly):
        complain_about(problem)
    new = baselines.take(outcome.reports, path.parent)
    if old is not None:
        new = _shrink(old, new, outcome)
    replace_file(path, baselines.render(new).encode())
    write(f"{printable(str(path))}: {_count(sum(new.counts.values()))}{_compare(old, new)}\n")
    return 2 if outcome.problems or partly or not outcome.is_sound else 0


def _shrink(old: baselines.Baseline, now: baselines.Baseline, outcome: Outcome) -> baselines.Baseline:
    book = load_rules(outcome.config.rules)
    old = baselines.renew(old, lambda name: next((rule.id for rule in book.find(name)), name))
    checked = {
        name
        for report in outcome.reports
        if not report.errors and (name := baselines.name_letter(report.path, old.folder)) is not None
    }
    return baselines.shrink(old, now, checked, _tell_ran(outcome))


def _tell_ran(outcome: Outcome) -> Callable[[str], bool]:
    """Whether a rule has looked; one that is no more never will, and so counts as one that has."""
    rules = load_rules(outcome.config.rules).rules
    settings = outcome.config.settings
    absent = set() if settings.semantic is not False and _has_encoder(outcome) else {"semantic"}
    absent |= set() if settings.spelling in ("languagetool", "both") else {"languagetool"}
    absent |= {"spelling"} if settings.spelling in ("languagetool", "off") else set()
    speaking = {rule.id for rule in select_rules(rules, outcome.config) if rule.check not in absent}
    silent = {rule.id for rule in rules} - speaking
    return lambda name: name not in silent


def _has_encoder(outcome: Outcome) -> bool:
    """Whether the check of meaning ran wherever there was something to check."""
    from tonecheck.semantic.matches import find_encoder  # noqa: PLC0415 - numpy, only where it may be needed

    return find_encoder(outcome.config.settings) is not None


def _compare(old: baselines.Baseline | None, new: baselines.Baseline) -> str:
    gone = sum(old.counts.values()) - sum(new.counts.values()) if old else 0
    return f", {gone} gone" if old else ""


def _count(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"
