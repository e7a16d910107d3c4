"""Checks in code, for what no pattern can say: a closed registry, so that an import registers nothing."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from tonecheck.errors import RuleError

if TYPE_CHECKING:
    from tonecheck.checks.base import Check

#: name, as rule files write it → where its function lives
CHECKS = {
    "address": "tonecheck.checks.address:check",
    "attachment": "tonecheck.checks.attachment:check",
    "copies": "tonecheck.checks.copies:check",
    "dates": "tonecheck.checks.dates:check",
    "greeting": "tonecheck.checks.greeting:check",
    "holes": "tonecheck.checks.holes:check",
    "languagetool": "tonecheck.checks.languagetool:check_languagetool",
    "name-spelling": "tonecheck.checks.name_spelling:check",
    "names": "tonecheck.checks.names:check",
    "placeholder": "tonecheck.checks.placeholder:check",
    "shouting": "tonecheck.checks.shouting:check",
    "semantic": "tonecheck.checks.semantic:check",
    "smiles": "tonecheck.checks.smiles:check",
    "spelling": "tonecheck.checks.spelling:check_spelling",
    "tautology": "tonecheck.checks.tautology:check",
    "totals": "tonecheck.checks.totals:check",
    "vagueness": "tonecheck.checks.vagueness:check",
}
CHECK_NAMES = frozenset(CHECKS)


@cache
def find_check(name: str) -> Check:
    """The function of a check, imported when first asked for; RuleError for a name that is not registered."""
    if name not in CHECKS:
        raise RuleError(f"no check is called «{name}»; there are {', '.join(sorted(CHECKS))}")
    module, function = CHECKS[name].split(":")
    return cast("Check", getattr(import_module(module), function))
