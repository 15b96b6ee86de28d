"""Side: a generator that is timed. `theirs` (Hugo) and `ours` are the two there are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tests.bench.corpus import Corpus, Day


class Side(Protocol):
    """What a module says of its generator. A command is given an absolute path."""

    NAME: str
    OUTPUT: str  # the folder of a site into which it is built
    REMEMBERS: bool  # between builds, of which files it made what

    def write(self, corpus: Corpus, site: Path) -> None:
        """Write an archive, without its new day, as a site in a folder that is not there yet."""

    def add(self, day: Day, site: Path) -> None:
        """Write a day into a site."""

    def prepare(self, site: Path) -> list[str] | None:
        """Return the command that makes a site ready for its first build, if it needs one."""

    def build(self, site: Path) -> list[str]:
        """Return the command that builds a site."""

    def update(self, site: Path) -> list[str]:
        """Return the command for when a day has come."""

    def pages(self, corpus: Corpus) -> Mapping[str, int]:
        """Return how many files must match each pattern once an archive is built."""
