"""Room: the folder in which sites are written, built and timed, and which is gone afterwards.

It is in memory where there is enough, so that no disk is timed. On a disk nothing is removed while
others are timed: after that, file systems such as ext4 make files up to ten times slower.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - what it is on Linux
NEED = 150_000  # bytes a paper: four sites of each side, 12 kB of output and as much again


@dataclass(frozen=True, slots=True)
class Room:
    """A folder for folders, none of which has a name that was used before."""

    folder: Path
    in_memory: bool
    _numbers: Iterator[int] = field(default_factory=count)

    def new(self) -> Path:
        """Return the path of a folder that is not there yet."""
        return self.folder / str(next(self._numbers))

    def copy(self, site: Path) -> Path:
        """Return a copy of a site, its files as old as they were."""
        return shutil.copytree(site, self.new())

    def settle(self) -> None:
        """Wait until the disk, if it is one, has written what it was given."""
        if not self.in_memory:
            os.sync()

    def leave(self, site: Path) -> None:
        """Have no more use for a site; it is removed now if that slows nothing."""
        if self.in_memory:
            shutil.rmtree(site)


@contextmanager
def opened(size: int, otherwise: Path) -> Iterator[Room]:
    """Give room for an archive of `size` papers, in memory or else in the folder `otherwise`."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > size * NEED
    parent = MEMORY if in_memory else otherwise
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-", dir=parent) as folder:
        yield Room(Path(folder).resolve(), in_memory)
