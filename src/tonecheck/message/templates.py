"""Template holes: the places that another program fills, runs or drops before the client sees the letter.

One table of dialects, tried at every place where a hole may open: Jinja, Django, Twig, Liquid, Handlebars, Mustache
and Go («{{ }}», «{% %}», «{# #}»), ERB, EJS and JSP («<% %>»), PHP («<?= ?>»), FreeMarker, shell and Ruby («${ }», «#{ }»),
Smarty («{* *}»), Mailchimp («*|NAME|*»), Salesforce («%%name%%»), SendPulse and UniSender («{{name}}», «[[name]]», «%name%»), and
``str.format`` («{name}», «{0}»).

A hole is claimed only where the dialect leaves no doubt: «скидка 10 % и 5 %», «50% та 30%», «%D0%BF%D1%80» in an
address and «{слова в скобках}» are text. An opening that is never closed is text too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tonecheck.message.parts import Hole, HoleKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Stands for every code point of a masked value hole: no markup, no blank, no punctuation, never written by people.
MASK = "\ue000"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A dialect whose holes run from ``opener`` to the next ``closer``.

    ``kind`` None: the content decides (see ``_kind_of_mustache``, ``_match_tag``). ``long``: blank lines may stand inside.
    """

    opener: str
    closer: str
    kind: HoleKind | None
    long: bool = False


#: The longest opener comes first, so that «{{!--» is no «{{!» and «<%--» no «<%».
_PAIRS = (
    _Pair("{{!--", "--}}", "comment", long=True),
    _Pair("{{/*", "*/}}", "comment", long=True),
    _Pair("{{!", "}}", "comment", long=True),
    _Pair("{{{", "}}}", "value"),
    _Pair("{{", "}}", None),
    _Pair("{%", "%}", None),
    _Pair("{#", "#}", "comment", long=True),
    _Pair("{* ", "*}", "comment", long=True),
    _Pair("<%--", "--%>", "comment", long=True),
    _Pair("<%#", "%>", "comment", long=True),
    _Pair("<%=", "%>", "value"),
    _Pair("<%-", "%>", "value"),
    _Pair("<%", "%>", "control"),
    _Pair("<?=", "?>", "value"),
    _Pair("<?php", "?>", None),
    _Pair("<#--", "-->", "comment", long=True),
    _Pair("%%=", "=%%", "value"),
    _Pair("%%[", "]%%", "control"),
)

#: Where any hole may open; everything else is passed over by the regex engine.
_OPENING = re.compile(r"[{$#\[%*<]")

_WORD = r"[^\W\d]\w*"
_PATH = rf"{_WORD}(?:[.-]\w+|\[\w+\])*"

#: Dialects of one short line, by their first sign. The bounds keep each attempt short: time stays linear.
_SHORT = {
    "$": re.compile(r"\$\{[^{}\n]{1,200}\}"),
    "#": re.compile(r"#\{[^{}\n]{1,200}\}"),
    "%": re.compile(
        rf"%%(?=[^\W\d])[\w .:-]{{1,64}}%%(?!\w)"  # «%%First Name%%»
        rf"|%(?=.{{1,64}}%){_PATH}(?::{_WORD})?%(?!\w)"  # «%name%», «%recipient.name%»
        rf"|%\((?=.{{1,64}}\)){_WORD}\)[sdif](?!\w)"  # «%(name)s» of Python and Django catalogues
        rf"|%\{{(?=.{{1,64}}\}}){_WORD}\}}"  # «%{{name}}» of Ruby catalogues
        r"|%(?:[0-9]\$)?[sd](?!\w)"  # «%s», «%1$d» of printf
    ),
    "*": re.compile(r"\*\|[A-Z][A-Z0-9_]{0,63}(?::[^|*\n]{0,100})?\|\*"),
    "[": re.compile(rf"\[\[(?=.{{1,64}}\]\]){_PATH}(?:[ |:]{_PATH})?\]\](?![(\]])"),
    "{": re.compile(
        rf"\{{(?:[0-9]{{1,2}}|(?=.{{1,64}}\}})\$?{_PATH})\}}(?!\}})"
        r"|\{\$[^{}\n]{1,200}\}"  # «{$name|default:"…"}» of Smarty
        r"|\{(?:if|elseif|foreach|section|include|assign|capture|block|extends)\s[^{}\n]{1,200}\}|\{/[a-z]{2,12}\}"
    ),
    "<": re.compile(r"</?#[a-z]{2,16}(?:[ \t][^<>\n]{0,200})?/?>"),
}

