"""A server of our own: found, started, ended with us; and the script that brings it."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tonecheck import Checker, Config
from tonecheck.checks.base import Settings
from tonecheck.cli import main
from tonecheck.config import load
from tonecheck.errors import ConfigError, EngineError
from tonecheck.spelling import server as servers
from tonecheck.spelling.languagetool import LanguageTool
from tonecheck.spelling.server import base_url

TESTS = Path(__file__).parent
FETCH = TESTS.parent / "tools" / "languagetool" / "fetch.py"
FAKE = f'exec "{sys.executable}" "{TESTS / "fake_languagetool.py"}" "$@"'


def program(path: Path, script: str) -> str:
    """A program that runs a shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def is_open(url: str) -> bool:
    parts = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((parts.hostname, parts.port)) == 0


def is_closed_soon(url: str) -> bool:
    deadline = time.monotonic() + 20
    while is_open(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_open(url)


# --- ended with us

CHILD = """
import sys, time
from tonecheck import Checker, Config
from tonecheck.checks.base import Settings
checker = Checker(Config(select=("typos",), settings=Settings(spelling="languagetool")))
report = checker.check("Жду ответа, пожалуйсто.")
server = checker._languagetool._server
print(server.url, server._process.pid, report.engines[-1], len(report.findings), flush=True)
del server
{then}
"""


@dataclass
class Child:
    """A process of its own session that has checked a letter with a server of its own."""

    process: subprocess.Popen[str]
    url: str  #: of its server
    supervisor: int
    said: str  #: which engine spoke, and how many findings there are

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def child(then: str, env: dict[str, str]) -> Iterator[Child]:
    """The process, which does ``then`` after its check; killed in the end, with the children that it forked."""
    command = [sys.executable, "-c", CHILD.format(then=then)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **env}, start_new_session=True
    )
    assert process.stdout is not None
    with process:
        try:
            url, supervisor, said = process.stdout.readline().split(" ", 2)
            yield Child(process, url, int(supervisor), said.strip())
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def fake(tmp_path: Path) -> dict[str, str]:
    """An environment with a Java and jars of our making."""
    program(tmp_path / "java" / "bin" / "java", FAKE)
    (tmp_path / "jars").mkdir()
    (tmp_path / "jars" / "languagetool-server.jar").touch()
    return {"JAVA_HOME": str(tmp_path / "java"), "LTP_PATH": str(tmp_path / "jars")}


@pytest.mark.usefixtures("languagetool")
def test_no_java_outlives_a_killed_process() -> None:
    with child("time.sleep(600)", {}) as checking:
        assert checking.said == "languagetool 6.8 1"
        assert is_open(checking.url)
        checking.kill()
        assert is_closed_soon(checking.url)


@pytest.mark.parametrize("then", ["", "checker.close(); time.sleep(600)", "del checker; time.sleep(600)", "1 / 0"])
def test_it_ends_with_its_checker(then: str, fake: dict[str, str]) -> None:
    with child(f"sys.stderr = None; {then}", fake) as checking:
        assert is_closed_soon(checking.url)


def test_it_ends_though_a_forked_child_holds_the_pipe(fake: dict[str, str]) -> None:
    with child("import os; os.fork(); print(flush=True); time.sleep(600)", fake) as checking:
        assert checking.process.stdout is not None
        assert [checking.process.stdout.read(1) for _ in range(2)] == ["\n", "\n"]
        checking.kill()
        assert is_closed_soon(checking.url)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills a child with its parent")
def test_it_ends_with_a_killed_supervisor(fake: dict[str, str]) -> None:
    with child("time.sleep(600)", fake) as checking:
        os.kill(checking.supervisor, signal.SIGKILL)
        assert is_closed_soon(checking.url)


# --- started and found


