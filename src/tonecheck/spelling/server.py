"""A LanguageTool server of our own: found on this machine, started on loopback, ended with us.

Nothing is fetched here: the jars come by ``tools/languagetool/fetch.py`` or with language-tool-python's own download.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import weakref
from http.client import HTTPException
from importlib import resources
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from tonecheck.errors import EngineError
from tonecheck.spelling import supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The release that we are tested with and that ``tools/languagetool/fetch.py`` brings.
VERSION = "6.8"
#: Seconds that a server has until it answers.
START_TIMEOUT = 60.0
#: A heap that both languages fit in (0.5 GB resident after use); the simple collector and compiler start twice as fast.
_JAVA_OPTIONS = (
    "-Xmx768m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
    "-Djava.net.preferIPv4Stack=true",
)
_MAIN = "org.languagetool.server.HTTPServer"
#: A port that was free a moment ago may be taken now.
_TRIES = 3
_POLL = 0.1
#: Seconds that a server of ours has to say its version, or to end.
_PATIENCE = 10.0
_LINES = 20
_HELP = "see docs/languagetool.md"


class Server:
    """A server that we started, at ``url``. It ends by ``stop``, with this object, or with our process."""

    def __init__(self, command: Sequence[str], port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self._said: list[str] = []  # the first lines on stderr, from before any letter was sent
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            # -I: nothing from the user's folder or environment is imported.
            [sys.executable, "-I", supervisor.__file__, str(os.getpid()), *command, "--port", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,  # its log may hold words of the letters
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        assert self._process.stderr is not None
        self._listener = threading.Thread(target=_listen, args=(self._process.stderr, self._said), daemon=True)
        self._listener.start()
        self.stop = weakref.finalize(self, _end, self._process)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def has_ended(self, within: float) -> bool:
        """Whether the server ends within so many seconds; a connection breaks a moment before its process is gone."""
        try:
            self._process.wait(within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def last_words(self) -> list[str]:
        """What a server that has ended said while it started."""
        self._listener.join(_PATIENCE)
        return self._said

    def wait_until_ready(self, deadline: float) -> bool:
        """Wait until the server answers; False if it ended or ``deadline`` (of ``time.monotonic``) has passed."""
        while self.is_alive and time.monotonic() < deadline:
            try:
                read_version(self.url, _PATIENCE)
            except OSError:
                time.sleep(_POLL)
            else:
                return True
        return False


def start(timeout: float = START_TIMEOUT, *, java: str | None = None, jars: Path | None = None) -> Server:
    """Start a server on a free port of loopback and wait until it answers.

    ``java`` and ``jars`` (a folder) are looked for where they are not given. Raises ``EngineError`` when one of them
    is missing, or when the server does not answer within ``timeout`` seconds.
    """
    java, jars = java or find_java(), jars or find_jars()
    deadline = time.monotonic() + timeout
    with resources.as_file(resources.files("tonecheck.spelling") / "data" / "languagetool.properties") as config:
        command = [java, *_JAVA_OPTIONS, "-cp", str(jars / "*"), _MAIN, "--config", str(config)]
        for _ in range(_TRIES):
            server = Server(command, _free_port())
            if server.wait_until_ready(deadline):
                return server
            ended = not server.is_alive
            server.stop()
            if not ended:
                raise EngineError(f"LanguageTool was not ready within {timeout:g} s of its start; {_HELP}")
            said = server.last_words()
            if not any("BindException" in line for line in said):
                break
    raise EngineError(f"LanguageTool ended while it was starting: {_reason(said)}; {_HELP}")


def read_version(url: str, timeout: float) -> str | None:
    """The version of the LanguageTool that answers at ``url`` («6.8»); None for a server that does not tell.

    Raises ``OSError`` when nobody answers.
    """
    handlers = (urllib.request.ProxyHandler({}),) if is_loopback(url) else ()
    opener = urllib.request.build_opener(*handlers)
    try:
        with opener.open(f"{without_password(url)}v2/info", timeout=timeout) as answer:
            info = json.loads(answer.read(100_000))
        version = str(info["software"]["version"])
    except (urllib.error.HTTPError, HTTPException, ValueError, KeyError, TypeError):
        return None
    return version if re.fullmatch(r"[\w.-]{1,40}", version) else None


def base_url(url: str) -> str:
    """The address that «v2/check» follows, with a slash at its end, of any address that people write for a server.

    Raises ``ValueError`` for anything but an http or https address.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{url!r} is no address of a server, such as http://127.0.0.1:8081")
    return re.sub(r"(?:/v2(?:/check)?)?/?$", "/", url, count=1)


def without_password(url: str) -> str:
    """The address without a user's name and password, which urllib cannot use and no sentence may hold."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def is_loopback(url: str) -> bool:
    """Whether an address names this machine; a proxy of the environment must not see what is sent there."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def find_java() -> str:
    """The path of Java. Raises ``EngineError`` when there is none."""
    home = os.environ.get("JAVA_HOME")
    java = (home and shutil.which("java", path=str(Path(home) / "bin"))) or shutil.which("java")
    if java is None:
        raise EngineError(
            "LanguageTool needs Java 17 or newer, and there is none on this machine: install it, or name a server "
            f"in spelling.languagetool.url ({_HELP})"
        )
    return java


def find_jars() -> Path:
    """The folder with LanguageTool's jars. Raises ``EngineError`` when there is none."""
    found = next(_jar_folders(), None)
    if found is None:
        raise EngineError(
            f"LanguageTool is not on this machine: bring it with tools/languagetool/fetch.py, set LTP_PATH to the folder "
            f"that holds LanguageTool-{VERSION}, or name a server in spelling.languagetool.url ({_HELP})"
        )
    return found


def cache_folder() -> Path:
    """Where ``tools/languagetool/fetch.py`` puts the jars."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "tonecheck" / f"languagetool-{VERSION}"


def _jar_folders() -> Iterator[Path]:
    """Folders with LanguageTool, the one that the user names first; of several versions the last."""
    named = os.environ.get("LTP_PATH")
    downloads = Path(named) if named else Path.home() / ".cache" / "language_tool_python"
    own = [cache_folder()]
    theirs = [downloads, *sorted(downloads.glob("LanguageTool-*"), reverse=True)]
    for folder in theirs + own if named else own + theirs:
        if any(folder.glob("languagetool-server*.jar")):
            yield folder


def _listen(stream: IO[bytes], said: list[str]) -> None:
    """Keep the first lines, and drop the others, so that the writer never blocks."""
    with stream:
        for line in iter(lambda: stream.readline(4096), b""):
            if len(said) < _LINES:
                said.append(line.decode(errors="replace").strip())


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the supervisor's pipe, at which it kills the server, and wait for it."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _reason(said: Sequence[str]) -> str:
    if any("UnsupportedClassVersionError" in line for line in said):
        return "this Java is too old, it needs Java 17 or newer"
    return said[0] if said else "it said nothing"
