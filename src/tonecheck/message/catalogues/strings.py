r"""Apple's .strings, after «Old-Style ASCII Property Lists»: ``"key" = "value";``, in UTF-8 or UTF-16."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues import escapes
from tonecheck.message.catalogues.entry import Entry
from tonecheck.message.sourcemap import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r'(?P<skipped>\s+|/\*.*?\*/|//[^\r\n]*+)|"(?P<double>(?:[^"\\]++|\\.)*+)"|\'(?P<single>(?:[^\'\\]++|\\.)*+)\''
    r"|(?P<bare>[\w./:$-]+)|(?P<sign>[=;{}])",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(
    r"\\(?:[uU](?P<unit>[dD][89abAB][0-9A-Fa-f]{2}\\[uU][dD][c-fC-F][0-9A-Fa-f]{2}|[0-9A-Fa-f]{4})"
    r"|(?P<octal>[0-7]{1,3})|(?P<sign>.))",
    re.DOTALL,
)
_NAMED: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_WRITTEN: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def read(source: str) -> Iterator[Entry]:
    """The values; raises ``UnreadableError`` with the line of what the format does not allow."""
    statement: list[re.Match[str]] = []
    for token in _find_tokens(source):
        if token["sign"] == ";":
            if (
                len(statement) == 3
                and statement[1]["sign"] == "="
                and not {statement[0]["sign"], statement[2]["sign"]} - {None}
            ):
                yield _make_entry(source, statement[0], statement[2])
            elif len(statement) != 1 or statement[0]["sign"]:
                _fail(source, (statement or [token])[0].start(), 'expected "key" = "value";')
            statement = []
        elif token["sign"] not in ("{", "}"):
            statement.append(token)
            if len(statement) > 3:
                _fail(source, statement[2].end(), "a semicolon is missing")
    if statement:
        _fail(source, statement[-1].end(), "a semicolon is missing")


def _find_tokens(source: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None:
            _fail(source, position, "a string is not closed, or a sign stands between strings")
        if not token["skipped"]:
            yield token
        position = token.end()


def _make_entry(source: str, key: re.Match[str], value: re.Match[str]) -> Entry:
    kind = next(name for name in ("double", "single", "bare") if value[name] is not None)
    builder = Builder(source)
    escapes.undo(builder, *value.span(kind), _ESCAPE, _mean)
    text, source_map = builder.finish()
    name = key["double"] or key["single"] or key["bare"] or ""
    return Entry(_ESCAPE.sub(_mean, name), text, source_map, None, escapes.choose(value[kind], _write, _write_ascii))


def _mean(found: re.Match[str]) -> str:
    if found["unit"]:
        return escapes.decode_utf16(found["unit"])
    if found["octal"]:
        return chr(int(found["octal"], 8))
    return _NAMED.get(found["sign"], found["sign"])


def _write(text: str) -> str:
    return "".join(_WRITTEN.get(char, char) for char in text)


def _write_ascii(text: str) -> str:
    return escapes.to_units(_write(text), "\\U{:04x}")


def _fail(source: str, at: int, what: str) -> NoReturn:
    line = len(re.findall(r"\r\n|\r|\n", source[:at])) + 1
    raise UnreadableError(f"line {line}: this is no line of a .strings file: {what}")
