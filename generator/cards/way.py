"""Way: a link within the site; and what stands beside a page among its like."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Way:
    """A link within the site, and how many papers it leads to."""

    words: str
    path: str
    papers: int


def beside(every: Sequence[T], one: T) -> tuple[T | None, T | None]:
    """Return what stands before and after `one` in `every`, where there is anything."""
    at = every.index(one)
    before = every[at - 1] if at else None
    after = every[at + 1] if at + 1 < len(every) else None
    return before, after


def around(days: Sequence[date], day: date) -> tuple[date | None, date | None]:
    """Return the nearest of `days`, which are sorted, before and after `day`."""
    before, after = bisect_left(days, day), bisect_right(days, day)
    return days[before - 1] if before else None, days[after] if after < len(days) else None
