"""``Checker``: the rules made ready once, letters checked often; and the module's ``check``, ``fix`` and ``read``."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message as AnyEmail
from functools import cache, lru_cache, partial
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tonecheck import fixes, message
from tonecheck.config import Config, for_path
from tonecheck.config.overrides import list_spellings
from tonecheck.engine import examine, prepare
from tonecheck.errors import ConfigError, EngineError, TonecheckError
from tonecheck.files import read_bytes
from tonecheck.language import CODES
from tonecheck.language.detect import label
from tonecheck.message.splice import write_back
from tonecheck.model import Finding, Kind, Problem, Report
from tonecheck.rulebook import load_rules
from tonecheck.selection import answers, refuse_unknown, select
from tonecheck.spelling.languagetool import LanguageTool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tonecheck.engine import Plan
    from tonecheck.message.parts import Format, Message
    from tonecheck.rule import Rule

#: What ``check_many`` takes: a text, the bytes of a file, a path, or a parsed e-mail.
Item = str | bytes | PathLike[str] | AnyEmail
_ASKING = ("languagetool", "both")
#: Rules made ready for files with overrides; a configuration that has more ways of checking makes some anew.
MAX_PLANS = 32


class Checker:
    """Checks letters. Build once, use often; safe between threads.

    Reads no file of the user unless ``config`` was loaded from one. Raises ``RuleError`` for a broken rule file
    and ``ConfigError`` for a selector that no rule answers to. With ``debug`` a crash inside a rule is raised
    as it is instead of being named in ``Report.errors``.
    """

    def __init__(self, config: Config | None = None, *, debug: bool = False) -> None:
        self._config = config or Config()
        self._debug = debug
        book = load_rules(self._config.rules)
        if book.house:
            from tonecheck.validation import validate_rules  # noqa: PLC0415 - needs a dictionary before any letter does

            validate_rules(book.house)
        asks = not list_spellings(self._config).isdisjoint(_ASKING)
        self._languagetool = LanguageTool(self._config.settings.languagetool_url) if asks else None
        self._rules = book.rules
        self._base = for_path(self._config, None)
        self._plan = _prepare(select(book.rules, self._config), book.rules, self._base, self._languagetool)
        # No method of ours is cached: the circle would keep LanguageTool running after «del checker».
        make_plan = partial(_prepare_like, book.rules, self._languagetool, self._plan)
        self._find_plan = lru_cache(maxsize=MAX_PLANS)(make_plan)

    def check(
        self,
        text: str,
        language: str | None = None,
        kind: Kind = "message",
        format: Format = "text",  # noqa: A002 - the public name
    ) -> Report:
        """Check a text. ``language`` («ru», «uk») is that of passages that could be either.

        ``kind`` «template» allows holes such as ``{{ name }}``; ``format`` is «text», «html» or «markdown».
        Raises ``ConfigError`` for a language, kind or format that is none of these.
        """
        return self._examine(message.from_text(text, format, kind=kind), language)

    def check_message(self, mail: AnyEmail, *, language: str | None = None) -> Report:
        """Check a parsed e-mail: subject, every readable part, headers and attachments."""
        return self._examine(message.from_email(mail), language)

    def check_path(self, path: str | PathLike[str], *, language: str | None = None, kind: Kind | None = None) -> Report:
        """Check a file. Raises ``UnreadableError`` when it is missing or cannot be understood."""
        return self.check_bytes(read_bytes(Path(path)), fspath(path), language=language, kind=kind)

    def check_bytes(
        self,
        data: bytes,
        name: str | None = None,
        *,
        language: str | None = None,
        kind: Kind | None = None,
        place: str | None = None,
    ) -> Report:
        """Check the bytes of a file; its ``name`` tells the format. Raises ``UnreadableError``.

        ``place`` is the path that overrides of the configuration are held against, where that is not the name.
        """
        config = for_path(self._config, place or name)
        return self._examine(message.read(data, name, kind or config.kind), language, config)

    def check_many(self, items: Iterable[Item], *, language: str | None = None) -> Iterator[Report]:
        """A report for each item, in their order; what cannot be read becomes one of its report's ``errors``."""
        for item in items:
            path = fspath(item) if isinstance(item, PathLike) else None
            try:
                yield self._check_item(item, language)
            except TonecheckError as error:
                yield Report(errors=(Problem(str(error), path),), path=path)

    def fix(  # noqa: PLR0913 - options, all with a default
        self,
        text: str,
        language: str | None = None,
        categories: str | Iterable[str] | None = None,
        suggested: bool = False,  # noqa: FBT001, FBT002 - the public signature
        *,
        kind: Kind = "message",
        format: Format = "text",  # noqa: A002 - the public name
    ) -> str:
        """``text`` with all safe fixes made, again and again until nothing is left to fix.

        ``categories`` (or rule ids, or patterns of ids; one or several) limits what is fixed; ``suggested`` takes the first
        suggestion also where a reader might object. Quotes, addresses of the web and of mail, code and template
        holes stay as they are, and ``fix(fix(x)) == fix(x)``. Raises ``EngineError`` when LanguageTool was asked for
        and does not answer, ``ConfigError`` for a category that is none.
        """
        wanted = self._select(categories)

        def improve(current: str) -> str:
            understood = message.from_text(current, format, kind=kind)
            found = self._fixable(understood, language, wanted)
            return fixes.apply(current, fixes.choose(found, suggested=suggested))

        return fixes.settle(text, improve)

    def fix_bytes(  # noqa: PLR0913 - options, all with a default
        self,
        data: bytes,
        name: str | None = None,
        *,
        language: str | None = None,
        categories: str | Iterable[str] | None = None,
        suggested: bool = False,
        kind: Kind | None = None,
        place: str | None = None,
    ) -> bytes:
        """The bytes of a file with all safe fixes made, as ``fix`` makes them; its ``name`` tells the format.

        Charset and line ends stay. Of a mail only the parts that change are encoded anew, the subject among them,
        and every other byte stays. ``place`` is as in ``check_bytes``. Raises ``UnreadableError`` for a mail that is
        signed or encrypted, and where the charset lacks a letter of the new text.
        """
        wanted = self._select(categories)
        config = for_path(self._config, place or name)

        def improve(current: bytes) -> bytes:
            understood = message.read(current, name, kind or config.kind)
            found = self._fixable(understood, language, wanted, config)
            if understood.catalogue is not None:
                from tonecheck.message import catalogues  # noqa: PLC0415 - see message.reader

                text = fixes.apply(understood.catalogue, fixes.choose(found, suggested=suggested))
                return catalogues.write_back(current, understood, text)
            texts = [(part.name, part.text) for part in understood.parts]
            return write_back(current, understood, fixes.rewrite(texts, found, suggested=suggested))

        return fixes.settle(data, improve)

    def _select(self, categories: str | Iterable[str] | None) -> tuple[str, ...] | None:
        if categories is None:
            return None
        selectors = (categories,) if isinstance(categories, str) else tuple(categories)
        refuse_unknown(selectors, self._rules)
        return selectors

    def _fixable(
        self, understood: Message, language: str | None, wanted: tuple[str, ...] | None, config: Config | None = None
    ) -> tuple[Finding, ...]:
        """The findings of the wanted rules; EngineError when LanguageTool was asked for and does not answer."""
        config = config or self._base
        report = self._examine(understood, language, config, repeats=True)
        if config.settings.spelling in _ASKING and report.errors:
            raise EngineError(report.errors[0].message)
        if wanted is None:
            return report.findings
        return tuple(f for f in report.findings if any(answers(f.rule, selector) for selector in wanted))

    def close(self) -> None:
        """End the LanguageTool that the checker has started, if it has; one that the user named goes on.

        A checker that is used again starts it again.
        """
        if self._languagetool is not None:
            self._languagetool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_item(self, item: Item, language: str | None) -> Report:
        if isinstance(item, str):
            return self.check(item, language)
        if isinstance(item, bytes):
            return self.check_bytes(item, language=language)
        if isinstance(item, AnyEmail):
            return self.check_message(item, language=language)
        return self.check_path(item, language=language)

    def _examine(
        self, understood: Message, language: str | None, config: Config | None = None, *, repeats: bool = False
    ) -> Report:
        """Check by a configuration without overrides; by default the one for texts that are no files."""
        config = config or self._base
        language = language or config.language
        if language not in (None, *CODES):
            raise ConfigError(f"unknown language {language!r}: it is 'ru' or 'uk', or None where either will do")
        plan = self._plan if config == self._base else self._find_plan(config)
        return examine(understood, plan, language=language, repeats=repeats, debug=self._debug)


