"""What git says when it is asked. Lists are asked for with ``-z``, so that a name may hold anything but NUL.

Only plumbing is used where it exists: it does not heed the user's taste (``diff.renames``, ``diff.orderFile``). The
environment is handed on as it is, since in a hook it names the index (``GIT_INDEX_FILE``, which is another one for
``git commit FILE``) and the objects of a push that is not yet accepted (``GIT_QUARANTINE_PATH``).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
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
#: What is checked is what is there, not what ``refs/replace`` puts in its place; a path is no pattern; and where a list
#: cannot be had with ``-z``, names stand in quotes.
_GIT = ("git", "--no-replace-objects", "--literal-pathspecs", "-c", "core.quotePath=true")
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


@dataclass(frozen=True, slots=True)
class Conversation:
    """A git that runs: ``questions`` can be written to where it was started for that, ``answers`` is its output."""

    questions: IO[bytes]
    answers: IO[bytes]

    def fields(self) -> Iterator[bytes]:
        """The output of a command with ``-z``, field by field."""
        rest = b""
        while chunk := self.answers.read(_CHUNK):
            *fields, rest = (rest + chunk).split(b"\0")
            yield from fields
        if rest:
            yield rest


def ask(*arguments: str, folder: Path | None = None, data: bytes | None = None) -> bytes:
    """What git prints. Raises ``GitError`` with git's own words where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; git of the user's PATH is the one meant
            [*_GIT, *_where(folder), *arguments],
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
def start(*arguments: str, folder: Path | None = None, data: bytes | None = b"") -> Iterator[Conversation]:
    """Run git while its output is read, for what may not fit into memory.

    ``data`` is what it is given to read; None lets it be written to. Raises ``GitError`` where it fails, with its own
    words.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(data or b"")
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - see above
                [*_GIT, *_where(folder), *arguments],
                stdin=subprocess.PIPE if data is None else given,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        except OSError as error:
            raise _missing(error) from error
        with process, contextlib.suppress(BrokenPipeError):  # it has ended: the exit code below says how
            assert process.stdout is not None
            try:
                yield Conversation(process.stdin or given, process.stdout)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            raise GitError(f"git {arguments[0]}: {_last_words(said.read())}")


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


def read_changes(fields: Iterable[bytes]) -> Iterator[Change]:
    """The changes in the fields that ``git diff-index --raw -z`` and its kin print, renames not looked for.

    A record is ``:oldmode newmode oldid newid status NUL path NUL``; that of a merge (``diff-tree -c``) has a colon,
    an old mode, an old id and a status for each parent.
    """
    fields = iter(fields)
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
    with start("cat-file", "--batch", folder=folder, data=None) as git:
        answers = git.answers
        for blob in blobs:
            git.questions.write(f"{blob.oid}\n".encode())
            git.questions.flush()
            line = answers.readline()
            if not line:
                break  # git has ended; ``start`` says why
            header = line.split()
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
    while size and (chunk := answers.read(min(size, _CHUNK))):
        size -= len(chunk)


def _where(folder: Path | None) -> tuple[str, ...]:
    return ("-C", os.fspath(folder)) if folder else ()


def _missing(error: OSError) -> GitError:
    if isinstance(error, FileNotFoundError):
        return GitError("git is not there: install it, or put it on PATH")
    return GitError(f"git cannot be run: {error.strerror or type(error).__name__}")


def _last_words(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "it failed and did not say why"
