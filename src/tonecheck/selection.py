"""Which rules speak, and how loud: selectors and severities of the configuration applied to the rules."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from tonecheck.config import Config, Override, find_origin, nearest
from tonecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tonecheck.rule import Rule


def select(rules: Iterable[Rule], config: Config) -> tuple[Rule, ...]:
    """The rules that are to speak, with the severities of the house.

    A rule that is off by default speaks when ``select`` names it exactly; a preview rule then too, or with
    ``preview = true``. ``ignore`` wins over ``select``. Of several severities the last that fits counts,
    so that a table goes from the general to the special. Raises ``ConfigError`` for a selector that no rule
    answers to, in overrides too, naming the near ones.
    """
    rules = tuple(rules)
    _refuse_unknown_in(config, rules)
    return tuple(_graded(rule, config) for rule in rules if _speaks(rule, config))


def matches(rule: Rule, selector: str) -> bool:
    """Whether a selector means this rule: its id, an old id, its category, or a pattern of ids."""
    return any(answers(name, selector) for name in (rule.id, *rule.aliases))


def answers(name: str, selector: str) -> bool:
    """Whether a rule id answers to a selector: the id, its category, or a pattern («familiarity/address-*»)."""
    return name == selector or name.partition("/")[0] == selector or fnmatchcase(name, selector)


def _speaks(rule: Rule, config: Config) -> bool:
    selected = (*config.select, *config.extend_select)
    named = rule.id in selected or any(alias in selected for alias in rule.aliases)
    if not rule.enabled and not named:
        return False
    if rule.preview and not config.preview and not named:
        return False
    chosen = not config.select or any(matches(rule, selector) for selector in selected)
    return chosen and not any(matches(rule, selector) for selector in config.ignore)


def _graded(rule: Rule, config: Config) -> Rule:
    for selector, severity in reversed(config.severity):
        if matches(rule, selector):
            return replace(rule, severity=severity)
    return rule


def _refuse_unknown_in(config: Config, rules: Sequence[Rule]) -> None:
    """Raise ``ConfigError`` for the first selector of a configuration that no rule answers to, with file, line and key."""
    parts: tuple[Config | Override, ...] = (config, *config.overrides)
    for part in parts:
        keys = {
            "select": part.select or (),
            "extend-select": part.extend_select,
            "ignore": (*(part.ignore or ()), *(part.extend_ignore if isinstance(part, Override) else ())),
            **{f"severity.{selector}": (selector,) for selector, _ in part.severity},
        }
        for key, selectors in keys.items():
            where = find_origin(part.origins, key)
            place = f"{where.path}:{where.line}" if where else str(config.path or "")
            refuse_unknown(selectors, rules, f"{place}: {key}: " if place else "")


def refuse_unknown(selectors: Iterable[str], rules: Sequence[Rule], where: str = "") -> None:
    """Raise ``ConfigError`` for the first selector that no rule answers to."""
    for selector in selectors:
        if not any(matches(rule, selector) for rule in rules):
            known = {rule.id for rule in rules} | {rule.category.id for rule in rules}
            raise ConfigError(f"{where}no rule or category is called {selector!r}{nearest(selector, known)}")
