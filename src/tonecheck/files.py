"""Files of the user: found, read, and replaced without a moment in which they are half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tonecheck.errors import UnreadableError, UnwritableError
from tonecheck.locales import may_be_catalogue, names_catalogue, tells_locale

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a folder is searched for, beside templates. A file that is named itself may be called anything.
SUFFIXES = (".eml", ".txt", ".md", ".html", ".htm")
#: Templates, also before the suffix of their format: «letter.html.j2».
TEMPLATE_SUFFIXES = (
    *(".j2", ".jinja", ".jinja2", ".tpl", ".hbs", ".handlebars", ".mustache", ".liquid", ".erb", ".ejs", ".ftl"),
    *(".twig", ".mjml"),
)
#: Bytes of a file at most that are looked at to see whether it is a catalogue; the largest have a few million.
MAX_PEEK = 10_000_000
#: Charsets of Russian and Ukrainian text, in the order in which one is tried for writing a file back.
_CHARSETS = ("utf-8", "utf-8-sig", "cp1251", "koi8-u", "koi8-r", "iso-8859-5", "cp866", "utf-16")
_BOMLESS = ("utf-16-le", "utf-16-be")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ``UnreadableError`` with the reason."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or type(error).__name__}") from error


def find_letters(folder: Path) -> list[Path]:
    """The letters in a folder and below, in the order of their names; what is hidden stays so.

    Raises ``UnreadableError`` when there is none: a mistyped folder must not pass for a clean one.
    """
    found = sorted(_walk(folder))
    if not found:
        raise UnreadableError(f"{folder}: no letters in this folder ({', '.join(SUFFIXES)}, templates, catalogues)")
    return found


def is_letter(path: str) -> bool:
    """Whether a path names what a folder is searched for, and nothing hidden in it.

    Letters and templates by their suffix; catalogues by the language that the path says («locales/ru.yml»).
    """
    if any(name.startswith(".") for name in path.split("/")):
        return False
    return path.lower().endswith(SUFFIXES + TEMPLATE_SUFFIXES) or names_catalogue(path)


def may_be_letter(path: str) -> bool:
    """Whether ``is_letter``, or a catalogue of which only the content can say so."""
    hidden = any(name.startswith(".") for name in path.split("/"))
    return is_letter(path) or (not hidden and may_be_catalogue(path))


def is_letter_by_content(path: str, data: bytes) -> bool:
    """Whether what may be a letter by its path is one, with this content."""
    return is_letter(path) or (len(data) <= MAX_PEEK and tells_locale(path, data))


def is_letter_file(path: Path, name: str) -> bool:
    """Whether a file is what a folder is searched for, under the name that it has in the folder."""
    return is_letter(name) or (may_be_letter(name) and _tells_locale(path))


def encode_like(text: str, original: bytes, decoded: str) -> bytes:
    """``text`` in the charset, with the byte-order mark, of a file whose ``original`` bytes read ``decoded``.

    The charset is the one that gives exactly the original bytes back. Raises ``UnreadableError`` when there is
    none, or when it lacks a letter of the new text.
    """
    for charset in (*_CHARSETS, *_BOMLESS):
        mark = b""
        if charset in _BOMLESS and original[:2] in (b"\xff\xfe", b"\xfe\xff"):
            mark = original[:2]
        try:
            same = mark + decoded.encode(charset) == original
        except UnicodeEncodeError:
            continue
        if same:
            try:
                return mark + text.encode(charset)
            except UnicodeEncodeError as error:
                lacking = text[error.start : error.end]
                raise UnreadableError(f"the file is in {charset}, which lacks {lacking!r}; save it as UTF-8") from error
    raise UnreadableError("the charset of the file cannot be written back without loss; save it as UTF-8")


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file at one stroke: written beside it, then renamed. A link stays one, and so do the permissions.

    Raises ``UnwritableError`` with the reason; the file is then what it was.
    """
    try:
        _replace(path.resolve(), data)
    except OSError as error:
        raise UnwritableError(f"{path}: cannot be written: {error.strerror or type(error).__name__}") from error


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".tonecheck-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if is_letter_file(path, path.relative_to(folder).as_posix()):
                yield path


def _tells_locale(path: Path) -> bool:
    """Whether a catalogue whose name says no language has one of ours; what cannot be read is left to the reading."""
    try:
        return path.stat().st_size <= MAX_PEEK and tells_locale(path.name, path.read_bytes())
    except OSError:
        return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
