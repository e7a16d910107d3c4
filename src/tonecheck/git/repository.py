"""git as a program. Lists are asked for with ``-z``, so that a name may hold anything but NUL.

Only plumbing is used where it exists: it does not heed the user's taste (``diff.renames``, ``diff.orderFile``). The
environment is handed on as it is, since in a hook it names the index (``GIT_INDEX_FILE``, which is another one for
``git commit FILE``) and the objects of a push that is not yet accepted (``GIT_QUARANTINE_PATH``).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tonecheck.errors import GitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Modes of a tree entry that is a file; 120000 is a symbolic link, 160000 a submodule.
FILE_MODES = (b"100644", b"100755", b"100664")
#: Bytes of a blob above which it is no letter: the largest mail that common servers take is half of it.
MAX_BYTES = 64 * 1024 * 1024
_GIT = "git"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as git holds it: its path below the root of the repository, and the id of its content."""

    path: str
    oid: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one file came to be: ``status`` is git's letter (A, M, D, T, R, U), ``oid`` the id of the new content.

    ``is_file`` is False for what is gone, for symbolic links and for submodules.
    """

    path: str
    status: str
    oid: str
    is_file: bool


def ask(*arguments: str, folder: Path | None = None, data: bytes | None = None) -> bytes:
    """What git prints. Raises ``GitError`` with git's own words where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; git of the user's PATH is the one meant
            [_GIT, *_where(folder), *arguments],
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise _missing(error) from error
    if done.returncode:
        raise GitError(f"git {arguments[0]}: {_last_words(done.stderr)}")
    return done.stdout


@contextlib.contextmanager
def talk(*arguments: str, folder: Path | None = None) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Run git as a process to write to and to read from, for what may not fit into memory. Raises ``GitError``."""
    try:
        process = subprocess.Popen(  # noqa: S603 - see above
            [_GIT, *_where(folder), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise _missing(error) from error
    if process.stdin is None or process.stdout is None:
        raise AssertionError("both were asked for as pipes")
    with process:
        try:
            yield process.stdin, process.stdout
        except BaseException:
            process.kill()
            raise


def resolve(revision: str) -> str | None:
    """The id that a revision stands for, or None where there is none (HEAD before the first commit)."""
    try:
        return read_line(ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision))
    except GitError:
        return None


def find_root(folder: Path | None = None) -> Path:
    """The top folder of the working tree. Raises ``GitError`` outside one, and in a bare repository."""
    return Path(read_line(ask("rev-parse", "--show-toplevel", folder=folder)))


def read_line(output: bytes) -> str:
    """One answer without its line end; a path may hold line breaks of its own."""
    return os.fsdecode(output.removesuffix(b"\n").removesuffix(b"\r"))


def read_names(output: bytes) -> list[str]:
    """The names of a list that git was asked for with ``-z``."""
    return [os.fsdecode(name) for name in output.split(b"\0") if name]


def read_changes(output: bytes) -> Iterator[Change]:
    """The changes in what ``git diff-index --raw -z`` and its kin print, renames not looked for.

    A record is ``:oldmode newmode oldid newid status NUL path NUL``; that of a merge (``diff-tree -c``) has a colon,
    an old mode, an old id and a status for each parent.
    """
    fields = iter(output.split(b"\0"))
    for record in fields:
        if not record.startswith(b":"):
            continue
        parents = len(record) - len(record.lstrip(b":"))
        values = record.lstrip(b":").split(b" ")
        mode, oid, status = values[parents], values[2 * parents + 1], values[-1]
        yield Change(os.fsdecode(next(fields)), status[:1].decode(), oid.decode(), mode in FILE_MODES)


def read_blobs(blobs: Iterable[Blob], *, folder: Path | None = None) -> Iterator[tuple[Blob, bytes | str]]:
    """The content of each blob, in their order, one in memory at a time, or a sentence on why it cannot be had.

    The content is that of the index or commit: no filter, no line-end conversion, no attribute has a say.
    """
    with talk("cat-file", "--batch", folder=folder) as (questions, answers):
        for blob in blobs:
            questions.write(f"{blob.oid}\n".encode())
            questions.flush()
            header = answers.readline().split()
            if len(header) != 3 or header[1] != b"blob":
                yield blob, f"git does not have its content ({blob.oid})"
                continue
            size = int(header[2])
            if size <= MAX_BYTES:
                yield blob, answers.read(size)
            else:
                _pass_over(answers, size)
                yield blob, f"is larger than {MAX_BYTES // 2**20} MB: no letter"
            answers.read(1)  # the line end after the content


def _pass_over(answers: IO[bytes], size: int) -> None:
    while size:
        chunk = answers.read(min(size, _CHUNK))
        if not chunk:
            raise GitError("git cat-file ended early")
        size -= len(chunk)


def _where(folder: Path | None) -> tuple[str, ...]:
    """Options of git itself: what is checked is what is there, not what ``refs/replace`` puts in its place."""
    return ("--no-replace-objects", *(("-C", os.fspath(folder)) if folder else ()))


def _missing(error: OSError) -> GitError:
    if isinstance(error, FileNotFoundError):
        return GitError("git is not there: install it, or put it on PATH")
    return GitError(f"git cannot be run: {error.strerror or type(error).__name__}")


def _last_words(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "it failed and did not say why"
