"""Regular expressions, for signs: google-re2, whose time is linear whatever the pattern."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tonecheck.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes that the automaton of all patterns may take; those of both languages need a fraction.
SET_MEMORY = 64 << 20


@lru_cache(maxsize=4096)
def compile_regex(pattern: str) -> Any:
    """The compiled pattern; case counts unless it begins with «(?i)».

    Raises:
        RuleError: for what re2 cannot do (look-around, back-references) or read.

    """
    import re2  # noqa: PLC0415 - a native library that `rules` and `explain` do without

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        raise RuleError(f"re2 cannot read this pattern: {reason}\n    {pattern}") from error


@lru_cache(maxsize=64)
def _compile_set(patterns: tuple[str, ...]) -> Any:
    """All patterns in one automaton, or None where re2 finds them too many for one."""
    import re2  # noqa: PLC0415 - as above

    options = re2.Options()
    options.log_errors = False
    options.max_mem = SET_MEMORY
    together = re2.Set.SearchSet(options)
    try:
        for pattern in patterns:
            together.Add(pattern)
        together.Compile()
    except re2.error:
        return None
    return together


def find_occurring(patterns: tuple[str, ...], text: str) -> frozenset[str]:
    """Those of the patterns that occur in the text, found in one pass over it."""
    together = _compile_set(patterns) if patterns else None
    return frozenset(patterns if together is None else [patterns[number] for number in together.Match(text) or ()])


def find_regex(pattern: str, text: str, *, word: bool) -> Iterator[tuple[int, int]]:
    """Places of a pattern, in code points; with ``word`` only those that no letter or digit touches.

    The word edge of re2 knows only ASCII letters, so edges are looked at here. Empty matches are left out.
    """
    for match in compile_regex(pattern).finditer(text):
        start, end = match.span()
        if start < end and not (word and _cuts_word(text, start, end)):
            yield start, end


def _cuts_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalnum() and text[start].isalnum()) or (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    )
