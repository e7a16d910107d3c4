"""What docs/git.md and action.yml say, run: a snippet that does not work is worse than none."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_config

import gitrepo
from gitrepo import BAD, CLEAN, Repo
from tonecheck.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOC = (ROOT / "docs/git.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
ZEROS = "0" * 40


def snippet(heading: str, language: str) -> str:
    found = re.search(rf"^## {heading}\n.*?^```{language}\n(.*?)^```$", DOC, flags=re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def validate(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("heading", "schema"), [("GitHub", "vendor.github-workflows"), ("GitLab", "vendor.gitlab-ci")])
def test_the_snippets_are_what_the_servers_read(heading: str, schema: str, tmp_path: Path) -> None:
    path = tmp_path / "snippet.yml"
    path.write_text(snippet(heading, "yaml"), encoding="utf-8")
    validate(schema, path)


def test_the_action_is_what_github_reads_and_takes_nothing_that_may_move() -> None:
    validate("vendor.github-actions", ROOT / "action.yml")
    uses = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in uses)
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])


def test_the_configuration_of_pre_commit_is_one(tmp_path: Path) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(snippet("pre-commit", "yaml"), encoding="utf-8")
    [repository] = load_config(path)["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == ["tonecheck", "tonecheck-fix"]


def test_the_hook_of_the_server(tmp_path: Path) -> None:
    repo = gitrepo.create(tmp_path)
    bare, config = tmp_path / "bare.git", tmp_path / "tonecheck.toml"
    repo.git("init", "-q", "--bare", bare)
    config.write_text('select = ["familiarity/greeting-hi"]\n', encoding="utf-8")
    hook = bare / "hooks/pre-receive"
    hook.write_text(
        snippet("On the server", "sh").replace("/etc/tonecheck/tonecheck.toml", str(config)), encoding="utf-8"
    )
    hook.chmod(0o755)
    repo.stage("a.txt", BAD)
    repo.commit()
    said = repo.git("push", str(bare), "main", expect=1)
    assert "remote: a.txt:2:1: " in said
    assert "address-imperative" not in said


@pytest.fixture
def action(tmp_path: Path) -> Repo:
    """A repository that was pushed once, with an origin, and tonecheck installed where the action installs it."""
    repo = gitrepo.create(tmp_path)
    python = tmp_path / "tonecheck/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    repo.git("init", "-q", "--bare", "-b", "main", tmp_path / "origin.git")
    repo.git("remote", "add", "origin", tmp_path / "origin.git")
    repo.stage("old.txt", BAD)
    repo.stage("my letters/a.txt", CLEAN)
    repo.commit()
    repo.git("push", "-q", "origin", "main")
    return repo


def check(repo: Repo, expect: int, **inputs: str) -> list[str]:
    """Run the last step of the action as GitHub does; the first words of the lines that it printed."""
    step = ACTION["runs"]["steps"][-1]
    given = {name.upper().replace("-", "_"): str(entry["default"]) for name, entry in ACTION["inputs"].items()}
    given |= {"DEFAULT_BRANCH": "origin/main", "FORMAT": "concise", "RUNNER_TEMP": str(repo.root.parent)} | inputs
    assert step["env"].keys() <= given.keys()
    environment = [f"{name}={value}" for name, value in given.items()]
    shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    return [line.split(": ")[0] for line in repo.run("env", *environment, *shell, expect=expect).splitlines()]


def test_the_action_checks_what_a_pull_request_changes(action: Repo) -> None:
    base = action.git("rev-parse", "HEAD").strip()
    action.git("switch", "-q", "-c", "topic")
    action.stage("my letters/a.txt", CLEAN + "Привет, {{ name }}!\n")
    action.stage("other.txt", "Привет, {{ name }}!\n")
    action.commit()
    assert check(action, 1, BASE=base) == ["my letters/a.txt:2:1", "other.txt:1:1"]
    assert check(action, 1, BASE=base, PATHS="my letters\n\nold.txt\n") == ["my letters/a.txt:2:1"]
    assert check(action, 0, BASE=base, OPTIONS="--ignore\nfamiliarity\n") == []


@pytest.mark.parametrize("base", ["", ZEROS, "1" * 40])
def test_the_action_compares_with_the_default_branch_where_there_is_no_last_push(action: Repo, base: str) -> None:
    action.git("switch", "-q", "-c", "topic")
    action.stage("new.txt", "Привет, {{ name }}!\n")
    action.commit()
    assert check(action, 1, BASE=base) == ["new.txt:1:1"]


def test_the_action_fetches_what_a_shallow_clone_lacks(action: Repo, tmp_path: Path) -> None:
    base = action.git("rev-parse", "HEAD").strip()
    action.git("switch", "-q", "-c", "topic")
    action.stage("new.txt", "Привет, {{ name }}!\n")
    action.commit()
    action.git("push", "-q", "origin", "topic")
    action.git("clone", "-q", "--depth=1", "--branch=topic", f"file://{tmp_path}/origin.git", tmp_path / "shallow")
    assert check(Repo(tmp_path / "shallow", action.home), 1, BASE=base) == ["new.txt:1:1"]


def test_the_action_checks_everything_and_writes_a_report(action: Repo) -> None:
    assert check(action, 1, CHANGED_ONLY="false")[:1] == ["old.txt:2:1"]
    assert check(action, 1, CHANGED_ONLY="false", FORMAT="sarif", OUTPUT="report.sarif") == []
    assert "familiarity/greeting-hi" in (action.root / "report.sarif").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["hook", "un"], ["uninstall"]),
        (["check", "--kind", "t"], ["template"]),
        (["check", "--stat"], ["--statistics"]),
    ],
)
def test_bash_completes(words: list[str], completed: list[str], tmp_path: Path) -> None:
    script = (
        'eval "$(tonecheck completion bash)"; COMP_WORDS=(tonecheck "$@"); COMP_CWORD=$#; '
        '_tonecheck_completion tonecheck; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    environment = gitrepo.environment(tmp_path)
    command = ["bash", "-c", script, "bash", *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.split() == completed


@pytest.mark.parametrize(
    ("shell", "telling"), [("zsh", "#compdef tonecheck\n"), ("fish", "complete --no-files --command tonecheck ")]
)
def test_other_shells_get_their_script(shell: str, telling: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert telling in capsys.readouterr().out