_MUSTACHE_CONTROL = re.compile(
    r"[#/^>~*]"  # Handlebars: {{#if}}, {{/if}}, {{^}}, {{> partial}}
    r"|(?:else|end)\b(?:\s+(?:if|with)\b.*)?$"  # Handlebars and Go
    r"|(?:if|range|with|define|template|block)\s",  # Go
    re.DOTALL,
)
_SMARTY_CONTROL = re.compile(
    r"\{(?:/|(?:if|elseif|foreach|section|include|assign|capture|block|extends)\s"
    r"|(?:else|foreachelse|sectionelse|literal|strip|nocache|ldelim|rdelim)\})"
)
_MERGE_CONTROL = re.compile(r"\*\|(?:IF|IFNOT|ELSEIF|ELSE|END|INTERESTED)[:|]")
#: Tags of Django, Jinja and Liquid that leave text in the letter; all others steer.
_VALUE_TAGS = frozenset(
    ("trans", "translate", "url", "now", "firstof", "cycle", "static", "widthratio", "echo", "print", "lorem")
)
#: «{% trans %}…{% endtrans %}»: the text stands behind such a tag, not in it.
_BLOCK_ARGUMENTS = re.compile(r"\s*(?:[-+~]?%\}|with\b|into\b|\w{1,64}\s*=[^=])")
_TAG_NAME = re.compile(r"[-+~]?\s*(\w+)")
_COMMENT_BLOCK = re.compile(r"\{%[-+~]?\s*comment\b[^%]*%\}")
_END_COMMENT = re.compile(r"\{%[-+~]?\s*endcomment\s*[-+~]?%\}")
_URL_BYTE = re.compile(r"%[0-9A-Fa-f]{2}%")
_BLANK_LINES = ("\n\n", "\n\r\n")


@dataclass(slots=True)
class _Scanner:
    """Finds the next occurrence of a string, each stretch of the source looked at once for each string.

    «{{» a hundred thousand times and never a «}}» must not mean a hundred thousand searches to the end.
    """

    source: str
    _next: dict[str, int] = field(default_factory=dict)

    def find(self, what: str, start: int) -> int:
        """Like ``str.find``; ``start`` must not go back more than it went forward before."""
        known = self._next.get(what, -2)
        if known == -1 or known >= start:
            return known
        self._next[what] = found = self.source.find(what, start)
        return found

    def find_end_comment(self, start: int) -> int:
        """The end of the next ``{% endcomment %}`` at or after ``start``, or -1."""
        known = self._next.get("endcomment", -2)
        if known == -1 or known >= start:
            return known
        found = _END_COMMENT.search(self.source, start)
        self._next["endcomment"] = end = found.end() if found else -1
        return end


def find_holes(source: str) -> tuple[Hole, ...]:
    """Every template hole of ``source``: sorted, not overlapping, outermost only; linear time."""
    return tuple(_scan(source))


def _scan(source: str) -> Iterator[Hole]:
    scanner = _Scanner(source)
    position = last_end = 0
    while opening := _OPENING.search(source, position):
        start = opening.start()
        hole = None
        if start == 0 or source[start - 1] != "\\":
            hole = _match_pair(scanner, start) or _match_short(source, start, adjacent=start == last_end)
        if hole is None:
            position = start + 1
        else:
            yield hole
            position = last_end = hole.end


