"""Which lines changed since a revision, and which findings touch them."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tonecheck.errors import GitError
from tonecheck.git.repository import ask, find_root, read_line, read_names, resolve, start
from tonecheck.report.regions import is_of_mail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tonecheck.model import Finding, Report

#: Ranges of lines, numbered from 1, the last one included; sorted, not touching each other.
Lines = tuple[tuple[int, int], ...]
#: What changed of a file: lines, or all of it.
Changed = Lines | Literal["all"]

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The working tree below ``root`` beside a commit.

    ``changed`` maps the paths of tracked files that differ to what changed of them; ``tracked`` are all that git knows.
    """

    root: Path
    changed: dict[str, Changed]
    tracked: frozenset[str]

    def find(self, path: Path) -> Changed:
        """What changed of a file: nothing where it is as it was, all of it where git does not know it."""
        real = path.parent.resolve() / path.name
        if not real.is_relative_to(self.root):
            return "all"
        name = real.relative_to(self.root).as_posix()
        return self.changed.get(name, () if name in self.tracked else "all")


def compare(revision: str) -> Comparison:
    """The working tree beside the commit where HEAD left ``revision``; for an ancestor of HEAD that is itself.

    So what others did on a branch since then is nobody's change here, as in a pull request. Raises ``GitError`` for
    what is no commit, and where both have no commit in common.
    """
    root = find_root()
    commit = resolve(f"{revision}^{{commit}}")
    if commit is None:
        raise GitError(f"--diff: git knows no commit {revision!r}; fetch it, or name another")
    base = _find_base(commit, revision)
    tracked = read_names(ask("ls-files", "-z", folder=root))
    changed = _find_changes(base, root) | dict.fromkeys(_list_unmerged(root), "all")
    return Comparison(root.resolve(), changed, frozenset(tracked))


def list_new(comparison: Comparison) -> list[str]:
    """Files in the current folder and below that have something new: changed ones, and untracked ones not ignored.

    As they are called from here, sorted.
    """
    here = Path.cwd().resolve()
    tracked = (comparison.root / name for name, changed in comparison.changed.items() if changed)
    untracked = (here / name for name in read_names(ask("ls-files", "-z", "--others", "--exclude-standard")))
    paths = {path for path in (*tracked, *untracked) if path.is_relative_to(here) and path.is_file()}
    return sorted(str(path.relative_to(here)) for path in paths if not path.is_symlink())


def keep_changed(report: Report, changed: Changed) -> Report:
    """The report with those findings only that touch a changed line.

    Lines end as git ends them, with a line feed. The parts of a mail are decoded, so that no line of theirs is one of
    the file: a mail that changed at all has changed as a whole.
    """
    if changed == "all":
        return report
    texts = dict(report.texts)

    @cache
    def find_breaks(text: str) -> list[int]:
        return [found.start() for found in re.finditer("\n", text)]

    def touches(finding: Finding) -> bool:
        if not report.is_catalogue and is_of_mail(finding.part):
            return bool(changed)
        breaks = find_breaks(texts[finding.part])
        first = bisect_left(breaks, finding.start) + 1
        last = bisect_left(breaks, max(finding.start, finding.end - 1)) + 1
        return any(start <= last and first <= end for start, end in changed)

    return replace(report, findings=tuple(filter(touches, report.findings)))


def read_patch(patch: Iterable[bytes]) -> Iterator[tuple[str, Changed]]:
    """(path, what changed) for each file of a patch that git wrote, as lines with their ends.

    A path is that of the new side. Lines that were only removed leave nothing to check. A file that git takes for a
    binary one has changed as a whole.
    """
    name: str | None = None
    lines: list[int] = []
    removed = added = number = 0
    for line in patch:
        if removed or added:
            if line.startswith((b"+", b" ")):
                lines += [number] if line.startswith(b"+") else []
                number, added = number + 1, added - 1
            removed -= line.startswith((b"-", b" "))
        elif line.startswith(b"diff --git "):
            if name is not None:
                yield name, _as_ranges(lines)
            name, lines = _read_name(line), []
        elif line.startswith(b"rename to "):
            name = _unquote(line.removeprefix(b"rename to ").rstrip(b"\n"))
        elif line.startswith(b"Binary files ") and name is not None:
            yield name, "all"
            name = None
        elif hunk := _HUNK.match(line):
            removed, number, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
    if name is not None:
        yield name, _as_ranges(lines)


def _as_ranges(numbers: list[int]) -> Lines:
    """Numbers in their order as ranges: 1, 2, 3, 7 are 1–3 and 7–7."""
    starts = [at for at, number in enumerate(numbers) if not at or numbers[at - 1] != number - 1]
    ends = [*starts[1:], len(numbers)][: len(starts)]
    return tuple((numbers[first], numbers[after - 1]) for first, after in zip(starts, ends, strict=True))


def _find_base(commit: str, revision: str) -> str:
    if resolve("HEAD") is None:
        raise GitError("--diff: there is no commit yet to compare with")
    try:
        return read_line(ask("merge-base", commit, "HEAD"))
    except GitError as error:
        reason = f"HEAD and {revision!r} have no commit in common; in a shallow clone, fetch more of the history"
        raise GitError(f"--diff: {reason}") from error


def _find_changes(base: str, root: Path) -> dict[str, Changed]:
    options = ("--patch", "-U0", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-color")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/", "--ita-visible-in-index", "--submodule=short")
    with start("diff-index", *options, *prefixes, base, "--", folder=root) as git:
        return {name: changed for name, changed in read_patch(git.answers) if changed}


def _list_unmerged(root: Path) -> list[str]:
    """Files with several versions in the index, which no patch shows; a record is ``mode SP id SP stage TAB path``."""
    records = read_names(ask("ls-files", "--unmerged", "-z", folder=root))
    return [record.partition("\t")[2] for record in records]


def _read_name(line: bytes) -> str:
    """The name in ``diff --git a/NAME b/NAME``: twice the same, so that the middle parts them."""
    names = line.removeprefix(b"diff --git ").rstrip(b"\n")
    return _unquote(names[len(names) // 2 + 1 :]).removeprefix("b/")


def _unquote(name: bytes) -> str:
    """A name that stands in quotes, with escapes as in C, where it holds more than plain ASCII."""
    if name.startswith(b'"'):
        name = _ESCAPE.sub(lambda found: _unescape(found[1]), name[1:-1])
    return os.fsdecode(name)


def _unescape(escape: bytes) -> bytes:
    return bytes([int(escape, 8)]) if escape.isdigit() else _ESCAPES.get(escape, escape)
