"""``tonecheck smtp`` as a process between a client and a mail server: nothing lost, nothing altered, codes passed on."""

import re
import smtplib
import socket
import ssl
import subprocess
from typing import Any

import pytest

from servers import Sink, Talk, free_port, running

MARK = "жжмаркер"
GOOD = (
    "From: a@house.example\r\nTo: o@client.example\r\nSubject: Договор\r\nMessage-ID: <1@house.example>\r\n\r\n"
    f"Здравствуйте! Посмотрите договор.\r\n.\r\n..two\r\n{MARK}\r\n"
).encode() + b"\xff\x00 \t\r\n"
BAD = f"From: a@house.example\r\nTo: o@client.example\r\nSubject: {MARK}\r\n\r\nГлянь договор, {MARK}.\r\n".encode()
TRACE = re.compile(
    rb"\AReceived: from \S+ \(\[127\.0\.0\.1\]\)\r\n\tby \S+ \(tonecheck\) with ESMTP;\r\n\t[^\r\n]+\r\n"
    rb"(?:X-Tonecheck: unchecked\r\n)?"
)


@pytest.fixture
def sink() -> Any:
    server = Sink()
    yield server
    server.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: Any) -> Any:
    """A proxy whose mail server is put behind it by ``place``: the process starts once for all."""
    folder = tmp_path_factory.mktemp("smtp")
    port = free_port()
    options = ("--relay", f"127.0.0.1:{port}", "--max-size", "200000", "--timeout", "5", "--no-semantic")
    with running(folder, "smtp", "--listen", "127.0.0.1:0", *options) as server:
        yield server, port


@pytest.fixture
def place(shared: Any, monkeypatch: Any) -> Any:
    proxy, port = shared
    sinks = []

    def put(answers: Any = None) -> Any:
        create = socket.create_server
        monkeypatch.setattr(socket, "create_server", lambda _: create(("127.0.0.1", port)))
        sinks.append(Sink(answers))
        return proxy, sinks[-1]

    yield put
    for each in sinks:
        each.close()


def _double(data: Any) -> Any:
    return re.sub(rb"(?m)^\.", b"..", data)


def _begin(talk: Any, *recipients: Any) -> Any:
    talk.say(b"EHLO client.example")
    talk.say(b"MAIL FROM:<a@house.example>")
    replies = [talk.say(b"RCPT TO:<" + each + b">") for each in recipients or (b"o@client.example",)]
    return replies, talk.say(b"DATA")


def test_a_good_letter_arrives_byte_by_byte_under_one_trace_line(place: Any) -> None:
    proxy, sink = place()
    with Talk(proxy.port) as talk:
        _, go_on = _begin(talk)
        assert go_on.startswith(b"354 ")
        assert talk.say(_double(GOOD) + b".") == b"250 2.0.0 queued as ABC\r\n"
    (message,) = sink.messages
    assert TRACE.sub(b"", message) == _double(GOOD)


def test_a_bad_letter_is_refused_by_rule_and_never_reaches_the_server(place: Any) -> None:
    proxy, sink = place()
    with Talk(proxy.port) as talk:
        _begin(talk)
        reply = talk.say(BAD + b".")
        assert reply == b"550 5.7.1 tonecheck: not sent: familiarity/address-imperative (line 1)\r\n"
        talk.say(b"MAIL FROM:<a@house.example>")  # and the session goes on
        talk.say(b"RCPT TO:<o@client.example>")
        talk.say(b"DATA")
        assert talk.say(_double(GOOD) + b".").startswith(b"250 ")
    assert len(sink.messages) == 1
    assert sink.commands.count(b"DATA\r\n") == 1


def test_no_word_of_the_letters_is_in_the_log(place: Any) -> None:
    proxy, _ = place()
    for data in (GOOD, BAD):
        with Talk(proxy.port) as talk:
            _begin(talk)
            talk.say(_double(data) + b".")
    assert "refuse; familiarity/address-imperative (line 1)" in proxy.log
    assert MARK not in proxy.log
    assert "client.example" not in proxy.log


