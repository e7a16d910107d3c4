"""Servers that behave as no LanguageTool should, on loopback. Run as a program it stands in for Java."""

import json
import os
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs

INFO = {"software": {"name": "LanguageTool", "version": "6.8-fake"}}
LANGUAGES = [{"code": "ru", "longCode": "ru-RU"}, {"code": "uk", "longCode": "uk-UA"}]


def match(offset: int, length: int, *suggestions: str, category: str = "TYPOS", issue: str = "misspelling") -> Any:
    """One match as LanguageTool writes it."""
    return {
        "message": "Так не пишут.",
        "offset": offset,
        "length": length,
        "replacements": [{"value": value} for value in suggestions],
        "context": {"text": "", "offset": 0, "length": 0},
        "rule": {"id": "FAKE", "issueType": issue, "category": {"id": category}},
    }


class Handler(BaseHTTPRequestHandler):
    server: "FakeServer"
    text: str  #: that is to be checked

    def do_GET(self) -> None:
        self.reply(json.dumps(INFO if self.path == "/v2/info" else LANGUAGES).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.text = parse_qs(body)["text"][0]
        self.server.asked.append(self.text)
        self.server.behave(self)

    def reply(self, body: bytes, status: int = 200, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def find(self, *matches: Any) -> None:
        self.reply(json.dumps({"matches": matches}).encode())

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


class FakeServer(ThreadingHTTPServer):
    """Answers as ``behave`` does, and remembers the texts that it was ``asked`` about."""

    daemon_threads = True

    def __init__(self, behave: Callable[[Handler], None], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.behave = behave
        self.asked: list[str] = []
        self.closing = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests are about."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


def die_of_a_bomb(handler: Handler) -> None:
    """End the whole process over a text with that word; else find nothing."""
    if "бомба" in handler.text:
        os._exit(1)
    handler.find()


if __name__ == "__main__":
    FakeServer(die_of_a_bomb, int(sys.argv[sys.argv.index("--port") + 1])).serve_forever()
