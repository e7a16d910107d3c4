"""Reports and letters that cannot be written: one sentence, exit 2, and the rest is done."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tonecheck.cli import main
from tonecheck.files import replace_file

LETTER = "Привет, глянь договор.\n"
FIXED = "Здравствуйте, гляньте договор.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_report_that_has_no_folder_to_go_to(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.txt").write_text(LETTER, encoding="utf-8")
    assert main(["check", "a.txt", "--output", "nowhere/report.txt"]) == 2
    assert capsys.readouterr().err == "tonecheck: nowhere/report.txt: cannot be written: No such file or directory\n"


def test_a_file_that_cannot_be_replaced_stops_no_other(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("locked/a.txt", "b.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(LETTER, encoding="utf-8")
    make = tempfile.mkstemp

    def refuse_locked(**wanted: Any) -> tuple[int, str]:
        if Path(wanted["dir"]).name == "locked":  # as its rights would, but for root too
            raise PermissionError(errno.EACCES, "Permission denied")
        return make(**wanted)

    monkeypatch.setattr(tempfile, "mkstemp", refuse_locked)
    assert main(["fix", "-i", "locked/a.txt", "b.txt"]) == 2
    assert capsys.readouterr().err == "tonecheck: locked/a.txt: cannot be written: Permission denied\n"
    assert (here / "locked/a.txt").read_text(encoding="utf-8") == LETTER
    assert (here / "b.txt").read_text(encoding="utf-8") == FIXED


def test_a_name_of_the_greatest_length_can_be_replaced(here: Path) -> None:
    path = here / ("n" * 251 + ".txt")
    path.write_text(LETTER, encoding="utf-8")
    replace_file(path, FIXED.encode())
    assert path.read_text(encoding="utf-8") == FIXED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_said_in_a_sentence(here: Path) -> None:
    (here / "a.txt").write_text(LETTER, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tonecheck", "check", "a.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"tonecheck: the output cannot be written: No space left on device\n"
