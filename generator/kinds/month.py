"""A month: its most voted papers, then all of them day by day."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.calendar import CalendarMonth, month_calendar
from generator.cards.card import Row, number, row_of
from generator.cards.head import Head
from generator.cards.ranking import Ranking, ranking_of
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import long_month
from generator.model.frozen import dataclass

BEST = 20


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month with its papers."""

    day: date
    path: str
    papers: int
    rows: tuple[Row, ...]  # none where the month has more than a list may


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """What month.html may see."""

    head: Head
    name: str
    calendar: CalendarMonth
    best: Ranking
    days: tuple[MonthDay, ...]
    count: int
    before: str | None  # a month
    after: str | None
    year: str


def keys(archive: Archive) -> Iterable[str]:
    """Return the months of the archive."""
    return archive.months()


def tells_of(archive: Archive, key: str) -> date:
    """Return the last day of the month that the archive has."""
    return archive.days_of_month(key)[-1]


def view(archive: Archive, key: str) -> MonthView:
    """Return what the page of a month shows."""
    papers = archive.month(key)
    before, after = archive.beside_month(key)
    voted = [paper for paper in papers if paper.votes and not paper.withdrawn]
    return MonthView(
        head=Head(
            title=long_month(key),
            path=address.month(key),
            description=f"{number(len(papers), 'paper')} of {long_month(key)}.",
        ),
        name=long_month(key),
        calendar=month_calendar(archive, key),
        best=ranking_of(archive, voted[:BEST]),
        days=tuple(
            _day(archive, day, in_full=len(papers) <= archive.site.limits.list_rows)
            for day in archive.days_of_month(key)
        ),
        count=len(papers),
        before=before,
        after=after,
        year=key[:4],
    )


def _day(archive: Archive, day: date, *, in_full: bool) -> MonthDay:
    papers = archive.new_on(day)
    rows = tuple(row_of(archive, paper) for paper in papers) if in_full else ()
    return MonthDay(day, address.day(day), len(papers), rows)


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (Output("months/{key}/index.html", "html", view, template="month.html"),)
