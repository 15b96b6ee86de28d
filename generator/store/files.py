"""Files under content/: whole or not at all.

A file is written under a temporary name beside its own, synced, and renamed into place.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from generator.model.frozen import dataclass
from generator.model.problem import Place, Problem

if sys.platform != "win32":  # it has no such locks
    import fcntl


_held: set[Path] = set()  # caches of which this process has the lock


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Keep other processes from writing in content/ at the same time; `cache` holds the lock.

    A process that dies lets go of it. Where no lock can be had, none is held. What is done under
    the lock may ask for it once more.

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

    Processes that are forked meanwhile hold it too. Where no lock can be had, none is held.
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
    """A file that tells processes when something was done last. Without a path none does.

    It holds the moment, since some file systems round the times of files to seconds.
    """

    path: Path | None = None

    @property
    def ago(self) -> float:
        """Seconds since it was set; infinitely many if it never was."""
        with suppress(OSError, ValueError):
            if self.path is not None:
                when = float(self.path.read_text(encoding="utf-8"))
                return max(time.time() - when, 0.0)  # a clock may have been wrong
        return float("inf")

    def set(self) -> None:
        """Say that it was done now."""
        with suppress(OSError):
            if self.path is not None:
                self.path.write_text(f"{time.time()}\n", encoding="utf-8")


@contextmanager
def in_turn(path: Path | None) -> Iterator[Mark]:
    """Wait until no other process is within, and yield the mark at `path` that all of them set.

    Where no lock can be had, none is held, and where no file, there is no mark.
    """
    with ExitStack() as stack:
        mark = Mark()
        with suppress(OSError):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                lock = stack.enter_context(path.open("a"))
                mark = Mark(path)
                if sys.platform != "win32":
                    fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        yield mark


def read(path: Path) -> str | None:
    """Return the text of a file, line ends as they are; None if there is none.

    Raises:
        Problem: it is there and cannot be read as UTF-8 text.
    """
    content = read_bytes(path)
    return None if content is None else text_of(content, str(path))


def text_of(content: bytes, file: str) -> str:
    """Return the text that a file holds, line ends as they are.

    Raises:
        Problem: it is no UTF-8 text.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(file, 1 + error.object.count(b"\n", 0, error.start))
        what = f"this is not UTF-8 text ({error.reason})"
        raise Problem(what, at=place, mend="save it as UTF-8") from error


def read_bytes(path: Path) -> bytes | None:
    """Return the content of a file; None if there is none.

    Raises:
        Problem: it is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}") from error


def write(path: Path, text: str) -> bool:
    """Make `text` the content of a file and return True; if it is that already, touch nothing.

    Raises:
        Problem: the file cannot be written; what stood there stands there still.
    """
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, fresh: bytes) -> bool:
    """Make `fresh` the content of a file and return True; if it is that already, touch nothing.

    Raises:
        Problem: the file cannot be written; what stood there stands there still.
    """
    try:
        if path.is_file() and path.read_bytes() == fresh:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, fresh)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}") from error
    return True


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        Problem: it cannot be removed.
    """
    try:
        if path.exists():
            path.unlink()
    except OSError as error:
        raise Problem(f"{path} cannot be removed: {error.strerror}") from error


def move(path: Path, to: Path) -> None:
    """Move a file, in place of any that stands there; a folder that is empty then goes.

    Raises:
        Problem: it cannot be moved.
    """
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
    except OSError as error:
        raise Problem(f"{path} cannot be moved to {to}: {error.strerror}") from error
    with suppress(OSError):
        path.parent.rmdir()


def _replace(path: Path, fresh: bytes) -> None:
    draft = path.with_name(f".{path.name}.draft")  # the next write takes what a killed one left
    try:
        draft.unlink(missing_ok=True)  # it may be a link to somewhere else
        with draft.open("xb") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
