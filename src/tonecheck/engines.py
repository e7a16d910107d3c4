"""Which engines looked at a message, and which rules have therefore spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tonecheck.matchers.scan import applies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.checks.base import Context, Settings
    from tonecheck.engine import Plan
    from tonecheck.guard import Guard


def name_engines(plan: Plan, contexts: Sequence[Context], guard: Guard) -> tuple[str, ...]:
    """What looked at the message; encoder and LanguageTool where they were asked and answered."""
    names = ["rules"]
    checks = {rule.check for rule in plan.rules.values()}
    if "spelling" in checks and plan.settings.spelling in ("builtin", "both"):
        names.append("builtin-speller")
    asked = any(asks_meaning(plan, None, context) for context in contexts)
    if asked and "the check 'semantic'" not in guard.failed:
        names += _semantic_engine(plan.settings)
    if plan.languagetool and contexts and "languagetool" in checks and not guard.failed:
        names.append(plan.languagetool.name)
    return tuple(names)


def asks_meaning(plan: Plan, language: str | None, context: Context) -> bool:
    """Whether a rule of meaning, in this language or in any, speaks of what surrounds a document."""
    return plan.settings.semantic is not False and any(
        rule.check == "semantic" and language in (None, rule.language) and applies(rule, context)
        for rule in plan.rules.values()
    )


def list_ran(plan: Plan, engines: Sequence[str]) -> frozenset[str]:
    """The rules that have looked at the message, or would have at a passage for them; without an encoder some have not."""
    others = {"rules", "builtin-speller", plan.languagetool.name if plan.languagetool else ""}
    has_encoder = not others.issuperset(engines)
    return frozenset(name for (_, name), rule in plan.rules.items() if has_encoder or rule.check != "semantic")


def _semantic_engine(settings: Settings) -> list[str]:
    """The encoder, if the machine has one."""
    from tonecheck.semantic.matches import find_encoder  # noqa: PLC0415 - numpy, only where it is on

    encoder = find_encoder(settings)
    return [encoder.name] if encoder else []
