"""Part: a list that is too long for one page, cut into several, each at an address of its own.

A key with a number behind a slash is a further part: `2025-12-12/2`. The first bears no number, so
that an address holds whether its list is long or not.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from generator.archive.reader import Archive
from generator.model.frozen import dataclass
from generator.model.words import Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """A link to a part of a list."""

    number: int  # from 1: a site's own template may show it
    words: str  # what is in it
    path: str
    here: bool  # it is this page


def keys(key: str, parts: int) -> list[str]:
    """Return the keys of the parts of what has a key."""
    return [key, *(f"{key}/{number}" for number in range(2, parts + 1))]


def count(size: int, most: int) -> int:
    """Return in how many parts a list of a size is cut, which have no more than `most` each."""
    return max(1, -(-size // most))


def of_day(archive: Archive, day: date) -> list[str]:
    """Return the keys of the pages of a day: one, or more where it has many papers."""
    return keys(day.isoformat(), count(archive.count(day), archive.site.limits.day_cards))


def ways(folder: str, key: str, names: Sequence[str], here: int) -> tuple[Part, ...]:
    """Return links to parts that have these names; `here` is the number of the page itself."""
    named = enumerate(zip(keys(key, len(names)), names, strict=True), 1)
    return tuple(
        Part(at, words, f"{folder}{each}/", here=at == here) for at, (each, words) in named
    )


def span(words: Words, first: str, last: str) -> str:
    """Return what a part has from `first` to `last`, in words; they may be one."""
    return first if first == last else words.say("span", first=first, last=last)


def number_of(key: str, whole: str) -> int:
    """Return which part a key means of what has the key `whole`."""
    return int(key.removeprefix(whole).removeprefix("/") or 1)


def cut(every: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return a sequence in parts of no more than `most`, all of about the same length."""
    parts = count(len(every), most)
    bounds = [len(every) * part // parts for part in range(parts + 1)]
    return [every[start:end] for start, end in pairwise(bounds)]
