"""The speller that asks a LanguageTool server: one that the user names, or one that we start on this machine.

The client is language-tool-python (GPL-3.0-only, the extra ``[languagetool]``), imported when the first text is sent.
Whatever goes wrong is an ``EngineError`` with a sentence that holds no word of the letter; nothing waits for ever.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from tonecheck.checks.base import Match
from tonecheck.errors import EngineError
from tonecheck.language.morphology import normalise_word
from tonecheck.message.parts import HOLE
from tonecheck.model import Severity, Span
from tonecheck.places import Ranges
from tonecheck.spelling import server as servers
from tonecheck.spelling.excerpts import Excerpt, excerpts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Context

Result = TypeVar("Result")

RULE = "typos/languagetool"
#: Seconds that a server has to answer for one stretch of text.
CHECK_TIMEOUT = 20.0
#: After so many failures in a row the server is left alone for so many seconds, and the last reason
#: is said again: a mailbox must not wait 20 s for each letter.
_FAILURES = 3
_REST = 60.0
_SUGGESTIONS = 5
_LONGEST_MESSAGE = 300
_NONSENSE = "gave an answer that cannot be understood"

_CODES = {"ru": "ru-RU", "uk": "uk-UA"}
#: Sent to a server that we started, so that loading a dictionary counts as starting, not as checking.
_GREETINGS = {"ru": "Добрый день.", "uk": "Добрий день."}
#: What LanguageTool files under these is spelling, grammar or punctuation; style, typography and casing are not typos.
_CATEGORIES = frozenset(
    {"TYPOS", "SPELLING", "GRAMMAR", "PUNCTUATION", "MISC", "EXTEND", "BARBARISM", "CONFUSED_WORDS"}
)
#: «P. S.» without a space, «)» that closes nothing (a smile), «валіза» for «чемодан».
_MATTERS_OF_TASTE = frozenset({"style", "typographical", "whitespace"})
#: Kinds of tokens that are no prose.
_NO_PROSE = frozenset({"url", "mail", "site", "file", "path", "tag", "hole"})


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What LanguageTool says of a place in an excerpt (code points, half-open)."""

    start: int
    end: int
    message: str
    suggestions: tuple[str, ...]


