"""A milter for Postfix and Sendmail: the queue stays with the server, which tells us of each letter and asks for a word."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tonecheck.presend import packets
from tonecheck.presend.decision import Decision, Envelope
from tonecheck.presend.fields import FIELD, read_override
from tonecheck.presend.refusal import log_line, name_findings, refusal_line, status, tag_value
from tonecheck.presend.serving import Gate, logger

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What becomes of a letter with a fault: refused with 550, held in the server's quarantine, or only tagged.
Manner = Literal["refuse", "hold", "tag"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What every session shares."""

    gate: Gate
    manner: Manner = "refuse"
    tags: bool = True

    async def __call__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stopping: asyncio.Event, /
    ) -> None:
        session = _Session(self)
        timeout = self.gate.limits.timeout
        while True:
            waiting = asyncio.ensure_future(_read(reader, timeout))
            stopped = asyncio.ensure_future(stopping.wait())
            try:
                awaited = (waiting,) if session.letter.is_begun else (waiting, stopped)
                await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    return
                command, data = waiting.result()
            except asyncio.IncompleteReadError:
                return
            finally:
                waiting.cancel()
                stopped.cancel()
            if command == b"Q":
                return
            writer.write(await session.obey(command, data))
            async with asyncio.timeout(timeout):
                await writer.drain()


async def _read(reader: asyncio.StreamReader, timeout: float) -> tuple[bytes, bytes]:  # noqa: ASYNC109
    async with asyncio.timeout(timeout):
        return await packets.read_packet(reader)


@dataclass(slots=True)
class _Letter:
    """What the server has told of one letter so far; ``is_long`` where the body is more than is kept."""

    is_begun: bool = False
    recipients: list[str] = field(default_factory=list)
    fields: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    is_long: bool = False


@dataclass(slots=True)
class _Session:
    """One connection of the server, on which several letters may follow each other."""

    filter: Filter
    actions: int = packets.ACTIONS
    protocol: int = 0
    letter: _Letter = field(default_factory=_Letter)

    async def obey(self, command: bytes, data: bytes) -> bytes:
        """The answer to one command, empty where none is due."""
        if command == b"O":
            answer, self.actions, self.protocol = packets.agree(data)
            return answer
        if command == b"D":  # macros
            return b""
        if command in (b"A", b"K"):  # the letter, or its client; our connection goes on as agreed
            self.letter = _Letter()
            return b""
        if command == b"E":
            self._add_body(data)
            letter, self.letter = self.letter, _Letter()
            return await self._answer(letter)
        self._collect(command, data)
        return b"" if self.protocol & packets.SILENT.get(command, 0) else packets.CONTINUE

    def _collect(self, command: bytes, data: bytes) -> None:
        if command == b"M":
            self.letter = _Letter(is_begun=True)
        elif command == b"R":
            self.letter.recipients.append(data.partition(b"\0")[0].strip(b"<>").decode("utf-8", "replace"))
        elif command == b"L":
            name, _, rest = data.partition(b"\0")
            self.letter.fields.append((name, rest.removesuffix(b"\0")))
        elif command == b"B":
            self._add_body(data)

    def _add_body(self, data: bytes) -> None:
        if len(self.letter.body) + len(data) > self.filter.gate.limits.size:
            self.letter.is_long = True
            self.letter.body.clear()
        elif not self.letter.is_long:
            self.letter.body += data

    async def _answer(self, letter: _Letter) -> bytes:
        gate = self.filter.gate
        if letter.is_long:
            decision = Decision("failed", reason="the message is larger than what is checked")
        else:
            decision = await gate.decide(self._rebuild(letter), Envelope(tuple(letter.recipients)))
        logger.info("%s", log_line(decision))
        changes: list[bytes] = []
        if gate.holds(decision):
            if self.filter.manner == "refuse":
                return packets.reply_code(f"{' '.join(status(decision))} {refusal_line(decision)}")
            if self.filter.manner == "hold" and self.actions & packets.QUARANTINE:
                changes.append(packets.quarantine(f"tonecheck: {name_findings(decision.refused) or 'unchecked'}"))
        if decision.strips and self.actions & packets.CHANGE_HEADERS:
            changes += _deletions(letter)
        value = tag_value(decision) if self.filter.tags else None
        if value and self.actions & packets.ADD_HEADERS:
            changes.append(packets.add_header("X-Tonecheck", value))
        return b"".join((*changes, packets.CONTINUE))

    def _rebuild(self, letter: _Letter) -> bytes:
        """The message as it is checked; the server keeps its own bytes."""
        colon = b":" if self.protocol & packets.LEADING_SPACE else b": "
        lines = [name + colon + value.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for name, value in letter.fields]
        return b"\r\n".join((*lines, b"", bytes(letter.body)))


def _deletions(letter: _Letter) -> Iterator[bytes]:
    """From the last to the first, so that the numbers of the others stay."""
    own = [(name, value) for name, value in letter.fields if name.lower() == FIELD]
    for number in range(len(own), 0, -1):
        name, value = own[number - 1]
        if read_override(value):
            yield packets.delete_header(name, number)
