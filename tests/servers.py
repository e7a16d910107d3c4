"""Servers for the tests before sending: tonecheck's own as processes, and a mail server that remembers."""

import contextlib
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any


def free_port() -> Any:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """A tonecheck server as a process; ``log`` is its stderr."""

    def __init__(self, folder: Any, *arguments: Any) -> None:
        self.path = folder / f"log-{free_port()}"
        command = [sys.executable, "-m", "tonecheck", *arguments]
        with self.path.open("wb") as log:
            self.process = subprocess.Popen(command, stderr=log, cwd=folder)
        deadline = time.monotonic() + 60
        while "listening on" not in self.log:
            assert self.process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.05)
        found = re.search(r"listening on \S+:(\d+)", self.log)
        self.port = int(found[1]) if found else None

    @property
    def log(self) -> Any:
        return self.path.read_text()

    def stop(self, number: Any = signal.SIGTERM) -> Any:
        self.process.send_signal(number)
        return self.process.wait(30)


@contextlib.contextmanager
def running(folder: Any, *arguments: Any) -> Any:
    server = Running(folder, *arguments)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.wait(30)


class Sink:
    """A mail server of plain sockets that remembers every command and message, and answers as ``answers`` says.

    ``answers`` maps the beginning of a command, or «.» for the end of a message, to a reply; b"" hangs up instead.
    """

    EXTENSIONS = (
        b"SIZE 1000000",
        b"8BITMIME",
        b"SMTPUTF8",
        b"DSN",
        b"ENHANCEDSTATUSCODES",
        b"XFORWARD NAME ADDR",
        b"CHUNKING",
    )

    def __init__(self, answers: Any = None) -> None:
        self.answers = answers or {}
        self.commands: list[bytes] = []
        self.messages: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: Any) -> None:
        with contextlib.suppress(OSError), client, client.makefile("rwb") as stream:
            self._say(stream, b"220 sink")
            for line in stream:
                self.commands.append(line)
                if not self._obey(stream, line):
                    return

    def _obey(self, stream: Any, line: Any) -> Any:
        verb = line.strip().upper()
        answer = next((reply for start, reply in self.answers.items() if verb.startswith(start.upper())), None)
        if answer is not None:
            self._say(stream, answer)
            return bool(answer)
        if verb.startswith(b"EHLO"):
            names = [b"sink", *self.EXTENSIONS]
            for end, name in zip([b"-"] * (len(names) - 1) + [b" "], names, strict=True):
                self._say(stream, b"250" + end + name)
        elif verb == b"DATA":
            self._say(stream, b"354 go on")
            message = []
            while (piece := stream.readline()) != b".\r\n":
                if not piece:
                    return False
                message.append(piece)
            if self.answers.get(b".") == b"":
                return False
            if b"." not in self.answers:
                self.messages.append(b"".join(message))
            self._say(stream, self.answers.get(b".", b"250 2.0.0 queued as ABC"))
        elif verb == b"QUIT":
            self._say(stream, b"221 bye")
            return False
        else:
            self._say(stream, b"250 2.1.0 fine")
        return True

    def _say(self, stream: Any, line: Any) -> None:
        if line:
            stream.write(line + b"\r\n")
            stream.flush()


class Talk:
    """A client that says exactly what it is told, and reads one reply at a time."""

    def __init__(self, port: Any) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._stream = self._socket.makefile("rb")
        self.greeting = self.read()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._socket.close()

    def send(self, data: Any) -> None:
        self._socket.sendall(data)

    def read(self) -> Any:
        lines = []
        while True:
            line = self._stream.readline()
            lines.append(line)
            if line[3:4] != b"-":
                return b"".join(lines)

    def say(self, line: Any) -> Any:
        self.send(line + b"\r\n")
        return self.read()

    def is_hung_up(self) -> Any:
        ready, _, _ = select.select([self._socket], [], [], 10)
        try:
            return bool(ready) and self._stream.read() == b""
        except ConnectionResetError:
            return True
