"""Work shared out to processes: results in the order of the items, a bounded number of them under way.

Each process builds what it works with once. One that dies (a crash in a C library, a kill) costs its item only and is
started anew; ``concurrent.futures`` gives the whole pool up in that case.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items that may be done before the one that is waited for, for each process.
AHEAD = 16


@dataclass(frozen=True, slots=True)
class _Worker(Generic[Item, Result]):
    process: SpawnProcess
    pipe: Connection


def share_out(
    make: Callable[[], Callable[[Item], Result]],
    items: Iterable[Item],
    jobs: int,
    *,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """``make()(item)`` for every item, done in ``jobs`` processes, in the order of the items.

    ``make`` and the items are sent to the processes, so they must pickle; ``lost`` says what becomes of an item whose
    process died. The work itself must not raise. Items are taken from the iterable only as they are needed.
    """
    upcoming = enumerate(items)
    waiting: dict[int, tuple[int, Item]] = {}  # worker → its item
    done: dict[int, Result] = {}
    workers = [_start(make) for _ in range(jobs)]
    emitted = 0
    try:
        idle, is_over = list(range(jobs)), False
        while True:
            while idle and not is_over and len(done) + len(waiting) < AHEAD * jobs:
                following = next(upcoming, None)
                if following is None:
                    is_over = True
                    break
                worker = idle.pop()
                workers[worker].pipe.send(following[1])
                waiting[worker] = following
            while emitted in done:
                yield done.pop(emitted)
                emitted += 1
            if not waiting:
                if is_over:
                    return
                continue  # what was done ahead of its turn had filled the room
            ready = wait([workers[worker].pipe for worker in waiting])
            for worker in [worker for worker in waiting if workers[worker].pipe in ready]:
                number, item = waiting.pop(worker)
                try:
                    done[number] = workers[worker].pipe.recv()
                except (EOFError, OSError):
                    done[number] = lost(item)
                    _stop(workers[worker])
                    workers[worker] = _start(make)
                idle.append(worker)
    finally:
        for running in workers:
            _stop(running)


def _start(make: Callable[[], Callable[[Item], Result]]) -> _Worker[Item, Result]:
    """Spawned, not forked: a child of a process with threads would inherit their locks."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(make, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _stop(worker: _Worker[Item, Result]) -> None:
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join()


def _serve(make: Callable[[], Callable[[Item], Result]], pipe: Connection) -> None:
    """What a process does until its pipe is closed or it is interrupted with its parent."""
    try:
        work = make()
        while True:
            pipe.send(work(pipe.recv()))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return
