"""The mail server behind the proxy: what it offers, and a message handed to it."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tonecheck.presend.wire import ProtocolError, Reply, Wire, connect

if TYPE_CHECKING:
    import ssl

    from tonecheck.presend.serving import Address

#: Extensions whose parameters and commands pass through as they are. CHUNKING is not among them: BDAT is not offered.
_PASSED: Final = frozenset({"8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES", "XFORWARD", "AUTH", "DELIVERBY"})
_SIZE: Final = re.compile(r"SIZE(?:\s+(\d+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upstream:
    """A connection to the next server after EHLO. ``extensions`` are its lines that we pass on; ``size`` 0: any."""

    wire: Wire
    extensions: tuple[str, ...]
    size: int

    async def ask(self, line: bytes) -> Reply:
        """Send a command and wait for its reply. Raises ``OSError`` where there is none."""
        await self.wire.send(line)
        return await self.wire.read_reply()

    async def deliver(self, *pieces: bytes) -> Reply:
        """Send a message with doubled dots, that ends with a line end; the reply to it is the acknowledgement."""
        reply = await self.ask(b"DATA\r\n")
        if reply.code != 354:
            return reply
        for piece in pieces:
            await self.wire.send(piece)
        return await self.ask(b".\r\n")

    def close(self) -> None:
        self.wire.close()


async def open_upstream(address: Address, timeout: float, context: ssl.SSLContext | None = None) -> Upstream:  # noqa: ASYNC109
    """Connect, greet, and with ``context`` start TLS, or not at all. Raises ``OSError``."""
    wire = await connect(address.host, address.port, timeout)
    try:
        lines = await _open_session(wire, address.host, context)
    except BaseException:
        wire.close()
        raise
    passed = tuple(line for line in lines if line.split(" ")[0].split("=")[0].upper() in _PASSED)
    sizes = [int(found[1] or 0) for line in lines if (found := _SIZE.fullmatch(line.strip()))]
    return Upstream(wire, passed, max(sizes, default=0))


async def _open_session(wire: Wire, host: str, context: ssl.SSLContext | None) -> tuple[str, ...]:
    greeting = await wire.read_reply()
    if greeting.code != 220:
        raise ProtocolError(f"the server is not ready ({greeting.code})")
    lines = await _greet(wire)
    if context is None:
        return lines
    await wire.send(b"STARTTLS\r\n")
    if (await wire.read_reply()).code != 220:
        raise ProtocolError("the server does not start TLS")
    await wire.start_tls(context, server_side=False, hostname=host)
    return await _greet(wire)


async def _greet(wire: Wire) -> tuple[str, ...]:
    """The extensions that the server offers; none where it knows only HELO."""
    name = socket.getfqdn().encode("ascii", "replace")
    await wire.send(b"EHLO " + name + b"\r\n")
    reply = await wire.read_reply()
    if reply.code == 250:
        return reply.lines[1:]
    await wire.send(b"HELO " + name + b"\r\n")
    reply = await wire.read_reply()
    if reply.code != 250:
        raise ProtocolError(f"the server does not greet back ({reply.code})")
    return ()
