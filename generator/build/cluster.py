"""Cluster: the crew of many machines. The one door of distributed.

The workers read the site's files themselves; what goes to them is small, and nobody but they opens
it: their scheduler need not have Broadsheet.
"""

import asyncio
import logging
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from generator.model.frozen import dataclass
from generator.model.problem import Exit, Problem

if TYPE_CHECKING:
    from distributed import Client

A = TypeVar("A")
B = TypeVar("B")

ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:[0-9]{1,5}")
AHEAD = 2  # batches that a worker has: one at hand, and one more, so that it need not wait


@dataclass(frozen=True, slots=True)
class Dask:
    """The workers of the Dask cluster whose scheduler is at `address`."""

    address: str
    patience: float = 10  # seconds, for a scheduler to answer, or a worker to be there

    def __call__(self, work: Callable[[A], B], batches: Sequence[A]) -> Iterator[B]:
        """Return what yields what `work` makes of each batch, in whatever order.

        It is sent, so it has to be a function of a module. Every worker that is needed is given
        an empty batch before any is given another: nothing is made if one of them cannot work.

        Raises:
            Problem: there is no cluster, or a worker cannot work.
        """
        if not batches:
            return iter(())
        with ExitStack() as stack:
            client = stack.enter_context(self._client())
            seats: dict[str, Executor] = {
                worker: client.get_executor(pure=False, workers=[worker], allow_other_workers=True)
                for worker in self._workers(client)[: len(batches)]
            }
            self._try(client, seats, _sent(work, type(batches[0])()))
            return self._results(stack.pop_all(), client, seats, work, batches)

    def _client(self) -> "Client":
        try:
            from distributed import Client
        except ImportError as error:
            what = "a Dask cluster needs the package distributed"
            mend = 'pip install "broadsheet[dask]"'
            raise Problem(what, mend=mend, code=Exit.USAGE) from error
        if not ADDRESS.fullmatch(self.address):
            what = f"{self.address!r} is no address of a Dask cluster"
            raise Problem(what, mend="write one such as tcp://HOST:8786", code=Exit.USAGE)
        try:
            for name in ("distributed", "distributed.client"):  # we tell what they would
                logging.getLogger(name).setLevel(logging.CRITICAL)
            asyncio.run(self._greet())
            return Client(self.address, timeout=self.patience, set_as_default=False)
        except Exception as error:  # whoever is there may answer anything
            detail = f": {error}" if str(error) else ""
            what = f"no Dask scheduler answers at {self.address}{detail}"
            mend = "start one with `dask scheduler`, or build without --workers"
            raise Problem(what, mend=mend, code=Exit.NETWORK) from error

    async def _greet(self) -> None:
        """See that a scheduler answers: a client would wait for ever for another server."""
        from distributed import Security
        from distributed.comm.core import connect

        security = Security().get_connection_args("client")
        greeting = connect(self.address, timeout=self.patience, **security)
        comm = await asyncio.wait_for(greeting, self.patience)
        await comm.close()

    def _workers(self, client: "Client") -> list[str]:
        """Return the addresses of the workers that are there."""
        try:
            client.wait_for_workers(1, timeout=self.patience)
            return sorted(client.nthreads())
        except TimeoutError as error:
            what = f"the Dask cluster at {self.address} has no workers"
            mend = f"start some: dask worker {self.address} --nthreads 1"
            raise Problem(what, mend=mend, code=Exit.NETWORK) from error
        except OSError as error:
            raise self._lost() from error

    def _lost(self) -> Problem:
        what = f"the workers of the Dask cluster at {self.address} went away"
        mend = "look into what its scheduler and workers tell, and build again"
        return Problem(what, mend=mend, code=Exit.NETWORK)

    def _try(self, client: "Client", seats: Mapping[str, Executor], nothing: bytes) -> None:
        """Let every worker do nothing, as it would do something."""
        trials = {seat.submit(pickle.loads, nothing): name for name, seat in seats.items()}
        while trials:
            for future in self._done(client, seats, trials):
                worker = trials.pop(future)
                try:
                    self._result(future)
                except Problem:
                    raise
                except Exception as error:  # what it has installed may be anything
                    what = f"the worker at {worker} cannot begin: {type(error).__name__}: {error}"
                    mend = "install there what is installed here, and start it anew"
                    raise Problem(what, mend=mend, code=Exit.USAGE) from error

    def _results(
        self,
        stack: ExitStack,
        client: "Client",
        seats: Mapping[str, Executor],
        work: Callable[[A], B],
        batches: Sequence[A],
    ) -> Iterator[B]:
        by_seat = [*seats.values()]
        left = shares(len(batches), len(seats))
        pending: dict[Future[B], int] = {}

        def hand_out(seat: int) -> None:
            if (number := take(left, seat)) is not None:
                call = _sent(work, batches[number])
                pending[by_seat[seat].submit(pickle.loads, call)] = seat

        with stack:
            try:
                for seat in [*range(len(seats))] * AHEAD:
                    hand_out(seat)
                while pending:
                    for future in self._done(client, seats, pending):
                        seat = pending.pop(future)
                        result = self._result(future)
                        hand_out(seat)
                        yield result
            finally:
                wait(pending, self.patience)  # who has begun should not write when we are gone

    def _done(
        self, client: "Client", seats: Mapping[str, Executor], pending: Iterable[Future[B]]
    ) -> set[Future[B]]:
        """Wait for the first of these.

        Dask gives the work of a worker that goes away to another, but not to one that comes when
        all are gone: then it would be waited for in vain.
        """
        while True:
            done, _ = wait(pending, self.patience, FIRST_COMPLETED)
            if done:
                return done
            if seats.keys().isdisjoint(self._workers(client)):
                raise self._lost()

    def _result(self, future: Future[B]) -> B:
        from distributed.scheduler import KilledWorker

        try:
            return future.result()
        except CancelledError as error:
            raise self._lost() from error
        except KilledWorker as error:
            what = f"workers of the Dask cluster at {self.address} died again and again"
            mend = "look into what they tell; they may need more memory"
            raise Problem(what, mend=mend, code=Exit.NETWORK) from error


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


@dataclass(frozen=True, slots=True)
class _Call:
    """Work that is done where it is unpickled."""

    work: Callable[[Any], Any]
    batch: object

    def __reduce__(self) -> tuple[object, ...]:
        return self.work, (self.batch,)


def _sent(work: Callable[[A], B], batch: A) -> bytes:
    return pickle.dumps(_Call(work, batch))
