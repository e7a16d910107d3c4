"""gettext catalogues (.po), after the manual of GNU gettext, «The Format of PO Files».

Untranslated, fuzzy and obsolete entries are not read: no user ever sees them. The key of an entry is what the
program looks up, the untranslated text, behind its context.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import escapes
from tonecheck.message.catalogues.entry import Entry
from tonecheck.message.sourcemap import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.message.sourcemap import SourceMap

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+$")
_STATEMENT: Final = re.compile(
    r"[ \t]*(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:[ \t]*\[(?P<form>[0-9]{1,2})\])?[ \t]*)?"
    r'"(?P<text>(?:[^"\\\r\n]++|\\.)*+)"[ \t]*\r?\n?'
)
_LOOSE: Final = re.compile(  # quotation marks inside, which msgfmt refuses and other programs read
    r"[ \t]*(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:[ \t]*\[(?P<form>[0-9]{1,2})\])?[ \t]*)?"
    r'"(?P<text>[^\r\n]*)"[ \t]*\r?\n?'
)
_ESCAPE: Final = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([^\r\n]))")
_NAMED: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_WRITTEN: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LANGUAGE: Final = re.compile(r"^Language:[ \t]*([\w@.-]+)", re.MULTILINE)
_CHARSET: Final = re.compile(rb"charset=([\w.:-]{1,40})")
#: Key lengths; the untranslated text of a letter may be the letter.
_MAX_KEY: Final = 60


@dataclass(slots=True)
class _Block:
    """The statements of one entry while they are read: the ranges of the strings that make up each."""

    strings: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    is_skipped: bool = False

    @property
    def is_complete(self) -> bool:
        return any(name.startswith("msgstr") for name in self.strings)


def find_charset(data: bytes) -> str | None:
    """The charset that the header entry names."""
    found = _CHARSET.search(data[:20_000])
    return found[1].decode("ascii") if found else None


def read(source: str) -> Iterator[Entry]:
    """The translated strings; raises ``UnreadableError`` with the line that is none of the format."""
    locale: str | None = None
    for block in _find_blocks(source):
        msgid = _join(source, block.strings.get("msgid", ()))[0]
        if not msgid and "msgctxt" not in block.strings:
            header = _join(source, block.strings.get("msgstr", ()))[0]
            found = _LANGUAGE.search(header)
            locale = found[1] if found else locale
            continue
        if not block.is_skipped:
            yield from _make_entries(source, block, msgid, locale)


def _make_entries(source: str, block: _Block, msgid: str, locale: str | None) -> Iterator[Entry]:
    context = _join(source, block.strings.get("msgctxt", ()))[0]
    key = _shorten(f"{context} | {msgid}" if context else msgid)
    for name, places in block.strings.items():
        if name.startswith("msgstr"):
            text, source_map = _join(source, places)
            if text:
                yield Entry(key + name.removeprefix("msgstr"), text, source_map, locale, write)


def _shorten(key: str) -> str:
    line = " ".join(key.split())
    return line if len(line) <= _MAX_KEY else line[: _MAX_KEY - 1] + "…"


def _join(source: str, places: Sequence[tuple[int, int]]) -> tuple[str, SourceMap]:
    builder = Builder(source)
    for start, end in places:
        escapes.undo(builder, start, end, _ESCAPE, _mean)
    return builder.finish()


def _find_blocks(source: str) -> Iterator[_Block]:
    block = _Block()
    last = ""
    for number, line in enumerate(_LINE.finditer(source), 1):
        text = line[0].strip()
        if not text or text.startswith("#"):
            if block.is_complete or (text.startswith("#") and not text.startswith(("#~", "#|")) and block.strings):
                yield block
                block, last = _Block(), ""
            if text.startswith("#~"):
                block = _Block()  # obsolete, and so is the flag before it
            elif text.startswith("#,") and "fuzzy" in [flag.strip() for flag in text[2:].split(",")]:
                block.is_skipped = True
            continue
        found = _STATEMENT.fullmatch(source, *line.span()) or _LOOSE.fullmatch(source, *line.span())
        if found is None or not (found["keyword"] or last):
            raise UnreadableError(f'line {number}: this is no line of a .po file: expected msgid, msgstr or "text"')
        if found["keyword"]:
            last = found["keyword"] + (f"[{int(found['form'])}]" if found["form"] else "")
            if last in ("msgctxt", "msgid") and block.is_complete:
                yield block
                block = _Block()
        block.strings.setdefault(last, []).append(found.span("text"))
    if block.strings:
        yield block


def _mean(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 8))
    if found[2]:
        return chr(int(found[2], 16))
    return _NAMED.get(found[3], found[3])


def write(text: str) -> str:
    """The inside of a PO string."""
    return "".join(_WRITTEN.get(char, char) for char in text)
