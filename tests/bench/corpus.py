"""Corpus: the archive that every generator is given, before it is written as one of them reads it.

`seeded` invents one, `real` reads one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper."""

    id: str  # on arXiv, without version
    title: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]  # slugs
    abstract: str
    code: str = ""  # an address
    votes: int = 0

    @property
    def address(self) -> str:
        """The segment of its address: `2501.07563`, `astro-ph-0601001`."""
        return self.id.replace("/", "-")


@dataclass(frozen=True, slots=True)
class Day:
    """A day and its papers, by id."""

    day: date
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Corpus:
    """An archive: its days, first to last, and the one that comes new after them."""

    kind: str  # `seeded` or `real`
    topics: Mapping[str, str]  # slug -> title
    days: tuple[Day, ...]
    new: Day

    @cached_property
    def size(self) -> int:
        """How many papers it has before the new day."""
        return sum(len(day.papers) for day in self.days)

    def papers(self) -> Iterator[Paper]:
        """Yield its papers, without those of the new day."""
        return chain.from_iterable(day.papers for day in self.days)

    def months(self) -> frozenset[str]:
        """Return the months of its days, such as `2025-11`."""
        return frozenset(f"{day.day:%Y-%m}" for day in self.days)

    def grown(self) -> "Corpus":
        """Return the archive as it is after its new day has come."""
        return Corpus(self.kind, self.topics, (*self.days, self.new), self.new)
