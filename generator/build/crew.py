"""Crew: who does the work, behind the standard library's `Executor`.

This process alone; or several that are forked from it, where there is enough to do. `cluster` has
the crew of a cluster.
"""

import os
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from generator.model.frozen import dataclass
from generator.model.problem import Problem

A = TypeVar("A")
B = TypeVar("B")

MANY = 4  # batches, from which on a second process earns what it costs


def shares(batches: int, seats: int) -> list[int]:
    """Return the bounds of shares, two for each seat, that so many batches are dealt out in.

    Batches that stand together have much in common, so they are done in one place.
    """
    bounds = [batches * seat // seats for seat in range(seats + 1)]
    return [bound for pair in pairwise(bounds) for bound in pair]


def take(left: MutableSequence[int], seat: int) -> int | None:
    """Return the number of the next batch for a seat, and shorten a share by it.

    It is the first of the seat's own share; the last of the longest when that is done; None in
    the end.
    """
    own = 2 * seat
    if left[own] < left[own + 1]:
        left[own] += 1
        return left[own] - 1
    longest = max(range(0, len(left), 2), key=lambda at: left[at + 1] - left[at])
    if left[longest] == left[longest + 1]:
        return None
    left[longest + 1] -= 1
    return left[longest + 1]


class Forked:
    """Several processes, forked anew for each piece of work, so that they know all that this does.

    Work is not sent to them, so it may be any function. By default two do much, one does little.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = (jobs or min(2, os.cpu_count() or 1)) if hasattr(os, "fork") else 1
        self._least = 2 if jobs else MANY

    def __call__(self, work: Callable[[A], B], batches: Sequence[A]) -> Iterator[B]:
        """Yield what `work` makes of each batch, in whatever order.

        Raises:
            Problem: a process was ended from outside. What `work` raises is raised here; then no
                further batch is begun.
        """
        jobs = min(self._jobs, len(batches))
        if jobs < 2 or len(batches) < self._least:  # noqa: PLR2004 - one is enough
            yield from map(work, batches)
            return
        import multiprocessing  # with the next line it takes 30 ms
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from concurrent.futures.process import BrokenProcessPool

        global _table  # noqa: PLW0603 - a forked process finds here what need not be sent to it
        fork = multiprocessing.get_context("fork")
        left = fork.Array("i", shares(len(batches), jobs))
        _table = _Table(work, batches, left, fork.Value("i", 0))
        try:
            with ProcessPoolExecutor(jobs, fork, initializer=_end_with_parent) as pool:
                try:
                    for future in as_completed([pool.submit(_next) for _ in batches]):
                        yield future.result()
                except BaseException:
                    pool.shutdown(cancel_futures=True)  # those that were begun are waited for
                    raise
        except BrokenProcessPool as error:
            what = "a process that shared the work was ended from outside"
            mend = "run it once more; where memory is short, `build --jobs 1` takes the least"
            raise Problem(what, mend=mend) from error
        finally:
            _table = None


@dataclass(slots=True)
class _Table:
    """The batches on the table, from which each process takes one after the other."""

    work: Callable[[Any], Any]
    batches: Sequence[Any]
    left: Any  # the shares
    seats: Any  # taken so far
    seat: int = -1  # of this process

    def do(self) -> Any:  # noqa: ANN401 - whatever the work makes
        """Do the next batch of this process."""
        if self.seat < 0:
            with self.seats.get_lock():
                self.seat = self.seats.value
                self.seats.value += 1
        with self.left.get_lock():
            number = take(self.left, self.seat)
        if number is None:
            raise RuntimeError("there is more to take than there was on the table")
        return self.work(self.batches[number])


_table: _Table | None = None


def _end_with_parent() -> None:
    """See to it that this process ends as soon as the one it was forked from is gone.

    One that was killed can tell nobody: its workers would go on writing for a while, into a folder
    that another build may have taken over, and then wait for ever.
    """
    import multiprocessing
    from multiprocessing.connection import wait
    from threading import Thread

    if parent := multiprocessing.parent_process():
        ends = parent.sentinel
        Thread(target=lambda: wait([ends]) and os._exit(1), daemon=True).start()


def _next() -> Any:  # noqa: ANN401 - whatever the work makes
    if _table is None:
        raise RuntimeError("this process was not forked for any work")
    return _table.do()
