"""The votes of a month's papers, for a search that is sorted by them.

They move for a month, and the index does not: so they stand apart.
"""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.model.artifact import Output
from generator.model.index import Votes

MOST = 2**27  # votes that a browser tells apart: it sorts by these and by the place of a paper


def keys(archive: Archive) -> Iterable[str]:
    """Return the months of the archive."""
    return archive.months()


def tells_of(archive: Archive, key: str) -> date:
    """Return the last day of a month: then its papers are at hand."""
    return archive.days_of_month(key)[-1]


def view(archive: Archive, key: str) -> Votes:
    """Return the votes of a month's papers, by day and id as the index has them."""
    days = archive.days_of_month(key)
    papers = (sorted(archive.new_on(day), key=lambda paper: paper.id) for day in days)
    return Votes(tuple(min(paper.votes, MOST) for of_day in papers for paper in of_day))


NEEDS = ("search_index",)  # kinds whose numbers of papers it has

OUTPUTS = (Output("search/votes/{key}.bin", "index", view, listed=False),)