def test_it_is_started_again_when_it_has_died(fake: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in fake.items():
        monkeypatch.setenv(name, value)
    with Checker(Config(select=("typos",), settings=Settings(spelling="languagetool"))) as checker:
        reports = [checker.check(text) for text in ("Письмо.", "Это письмо как бомба.", "Письмо.")]
    assert [[problem.message for problem in report.errors] for report in reports] == [
        [],
        [
            "the LanguageTool that tonecheck started ended in the middle of a check, so this letter was checked without it"
        ],
        [],
    ]
    assert [report.engines for report in reports] == [
        ("rules", "languagetool 6.8-fake"),
        ("rules",),
        ("rules", "languagetool 6.8-fake"),
    ]


def test_closed_and_used_again(fake: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in fake.items():
        monkeypatch.setenv(name, value)
    checker = Checker(Config(select=("typos",), settings=Settings(spelling="languagetool")))
    for _ in range(2):
        with checker:
            assert checker.check("Письмо.").errors == ()


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("sleep 60", "LanguageTool was not ready within 0.5 s of its start; see docs/languagetool.md"),
        (
            "echo 'java.lang.UnsupportedClassVersionError: 61.0' >&2; exit 1",
            (
                "LanguageTool ended while it was starting: this Java is too old, it needs Java 17 or newer; "
                "see docs/languagetool.md"
            ),
        ),
        (
            "echo 'Error: no main class' >&2; echo more >&2; exit 1",
            "LanguageTool ended while it was starting: Error: no main class; see docs/languagetool.md",
        ),
        ("exit 0", "LanguageTool ended while it was starting: it said nothing; see docs/languagetool.md"),
    ],
)
def test_what_keeps_it_from_starting_is_said(tmp_path: Path, script: str, sentence: str) -> None:
    java = program(tmp_path / "java", f"exec 3<&0; {script}")
    with pytest.raises(EngineError) as caught:
        servers.start(0.5 if "sleep" in script else 20, java=java, jars=tmp_path)
    assert str(caught.value) == sentence


def test_a_port_that_is_taken_is_tried_again(tmp_path: Path) -> None:
    once = tmp_path / "once"
    taken = f"if mkdir '{once}' 2>/dev/null; then echo 'java.net.BindException: taken' >&2; exit 1; fi; {FAKE}"
    server = servers.start(20, java=program(tmp_path / "java", taken), jars=tmp_path)
    try:
        assert servers.read_version(server.url, 5) == "6.8-fake"
    finally:
        server.stop()
    assert not is_open(server.url)


def test_missing_java_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    letter = tmp_path / "letter.txt"
    letter.write_text("У нас не сезон.", encoding="utf-8")
    assert main(["check", "--spelling", "both", "--select", "typos,excuses", "--format", "concise", str(letter)]) == 2
    said = capsys.readouterr()
    assert said.err == (
        f"tonecheck: {letter}: LanguageTool needs Java 17 or newer, and there is none on this machine: install it, "
        "or name a server in spelling.languagetool.url (see docs/languagetool.md)\n"
    )
    assert "[excuses/off-season]" in said.out


def test_missing_jars_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HOME", "LTP_PATH", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    with pytest.raises(EngineError) as caught:
        servers.find_jars()
    assert str(caught.value) == (
        "LanguageTool is not on this machine: bring it with tools/languagetool/fetch.py, set LTP_PATH to the folder that "
        "holds LanguageTool-6.8, or name a server in spelling.languagetool.url (see docs/languagetool.md)"
    )


def test_jars_that_the_user_names_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("LTP_PATH", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def put(*folder: str) -> Path:
        path = tmp_path.joinpath(*folder)
        path.mkdir(parents=True)
        (path / "languagetool-server.jar").touch()
        return path

    downloaded = put(".cache", "language_tool_python", "LanguageTool-6.6")
    assert servers.find_jars() == downloaded
    newer = put(".cache", "language_tool_python", "LanguageTool-6.8")
    assert servers.find_jars() == newer
    brought = put(".cache", "tonecheck", "languagetool-6.8")
    assert servers.find_jars() == brought
    named = put("named", "LanguageTool-6.7")
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "named"))
    assert servers.find_jars() == named
    monkeypatch.setenv("LTP_PATH", str(named))
    assert servers.find_jars() == named


# --- named


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081/"),
        ("http://127.0.0.1:8081/v2", "http://127.0.0.1:8081/"),
        ("http://localhost:8081/v2/check", "http://localhost:8081/"),
        ("https://api.languagetool.org/v2/", "https://api.languagetool.org/"),
        ("https://lt.example/api", "https://lt.example/api/"),
    ],
)
def test_addresses_as_people_write_them(written: str, meant: str) -> None:
    assert base_url(written) == meant


