"""The milter protocol on the wire: packets, and what the two sides agree upon.

The protocol is that of Sendmail's libmilter (mfdef.h), version 6 with version 2 as the least; Postfix speaks the same. Of
the asyncio libraries on PyPI kilter.service calls itself «planning» and brings four packages, purepythonmilter was last
released in 2023; pymilter binds the C library (GPL), owns its threads and has no asyncio. The part that one filter
needs is this page.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncio

_LONGEST: Final = 2_000_000  # octets of a packet; libmilter sends 1 MiB at most
VERSION: Final = 6
ADD_HEADERS, CHANGE_HEADERS, QUARANTINE = 0x01, 0x10, 0x20
ACTIONS: Final = ADD_HEADERS | CHANGE_HEADERS | QUARANTINE
NO_CONNECT, NO_HELO, NO_UNKNOWN, NO_DATA = 0x1, 0x2, 0x100, 0x200
#: No reply is given to these events, which spares a round trip each; the letters are those of the commands.
SILENT: Final = {b"L": 0x80, b"M": 0x4000, b"R": 0x8000, b"N": 0x40000, b"B": 0x80000}
LEADING_SPACE: Final = 0x100000
WANTED: Final = NO_CONNECT | NO_HELO | NO_UNKNOWN | NO_DATA | LEADING_SPACE | sum(SILENT.values())

CONTINUE: Final = struct.pack("!Ic", 1, b"c")


class PacketError(OSError):
    """The other side does not speak the milter protocol."""


async def read_packet(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """(command, its data). Raises ``EOFError`` at the end, ``PacketError`` for what is none."""
    (length,) = struct.unpack("!I", await reader.readexactly(4))
    if not 1 <= length <= _LONGEST:
        raise PacketError("a packet of an impossible length")
    packet = await reader.readexactly(length)
    return packet[:1], packet[1:]


def packet(command: bytes, data: bytes = b"") -> bytes:
    return struct.pack("!Ic", len(data) + 1, command) + data


def agree(data: bytes) -> tuple[bytes, int, int]:
    """(our answer, actions, protocol flags) to what the server offers. Raises ``PacketError``."""
    if len(data) < 12:
        raise PacketError("an offer without its three numbers")
    version, actions, protocol = struct.unpack("!III", data[:12])
    if version < 2:
        raise PacketError(f"version {version} of the protocol is too old")
    actions, protocol = actions & ACTIONS, protocol & WANTED
    return packet(b"O", struct.pack("!III", min(version, VERSION), actions, protocol)), actions, protocol


def reply_code(line: str) -> bytes:
    """Refuse with a reply of our own; a percent sign would be read as a format."""
    return packet(b"y", line.replace("%", "%%").encode("ascii", "replace") + b"\0")


def add_header(name: str, value: str) -> bytes:
    return packet(b"h", f"{name}\0{value}\0".encode("ascii", "replace"))


def delete_header(name: bytes, number: int) -> bytes:
    """Delete the ``number``-th field of that name, counted from 1."""
    return packet(b"m", struct.pack("!I", number) + name + b"\0\0")


def quarantine(reason: str) -> bytes:
    return packet(b"q", reason.encode("ascii", "replace") + b"\0")
