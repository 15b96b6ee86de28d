"""All papers of a year in one file, a line each, for who wants everything.

It has the months that are over and whose votes have settled, so that it is made anew once a month
and not with each day; those since then stand in the files of days.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.archive.reader import Archive
from generator.cards.item import item
from generator.model.artifact import Output


def keys(archive: Archive) -> Iterable[str]:
    """Return the years that have such months."""
    return [year for year in archive.years() if archive.settled_months(year)]


def tells_of(archive: Archive, key: str) -> date:
    """Return the last day that the file has."""
    return archive.days_of_month(archive.settled_months(key)[-1])[-1]


def view(archive: Archive, key: str) -> list[Any]:
    """Return the papers of a year by their days."""
    days = (day for month in archive.settled_months(key) for day in archive.days_of_month(month))
    return [item(archive, paper) for day in days for paper in archive.new_on(day)]


OUTPUTS = (Output("api/v1/years/{key}.jsonl.gz", "jsonl_gz", view),)
