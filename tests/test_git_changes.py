"""``tonecheck check --diff REV``: what has changed, asked of real repositories, and what is kept of a report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gitrepo
import house
from gitrepo import BAD, CLEAN
from test_git_staged import NAMES
from tonecheck.errors import GitError
from tonecheck.git.changes import compare, keep_changed, list_new, read_patch

if TYPE_CHECKING:
    from gitrepo import Repo
    from tonecheck.git.changes import Changed


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository, with its root as the current folder."""
    repo = gitrepo.create(tmp_path)
    gitrepo.enter(repo, monkeypatch)
    return repo


def changed(*names: str, since: str = "HEAD") -> list[Changed]:
    comparison = compare(since)
    return [comparison.find(Path(name)) for name in names]


def test_lines_of_the_working_tree_staged_or_not(repo: Repo) -> None:
    repo.stage("a.txt", "1\n2\n3\n4\n5\n6\n")
    repo.stage("same.txt", "1\n")
    repo.commit()
    repo.stage("a.txt", "1\n2!\n3\n4\n5\n6\n")
    repo.write("a.txt", "0\n1\n2!\n3\n5\n6!\n7")
    assert changed("a.txt", "same.txt") == [((1, 1), (3, 3), (6, 7)), ()]


def test_new_files_have_changed_as_a_whole(repo: Repo) -> None:
    repo.commit()
    repo.stage("staged.txt", "1\n2\n")
    repo.write("untracked.txt", "1\n")
    repo.write("intended.txt", "1\n2\n3\n")
    repo.git("add", "-N", "intended.txt")
    repo.write(".gitignore", "ignored.txt\n")
    repo.write("ignored.txt", "1\n")
    outside = str(repo.home / "a.txt")
    assert changed("staged.txt", "untracked.txt", "intended.txt", "ignored.txt", outside) == [
        ((1, 2),),
        "all",
        ((1, 3),),
        "all",
        "all",
    ]
    assert list_new(compare("HEAD")) == [".gitignore", "intended.txt", "staged.txt", "untracked.txt"]


def test_a_renamed_file_has_changed_where_it_differs(repo: Repo) -> None:
    lines = "".join(f"{number}\n" for number in range(1, 30))
    repo.stage("старое имя.txt", lines)
    repo.stage("moved.txt", lines + "30\n")
    repo.commit()
    repo.git("mv", "старое имя.txt", "новое имя.txt")
    repo.git("mv", "moved.txt", "unchanged.txt")
    repo.write("новое имя.txt", lines.replace("7\n", "семь\n", 1))
    assert changed("новое имя.txt", "unchanged.txt") == [((7, 7),), ()]


def test_removed_lines_modes_and_touched_files_leave_nothing(repo: Repo) -> None:
    repo.stage("a.txt", "1\n2\n")
    repo.stage("b.txt", "1\n")
    repo.stage("c.txt", "1\n")
    repo.commit()
    repo.write("a.txt", "1\n")
    (repo.root / "b.txt").chmod(0o755)
    os.utime(repo.root / "c.txt", (1, 1))
    assert changed("a.txt", "b.txt", "c.txt") == [(), (), ()]
    assert list_new(compare("HEAD")) == []


def test_a_binary_file_has_changed_as_a_whole(repo: Repo) -> None:
    repo.stage("a.txt", "Привет\n".encode("utf-16"))
    repo.stage("same.txt", "Привет\n".encode("utf-16"))
    repo.commit()
    repo.write("a.txt", "Привет!\n".encode("utf-16"))
    assert changed("a.txt", "same.txt") == ["all", ()]


def test_what_is_unmerged_has_changed_as_a_whole(repo: Repo) -> None:
    repo.stage("a.txt", "1\n")
    start = repo.commit()
    repo.stage("a.txt", "2\n")
    repo.commit()
    repo.git("switch", "-q", "-c", "topic", start)
    repo.stage("a.txt", "3\n")
    repo.commit()
    repo.git("merge", "-q", "main", expect=1)
    assert changed("a.txt") == ["all"]
    assert list_new(compare("HEAD")) == ["a.txt"]