def _prepare(
    speaking: tuple[Rule, ...], rules: tuple[Rule, ...], config: Config, languagetool: LanguageTool | None
) -> Plan:
    asked = languagetool if config.settings.spelling in _ASKING else None
    return prepare(speaking, config.settings, asked, known=rules)


def _prepare_like(rules: tuple[Rule, ...], languagetool: LanguageTool | None, base: Plan, config: Config) -> Plan:
    """The plan for files with overrides. Where the same rules speak as in ``base``, they are not indexed again."""
    plan = _prepare(select(rules, config), rules, config, languagetool)
    return replace(plan, find_matchers=base.find_matchers) if plan.rules == base.rules else plan


def check(text: str, language: str | None = None, kind: Kind = "message") -> Report:
    """Check a text with the rules and settings that tonecheck comes with; see ``Checker.check``."""
    return _default_checker().check(text, language, kind)


def fix(
    text: str,
    language: str | None = None,
    categories: str | Iterable[str] | None = None,
    suggested: bool = False,  # noqa: FBT001, FBT002 - the public signature
) -> str:
    """``text`` with all safe fixes made; see ``Checker.fix``."""
    return _default_checker().fix(text, language, categories, suggested)


def read(data: bytes, name: str | None = None) -> Message:
    """How tonecheck understands a file: its parts, what is the author's own, quoted or signed, and in which language.

    Raises ``UnreadableError``.
    """
    return label(message.read(data, name))


@cache
def _default_checker() -> Checker:
    return Checker()
