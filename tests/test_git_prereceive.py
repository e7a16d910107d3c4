"""``tonecheck hook pre-receive`` on real servers: bare repositories that real pushes go to."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import gitrepo
from gitrepo import BAD, CLEAN, Repo
from tonecheck.errors import GitError
from tonecheck.git.pushed import read_tips

if TYPE_CHECKING:
    from pathlib import Path

GREETING = "error: Приветствие для друзей."
#: A hook that takes every push and says which letters it brings: what is new is told without checking it.
LISTING = """
import sys
from tonecheck.files import is_letter
from tonecheck.git.pushed import list_pushed, read_tips
for blob in list_pushed(read_tips(sys.stdin.buffer.read()), is_letter):
    print(blob.path)
"""


@dataclass(frozen=True)
class Server:
    """A client's repository, and the bare one that it pushes to."""

    repo: Repo
    bare: Path

    def set_hook(self, *arguments: str | Path) -> None:
        hook = self.bare / "hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        command = shlex.join([sys.executable, "-P", *map(str, arguments)])
        hook.write_text(f"#!/bin/sh\nexec {command}\n", encoding="utf-8")
        hook.chmod(0o755)

    def check_pushes(self, *options: str | Path) -> None:
        """Let the hook be the real one, from the next push on."""
        self.set_hook("-m", "tonecheck", "hook", "pre-receive", "--format", "concise", *options)

    def push(self, *arguments: str, is_taken: bool = True) -> list[str]:
        """Push; the lines that the hook said."""
        said = self.repo.git("push", "origin", *arguments, expect=0 if is_taken else 1)
        lines = [line.removeprefix("remote: ").rstrip() for line in said.splitlines() if line.startswith("remote: ")]
        return [line for line in lines if line]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    repo = gitrepo.create(tmp_path)
    bare = tmp_path / "bare.git"
    repo.git("init", "-q", "--bare", "-b", "main", bare)
    repo.git("remote", "add", "origin", bare)
    server = Server(repo, bare)
    server.set_hook("-c", LISTING)
    return server


def test_only_what_a_push_brings_is_new(server: Server) -> None:
    repo = server.repo
    repo.stage("a.txt", "1")
    repo.stage("letters/б «в».txt", "1")
    repo.stage("picture.png", "1")
    repo.stage(".github/notes.md", "1")
    repo.commit()
    assert server.push("main") == ["a.txt", "letters/б «в».txt"]
    repo.stage("b.txt", "2")
    repo.commit()
    assert server.push("main") == ["b.txt"]
    assert server.push("main:refs/heads/copy") == []


def test_a_new_branch_is_new_from_where_it_left(server: Server) -> None:
    repo = server.repo
    repo.stage("old.txt", "1")
    repo.commit()
    server.push("main")
    repo.git("switch", "-q", "-c", "topic")
    repo.stage("one.txt", "2")
    repo.commit()
    repo.stage("two.txt", "3")
    repo.commit()
    assert server.push("topic") == ["one.txt", "two.txt"]


def test_several_refs_bring_each_letter_once(server: Server) -> None:
    repo = server.repo
    repo.stage("a.txt", "1")
    start = repo.commit()
    repo.stage("b.txt", "2")
    repo.commit()
    repo.git("switch", "-q", "-c", "topic", start)
    repo.stage("b.txt", "3")
    repo.commit()
    assert server.push("main", "topic") == ["a.txt", "b.txt", "b.txt"]


def test_what_a_later_commit_has_mended_is_not_there(server: Server) -> None:
    repo = server.repo
    repo.stage("a.txt", BAD)
    repo.commit()
    repo.stage("a.txt", CLEAN)
    repo.commit()
    server.check_pushes()
    assert server.push("main") == []


def test_a_forced_push_answers_for_its_own_commits(server: Server) -> None:
    repo = server.repo
    repo.stage("a.txt", "1")
    start = repo.commit()
    repo.stage("b.txt", "2")
    repo.commit()
    server.push("main")
    repo.git("switch", "-q", "-c", "other", start)
    repo.stage("others.txt", "3")
    repo.commit()
    server.push("other")
    repo.stage("mine.txt", "4")
    repo.commit()
    assert server.push("--force", "other:main") == ["mine.txt"]


