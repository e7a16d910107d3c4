"""Write changed text back into a file: only the part that changed is encoded anew, every other byte stays.

A part keeps its charset, its transfer encoding and its line ends. What is signed or encrypted is not touched, since
one changed letter would break the seal. The result is read again before it is given out.
"""

from __future__ import annotations

import binascii
import email.errors
import email.header
import re
from typing import TYPE_CHECKING, Final

from tonecheck.errors import UnreadableError
from tonecheck.files import encode_like
from tonecheck.message import mail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tonecheck.message.leaf import Leaf
    from tonecheck.message.parts import Message

_SEALED: Final = (
    "the mail is signed or encrypted, and one changed letter would break the seal;"
    " mend the text in the mail program and sign it anew"
)
_UNPLACED: Final = (
    "the mail cannot be rewritten without changing more than its words; mend the text in the mail program"
)
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_SUBJECT: Final = re.compile(rb"^subject:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
_ENCODED_WORD: Final = re.compile(rb"=\?([^?*\s]{1,60})[^?\s]{0,20}\?[bBqQ]\?")
_DKIM: Final = re.compile(rb"^dkim-signature:", re.IGNORECASE | re.MULTILINE)
_BASE64_BYTES: Final = 57  #: of content in a line of 76 letters


def write_back(data: bytes, message: Message, changed: Mapping[str, str]) -> bytes:
    """The file ``data``, read as ``message``, with the parts named in ``changed`` saying the new text.

    Raises ``UnreadableError`` for a sealed mail, for a part that has no certain place in the file, and where the
    charset of a part lacks a letter of the new text.
    """
    if not changed:
        return data
    before = {part.name: part.text for part in message.parts}
    if message.headers is None:
        [(name, text)] = changed.items()
        return encode_like(text, data, before[name])
    leaves = mail.find_leaves(data)
    if leaves is None:
        raise UnreadableError(_SEALED)
    edits = [
        _edit_subject(data, before[name], text)
        if name == "subject"
        else _edit_part(leaves.get(name), before[name], text)
        for name, text in changed.items()
    ]
    result = data
    for start, end, new in sorted(edits, reverse=True):
        result = result[:start] + new + result[end:]
    if {part.name: part.text for part in mail.read_mail(result).parts} != {**before, **changed}:
        raise UnreadableError(_UNPLACED)
    return result


def has_dkim(data: bytes) -> bool:
    """Whether a server signed the mail on its way (RFC 6376); a changed letter makes that signature void."""
    return _DKIM.search(_head(data)) is not None


def _head(data: bytes) -> bytes:
    end = _HEAD_END.search(data)
    return data[: end.start()] if end else data


def _edit_part(leaf: Leaf | None, before: str, after: str) -> tuple[int, int, bytes]:
    if leaf is None or leaf.place is None or isinstance(leaf.payload, str):
        raise UnreadableError(_UNPLACED)
    content = leaf.decode()
    if isinstance(content, str):
        raise UnreadableError(_UNPLACED)
    return (*leaf.place, _encode(leaf, leaf.payload, encode_like(after, content, before)))


def _encode(leaf: Leaf, payload: bytes, content: bytes) -> bytes:
    """``content`` in the transfer encoding, with the line ends, of the ``payload`` that it takes the place of."""
    if leaf.encoding == "quoted-printable":
        return binascii.b2a_qp(content, istext=True)
    if leaf.encoding == "base64":
        eol = b"\r\n" if b"\r\n" in payload else b"\n"
        lines = (content[at : at + _BASE64_BYTES] for at in range(0, len(content), _BASE64_BYTES))
        encoded = eol.join(binascii.b2a_base64(line, newline=False) for line in lines)
        return encoded + payload[len(payload.rstrip()) :]
    if leaf.encoding in {"7bit", "8bit", "binary"}:
        return content
    raise UnreadableError(_UNPLACED)


def _edit_subject(data: bytes, before: str, after: str) -> tuple[int, int, bytes]:
    """The new value of the subject: in encoded words of its charset, or raw where it was raw."""
    found = _SUBJECT.search(_head(data))
    if found is None:
        raise UnreadableError(_UNPLACED)
    value = found[1].rstrip()
    place = (found.start(1), found.start(1) + len(value))
    word = _ENCODED_WORD.search(value)
    if word is None and not value.isascii():
        return (*place, encode_like(after, value, before))
    name = word[1].decode("ascii", "replace") if word else "utf-8"
    try:
        header = email.header.Header(after, name, maxlinelen=75, header_name="Subject")
        eol = "\r\n" if b"\r\n" in data else "\n"
        return (*place, header.encode(linesep=eol).encode("ascii"))
    except (LookupError, UnicodeError, email.errors.HeaderParseError) as error:
        raise UnreadableError(_UNPLACED) from error
