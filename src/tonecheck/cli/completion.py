"""``tonecheck completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from tonecheck.cli.console import write


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(*, shell: str) -> int:
    """Print the script that lets a shell complete commands, options and their values.

    In ~/.bashrc: eval "$(tonecheck completion bash)"; in ~/.zshrc the same with zsh, after compinit; for fish:
    tonecheck completion fish > ~/.config/fish/completions/tonecheck.fish
    """
    script = get_completion_class(shell)
    assert script is not None
    root = click.get_current_context().find_root()
    write(script(root.command, {}, "tonecheck", "_TONECHECK_COMPLETE").source())
    return 0
