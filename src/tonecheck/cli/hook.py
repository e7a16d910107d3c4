"""``tonecheck hook``: the hooks of plain git."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli.checking import Request, collect, publish, publish_nothing, request_options
from tonecheck.cli.console import complain, write
from tonecheck.cli.inputs import Source
from tonecheck.cli.options import read_config
from tonecheck.config import Config
from tonecheck.files import is_letter_by_content, may_be_letter, read_bytes
from tonecheck.git import hooks, messages
from tonecheck.git.pushed import list_pushed, read_tips
from tonecheck.git.repository import Blob, Change, find_root, read_blobs
from tonecheck.git.staged import list_staged, list_unstaged
from tonecheck.model import Problem
from tonecheck.report.window import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@click.group()
def hook() -> None:
    """Check what is committed or pushed: hooks of plain git (docs/git.md)."""


@hook.command()
@click.option("--commit-msg", "with_message", is_flag=True, help="Check the messages of commits too.")
def install(*, with_message: bool) -> int:
    """Write the pre-commit hook of this repository.

    It goes where git looks for hooks (core.hooksPath, linked worktrees and submodules considered). A hook that is
    there already is kept, and runs first.
    """
    for name in hooks.NAMES if with_message else hooks.NAMES[:1]:
        place = hooks.install(name)
        kept = f"; the hook that was there runs first ({place.kept.name})" if place.has_kept else ""
        write(f"{printable(str(place.path))}: installed{kept}\n")
        if hooks.is_shared(place):
            complain(f"{place.path.parent} is outside this repository: others that use it get the hook too")
    return 0


@hook.command()
def uninstall() -> int:
    """Remove the hooks that «install» wrote, and put back those that were there before."""
    places = [place for name in hooks.NAMES if (place := hooks.uninstall(name))]
    for place in places:
        restored = "; the hook that was there before is back" if place.exists else ""
        write(f"{printable(str(place.path))}: removed{restored}\n")
    if not places:
        write("no hook of tonecheck is installed here\n")
    return 0


@hook.command()
@request_options
def run(**wishes: Any) -> int:
    """Check the letters that are about to be committed, as they are staged.

    What the working tree holds beyond that does not count. Files are templates, where holes are no fault, unless
    --kind, --default-kind or the configuration says otherwise. Exit codes are those of «tonecheck check».
    """
    request = _as_templates(Request(**wishes))
    root = find_root()
    changes = [change for change in list_staged() if may_be_letter(change.path)]
    if not changes:
        return publish_nothing(request)
    configured = read_config(request.config_path, root)
    for path in list_unstaged(_files(configured[0]), root):
        complain(f"{path} differs from what is staged; the working tree's is in force")
    sources = _read_staged(changes, root)
    return publish(collect(sources, request, configured=configured), request, quiet=True)


@hook.command("commit-msg")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@request_options
def commit_msg(*, path: Path, **wishes: Any) -> int:
    """Check the message of a commit, in the file PATH that git hands to its hook.

    Comment lines, trailers and what stands below the scissors are left out.
    """
    request = _as_templates(Request(**wishes))
    text = messages.leave_out_comments(read_bytes(path), messages.find_comment_sign())
    configured = read_config(request.config_path, find_root())
    sources = [Source(str(path), None, text)]
    return publish(collect(sources, request, configured=configured), request, quiet=True)


@hook.command("pre-receive")
@click.option("--no-inline-ignores", is_flag=True, help="Let no comment in a pushed file silence a finding.")
@request_options
def pre_receive(*, no_inline_ignores: bool, **wishes: Any) -> int:
    """Check what is pushed, on the server: reads «old new ref» lines from standard input, as git gives them.

    The configuration is the one that --config names, or that of tonecheck itself. Nothing in the pushed tree has a
    say: no configuration, no house rules, no attributes.
    """
    request = _as_templates(Request(**wishes))
    blobs = list_pushed(read_tips(sys.stdin.buffer.read()), may_be_letter)
    if not blobs:
        return publish_nothing(request)
    config, is_sound = read_config(request.config_path) if request.config_path else (Config(), True)
    # A cache in the working tree of a server that has one could have been pushed.
    config = replace(config, cache=config.cache if isinstance(config.cache, Path) else False, root=Path.cwd())
    if no_inline_ignores:
        config = replace(config, settings=replace(config.settings, suppressions=False))
    sources = _read({blob: blob.path for blob in blobs})
    return publish(collect(sources, request, configured=(config, is_sound)), request, quiet=True)


def _as_templates(request: Request) -> Request:
    """What lies in a repository has holes, unless somebody says that it is finished."""
    return replace(request, default_kind=request.default_kind or "template")


def _files(config: Config) -> list[Path]:
    """The files and folders that a configuration was read from."""
    extended = {origin.path for origin in config.origins}
    return [path for path in (config.path, *sorted(extended - {config.path}), *config.rules, config.baseline) if path]


def _read_staged(changes: Iterable[Change], root: Path) -> Iterator[Source | Problem]:
    """The staged files, named as seen from the current folder."""
    names = {change: os.path.relpath(root / change.path) for change in changes}
    for change, name in names.items():
        if not change.is_file:
            yield Problem("is unmerged: what will be committed is not decided yet", name)
    yield from _read({Blob(change.path, change.oid): name for change, name in names.items() if change.is_file})


def _read(names: Mapping[Blob, str]) -> Iterator[Source | Problem]:
    """Blobs under the names that reports call them, one in memory at a time."""
    for blob, data in read_blobs(names):
        if isinstance(data, str):
            yield Problem(data, names[blob])
        elif is_letter_by_content(blob.path, data):
            yield Source(names[blob], None, data)
