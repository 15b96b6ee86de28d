"""Crew: who does the work, behind the standard library's `Executor`.

This process alone; or several that are forked from it, where there is enough to do. `cluster` has
the crew of a cluster.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from generator.model.problem import Problem

A = TypeVar("A")
B = TypeVar("B")

MANY = 4  # batches, from which on a second process earns what it costs
AHEAD = 2  # batches that a process has: one at hand, and one more, so that it need not wait


class Forked:
    """This process and others, forked from it for each piece of work, so that they know all of it.

    Work is not sent to them, so it may be any function. By default two do much, one does little.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = (jobs or min(2, os.cpu_count() or 1)) if hasattr(os, "fork") else 1
        self._least = 2 if jobs else MANY

    def __call__(self, work: Callable[[A], B], batches: Sequence[A]) -> Iterator[B]:
        """Yield what `work` makes of each batch, in whatever order.

        This process goes through the batches from the first on, the others from the last:
        batches that stand together have much in common.

        Raises:
            Problem: a process was ended from outside. What `work` raises is raised here; then no
                further batch is begun.
        """
        others = min(self._jobs, len(batches)) - 1
        if others < 1 or len(batches) < self._least:
            yield from map(work, batches)
            return
        import multiprocessing  # with the next line it takes 30 ms
        from concurrent.futures import Future, ProcessPoolExecutor, as_completed
        from concurrent.futures.process import BrokenProcessPool

        global _table  # noqa: PLW0603 - a forked process finds here what need not be sent to it
        _table = lambda number: work(batches[number])  # noqa: E731
        left = deque(range(len(batches)))
        theirs: set[Future[B]] = set()
        fork = multiprocessing.get_context("fork")
        try:
            with ProcessPoolExecutor(others, fork, initializer=_end_with_parent) as pool:
                try:
                    while left:
                        while left and len(theirs) < others * AHEAD:
                            theirs.add(pool.submit(_do, left.pop()))
                        if left:
                            yield work(batches[left.popleft()])
                        for future in [each for each in theirs if each.done()]:
                            theirs.remove(future)
                            yield future.result()
                    for future in as_completed(theirs):
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


_table: Callable[[int], Any] | None = None  # what to do with each batch, by its number


def _do(number: int) -> Any:  # noqa: ANN401 - whatever the work makes
    if _table is None:
        raise RuntimeError("this process was not forked for any work")
    return _table(number)


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
