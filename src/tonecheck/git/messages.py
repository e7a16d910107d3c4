"""The message of a commit, as a commit-msg hook gets it: without what git itself takes away or adds."""

from __future__ import annotations

import re

from tonecheck.errors import GitError
from tonecheck.git.repository import ask

#: What stands in the line below which ``git commit --verbose`` shows the changes, after the sign of comments.
_SCISSORS = b" ------------------------ >8 ------------------------"
#: «Signed-off-by: …»: names and addresses in a form for programs, in the last paragraph.
_TRAILER = re.compile(rb"(?:[A-Za-z0-9][A-Za-z0-9-]*\s*:\s|\(cherry picked from commit )")
#: What ``core.commentChar = auto`` chooses from.
_SIGNS = b"#;@!$%^&|:"


def find_comment_sign() -> bytes:
    """What begins a comment line in messages: ``core.commentString`` or ``core.commentChar``, the last one set."""
    try:
        found = ask("config", "-z", "--get-regexp", r"^core\.comment(char|string)$")
    except GitError:  # not set
        return b"#"
    _, _, sign = found.rstrip(b"\0").rpartition(b"\0")[2].partition(b"\n")
    return sign


def leave_out_comments(message: bytes, sign: bytes) -> bytes:
    """The message with an empty line for each comment and trailer, so that places stay; cut at the scissors.

    The ``sign`` «auto» stands for that of the last line, which is a comment whenever git has chosen a sign.
    """
    lines = message.splitlines(keepends=True)
    if sign == b"auto":
        last = next((line for line in reversed(lines) if line.strip()), b"")
        sign = last[:1] if last[:1] in [bytes([char]) for char in _SIGNS] else b"#"
    lines = lines[: next((at for at, line in enumerate(lines) if line.startswith(sign + _SCISSORS)), None)]
    lines = [_empty(line) if line.startswith(sign) else line for line in lines]
    return b"".join(_leave_out_trailers(lines))


def _leave_out_trailers(lines: list[bytes]) -> list[bytes]:
    """The last paragraph is one of trailers when each of its lines is a trailer or continues one; the subject never is."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    paragraph = lines[start:end]
    is_trailers = start and all(
        _TRAILER.match(line) or (at and line[:1] in b" \t") for at, line in enumerate(paragraph)
    )
    return [*lines[:start], *map(_empty, paragraph), *lines[end:]] if is_trailers else lines


def _empty(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]
