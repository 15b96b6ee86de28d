"""Weight: what a site weighs, how long it will fit where it stands, which budgets it exceeds.

The place is GitHub Pages, which takes 1 GB. A MB is 1,000,000 bytes and a kB 1,000, as there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from generator.archive.reader import Archive
from generator.build.memory import Done
from generator.model.artifact import Step
from generator.model.frozen import dataclass, field
from generator.model.problem import Place, Problem
from generator.model.text import number
from generator.settings import plugin
from generator.settings.folders import FILE
from generator.settings.tables import Budgets

KB, MB = 1_000, 1_000_000
TAKEN = 1_000 * MB
UNITS = ((1_000 * MB, "GB"), (MB, "MB"))
YEAR = 365  # days
LEAST = 30  # days of an archive, from which on its pace says something
SILENT = 90  # days without papers, such as after the day that ships: its pace is of those since
LONG = 100  # years
FEW = 5  # files that are named of many


@dataclass(slots=True)
class Weights:
    """What files weigh, in bytes. Pages that have a text of their own are weighed beyond it."""

    pages: list[tuple[int, str]] = field(default_factory=list)  # the others, with their paths
    feeds: list[tuple[int, str]] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)

    def add(self, other: "Weights") -> None:
        """Take over what others weigh."""
        self.pages += other.pages
        self.feeds += other.feeds
        self.beyond += other.beyond


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
    if not days or (age := (days[-1] - _begun(days)).days + 1) < LEAST:
        return 0
    span = min(age, YEAR)
    since = (days[-1] - timedelta(days=span - 1)).isoformat()
    size = sum(each.size for step, each in done if step.day >= since and _stays(step.kind))
    return size * YEAR / span


def _begun(days: Sequence[date]) -> date:
    """Return the first of `days` since they were last silent for long."""
    begun = days[-1]
    for day in reversed(days):
        if begun - day > timedelta(days=SILENT):
            break
        begun = day
    return begun


def _stays(kind: str) -> bool:
    return all(output.format != "feed" for output in plugin.load("kinds", kind).OUTPUTS)


def exceeded(
    budgets: Budgets, size: int, files: int, weights: Weights, folder: str
) -> Iterator[Problem]:
    """Yield the budgets that a site in `folder` exceeds, and how to keep to them."""
    spare = "take kinds or feeds out of it, or give the oldest years a site of their own"
    if size > budgets.site_mb * MB:
        what = f"the site has {_words(size)}, more than `budgets.site_mb` = {budgets.site_mb:,}"
        yield _problem(what, spare, "site_mb")
    if files > budgets.files:
        what = f"the site has {files:,} files, more than `budgets.files` = {budgets.files:,}"
        yield _problem(what, spare, "files")
    narrower = "make topics narrower, ask for fewer categories, or let templates show less"
    yield from _larger("page", "page_kb", budgets.page_kb, weights.pages, folder, narrower)
    fewer = "lower `limits.feed_items`"
    yield from _larger("feed", "feed_kb", budgets.feed_kb, weights.feeds, folder, fewer)
    beyond = sorted(weights.beyond)[(len(weights.beyond) - 1) // 2] if weights.beyond else 0
    if beyond > budgets.paper_kb * KB:
        what = (
            f"half of the papers' pages have {_words(beyond)} or more beyond their own words,"
            f" more than `budgets.paper_kb` = {budgets.paper_kb:,}"
        )
        yield _problem(what, "make templates/paper.html shorter", "paper_kb")


def _larger(
    word: str, key: str, most: int, sizes: Iterable[tuple[int, str]], folder: str, mend: str
) -> Iterator[Problem]:
    large = sorted((each for each in sizes if each[0] > most * KB), reverse=True)
    if large:
        named = [f"{folder}/{path} ({_words(size)})" for size, path in large]
        yield _problem(f"larger than `budgets.{key}` = {most:,}: {listed(named, word)}", mend, key)


def _problem(what: str, mend: str, key: str) -> Problem:
    return Problem(what, at=Place(FILE), mend=f"{mend}, or raise `{key}`")


def listed(names: Sequence[str], word: str) -> str:
    """Return how many there are, the first few, and that there are more."""
    more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
    return f"{number(len(names), word)} ({', '.join(names[:FEW])}{more})"


def _words(size: int) -> str:
    """Return a size rounded up, so that what exceeds a budget is seen to."""
    unit, name = next((pair for pair in UNITS if size >= pair[0]), (KB, "kB"))
    tenths = -(-10 * size // unit)
    return f"{tenths / 10:g} {name}" if tenths < 100 else f"{-(-size // unit):,} {name}"  # noqa: PLR2004 - two digits tell enough
