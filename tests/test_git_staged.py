"""What is about to be committed, asked of real repositories in every state that git knows."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

import gitrepo
from tonecheck.errors import GitError
from tonecheck.git import repository
from tonecheck.git.repository import Blob, find_root, read_blobs
from tonecheck.git.staged import list_staged

if TYPE_CHECKING:
    from pathlib import Path

    from gitrepo import Repo

NAMES = [
    "лист.txt",
    "with space.txt",
    '«кавычки» "и" \'апостроф’.txt',
    "line\nbreak.txt",
    "tab\there.txt",
    "back\\slash.txt",
    "-dash.txt",
    ":(glob)magic*.txt",
    unicodedata.normalize("NFD", "їй.txt"),
    unicodedata.normalize("NFC", "їй.txt"),
    os.fsdecode("письмо.txt".encode("cp1251")),
]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository, with its root as the current folder."""
    repo = gitrepo.create(tmp_path)
    gitrepo.enter(repo, monkeypatch)
    return repo


def staged() -> list[tuple[str, str]]:
    """(path, content) of each file that is about to be committed; what is unmerged has none."""
    changes = list_staged()
    blobs = read_blobs(Blob(change.path, change.oid) for change in changes if change.is_file)
    contents = {blob.path: data.decode() for blob, data in blobs if isinstance(data, bytes)}
    return [(change.path, contents.get(change.path, change.status)) for change in changes]


def test_before_the_first_commit_everything_is_new(repo: Repo) -> None:
    assert staged() == []
    repo.stage("b.txt", "2")
    repo.stage("a/b.txt", "1")
    assert staged() == [("a/b.txt", "1"), ("b.txt", "2")]


def test_the_index_counts_and_the_working_tree_does_not(repo: Repo) -> None:
    repo.stage("same.txt", "1")
    repo.stage("changed.txt", "1")
    repo.commit()
    repo.stage("changed.txt", "2")
    repo.write("changed.txt", "3")
    repo.write("same.txt", "2")
    repo.write("untracked.txt", "1")
    assert staged() == [("changed.txt", "2")]


def test_nothing_is_staged_after_a_commit(repo: Repo) -> None:
    repo.stage("a.txt", "1")
    repo.commit()
    assert staged() == []


def test_what_is_intended_to_be_added_is_not_there_yet(repo: Repo) -> None:
    repo.commit()
    repo.write("later.txt", "1")
    repo.git("add", "-N", "later.txt")
    assert staged() == []


def test_what_is_deleted_is_left_out_and_what_is_renamed_is_new(repo: Repo) -> None:
    repo.stage("gone.txt", "1")
    repo.stage("old.txt", "2")
    repo.commit()
    repo.git("rm", "-q", "gone.txt")
    repo.git("mv", "old.txt", "new.txt")
    assert staged() == [("new.txt", "2")]


def test_links_and_submodules_are_no_files(repo: Repo) -> None:
    (repo.root / "link.txt").symlink_to("a.txt")
    repo.git("add", "link.txt")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub.txt")
    repo.stage("a.txt", "1")
    assert staged() == [("a.txt", "1")]


def test_a_link_that_becomes_a_file_is_new(repo: Repo) -> None:
    (repo.root / "a.txt").symlink_to("b")
    repo.git("add", "a.txt")
    repo.commit()
    (repo.root / "a.txt").unlink()
    repo.stage("a.txt", "1")
    assert staged() == [("a.txt", "1")]


def test_the_taste_of_the_user_changes_nothing(repo: Repo) -> None:
    repo.write("order", "z.txt\n")
    for key, value in {
        "diff.orderFile": "order",
        "diff.renames": "copies",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.external": "false",
        "core.quotePath": "true",
        "core.autocrlf": "true",
    }.items():
        repo.git("config", key, value)
    repo.stage("sub/a.txt", "1\n")
    repo.stage("z.txt", "2\n")
    assert staged() == [("sub/a.txt", "1\n"), ("z.txt", "2\n")]


def test_names_may_hold_anything(repo: Repo) -> None:
    for number, name in enumerate(NAMES):
        repo.write(name, str(number))
    repo.git("add", "-A")
    assert sorted(staged()) == sorted((name, str(number)) for number, name in enumerate(NAMES))


def test_a_merge_is_asked_for_what_it_changes_itself(repo: Repo) -> None:
    repo.stage("a.txt", "1")
    start = repo.commit()
    repo.stage("a.txt", "2")
    repo.stage("main.txt", "2")
    repo.commit()
    repo.git("switch", "-q", "-c", "topic", start)
    repo.stage("a.txt", "3")
    repo.stage("topic.txt", "3")
    repo.commit()
    repo.git("merge", "-q", "main", expect=1)
    assert staged() == [("a.txt", "U")]
    repo.stage("a.txt", "4")
    assert staged() == [("a.txt", "4")]


def test_an_index_of_its_own_is_heeded(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``git commit FILE`` has it: the hook sees what will be committed, not what else is staged."""
    repo.stage("a.txt", "1")
    repo.stage("b.txt", "1")
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert staged() == []


def test_many_blobs_come_in_order(repo: Repo) -> None:
    texts = [f"{number}\n" * (number % 7) for number in range(300)]
    for number, text in enumerate(texts):
        repo.write(f"{number:03}.txt", text)
    repo.git("add", "-A")
    assert staged() == [(f"{number:03}.txt", text) for number, text in enumerate(texts)]


def test_a_blob_that_is_too_large_or_missing_stops_no_other(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "MAX_BYTES", 1024 * 1024)
    repo.stage("big.txt", "1" * (3 * 1024 * 1024))
    repo.stage("small.txt", "2")
    [big, small] = [Blob(change.path, change.oid) for change in list_staged()]
    missing = Blob("missing.txt", "1" * 40)
    assert list(read_blobs([missing, big, small])) == [
        (missing, f"git does not have its content ({'1' * 40})"),
        (big, "is larger than 1 MB: no letter"),
        (small, b"2"),
    ]


def test_a_git_that_dies_is_told(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.stage("a.txt", "1")
    blobs = [Blob(change.path, change.oid) for change in list_staged()]
    fake = repo.home / "git"
    fake.write_text("#!/bin/sh\necho 'fatal: out of memory' >&2\nexit 128\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(repo.home))
    with pytest.raises(GitError, match=r"^git cat-file: out of memory$"):
        list(read_blobs(blobs))


def test_outside_a_repository_git_says_why(tmp_path: Path, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError, match=r"^git rev-parse: not a git repository"):
        find_root()


def test_without_git_the_sentence_says_so(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.home))
    with pytest.raises(GitError, match=r"^git is not there: install it, or put it on PATH$"):
        find_root()
