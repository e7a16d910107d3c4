"""Runs a command for as long as our side of a pipe is open: no orphan, however we end.

Started as a script: ``python supervisor.py PARENT COMMAND…``, with a pipe as standard input. The command is killed
when the pipe closes, which the operating system does for a killed process too, or when the process PARENT is gone (a
forked child may hold the pipe open), and, on Linux, when this supervisor itself is killed. Standard library alone,
so that it starts in an instant; nothing in it is imported by the package.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How often the parent is looked for, in seconds; a closed pipe is noticed at once.
INTERVAL = 0.5
_PR_SET_PDEATHSIG = 1


def run(parent: int, command: Sequence[str]) -> int:
    """Run ``command`` until it ends or nobody needs it any more; its exit code."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_us if sys.platform == "linux" else None,  # noqa: PLW1509 - no thread runs yet
    )

    def wait_for_close() -> None:
        # Not by sys.stdin: its lock would be held when the interpreter ends.
        while os.read(0, 1):
            pass
        process.kill()

    threading.Thread(target=wait_for_close, daemon=True).start()
    while True:
        try:
            return process.wait(timeout=INTERVAL)
        except subprocess.TimeoutExpired:
            if os.name == "posix" and os.getppid() != parent:
                process.kill()


def _die_with_us() -> None:
    """Ask Linux to kill the command with its parent: prctl(2), PR_SET_PDEATHSIG."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), sys.argv[2:]))
