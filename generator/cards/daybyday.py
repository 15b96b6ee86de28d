"""Day by day: the papers of a week or a month as a list, each on its first day."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.card import Row, row_of
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class DayRows:
    """A day with its papers."""

    day: date
    papers: int
    rows: tuple[Row, ...]  # none where all days together have more than a list may


def day_by_day(archive: Archive, days: Iterable[date], papers: int) -> tuple[DayRows, ...]:
    """Return days with their papers, which are so many together."""
    in_full = papers <= archive.site.limits.list_rows
    return tuple(_day(archive, day, in_full=in_full) for day in days)


def _day(archive: Archive, day: date, *, in_full: bool) -> DayRows:
    papers = archive.new_on(day)
    rows = tuple(row_of(archive, paper) for paper in papers) if in_full else ()
    return DayRows(day, len(papers), rows)
