"""The message of a commit without what git takes away: comments, trailers, the changes below the scissors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gitrepo
from tonecheck.git.messages import find_comment_sign, leave_out_comments

if TYPE_CHECKING:
    from pathlib import Path

    from gitrepo import Repo


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository, with its root as the current folder."""
    repo = gitrepo.create(tmp_path)
    gitrepo.enter(repo, monkeypatch)
    return repo


@pytest.mark.parametrize(
    ("message", "sign", "left"),
    [
        ("Тема\n\n# Привет\nТело # не сезон\n", "#", "Тема\n\n\nТело # не сезон\n"),
        ("Тема\r\n# Привет\r\nТело", "#", "Тема\r\n\r\nТело"),
        ("Тема\n# Привет\n; Привет\n", ";", "Тема\n# Привет\n\n"),
        ("Тема\n%% Привет\n% Привет\n", "%%", "Тема\n\n% Привет\n"),
        ("# Тема\n;\n; Привет\n", "auto", "# Тема\n\n\n"),
        ("Тема\n# Привет\n\n", "auto", "Тема\n\n\n"),
        ("Тема", "auto", "Тема"),
        ("", "auto", ""),
        ("Тема\n# ------------------------ >8 ------------------------\n+Привет\n", "#", "Тема\n"),
        ("Тема\n; ------------------------ >8 ------------------------\n", "#", None),
        ("Тема\n\nТело\n\nSigned-off-by: Олег <o@example.com>\n", "#", "Тема\n\nТело\n\n\n"),
        ("Тема\n\nRefs: #1,\n  #2\nCo-authored-by: Олег <o@e>\n\n# Привет\n", "#", "Тема\n\n\n\n\n\n\n"),
        ("Тема\n\nТело\nRefs: #1\n", "#", None),
        ("fix: Тема\n", "#", None),
        ("Тема\n\nПривет: Олег\n", "#", None),
    ],
)
def test_places_stay(message: str, sign: str, left: str | None) -> None:
    assert leave_out_comments(message.encode(), sign.encode()).decode() == (message if left is None else left)


def test_the_sign_of_comments_is_that_of_the_repository(repo: Repo) -> None:
    assert find_comment_sign() == b"#"
    repo.git("config", "core.commentChar", ";")
    assert find_comment_sign() == b";"
    repo.git("config", "core.commentString", "%%")
    assert find_comment_sign() == b"%%"
    repo.git("config", "core.commentChar", "auto")
    repo.git("config", "--unset", "core.commentString")
    assert find_comment_sign() == b"auto"


def test_what_an_editor_was_shown_is_not_checked(repo: Repo) -> None:
    """``git commit --verbose`` shows the editor the whole change, and git takes it away after the hook."""
    repo.tonecheck("hook", "install", "--commit-msg")
    repo.stage("a.bin", gitrepo.BAD)
    said = repo.run("env", "GIT_EDITOR=sed -i '1s/^/Привет, глянь договор/'", "git", "commit", "--verbose", expect=1)
    places = [line.split(": ")[0] for line in said.splitlines() if line.startswith(".git/COMMIT_EDITMSG:")]
    assert places == [".git/COMMIT_EDITMSG:1:1", ".git/COMMIT_EDITMSG:1:9"]
