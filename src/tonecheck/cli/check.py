"""``tonecheck check``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli import options
from tonecheck.cli.console import ColorChoice, complain_about, is_debugging, is_unicode, wants_color, write
from tonecheck.cli.inputs import Source, find_sources, work_on
from tonecheck.model import Kind, Problem, Report, Severity
from tonecheck.report import concise, json, text
from tonecheck.rulebook import load_builtin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.checks.base import Spelling


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "concise", "json"]), default="text", show_default=True)
@options.select_options
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="Least severity that makes the exit code 1 [warning].",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found (but not when something failed).")
@options.language_option
@options.kind_option
@options.spelling_option
@options.semantic_option
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called; its ending tells the format.")
@click.option("--require-checked", is_flag=True, help="A file without a Russian or Ukrainian word is a failure.")
@click.option("--show-info", is_flag=True, help="Show hints (info) too.")
@click.option("--statistics", is_flag=True, help="Count the findings of every rule.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@options.ui_option
@options.config_option
def check(
    *,
    paths: Sequence[str],
    form: str,
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: str | None,
    exit_zero: bool,
    language: str | None,
    kind: Kind | None,
    spelling: Spelling | None,
    semantic: bool | None,
    stdin_filename: str | None,
    require_checked: bool,
    show_info: bool,
    statistics: bool,
    output: Path | None,
    color: ColorChoice,
    ui: str | None,
    config_path: Path | None,
) -> int:
    """Check letters and say, line by line, what not to send and why.

    PATHS are files, folders (searched for .eml, .txt, .md, .html, .htm) or - for standard input.

    Exit code: 0 nothing at or above --fail-on, 1 something, 2 something could not be checked.
    """
    config, is_sound = options.read_config(config_path)
    if spelling:
        config = replace(config, settings=replace(config.settings, spelling=spelling))
    if semantic is not None:
        config = replace(config, settings=replace(config.settings, semantic=semantic))
    checker, is_whole = options.build_checker(config, select, ignore, debug=is_debugging())

    def check_one(source: Source) -> Report:
        name = None if source.name == "-" else source.name
        return checker.check_bytes(source.read(), name, language=language, kind=kind)

    with checker:
        reports, problems = work_on(find_sources(paths, stdin_filename), check_one)
    if require_checked:
        empty = [report.path for report in reports if not report.checked_words]
        problems += [Problem("no Russian or Ukrainian word to check", path or "-") for path in empty]
    partly = [problem for report in reports for problem in report.errors]
    for problem in (*problems, *partly):
        complain_about(problem)

    if form == "json":
        ascii_only = output is None and not is_unicode(sys.stdout)
        write(json.render(reports, problems, ascii_only=ascii_only), output)
    elif form == "concise":
        write(concise.render(reports, show_info=show_info), output)
    else:
        style = text.Style(
            ui=(frame := options.choose_ui(ui, config, reports)),
            color=wants_color(color, sys.stdout) if output is None else color == "always",
            show_info=show_info,
            statistics=statistics,
            names={category.id: dict(category.names).get(frame, category.id) for category in load_builtin().categories},
        )
        write(text.render(reports, style, failed=len(problems)), output, color=style.color)

    if problems or partly or not is_sound or not is_whole:
        return 2
    least = Severity(fail_on) if fail_on else config.fail_on
    found = any(finding.severity.rank >= least.rank for report in reports for finding in report.findings)
    return 1 if found and not exit_zero else 0
