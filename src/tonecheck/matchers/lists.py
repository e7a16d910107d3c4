"""Word lists: ``rules/<lang>/words/<name>.txt``, one entry a line, «# …» for remarks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tonecheck.errors import RuleError
from tonecheck.language.morphology import normalise_word
from tonecheck.resources import rules_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.matchers.compiler import Entries


def read_list(rule: Path, name: str) -> Entries:
    """The entries of ``@name`` for the rule at this path: its own folder's list, else the built-in one.

    Raises:
        RuleError: if there is no such list, or it is empty.

    """
    lang = rule.parent.parent.name
    own = rule.parent.parent / "words" / f"{name}.txt"
    path = own if own.is_file() else rules_folder() / lang / "words" / f"{name}.txt"
    if not path.is_file():
        known = sorted(p.stem for p in {*own.parent.glob("*.txt"), *path.parent.glob("*.txt")})
        raise RuleError(f"no word list is called @{name}; there are {', '.join('@' + k for k in known) or 'none'}")
    return _read_entries(path)


@lru_cache(maxsize=256)
def _read_entries(path: Path) -> Entries:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    entries = tuple(tuple(map(_key, line.split())) for line in lines if line and not line.startswith("#"))
    if not entries:
        raise RuleError(f"the word list {path} is empty")
    return entries


def _key(word: str) -> str:
    return normalise_word(word.replace("’", "'").replace("ʼ", "'"))
