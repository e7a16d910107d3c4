"""Which configuration file applies in a folder."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

#: Looked for in this order in one folder; a pyproject.toml counts only with a [tool.tonecheck] table.
FILE_NAMES = ("tonecheck.toml", "pyproject.toml")
#: The search upwards ends at a folder that holds one of these: the root of a repository.
ROOT_MARKS = (".git", ".hg", ".svn")
_MEANT = re.compile(r"^\s*\[+\s*tool\s*\.\s*tonecheck\b", re.MULTILINE)


def discover(folder: Path) -> Path | None:
    """The nearest configuration file in ``folder`` or above it.

    The search ends at the root of a repository, at the home folder, or at the root of the file system,
    so that a stray file far above changes nobody's letters.
    """
    home = Path.home()
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        for name in FILE_NAMES:
            path = place / name
            if path.is_file() and (name == "tonecheck.toml" or has_table(path)):
                return path
        if place == home or any((place / mark).exists() for mark in ROOT_MARKS):
            return None
    return None


def has_table(path: Path) -> bool:
    """Whether a pyproject.toml configures tonecheck, or would if it were valid; any other is somebody else's business."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return _MEANT.search(source) is not None
    tool = data.get("tool", {})
    return isinstance(tool, dict) and "tonecheck" in tool
