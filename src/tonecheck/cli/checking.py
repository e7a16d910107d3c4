"""What ``check`` and the git hooks share: sources go in, a report comes out, and an exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.baseline import Baseline, leave_out, read_baseline, renew
from tonecheck.cache import FOLDER
from tonecheck.cli import options
from tonecheck.cli.caching import find_folder, open_memory, remember
from tonecheck.cli.console import (
    ColorChoice,
    complain_about,
    complain_about_unused,
    is_debugging,
    is_unicode,
    wants_color,
    write,
)
from tonecheck.cli.inputs import Source, part
from tonecheck.cli.running import Checking, check_all
from tonecheck.config import Config
from tonecheck.config.overrides import insist
from tonecheck.model import Kind, Problem, Report, Severity
from tonecheck.report import concise, html, json, markdown, text
from tonecheck.report.formats import FORMATS
from tonecheck.rulebook import load_categories, load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tonecheck.checks.base import Spelling
    from tonecheck.cli.options import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the options of ``request_options`` ask for; fields are named after the options."""

    form: str = "text"
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_on: str | None = None
    exit_zero: bool = False
    language: str | None = None
    kind: Kind | None = None
    default_kind: Kind | None = None
    spelling: Spelling | None = None
    semantic: bool | None = None
    require_checked: bool = False
    show_info: bool = False
    statistics: bool = False
    output: Path | None = None
    color: ColorChoice = "auto"
    ui: str | None = None
    config_path: Path | None = None
    baseline: Path | None = None
    jobs: int | None = None
    cache: bool = True
    cache_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the sources: a report for each that could be read, a sentence for each that could not.

    ``is_sound`` is False where a fault of the configuration or of a house rule has already been said on stderr.
    """

    config: Config
    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]
    is_sound: bool


def request_options(command: Command) -> Command:
    """The options behind ``Request``; the command takes them as keyword arguments."""
    decorators = (
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "concise", "json", "html", "markdown", *FORMATS]),
            default="text",
            show_default=True,
        ),
        options.select_options,
        click.option(
            "--fail-on",
            type=click.Choice([severity.value for severity in Severity]),
            help="Least severity that makes the exit code 1 [warning].",
        ),
        click.option(
            "--exit-zero", is_flag=True, help="Exit with 0 whatever is found (but not when something failed)."
        ),
        options.language_option,
        options.kind_option,
        options.default_kind_option,
        options.spelling_option,
        options.semantic_option,
        click.option(
            "--require-checked", is_flag=True, help="A file without a Russian or Ukrainian word is a failure."
        ),
        click.option("--show-info", is_flag=True, help="Show hints (info) too."),
        click.option("--statistics", is_flag=True, help="Count the findings of every rule."),
        click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True),
        options.ui_option,
        options.config_option,
        click.option(
            "--baseline",
            type=click.Path(path_type=Path, dir_okay=False),
            help="Leave out the findings that this file has (docs/baseline.md).",
        ),
        click.option(
            "--cache/--no-cache",
            default=True,
            envvar="TONECHECK_CACHE",
            help="Do not check again what was checked before and has not changed [--cache].",
        ),
        click.option(
            "--cache-dir",
            type=click.Path(path_type=Path, file_okay=False),
            envvar="TONECHECK_CACHE_DIR",
            help=f"Folder of the cache [{FOLDER} at the root of the repository].",
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(0),
            metavar="N",
            help="Check in N processes, 0 for one a core; by default in several where there are hundreds of letters.",
        ),
    )
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


def collect(
    sources: Iterable[Source | Problem],
    request: Request,
    *,
    configured: tuple[Config, bool] | None = None,
    narrow: Callable[[Report], Report] | None = None,
) -> Outcome:
    """Check every source, one at a time. Prints only what is wrong with the configuration.

    ``configured`` is a configuration and whether it is without fault; by default the one that ``request`` names, or
    the one found from the current folder. ``narrow`` is what is kept of a report.
    """
    config, is_sound = configured or options.read_config(request.config_path)
    config = replace(config, kind=config.kind or request.default_kind)
    if path := request.baseline or config.baseline:
        narrow = _leave_out_known(path, config, narrow)
    config = insist(config, spelling=request.spelling, semantic=request.semantic)
    in_force = options.merge(config, request.select, request.ignore)
    with open_memory(in_force, _find_cache(config, request), request.language, request.kind) as memory:
        is_known = memory is not None and memory.knows_rules
        config, is_whole = (in_force, True) if is_known else options.settle(config, request.select, request.ignore)
        checking = Checking(config, request.language, request.kind, debug=is_debugging())
        check = partial(check_all, checking=checking, jobs=request.jobs)
        if memory is not None and is_whole:
            memory.trust_rules()
            reports, problems = part(remember(sources, memory, check))
        else:
            reports, problems = part(check(sources))
    if narrow:
        reports = [narrow(report) for report in reports]
    if request.require_checked:
        empty = [report.path for report in reports if not report.checked_words]
        problems += [Problem("no Russian or Ukrainian word to check", path or "-") for path in empty]
    return Outcome(config, tuple(reports), tuple(problems), is_sound and is_whole)


def _find_cache(config: Config, request: Request) -> Path | None:
    """The folder of the cache, or None where there is to be none."""
    if not request.cache or is_debugging():
        return None
    asked = request.cache_dir or config.cache
    if isinstance(asked, bool):
        return find_folder(config) if asked else None
    return asked


def _leave_out_known(
    path: Path, config: Config, narrow: Callable[[Report], Report] | None
) -> Callable[[Report], Report]:
    """What is kept of a report where a baseline holds, before ``narrow``. Raises ``ConfigError`` for a broken one."""
    old = read_baseline(path)

    @cache
    def find_known() -> Baseline:  # old ids need the rules, which a run without findings need not read
        book = load_rules(config.rules)
        return renew(old, lambda name: next((rule.id for rule in book.find(name)), name))

    def keep(report: Report) -> Report:
        if report.findings:
            report = leave_out(report, find_known())
        return narrow(report) if narrow else report

    return keep


def publish_nothing(request: Request) -> int:
    """The report on no file; see ``publish``."""
    return publish(Outcome(Config(), (), (), is_sound=True), request, quiet=True)


def publish(outcome: Outcome, request: Request, *, quiet: bool = False) -> int:
    """Print the report, or write it to a file, and what could not be checked to stderr; returns the exit code.

    0: nothing at or above the least severity that counts; 1: something; 2: something could not be checked. ``quiet``
    leaves out a report that would only tell a person that there is nothing to mend; a program must find one.
    """
    partly = [problem for report in outcome.reports for problem in report.errors]
    for problem in (*outcome.problems, *partly):
        complain_about(problem)
    for report in outcome.reports:
        complain_about_unused(report)
    if not (quiet and _is_idle(outcome, request)):
        _write_report(outcome, request)
    if outcome.problems or partly or not outcome.is_sound:
        return 2
    least = Severity(request.fail_on) if request.fail_on else outcome.config.fail_on
    found = any(finding.severity.rank >= least.rank for report in outcome.reports for finding in report.findings)
    return 1 if found and not request.exit_zero else 0


def _is_idle(outcome: Outcome, request: Request) -> bool:
    """Whether the report is for a person, and would show nothing."""
    shown = (
        request.show_info or f.severity is not Severity.INFO for report in outcome.reports for f in report.findings
    )
    return request.form == "text" and request.output is None and not (request.statistics or any(shown))


def _write_report(outcome: Outcome, request: Request) -> None:
    reports, problems, output = outcome.reports, outcome.problems, request.output
    ui = options.choose_ui(request.ui, outcome.config, reports)
    names = {category.id: dict(category.names).get(ui, category.id) for category in load_categories()}
    match request.form:
        case "text":
            color = wants_color(request.color, sys.stdout) if output is None else request.color == "always"
            style = text.Style(ui, color, request.show_info, request.statistics, names)
            write(text.render(reports, style, failed=len(problems)), output, color=color)
        case "concise":
            write(concise.render(reports, show_info=request.show_info), output)
        case "json":
            ascii_only = output is None and not is_unicode(sys.stdout)
            write(json.render(reports, problems, ascii_only=ascii_only), output)
        case "html":
            write(html.render(reports, problems, html.Style(ui, names, request.show_info)), output)
        case "markdown":
            write(markdown.render(reports, problems, ui=ui, show_info=request.show_info), output)
        case form:
            write(FORMATS[form](reports, problems), output)
