"""What is about to be committed: the files of the index that differ from every parent of the commit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tonecheck.git.repository import Change, ask, read_changes, read_line, read_names, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable


def list_staged() -> list[Change]:
    """Files that are new or changed in the index, in the order of their names; what is gone is left out.

    A renamed file is a new one under its new name. One that is only intended to be added (``git add -N``) is not
    there yet. During a merge, a file that is taken whole from one of the branches was checked when it was committed
    there, and is left out. An unmerged file has the status «U».
    """
    first, *others = _parents()
    changes = [change for change in _differing(first) if change.is_file or change.status == "U"]
    for parent in others:
        own = {(change.path, change.oid) for change in _differing(parent)}
        changes = [change for change in changes if (change.path, change.oid) in own]
    return changes


def list_unstaged(paths: Iterable[Path], root: Path) -> list[str]:
    """Those of the files, and of the files in the folders, that the working tree and the index have differently."""
    inside = [path for path in paths if path.resolve().is_relative_to(root.resolve())]
    if not inside:
        return []
    options = ("--name-only", "-z", "--no-ext-diff", "--no-relative")
    return read_names(ask("diff", *options, "--", *map(str, inside)))


def _differing(parent: str) -> list[Change]:
    options = ("--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--ita-invisible-in-index")
    return list(read_changes(ask("diff-index", *options, parent, "--").split(b"\0")))


def _parents() -> list[str]:
    """HEAD, or the empty tree before the first commit, then the branches that are being merged."""
    merged = Path(read_line(ask("rev-parse", "--git-path", "MERGE_HEAD")))
    return [resolve("HEAD") or _empty_tree(), *(merged.read_text(encoding="ascii").split() if merged.is_file() else ())]


def _empty_tree() -> str:
    """Its id depends on the hash that the repository uses."""
    return read_line(ask("hash-object", "-t", "tree", "--stdin", data=b""))
