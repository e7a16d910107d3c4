"""One rule file → ``Rule``. Every mistake is a ``RuleError`` that names file, key and, where it can, the line."""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING, Any, Literal, NoReturn, cast, get_args

from tonecheck.checks import CHECK_NAMES
from tonecheck.errors import RuleError
from tonecheck.matchers.phrases import Phrase
from tonecheck.matchers.tokens import check_pattern
from tonecheck.model import Kind, Safety, Severity, Span
from tonecheck.rule import Address, Category, Example, Mail, Rule, Scope, Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

OPEN, CLOSE = "⟦", "⟧"
#: The keys of which a rule has exactly one: what speaks.
VOICES = ("phrases", "tokens", "regex", "check")

_TEXTS = ("message", "why", "source", "since", "check")
_TEXT_LISTS = ("phrases", "unless", "unless-sentence", "unless-message", "regex", "suggest", "aliases")
_FLAGS = ("word", "enabled", "preview", "unless-remedy", "labels")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "severity": tuple(Severity),
    "safety": get_args(Safety),
    "scope": get_args(Scope),
    "kind": get_args(Kind),
    "unless-stated": get_args(Stated),
}
_KEYS = (*_TEXTS, *_TEXT_LISTS, *_FLAGS, *_CHOICES, "tokens", "bad", "good")
_MAIL_KEYS = ("to", "cc", "date", "subject", "attachments")
_EXAMPLE_KEYS = ("text", "fixed", "kind", "scope", "address", "managers", *_MAIL_KEYS)
_EXAMPLE_LISTS = ("attachments", "managers")


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """The table and the text of a TOML file; RuleError names file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), text
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        hint = "; write a text with «\\» in single quotes" if "escape" in str(error) else ""
        raise RuleError(f"{path}: is not TOML: {error}{hint}") from error


def read_rule(path: Path, language: str, category: Category) -> Rule:
    """The rule at ``path``; its phrases are not parsed yet (``checked`` does that)."""
    table, text = read_toml(path)
    return _Reader(path, table, text).rule(language, category)


def near(word: str, known: Iterable[str]) -> str:
    """«; did you mean …?» for a name that is not among the known ones, or what there is."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(names)}"


