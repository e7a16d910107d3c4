"""The header block of a raw message, read without changing a byte of it: the author's override, hops, recipients."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tonecheck.message.headers import decode_words
from tonecheck.report.window import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD: Final = b"x-tonecheck"
_ALLOW: Final = re.compile(r"allow\s+--\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_LONGEST_REASON: Final = 200  # code points
_START: Final = re.compile(rb"[!-9;-~]+[ \t]*:")


def iterate_fields(data: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(start, end, name in lower case, value) of every field, in bytes of ``data``; folded lines belong to the value."""
    at, field = 0, None
    while at < len(data):
        end = data.find(b"\n", at) + 1 or len(data)
        line = data[at:end]
        if line.strip(b"\r\n") == b"":
            break
        if line[:1] in (b" ", b"\t") and field:
            field = (field[0], end)
        else:
            if field:
                yield _part(data, *field)
            field = (at, end) if _START.match(line) else None
        at = end
    if field:
        yield _part(data, *field)


def _part(data: bytes, start: int, end: int) -> tuple[int, int, bytes, bytes]:
    name, _, value = data[start:end].partition(b":")
    return start, end, name.strip().lower(), value.strip()


def read_override(value: bytes) -> str | None:
    """The reason in ``allow -- reason``, one printable line of 200 code points at most; None where it is none."""
    text = " ".join(decode_words(value.decode("utf-8", "replace")).split())
    found = _ALLOW.fullmatch(text)
    return printable(found[1])[:_LONGEST_REASON] if found else None


def find_override(data: bytes) -> str | None:
    """The reason that the author gives for sending it all the same, in a field ``X-Tonecheck: allow -- reason``."""
    reasons = (read_override(value) for _, _, name, value in iterate_fields(data) if name == FIELD)
    return next((reason for reason in reasons if reason), None)


def strip_override(data: bytes) -> bytes:
    """``data`` without its fields ``X-Tonecheck: allow -- reason``; every other byte stays."""
    kept, at = [], 0
    for start, end, name, value in iterate_fields(data):
        if name == FIELD and read_override(value):
            kept.append(data[at:start])
            at = end
    return b"".join((*kept, data[at:]))


def count_hops(data: bytes, mark: bytes) -> tuple[int, int]:
    """How many ``Received:`` fields there are, and how many of them carry ``mark``."""
    values = [value for _, _, name, value in iterate_fields(data) if name == b"received"]
    return len(values), sum(mark in value for value in values)


def begins_with_field(data: bytes) -> bool:
    """Whether a field stands at the very top, so that another may be set before it."""
    return _START.match(data) is not None
