"""SMTP on the wire: lines and replies within bounds, a message down to its final dot, TLS begun midway."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ssl

LONGEST_LINE: Final = 12_288  # octets; AUTH needs them (RFC 4954, 4)
_MOST_LINES: Final = 200  # of one reply
_CHUNK: Final = 65_536
_END: Final = b"\r\n.\r\n"
#: A dot alone between line ends that some servers take for CRLF: a second message could be smuggled in behind it.
_SMUGGLED: Final = re.compile(rb"(?:^|\n|\r)\.(?:\n|\r(?!\n))|(?:^|[^\r]\n|\r(?=[^\n]))\.\r\n")
_REPLY: Final = re.compile(rb"([2-5]\d\d)([ -]?)(.*)", re.DOTALL)


class ProtocolError(OSError):
    """The other side does not speak SMTP, or hung up in the middle."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it came: ``raw`` is passed on byte by byte."""

    code: int
    raw: bytes

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts of its lines, without the codes."""
        return tuple(line[4:].decode("utf-8", "replace") for line in self.raw.splitlines())


class Wire:
    """One SMTP connection with a timeout on every read and write. What was read too early stays in a buffer of ours."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, timeout: float) -> None:
        self._reader, self._writer, self._timeout = reader, writer, timeout
        self._buffer = bytearray()
        self._clear: asyncio.StreamWriter | None = None  # a writer that is forgotten closes its socket
        self.is_secure = False

    @property
    def peer(self) -> object:
        return self._writer.get_extra_info("peername")

    @property
    def is_drained(self) -> bool:
        """Whether nothing has been received that has not been read."""
        return not self._buffer

    async def read_line(self) -> bytes:
        """A line with its end. Raises ``EOFError``, ``TimeoutError``, and ``ProtocolError`` where it is too long."""
        while (end := self._buffer.find(b"\n") + 1) == 0:
            if len(self._buffer) > LONGEST_LINE:
                raise ProtocolError("a line is too long")
            await self._fill()
        line = bytes(self._buffer[:end])
        del self._buffer[:end]
        return line

    async def read_reply(self) -> Reply:
        lines: list[bytes] = []
        while len(lines) < _MOST_LINES:
            try:
                line = await self.read_line()
            except EOFError as error:
                raise ProtocolError("the connection was closed") from error
            lines.append(line)
            found = _REPLY.fullmatch(line.rstrip(b"\r\n"))
            if found is None:
                break
            if found[2] != b"-":
                return Reply(int(found[1]), b"".join(lines))
        raise ProtocolError("the answer is no SMTP reply")

    async def read_message(self, most: int) -> bytes | None:
        """What follows DATA, dots still doubled, without the final dot; None where it is longer than ``most`` octets.

        The final dot is the one between CRLFs and no other (RFC 5321, 4.1.1.4); a message that is too long is read
        to its end and forgotten.
        """
        data, is_long, seen = bytearray(b"\r\n"), False, 0
        while True:
            data += self._buffer
            self._buffer.clear()
            end = data.find(_END, seen)
            if end >= 0:
                self._buffer += data[end + len(_END) :]
                return None if is_long or end > most else bytes(data[2 : end + 2])
            seen = max(0, len(data) - len(_END) + 1)
            if is_long or len(data) > most + len(_END):
                is_long = True
                del data[:seen]
                seen = 0
            await self._fill()

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        async with asyncio.timeout(self._timeout):
            await self._writer.drain()

    async def start_tls(self, context: ssl.SSLContext, *, server_side: bool, hostname: str | None = None) -> None:
        """Go on under TLS with a fresh buffer: what was sent in the clear before is forgotten (CVE-2011-0411)."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        async with asyncio.timeout(self._timeout):
            transport = await loop.start_tls(
                self._writer.transport, protocol, context, server_side=server_side, server_hostname=hostname
            )
        if transport is None:
            raise ProtocolError("TLS could not be started")
        protocol.connection_made(transport)
        self._buffer.clear()
        self._clear = self._writer
        self._reader, self._writer = reader, asyncio.StreamWriter(transport, protocol, reader, loop)
        self.is_secure = True

    def close(self) -> None:
        self._writer.close()

    async def _fill(self) -> None:
        async with asyncio.timeout(self._timeout):
            chunk = await self._reader.read(_CHUNK)
        if not chunk:
            raise EOFError("the connection was closed")
        self._buffer += chunk


async def connect(host: str, port: int, timeout: float) -> Wire:  # noqa: ASYNC109 - kept for the connection's life
    """A connection to a server. Raises ``OSError``, also where it takes too long."""
    async with asyncio.timeout(timeout):
        reader, writer = await asyncio.open_connection(host, port)
    return Wire(reader, writer, timeout)


def is_smuggling(data: bytes) -> bool:
    """Whether a message with doubled dots holds a dot alone between line ends that are not CRLF."""
    return _SMUGGLED.search(data) is not None


def undouble_dots(data: bytes) -> bytes:
    """The message itself, as its author wrote it."""
    data = data.replace(b"\r\n.", b"\r\n")
    return data[1:] if data.startswith(b".") else data