class _Reader:
    def __init__(self, path: Path, table: dict[str, Any], text: str) -> None:
        self.path = path
        self.table = table
        self.lines = text.splitlines()

    def rule(self, language: str, category: Category) -> Rule:
        self.refuse_unknown(self.table, _KEYS)
        for key in ("message", "why", "source"):
            if not self.text(key):
                self.fail(key, "is missing; every rule says what is wrong, why, and where it comes from")
        self.voice()
        check = self.text("check")
        if check and check not in CHECK_NAMES:
            self.fail("check", f"no check is called {check!r}{near(check, CHECK_NAMES)}")
        kind = self.choice("kind", "")
        suggest = self.texts("suggest")
        if self.choice("safety", "") == "safe" and not suggest and not check:
            self.fail("safety", "only a rule with «suggest» can be safe to apply")
        return Rule(
            id=f"{category.id}/{self.path.stem}",
            language=language,
            category=category,
            severity=Severity(self.choice("severity", category.severity)),
            message=self.text("message"),
            why=self.text("why"),
            source=self.text("source"),
            path=self.path,
            phrases=self.phrases("phrases"),
            unless=self.phrases("unless"),
            unless_sentence=self.phrases("unless-sentence"),
            unless_message=self.phrases("unless-message"),
            unless_remedy=self.flag("unless-remedy", default=False),
            unless_stated=cast("Stated | None", self.choice("unless-stated", "") or None),
            tokens=self.patterns(),
            regex=self.texts("regex"),
            word=self.flag("word", default=False),
            check=check or None,
            suggest=suggest,
            safety=cast("Safety", self.choice("safety", "suggest")),
            scope=cast("Scope", self.choice("scope", "all")),
            kinds=(cast("Kind", kind),) if kind else get_args(Kind),
            enabled=self.flag("enabled", default=True),
            preview=self.flag("preview", default=False),
            labels=self.flag("labels", default=category.labels),
            aliases=self.texts("aliases"),
            since=self.text("since"),
            bad=self.examples("bad"),
            good=self.examples("good"),
        )

    def voice(self) -> None:
        voices = [key for key in VOICES if self.table.get(key)]
        if len(voices) != 1:
            given = f"this one has {' and '.join(voices)}" if voices else "this one has none"
            raise RuleError(f"{self.path}: a rule has exactly one of {', '.join(VOICES)}; {given}")
        if "word" in self.table and voices != ["regex"]:
            self.fail("word", "belongs to «regex»; phrases match whole words anyway")
        if "suggest" in self.table and voices == ["check"]:
            self.fail("suggest", "a check makes its own suggestions")

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            self.fail(key, f"must be a text in quotes, not {_name(value)}")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, f'must be a list of texts, as {key} = ["…", "…"]')
        doubled = next((item for n, item in enumerate(value) if item in value[:n]), None)
        if doubled is not None:
            self.fail(key, f"«{doubled}» stands here twice")
        return tuple(value)

    def phrases(self, key: str) -> tuple[Phrase, ...]:
        return tuple(
            Phrase(text, f"{key}[{n}]{self.line_of(text)}", self.path) for n, text in enumerate(self.texts(key), 1)
        )

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"must be true or false, not {_name(value)}")
        return value

    def choice(self, key: str, default: str) -> str:
        if key not in self.table:
            return default
        value = self.text(key)
        if value not in _CHOICES[key]:
            self.fail(key, f"{value!r} is not one of {', '.join(_CHOICES[key])}")
        return value

    def patterns(self) -> tuple[list[dict[str, Any]], ...]:
        value = self.table.get("tokens", [])
        if not isinstance(value, list):
            self.fail("tokens", "must be a list of patterns")
        for pattern in value:
            try:
                check_pattern(pattern)
            except RuleError as error:
                self.fail("tokens", str(error))
        return tuple(value)

    def examples(self, key: Literal["bad", "good"]) -> tuple[Example, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(key, f"examples are written as [[{key}]], then text = …")
        return tuple(self.example(f"{key}[{n}]", item, bad=key == "bad") for n, item in enumerate(value, 1))

    def example(self, key: str, item: dict[str, Any], *, bad: bool) -> Example:
        self.refuse_unknown(item, _EXAMPLE_KEYS, key + ".")
        self.check_types(key, item)
        kind, scope = item.get("kind", "message"), item.get("scope", "text")
        address = item.get("address", "formal")
        if kind not in get_args(Kind):
            self.fail(f"{key}.kind", f"{kind!r} is not one of {', '.join(get_args(Kind))}")
        if scope not in ("text", "subject"):
            self.fail(f"{key}.scope", f"{scope!r} is not one of text, subject")
        if address not in get_args(Address):
            self.fail(f"{key}.address", f"{address!r} is not one of {', '.join(get_args(Address))}")
        if "fixed" in item and not bad:
            self.fail(f"{key}.fixed", "a good example has nothing to fix")
        try:
            text, spans = split_marks(item.get("text", ""))
        except ValueError as error:
            self.fail(key, str(error))
        if not text.strip():
            self.fail(key, "has no text")
        if bad != bool(spans):
            self.fail(key, f"a bad example marks what is found, as {OPEN}не сезон{CLOSE}; a good one marks nothing")
        mail, managers = _read_mail(item), tuple(item.get("managers", ()))
        return Example(text, spans, item.get("fixed"), kind, scope, address, mail, managers)

    def check_types(self, key: str, item: Mapping[str, Any]) -> None:
        """Refuse values of an example that are no text, or no list of texts where one is wanted."""
        for name, value in item.items():
            if name not in _EXAMPLE_LISTS:
                if not isinstance(value, str):
                    self.fail(f"{key}.{name}", f"must be a text in quotes, not {_name(value)}")
            elif not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
                self.fail(f"{key}.{name}", f'must be a list of texts, as {name} = ["…", "…"]')

    def refuse_unknown(self, table: Mapping[str, object], known: Iterable[str], prefix: str = "") -> None:
        for key in table:
            if key not in known:
                self.fail(prefix + key, f"no key is called {key!r}{near(key, known)}")

    def line_of(self, text: str) -> str:
        """« (line 4)» for a quoted text that stands in the file as it is, else «»."""
        quoted = (f'"{text}"', f"'{text}'")
        return next((f" (line {n})" for n, line in enumerate(self.lines, 1) if any(q in line for q in quoted)), "")

    def fail(self, key: str, reason: str) -> NoReturn:
        name = key.partition("[")[0]
        heads = (name, f"[{name}]", f"[[{name}]]")
        starts = (n for n, line in enumerate(self.lines, 1) if line.partition("=")[0].strip() in heads)
        line = next(starts, None)
        raise RuleError(f"{self.path}{f':{line}' if line else ''}: {key}: {reason}")


def split_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text of an example and the spans marked in it; after a backslash ⟦ and ⟧ stand for themselves.

    Raises:
        ValueError: if marks are nested or not closed.

    """
    text: list[str] = []
    spans: list[Span] = []
    opened = -1
    escaped = False
    for sign in marked:
        if sign == OPEN and not escaped:
            if opened >= 0:
                raise ValueError(f"{OPEN} inside {OPEN} {CLOSE}")
            opened = len(text)
        elif sign == CLOSE and not escaped:
            if opened < 0:
                raise ValueError(f"{CLOSE} without {OPEN}")
            spans.append(Span(opened, len(text)))
            opened = -1
        else:
            if escaped and sign in (OPEN, CLOSE):
                text.pop()  # the backslash itself
            text.append(sign)
        escaped = sign == "\\"
    if opened >= 0:
        raise ValueError(f"{OPEN} without {CLOSE}")
    return "".join(text), tuple(spans)


def _read_mail(item: Mapping[str, Any]) -> Mail | None:
    """The mail around an example; None if it names no header and no attachments."""
    values = {key: item[key] for key in _MAIL_KEYS if key in item}
    if not values:
        return None
    return Mail(**values | {"attachments": tuple(values.get("attachments", ()))})


def _name(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a text" if isinstance(value, str) else "a date")
