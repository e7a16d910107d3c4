"""``tonecheck test-rules``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli.console import complain, write

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command("test-rules")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def test_rules(paths: Sequence[Path]) -> int:
    """Test rules by the examples in their files: the built-in ones, or folders and files of a house."""
    failures = 0
    complain(str(paths))
    write("")
    return 1 if failures else 0
