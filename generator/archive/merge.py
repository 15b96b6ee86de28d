"""From records to papers: for each field the most trusted source that has one is believed."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from generator.archive import votes
from generator.model.frozen import dataclass
from generator.model.paper import (
    Alias,
    Paper,
    PaperId,
    Reading,
    Record,
    address_of,
    arxiv_id,
    folded,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A record, who told it, when, and what was counted."""

    rank: int  # of its source; 0 is trusted most
    source: str
    lists: bool  # whether its source makes days
    day: date
    record: Record
    readings: Sequence[Reading] = ()


# The fields of which the first record that has one is believed.
FIELDS = (
    *("title", "abstract", "authors", "author_count", "subjects", "version", "withdrawn"),
    *("comment", "doi", "journal", "organization", "code", "project", "media", "models"),
    *("datasets", "spaces", "submitter", "summary", "summary_model", "keywords"),
)
_said = attrgetter(*FIELDS)


def merged(paper: PaperId, first_id: PaperId, told: Sequence[Told]) -> Paper | None:
    """Return the paper that its records tell of; None if no listing source ever listed it.

    The records are believed in the order of their sources, the later day before the earlier one.
    """
    days = tuple(sorted({each.day for each in told if each.lists}))
    if not days:
        return None
    believed = told
    if len(told) > 1:
        believed = sorted(told, key=lambda each: (each.rank, -each.day.toordinal()))
    withdrawn = _is_withdrawn(believed)
    records = [each.record for each in believed if withdrawn or not each.record.withdrawn]
    said = _believed(records)
    authors = tuple([author for author in said["authors"] if not author.hidden])
    said["title"] = said["title"] or address_of(paper)
    said["authors"] = authors
    said["author_count"] = max(len(authors), said["author_count"] or 0)
    said["version"] = said["version"] or None
    said["withdrawn"] = "withdrawn by its authors" if withdrawn else ""
    return Paper(
        id=paper,
        first_id=first_id,
        published=_date([record.published for record in records]),
        updated=_date([record.updated for record in records]),
        positions={each.day: each.record.position for each in told if each.record.position},
        days=days,
        reading=_newest(believed),
        series=_series(believed),
        sources=tuple(dict.fromkeys([each.source for each in believed])),
        **said,
    )


def _is_withdrawn(believed: Sequence[Told]) -> bool:
    """Tell whether a source says so at last, and none knows a later version, which stands."""
    if not any(each.record.withdrawn for each in believed):  # as with most papers
        return False
    last = {each.rank: each.record for each in reversed(believed)}.values()
    newest = max([record.version or 0 for record in last if not record.withdrawn], default=0)
    gone = (record.version for record in last if record.withdrawn)
    return any(version is None or version >= newest for version in gone)


def _believed(records: Sequence[Record]) -> dict[str, Any]:
    """Return each of `FIELDS` of the first record that has it; as empty as records if none does."""
    values: Sequence[Any] = _said(records[0])
    for record in records[1:]:
        values = [value or other for value, other in zip(values, _said(record), strict=True)]
    return dict(zip(FIELDS, values, strict=True))


def _date(texts: Iterable[str]) -> date | None:
    """Return the day of the first text that has one."""
    for text in filter(None, texts):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            continue
    return None


def _newest(believed: Sequence[Told]) -> Reading | None:
    """Return each count as it was last read; of one day's the most trusted is believed."""
    readings = [reading for each in believed for reading in each.readings]
    if len(readings) == 1:
        return readings[0]
    newest = sorted(readings, key=lambda each: each.date, reverse=True)
    if not newest:
        return None
    counts = {
        name: next(filter(_counted, (getattr(reading, name) for reading in newest)), None)
        for name in ("votes", "comments", "stars")
    }
    return Reading(newest[0].date, **counts)


def _series(believed: Sequence[Told]) -> tuple[Reading, ...]:
    """Return the readings of the most trusted source that counted votes: two count differently."""
    if len(believed) == 1:
        return votes.series(believed[0].readings)
    by_rank: dict[int, list[Reading]] = {}
    for each in believed:
        by_rank.setdefault(each.rank, []).extend(each.readings)
    return next(filter(None, map(votes.series, by_rank.values())), ())


def _counted(count: int | None) -> bool:
    return count is not None


def learned(records: Iterable[Record], known: Iterable[Alias]) -> tuple[Alias, ...]:
    """Return the aliases known, and those of papers whose title now has one arXiv id.

    A title that two ids bear tells nothing. An old id with its subject class, as earlier versions
    stored it from tables, is now the one without.
    """
    records = tuple(records)
    classed = {record.id: arxiv_id(record.id) for record in records if "/" in record.id}
    shorter = (Alias(name, was) for was, name in classed.items() if name and name != was)
    known = dict.fromkeys((*known, *shorter))
    nameless = {record.id for record in records if record.id.startswith("title:")}
    nameless -= {alias.was for alias in known}
    if not nameless:
        return tuple(known)
    by_title: dict[str, set[PaperId]] = {}
    for record in records:
        name = classed.get(record.id) or record.id
        by_title.setdefault(folded(record.title), set()).add(name)
    found = (
        Alias(*(names - nameless), *(names & nameless))
        for names in by_title.values()
        if len(names - nameless) == 1 and len(names & nameless) == 1
    )
    return (*known, *found)
