"""Mail headers → decoded strings: encoded words wherever they stand, raw 8-bit values, folded lines, broken addresses."""

from __future__ import annotations

import binascii
import email.message
import re
from email.utils import collapse_rfc2231_value, getaddresses
from typing import TYPE_CHECKING, Final

from tonecheck.errors import UnreadableError
from tonecheck.message import charset
from tonecheck.message.parts import Headers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FOLD: Final = re.compile(r"[\r\n]+")
_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
#: Blanks between encoded words mean nothing (RFC 2047, 6.2); yet Python folds «a b» so that the blank is left outside.
_PYTHON_FOLD: Final = "  "
_LONGEST: Final = 100_000  # code points of one header; what is longer is cut


def parse_block(block: bytes) -> email.message.Message:
    """The fields of a header block. Raw 8-bit values are decoded together: one letter, one charset."""
    fields: list[tuple[str, list[bytes]]] = []
    for line in block.splitlines():
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line.rstrip())
            continue
        name, colon, value = line.partition(b":")
        if colon and name.strip().isascii():
            fields.append((name.strip().decode("ascii"), [value.strip()]))
    values = _decode_raw([b"".join(pieces) for _, pieces in fields])
    return build(zip((name for name, _ in fields), values, strict=True))


def copy_fields(message: email.message.Message) -> email.message.Message:
    """The fields of any mail object, whatever its policy, as plain decoded strings."""
    names, values = [], []
    for name, value in message.raw_items():
        names.append(name)
        values.append(_FOLD.sub("", str(value)))
    decoded = iter(_decode_raw([value.encode("ascii", "surrogateescape") for value in values if _is_raw(value)]))
    return build((name, next(decoded) if _is_raw(value) else value) for name, value in zip(names, values, strict=True))


def build(fields: Iterable[tuple[str, str]]) -> email.message.Message:
    """A message of headers only, whose values are taken as they are."""
    message = email.message.Message()
    for name, value in fields:
        message[name] = value[:_LONGEST]
    return message


def _is_raw(value: str) -> bool:
    """ASCII with bytes of another charset in it, as the parser leaves them."""
    return any("\udc80" <= char <= "\udcff" for char in value) and all(
        ord(char) < 0x80 or "\udc80" <= char <= "\udcff" for char in value
    )


def _decode_raw(values: Sequence[bytes]) -> list[str]:
    """Decode values of one charset, which all of them together show better than a subject of two words does."""
    try:
        together = charset.decode(b"\n".join(values)).split("\n")
    except UnreadableError:
        together = []
    if len(together) == len(values):
        return together
    return [_decode_bytes(value, None) or value.decode("ascii", "replace") for value in values]


def _decode_bytes(data: bytes, declared: str | None) -> str | None:
    try:
        return charset.decode(data, declared)
    except UnreadableError:
        return None


def decode_words(value: str) -> str:
    """``value`` with its encoded words (RFC 2047) decoded, also inside quotes; broken ones stay as they are.

    Neighbours of one charset are decoded together, since some programs cut a letter in two between them.
    """
    pieces: list[str] = []
    pending: list[re.Match[str]] = []
    at = 0
    for word in _WORD.finditer(value):
        gap = value[at : word.start()]
        if pending and (gap.strip() or gap == _PYTHON_FOLD or pending[-1][1].lower() != word[1].lower()):
            pieces.append(_decode_run(pending))
            pieces.append(gap if gap.strip() or gap == _PYTHON_FOLD else "")
            pending = []
        elif not pending:
            pieces.append(gap)
        pending.append(word)
        at = word.end()
    if pending:
        pieces.append(_decode_run(pending))
    pieces.append(value[at:])
    return "".join(pieces)


def _decode_run(words: Sequence[re.Match[str]]) -> str:
    data = b"".join(_decode_word(word[2].lower(), word[3]) for word in words)
    name = words[0][1].partition("*")[0]
    text = _decode_bytes(data, name)
    return text if text is not None else " ".join(word[0] for word in words)


def _decode_word(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding == "q":
        return binascii.a2b_qp(data, header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")


def read_headers(message: email.message.Message) -> Headers:
    """The headers that checks read."""
    sender = _addresses(message, "From")
    return Headers(
        subject=_text(message, "Subject"),
        sender=_text(message, "From") if not sender else (sender[0][1] or sender[0][0]),
        to=_addresses(message, "To"),
        cc=_addresses(message, "Cc"),
        bcc=_addresses(message, "Bcc"),
        date=_text(message, "Date"),
    )


def _text(message: email.message.Message, name: str) -> str:
    return " ".join(decode_words(str(message.get(name, ""))).split())


def _addresses(message: email.message.Message, name: str) -> tuple[tuple[str, str], ...]:
    """(display name, address) of every addressee; the parser of the standard library may fail on malformed ones."""
    values = [str(value) for value in message.get_all(name, [])]
    try:
        pairs = getaddresses(values)
    except (IndexError, ValueError, TypeError, AttributeError, RecursionError):  # «((((…», «@», «<»
        return ()
    return tuple((" ".join(decode_words(shown).split()), address) for shown, address in pairs if shown or address)


def read_parameter(message: email.message.Message, parameter: str, field: str = "Content-Type") -> str:
    """A parameter of a header («charset», «format»), decoded, without quotes; «» where it is missing or broken."""
    try:
        value = message.get_param(parameter, "", header=field)
    except (IndexError, ValueError, TypeError, LookupError):
        return ""
    return collapse_rfc2231_value(value).strip() if value else ""


def read_filename(message: email.message.Message) -> str:
    """The file name of a part, decoded whichever way it is written (RFC 2231, encoded words, raw); «» without one."""
    name = read_parameter(message, "filename", "Content-Disposition") or read_parameter(message, "name")
    return " ".join(decode_words(name).split())
