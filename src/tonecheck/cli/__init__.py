"""The command line: the only place that prints, reads the environment, and knows exit codes."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import click

from tonecheck import __version__
from tonecheck.cli.baseline import baseline
from tonecheck.cli.check import check
from tonecheck.cli.completion import completion
from tonecheck.cli.config import show_config
from tonecheck.cli.console import complain, is_debugging, prepare_streams
from tonecheck.cli.eval import evaluate
from tonecheck.cli.explain import explain
from tonecheck.cli.fix import fix
from tonecheck.cli.hook import hook
from tonecheck.cli.init import init
from tonecheck.cli.oracle import test_rules
from tonecheck.cli.presend import send_email_hook, sendmail
from tonecheck.cli.read import read
from tonecheck.cli.rules import rules
from tonecheck.cli.running import ALLOCATIONS
from tonecheck.cli.serve import milter, smtp
from tonecheck.cli.vocabulary import vocabulary
from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tonecheck")
def tonecheck() -> None:
    """Check a letter to a client, in Russian or Ukrainian, before it leaves."""


for command in (
    check,
    read,
    fix,
    baseline,
    rules,
    explain,
    test_rules,
    evaluate,
    vocabulary,
    hook,
    init,
    show_config,
    completion,
):
    tonecheck.add_command(command)
for command in (sendmail, send_email_hook, milter, smtp):
    tonecheck.add_command(command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code.

    0: nothing at or above ``--fail-on``; 1: something; 2: something could not be checked; 130: interrupted.
    No crash prints a word of the mail; TONECHECK_DEBUG=1 asks for the traceback all the same.
    """
    prepare_streams()
    gc.set_threshold(ALLOCATIONS)
    try:
        code = tonecheck.main(args=argv, prog_name="tonecheck", standalone_mode=False)
        return code if isinstance(code, int) else CLEAN
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except TonecheckError as error:
        complain(str(error))
        return FAILED
    except Exception as error:
        if is_debugging():
            raise
        complain(f"crashed with {type(error).__name__}; TONECHECK_DEBUG=1 shows where, please report it")
        return FAILED