def test_a_branch_answers_for_what_it_did_since_it_left(repo: Repo) -> None:
    repo.stage("a.txt", "1\n2\n3\n")
    start = repo.commit()
    repo.stage("a.txt", "1!\n2\n3\n")
    repo.stage("b.txt", "1\n")
    repo.commit()
    repo.git("switch", "-q", "-c", "topic", start)
    repo.stage("a.txt", "1\n2\n3!\n")
    repo.commit()
    assert changed("a.txt", since="main") == [((3, 3),)]
    assert list_new(compare("main")) == ["a.txt"]
    assert changed("a.txt", since=start[:10]) == [((3, 3),)]
    assert changed("a.txt", since="HEAD") == [()]


def test_names_may_hold_anything(repo: Repo) -> None:
    for name in NAMES:
        repo.write(name, "1\n")
    repo.git("add", "-A")
    repo.commit()
    for name in NAMES:
        repo.write(name, "1\n2\n")
    assert changed(*NAMES) == [((2, 2),)] * len(NAMES)
    assert list_new(compare("HEAD")) == sorted(NAMES)


def test_the_taste_of_the_user_changes_nothing(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.external": "false",
        "diff.context": "5",
        "diff.relative": "true",
        "color.diff": "always",
        "core.quotePath": "false",
        "diff.own.textconv": "false",
        "diff.own.command": "false",
    }.items():
        repo.git("config", key, value)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=2")
    repo.stage(".gitattributes", "*.txt diff=own\n")
    repo.stage("sub/я.txt", "1\n2\n3\n4\n")
    repo.commit()
    repo.write("sub/я.txt", "1\n2!\n3\n+++ b/x\n")
    monkeypatch.chdir("sub")
    assert changed("я.txt", "../sub/я.txt") == [((2, 2), (4, 4))] * 2


lines = st.lists(st.sampled_from(["а", "б", "++ в", "-- г", "@@ -1 +1 @@", "diff --git a/x b/x", "\\"]), max_size=8)


def read_all(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=lines, new=lines, is_ended=st.booleans())
def test_what_is_not_changed_was_there_in_the_same_order(
    repo: Repo, old: list[str], new: list[str], is_ended: bool
) -> None:
    before, after = "".join(f"{line}\n" for line in old), "\n".join(new) + ("\n" if new and is_ended else "")
    repo.stage("a.txt", before)
    repo.commit()
    repo.write("a.txt", after)
    [ranges] = changed("a.txt")
    assert ranges != "all"
    assert bool(ranges) <= (before != after)
    kept = [
        line
        for number, line in enumerate(read_all(after), 1)
        if not any(start <= number <= end for start, end in ranges)
    ]
    rest = iter(read_all(before))
    assert all(line in rest for line in kept)  # each found behind the one before it


def test_what_cannot_be_compared_is_told(repo: Repo) -> None:
    with pytest.raises(GitError) as caught:
        compare("main")
    assert str(caught.value) == "--diff: git knows no commit 'main'; fetch it, or name another"
    repo.commit()
    repo.git("switch", "-q", "--orphan", "other")
    with pytest.raises(GitError) as caught:
        compare("main")
    assert str(caught.value) == "--diff: there is no commit yet to compare with"
    repo.commit("y")
    with pytest.raises(GitError) as caught:
        compare("main")
    assert str(caught.value) == (
        "--diff: HEAD and 'main' have no commit in common; in a shallow clone, fetch more of the history"
    )
    with pytest.raises(GitError, match="git knows no commit '--output=x'"):
        compare("--output=x")