def test_what_the_server_offers_is_offered_but_no_chunking(place: Any) -> None:
    proxy, _ = place()
    with Talk(proxy.port) as talk:
        offers = {line[4:].strip() for line in talk.say(b"EHLO client.example").splitlines()[1:]}
    assert offers == {
        b"8BITMIME", b"SMTPUTF8", b"DSN", b"ENHANCEDSTATUSCODES", b"XFORWARD NAME ADDR", b"PIPELINING", b"SIZE 200000",
    }  # fmt: skip


def test_parameters_pass_as_they_are(place: Any) -> None:
    proxy, sink = place()
    lines = [
        b"XFORWARD NAME=client.example ADDR=192.0.2.1\r\n",
        "MAIL FROM:<ю@house.example> BODY=8BITMIME SMTPUTF8 SIZE=100 RET=HDRS ENVID=QQ1\r\n".encode(),
        b"RCPT TO:<o@client.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;o@client.example\r\n",
    ]
    with Talk(proxy.port) as talk:
        talk.say(b"EHLO client.example")
        talk.send(b"".join(lines))  # all at once: PIPELINING
        assert [talk.read()[:3] for _ in lines] == [b"250"] * 3
    assert sink.commands[1:4] == lines


def test_codes_of_each_recipient_pass(place: Any) -> None:
    proxy, sink = place({b"RCPT TO:<no@": b"550 5.1.1 no such user", b"RCPT TO:<later@": b"451 4.2.0 later"})
    with Talk(proxy.port) as talk:
        replies, _ = _begin(talk, b"o@client.example", b"no@client.example", b"later@client.example")
        assert replies == [b"250 2.1.0 fine\r\n", b"550 5.1.1 no such user\r\n", b"451 4.2.0 later\r\n"]
        assert talk.say(_double(GOOD) + b".").startswith(b"250 ")
    assert len(sink.messages) == 1


@pytest.mark.parametrize("reply", [b"451 4.3.0 later", b"552-5.2.2 the mailbox\r\n552 5.2.2 is full"])
def test_the_reply_to_the_message_passes(place: Any, reply: Any) -> None:
    proxy, _ = place({b".": reply})
    with Talk(proxy.port) as talk:
        _begin(talk)
        assert talk.say(_double(GOOD) + b".") == reply + b"\r\n"


def test_a_server_that_dies_before_it_acknowledges_is_no_acknowledgement(place: Any) -> None:
    proxy, _ = place({b".": b""})
    with Talk(proxy.port) as talk:
        _begin(talk)
        assert talk.say(_double(GOOD) + b".").startswith(b"421 4.4.2 ")
        assert talk.is_hung_up()


def test_without_a_server_nothing_is_promised(shared: Any) -> None:
    proxy, _ = shared
    with Talk(proxy.port) as talk:
        assert talk.say(b"EHLO client.example").startswith(b"421 4.4.1 ")
        assert talk.is_hung_up()


def test_a_message_that_is_too_large(place: Any) -> None:
    proxy, sink = place()
    with Talk(proxy.port) as talk:
        talk.say(b"EHLO client.example")
        assert talk.say(b"MAIL FROM:<a@house.example> SIZE=200001").startswith(b"552 5.3.4 ")
        _begin(talk)
        assert talk.say(b"Subject: x\r\n\r\n" + b"a" * 300_000 + b"\r\n.").startswith(b"552 5.3.4 ")
        assert talk.say(b"NOOP").startswith(b"250 ")
    assert sink.messages == []


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r\n", b"\r\n.\r"])
def test_a_second_message_cannot_be_smuggled_in(place: Any, end: Any) -> None:
    proxy, sink = place()
    with Talk(proxy.port) as talk:
        _begin(talk)
        assert talk.say(b"Subject: x\r\n\r\na" + end + b"MAIL FROM:<b@evil.example>\r\n.").startswith(b"554 5.6.0 ")
    assert sink.messages == []


def test_a_letter_that_goes_round_in_circles(place: Any) -> None:
    proxy, _ = place()
    with Talk(proxy.port) as talk:
        _begin(talk)
        assert talk.say(b"Received: by x; now\r\n" * 51 + BAD + b".").startswith(b"554 5.4.6 ")


def test_a_client_that_stalls_is_let_go(place: Any) -> None:
    proxy, sink = place()
    with Talk(proxy.port) as talk:
        _begin(talk)
        talk.send(b"Subject: x\r\n\r\nhalf")
        assert talk.read().startswith(b"421 4.4.2 ")
        assert talk.is_hung_up()
    assert sink.messages == []


