"""Memory: the most that a command and all processes it starts hold at one time.

It is the sum of proportional set sizes (PSS), in which what several processes share counts once.
To read them slows what is looked at, so a run that is watched is not timed.
"""

import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.check import WrongError

PROC = Path("/proc")
PAUSE = 0.02  # seconds between two looks


def peak(command: Sequence[str]) -> int | None:
    """Run a command and return its peak in bytes; None where the system does not tell.

    Raises:
        WrongError: it fails.
    """
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(_held, _family(process.pid))))
            time.sleep(PAUSE)
    if process.returncode:
        raise WrongError(f"{' '.join(command)} exits {process.returncode}")
    return most or None


def _family(process: int) -> Iterator[int]:
    """Yield a process and those that it, or one of them, has started."""
    yield process
    for listed in PROC.glob(f"{process}/task/*/children"):
        try:
            children = listed.read_text(encoding="ascii").split()
        except OSError:  # it has just ended
            continue
        for child in map(int, children):
            yield from _family(child)


def _held(process: int) -> int:
    """Return the proportional set size of a process in bytes, 0 if it is not to be had."""
    try:
        told = (PROC / str(process) / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    sizes = (int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:"))
    return next(sizes, 0)
