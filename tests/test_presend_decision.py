"""What becomes of a letter: findings, recipients, the author's own word, and failures."""

from dataclasses import replace
from typing import Any, NoReturn

import pytest

from tonecheck import Checker
from tonecheck.config import Config, Presend
from tonecheck.errors import UnreadableError
from tonecheck.model import Severity
from tonecheck.presend.decision import Decision, Envelope, decide, is_exempt
from tonecheck.presend.fields import count_hops, find_override, strip_override
from tonecheck.presend.refusal import log_line, refusal_line, status, tag_value

HEAD = "From: a@house.example\r\nTo: Ольга <olga@client.example>\r\nSubject: Договор\r\n"
BAD = f"{HEAD}\r\nЗдравствуйте, Ольга!\r\nГлянь договор.\r\n".encode()
GOOD = f"{HEAD}\r\nЗдравствуйте, Ольга!\r\nПосмотрите договор, пожалуйста.\r\n".encode()


@pytest.fixture(scope="module")
def checker() -> Any:
    with Checker() as checker:
        yield checker


def test_a_letter_is_refused_by_rule_and_line(checker: Any) -> None:
    decision = decide(BAD, Envelope(), Presend(), checker.check_bytes)
    assert decision.verdict == "refuse"
    assert refusal_line(decision) == "tonecheck: not sent: familiarity/address-imperative (line 2)"
    assert status(decision) == ("550", "5.7.1")


def test_a_good_letter_passes_and_is_not_tagged(checker: Any) -> None:
    decision = decide(GOOD, Envelope(), Presend(), checker.check_bytes)
    assert (decision, tag_value(decision)) == (Decision("pass"), None)


def test_another_category_is_only_noted(checker: Any) -> None:
    decision = decide(BAD, Envelope(), Presend(categories=("rudeness",)), checker.check_bytes)
    assert decision.verdict == "pass"
    assert tag_value(decision) == "found; familiarity/address-imperative (line 2)"


def test_the_least_severity_is_that_of_the_configuration() -> None:
    config = Config(severity=(("familiarity/address-imperative", Severity.WARNING),))
    with Checker(config) as checker:
        assert decide(BAD, Envelope(), Presend(), checker.check_bytes).verdict == "pass"
        strict = Presend(refuse_on=Severity.WARNING)
        assert decide(BAD, Envelope(), strict, checker.check_bytes).verdict == "refuse"


@pytest.mark.parametrize(
    ("recipients", "settings", "exempt"),
    [
        (["a@house.example"], Presend(skip_to=("*@house.example",)), True),
        (["A@House.Example"], Presend(skip_to=("*@house.example",)), True),
        (["a@house.example", "b@client.example"], Presend(skip_to=("*@house.example",)), False),
        (["b@client.example"], Presend(only_to=("*@client.example",)), False),
        (["c@other.example"], Presend(only_to=("*@client.example",)), True),
        ([], Presend(only_to=("*@client.example",)), False),
        (["c@other.example"], Presend(), False),
    ],
)
def test_exemption_by_recipient(recipients: Any, settings: Any, exempt: Any) -> None:
    assert is_exempt(recipients, settings) is exempt


def test_recipients_come_from_the_envelope_before_the_headers(checker: Any) -> None:
    settings = Presend(skip_to=("*@house.example",))
    assert decide(BAD, Envelope(("b@house.example",)), settings, checker.check_bytes).verdict == "exempt"
    assert decide(BAD, Envelope(), settings, checker.check_bytes).verdict == "refuse"


def test_a_manager_in_blind_copy_is_in_copy() -> None:
    settings = replace(Config().settings, managers=("boss@house.example",))
    config = Config(settings=settings, select=("missing-copy",))
    letter = f"{HEAD}\r\nЗдравствуйте, Ольга! Направляем договор.\r\n".encode()
    with Checker(config) as checker:
        strict = Presend(refuse_on=Severity.INFO)
        assert decide(letter, Envelope(("olga@client.example",)), strict, checker.check_bytes).verdict == "refuse"
        both = Envelope(("olga@client.example", "boss@house.example"))
        assert decide(letter, both, strict, checker.check_bytes).verdict == "pass"


def test_the_author_overrides_only_where_he_may(checker: Any) -> None:
    letter = b"X-Tonecheck: allow -- we are\r\n old friends\r\n" + BAD
    assert decide(letter, Envelope(), Presend(), checker.check_bytes).verdict == "refuse"
    decision = decide(letter, Envelope(), Presend(author_override=True), checker.check_bytes)
    assert (decision.verdict, decision.reason, decision.strips) == ("override", "we are old friends", True)
    assert strip_override(letter) == BAD


def test_a_suppression_in_the_text_counts_for_nothing(checker: Any) -> None:
    letter = BAD.replace("Глянь".encode(), "{# tonecheck: ignore-file #} Глянь".encode())
    assert decide(letter, Envelope(), Presend(), checker.check_bytes).verdict == "refuse"


@pytest.mark.parametrize("value", [b"allow", b"allow --", b"allow -- ", b"deny -- x", b"found; x", b"allowed -- x"])
def test_an_override_needs_a_reason(value: Any) -> None:
    assert find_override(b"X-Tonecheck: " + value + b"\r\n\r\nallow -- body") is None


def test_a_crash_is_a_verdict_without_a_word_of_the_mail() -> None:
    def crash(data: bytes, name: str | None) -> NoReturn:
        raise ValueError("секрет")

    decision = decide(BAD, Envelope(), Presend(), crash)
    assert (decision.verdict, decision.reason) == ("failed", "the check crashed with ValueError")
    assert status(decision) == ("451", "4.3.0")
    assert tag_value(decision) == "unchecked"


def test_what_cannot_be_read_stays_unread_the_next_time() -> None:
    def refuse(data: bytes, name: str | None) -> NoReturn:
        raise UnreadableError("broken")

    decision = decide(BAD, Envelope(), Presend(), refuse)
    assert status(decision) == ("550", "5.6.0")


def test_a_reply_line_has_no_more_than_512_octets(checker: Any) -> None:
    letter = BAD + "Глянь договор.\r\n".encode() * 200
    decision = decide(letter, Envelope(), Presend(), checker.check_bytes)
    line = f"550 5.7.1 {refusal_line(decision)}\r\n"
    assert len(line.encode("ascii")) <= 512
    assert " more" in line
    assert "оговор" not in log_line(decision)


def test_hops() -> None:
    data = b"Received: by a (tonecheck:1)\r\n\tat noon\r\nreceived: by b\r\nSubject: x\r\n\r\nReceived: no\r\n"
    assert count_hops(data, b"(tonecheck:1)") == (2, 1)
