"""HTML → tokens with exact places, in linear time on any input; nothing raises.

The rules are those of the tokenizer in the HTML standard (https://html.spec.whatwg.org/#tokenization), so that a
letter is read as a mail client reads it. The standard library's ``html.parser`` is not used: it knows no places of
attribute values, raises on ``<![x``, looks at «<!--<!--<!--…» in quadratic time, and changes its answers between
patch releases of Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Blanks of the standard; a no-break space is none of them.
BLANKS = " \t\n\f\r"

TokenKind = Literal["text", "start", "end", "comment"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute with the place of its value (without quotation marks), references not yet decoded."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HtmlToken:
    """A stretch of text, a tag or a comment with its marks; ``name`` of a tag in lower case, else «»."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


#: Elements whose content is no markup; the mail client shows none of it.
RAW = frozenset(("script", "style", "title", "xmp", "iframe", "noembed", "noframes", "mj-style", "mj-title"))

_TAG = re.compile(r"<(/?)([A-Za-z][^ \t\n\f\r/>]*)")
_BEFORE_NAME = re.compile(r"[ \t\n\f\r/]*")
_NAME = re.compile(r"=?[^ \t\n\f\r/>=]*")
_EQUALS = re.compile(r"[ \t\n\f\r]*=[ \t\n\f\r]*")
_UNQUOTED = re.compile(r"[^ \t\n\f\r>]*")
_COMMENT_END = re.compile(r"--!?>")

#: A character reference; a name without its semicolon counts where browsers let it.
REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]+;?|#[0-9]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)")


def find_html_tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[HtmlToken]:
    """The tokens of ``source[start:end]``, in order; declarations and raw content are passed over.

    A tag or comment that is never closed hides the rest, as it does in a browser.
    """
    stop = len(source) if end is None else end
    text_start = position = start
    while (opening := source.find("<", position, stop)) >= 0:
        after = _skip_hidden(source, opening, stop)
        tag = None if after is not None else _TAG.match(source, opening, stop)
        if after is None and tag is None:
            position = opening + 1  # «5 < 6»
            continue
        if text_start < opening:
            yield HtmlToken("text", text_start, opening)
        if tag is not None:
            attributes, after = _read_attributes(source, tag.end(), stop)
            if after is None:
                return
            name = tag[2].lower()
            yield HtmlToken("end" if tag[1] else "start", opening, after, name, attributes)
            if name in RAW and not tag[1] and not (name.startswith("mj-") and source[after - 2] == "/"):
                after = _find_raw_end(source, name, after, stop)
        assert after is not None
        if tag is None and source.startswith("<!--", opening):
            yield HtmlToken("comment", opening, after)
        text_start = position = after
    if text_start < stop:
        yield HtmlToken("text", text_start, stop)


def _skip_hidden(source: str, opening: int, stop: int) -> int | None:
    """The end of the comment, declaration or instruction that opens here; None for a tag or a bare «<»."""
    if source.startswith("<!--", opening):
        if source.startswith((">", "->"), opening + 4, stop):
            return source.index(">", opening) + 1
        closed = _COMMENT_END.search(source, opening + 4, stop)
        return closed.end() if closed else stop
    following = source[opening + 1 : opening + 3]
    if following[:1] in ("!", "?") or (following[:1] == "/" and following[1:] and not _is_letter(following[1])):
        close = source.find(">", opening, stop)
        return close + 1 if close >= 0 else stop
    return None


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _read_attributes(source: str, position: int, stop: int) -> tuple[tuple[Attribute, ...], int | None]:
    """The attributes of a tag from behind its name, and the end of the tag: None where it is never closed."""
    attributes: list[Attribute] = []
    while True:
        position = _match_end(_BEFORE_NAME, source, position, stop)
        if position >= stop:
            return (), None
        if source[position] == ">":
            return tuple(attributes), position + 1
        name_end = _match_end(_NAME, source, position, stop)
        name = source[position:name_end].lower()
        equals = _EQUALS.match(source, name_end, stop)
        if equals is None:
            attributes.append(Attribute(name, name_end, name_end))
            position = name_end
            continue
        value = equals.end()
        quote = source[value : value + 1]
        if quote in ('"', "'") and value < stop:
            value += 1
            close = source.find(quote, value, stop)
            if close < 0:
                return (), None
            position = close + 1
        else:
            position = close = _match_end(_UNQUOTED, source, value, stop)
        attributes.append(Attribute(name, value, close))


def _match_end(pattern: re.Pattern[str], source: str, position: int, stop: int) -> int:
    found = pattern.match(source, position, stop)
    return found.end() if found else position


def _find_raw_end(source: str, name: str, position: int, stop: int) -> int:
    closed = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(source, position, stop)
    return closed.start() if closed else stop


def decode_reference(reference: str, following: str = "", *, in_attribute: bool = False) -> tuple[str, int]:
    """What a match of ``REFERENCE`` says, and how many of its code points that uses up; («», 0) for plain text.

    ``following`` is the character behind it: in an attribute «?a=1&copy=2» is no ©.
    """
    if reference.startswith("&#"):
        return _decode_number(reference), len(reference)
    name = reference[1:]
    for size in range(len(name), 1, -1):
        value = html5.get(name[:size])
        if value is None:
            continue
        rest = name[size : size + 1] or following
        if in_attribute and name[size - 1] != ";" and (rest == "=" or rest.isalnum()):
            return "", 0
        return value, size + 1
    return "", 0


def _decode_number(reference: str) -> str:
    digits = reference[2:].rstrip(";")
    base = 16 if digits[0] in "xX" else 10
    digits = digits.lstrip("xX").lstrip("0") or "0"
    if len(digits) > 7:
        return "\ufffd"
    return unescape(f"&#{int(digits, base)};")
