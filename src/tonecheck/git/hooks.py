"""The hooks of plain git: small scripts where git looks for them, that let a hook which was there before go first.

git runs one file a hook. One that is there already is kept beside ours under another name, and called first with the
same arguments and standard input; when it fails, its exit code is the hook's. Taking ours away puts it back.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tonecheck.errors import GitError, UnwritableError
from tonecheck.git.repository import ask, find_root, read_line

HookName = Literal["pre-commit", "commit-msg"]

NAMES: tuple[HookName, ...] = ("pre-commit", "commit-msg")
_MARK = "# tonecheck: this hook was written by «tonecheck hook install»"
_KEPT = ".kept-by-tonecheck"
#: Where pre-commit puts a hook that it finds, and runs it first.
_LEGACY = ".legacy"
_COMMANDS: dict[HookName, str] = {"pre-commit": "hook run", "commit-msg": 'hook commit-msg "$1"'}
#: ``-P`` keeps the folder of the repository off Python's path: a «click.py» at its root must not be run. A pre-commit
#: that is kept, and then installed once more, finds our script and runs it: to run that pre-commit again would never end.
_SCRIPT = """\
#!/bin/sh
{mark};
# «tonecheck hook uninstall» removes it, and puts back the hook that was here before.
kept="$(dirname "$0")/{name}{kept}"
if [ -n "$PRE_COMMIT_RUNNING_LEGACY" ] && grep -q pre-commit.com "$kept" 2>/dev/null; then
    kept=
fi
if [ -x "$kept" ]; then
    "$kept" "$@" || exit $?
fi
python={python}
if [ -x "$python" ]; then
    exec "$python" -P -m tonecheck {command}
elif command -v tonecheck >/dev/null 2>&1; then
    exec tonecheck {command}
fi
echo "tonecheck is not installed any more: install it and run «tonecheck hook install», or remove $0" >&2
exit 2
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hook lives: ``path`` is what git runs, ``kept`` what was there before, if anything was."""

    path: Path
    kept: Path

    @property
    def exists(self) -> bool:
        return os.path.lexists(self.path)

    @property
    def has_kept(self) -> bool:
        return os.path.lexists(self.kept)

    @property
    def is_ours(self) -> bool:
        return self.path.is_file() and _MARK.encode() in self.path.read_bytes()


def find_place(name: HookName) -> Place:
    """Where git looks for a hook: ``core.hooksPath`` and linked worktrees considered. Raises ``GitError``.

    Ours may be where pre-commit has put it.
    """
    root = find_root()
    path = root / read_line(ask("rev-parse", "--git-path", "hooks", folder=root)) / name
    kept = path.with_name(name + _KEPT)
    moved = Place(path.with_name(name + _LEGACY), kept)
    return moved if moved.is_ours and not Place(path, kept).is_ours else Place(path, kept)


def is_shared(place: Place) -> bool:
    """Whether the folder of hooks is outside the repository, so that other repositories may use it too."""
    root = find_root()
    common = root / read_line(ask("rev-parse", "--git-common-dir", folder=root))
    folder = place.path.parent.resolve()
    return not any(folder.is_relative_to(home.resolve()) for home in (root, common))


def install(name: HookName) -> Place:
    """Write a hook, keeping one that is there. To do it again writes ours anew and changes nothing else.

    Raises ``GitError`` where a hook was kept before and another one has taken our place since: which of the two is
    meant cannot be known.
    """
    place = find_place(name)
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
        if place.exists and not place.is_ours:
            _keep(place)
        _write_script(place, name)
    except OSError as error:
        raise UnwritableError(f"{place.path}: cannot be written: {error.strerror or type(error).__name__}") from error
    return place


def uninstall(name: HookName) -> Place | None:
    """Take our hook away and put back what was there before; None where ours is not there."""
    place = find_place(name)
    try:
        if not place.is_ours:
            return None
        current = place.path.with_name(name)
        if place.has_kept and not _are_alike(current, place.kept):
            place.kept.replace(place.path)
        else:
            place.path.unlink()
            place.kept.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableError(f"{place.path}: cannot be removed: {error.strerror or type(error).__name__}") from error
    return place


def _keep(place: Place) -> None:
    """Copy rather than move, so that at no moment there is no hook."""
    if place.has_kept and not _are_alike(place.path, place.kept):
        raise GitError(
            f"{place.path} is not tonecheck's, and {place.kept.name} was kept before it; remove the one that is not needed"
        )
    if not place.has_kept:
        shutil.copy2(place.path, place.kept, follow_symlinks=False)


def _are_alike(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def _write_script(place: Place, name: HookName) -> None:
    python = shlex.quote(Path(sys.executable).as_posix())
    script = _SCRIPT.format(mark=_MARK, name=name, kept=_KEPT, python=python, command=_COMMANDS[name])
    handle, temporary = tempfile.mkstemp(prefix=".tonecheck-", dir=place.path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.fsencode(script))  # the path of a Python may be in any charset
        Path(temporary).chmod(0o755)
        Path(temporary).replace(place.path)  # a symbolic link is replaced, not what it leads to
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
