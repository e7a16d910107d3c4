"""``tonecheck hook`` on real repositories: what is staged is checked, and other hooks go on working."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gitrepo
from gitrepo import BAD, CLEAN, Repo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return gitrepo.create(tmp_path)


def test_what_is_staged_is_checked_not_the_working_tree(repo: Repo) -> None:
    repo.stage("staged.txt", BAD)
    repo.write("staged.txt", CLEAN)
    repo.stage("mended.txt", CLEAN)
    repo.write("mended.txt", BAD)
    repo.write("new.txt", BAD)
    said = repo.tonecheck("hook", "run", "--format", "concise", expect=1)
    assert said.startswith("staged.txt:2:1: error: ")
    assert "mended" not in said
    assert "new" not in said
