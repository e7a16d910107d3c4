"""What an HTML or MJML element means for the text: its line breaks, and what mail clients say with its attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tonecheck.message.html_tokens import HtmlToken

#: Blocks that stand apart by a blank line.
_PARAGRAPHS = frozenset(
    (
        *("p", "blockquote", "pre", "ul", "ol", "dl", "table", "hr", "section", "article", "header", "footer", "main"),
        *("aside", "nav", "figure", "form", "fieldset", "details", "mj-text", "mj-section", "mj-preview", "mj-table"),
    )
)
#: Blocks that stand apart by a line break; MJML's other elements are blocks too.
_LINES = frozenset(
    (
        *("div", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "center", "address", "figcaption", "legend", "summary", "option", "optgroup", "select", "button"),
        *("html", "head", "body", "title", "textarea", "dir", "menu", "hgroup", "search", "dialog"),
    )
)
VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *("wbr", "frame", "keygen", "bgsound"),
    )
)
IGNORED = frozenset(("html", "head", "body"))
#: What is typed, printed or computed, not said; as in Markdown two backticks stand for it in its sentence.
CODE = frozenset(("code", "kbd", "samp", "var"))
_HIDDEN_ELEMENTS = CODE | frozenset(
    (
        *("template", "datalist", "style", "script", "title", "link", "meta", "mj-style", "mj-title"),
        *("mj-attributes", "mj-html-attributes", "mj-font", "mj-breakpoint"),
    )
)
#: Where an element opens, an open one of these kinds ends, as the standard's tree construction says.
IMPLIED_ENDS = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "tr": frozenset(("td", "th", "tr")),
    "option": frozenset(("option",)),
}
TABLE_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"))
SCOPES = frozenset(("table", "td", "th", "caption", "template"))

_QUOTE_NAMES = frozenset(
    (
        *("gmail_quote", "gmail_quote_container", "gmail_attr", "yahoo_quoted", "moz-cite-prefix"),
        *("moz-forward-container", "protonmail_quote", "tutanota_quote", "zmail_extra", "mailru-blockquote"),
        *("mail-editor-reference-message-container", "olk_src_body_section", "reply-intro"),
    )
)
#: Outlook marks where the quoted letter begins; everything behind the mark is quoted.
_REST_NAMES = frozenset(("divrplyfwdmsg", "appendonsend"))
_OUTLOOK_RULE = re.compile(
    r"border:\s*none;\s*border-top:\s*solid\s+(?:windowtext|#[0-9a-f]{6})\s+1(?:\.0)?pt;\s*padding:\s*3(?:\.0)?pt"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none")
#: How a text is hidden that the inbox, or a small screen, is to show: senders hide it from every mail client at once.
_PREHEADER_STYLE = re.compile(r"mso-hide\s*:\s*all|max-height\s*:\s*0|font-size\s*:\s*[01]px|opacity\s*:\s*0(?![.\d])")
_PREHEADER_NAME = re.compile(r"pre-?header|preview-?text")
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_OWA_PREFIX = re.compile(r"^(?:x_)+")

_Mark = Literal["hidden", "quote", "rest", "signature"]


@dataclass(slots=True)
class Element:
    """An element of the letter, and what its start tag says about the text in it.

    ``mark`` «rest» quotes all that follows, not only the element; ``reply`` is Gmail's wrapper, in which own answers
    stand between the quotes.
    """

    name: str
    lines: int  #: line breaks around it, 0 for inline elements
    mark: _Mark | None = None
    pre: bool = False
    reply: bool = False


def lines_around(name: str) -> int:
    """Line breaks around an element: 0 inline, 1 a line of its own, 2 a paragraph."""
    if name in _PARAGRAPHS:
        return 2
    return 1 if name in _LINES or name.startswith("mj-") else 0


def describe(token: HtmlToken, masked: str) -> Element:
    """What a start tag says; ``masked`` is the source of the token, holes masked."""
    name = token.name
    element = Element(name, lines_around(name), pre=name == "pre")
    values: dict[str, str] = {}
    for attribute in token.attributes:
        values.setdefault(attribute.name, masked[attribute.start : attribute.end].lower())
    style, labels = values.get("style", ""), f"{values.get('class', '')} {values.get('id', '')}"
    if name in _HIDDEN_ELEMENTS or "hidden" in values or _HIDDEN_STYLE.search(style):
        if not _is_preheader(labels, style):
            element.mark = "hidden"
            return element
        element.lines = 2
    element.pre = element.pre or bool(_PRE_STYLE.search(style))
    names = {_OWA_PREFIX.sub("", label) for label in labels.split()}
    if name == "blockquote" or names & _QUOTE_NAMES:
        element.mark = "quote"
        element.reply = name == "div" and "gmail_quote" in names
    elif names & _REST_NAMES or _OUTLOOK_RULE.search(style):
        element.mark = "rest"
    elif "data-smartmail" in values or "data-signature-widget" in values or any(map(_is_signature, names)):
        element.mark = "signature"
    return element


def _is_preheader(labels: str, style: str) -> bool:
    return bool(_PREHEADER_NAME.search(labels) or _PREHEADER_STYLE.search(style))


def _is_signature(label: str) -> bool:
    """«gmail_signature», «moz-signature», «Signature» of Outlook, «AppleMailSignature», «ydp1a2b3csignature» of Yahoo."""
    return label.endswith("signature") or label.startswith(("gmail_signature", "protonmail_signature"))