class LanguageTool:
    """Asks LanguageTool, and keeps the server that it started for it. Safe between threads.

    ``url`` names a server, which is used as it is and never ended; without it one is started on loopback when the
    first text is checked, and started again when it has died. The public service is used when ``url`` names it, and
    not otherwise. Times are in seconds: ``start_timeout`` for the start of a server and of each language in it,
    ``check_timeout`` for each request.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        start_timeout: float = servers.START_TIMEOUT,
        check_timeout: float = CHECK_TIMEOUT,
        start: Callable[[float], servers.Server] = servers.start,
    ) -> None:
        self._named = None if url is None else servers.base_url(url)
        self._start_timeout = start_timeout
        self._check_timeout = check_timeout
        self._start = start
        self._lock = threading.RLock()
        self._server: servers.Server | None = None
        self._clients: dict[str, Any] = {}
        self._version: str | None = None
        self._failures = 0
        self._reason = ""
        self._rests_until = 0.0

    @property
    def name(self) -> str:
        """«languagetool 6.8»; without the version before the server has said it."""
        return f"languagetool {self._version}" if self._version else "languagetool"

    def check(self, document: Document, context: Context) -> Iterator[Match]:
        """Matches of «typos/languagetool», in order of places. Raises ``EngineError``."""
        left_alone = Ranges(Span(t.start, t.end) for t in document.tokens if t.kind in _NO_PROSE)
        known = known_forms(document.lang, context.settings.vocabulary)
        for excerpt in excerpts(document.text):
            for complaint in self._ask(document.lang, excerpt):
                place = excerpt.span(complaint.start, complaint.end)
                written = document.text[place.start : place.end]
                if HOLE in written or left_alone.touches(place.start, place.end) or normalise_word(written) in known:
                    continue
                suggestions = tuple(s for s in complaint.suggestions if s != written)[:_SUGGESTIONS]
                # A word for which it has no other is as often a name: a hint.
                severity = None if suggestions else Severity.INFO
                yield Match(RULE, place.start, place.end, suggestions, message=complaint.message, severity=severity)

    def close(self) -> None:
        """End the server that was started, if one was."""
        with self._lock:
            self._clients.clear()
            if self._server is not None:
                self._server.stop()
                self._server = None

    def _ask(self, lang: str, excerpt: Excerpt) -> list[_Complaint]:
        """What the server says of an excerpt, with failures counted."""
        try:
            found = self._complaints(lang, excerpt.text)
        except EngineError as error:
            with self._lock:
                if time.monotonic() >= self._rests_until:
                    self._failures += 1
                if self._failures >= _FAILURES:
                    self._failures, self._reason = 0, str(error)
                    self._rests_until = time.monotonic() + _REST
            raise
        with self._lock:
            self._failures = 0
        return found

    def _complaints(self, lang: str, text: str) -> list[_Complaint]:
        client = self._client(lang)
        answer = self._within(self._check_timeout, lambda: client.check(text))
        try:
            found = [_complaint(match, len(text)) for match in answer if _is_ours(match)]
        except (AttributeError, TypeError, ValueError) as error:
            raise self._failure(_NONSENSE) from error
        return sorted(found, key=lambda complaint: (complaint.start, complaint.end))

    def _client(self, lang: str) -> Any:
        """The client of a language, with a server behind it that has answered."""
        with self._lock:
            # Here, for threads that have waited while others failed.
            if time.monotonic() < self._rests_until:
                raise EngineError(self._reason)
            if self._server is not None and not self._server.is_alive:
                self.close()
            if lang not in self._clients:
                self._clients[lang] = self._connect(lang)
            return self._clients[lang]

    def _connect(self, lang: str) -> Any:
        library = _import_library()
        timeout = self._check_timeout if self._named else self._start_timeout
        deadline = time.monotonic() + timeout
        if self._named is None and self._server is None:
            self._server = self._start(timeout)
        url = self._url()

        def connect() -> Any:
            self._version = servers.read_version(url, timeout)
            proxies = {"no_proxy": urlsplit(url).hostname} if servers.is_loopback(url) else None
            client = library.LanguageTool(_CODES[lang], remote_server=url, proxies=proxies)
            if self._named is None:
                client.check(_GREETINGS[lang])
            return client

        return self._within(max(deadline - time.monotonic(), 0), connect)

    def _within(self, seconds: float, call: Callable[[], Result]) -> Result:
        """The result of a call to the server, waited for no longer than ``seconds``.

        The time-outs of requests count from byte to byte, and the library asks twice; a thread that nobody waits for
        any more is the only bound on the whole. Raises ``EngineError``.
        """
        outcome: Future[Result] = Future()

        def run() -> None:
            try:
                outcome.set_result(call())
            except Exception as error:  # noqa: BLE001 - handed over to the thread that waits
                outcome.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        try:
            return outcome.result(timeout=seconds)
        except TimeoutError as error:
            late = f"gave no answer within {round(seconds, 1):g} s"
            raise self._failure("does not answer" if outcome.done() else late) from error
        except Exception as error:
            raise self._failure(self._diagnosis(error)) from error

    def _diagnosis(self, error: Exception) -> str:
        """What an exception of the library means; its own text may hold words of the letter."""
        if type(error).__name__ == "RateLimitError":
            return "says that its limit of requests is used up"
        # The library wraps what went wrong, and broken JSON is an OSError to requests too.
        cause = error.__cause__ or error
        if not isinstance(cause, OSError) or isinstance(cause, ValueError):
            return _NONSENSE
        is_dead = self._server is not None and self._server.has_ended(within=1)
        return "ended in the middle of a check" if is_dead else "does not answer"

    def _failure(self, what: str) -> EngineError:
        return EngineError(f"{self._where()} {what}, so this letter was checked without it")

    def _where(self) -> str:
        """The server as a subject of sentences."""
        if self._named is None:
            return "the LanguageTool that tonecheck started"
        return f"LanguageTool at {servers.without_password(self._named)}"

    def _url(self) -> str:
        if self._server is not None:
            return self._server.url
        assert self._named is not None
        return self._named


def known_forms(lang: str, vocabulary: frozenset[str]) -> frozenset[str]:
    """All forms of the words that the user's configuration names."""
    if not vocabulary:
        return frozenset()
    from tonecheck.spelling.lexicon import load_lexicon  # noqa: PLC0415 - loads the word lists

    lexicon = load_lexicon(lang)
    return frozenset(form for word in vocabulary for form in lexicon.forms(word))


def _import_library() -> Any:
    try:
        import language_tool_python  # noqa: PLC0415 - an extra, GPL-3.0-only
    except ImportError as error:
        raise EngineError(
            "spelling by LanguageTool needs language-tool-python, which is not installed: "
            "pip install 'tonecheck[languagetool]'"
        ) from error
    return language_tool_python


def _is_ours(match: Any) -> bool:
    return match.category in _CATEGORIES and match.rule_issue_type not in _MATTERS_OF_TASTE


def _complaint(match: Any, length: int) -> _Complaint:
    """Raises ``ValueError`` or ``TypeError`` for what no LanguageTool says."""
    start, end = match.offset, match.offset + match.error_length
    texts = (match.message, *match.replacements)
    if not 0 <= start < end <= length or not all(isinstance(text, str) for text in texts):
        raise ValueError("no place in the text, or no text")
    message = " ".join(match.message.split())[:_LONGEST_MESSAGE]
    return _Complaint(start, end, message, tuple(match.replacements))
