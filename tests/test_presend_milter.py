"""``tonecheck milter``: as Postfix speaks to it, and with a Postfix where one is installed."""

import contextlib
import re
import shutil
import smtplib
import socket
import struct
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from servers import Sink, free_port, running
from tonecheck.presend import packets

MARK = "жжмаркер"
HEADERS = (b"From\0 a@house.example\0", b"To\0 o@client.example\0", "Subject\0 Договор\0".encode())
BAD = f"Глянь договор, {MARK}.\r\n".encode()
GOOD = "Посмотрите договор, пожалуйста.\r\n".encode()
FOUND = b"familiarity/address-imperative (line 1)"


class Server:
    """The mail server's side of the protocol."""

    def __init__(self, path: Any, actions: Any = 0x1FF, protocol: Any = 0x1FFFFF) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(30)
        self.socket.connect(str(path))
        self.send(b"O", struct.pack("!III", 6, actions, protocol))
        command, data = self.read()
        assert command == b"O"
        self.version, self.actions, self.protocol = struct.unpack("!III", data)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, command: Any, data: Any = b"") -> None:
        self.socket.sendall(struct.pack("!Ic", len(data) + 1, command) + data)

    def read(self) -> Any:
        (length,) = struct.unpack("!I", self._exactly(4))
        packet = self._exactly(length)
        return packet[:1], packet[1:]

    def _exactly(self, count: Any) -> Any:
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data

    def event(self, command: Any, data: Any) -> None:
        self.send(command, data)
        if not self.protocol & packets.SILENT[command]:
            assert self.read() == (b"c", b"")

    def letter(self, body: Any, headers: Any = HEADERS, recipient: Any = b"<o@client.example>\0") -> Any:
        self.send(b"D", b"Mi\0ABC\0")
        self.event(b"M", b"<a@house.example>\0")
        self.event(b"R", recipient)
        for header in headers:
            self.event(b"L", header)
        self.event(b"N", b"")
        self.event(b"B", body)
        self.send(b"E")
        answers = [self.read()]
        while answers[-1][0] not in (b"c", b"y"):
            answers.append(self.read())
        return answers


@pytest.fixture(scope="module")
def start(tmp_path_factory: Any) -> Any:
    folder = tmp_path_factory.mktemp("milter")
    (folder / "tonecheck.toml").write_text('[presend]\nskip-to = ["*@house.example"]\nauthor-override = true\n')
    started = {}

    def run(mode: Any) -> Any:
        if mode not in started:
            path = folder / f"{mode}.sock"
            context = running(folder, "milter", "--listen", f"unix:{path}", "--mode", mode, "--no-semantic")
            started[mode] = (context, context.__enter__(), path)
        return started[mode][1:]

    yield run
    for context, _, _ in started.values():
        context.__exit__(None, None, None)


def test_several_letters_on_a_connection(start: Any) -> None:
    process, path = start("refuse")
    with Server(path) as server:
        assert (server.version, server.actions, server.protocol) == (6, packets.ACTIONS, packets.WANTED)
        assert server.letter(BAD) == [(b"y", b"550 5.7.1 tonecheck: not sent: " + FOUND + b"\0")]
        assert server.letter(GOOD) == [(b"c", b"")]
        assert server.letter(BAD, recipient=b"<b@house.example>\0") == [(b"c", b"")]
    assert MARK not in process.log


def test_what_is_not_offered_is_not_used(start: Any) -> None:
    _, path = start("hold")
    with Server(path, actions=0, protocol=0) as server:
        assert (server.actions, server.protocol) == (0, 0)
        headers = [header.replace(b"\0 ", b"\0") for header in HEADERS]
        assert server.letter(BAD, headers) == [(b"c", b"")]


def test_hold_and_tag(start: Any) -> None:
    tag = (b"h", b"X-Tonecheck\0found; " + FOUND + b"\0")
    with Server(start("hold")[1]) as server:
        assert server.letter(BAD) == [(b"q", b"tonecheck: " + FOUND + b"\0"), tag, (b"c", b"")]
    with Server(start("tag")[1]) as server:
        assert server.letter(BAD) == [tag, (b"c", b"")]


