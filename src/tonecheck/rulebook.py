"""Rule files → ``Rule``; every mistake names file and key.

Loading reads files and checks keys and types, which is all that `rules` and `explain` need. Phrases are parsed when
``Matchers`` compiles them, and what only a dictionary can tell (lemmas, features) is checked by ``validation``: by the
tests for the built-in rules, at first use for those of a house.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from tonecheck.errors import RuleError
from tonecheck.model import Severity
from tonecheck.resources import rules_folder
from tonecheck.rule import Category, Example, Rule, Scope
from tonecheck.rulefile import near, read_rule, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Category", "Example", "Rule", "Rulebook", "Scope", "load_builtin", "load_rules", "read_categories"]

LANGUAGES = ("ru", "uk")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules that were loaded, sorted by id and language, and all categories in the order of the commandments."""

    rules: tuple[Rule, ...]
    categories: tuple[Category, ...]
    _by_id: dict[str, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            for name in (rule.id, *rule.aliases):
                by_id[name] = (*by_id.get(name, ()), rule)
        object.__setattr__(self, "_by_id", by_id)

    def find(self, name: str) -> tuple[Rule, ...]:
        """The rules called so, one for each language that has it; old names (aliases) count. Empty if there is none."""
        return self._by_id.get(name, ())

    @property
    def house(self) -> tuple[Rule, ...]:
        """The rules that did not come with tonecheck."""
        return tuple(rule for rule in self.rules if is_of_house(rule))

    def of_language(self, language: str) -> tuple[Rule, ...]:
        """The rules of one language."""
        return tuple(rule for rule in self.rules if rule.language == language)


def is_of_house(rule: Rule) -> bool:
    """Whether a rule did not come with tonecheck."""
    return not rule.path.is_relative_to(rules_folder())


def load_rules(folders: Iterable[Path] = ()) -> Rulebook:
    """The built-in rules and those of a house, whose ``folders`` have the same layout: ``<lang>/<category>/<rule>.toml``.

    Raises:
        RuleError: for the first mistake, naming the file; for two rules of one id and language, naming both.

    """
    builtin = load_builtin()
    house = [rule for folder in folders for rule in _read_folder(folder, builtin.categories)]
    return _make_rulebook((*builtin.rules, *house), builtin.categories) if house else builtin


@cache
def load_builtin() -> Rulebook:
    """The rules that come with tonecheck, read once a process."""
    folder, categories = rules_folder(), load_categories()
    return _make_rulebook(tuple(_read_folder(folder, categories)), categories)


@cache
def load_categories() -> tuple[Category, ...]:
    """The categories that come with tonecheck."""
    return read_categories(rules_folder() / "categories.toml")


def read_categories(path: Path) -> tuple[Category, ...]:
    """The categories, in the order of the file."""
    table, _ = read_toml(path)
    return tuple(
        Category(
            id=name,
            severity=Severity(entry["severity"]),
            names=tuple(entry["name"].items()),
            commandments=tuple(entry["commandment"].items()),
            labels=entry.get("labels", False),
        )
        for name, entry in table.items()
    )


def _read_folder(folder: Path, categories: tuple[Category, ...]) -> Iterator[Rule]:
    if not folder.is_dir():
        raise RuleError(f"{folder}: there is no such folder of rules")
    by_id = {category.id: category for category in categories}
    for path in sorted(folder.rglob("*.toml")):
        place = path.relative_to(folder).parts
        if place == ("categories.toml",):
            continue
        if len(place) != 3:
            raise RuleError(f"{path}: a rule's place is <language>/<category>/<rule>.toml")
        language, category = place[:2]
        if language not in LANGUAGES:
            raise RuleError(f"{path}: no language is called {language!r}; there are ru and uk")
        if category not in by_id:
            raise RuleError(f"{path}: no category is called {category!r}{near(category, by_id)}")
        yield read_rule(path, language, by_id[category])


def _make_rulebook(rules: tuple[Rule, ...], categories: tuple[Category, ...]) -> Rulebook:
    """A rulebook in which no two rules of a language answer to one name."""
    taken: dict[tuple[str, str], Rule] = {}
    for rule in rules:
        for name in (rule.id, *rule.aliases):
            other = taken.setdefault((rule.language, name), rule)
            if other is not rule:
                raise RuleError(f"{rule.path}: the name {name!r} is taken by {other.path}")
    return Rulebook(tuple(sorted(rules, key=lambda rule: (rule.id, rule.language))), categories)
