"""The skeleton of a mail: its parts, in the order of the file, found in one pass without recursion.

The standard library's parser calls itself for every level of nesting and asks every open boundary about every line;
here a stack and a dictionary do both in linear time, and a boundary that never closes is noticed.
"""

from __future__ import annotations

import email.errors
import email.message
import re
from dataclasses import dataclass, field
from typing import Final

from tonecheck.errors import UnreadableError
from tonecheck.message import headers
from tonecheck.message.leaf import Frame, Leaf

_MAX_DEPTH: Final = 1_000
_FIELD: Final = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
_KNOWN_FIELDS: Final = frozenset(
    b"from to cc bcc subject date sender reply-to message-id mime-version content-type content-transfer-encoding received "
    b"return-path delivered-to x-mailer user-agent in-reply-to references dkim-signature x-original-to resent-from".split()
)
_BLANK_LINE: Final = re.compile(rb"^\r?\n", re.MULTILINE)
_DASHED_LINE: Final = re.compile(rb"^--([^\r\n]*)", re.MULTILINE)
_LIKELY_BOUNDARY: Final = re.compile(
    rb"^--(\S[^\r\n]{0,98}?)[ \t]*\r?\n(?:Content-|MIME-)", re.MULTILINE | re.IGNORECASE
)

_CUT: Final = (
    "The mail is cut off: a multipart of it never closes, so that its end may be missing. Fetch or save it again."
)
_NO_PARTS: Final = (
    "The mail cannot be read: it says that it consists of several parts, but has none. Fetch or save it again."
)
_TOO_DEEP: Final = f"Parts of the mail that are nested more than {_MAX_DEPTH} levels deep were not read."


@dataclass(frozen=True, slots=True)
class Tree:
    """A mail taken apart: the headers of the whole, the leaves in order, and sentences about what is broken."""

    top: email.message.Message
    leaves: tuple[Leaf, ...]
    notes: tuple[str, ...] = ()


def looks_like_mail(data: bytes) -> bool:
    """Whether ``data`` begins with two headers at least that mail programs write."""
    return _count_known_fields(_trim(data)) >= 2


def _count_known_fields(data: bytes) -> int:
    known: set[bytes] = set()
    for line in data[:65_536].splitlines():
        if line[:1] in (b" ", b"\t"):
            continue
        if _FIELD.match(line) is None:
            break
        name = line.partition(b":")[0].strip().lower()
        known.update({name} & _KNOWN_FIELDS)
    return len(known)


