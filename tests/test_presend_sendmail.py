"""``tonecheck sendmail`` and ``send-email-hook`` as programs: what leaves, unchanged, and with which exit code."""

import os
import subprocess
import sys
from typing import Any

import pytest

from tonecheck.presend.patches import cover_text
from tonecheck.presend.sendmail import read_envelope

BAD = "From: a@house.example\nTo: o@client.example\nSubject: Договор\n\nГлянь договор.\n".encode()
GOOD = "From: a@house.example\r\nTo: o@client.example\nSubject: Договор\n\nПосмотрите договор.\n\xff.\n".encode()
BROKEN = b"From: a@house.example\nContent-Type: multipart/mixed; boundary=x\n\nno part\n"


@pytest.fixture
def send(tmp_path: Any) -> Any:
    def run(data: Any, *options: Any, child: Any = None, config: Any = "") -> Any:
        (tmp_path / "tonecheck.toml").write_text(config)
        child = child or f"cat > {tmp_path}/sent"
        command = [sys.executable, "-m", "tonecheck", "sendmail", *options, "--", "sh", "-c", child]
        done = subprocess.run(command, input=data, capture_output=True, cwd=tmp_path, check=False)
        sent = tmp_path / "sent"
        return done.returncode, sent.read_bytes() if sent.exists() else None, done.stderr.decode()

    return run


def test_a_good_letter_is_handed_on_byte_by_byte(send: Any) -> None:
    assert send(GOOD) == (0, GOOD, "")


def test_a_bad_letter_is_held_back_and_the_reason_said(send: Any) -> None:
    code, sent, said = send(BAD)
    assert (code, sent) == (65, None)
    assert "text/plain:1: error familiarity/address-imperative: " in said
    assert said.endswith("tonecheck: not sent: mend what is above, and send it again\n")


def test_with_warn_it_is_sent_all_the_same(send: Any) -> None:
    code, sent, said = send(BAD, "--warn")
    assert (code, sent) == (0, BAD)
    assert "familiarity/address-imperative" in said


def test_exit_code_and_signal_of_the_child_are_ours(send: Any) -> None:
    assert send(GOOD, child="cat > /dev/null; exit 75")[0] == 75
    assert send(GOOD, child="kill -TERM $$")[0] == -15


@pytest.mark.parametrize(("policy", "code", "sent"), [("pass", 0, BROKEN), ("refuse", 65, None)])
def test_what_cannot_be_checked_follows_the_policy(send: Any, policy: Any, code: Any, sent: Any) -> None:
    got = send(BROKEN, "--on-error", policy)
    assert got[:2] == (code, sent)
    assert ("sent unchecked" if policy == "pass" else "not sent") in got[2]


def test_an_override_is_stripped_and_said(send: Any) -> None:
    letter = b"X-Tonecheck: allow -- old friends\n" + BAD
    code, sent, said = send(letter, config="[presend]\nauthor-override = true\n")
    assert (code, sent) == (0, BAD)
    assert "sent by the author's own decision: old friends" in said


def test_the_child_is_missing(tmp_path: Any) -> None:
    command = [sys.executable, "-m", "tonecheck", "sendmail", "--", "no-such-program"]
    done = subprocess.run(command, input=GOOD, capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert b"no-such-program: No such file or directory: the letter was not sent" in done.stderr


@pytest.mark.parametrize(
    ("command", "recipients"),
    [
        ("sendmail -t -i", None),
        ("sendmail -ti x@y.example", None),
        ("sendmail -i -f me@a.example x@y.example", ("x@y.example",)),
        ("msmtp -a work --from=me@a.example -- x@y.example z@y.example", ("x@y.example", "z@y.example")),
        ("sendmail -oi -oem -F Me x@y.example", ("x@y.example",)),
        ("sendmail", None),
    ],
)
def test_recipients_on_the_command_line(command: Any, recipients: Any) -> None:
    assert read_envelope(command.split()).recipients == recipients


def test_a_patch_is_read_down_to_its_diff() -> None:
    patch = b"Subject: [PATCH v2 1/3] Fix\n\nText.\n---\n a.py | 2 +-\n\ndiff --git a/a b/a\n+x\n"
    assert cover_text(patch) == b"Subject: Fix\n\nText.\n"
    cover = "Subject: [PATCH 0/1] Fix\n\nText.\n\nИван (1):\n  fix: x\n\n a.py | 2 +-\n".encode()
    assert cover_text(cover) == b"Subject: Fix\n\nText.\n\n"


def _git(folder: Any, *command: Any, env: Any = None) -> Any:
    return subprocess.run(
        ["git", *command], cwd=folder, capture_output=True, check=False, env={**os.environ, **(env or {})}
    )


@pytest.mark.parametrize(("message", "code"), [("Глянь договор, Ольга.", 1), ("Посмотрите договор, Ольга.", 0)])
def test_git_send_email_asks_the_hook(tmp_path: Any, message: Any, code: Any) -> None:
    for command in (["init", "-q"], ["config", "user.email", "a@house.example"], ["config", "user.name", "A"]):
        _git(tmp_path, *command)
    (tmp_path / "a.txt").write_text("Глянь\n")
    _git(tmp_path, "add", "a.txt")
    _git(tmp_path, "commit", "-q", "-m", f"Договор\n\n{message}")
    _git(tmp_path, "format-patch", "-q", "-1", "-o", "out")
    hook = tmp_path / ".git/hooks/sendemail-validate"
    hook.write_text(f'#!/bin/sh\nexec {sys.executable} -m tonecheck send-email-hook "$@"\n')
    hook.chmod(0o755)
    sendmail = tmp_path / "sendmail"
    sendmail.write_text(f"#!/bin/sh\ncat > {tmp_path}/sent\n")
    sendmail.chmod(0o755)
    done = _git(
        tmp_path, "send-email", "--quiet", f"--smtp-server={sendmail}", "--to=o@client.example", "--confirm=never",
        "--8bit-encoding=UTF-8", "out",
    )  # fmt: skip
    assert (bool(done.returncode), (tmp_path / "sent").exists()) == (bool(code), not code), done.stderr.decode()
    assert (b"familiarity/address-imperative" in done.stderr) is bool(code)
