"""A mail → its readable parts, headers and attachments.

The standard library decodes transfer encodings and parses header parameters; what it gets wrong with Russian and
Ukrainian mail (raw 8-bit headers, unknown charsets, cut base64) is done here. Nothing in a malformed mail raises but
``UnreadableError``; what could not be read stands in ``Message.notes``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tonecheck.errors import UnreadableError
from tonecheck.message import charset, headers, mime
from tonecheck.message.assemble import build_part
from tonecheck.message.parts import Format, Message, Part

if TYPE_CHECKING:
    import email.message
    from collections.abc import Iterator, Sequence

    from tonecheck.message.leaf import Leaf
    from tonecheck.model import Kind

_FORMATS: Final[dict[str, Format]] = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_UNREAD_TEXTS: Final = frozenset(
    {"text/calendar", "text/x-amp-html", "text/rfc822-headers", "text/vcard", "text/x-vcard", "text/css"}
)
_SEALS: Final = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SEALED: Final = frozenset({"multipart/signed", "multipart/encrypted"})
#: PGP inside the text itself (RFC 4880, 6.2 and 7).
_ARMOUR: Final = "-----BEGIN PGP MESSAGE-----"
_CLEARSIGNED: Final = "-----BEGIN PGP SIGNED MESSAGE-----"
_CIPHERS: Final = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def looks_like_mail(data: bytes) -> bool:
    """Whether ``data`` begins as RFC 5322 mail does: with two headers at least that every mail program writes."""
    return mime.looks_like_mail(data)


def read_mail(data: bytes, name: str | None = None, *, kind: Kind = "message") -> Message:
    """The message in the bytes of a mail file. Raises ``UnreadableError`` if it is none or nothing of it can be read."""
    tree = mime.scan(data)
    return _assemble(tree, name, kind)


def from_email(message: email.message.Message, name: str | None = None, *, kind: Kind = "message") -> Message:
    """The message that a mail object holds, whatever its policy, parsed or made by ``set_content``."""
    return _assemble(mime.walk(message), name, kind)


def find_leaves(data: bytes) -> dict[str, Leaf] | None:
    """The leaf behind every body part that ``read_mail`` names; None for a mail that is signed or encrypted."""
    tree = mime.scan(data)
    if tree.top.get_content_type() in _SEALED or any(leaf.content_type in _SEALS | _CIPHERS for leaf in tree.leaves):
        return None
    bodies = _read_bodies(tree, _Reading())
    if any(_CLEARSIGNED in source or _ARMOUR in source for _, source in bodies):
        return None
    return {name: leaf for name, leaf, _ in _name_bodies(bodies)}


@dataclass(slots=True)
class _Reading:
    """What has been read so far; local to one mail."""

    parts: list[Part] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: for every multipart/alternative: the part read first, and the branch that it stands in
    first_of: dict[int, tuple[str, int]] = field(default_factory=dict)


def _assemble(tree: mime.Tree, name: str | None, kind: Kind) -> Message:
    fields = headers.read_headers(tree.top)
    reading = _Reading(notes=list(tree.notes))
    if fields.subject:
        reading.parts.append(build_part("subject", fields.subject, has_quotes=False))
    bodies = _read_bodies(tree, reading)
    _add_bodies(bodies, reading)
    html = "".join(part.text for part in reading.parts if part.format == "html")
    for leaf in tree.leaves:
        if not _is_body(leaf) and (attachment := _attachment_name(leaf, html)) is not None:
            reading.attachments.append(attachment)
    if any(leaf.content_type in _CIPHERS for leaf in tree.leaves) or any(_ARMOUR in source for _, source in bodies):
        reading.notes.append(
            "The text of the mail is encrypted or sealed (S/MIME or PGP): only what is in the open was checked."
        )
    if reading.notes and not bodies and any(_is_body(leaf) for leaf in tree.leaves):
        raise UnreadableError(" ".join(reading.notes))
    return Message(name, tuple(reading.parts), fields, tuple(reading.attachments), tuple(reading.notes), kind)


def _is_body(leaf: Leaf) -> bool:
    """A text that is shown as the letter, and no attached file."""
    if leaf.content_type not in _FORMATS and not leaf.content_type.startswith("text/"):
        return False
    if leaf.content_type in _UNREAD_TEXTS or leaf.disposition == "attachment":
        return False
    return not leaf.filename or leaf.disposition == "inline"


def _read_text(leaf: Leaf, reading: _Reading) -> str | None:
    """The decoded text of a part, or None with a note why not."""
    content = leaf.decode()
    if isinstance(content, str):
        return content
    if not content and leaf.has_payload:
        reading.notes.append(f"A part {leaf.content_type} cannot be read: its {leaf.encoding} is broken or cut off.")
        return None
    if leaf.is_cut:
        reading.notes.append(f"A part {leaf.content_type} is cut off: its {leaf.encoding} ends in the middle.")
    try:
        return charset.decode(content, leaf.charset)
    except UnreadableError as error:
        reading.notes.append(f"A part {leaf.content_type} cannot be read: {error}")
        return None


def _read_bodies(tree: mime.Tree, reading: _Reading) -> list[tuple[Leaf, str]]:
    """The readable bodies with their decoded text, in the order of the mail."""
    sources = [(leaf, _read_text(leaf, reading)) for leaf in tree.leaves if _is_body(leaf)]
    return [(leaf, source) for leaf, source in sources if source is not None]


def _name_bodies(sources: Sequence[tuple[Leaf, str]]) -> Iterator[tuple[str, Leaf, str]]:
    """Names of the parts: «text/plain», «text/html», further ones numbered; blank ones among several are none."""
    counts: dict[str, int] = {}
    for leaf, source in sources:
        if not source.strip() and len(sources) > 1:
            continue
        counts[leaf.content_type] = number = counts.get(leaf.content_type, 0) + 1
        yield leaf.content_type if number == 1 else f"{leaf.content_type} {number}", leaf, source


def _add_bodies(sources: Sequence[tuple[Leaf, str]], reading: _Reading) -> None:
    for part_name, leaf, source in _name_bodies(sources):
        reading.parts.append(
            build_part(
                part_name,
                source,
                _FORMATS.get(leaf.content_type, "text"),
                flowed=leaf.is_flowed,
                delete_space=leaf.deletes_space,
                alternative_to=_find_sibling(leaf, part_name, reading),
            )
        )


def _find_sibling(leaf: Leaf, part_name: str, reading: _Reading) -> str | None:
    """The first part of the nearest multipart/alternative that this one stands in another branch of."""
    sibling = None
    for alternative, branch in leaf.alternatives():
        first_name, first_branch = reading.first_of.setdefault(alternative, (part_name, branch))
        if sibling is None and first_branch != branch:
            sibling = first_name
    return sibling


def _attachment_name(leaf: Leaf, html: str) -> str | None:
    """The name of a file that the reader is given; None for pictures in the letter, seals and the like."""
    if leaf.content_type in _SEALS or leaf.content_type in _CIPHERS:
        return None
    if leaf.content_id and leaf.content_type.startswith("image/") and f"cid:{leaf.content_id}" in html:
        return None
    if leaf.disposition == "inline" and leaf.content_id and not leaf.filename:
        return None
    if leaf.content_type in {"message/rfc822", "message/global"}:
        return leaf.filename or "message.eml"
    if leaf.disposition == "attachment" or leaf.filename:
        return leaf.filename or leaf.content_type
    return None
