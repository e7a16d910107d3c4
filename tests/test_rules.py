"""Every rule is held to the examples in its own file."""

import functools

import pytest

from tonecheck.examples import Oracle
from tonecheck.rule import Rule
from tonecheck.rulebook import load_builtin

RULES = load_builtin().rules


@functools.cache
def oracle() -> Oracle:
    return Oracle(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.language}/{rule.id}")
def test_rule_keeps_its_examples(rule: Rule) -> None:
    assert [str(failure) for failure in oracle().run(rule)] == []
