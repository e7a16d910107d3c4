"""mbox files and Maildirs on the command line, one process and several."""

from __future__ import annotations

import json
import mailbox
from typing import TYPE_CHECKING

from tonecheck.cli import main
from tonecheck.mailboxes import read_mbox

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LETTERS = ("Глянь договор.", "Договор готов.", "Надішли рахунок, друже.")


def make_mail(text: str) -> bytes:
    return b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n" + text.encode() + b"\n"


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[tuple[str, list[str]]], str]:
    code = main(["check", "--no-semantic", "--format", "json", "--select", "familiarity", *arguments])
    printed = capsys.readouterr()
    files = json.loads(printed.out)["files"]
    return code, [(f["path"], [finding["excerpt"] for finding in f["findings"]]) for f in files], printed.err


def test_every_mail_of_an_mbox_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sent.mbox"
    box = mailbox.mbox(path)
    for text in LETTERS:
        box.add(make_mail(text))
    box.close()
    assert check(capsys, str(path)) == (
        1, [(f"{path}#1", ["Глянь"]), (f"{path}#2", []), (f"{path}#3", ["Надішли", "друже"])], "",
    )  # fmt: skip


def test_a_line_that_begins_with_from_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(b"From a@example.com Mon Nov 23 2026\nSubject: x\n\n>From here on\n>>From\n>>From there\n\n")
    assert list(read_mbox(path)) == [b"Subject: x\n\nFrom here on\n>>From\n>From there\n"]


def test_what_is_called_mbox_and_is_none_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.mbox"
    path.write_text("Добрый день!", encoding="utf-8")
    code, files, said = check(capsys, str(path))
    assert (code, files) == (2, [])
    assert said == f"tonecheck: {path}: is no mbox: it does not begin with a line «From …»\n"


def test_a_maildir_is_what_has_arrived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, (name, text) in enumerate(zip(("cur", "tmp", "new"), LETTERS, strict=True)):
        folder = tmp_path / name
        folder.mkdir()
        folder.joinpath(f"{number}.host:2,S").write_bytes(make_mail(text))
    assert check(capsys, str(tmp_path)) == (
        1, [(f"{tmp_path}/cur/0.host:2,S", ["Глянь"]), (f"{tmp_path}/new/2.host:2,S", ["Надішли", "друже"])], "",
    )  # fmt: skip


def test_several_processes_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        tmp_path.joinpath(f"{number:02}.txt").write_text(LETTERS[number % 3], encoding="utf-8")
    tmp_path.joinpath("05.txt").write_bytes(b"\x00\x01\x02" * 50)
    tmp_path.joinpath("gone.txt").symlink_to("nowhere")
    alone = check(capsys, str(tmp_path), "-j", "1")
    assert alone[0] == 2
    assert len(alone[1]) == 11
    assert check(capsys, str(tmp_path), "-j", "2") == alone
