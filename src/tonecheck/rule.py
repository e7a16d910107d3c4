"""What a rule is: one frozen value, as its file says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from tonecheck.matchers.phrases import Phrase
    from tonecheck.model import Kind, Safety, Severity, Span

Scope = Literal["text", "subject", "all"]
Stated = Literal["date", "substance"]
Address = Literal["formal", "informal", "consistent"]


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail that carries an example: header values as mail programs write them, names of attached files."""

    to: str = ""
    cc: str = ""
    date: str = ""
    subject: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule file: ``text`` without marks, ``spans`` the marked places (empty in a good one)."""

    text: str
    spans: tuple[Span, ...] = ()
    fixed: str | None = None
    kind: Kind = "message"
    scope: Literal["text", "subject"] = "text"
    address: Address = "formal"  #: how the house addresses its clients
    mail: Mail | None = None  #: None for a bare text, of which headers and attachments are not known
    managers: tuple[str, ...] = ()  #: addresses that the house wants in copy


@dataclass(frozen=True, slots=True)
class Category:
    """A commandment, as a category of findings (rules/categories.toml).

    ``labels``: its rules speak in the short strings of a program's windows too, not only in letters.
    """

    id: str
    severity: Severity
    names: tuple[tuple[str, str], ...]  #: (ui language, name)
    commandments: tuple[tuple[str, str], ...]  #: (language of the rule, the commandment)
    labels: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one language. ``id`` is «category/name»; exactly one of phrases/tokens/regex/check speaks."""

    id: str
    language: str
    category: Category
    severity: Severity
    message: str
    why: str
    source: str
    path: Path
    phrases: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    unless_sentence: tuple[Phrase, ...] = ()
    unless_message: tuple[Phrase, ...] = ()
    unless_remedy: bool = False  #: a new date or amends close by silence it (checks/remedy.py)
    unless_stated: Stated | None = None  #: a date, or what was agreed, said of the same matter silences it
    tokens: tuple[list[dict[str, Any]], ...] = ()
    regex: tuple[str, ...] = ()
    word: bool = False
    check: str | None = None
    suggest: tuple[str, ...] = ()
    safety: Safety = "suggest"
    scope: Scope = "all"
    kinds: tuple[Kind, ...] = ("message", "template")
    enabled: bool = True
    preview: bool = False
    labels: bool = False  #: speaks in the short strings of a program's windows too
    aliases: tuple[str, ...] = ()
    since: str = ""
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
