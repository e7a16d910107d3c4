"""What milter and SMTP proxy share: where to listen, whom to let in, checks off the event loop, a graceful stop."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import signal
import socket
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from tonecheck.errors import ConfigError, TonecheckError
from tonecheck.presend.decision import Decision, Envelope, decide

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

    from tonecheck.checker import Checker
    from tonecheck.config import Presend

logger: Final = logging.getLogger("tonecheck.presend")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LOOPBACK: Final[tuple[Network, ...]] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a server: seconds, octets, connections. ``grace`` is how long a stop waits for letters on their way."""

    timeout: float = 300.0
    check_timeout: float = 60.0
    grace: float = 30.0
    size: int = 50_000_000
    connections: int = 100
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Gate:
    """A checker asked from an event loop: checks run in threads, one that takes too long counts as failed."""

    checker: Checker
    settings: Presend
    limits: Limits
    pool: ThreadPoolExecutor
    on_error: Literal["pass", "refuse"] = "pass"

    async def decide(self, data: bytes, envelope: Envelope) -> Decision:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self.pool, decide, data, envelope, self.settings, self.checker.check_bytes)
        try:
            return await asyncio.wait_for(work, self.limits.check_timeout)
        except TimeoutError:
            return Decision("failed", reason=f"the check took longer than {self.limits.check_timeout:g} s")

    def holds(self, decision: Decision) -> bool:
        """Whether the letter is not to be sent."""
        failed = decision.verdict in ("unreadable", "failed")
        return decision.verdict == "refuse" or (failed and self.on_error == "refuse")


@contextlib.contextmanager
def open_gate(
    checker: Checker, settings: Presend, limits: Limits, on_error: Literal["pass", "refuse"] = "pass"
) -> Iterator[Gate]:
    """A gate with its threads, which end with it."""
    pool = ThreadPoolExecutor(limits.workers, thread_name_prefix="tonecheck")
    try:
        yield Gate(checker, settings, limits, pool, on_error)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen or to connect: a host and a port, or the path of a Unix socket."""

    host: str = ""
    port: int = 0
    path: str = ""

    def __str__(self) -> str:
        return f"unix:{self.path}" if self.path else f"{self.host}:{self.port}"


def parse_address(text: str) -> Address:
    """«HOST:PORT», «[::1]:PORT», «inet:PORT@HOST», «inet6:PORT@HOST» or «unix:PATH». Raises ``ConfigError``."""
    kind, _, rest = text.partition(":")
    if kind in ("unix", "local") and rest:
        return Address(path=rest)
    if kind in ("inet", "inet6"):
        port, at, host = rest.partition("@")
        host = host if at else "127.0.0.1"
    else:
        host, _, port = text.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise ConfigError(f"{text!r} is no address: write HOST:PORT, inet:PORT@HOST or unix:PATH")
    return Address(host, int(port))


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks such as «10.0.0.0/8», by default loopback. Raises ``ConfigError``."""
    try:
        return tuple(ipaddress.ip_network(text, strict=False) for text in texts) or LOOPBACK
    except ValueError as error:
        raise ConfigError(f"{error}: write a network such as 10.0.0.0/8") from error


def is_allowed(peer: object, networks: Iterable[Network]) -> bool:
    """Whether a socket's peer is in one of the networks; a Unix socket is guarded by its file's mode."""
    if not isinstance(peer, tuple):
        return True
    address = ipaddress.ip_address(str(peer[0]).partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in networks)


class Session(Protocol):
    """Serves one connection. The event says that the server is stopping."""

    async def __call__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stopping: asyncio.Event, /
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Server:
    """A server and whom it lets in: one client too many gets the bytes ``busy``."""

    address: Address
    serve: Session
    limits: Limits
    networks: tuple[Network, ...] = LOOPBACK
    busy: bytes = b""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    sessions: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, announce: Callable[[str], None]) -> None:
        """Serve until SIGTERM or SIGINT; then let letters on their way finish, for ``limits.grace`` seconds.

        ``announce`` is told where we listen. Raises ``TonecheckError`` where that cannot be.
        """
        server = await _listen(self.address, self._accept)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        where = [Address(*s.getsockname()[:2]) if s.family != socket.AF_UNIX else self.address for s in server.sockets]
        announce(f"listening on {', '.join(str(each) for each in where)}")
        await self.stopping.wait()
        server.close()
        await self._finish()
        if self.address.path:
            Path(self.address.path).unlink(missing_ok=True)  # noqa: ASYNC240 - at the very end

    async def _finish(self) -> None:
        if not self.sessions:
            return
        _, late = await asyncio.wait(self.sessions, timeout=self.limits.grace)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.sessions.add(task)
        try:
            if not is_allowed(writer.get_extra_info("peername"), self.networks):
                logger.warning("a client from outside the allowed networks was turned away")
            elif len(self.sessions) > self.limits.connections:
                logger.warning("more than %d connections: a client was turned away", self.limits.connections)
                writer.write(self.busy)
            else:
                await self.serve(reader, writer, self.stopping)
        except (OSError, EOFError) as error:  # a timeout is an OSError
            logger.info("a connection ended: %s", type(error).__name__)
        except asyncio.CancelledError:
            logger.info("a connection was cut at the stop")
        except Exception as error:  # noqa: BLE001 - one session ends no other, and no traceback shows its mail
            logger.error("a session crashed with %s", type(error).__name__)  # noqa: TRY400
        finally:
            self.sessions.discard(task)
            with contextlib.suppress(Exception):
                writer.close()


async def _listen(
    address: Address, accept: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
) -> asyncio.Server:
    try:
        if not address.path:
            return await asyncio.start_server(accept, address.host, address.port)
        path = Path(address.path)
        if path.exists() and stat.S_ISSOCK(path.stat().st_mode):  # noqa: ASYNC240 - once, before anybody is served
            path.unlink()  # left behind by one that was killed  # noqa: ASYNC240
        return await asyncio.start_unix_server(accept, address.path)
    except OSError as error:
        raise TonecheckError(f"cannot listen on {address}: {error.strerror or error}") from error
