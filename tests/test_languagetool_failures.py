"""What a server that is slow, dies or answers nonsense costs: the typos of one letter, said in a sentence."""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest

from fake_languagetool import FakeServer, Handler, match
from tonecheck import Checker, Config, Report
from tonecheck.analysis import analyse
from tonecheck.checks.base import Context, Match, Settings, Spelling
from tonecheck.errors import EngineError
from tonecheck.model import Severity
from tonecheck.spelling.languagetool import LanguageTool

TEXT = "Добрый день! Ждём пожалуйсто, у нас не сезон."
WITHOUT = "so this letter was checked without it"


def ask(url: str, text: str = TEXT, timeout: float = 5.0) -> list[Match]:
    return list(LanguageTool(url, check_timeout=timeout).check(analyse(text, "ru"), Context()))


def check(url: str, spelling: Spelling = "languagetool") -> Report:
    settings = Settings(spelling=spelling, languagetool_url=url, semantic=False)
    with Checker(Config(select=("typos", "excuses"), settings=settings)) as checker:
        return checker.check(TEXT)


def sleep(handler: Handler) -> None:
    handler.server.closing.wait(5)


def drip(handler: Handler) -> None:
    """A byte now and then: the time-out of a socket never comes."""
    handler.reply(b"", length=1000)
    while not handler.server.closing.wait(0.05):
        handler.wfile.write(b" ")


def hang_up(handler: Handler) -> None:
    handler.reply(b'{"matches": [', length=1000)


def speak_html(handler: Handler) -> None:
    handler.reply("<h1>Пожалуйсто</h1>".encode())


def refuse(handler: Handler) -> None:
    handler.reply("Error: пожалуйсто".encode(), status=500)


def say(answer: object) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(json.dumps(answer).encode())


@pytest.mark.parametrize(
    ("behave", "what"),
    [
        (sleep, "gave no answer within 0.3 s"),
        (drip, "gave no answer within 0.3 s"),
        (hang_up, "does not answer"),
        (speak_html, "gave an answer that cannot be understood"),
        (refuse, "gave an answer that cannot be understood"),
        (say([]), "gave an answer that cannot be understood"),
        (say({"matches": None}), "gave an answer that cannot be understood"),
        (say({"matches": [{"offset": 1}]}), "gave an answer that cannot be understood"),
        (say({"matches": [match(13, 1000)]}), "gave an answer that cannot be understood"),
        (say({"matches": [match(-5, 3)]}), "gave an answer that cannot be understood"),
        (say({"matches": [match(5, 0)]}), "gave an answer that cannot be understood"),
    ],
)
def test_what_went_wrong_is_said(behave: Callable[[Handler], None], what: str) -> None:
    with FakeServer(behave) as server, pytest.raises(EngineError) as caught:
        ask(server.url, timeout=0.3 if "0.3" in what else 10)
    assert str(caught.value) == f"LanguageTool at {server.url} {what}, {WITHOUT}"


def test_the_limit_of_a_public_service_is_said() -> None:
    with (
        FakeServer(lambda handler: handler.reply(b"too fast", status=426)) as server,
        pytest.raises(EngineError) as caught,
    ):
        ask(server.url)
    assert str(caught.value) == f"LanguageTool at {server.url} says that its limit of requests is used up, {WITHOUT}"


def test_nobody_is_there() -> None:
    with FakeServer(refuse) as server:
        pass
    with pytest.raises(EngineError, match=r"^LanguageTool at http://127\.0\.0\.1:\d+/ does not answer, so this"):
        ask(server.url)


def test_no_password_in_a_sentence() -> None:
    with FakeServer(refuse) as server, pytest.raises(EngineError) as caught:
        ask(server.url.replace("//", "//anna:secret@"))
    assert str(caught.value).startswith(f"LanguageTool at {server.url} gave")