def _match_pair(scanner: _Scanner, start: int) -> Hole | None:
    source = scanner.source
    pair = next((p for p in _PAIRS if source.startswith(p.opener, start)), None)
    if pair is None:
        return None
    content = start + len(pair.opener)
    close = scanner.find(pair.closer, content)
    if close < 0:
        return None
    if not pair.long:
        # «{{ имя … {{ город }}»: the first opening was never closed, the second one is the hole.
        reopened = scanner.find(pair.opener, content)
        if 0 <= reopened < close or any(0 <= scanner.find(blank, content) < close for blank in _BLANK_LINES):
            return None
    end = close + len(pair.closer)
    if pair.kind is not None:
        return Hole(pair.kind, start, end)
    if pair.opener == "{{":
        # A third brace belongs to the longer pair, which was not closed: the hole begins one further.
        return None if source.startswith("{", content) else Hole(_kind_of_mustache(source[content:close]), start, end)
    return _match_tag(scanner, start, content, close)


def _match_tag(scanner: _Scanner, start: int, content: int, close: int) -> Hole:
    """``{% … %}`` and ``<?php … ?>``; the comment block of Django and Liquid is one hole with all that it hides."""
    if scanner.source[content:close].lstrip("-+~ \t").startswith("#"):
        return Hole("comment", start, close + 2)  # «{% # … %}» of Liquid
    name = _TAG_NAME.match(scanner.source, content, close)
    tag = name[1] if name else ""
    if tag == "comment":
        end = scanner.find_end_comment(close)
        if end >= 0:
            return Hole("comment", start, end)
    is_block = name is not None and tag in ("trans", "translate") and _BLOCK_ARGUMENTS.match(scanner.source, name.end())
    return Hole("value" if tag in _VALUE_TAGS and not is_block else "control", start, close + 2)


def _kind_of_mustache(content: str) -> HoleKind:
    return "control" if _MUSTACHE_CONTROL.match(content.strip("-~ \t\r\n")) else "value"


def _match_short(source: str, start: int, *, adjacent: bool) -> Hole | None:
    """The dialects of one short line; ``adjacent``: another hole ends right here."""
    sign = source[start]
    found = _SHORT[sign].match(source, start)
    if found is None:
        return None
    before = source[start - 1] if start and not adjacent else " "
    is_smarty = _SMARTY_CONTROL.match(found[0]) is not None
    if sign in "%{" and not is_smarty and (before.isalnum() or before in "%{_^"):
        return None  # «50%та30%», «{{name}», «x_{i}»
    if sign == "%" and _URL_BYTE.fullmatch(found[0]):
        return None
    if sign == "*" and not _stands_alone(source, found):
        return None
    kind: HoleKind = "value"
    if sign == "<" or (sign == "*" and _MERGE_CONTROL.match(found[0])) or is_smarty:
        kind = "control"
    return Hole(kind, start, found.end())


def _stands_alone(source: str, merge_tag: re.Match[str]) -> bool:
    """Is this «*|NAME|*» a merge tag, alone or set bold, and not the cells «**A**|B|**C**» of a Markdown table?"""
    before = source[max(merge_tag.start() - 3, 0) : merge_tag.start()]
    after = source[merge_tag.end() : merge_tag.end() + 3]
    stars_before, stars_after = len(before) - len(before.rstrip("*")), len(after) - len(after.lstrip("*"))
    return (stars_before, stars_after) in ((0, 0), (2, 2))


def comment_text(source: str, hole: Hole) -> str:
    """What a comment hole says, without its marks."""
    text = source[hole.start : hole.end]
    block = _COMMENT_BLOCK.match(text)
    if block is not None:  # «{% comment %} … {% endcomment %}»
        return text[block.end() : text.rindex("{%")]
    pair = next((pair for pair in _PAIRS if text.startswith(pair.opener)), None)
    inner = text[len(pair.opener) : -len(pair.closer)] if pair else text
    return inner.strip("-~ \t\r\n").removeprefix("#")


def mask(source: str, holes: Iterable[Hole], other: str = " ") -> str:
    """``source`` with its holes made harmless for a markup parser; same length, same places.

    Value holes become a word of ``MASK``, all others a row of ``other``: blanks, so that
    «<td{% if x %} class="a"{% endif %}>» stays one tag.
    """
    pieces: list[str] = []
    position = 0
    for hole in holes:
        pieces.append(source[position : hole.start])
        pieces.append((MASK if hole.kind == "value" else other) * (hole.end - hole.start))
        position = hole.end
    pieces.append(source[position:])
    return "".join(pieces)
