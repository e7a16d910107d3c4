"""A real repository of git for one test, that knows nothing of the user's own configuration."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from tonecheck.cli import main

if TYPE_CHECKING:
    import pytest

BAD = "Добрый день!\nПривет, глянь договор.\n"
CLEAN = "Добрый день! Договор готов, высылаю сегодня.\n"


def environment(home: Path) -> dict[str, str]:
    """No configuration but the repository's own, and nothing of a git that runs the tests (in a hook, say)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "TONECHECK_"))}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Т",
        "GIT_AUTHOR_EMAIL": "t@example.com",
        "GIT_COMMITTER_NAME": "Т",
        "GIT_COMMITTER_EMAIL": "t@example.com",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONIOENCODING": "utf-8",
    }


@dataclass(frozen=True)
class Repo:
    root: Path
    home: Path

    def run(self, *command: str | bytes | Path, expect: int = 0, data: bytes = b"", folder: str = "") -> str:
        """Run a command in the repository; what it said, on both streams."""
        done = subprocess.run(
            command,
            cwd=self.root / folder,
            env=environment(self.home),
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        said = done.stdout.decode(errors="backslashreplace")
        assert done.returncode == expect, f"{command}: exit {done.returncode}, expected {expect}\n{said}"
        return said

    def git(self, *arguments: str | bytes | Path, expect: int = 0, data: bytes = b"") -> str:
        return self.run("git", *arguments, expect=expect, data=data)

    def tonecheck(self, *arguments: str | Path, expect: int = 0, data: bytes = b"", folder: str = "") -> str:
        """Run tonecheck in this process, which has loaded its rules already; what it said, on both streams."""
        output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with (
            contextlib.chdir(self.root / folder),
            mock.patch.dict(os.environ, environment(self.home), clear=True),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
        ):
            code = main([str(argument) for argument in arguments])
        output.seek(0)
        said = output.read()
        assert code == expect, f"{arguments}: exit {code}, expected {expect}\n{said}"
        return said

    def write(self, name: str | bytes, text: str | bytes = BAD) -> Path:
        path = self.root / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def stage(self, name: str | bytes, text: str | bytes = BAD) -> Path:
        path = self.write(name, text)
        self.git("add", "--", name)
        return path

    def commit(self, subject: str = "x") -> str:
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD").strip()


def create(folder: Path, *options: str) -> Repo:
    """An empty repository in a folder."""
    root, home = folder / "repo", folder / "home"
    for place in (root, home):
        place.mkdir(parents=True)
    repo = Repo(root, home)
    repo.git("init", "-q", "-b", "main", *options)
    return repo


def enter(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be in the repository as ``Repo.run`` is."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "TONECHECK_"))]:
        monkeypatch.delenv(name)
    for name, value in environment(repo.home).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(repo.root)
