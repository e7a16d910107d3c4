"""The three ways in: the bytes of a file, a mail object, a text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, get_args

from tonecheck.errors import ConfigError
from tonecheck.files import TEMPLATE_SUFFIXES
from tonecheck.locales import CATALOGUE_SUFFIXES, names_mail_template
from tonecheck.message import charset, mail
from tonecheck.message.assemble import build_part
from tonecheck.message.faults import find_faults
from tonecheck.message.parts import Format, Message
from tonecheck.model import Kind

if TYPE_CHECKING:
    import email.message


_CATALOGUE_SUFFIXES: Final = frozenset((*CATALOGUE_SUFFIXES, ".xml"))
_MAIL_SUFFIXES: Final = frozenset({".eml", ".mht", ".mhtml"})
_FORMATS: Final[dict[str, Format]] = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".mjml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
_KINDS: Final = frozenset(get_args(Kind))
_PART_OF: Final[dict[Format, str]] = {"text": "text", "html": "html", "markdown": "markdown"}


def read(data: bytes, name: str | None = None, kind: Kind | None = None) -> Message:
    """The message in ``data``; ``name`` is its file name, None or «-» for a stream.

    The suffix says what it is: .eml a mail, .html and .md markup, a template suffix (.j2, .mjml, …, also before it:
    «letter.html.j2») a template, and so does the folder of a mail
    («language/ru/email/welcome.txt»), that of a catalogue (.po, .json, …) a catalogue; anything else is plain text. A stream that begins with mail headers is a mail.
    ``kind`` overrides the kind that the suffix says. Raises ``UnreadableError``.
    """
    suffixes = [suffix.lower() for suffix in PurePath(name or "").suffixes[-2:]]
    if suffixes[-1:] and suffixes[-1] in _MAIL_SUFFIXES:
        return mail.read_mail(data, name, kind=kind or "message")
    if name in {None, "", "-"} and mail.looks_like_mail(data):
        return mail.read_mail(data, name, kind=kind or "message")
    if not _CATALOGUE_SUFFIXES.isdisjoint(suffixes):
        from tonecheck.message import catalogues  # noqa: PLC0415 - a dozen formats, of which letters need none

        if (catalogue := catalogues.find_format(name, data)) is not None:
            return catalogues.read(data, catalogue, name, kind)
    text = charset.decode(data)
    is_template = any(suffix in TEMPLATE_SUFFIXES for suffix in suffixes) or names_mail_template(name or "")
    format_ = next((_FORMATS[suffix] for suffix in reversed(suffixes) if suffix in _FORMATS), None)
    if format_ is None:
        format_ = "html" if is_template and _looks_like_html(text) else "text"
    message = from_text(text, format_, name=name, kind=kind or ("template" if is_template else "message"))
    if message.kind == "template":
        return replace(message, notes=tuple(find_faults(message.parts[0], name)))
    return message


def from_text(text: str, format: Format = "text", *, name: str | None = None, kind: Kind = "message") -> Message:  # noqa: A002
    """A message of one part, named «text», «html» or «markdown» after its format."""
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}; bytes of a file go to check_bytes or read")
    if format not in _PART_OF:
        raise ConfigError(f"unknown format {format!r}: it is 'text', 'html' or 'markdown'")
    if kind not in _KINDS:
        raise ConfigError(f"unknown kind {kind!r}: it is 'message' or 'template'")
    part = build_part(_PART_OF[format], text, format, has_literals=kind == "template")
    return Message(name=name, parts=(part,), kind=kind)


def from_email(message: email.message.Message, *, name: str | None = None, kind: Kind = "message") -> Message:
    """The message that a mail object of the standard library holds; raises ``UnreadableError``."""
    return mail.from_email(message, name, kind=kind)


def _looks_like_html(text: str) -> bool:
    """A template whose suffix does not say of what («letter.j2»)."""
    return (
        re.search(r"<(?:!doctype|html|body|table|tr|td|p|div|br|span|a|h\d)\b", text[:20_000], re.IGNORECASE)
        is not None
    )