def test_order_of_commands(place: Any) -> None:
    proxy, _ = place()
    with Talk(proxy.port) as talk:
        assert talk.say(b"MAIL FROM:<a@house.example>").startswith(b"503 ")
        talk.say(b"EHLO client.example")
        assert talk.say(b"DATA").startswith(b"503 ")
        assert talk.say(b"BDAT 5 LAST").startswith(b"502 ")
        assert talk.say(b"STARTTLS").startswith(b"502 ")
        assert talk.say(b"QUIT").startswith(b"221 ")


def test_a_stop_waits_for_the_letter_on_its_way(tmp_path: Any, sink: Any) -> None:
    options = ("--listen", "127.0.0.1:0", "--relay", f"127.0.0.1:{sink.port}", "--no-semantic")
    with running(tmp_path, "smtp", *options) as proxy, Talk(proxy.port) as talk, Talk(proxy.port) as idle:
        _begin(talk)
        talk.send(_double(GOOD))
        proxy.process.terminate()
        assert idle.read().startswith(b"421 4.3.2 ")
        assert talk.say(b".").startswith(b"250 ")
        assert talk.read().startswith(b"421 4.3.2 ")
        assert proxy.process.wait(30) == 0
    assert len(sink.messages) == 1


def test_killed_before_the_acknowledgement(tmp_path: Any, sink: Any) -> None:
    options = ("--listen", "127.0.0.1:0", "--relay", f"127.0.0.1:{sink.port}", "--no-semantic")
    with running(tmp_path, "smtp", *options) as proxy, Talk(proxy.port) as talk:
        _begin(talk)
        talk.send(_double(GOOD))
        proxy.process.kill()
        assert talk.is_hung_up()
    assert sink.messages == []


def test_tls_on_both_sides_and_settings(tmp_path: Any, sink: Any) -> None:
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*make, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], cwd=tmp_path, check=True,
                   capture_output=True)  # fmt: skip
    (tmp_path / "tonecheck.toml").write_text('[presend]\nskip-to = ["*@house.example"]\nauthor-override = true\n')
    base = ("smtp", "--listen", "127.0.0.1:0", "--no-semantic")
    tls = ("--tls-cert", "cert.pem", "--tls-key", "key.pem")
    with (
        running(tmp_path, *base, *tls, "--relay", f"127.0.0.1:{sink.port}", "--mode", "tag") as inner,
        running(tmp_path, *base, *tls, "--relay", f"localhost:{inner.port}", "--relay-ca", "cert.pem") as outer,
    ):
        with smtplib.SMTP("localhost", outer.port) as client:
            client.starttls(context=ssl.create_default_context(cafile=tmp_path / "cert.pem"))
            with pytest.raises(smtplib.SMTPDataError, match=r"5\.7\.1 tonecheck: not sent"):
                client.sendmail("a@house.example", ["o@client.example"], BAD)
            client.sendmail("a@house.example", ["b@house.example"], BAD)
            client.sendmail("a@house.example", ["o@client.example"], b"X-Tonecheck: allow -- old friends\r\n" + BAD)
        with Talk(outer.port) as talk:
            talk.say(b"EHLO client.example")
            talk.send(b"STARTTLS\r\nMAIL FROM:<injected@evil.example>\r\n")
            assert talk.read().startswith(b"501 5.5.4 ")
        assert "override; familiarity/address-imperative (line 1); reason: old friends" in outer.log
    first, second = sink.messages
    assert first.count(b" with ESMTPS;") == 2
    assert (first.endswith(BAD), second.endswith(BAD)) == (True, True)
    assert b"allow --" not in second
    assert b"X-Tonecheck: overridden; familiarity/address-imperative (line 1)\r\n" in second


def test_only_allowed_networks(tmp_path: Any, sink: Any) -> None:
    options = ("--listen", "127.0.0.1:0", "--relay", f"127.0.0.1:{sink.port}", "--allow-from", "192.0.2.0/24")
    with running(tmp_path, "smtp", *options) as proxy, Talk(proxy.port) as talk:
        assert talk.greeting == b""
