"""Weight: what a site weighs, and how long it will fit where it stands.

The place is GitHub Pages, which takes 1 GB. A MB is 1,000,000 bytes and a kB 1,000, as there.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from generator.archive.reader import Archive
from generator.build.memory import Done
from generator.cards.card import number
from generator.model.artifact import Step
from generator.settings import plugin

KB, MB = 1_000, 1_000_000
TAKEN = 1_000 * MB
UNITS = ((1_000 * MB, "GB"), (MB, "MB"))
YEAR = 365  # days
LEAST = 30  # days of an archive, from which on its pace says something
LONG = 100  # years
FEW = 5  # files that are named of many


def remark(
    archive: Archive,
    done: Sequence[tuple[Step, Done]],
    others: Iterable[tuple[str, int]],
    files: int,
) -> str:
    """Return the size of a site and how long it fits, in words: for years, at the last one's pace.

    `others` has the sizes of files of no step.
    """
    size = size_of(done, others)
    told = f"size: {_words(size)} in {number(files, 'file')}"
    if size > TAKEN:
        return f"{told} · GitHub Pages takes no more than {_words(TAKEN)}"
    if not (pace := _pace(archive, done)):
        return told
    years = (TAKEN - size) / pace
    left = f"{years:,.1f}" if years < LONG else f"more than {LONG}"
    return f"{told} · {left} years left at this pace until {_words(TAKEN)}"


def size_of(done: Iterable[tuple[Step, Done]], others: Iterable[tuple[str, int]]) -> int:
    """Return the bytes of all files."""
    return sum(each.size for _, each in done) + sum(size for _, size in others)


def _pace(archive: Archive, done: Iterable[tuple[Step, Done]]) -> float:
    """Return the bytes that a year adds, by the archive's last; 0 if it is too young to tell.

    Pages with feeds show the newest of something: they move with time, and grow no more.
    """
    days = archive.days()
    if not days or (age := (days[-1] - days[0]).days + 1) < LEAST:
        return 0
    span = min(age, YEAR)
    since = (days[-1] - timedelta(days=span - 1)).isoformat()
    size = sum(each.size for step, each in done if step.day >= since and _stays(step.kind))
    return size * YEAR / span


def _stays(kind: str) -> bool:
    return all(output.format != "feed" for output in plugin.load("kinds", kind).OUTPUTS)


def listed(names: Sequence[str], word: str) -> str:
    """Return how many there are, the first few, and that there are more."""
    more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
    return f"{number(len(names), word)} ({', '.join(names[:FEW])}{more})"


def _words(size: int) -> str:
    """Return a size rounded up."""
    unit, name = next((pair for pair in UNITS if size >= pair[0]), (KB, "kB"))
    tenths = -(-10 * size // unit)
    return f"{tenths / 10:g} {name}" if tenths < 100 else f"{-(-size // unit):,} {name}"  # noqa: PLR2004 - two digits tell enough