def test_a_git_that_fails_is_no_git_that_finds_nothing(repo: Repo) -> None:
    repo.stage("a.txt", "1\n")
    commit = repo.commit()
    repo.write("a.txt", "2\n")
    blob = repo.git("rev-parse", "HEAD:a.txt").strip()
    (repo.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitError, match=f"^git diff-index: unable to read {blob}$"):
        compare(commit)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("all", ["1 Привет", "2 не\nсезон", "5 Привет"]),
        ((), []),
        (((1, 1),), ["1 Привет"]),
        (((2, 2),), ["2 не\nсезон"]),
        (((3, 3),), ["2 не\nсезон"]),
        (((4, 4),), []),
        (((1, 2), (5, 9)), ["1 Привет", "2 не\nсезон", "5 Привет"]),
        (((6, 6),), []),
    ],
)
def test_a_finding_is_kept_where_it_touches_a_changed_line(lines: Changed, kept: list[str]) -> None:
    report = house.checker().check(
        "Привет!\nВысылаю договор, счёт и каталог, ждите звонка, у нас не\nсезон.\n\nПривет!\n"
    )
    found = keep_changed(report, lines).findings
    assert [f"{finding.line} {finding.excerpt}" for finding in found] == kept


def test_lines_are_those_of_git(repo: Repo) -> None:
    """A lone carriage return ends no line for git."""
    report = house.checker().check("Привет!\rПривет!\r\nПривет!\n")
    assert [finding.start for finding in keep_changed(report, ((1, 1),)).findings] == [0, 8]
    assert [finding.start for finding in keep_changed(report, ((2, 2),)).findings] == [17]


def test_a_mail_that_changed_has_changed_as_a_whole() -> None:
    mail = "Subject: Привет\nContent-Type: text/plain; charset=utf-8\n\nПривет!\n"
    report = house.checker().check_bytes(mail.encode(), "a.eml")
    assert [finding.part for finding in keep_changed(report, ((9, 9),)).findings] == ["subject", "text/plain"]
    assert keep_changed(report, ()).findings == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["", "1", "+1", "-1", "diff --git a/x b/x", "@@ -1 +1 @@", "rename to x"]), max_size=8))
def test_no_content_passes_for_a_header(content: list[str]) -> None:
    body = b"".join(b"+" + line.encode() + b"\n" for line in content)
    patch = b"diff --git a/n b/n\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,%d @@\n" % len(content) + body
    expected = ((1, len(content)),) if content else ()
    assert list(read_patch(patch.splitlines(keepends=True))) == [("n", expected)]


def test_a_mailbox_that_is_as_it_was_is_not_read(repo: Repo) -> None:
    repo.stage("a.mbox", "From me\nSubject: Привет, глянь договор\n\nx\n")
    repo.commit()
    assert repo.tonecheck("check", "--diff", "HEAD", "a.mbox") == ""
    repo.write("a.mbox", "From me\nSubject: Привет, глянь договор\n\ny\n")
    said = repo.tonecheck("check", "--diff", "HEAD", "a.mbox", "--format", "concise", expect=1)
    assert said.startswith("a.mbox#1[subject]:1:1: ")


def test_the_command(repo: Repo) -> None:
    repo.stage("old.txt", BAD)
    repo.stage("sub/letter.txt", BAD)
    repo.commit()
    repo.write("sub/letter.txt", BAD + "Привет, Олег!\n")
    repo.write("sub/notes.bin", BAD)
    assert repo.tonecheck("check", "--diff", "HEAD", "--format", "concise", folder="sub", expect=1).startswith(
        "letter.txt:3:1: error: "
    )
    said = repo.tonecheck("check", "--diff", "HEAD", "--format", "concise", "old.txt", "sub", expect=1)
    assert [line.split(": ")[0] for line in said.splitlines()] == ["sub/letter.txt:3:1"]
    assert repo.tonecheck("check", "--diff", "HEAD", "old.txt") == ""
    repo.write("sub/letter.txt", BAD + CLEAN)
    assert repo.tonecheck("check", "--diff", "HEAD", "--format", "concise") == ""
    assert repo.tonecheck("check", "--diff", "HEAD", "-", expect=2).splitlines()[-1] == (
        "Error: --diff compares files; standard input is none."
    )