def test_deleted_refs_and_files_bring_nothing(server: Server) -> None:
    repo = server.repo
    repo.stage("a.txt", "1")
    repo.commit()
    server.push("main", "main:refs/heads/topic")
    assert server.push("--delete", "topic") == []
    repo.git("rm", "-q", "a.txt")
    repo.commit()
    assert server.push("main") == []


@pytest.mark.parametrize("options", [("v1",), ("-a", "v1", "-m", "Выпуск")], ids=["lightweight", "annotated"])
def test_a_tag_brings_its_commits(server: Server, options: tuple[str, ...]) -> None:
    server.repo.stage("a.txt", "1")
    server.repo.commit()
    server.repo.git("tag", *options)
    assert server.push("v1") == ["a.txt"]


def test_a_tag_of_a_tree_is_new_as_a_whole_and_one_of_a_blob_has_no_name(server: Server) -> None:
    server.repo.stage("a.txt", "1")
    server.repo.commit()
    server.repo.git("tag", "tree", "HEAD^{tree}")
    server.repo.git("tag", "blob", "HEAD:a.txt")
    assert server.push("tree") == ["a.txt"]
    assert server.push("blob") == []


def test_a_file_that_becomes_a_letter_by_its_new_name_is_new(server: Server) -> None:
    repo = server.repo
    repo.stage("a.bin", "1")
    repo.commit()
    server.push("main")
    repo.git("mv", "a.bin", "a.txt")
    repo.commit()
    assert server.push("main") == ["a.txt"]


def test_a_merge_answers_for_what_it_wrote_itself(server: Server) -> None:
    repo = server.repo
    repo.stage("a.txt", "1")
    start = repo.commit()
    repo.stage("a.txt", "2")
    repo.stage("main.txt", "2")
    repo.commit()
    repo.git("switch", "-q", "-c", "topic", start)
    repo.stage("a.txt", "3")
    repo.stage("topic.txt", "3")
    repo.commit()
    server.push("main", "topic")
    repo.git("merge", "-q", "main", expect=1)
    repo.stage("a.txt", "4")
    repo.commit()
    assert server.push("topic") == ["a.txt"]


def test_links_and_submodules_are_no_letters(server: Server) -> None:
    repo = server.repo
    (repo.root / "link.txt").symlink_to("Привет, глянь договор")
    repo.git("add", "link.txt")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub.txt")
    repo.commit()
    assert server.push("main") == []


def test_a_pushed_tree_changes_nothing_on_the_server(server: Server) -> None:
    repo = server.repo
    repo.stage("a.txt", BAD)
    repo.tonecheck("baseline")
    repo.git("add", "tonecheck-baseline.json")
    hostile = 'select = ["typos"]\nignore = ["familiarity"]\nrules = ["house"]\nbaseline = "tonecheck-baseline.json"\n'
    repo.stage("tonecheck.toml", hostile)
    repo.stage("pyproject.toml", f"[tool.tonecheck]\n{hostile}")
    repo.stage("house/ru/familiarity/greeting-hi.toml", "this is no rule [")
    repo.stage("click.py", "raise SystemExit(0)\n")
    repo.stage("tonecheck/__main__.py", "raise SystemExit(0)\n")
    repo.stage(".gitattributes", "*.txt binary -diff filter=hide ident working-tree-encoding=UTF-16\n")
    repo.commit()
    server.check_pushes()
    lines = server.push("main", is_taken=False)
    assert lines[0].startswith(f"a.txt:2:1: {GREETING}")
    assert all(line.startswith("a.txt:") for line in lines)


