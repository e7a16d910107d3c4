"""What is broken in a template, so that nobody can say what its client will read: marks that are opened and never closed.

Template engines refuse such a file; here it is still checked as far as it can be read, and the sentence makes sure that
nobody takes it for a clean one. HTML is as lenient as browsers are, but for what hides the rest of the letter.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from tonecheck.message.html_tokens import RAW, find_html_tokens
from tonecheck.message.parts import Hole
from tonecheck.message.templates import mask
from tonecheck.model import Span
from tonecheck.places import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.message.parts import Part

_BRACES: Final = {"{{": "}}", "{%": "%}"}
_JINJA: Final = {**_BRACES, "{#": "#}"}
_ANGLES: Final = {"<%": "%>"}
#: suffix → what its engine opens and closes
_MARKS: Final = {
    ".j2": _JINJA,
    ".jinja": _JINJA,
    ".jinja2": _JINJA,
    ".twig": _JINJA,
    ".liquid": _BRACES,
    ".hbs": {"{{": "}}"},
    ".handlebars": {"{{": "}}"},
    ".mustache": {"{{": "}}"},
    ".tpl": {**_BRACES, "{*": "*}"},
    ".mjml": _BRACES,
    ".erb": _ANGLES,
    ".ejs": _ANGLES,
    ".ftl": {"<#--": "-->", "${": "}", "<#": ">"},
}
#: Behind the last token: a tag that begins and never ends, maybe after declarations.
_OPEN_TAG: Final = re.compile(r"(?:<[!?][^<>]*>)*(?P<tag></?[A-Za-z])")
#: What stands between these is text for the engine, marks and all: opening, and what closes it.
_RAW_OPENING: Final = re.compile(
    r"\{%-?\s{0,8}(?P<tag>raw|verbatim)\s{0,8}-?%\}|\{(?P<smarty>literal)\}|<#(?P<ftl>noparse)>"
)
_RAW_CLOSING: Final = {
    "raw": re.compile(r"\{%-?\s{0,8}endraw\s{0,8}-?%\}"),
    "verbatim": re.compile(r"\{%-?\s{0,8}endverbatim\s{0,8}-?%\}"),
    "literal": re.compile(r"\{/literal\}"),
    "noparse": re.compile(r"</#noparse>"),
}


def find_faults(part: Part, name: str | None) -> Iterator[str]:
    """A sentence for each mark of a template that is never closed, with its line."""
    lines = Lines(part.text)
    suffixes = [suffix.lower() for suffix in PurePath(name or "").suffixes[-2:]]
    for suffix in suffixes:
        for at, opener, closer in _find_open_marks(part, _MARKS.get(suffix, {})):
            yield f"line {lines.position(at)[0]}: {opener!r} is never closed; its end {closer!r} is missing"
    if part.format == "html":
        masked = mask(part.text, part.holes)
        for at, sentence in _find_open_markup(masked, is_xml=".mjml" in suffixes):
            yield f"line {lines.position(at)[0]}: {sentence}"


def _find_open_marks(part: Part, marks: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Openings outside of holes that no closing follows before the next opening of their kind."""
    if not marks:
        return
    raw = (Hole("control", span.start, span.end) for span in _find_raw(part.text))
    text = mask(mask(part.text, part.holes), raw)
    openings = list(re.finditer("|".join(re.escape(opener) for opener in sorted(marks, key=len, reverse=True)), text))
    for number, opening in enumerate(openings):
        at, opener = opening.start(), opening[0]
        following = openings[number + 1].start() if number + 1 < len(openings) else len(text)
        is_escaped = text[at - 1 : at] == "\\" or text.startswith("<%%", at)
        if not is_escaped and text.find(marks[opener], opening.end(), following) < 0:
            yield at, opener, marks[opener]


def _find_raw(source: str) -> Iterator[Span]:
    """Stretches that the engine leaves alone; a kind that is not closed once is not looked for again."""
    end = 0
    unclosed: set[str] = set()
    for opening in _RAW_OPENING.finditer(source):
        kind = opening["tag"] or opening["smarty"] or opening["ftl"]
        if opening.start() < end or kind in unclosed:
            continue
        closing = _RAW_CLOSING[kind].search(source, opening.end())
        if closing is None:
            unclosed.add(kind)
        else:
            end = closing.end()
            yield Span(opening.start(), end)


def _find_open_markup(masked: str, *, is_xml: bool) -> Iterator[tuple[int, str]]:
    """A comment, tag or script that hides the rest; in MJML, which is XML, elements that are not closed, or not open."""
    end, last = 0, ""
    stack: list[tuple[str, int]] = []
    for token in find_html_tokens(masked):
        end, last = token.end, token.name if token.kind == "start" else ""
        if token.kind == "comment" and not masked[token.start : token.end].endswith(">"):
            yield token.start, "the comment is never closed and hides the rest; its end '-->' is missing"
        if is_xml and token.name.startswith("mj") and masked[token.end - 2] != "/":
            yield from _step(stack, token.name, token.start, is_end=token.kind == "end")
    if last in RAW and masked[end - 2] != "/":
        yield end - 1, f"<{last}> is never closed and hides the rest; </{last}> is missing"
    elif opened := _OPEN_TAG.match(masked, end):
        yield opened.start("tag"), "the tag is never closed and hides the rest; '>' or a quotation mark is missing"
    yield from ((at, f"<{name}> is never closed; </{name}> is missing") for name, at in stack)


def _step(stack: list[tuple[str, int]], name: str, at: int, *, is_end: bool) -> Iterator[tuple[int, str]]:
    if not is_end:
        stack.append((name, at))
    elif stack and stack[-1][0] == name:
        stack.pop()
    elif any(opened == name for opened, _ in stack):
        while stack[-1][0] != name:
            inner, place = stack.pop()
            yield place, f"<{inner}> is never closed; </{inner}> is missing"
        stack.pop()
    else:
        yield at, f"</{name}> closes nothing; <{name}> is missing"
