"""A proxy before the queue: commands and replies pass through, and a message only when its letter may leave.

It keeps no queue. The message is handed on when it has been received whole, and acknowledged with the reply of the next
server and never before; whoever is not acknowledged keeps his letter. Commands are passed on as they are, so that their
parameters (SIZE, BODY, SMTPUTF8, RET, ENVID, NOTIFY, ORCPT) and the code of every recipient stay what they were.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import TYPE_CHECKING, Final

from tonecheck.presend.decision import Envelope
from tonecheck.presend.fields import count_hops, strip_override
from tonecheck.presend.refusal import log_line, refusal_line, status, tag_value
from tonecheck.presend.serving import Address, Gate, logger
from tonecheck.presend.upstream import Upstream, open_upstream
from tonecheck.presend.wire import ProtocolError, Wire, is_smuggling, undouble_dots

if TYPE_CHECKING:
    import ssl

    from tonecheck.presend.decision import Decision

_MOST_ERRORS: Final = 20  # of one client, before it is hung up on
_MOST_HOPS: Final = 50
#: Passages through this very proxy; a mailing list may send a letter through it once more.
_MOST_OWN_HOPS: Final = 3
_PATH: Final = re.compile(rb"(?:TO|FROM):\s*<([^>]*)>", re.IGNORECASE)
_SIZE: Final = re.compile(rb"\sSIZE=(\d{1,20})\b", re.IGNORECASE)
_SOURCE_ROUTE: Final = re.compile(r"^@[^:]*:")
#: Passed on as they are, whether or not the next server knows them.
_PASSED: Final = frozenset({b"MAIL", b"RCPT", b"RSET", b"VRFY", b"XFORWARD", b"NOOP"})


@dataclass(frozen=True, slots=True)
class Proxy:
    """What every session shares. ``tags`` adds ``X-Tonecheck:`` where there is something to say; ``refuses`` holds back."""

    gate: Gate
    relay: Address
    tls: ssl.SSLContext | None = None
    relay_tls: ssl.SSLContext | None = None
    refuses: bool = True
    tags: bool = True
    name: str = field(default_factory=socket.getfqdn)

    async def __call__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stopping: asyncio.Event, /
    ) -> None:
        session = _Session(self, Wire(reader, writer, self.gate.limits.timeout), stopping)
        try:
            await session.run()
        finally:
            session.close()

    @property
    def mark(self) -> bytes:
        """What our ``Received:`` fields are known by."""
        return f"by {self.name} (tonecheck)".encode("ascii", "replace")


@dataclass(slots=True)
class _Session:
    """One client. ``recipients`` are those that the next server has accepted."""

    proxy: Proxy
    client: Wire
    stopping: asyncio.Event
    upstream: Upstream | None = None
    hello: str = ""
    is_extended: bool = False
    has_sender: bool = False
    recipients: list[str] = field(default_factory=list)
    errors: int = 0

    async def run(self) -> None:
        await self._say(220, f"{self.proxy.name} ESMTP tonecheck")
        while True:
            try:
                line = await self._next_line()
            except TimeoutError:
                await self._say(421, "4.4.2 you have been silent for too long")
                return
            except ProtocolError:
                await self._say(500, "5.5.2 the line is too long")
                return
            if line is None:
                await self._say(421, "4.3.2 the server is stopping")
                return
            try:
                goes_on = await self._obey(line)
            except (OSError, EOFError) as error:
                logger.warning("the letter was not taken over: %s", _sentence(error))
                await self._say(421, "4.4.2 the mail server behind this one, or the connection, is lost")
                return
            if not goes_on or self.errors > _MOST_ERRORS:
                return

    def close(self) -> None:
        if self.upstream is not None:
            self.upstream.close()
        self.client.close()

    async def _next_line(self) -> bytes | None:
        """The next command; None where the server is stopping and no letter is on its way."""
        if self.has_sender:
            return await self.client.read_line()
        reading = asyncio.ensure_future(self.client.read_line())
        stopped = asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait((reading, stopped), return_when=asyncio.FIRST_COMPLETED)
            return reading.result() if reading.done() else None
        finally:
            for each in (reading, stopped):
                each.cancel()

    async def _obey(self, line: bytes) -> bool:
        """Carry out one command; whether the session goes on."""
        verb = line.split(None, 1)[0].upper() if line.strip() else b""
        if verb == b"QUIT":
            if self.upstream is not None:
                with contextlib.suppress(OSError):
                    await self.upstream.ask(b"QUIT\r\n")
            await self._say(221, "2.0.0 goodbye")
            return False
        if verb in (b"EHLO", b"HELO"):
            return await self._greet(line, extended=verb == b"EHLO")
        if verb == b"STARTTLS":
            return await self._start_tls()
        if self.upstream is None:
            await self._fail(503, "5.5.1 say EHLO first")
        elif verb == b"DATA":
            await self._take_message(self.upstream)
        elif verb == b"AUTH":
            await self._authenticate(self.upstream, line)
        elif verb in _PASSED:
            await self._pass(self.upstream, verb, line)
        else:
            await self._fail(502, "5.5.1 the command is not known here")
        return True

    async def _greet(self, line: bytes, *, extended: bool) -> bool:
        self.hello = line.partition(b" ")[2].strip().decode("utf-8", "replace")
        self.is_extended = extended
        self._forget()
        if self.upstream is None:
            try:
                self.upstream = await open_upstream(
                    self.proxy.relay, self.proxy.gate.limits.timeout, self.proxy.relay_tls
                )
            except OSError as error:
                logger.error("the mail server behind this one cannot be reached: %s", _sentence(error))
                await self._say(421, "4.4.1 the mail server behind this one cannot be reached")
                return False
        else:
            await self.upstream.ask(b"RSET\r\n")
        await self._say(250, self.proxy.name, *(self._extensions(self.upstream) if extended else ()))
        return True

    def _extensions(self, upstream: Upstream) -> list[str]:
        """What the next server offers and passes through us, and what we do ourselves."""
        offers_tls = self.proxy.tls is not None and not self.client.is_secure
        passed = [line for line in upstream.extensions if not (offers_tls and line.upper().startswith("AUTH"))]
        return [*passed, "PIPELINING", f"SIZE {self._most_octets(upstream)}", *(["STARTTLS"] if offers_tls else [])]

    def _most_octets(self, upstream: Upstream) -> int:
        own = self.proxy.gate.limits.size
        return min(own, upstream.size) if upstream.size else own

    async def _start_tls(self) -> bool:
        if self.proxy.tls is None or self.client.is_secure:
            await self._fail(502, "5.5.1 TLS is not offered")
            return True
        if not self.client.is_drained:
            await self._say(501, "5.5.4 nothing may follow STARTTLS before TLS")
            return False
        await self._say(220, "2.0.0 begin TLS")
        await self.client.start_tls(self.proxy.tls, server_side=True)
        self.hello = ""
        if self.upstream is not None:  # whatever was said before counts for nothing (RFC 3207, 4.2)
            self.upstream.close()
            self.upstream = None
        self._forget()
        return True

    async def _authenticate(self, upstream: Upstream, line: bytes) -> None:
        if self.proxy.tls is not None and not self.client.is_secure:
            await self._fail(538, "5.7.11 start TLS first")
            return
        reply = await upstream.ask(line)
        await self.client.send(reply.raw)
        while reply.code == 334:
            reply = await upstream.ask(await self.client.read_line())
            await self.client.send(reply.raw)

    async def _pass(self, upstream: Upstream, verb: bytes, line: bytes) -> None:
        size = _SIZE.search(line) if verb == b"MAIL" else None
        if size and int(size[1]) > self._most_octets(upstream):
            await self._fail(552, "5.3.4 the message is too large")
            return
        reply = await upstream.ask(line)
        if reply.code >= 500:
            self.errors += 1
        if verb == b"RSET" or (verb == b"MAIL" and reply.code == 250):
            self._forget()
        if verb == b"MAIL" and reply.code == 250:
            self.has_sender = True
        if verb == b"RCPT" and reply.code in (250, 251):
            self.recipients.append(_address(line))
        await self.client.send(reply.raw)

    async def _take_message(self, upstream: Upstream) -> None:
        if not self.has_sender:
            await self._fail(503, "5.5.1 say MAIL first")
            return
        if not self.recipients:
            await self._fail(554, "5.5.1 no recipient was accepted")
            return
        await self._say(354, "end with a dot on a line of its own")
        raw = await self.client.read_message(self._most_octets(upstream))
        fault = self._find_fault(raw)
        if raw is None or fault:
            await self._drop(upstream, *(fault or (552, "5.3.4 the message is too large")))
            return
        decision = await self.proxy.gate.decide(undouble_dots(raw), Envelope(tuple(self.recipients)))
        logger.info("%s", log_line(decision))
        if self.proxy.refuses and self.proxy.gate.holds(decision):
            code, enhanced = status(decision)
            await self._drop(upstream, int(code), f"{enhanced} {refusal_line(decision)}")
            return
        body = strip_override(raw) if decision.strips else raw
        reply = await upstream.deliver(self._trace(decision), body)
        self._forget()
        await self.client.send(reply.raw)

    def _find_fault(self, raw: bytes | None) -> tuple[int, str] | None:
        if raw is None:
            return None
        if is_smuggling(raw):
            return 554, "5.6.0 a dot stands alone between line ends that are not CRLF"
        hops, own = count_hops(raw, self.proxy.mark)
        if hops > _MOST_HOPS or own >= _MOST_OWN_HOPS:
            return 554, "5.4.6 too many hops: the message goes round in circles"
        return None

    def _trace(self, decision: Decision) -> bytes:
        """Our ``Received:`` field (RFC 5321, 4.4), and what there is to say in an ``X-Tonecheck:``."""
        peer = self.client.peer
        address = str(peer[0]) if isinstance(peer, tuple) else "local"
        address = f"IPv6:{address}" if ":" in address else address
        hello = (
            "".join(char for char in self.hello if char.isascii() and (char.isalnum() or char in "-._:[]")) or "unknown"
        )
        protocol = "ESMTPS" if self.client.is_secure else "ESMTP" if self.is_extended else "SMTP"
        received = (
            f"Received: from {hello[:255]} ([{address}])\r\n\t{self.proxy.mark.decode()} with {protocol};\r\n"
            f"\t{formatdate(localtime=True)}\r\n"
        )
        value = tag_value(decision) if self.proxy.tags else None
        return (received + (f"X-Tonecheck: {value}\r\n" if value else "")).encode("ascii", "replace")

    async def _drop(self, upstream: Upstream, code: int, text: str) -> None:
        """Refuse the message; the next server never sees it."""
        self._forget()
        await upstream.ask(b"RSET\r\n")
        await self._say(code, text)

    def _forget(self) -> None:
        self.has_sender = False
        self.recipients = []

    async def _fail(self, code: int, text: str) -> None:
        self.errors += 1
        await self._say(code, text)

    async def _say(self, code: int, *lines: str) -> None:
        ends = ["-"] * (len(lines) - 1) + [" "]
        said = "".join(f"{code}{end}{line}\r\n" for end, line in zip(ends, lines, strict=True))
        await self.client.send(said.encode("utf-8", "replace"))


def _address(line: bytes) -> str:
    found = _PATH.search(line)
    return _SOURCE_ROUTE.sub("", found[1].decode("utf-8", "replace")) if found else ""


def _sentence(error: Exception) -> str:
    """An error without a word of the mail: replies of servers may quote addresses."""
    return str(error) if isinstance(error, ProtocolError) else getattr(error, "strerror", None) or type(error).__name__
