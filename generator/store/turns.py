"""Turns: one process at a time writes in content/, makes a site, or asks an owner of hosts.

A process that dies lets go of what it had locked. Where no lock can be had, none is held.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from generator.model.frozen import dataclass
from generator.model.problem import Problem

if sys.platform != "win32":  # it has no such locks
    import fcntl


LATE = 10.0  # seconds that somebody waits without a word
FARTHEST = 3600.0  # seconds ahead that a mark is believed: a clock may have been wrong

_held: set[Path] = set()  # caches of which this process has the lock


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Keep other processes from writing in content/ at the same time; `cache` holds the lock.

    What is done under the lock may ask for it once more.

    Raises:
        Problem: somebody else is writing.
    """
    if cache in _held:
        yield
        return
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / "writing.lock").open("w")
    except OSError:
        yield
        return
    with lock:
        if not locks(lock.fileno()):
            what = "another process is writing in content/"
            raise Problem(what, mend="wait until it has ended")
        _held.add(cache)
        try:
            yield
        finally:
            _held.remove(cache)


def locks(descriptor: int) -> bool:
    """Lock a file or folder for as long as it is open; return False if somebody else does.

    Processes that are forked meanwhile hold it too.
    """
    try:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass  # this file system has none
    return True


@dataclass(frozen=True, slots=True)
class Mark:
    """A file that tells processes when something was done last, or may be done again.

    Without a path none does. It holds the moment, since some file systems round the times of
    files to seconds.
    """

    path: Path | None = None

    @property
    def ago(self) -> float:
        """Seconds since it was set; infinitely many if it never was."""
        return max(self._since, 0.0)

    @property
    def ahead(self) -> float:
        """Seconds until the moment for which it was set; 0 if that is past, or beyond belief."""
        ahead = -self._since
        return ahead if 0 < ahead <= FARTHEST else 0.0

    @property
    def _since(self) -> float:
        with suppress(OSError, ValueError):
            if self.path is not None:
                return time.time() - float(self.path.read_text(encoding="utf-8"))
        return float("inf")

    def set(self, ahead: float = 0.0) -> None:
        """Note this moment, or the one that is so many seconds `ahead`."""
        with suppress(OSError):
            if self.path is not None:
                moment = time.time() + min(ahead, FARTHEST)
                self.path.write_text(f"{moment}\n", encoding="utf-8")


@contextmanager
def in_turn(path: Path | None, late: Callable[[], None]) -> Iterator[Mark]:
    """Wait until no other process is within, and yield the mark at `path` that all of them set.

    Where no file can be had, there is no mark. If it takes long, `late` is called, in a thread.
    """
    with ExitStack() as stack:
        mark = Mark()
        with suppress(OSError):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                lock = stack.enter_context(path.open("a"))
                mark = Mark(path)
                if not locks(lock.fileno()):
                    _wait(lock.fileno(), late)
        yield mark


def _wait(descriptor: int, late: Callable[[], None]) -> None:
    """Lock a file as soon as nobody else does."""
    timer = threading.Timer(LATE, late)
    timer.daemon = True
    timer.start()
    try:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    finally:
        timer.cancel()
