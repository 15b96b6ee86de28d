"""A month: its most voted papers, then all of them day by day."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.calendar import CalendarMonth, month_calendar
from generator.cards.daybyday import DayRows, day_by_day
from generator.cards.feeds import of_ranking
from generator.cards.head import Head
from generator.cards.linked import linked_list
from generator.cards.ranking import Ranking, best_of
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """What month.html may see."""

    head: Head
    name: str
    calendar: CalendarMonth
    best: Ranking
    days: tuple[DayRows, ...]
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
    papers, words = archive.month(key), archive.site.words
    name = words.long_month(key)
    before, after = archive.beside_month(key)
    best = best_of(archive, papers)
    return MonthView(
        head=Head(
            title=name,
            path=address.month(key),
            description=words.say(
                "papers_of_month", papers=words.tally(len(papers), "paper"), month=name
            ),
            feeds=of_ranking(archive, address.MONTHS),
            feeds_title=words.say("feed_months"),
            linked=linked_list(archive, name, (row.path for row in best.rows)),
        ),
        name=name,
        calendar=month_calendar(archive, key),
        best=best,
        days=day_by_day(archive, archive.days_of_month(key), len(papers)),
        count=len(papers),
        before=before,
        after=after,
        year=key[:4],
    )


NEEDS = ("paper",)  # kinds that its pages link to

OUTPUTS = (Output("months/{key}/index.html", "html", view, template="month.html"),)
