"""A year: a calendar of its days."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.calendar import CalendarMonth, year_calendar
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """What year.html may see."""

    head: Head
    year: str
    months: tuple[CalendarMonth, ...]
    count: int
    most: int  # papers on the day that has the most, to shade the others by
    marks: tuple[tuple[str, str], ...]  # of its months
    before: str | None  # a year
    after: str | None


def keys(archive: Archive) -> Iterable[str]:
    """Return the years of the archive."""
    return archive.years()


def tells_of(archive: Archive, key: str) -> date:
    """Return the last day of the year that the archive has."""
    return max(day for day in archive.days() if day.year == int(key))


def view(archive: Archive, key: str) -> YearView:
    """Return what the page of a year shows."""
    months, words = year_calendar(archive, key), archive.site.words
    before, after = archive.beside_year(key)
    count = sum(month.papers for month in months)
    days = [day for month in months for week in month.weeks for day in week.days if day]
    return YearView(
        head=Head(
            title=key,
            path=address.year(key),
            description=words.say("papers_in_year", papers=words.tally(count, "paper"), year=key),
        ),
        year=key,
        months=months,
        count=count,
        most=max(day.papers for day in days),
        marks=tuple(dict.fromkeys(mark for month in months for mark in month.marks)),
        before=before,
        after=after,
    )


OUTPUTS = (Output("years/{key}/index.html", "html", view, template="year.html"),)
