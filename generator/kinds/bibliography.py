"""The papers of a day as BibTeX, beside the day's page."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.archive.reader import Archive
from generator.cards.citation import references
from generator.model.artifact import Output
from generator.model.reference import Reference


def keys(archive: Archive) -> Iterable[str]:
    """Return the days that have papers."""
    return [day.isoformat() for day in archive.days() if archive.count(day)]


def tells_of(archive: Archive, key: str) -> date:
    """Return the day of the papers."""
    return date.fromisoformat(key)


def view(archive: Archive, key: str) -> Sequence[Reference]:
    """Return what cites the papers of a day, those that were listed again among them."""
    return references(archive, archive.day(date.fromisoformat(key)))


NEEDS = ("day",)  # kinds that stand beside it

OUTPUTS = (Output("days/{key}/papers.bib", "bibtex", view),)