def test_an_override_is_taken_out(start: Any) -> None:
    headers = [*HEADERS, b"X-Tonecheck\0 found; x\0", b"X-Tonecheck\0 allow -- old friends\0"]
    with Server(start("refuse")[1]) as server:
        assert server.letter(BAD, headers) == [
            (b"m", struct.pack("!I", 2) + b"X-Tonecheck\0\0"),
            (b"h", b"X-Tonecheck\0overridden; " + FOUND + b"\0"),
            (b"c", b""),
        ]


def test_an_abort_forgets_the_letter_and_not_the_connection(start: Any) -> None:
    with Server(start("refuse")[1]) as server:
        server.event(b"M", b"<a@house.example>\0")
        server.event(b"B", BAD)
        server.send(b"A")
        assert server.letter(GOOD) == [(b"c", b"")]
        server.send(b"K")
        assert server.letter(BAD)[0][0] == b"y"
        server.send(b"Q")
        with pytest.raises(EOFError):
            server.read()


@pytest.mark.parametrize("nonsense", [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x01O", b"GET / HTTP/1.0\r\n\r\n"])
def test_nonsense_ends_its_own_connection_only(start: Any, nonsense: Any) -> None:
    _, path = start("refuse")
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(30)
        client.connect(str(path))
        client.sendall(nonsense)
        with contextlib.suppress(ConnectionResetError):  # what was sent after it was never read
            assert client.recv(100) == b""
    with Server(path) as server:
        assert server.letter(GOOD) == [(b"c", b"")]


POSTFIX = shutil.which("postfix", path="/usr/sbin:/usr/bin")
needs_postfix = pytest.mark.skipif(not POSTFIX or not hasattr(socket, "AF_UNIX"), reason="Postfix is not installed")


class Postfix:
    """A Postfix of its own in a folder, which relays everything to a sink."""

    def __init__(self, folder: Any, relay: Any, main: Any = "", smtpd: Any = "") -> None:
        self.port, self.reinjection = free_port(), free_port()
        self.folder = folder
        for name in ("etc", "queue", "data"):
            (folder / name).mkdir()
        shutil.chown(folder / "data", "postfix")
        Path(folder / "etc/main.cf").write_text(
            f"compatibility_level = 3.6\nqueue_directory = {folder}/queue\ndata_directory = {folder}/data\n"
            f"mail_owner = postfix\nsetgid_group = postdrop\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n"
            f"relayhost = [127.0.0.1]:{relay}\nmydestination =\nmynetworks = 127.0.0.0/8\nmyhostname = mx.house.example\n"
            f"maillog_file = {folder}/mail.log\nmaillog_file_prefixes = {folder}\nalias_maps =\n"
            f"smtp_destination_recipient_limit = 50\nalternate_config_directories =\n{main}"
        )
        Path(folder / "etc/master.cf").write_text(
            f"127.0.0.1:{self.port} inet n - n - - smtpd\n{smtpd}"
            f"127.0.0.1:{self.reinjection} inet n - n - - smtpd\n  -o smtpd_proxy_filter= -o smtpd_milters=\n"
            "  -o smtpd_authorized_xforward_hosts=127.0.0.0/8\n"
            "pickup unix n - n 60 1 pickup\ncleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\n"
            "proxymap unix - - n - - proxymap\ntlsmgr unix - - n 1000? 1 tlsmgr\nrewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n"
            "trace unix - - n - 0 bounce\nerror unix - - n - - error\nretry unix - - n - - error\n"
            "smtp unix - - n - - smtp\nanvil unix - - n - 1 anvil\nscache unix - - n - 1 scache\n"
            "showq unix n - n - - showq\npostlog unix-dgram n - n - 1 postlogd\n"
        )

    def __enter__(self) -> Any:
        self._control("start")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError((self.folder / "mail.log").read_text())

    def __exit__(self, *_: object) -> None:
        self._control("stop")

    def _control(self, verb: Any) -> None:
        subprocess.run([str(POSTFIX), "-c", str(self.folder / "etc"), verb], capture_output=True, check=False)

    def send(self, letter: Any) -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as client:
            client.sendmail("a@house.example", ["o@client.example"], letter)

    def queue(self) -> Any:
        return subprocess.run(
            ["postqueue", "-c", str(self.folder / "etc"), "-p"], capture_output=True, check=False, text=True
        ).stdout


LETTER = "From: a@house.example\r\nTo: o@client.example\r\nSubject: Договор\r\nMessage-ID: <{}@house.example>\r\n\r\n"


def _letter(name: Any, body: Any) -> Any:
    return LETTER.format(name).encode() + body


def _arrived(sink: Any, count: Any) -> Any:
    deadline = time.monotonic() + 30
    while len(sink.messages) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    return sink.messages


@pytest.fixture
def folder(tmp_path_factory: Any) -> Any:
    """A folder that the servers of Postfix, which run as another user, can walk into."""
    path = tmp_path_factory.mktemp("postfix")
    for each in (path, *path.parents):
        if each.is_relative_to(tmp_path_factory.getbasetemp().parent):
            each.chmod(each.stat().st_mode | 0o055)
    return path


@needs_postfix
def test_postfix_with_a_milter(folder: Any) -> None:
    sink = Sink()
    with running(folder, "milter", "--listen", "inet:0@127.0.0.1", "--no-semantic") as milter:
        lines = f"smtpd_milters = inet:127.0.0.1:{milter.port}\nmilter_default_action = tempfail\n"
        with Postfix(folder, sink.port, lines) as postfix:
            with pytest.raises(smtplib.SMTPDataError, match=re.escape(FOUND.decode())) as refused:
                postfix.send(_letter("bad", BAD))
            assert refused.value.smtp_code == 550
            postfix.send(_letter("good", GOOD))
            (message,) = _arrived(sink, 1)
            assert message.endswith(b"\r\n\r\n" + GOOD)
            milter.stop()
            with pytest.raises((smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)):
                postfix.send(_letter("late", GOOD))
        assert MARK not in milter.log
    sink.close()


@needs_postfix
def test_postfix_holds_in_its_own_quarantine(folder: Any) -> None:
    sink = Sink()
    options = ("--listen", "inet:0@127.0.0.1", "--mode", "hold", "--no-semantic")
    with (
        running(folder, "milter", *options) as milter,
        Postfix(folder, sink.port, f"smtpd_milters = inet:127.0.0.1:{milter.port}\n") as postfix,
    ):
        postfix.send(_letter("bad", BAD))
        postfix.send(_letter("good", GOOD))
        (message,) = _arrived(sink, 1)
        assert b"Message-ID: <good@house.example>" in message
        assert re.search(r"^[0-9A-F]+!", postfix.queue(), re.MULTILINE)
    sink.close()


@needs_postfix
def test_postfix_with_a_proxy_before_its_queue(folder: Any) -> None:
    sink = Sink()
    proxy_port = free_port()
    smtpd = f"  -o smtpd_proxy_filter=127.0.0.1:{proxy_port} -o smtpd_proxy_options=speed_adjust\n"
    postfix = Postfix(folder, sink.port, smtpd=smtpd)
    options = ("--listen", f"127.0.0.1:{proxy_port}", "--relay", f"127.0.0.1:{postfix.reinjection}", "--no-semantic")
    with postfix, running(folder, "smtp", *options):
        with pytest.raises(smtplib.SMTPDataError, match=re.escape(FOUND.decode())):
            postfix.send(_letter("bad", BAD))
        postfix.send(_letter("good", GOOD))
        (message,) = _arrived(sink, 1)
    assert message.endswith(b"\r\n\r\n" + GOOD)
    assert message.count(b"(tonecheck)") == 1
    sink.close()
