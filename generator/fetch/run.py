"""Fetching: source by source; first those that list papers, then those that add to them.

A failure costs what it touches and no more: what was read is stored, what was stored stays.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from generator.fetch import adding, feeds, lists, quarantine
from generator.fetch.gather import Gathered, Sends, gather
from generator.fetch.ledger import due, since_of
from generator.fetch.manner import Asks
from generator.fetch.visit import Visit
from generator.model.frozen import dataclass, replace
from generator.model.outcome import Outcome, Watch
from generator.model.paper import PaperId
from generator.model.problem import Problem
from generator.settings import faults
from generator.settings.tables import Fetch
from generator.store import records

Opens = Callable[[Asks], AbstractContextManager[Sends]]

NEW = timedelta(days=10)  # a paper's first version is announced within so many days


@dataclass(frozen=True, slots=True)
class Run:
    """What all sources of one run have in common."""

    content: Path
    sources: Mapping[str, Asks]  # all that can be asked, whether they are or not
    listing: Sequence[str]  # names of all sources that make days
    today: date
    settings: Fetch
    opens: Opens
    watch: Watch
    days: Sequence[date] | None = None  # None: from where this source's own ledger begins
    again: bool = False  # also those that have settled


def run(this: Run, names: Iterable[str]) -> Outcome:
    """Fetch from the sources named, and tell what came of it."""
    outcome = Outcome({"papers read": 0, "days changed": 0, "rejected": 0})
    for name in sorted(names, key=lambda name: not this.sources[name].list):
        told = _visited(this, name)
        figures = {key: outcome.figures[key] + told.figures[key] for key in outcome.figures}
        outcome = replace(outcome.then(told), figures=figures)
    return outcome


def _visited(this: Run, name: str) -> Outcome:
    source = this.sources[name]
    with this.opens(source) as client:
        visit = Visit(this.content, name, source, client, this.today, this.settings, this.again)
        try:
            if visit.problems:  # what cannot be read must not be written over
                return visit.end()
            _fetch(this, visit)
        except Problem as problem:
            visit.problems.append(problem)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it may be somebody's own
            visit.tally = visit.tally.and_broke(faults.fault(type(source).__module__, error))
        return visit.end()


def _fetch(this: Run, visit: Visit) -> None:
    since = since_of(visit.ledger, this.settings, this.today)
    healer = this.sources.get(visit.manner.heal)
    if visit.manner.newest_only and healer is None and visit.ledger.since is None:
        since = this.today  # what was before could not be had
    visit.begin(since)
    quarantine.read_again(visit)
    asked = [day for day in this.days or () if not visit.is_settled(day)]
    if this.days is None:
        asked = list(due(visit.ledger, this.settings, this.today))
    elif not asked and visit.source.list:
        visit.remarks.append(f"{visit.name}: these days have settled; --again asks all the same")
    if not visit.source.list:
        _add(this, visit, asked)
    elif visit.manner.newest_only:
        _follow(this, visit, asked, healer)
    else:
        lists.fetch(visit, asked, this.watch)


def _add(this: Run, visit: Visit, days: Sequence[date]) -> None:
    if visit.manner.by_day:
        everything = {paper for of_day in _listed(this, None).values() for paper in of_day}
        adding.fetch_changes(visit, days, everything, this.watch)
        return
    # A day that has settled may have got another paper since.
    adding.fetch(visit, _listed(this, this.days or days), this.watch)


def _listed(this: Run, days: Sequence[date] | None) -> adding.Listed:
    """Return the arXiv papers of the archive by the first day of theirs; of `days`, or of all."""
    found: dict[PaperId, date] = {}
    for name in this.listing:
        for day in days if days is not None else records.days(this.content, name):
            for record in records.read(this.content, name, day, []).records:
                if record.id.startswith("arxiv:"):
                    found[record.id] = min(day, found.get(record.id, day))
    by_day: dict[date, list[PaperId]] = {}
    for paper, day in sorted(found.items()):
        by_day.setdefault(day, []).append(paper)
    return by_day


def _follow(this: Run, visit: Visit, days: Sequence[date], healer: Any) -> None:  # noqa: ANN401 - any source
    """Ask a feed; another source makes good, in the categories of the feed, what was missed."""
    if healer is None:
        feeds.fetch(visit, days, None)
        return
    if hasattr(healer, "categories"):
        healer = replace(healer, categories=getattr(visit.source, "categories", ()))
    with this.opens(healer) as client:
        feeds.fetch(visit, days, partial(_healed, healer, client))


def _healed(healer: Asks, client: Sends, day: date) -> Gathered:
    """Return what a source knows to be new on a day."""
    found = gather(healer, client, healer.ask(day))
    if found.whole and not found.agrees:
        reason = f"it counts {found.total:,} papers and lists {found.count:,}"
        found = replace(found, whole=False, reason=reason)
    fresh = {
        paper: record
        for paper, record in found.records.items()
        if record.version in (None, 1) and _is_new(record.published, day)
    }
    return replace(found, records=fresh)


def _is_new(published: str, day: date) -> bool:
    """Tell whether what was published at an instant was announced about `day`."""
    return not published or (day - NEW).isoformat() <= published[:10] <= day.isoformat()