@pytest.mark.parametrize("written", ["", "localhost:8081", "ftp://lt.example", "http://", "http://lt.example/?a=b"])
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(ValueError, match="is no address of a server"):
        base_url(written)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ('spelling = "both"', Settings(spelling="both")),
        ('[spelling]\nengine = "languagetool"', Settings(spelling="languagetool")),
        (
            '[spelling]\nengine = "both"\nlanguagetool.url = "http://127.0.0.1:8081/v2"',
            Settings(spelling="both", languagetool_url="http://127.0.0.1:8081/"),
        ),
        ('spelling.languagetool.url = "https://lt.example"', Settings(languagetool_url="https://lt.example/")),
    ],
)
def test_configuration(tmp_path: Path, text: str, settings: Settings) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text(text, encoding="utf-8")
    assert load(path).settings == settings


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '\nspelling = "languagetols"',
            (
                "2: spelling must be one of 'builtin', 'languagetool', 'both', 'off', not 'languagetols'; "
                "did you mean 'languagetool'?"
            ),
        ),
        ('[spelling]\nengin = "both"', "2: unknown key spelling.engin; did you mean 'engine'?"),
        (
            '[spelling]\nlanguagetool.url = "lt.example"',
            (
                "2: spelling.languagetool.url must be the address of a server such as http://127.0.0.1:8081, "
                "not 'lt.example'"
            ),
        ),
        ('[spelling.languagetool]\nuri = "http://a"', "2: unknown key spelling.languagetool.uri; did you mean 'url'?"),
        (
            '[spelling]\nlanguagetool = "http://a"',
            "2: spelling.languagetool must be a table such as url = \"http://127.0.0.1:8081\", not 'http://a'",
        ),
    ],
)
def test_mistakes_in_the_configuration(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value) == f"{path}:{sentence}"


def test_it_is_named_before_it_is_asked() -> None:
    assert LanguageTool().name == "languagetool"


def test_its_rules_are_not_tried_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    folder = TESTS.parent / "rules"
    paths = [str(folder / lang / "typos" / "languagetool.toml") for lang in ("ru", "uk")]
    assert main(["test-rules", *paths]) == 0
    assert capsys.readouterr().out == (
        "0 rules, 0 examples: all right\n"
        "not tried, since LanguageTool is not asked here: ru/typos/languagetool, uk/typos/languagetool\n"
    )


# --- brought


MAVEN = """
for argument in "$@"; do case "$argument" in -DoutputDirectory=*) jars="${argument#*=}";; esac; done
mkdir -p "$jars"
touch "$jars/languagetool-server-6.8.jar" "$jars/language-ru-6.8.jar" "$jars/language-uk-6.8.jar"
"""


def fetch(tmp_path: Path, maven: str | None) -> subprocess.CompletedProcess[str]:
    tools = tmp_path / "tools"
    tools.mkdir(exist_ok=True)
    if maven is not None:
        program(tools / "mvn", maven)
    path = f"{tools}:/usr/bin:/bin" if maven is not None else str(tools)
    env = {**os.environ, "PATH": path, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    return subprocess.run([sys.executable, str(FETCH)], capture_output=True, text=True, env=env, check=False)


def test_fetch_brings_it_once(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "tonecheck" / "languagetool-6.8"
    for maven in (MAVEN, "exit 1"):
        done = fetch(tmp_path, maven)
        assert (done.returncode, done.stdout) == (0, f"LanguageTool 6.8 is in {folder}\n")
    assert [path.name for path in folder.parent.iterdir()] == ["languagetool-6.8"]
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    ("maven", "sentence"),
    [
        (None, "Maven is missing: install it (mvn), or set LTP_PATH to the folder of a LanguageTool that you have"),
        ("exit 3", "Maven could not bring LanguageTool 6.8 (exit code 3); it says above why"),
        (
            f"{MAVEN}\nrm $jars/language-uk-6.8.jar",
            "Maven could not bring LanguageTool 6.8 (exit code 0); it says above why",
        ),
    ],
)
def test_fetch_leaves_no_half(tmp_path: Path, maven: str | None, sentence: str) -> None:
    done = fetch(tmp_path, maven)
    assert (done.returncode, done.stderr) == (1, f"LanguageTool was not brought: {sentence}\n")
    assert [path.name for path in tmp_path.glob("cache/tonecheck/*")] == []