@pytest.mark.parametrize(("spelling", "rules"), [("languagetool", []), ("both", ["typos/unknown-word"])])
def test_the_letter_is_checked_without_it(spelling: Spelling, rules: list[str]) -> None:
    with FakeServer(refuse) as server:
        report = check(server.url, spelling)
    assert [f.rule for f in report.findings] == [*rules, "excuses/off-season"]
    assert [problem.message for problem in report.errors] == [
        f"LanguageTool at {server.url} gave an answer that cannot be understood, {WITHOUT}"
    ]
    assert report.engines == (("rules", "builtin-speller") if spelling == "both" else ("rules",))


def test_it_is_asked_once_about_a_letter_that_it_fails_on() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Договор до пятницы"
    mail.set_content(TEXT)
    with FakeServer(refuse) as server:
        settings = Settings(spelling="languagetool", languagetool_url=server.url, semantic=False)
        with Checker(Config(select=("typos",), settings=settings)) as checker:
            assert len(checker.check_message(mail).errors) == 1
        assert server.asked == ["Договор до пятницы"]


def test_one_failure_costs_one_letter() -> None:
    with FakeServer(lambda handler: refuse(handler) if len(handler.server.asked) == 1 else handler.find()) as server:
        asking = LanguageTool(server.url)
        document = analyse(TEXT, "ru")
        with pytest.raises(EngineError):
            list(asking.check(document, Context()))
        assert list(asking.check(document, Context())) == []


def test_after_three_failures_it_is_left_alone() -> None:
    with FakeServer(refuse) as server:
        asking, document = LanguageTool(server.url), analyse(TEXT, "ru")
        sentences = set()
        for _ in range(5):
            with pytest.raises(EngineError) as caught:
                list(asking.check(document, Context()))
            sentences.add(str(caught.value))
        assert len(server.asked) == 3
        assert sentences == {f"LanguageTool at {server.url} gave an answer that cannot be understood, {WITHOUT}"}


def test_threads_share_it() -> None:
    def find_the_last_word(handler: Handler) -> None:
        handler.find(match(handler.text.rindex(" ") + 1, 3, "раз"))

    with FakeServer(find_the_last_word) as server, ThreadPoolExecutor(8) as pool:
        asking = LanguageTool(server.url)
        documents = [analyse("да " * count + "рас", "ru") for count in range(1, 33)]
        found = list(pool.map(lambda document: list(asking.check(document, Context())), documents))
    assert [[(m.start, m.end) for m in matches] for matches in found] == [[(3 * n, 3 * n + 3)] for n in range(1, 33)]


def test_what_it_says_becomes_matches() -> None:
    text = "Макет 🎉 пожалуйсто, Ждём: да."
    answer = {
        "matches": [
            match(21, 4, category="CASING"),
            match(21, 4, issue="style"),
            match(21, 4, "ждем", category="GRAMMAR", issue="uncategorized"),
            match(8, 10, "пожалуйсто", "пожалуйста", *"абвгде"),
            match(27, 2),
        ]
    }
    with FakeServer(say(answer)) as server:
        assert ask(server.url, text) == [
            Match("typos/languagetool", 8, 18, ("пожалуйста", *"абвг"), message="Так не пишут."),
            Match("typos/languagetool", 21, 25, ("ждем",), message="Так не пишут."),
            Match("typos/languagetool", 27, 29, message="Так не пишут.", severity=Severity.INFO),
        ]
        assert server.asked == ["Макет ☺ пожалуйсто, Ждём: да."]


def test_its_own_version_is_named() -> None:
    with FakeServer(lambda handler: handler.find()) as server:
        assert check(server.url).engines == ("rules", "languagetool 6.8-fake")


def test_no_proxy_sees_what_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with FakeServer(lambda handler: handler.find()) as server:
        assert check(server.url).errors == ()


def test_the_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "language_tool_python", None)
    [problem] = check("http://127.0.0.1:9").errors
    assert problem.message == (
        "spelling by LanguageTool needs language-tool-python, which is not installed: "
        "pip install 'tonecheck[languagetool]'"
    )


def test_fix_does_not_pretend() -> None:
    with FakeServer(refuse) as server:
        settings = Settings(spelling="languagetool", languagetool_url=server.url, semantic=False)
        with (
            Checker(Config(select=("typos",), settings=settings)) as checker,
            pytest.raises(EngineError, match="cannot be understood"),
        ):
            checker.fix(TEXT)
