"""What a push brings to a server: the files that its new commits wrote and that are still there at its tips.

A commit is new when no existing ref leads to it; before a push is accepted its refs do not exist yet. So a new branch
is not checked whole, a forced push is not blamed for what others wrote, and a fault that a later commit of the same
push has mended stops nobody.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.errors import GitError
from tonecheck.git.repository import FILE_MODES, Blob, ask, read_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Update:
    """A ref that is to move from one object to another; all zeros where it is created or deleted."""

    old: str
    new: str
    ref: str

    @property
    def deletes(self) -> bool:
        return not self.new.strip("0")


def read_updates(lines: bytes) -> list[Update]:
    """The lines ``old new ref`` that git gives a pre-receive hook. Raises ``GitError`` for any other."""
    updates: list[Update] = []
    for number, line in enumerate(lines.splitlines(), start=1):
        fields = line.split(b" ", 2)
        if len(fields) != 3 or not all(_is_id(oid) for oid in fields[:2]):
            raise GitError(
                f"standard input, line {number}: expected «old new ref», as git gives it to a pre-receive hook"
            )
        updates.append(Update(fields[0].decode(), fields[1].decode(), os.fsdecode(fields[2])))
    return updates


def list_pushed(updates: Iterable[Update], is_wanted: Callable[[str], bool]) -> list[Blob]:
    """The wanted files that a push brings, each once, in the order of the refs and of the names."""
    tips = [update.new for update in updates if not update.deletes]
    commits = _peel(tips, "commit")
    written = _list_written(commits, is_wanted) if commits else set()
    found: dict[Blob, None] = {}
    for commit in commits if written else ():
        found.update((blob, None) for blob in _list_tree(commit, is_wanted) if blob in written)
    # A tag may name a tree without any commit: all of it is new.
    for tree in _peel([tip for tip in tips if not _peel([tip], "commit")], "tree"):
        found.update((blob, None) for blob in _list_tree(tree, is_wanted))
    return list(found)


def _peel(oids: list[str], kind: str) -> list[str]:
    """The commits or trees that objects are, or that their tags lead to, each once; others are left out."""
    if not oids:
        return []
    answers = ask("cat-file", "--batch-check", data="".join(f"{oid}^{{{kind}}}\n" for oid in oids).encode())
    fields = [line.split() for line in answers.decode(errors="replace").splitlines()]
    return list(dict.fromkeys(line[0] for line in fields if len(line) == 3 and line[1] == kind))


def _list_written(commits: list[str], is_wanted: Callable[[str], bool]) -> set[Blob]:
    """What new commits wrote themselves; of a merge, what differs from all of its parents."""
    new = ask("rev-list", "--stdin", "--not", "--all", data="".join(f"{commit}\n" for commit in commits).encode())
    options = ("--stdin", "--root", "-r", "-c", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-commit-id")
    changes = read_changes(ask("diff-tree", *options, data=new)) if new else ()
    return {Blob(change.path, change.oid) for change in changes if change.is_file and is_wanted(change.path)}


def _list_tree(tree: str, is_wanted: Callable[[str], bool]) -> Iterator[Blob]:
    """The wanted files of a tree; a record is ``mode SP type SP id TAB path``."""
    for record in ask("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0"):
        entry, _, path = record.partition(b"\t")
        fields = entry.split()
        if fields and fields[0] in FILE_MODES and is_wanted(name := os.fsdecode(path)):
            yield Blob(name, fields[2].decode())


def _is_id(text: bytes) -> bool:
    return len(text) in (40, 64) and not text.strip(b"0123456789abcdef")
