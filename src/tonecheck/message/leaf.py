"""A part of a mail that is no multipart: what its headers say, and its content without transfer encoding."""

from __future__ import annotations

import binascii
import email.message
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tonecheck.message import headers

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")
_UU_ENCODINGS: Final = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a part stands in a multipart: the ``branch``-th part of it.

    ``alternative`` numbers the multipart/alternatives of a mail; it is None for other multiparts.
    """

    parent: Frame | None
    alternative: int | None
    branch: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part: its headers (decoded strings) and its payload, still transfer-encoded.

    A ``str`` payload was set by a program without any encoding and is text already. ``place`` is where the payload
    stands in the file, in bytes, half-open; None in a mail that came as an object.
    """

    header: email.message.Message
    payload: bytes | str
    frame: Frame | None = None
    place: tuple[int, int] | None = None

    @property
    def content_type(self) -> str:
        """Type and subtype in lower case; «text/plain» where none or a broken one is named."""
        return self.header.get_content_type()

    @property
    def disposition(self) -> str:
        """«inline», «attachment» or «»."""
        return self.header.get_content_disposition() or ""

    @property
    def filename(self) -> str:
        return headers.read_filename(self.header)

    @property
    def charset(self) -> str | None:
        return headers.read_parameter(self.header, "charset") or None

    @property
    def content_id(self) -> str:
        return str(self.header.get("Content-ID", "")).strip().strip("<>")

    @property
    def encoding(self) -> str:
        """The transfer encoding, in lower case; «7bit» where none is named."""
        return str(self.header.get("Content-Transfer-Encoding", "")).strip().lower() or "7bit"

    @property
    def is_flowed(self) -> bool:
        return self.content_type == "text/plain" and headers.read_parameter(self.header, "format").lower() == "flowed"

    @property
    def deletes_space(self) -> bool:
        return headers.read_parameter(self.header, "delsp").lower() == "yes"

    @property
    def has_payload(self) -> bool:
        return bool(self.payload.strip())

    @property
    def is_cut(self) -> bool:
        """Base64 that ends within a group of four letters."""
        if self.encoding != "base64" or isinstance(self.payload, str) or b"=" in self.payload:
            return False
        return len(_NOT_BASE64.sub(b"", self.payload)) % 4 != 0

    def alternatives(self) -> Iterator[tuple[int, int]]:
        """The multipart/alternatives around this part, the nearest first: number and branch."""
        frame = self.frame
        while frame is not None:
            if frame.alternative is not None:
                yield frame.alternative, frame.branch
            frame = frame.parent

    def decode(self) -> bytes | str:
        """The content without its transfer encoding; what is broken in it is left out."""
        if isinstance(self.payload, str):
            return self.payload
        if self.encoding == "base64":
            return b"".join(_decode_base64(piece) for piece in re.split(rb"=+", self.payload))
        if self.encoding == "quoted-printable":
            return binascii.a2b_qp(self.payload)
        if self.encoding in _UU_ENCODINGS:
            return _decode_uu(self.payload)
        return self.payload


def _decode_base64(payload: bytes) -> bytes:
    """One padded block; a last letter that no byte comes of is dropped.

    The standard library would return the whole block undecoded then.
    """
    letters = _NOT_BASE64.sub(b"", payload)
    return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")


def _decode_uu(payload: bytes) -> bytes:
    carrier = email.message.Message()
    carrier["Content-Transfer-Encoding"] = "x-uuencode"
    carrier.set_payload(payload.decode("ascii", "surrogateescape"))
    content = carrier.get_payload(decode=True)
    return content if isinstance(content, bytes) else payload