def test_what_replaces_an_object_is_not_what_is_checked(server: Server) -> None:
    repo = server.repo
    repo.stage("clean.txt", CLEAN)
    repo.commit()
    server.push("main", f"{blob(repo, CLEAN)}:refs/replace/{blob(repo, BAD)}")
    repo.stage("a.txt", BAD)
    repo.commit()
    server.check_pushes()
    assert server.push("main", is_taken=False)[0].startswith("a.txt:2:1: ")


def test_the_server_has_its_own_configuration(server: Server, tmp_path: Path) -> None:
    config = tmp_path / "server.toml"
    config.write_text('select = ["excuses"]\n', encoding="utf-8")
    server.check_pushes("--config", config)
    server.repo.stage("a.txt", BAD)
    server.repo.commit()
    assert server.push("main") == []
    config.write_text('select = ["excuse"]\n', encoding="utf-8")
    server.repo.stage("b.txt", CLEAN)
    server.repo.commit()
    assert "did you mean 'excuses'?" in server.push("main", is_taken=False)[0]


def test_the_server_has_its_own_baseline(server: Server) -> None:
    repo = server.repo
    repo.stage("letters/a.txt", BAD)
    repo.commit()
    repo.tonecheck("baseline", "--baseline", "known.json")
    (repo.root / "known.json").replace(server.bare / "known.json")
    (server.bare / "tonecheck.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    server.check_pushes("--config", "tonecheck.toml")
    assert server.push("main") == []
    repo.stage("letters/b.txt", BAD)
    repo.commit()
    assert server.push("main", is_taken=False)[0].startswith("letters/b.txt:2:1: ")


def test_a_server_that_has_a_working_tree_keeps_no_cache_there(tmp_path: Path) -> None:
    repo, target = gitrepo.create(tmp_path), gitrepo.create(tmp_path / "target")
    target.git("config", "receive.denyCurrentBranch", "updateInstead")
    repo.git("remote", "add", "origin", target.root)
    server = Server(repo, target.root / ".git")
    server.check_pushes()
    repo.stage("a.txt", CLEAN)
    repo.commit()
    assert server.push("main") == []
    assert {path.name for path in target.root.iterdir()} == {".git", "a.txt"}


def test_comments_in_files_count_unless_the_server_will_not_have_it(server: Server) -> None:
    repo = server.repo
    comment = "<!-- tonecheck: ignore[familiarity] -- слоган клиента -->"
    repo.stage("a.html", f"<p>{comment} Привет, глянь договор.</p>\n")
    repo.commit()
    server.check_pushes("--no-inline-ignores")
    assert server.push("main", is_taken=False)[0].startswith("a.html:1:")
    server.check_pushes()
    assert server.push("main") == []


def test_a_letter_that_cannot_be_read_refuses_the_push(server: Server) -> None:
    server.repo.stage("a.txt", bytes(range(256)) * 4)
    server.repo.commit()
    server.check_pushes()
    assert server.push("main", is_taken=False)[0].startswith("tonecheck: a.txt: ")


@pytest.mark.parametrize("line", [b"main\n", b"1 2 refs/heads/main\n", b"\n"])
def test_what_git_does_not_say_is_refused(line: bytes) -> None:
    with pytest.raises(GitError, match="line 1: expected «old new ref», as git gives it"):
        read_tips(line)


def test_a_repository_of_sha256(tmp_path: Path) -> None:
    repo = gitrepo.create(tmp_path, "--object-format=sha256")
    repo.stage("a.txt", BAD)
    assert repo.tonecheck("hook", "run", "--format", "concise", expect=1).startswith("a.txt:2:1: ")
    tip = repo.commit()
    line = f"{'0' * 64} {tip} refs/heads/topic\n".encode()
    assert repo.tonecheck("hook", "pre-receive", "--format", "concise", data=line) == ""  # main leads to it already
    repo.git("update-ref", "-d", "refs/heads/main")
    said = repo.tonecheck("hook", "pre-receive", "--format", "concise", data=line, expect=1)
    assert said.startswith("a.txt:2:1: ")


def blob(repo: Repo, text: str) -> str:
    return repo.git("hash-object", "-w", "--stdin", data=text.encode()).strip()
