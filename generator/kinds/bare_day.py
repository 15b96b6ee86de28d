"""A day without papers: in which state it is, why, and the nearest days that have some."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.cards.standing import Standing, standings
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import month_of, week_of, year_of
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BareDayView:
    """What bare_day.html may see. A week, month or year without papers has no page: None."""

    head: Head
    day: date
    weekday: str
    standings: tuple[Standing, ...]
    before: date | None
    after: date | None
    week: str | None
    month: str | None
    year: str | None


def keys(archive: Archive) -> Iterable[str]:
    """Return the days of which a source tells, and which have neither papers nor a page."""
    days = set(archive.days())
    return [day.isoformat() for day in archive.told_days() if day not in days]


def view(archive: Archive, key: str) -> BareDayView:
    """Return what the page of such a day shows."""
    day = date.fromisoformat(key)
    week, month, year = week_of(day), month_of(day), year_of(day)
    return BareDayView(
        head=Head(title=archive.site.words.long_day(day), path=address.day(day), indexed=False),
        day=day,
        weekday=archive.site.words.weekday(day),
        standings=standings(archive, day),
        before=archive.before(day),
        after=archive.after(day),
        week=week if archive.has_week(week) else None,
        month=month if archive.days_of_month(month) else None,
        year=year if year in archive.years() else None,
    )


NEEDS = ("day",)  # kinds that its pages link to

OUTPUTS = (Output("days/{key}/index.html", "html", view, template="bare_day.html", listed=False),)
