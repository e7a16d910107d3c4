"""Mails kept together: an mbox file, and the folders of a Maildir."""

from __future__ import annotations

import mailbox
import re
from typing import TYPE_CHECKING

from tonecheck.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Where a Maildir keeps what has arrived; ``tmp`` holds what is still being written.
_DELIVERED = ("cur", "new")
#: mboxrd: a line of a letter that begins with «From » is kept with «>» before it, and one that has «>» with one more.
_QUOTED = re.compile(rb"(?m)^>(>*From )")


def is_mbox(path: Path) -> bool:
    """Whether a file is called one."""
    return path.suffix.lower() in (".mbox", ".mbx")


def read_mbox(path: Path) -> Iterator[bytes]:
    """The mails of an mbox file, one at a time. Raises ``UnreadableError`` where it cannot be read or is none."""
    try:
        with path.open("rb") as file:
            if file.read(5) not in (b"From ", b""):
                raise UnreadableError(f"{path}: is no mbox: it does not begin with a line «From …»")
        box = mailbox.mbox(path, create=False)
    except (OSError, mailbox.Error) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UnreadableError(f"{path}: {reason}") from error
    try:
        for key in box.iterkeys():
            yield _QUOTED.sub(rb"\1", box.get_bytes(key))
    finally:
        box.close()


def is_maildir(folder: Path) -> bool:
    """Whether a folder has the three folders of a Maildir."""
    return all((folder / name).is_dir() for name in ("cur", "new", "tmp"))


def find_maildir_mails(folder: Path) -> list[Path]:
    """The mails that have arrived in a Maildir, in the order of their names, which is that of their arrival."""
    mails = (path for name in _DELIVERED for path in (folder / name).iterdir() if path.is_file())
    return sorted((path for path in mails if not path.name.startswith(".")), key=lambda path: path.name)
