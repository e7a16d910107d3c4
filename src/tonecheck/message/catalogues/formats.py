"""The formats of catalogues: which one a file has, reading it, writing it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from tonecheck.errors import UnreadableError
from tonecheck.files import TEMPLATE_SUFFIXES, encode_like
from tonecheck.locales import is_php_catalogue
from tonecheck.message import charset
from tonecheck.message.catalogues.build import build_parts
from tonecheck.message.parts import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.message.catalogues.entry import Entry
    from tonecheck.message.parts import Part
    from tonecheck.model import Kind

#: Code points of a file at most; the largest catalogues of public projects have three million.
MAX_LENGTH: Final = 10_000_000
_UNWRITABLE: Final = "the catalogue cannot be rewritten without changing more than its words; mend the string by hand"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for people, and the module here that reads it, loaded when a file of the format comes."""

    name: str
    module: str
    names_charset: bool = False  #: files say themselves what they are written in

    def read(self, source: str) -> Iterable[Entry]:
        """The entries of a decoded file; raises ``UnreadableError`` with the line of what the format does not allow."""
        entries: Iterable[Entry] = self._load().read(source)
        return entries

    def find_charset(self, data: bytes) -> str | None:
        """The charset that a file names."""
        charset_: str | None = self._load().find_charset(data) if self.names_charset else None
        return charset_

    def _load(self) -> Any:
        return import_module(f"{__package__}.{self.module}")


_YAML: Final = Format("YAML", "yaml")
_XLIFF: Final = Format("XLIFF", "xliff", names_charset=True)
_ANDROID: Final = Format("Android", "android", names_charset=True)
_FLUENT: Final = Format("Fluent", "fluent")
_PHP: Final = Format("PHP", "php")
_FORMATS: Final = {
    ".arb": Format("ARB", "arb"),
    ".json": Format("JSON", "json"),
    ".po": Format("gettext", "po", names_charset=True),
    ".properties": Format("properties", "properties"),
    ".strings": Format("Apple strings", "strings"),
    ".xcstrings": Format("Apple string catalogue", "xcstrings"),
    ".xlf": _XLIFF,
    ".xliff": _XLIFF,
    ".yaml": _YAML,
    ".yml": _YAML,
}
_MESSAGE: Final = re.compile(r"^-?[A-Za-z][\w-]*[ \t]*=", re.MULTILINE)
_FREEMARKER: Final = re.compile(r"</?[#@][a-z]|<#--")
#: How far into an XML file its first element is looked for, behind licences and declarations.
_HEAD: Final = 20_000
_ROOT: Final = re.compile(r"<(resources|xliff)[\s>]")


def looks_like_fluent(source: str) -> bool:
    """Whether an .ftl is Fluent, and no template of FreeMarker."""
    return _MESSAGE.search(source) is not None and _FREEMARKER.search(source) is None


def find_format(name: str | None, data: bytes) -> Format | None:
    """The format of a file, by its name and, for .xml and .ftl, its content; None for what is no catalogue.

    A template of .properties («messages_ru.properties.ejs») is read like one that is none; a .php is a catalogue in a
    folder of languages («lang/ru/auth.php»).
    """
    suffixes = [suffix.lower() for suffix in PurePath(name or "").suffixes]
    if suffixes[-2:-1] == [".properties"] and suffixes[-1] in TEMPLATE_SUFFIXES:
        return _FORMATS[".properties"]
    match suffixes[-1:]:
        case [".xml"]:
            root = _ROOT.search(data[:_HEAD].replace(b"\0", b"").decode("ascii", "replace"))
            return (_XLIFF if root[1] == "xliff" else _ANDROID) if root else None
        case [".php"]:
            return _PHP if is_php_catalogue(name or "") else None
        case [".ftl"]:
            return _FLUENT if looks_like_fluent(charset.decode(data)) else None
        case [suffix]:
            return _FORMATS.get(suffix)
    return None


def read(data: bytes, format_: Format, name: str | None, kind: Kind | None = None) -> Message:
    """The Russian and Ukrainian strings of a catalogue, a part each, named by its key.

    Raises ``UnreadableError`` with the line of what the format does not allow.
    """
    source = charset.decode(data, format_.find_charset(data))
    if len(source) > MAX_LENGTH:
        raise UnreadableError(f"the catalogue has more than {MAX_LENGTH:,} characters; split it")
    entries = list(format_.read(source))
    parts = build_parts(entries, source, name or "")
    return Message(name=name, parts=parts, kind=kind or "template", catalogue=source)


def write_back(data: bytes, message: Message, text: str) -> bytes:
    """``data``, read as ``message``, with the decoded file saying ``text`` instead.

    What was written is read again: there must be no new keys, and every string that stands there as before must say
    what it said. Raises ``UnreadableError`` otherwise, and where the charset lacks a letter of the new text.
    """
    format_ = find_format(message.name, data)
    assert format_ is not None
    assert message.catalogue is not None
    if text == message.catalogue:
        return data
    result = encode_like(text, data, message.catalogue)
    again = read(result, format_, message.name, message.kind)
    after = {part.name: part for part in again.parts}
    is_same = after.keys() <= {part.name for part in message.parts} and all(
        _says_the_same(part, after.get(part.name), text) for part in message.parts
    )
    if again.catalogue != text or not is_same:
        raise UnreadableError(_UNWRITABLE)
    return result


def _says_the_same(before: Part, after: Part | None, text: str) -> bool:
    """Whether a string is unchanged, or changed where it stands: «Vіsa» with a Cyrillic letter is then none of ours."""
    raw = _raw(before)
    if after is None:
        return raw not in text
    return raw != _raw(after) or before.clean == after.clean


def _raw(part: Part) -> str:
    return part.text[part.segments[0].start : part.segments[-1].end] if part.segments else ""