def _trim(data: bytes) -> bytes:
    """Without byte-order mark, blank lines and mbox's «From » line at the top."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if data.startswith((b"From ", b">From ")):
        data = data.partition(b"\n")[2]
    return data if b"\n" in data else data.replace(b"\r", b"\n")


@dataclass(slots=True)
class _Multipart:
    """A multipart that has not closed yet."""

    boundary: bytes
    parent: Frame | None
    alternative: int | None
    parts: int = 0

    def frame(self) -> Frame:
        return Frame(self.parent, self.alternative, self.parts)


def scan(data: bytes) -> Tree:
    """Take a mail file apart. Raises ``UnreadableError`` where there are no mail headers or no parts."""
    whole, data = len(data), _trim(data)
    if not data.strip():
        raise UnreadableError("The mail is empty: there is nothing to check.")
    if _count_known_fields(data) == 0:
        raise UnreadableError(
            "This is no mail: it does not begin with mail headers (From, To, Subject, …). "
            "Save the letter as .eml from the mail program, or give its text as .txt."
        )
    scanner = _Scanner(data, offset=whole - len(data))
    top = scanner.read_entity(0)
    while scanner.next_entity():
        scanner.read_entity(scanner.at)
    if any(multipart.parts == 0 for multipart in scanner.open) and not scanner.leaves:
        raise UnreadableError(_NO_PARTS)
    if scanner.open:
        scanner.notes.append(_CUT)
    return Tree(top, tuple(scanner.leaves), tuple(dict.fromkeys(scanner.notes)))


@dataclass(slots=True)
class _Scanner:
    """Walks over the bytes of a mail from boundary to boundary; local to one scan.

    ``offset`` is where ``data`` begins in the file, ``at`` where the next entity starts, ``blank`` the first blank line known at or after it; ``open`` are the
    multiparts around ``at``, and ``places`` the places in ``open`` of every boundary.
    """

    data: bytes
    offset: int = 0
    at: int = 0
    blank: tuple[int, int] = (-1, -1)
    open: list[_Multipart] = field(default_factory=list)
    places: dict[bytes, list[int]] = field(default_factory=dict)
    boundary: re.Match[bytes] | None = None
    leaves: list[Leaf] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    alternatives: int = 0

    def read_entity(self, start: int) -> email.message.Message:
        """Read the headers at ``start``; then open a multipart, or take everything up to the next boundary as a leaf."""
        head_end, body = self._find_body(start)
        header = headers.parse_block(self.data[start:head_end])
        frame = self.open[-1].frame() if self.open else None
        if header.get_content_maintype() == "multipart" and len(self.open) < _MAX_DEPTH:
            self._open_multipart(header, frame, body)
            self.boundary = self._find_boundary(body)
            return header
        if header.get_content_maintype() == "multipart":
            self.notes.append(_TOO_DEEP)
        self.boundary = self._find_boundary(min(head_end, body))
        end = self.boundary.start() if self.boundary else len(self.data)
        payload = _without_last_break(self.data[body:end]) if self.boundary else self.data[body:end]
        if header.keys() or payload:
            place = (self.offset + body, self.offset + body + len(payload))
            self.leaves.append(Leaf(header, payload, frame, place))
        return header

    def next_entity(self) -> bool:
        """Go on to the next part: past closing boundaries and what stands after them."""
        while self.boundary is not None:
            name = self.boundary[1].rstrip()
            closes = name not in self.places
            place = self.places[name.removesuffix(b"--") if closes else name][-1]
            if len(self.open) > place + 1:
                self.notes.append(_CUT)
            self._close_down_to(place if closes else place + 1)
            after = self.data.find(b"\n", self.boundary.end())
            after = len(self.data) if after < 0 else after + 1
            if not closes:
                self.open[-1].parts += 1
                self.at = after
                return True
            self.boundary = self._find_boundary(after)
        return False

    def _find_body(self, start: int) -> tuple[int, int]:
        """Where the headers at ``start`` end, and where the body begins; a boundary ends both."""
        if self.blank[0] < start:
            found = _BLANK_LINE.search(self.data, start)
            self.blank = found.span() if found else (len(self.data), len(self.data))
        return self.blank

    def _find_boundary(self, start: int) -> re.Match[bytes] | None:
        """The next line that is a boundary of an open multipart."""
        for found in _DASHED_LINE.finditer(self.data, start):
            name = found[1].rstrip()
            if name in self.places or (name.endswith(b"--") and name[:-2] in self.places):
                return found
        return None

    def _open_multipart(self, header: email.message.Message, frame: Frame | None, body: int) -> None:
        boundary = headers.read_parameter(header, "boundary").encode("utf-8", "replace").rstrip()
        if not self.open and (not boundary or self.data.find(b"--" + boundary, body) < 0):
            likely = _LIKELY_BOUNDARY.search(self.data, body)
            if likely is None:
                raise UnreadableError(_NO_PARTS)
            boundary = likely[1]
        alternative = None
        if header.get_content_subtype() == "alternative":
            self.alternatives += 1
            alternative = self.alternatives
        self.places.setdefault(boundary, []).append(len(self.open))
        self.open.append(_Multipart(boundary, frame, alternative))

    def _close_down_to(self, depth: int) -> None:
        while len(self.open) > depth:
            boundary = self.open.pop().boundary
            places = self.places[boundary]
            places.pop()
            if not places:
                del self.places[boundary]


def _without_last_break(payload: bytes) -> bytes:
    """The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1)."""
    return payload[:-2] if payload.endswith(b"\r\n") else payload.removesuffix(b"\n")


def walk(message: email.message.Message) -> Tree:
    """Take a mail object apart, as the standard library parsed or somebody built it."""
    top = headers.copy_fields(message)
    leaves: list[Leaf] = []
    notes: list[str] = []
    alternatives = 0
    waiting: list[tuple[email.message.Message, Frame | None]] = [(message, None)]
    while waiting:
        part, frame = waiting.pop()
        header = top if part is message else headers.copy_fields(part)
        if any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in part.defects):
            notes.append(_CUT)
        payload = part.get_payload()
        if isinstance(payload, list) and header.get_content_maintype() != "message":
            alternative = None
            if header.get_content_subtype() == "alternative":
                alternatives += 1
                alternative = alternatives
            children = [(each, Frame(frame, alternative, number)) for number, each in enumerate(payload)]
            waiting.extend(
                (each, below) for each, below in reversed(children) if isinstance(each, email.message.Message)
            )
        elif header.get_content_maintype() == "multipart":
            notes.append(_NO_PARTS)
        else:
            leaves.append(Leaf(header, _payload_of(part), frame))
    if not leaves and _NO_PARTS in notes:
        raise UnreadableError(_NO_PARTS)
    return Tree(top, tuple(leaves), tuple(dict.fromkeys(notes)))


def _payload_of(part: email.message.Message) -> bytes | str:
    """The payload, still transfer-encoded; text that a program set without any encoding stays a string."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return payload if isinstance(payload, bytes) else b""
    if payload.isascii():
        return payload.encode("ascii")
    raw = part.get_payload(decode=True)  # raw 8-bit bytes come back whole only this way
    if not isinstance(raw, bytes):
        return payload
    was_set = any(ord(char) > 0xFF for char in payload) and raw.decode("raw_unicode_escape", "replace") == payload
    return payload if was_set else raw
