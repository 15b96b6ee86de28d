"""Pairs: the cases, each timed for one side and the other in turn, A B A B.

On a machine that others use too, a ratio within a pair is worth more than two medians.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from tests.bench import check, memory
from tests.bench.corpus import Corpus
from tests.bench.room import Room
from tests.bench.side import Side

T = TypeVar("T")

CACHE = ".cache"
PAST = 24 * 60 * 60  # seconds: an archive's files are not of this moment
CLOCK = 2.5  # seconds; a copy that is younger proves nothing by its times


@dataclass(frozen=True, slots=True)
class Case:
    """What is timed: a build, by default of a site that was built before."""

    name: str
    words: str
    built: bool = True
    new_day: bool = False  # that has come since
    new_times: bool = False  # that all files have got since, as by a checkout


CASES = (
    Case("cold", "everything, for the first time", built=False),
    Case("new_day", "one new day", new_day=True),
    Case("no_change", "nothing changed"),
    Case("no_change_by_content", "nothing but the times of files", new_times=True),
)


@dataclass(frozen=True, slots=True)
class Ready:
    """A side with its sites, to be copied, and what is to come of them."""

    side: Side
    corpus: Corpus
    bare: Path  # never built
    built: Path
    before: check.Digests  # after a clean build
    after: check.Digests  # and after one with the new day
    files: int  # that a clean build writes
    written: int  # bytes in them


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: the seconds of each pair, the memory of each side in bytes."""

    case: Case
    pairs: tuple[tuple[float, float], ...]
    peaks: tuple[int | None, int | None]

    @property
    def ratio(self) -> float:
        """How many times as fast as the first side the second was: the median of the pairs."""
        return median(first / second for first, second in self.pairs)

    @property
    def seconds(self) -> tuple[float, float]:
        """The median of each side."""
        first, second = zip(*self.pairs, strict=True)
        return median(first), median(second)


def ready(side: Side, corpus: Corpus, room: Room) -> Ready:
    """Write the sites of a side and build them from nothing, without the new day and with it.

    Raises:
        WrongError: a build fails, or is not complete.
    """
    bare = room.new()
    side.write(corpus, bare)
    _prepare(side, bare)
    _age(bare)
    built = room.copy(bare)
    _run(side.update(built))  # as it was done the day before
    check.is_complete(side, corpus, built)
    later = room.copy(bare)
    side.add(corpus.new, later)
    _prepare(side, later)
    _run(side.build(later))
    check.is_complete(side, corpus.grown(), later)
    before, after = check.digests(side, built), check.digests(side, later)
    room.leave(later)
    sizes = [file.stat().st_size for file in _files(built / side.OUTPUT)]
    return Ready(side, corpus, bare, built, before, after, len(sizes), sum(sizes))


def result(
    case: Case, sides: tuple[Ready, Ready], room: Room, runs: int, tell: Callable[[str], None]
) -> Result:
    """Time a case in so many pairs, then watch its memory in a run of its own for each side.

    Raises:
        WrongError: a build fails, or makes something else than a clean one does.
    """
    first, second = sides
    pairs = []
    for _ in range(runs):
        pairs.append((_made(case, first, room, timed), _made(case, second, room, timed)))
        told = zip((first.side.NAME, second.side.NAME), pairs[-1], strict=True)
        tell(f"{case.words}: " + ", ".join(f"{name} {seconds:.3f} s" for name, seconds in told))
    peaks = (_made(case, first, room, memory.peak), _made(case, second, room, memory.peak))
    return Result(case, tuple(pairs), peaks)


def timed(command: Sequence[str]) -> float:
    """Run a command and return how many seconds it took.

    Raises:
        WrongError: it fails.
    """
    begun = time.perf_counter()
    _run(command)
    return time.perf_counter() - begun


def _made(case: Case, this: Ready, room: Room, measured: Callable[[Sequence[str]], T]) -> T:
    """Set out a fresh site as the case has it, and return what was measured of its build."""
    side = this.side
    site = room.copy(this.built if case.built else this.bare)
    if case.new_times:
        _touch(site, {side.OUTPUT, CACHE})
    elif case.built and side.REMEMBERS:
        time.sleep(CLOCK)
        _run(side.build(site))  # for one that knows its files by more than their times
    if case.new_day:
        side.add(this.corpus.new, site)
    room.settle()
    found = measured(side.update(site) if case.new_day else side.build(site))
    check.is_same(side, this.after if case.new_day else this.before, site)
    room.leave(site)
    return found


def _prepare(side: Side, site: Path) -> None:
    """Make a site ready for a first build, for which nothing is cached."""
    command = side.prepare(site)
    if command:
        _run(command)
    shutil.rmtree(site / CACHE, ignore_errors=True)


def _age(site: Path) -> None:
    for file in _files(site):
        then = file.stat().st_mtime - PAST
        os.utime(file, (then, then))


def _touch(site: Path, without: set[str]) -> None:
    for file in _files(site):
        if file.relative_to(site).parts[0] not in without:
            os.utime(file)


def _files(site: Path) -> list[Path]:
    return [path for path in site.rglob("*") if path.is_file()]


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise check.WrongError(f"{' '.join(command)}: {done.stderr or done.stdout}")
