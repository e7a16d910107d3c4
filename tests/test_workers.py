"""Processes that share work: order, bounds, a process that dies."""

import os
from collections.abc import Callable, Iterator
from functools import partial

from tonecheck.workers import AHEAD, share_out


def make_square(offset: int) -> Callable[[int], int]:
    return lambda number: number * number + offset


def make_mortal() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == 3:
            os._exit(1)
        return number

    return work


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(share_out(partial(make_square, 1), range(100), 2, lost=int)) == [n * n + 1 for n in range(100)]


def test_no_item_is_taken_before_it_is_needed() -> None:
    taken = []

    def count() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = share_out(partial(make_square, 0), count(), 2, lost=int)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 2 * AHEAD


def test_a_process_that_dies_costs_its_item_only() -> None:
    assert list(share_out(make_mortal, range(8), 2, lost=lambda number: -number)) == [0, 1, 2, -3, 4, 5, 6, 7]


def test_nothing_to_do() -> None:
    assert list(share_out(make_mortal, [], 2, lost=int)) == []
