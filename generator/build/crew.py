"""Crew: who does the work, behind the standard library's `Executor`.

This process alone; or several that are forked from it, where there is enough to do. `cluster` has
the crew of a cluster.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from generator.archive.survey import Spread
from generator.model.problem import Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

A = TypeVar("A")
B = TypeVar("B")

MANY = 4  # batches, from which on a second process earns what it costs


class Forked:
    """This process, and others that are forked from it, so that they know all that it does.

    By default two do much, and one does little.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = (jobs or min(2, os.cpu_count() or 1)) if hasattr(os, "fork") else 1
        self._least = 2 if jobs else MANY

    def __call__(self, work: Callable[[A], B], batches: Sequence[A]) -> Iterator[B]:
        """Yield what `work` makes of each batch, in whatever order.

        Processes are forked anew. Work is not sent to them, so it may be any function.

        Raises:
            Problem: a process was ended from outside. What `work` raises is raised here; then no
                further batch is begun.
        """
        global _table  # noqa: PLW0603 - a forked process finds here what need not be sent to it
        others = min(self._jobs, len(batches)) - 1
        if others < 1 or len(batches) < self._least:
            yield from map(work, batches)
            return
        _table = work, batches
        try:
            with _pool(others) as pool:
                yield from _shared(work, batches, lambda at: pool.submit(_do, at))
        finally:
            _table = None

    @contextmanager
    def staying(self) -> Iterator[Spread]:
        """Lend a crew whose processes stay, with what they have read, for one work after the other.

        They are forked when there is much to do for the first time. Work is sent to them, so it
        has to be a function of a module.
        """
        with ExitStack() as stack:
            pools: list[Executor] = []

            def spread(work: Callable[[A], B], batches: Sequence[A]) -> Iterator[B]:
                others = self._jobs - 1
                if others < 1 or len(batches) < self._least:
                    yield from map(work, batches)
                    return
                if not pools:
                    pools.append(stack.enter_context(_pool(others)))
                pool = pools[0]
                yield from _shared(work, batches, lambda at: pool.submit(work, batches[at]))

            yield spread


def _pool(others: int) -> "Executor":
    import multiprocessing  # with the next line it takes 30 ms
    from concurrent.futures import ProcessPoolExecutor

    fork = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(others, fork, initializer=_follow_parent)


def _shared(
    work: Callable[[A], B], batches: Sequence[A], submit: Callable[[int], "Future[B]"]
) -> Iterator[B]:
    """Yield what this process makes of batches and others do.

    It goes through the batches from the first on, the others from the last, until they meet:
    batches that stand together have much in common. So nobody waits while another is long at one.
    """
    from concurrent.futures import as_completed, wait
    from concurrent.futures.process import BrokenProcessPool

    theirs: dict[int, Future[B]] = {}
    try:
        for at in reversed(range(len(batches))):
            theirs[at] = _told_calmly(submit(at))
        for at, batch in enumerate(batches):
            if at not in theirs or not theirs[at].cancel():  # the others were here
                break
            del theirs[at]
            yield work(batch)
            for done in [at for at, future in theirs.items() if future.done()]:
                yield theirs.pop(done).result()
        for future in as_completed(theirs.values()):
            yield future.result()
    except BrokenProcessPool as error:
        what = "a process that shared the work was ended from outside"
        mend = "run it once more; where memory is short, `build --jobs 1` takes the least"
        raise Problem(what, mend=mend) from error
    finally:
        for future in theirs.values():
            future.cancel()
        wait(theirs.values())  # those that were begun


def _told_calmly(future: "Future[B]") -> "Future[B]":
    """Return a future that may be told of its process's end though it was cancelled.

    Where a process was killed Python 3.11 tells one after the other, and stumbles over the first
    that was cancelled: a traceback is shown, and what is on its way to the process that is gone
    keeps this one from ending.
    """
    from concurrent.futures import InvalidStateError

    tell = future.set_exception

    def told(error: BaseException | None) -> None:
        with suppress(InvalidStateError):
            tell(error)

    future.set_exception = told  # type: ignore[assignment,method-assign]
    return future


_table: tuple[Callable[[Any], Any], Sequence[Any]] | None = None  # work, and batches


def _do(at: int) -> Any:  # noqa: ANN401 - whatever the work makes
    if _table is None:
        raise RuntimeError("this process was not forked for any work")
    work, batches = _table
    return work(batches[at])


def _follow_parent() -> None:
    """See to it that this process ends with the one that it was forked from, and not before.

    One that was killed can tell nobody: its workers would go on writing for a while, into a folder
    that another build may have taken over, and then wait for ever. Ctrl-C goes to all processes of
    a terminal: the one that was started tells these what to do.
    """
    import multiprocessing
    import signal
    from multiprocessing.connection import wait
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        ends = parent.sentinel
        Thread(target=lambda: wait([ends]) and os._exit(1), daemon=True).start()
