"""Word lists: ``rules/<lang>/words/<name>.txt``, one entry a line, «# …» for remarks."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING

from tonecheck.errors import RuleError
from tonecheck.matchers.grammar import Form, PhraseError, Word, parse_phrase
from tonecheck.resources import rules_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tonecheck.matchers.compiler import Entries
    from tonecheck.matchers.grammar import Item


def read_list(rule: Path, name: str) -> Entries:
    """The entries of ``@name`` for the rule at this path: its own folder's list, else the built-in one.

    Raises:
        RuleError: if there is no such list, it is empty, or a line is no sequence of words and «=forms».

    """
    lang = rule.parent.parent.name
    own = rule.parent.parent / "words" / f"{name}.txt"
    path = own if own.is_file() else rules_folder() / lang / "words" / f"{name}.txt"
    if not path.is_file():
        known = sorted({p.stem for p in (*own.parent.glob("*.txt"), *path.parent.glob("*.txt"))})
        near = difflib.get_close_matches(name, known)
        hint = (
            f"did you mean @{' or @'.join(near)}?"
            if near
            else f"there are {', '.join('@' + k for k in known) or 'none'}"
        )
        raise RuleError(f"no word list is called @{name}; {hint}")
    return _read_entries(path)


@lru_cache(maxsize=256)
def _read_entries(path: Path) -> Entries:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8") from error
    numbered = ((number, line.strip()) for number, line in enumerate(lines, 1))
    entries = tuple(_read_entry(path, number, line) for number, line in numbered if line and not line.startswith("#"))
    if not entries:
        raise RuleError(f"the word list {path} is empty")
    return entries


def _read_entry(path: Path, number: int, line: str) -> tuple[str, ...]:
    try:
        return tuple(_find_keys(line))
    except PhraseError as error:
        raise RuleError(f"{path}:{number}: {error}") from error


def _find_keys(line: str) -> Iterator[str]:
    for item in parse_phrase(line):
        yield _find_key(item, line)


def _find_key(item: Item, line: str) -> str:
    match item.atom:
        case Form(norm) if not item.optional:
            return "=" + norm
        case Word(lemma, feats, pos) if not (item.optional or feats or pos):
            return lemma
    raise PhraseError("an entry of a list is made of words and «=forms» only", line, item.column)
