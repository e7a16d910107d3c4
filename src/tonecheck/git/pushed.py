"""What a push brings to a server: the files that its new commits wrote and that are still there at its tips.

A commit is new when no existing ref leads to it; before a push is accepted its refs do not exist yet. So a new branch
is not checked whole, a forced push is not blamed for what others wrote, and a fault that a later commit of the same
push has mended stops nobody.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tonecheck.errors import GitError
from tonecheck.git.repository import FILE_MODES, Blob, ask, read_changes, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def read_tips(lines: bytes) -> list[str]:
    """The objects that refs are to lead to, of the lines ``old new ref`` that git gives a pre-receive hook.

    A ref that is to be deleted, whose new object is all zeros, leads to none. Raises ``GitError`` for any other line.
    """
    tips: list[str] = []
    for number, line in enumerate(lines.splitlines(), start=1):
        fields = line.split(b" ", 2)
        if len(fields) != 3 or not all(_is_id(oid) for oid in fields[:2]):
            expected = "expected «old new ref», as git gives it to a pre-receive hook"
            raise GitError(f"standard input, line {number}: {expected}")
        if fields[1].strip(b"0"):
            tips.append(fields[1].decode())
    return tips


def list_pushed(tips: Iterable[str], is_wanted: Callable[[str], bool]) -> list[Blob]:
    """The wanted files that a push brings, each once, in the order of the tips and of the names."""
    tips = list(tips)
    commits = dict(zip(tips, _peel(tips, "commit"), strict=True))
    found: dict[Blob, None] = {}
    written = _list_written([commit for commit in commits.values() if commit], is_wanted)
    for commit in dict.fromkeys(commits.values()) if written else ():
        if commit:
            found.update((blob, None) for blob in _list_tree(commit, is_wanted) if blob in written)
    # A tag may name a tree without any commit: all of it is new.
    for tree in _peel([tip for tip, commit in commits.items() if not commit], "tree"):
        if tree:
            found.update((blob, None) for blob in _list_tree(tree, is_wanted))
    return list(found)


def _peel(oids: list[str], kind: str) -> list[str | None]:
    """The commit or tree that each object is, or that its tags lead to; None where it is something else."""
    if not oids:
        return []
    answers = ask("cat-file", "--batch-check", data="".join(f"{oid}^{{{kind}}}\n" for oid in oids).encode())
    fields = [line.split() for line in answers.decode().splitlines()]
    return [line[0] if len(line) == 3 and line[1] == kind else None for line in fields]


def _list_written(commits: list[str], is_wanted: Callable[[str], bool]) -> set[Blob]:
    """What new commits wrote themselves; of a merge, what differs from all of its parents."""
    if not commits:
        return set()
    new = ask("rev-list", "--stdin", "--not", "--all", data="".join(f"{commit}\n" for commit in commits).encode())
    options = ("--stdin", "--root", "-r", "-c", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-commit-id")
    with start("diff-tree", *options, data=new) as git:
        changes = read_changes(git.fields())
        return {Blob(change.path, change.oid) for change in changes if change.is_file and is_wanted(change.path)}


def _list_tree(tree: str, is_wanted: Callable[[str], bool]) -> Iterator[Blob]:
    """The wanted files of a tree; a record is ``mode SP type SP id TAB path``."""
    with start("ls-tree", "-r", "-z", "--full-tree", tree) as git:
        for record in git.fields():
            entry, _, path = record.partition(b"\t")
            mode, _, oid = entry.split(b" ")
            if mode in FILE_MODES and is_wanted(name := os.fsdecode(path)):
                yield Blob(name, oid.decode())


def _is_id(text: bytes) -> bool:
    return len(text) in (40, 64) and not text.strip(b"0123456789abcdef")
