"""Fetching: source by source; first those that list papers, then those that add to them.

A failure costs what it touches and no more: what was read is stored, what was stored stays.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from generator.fetch import adding, feeds, lists
from generator.fetch import ledger as ledgers
from generator.fetch.gather import Gathered, Sends, gather
from generator.fetch.ledger import Terms
from generator.fetch.manner import Asks
from generator.fetch.visit import Visit
from generator.model.outcome import Outcome, Watch
from generator.model.paper import PaperId
from generator.model.problem import Problem
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
    terms: Terms
    opens: Opens
    watch: Watch
    days: Sequence[date] | None = None  # None: from where each source's own ledger begins
    again: bool = False  # also those that have settled


def run(each: Run, names: Iterable[str]) -> Outcome:
    """Fetch from the sources named, and tell what came of it."""
    outcome = Outcome({"papers read": 0, "days changed": 0, "rejected": 0})
    for name in sorted(names, key=lambda name: not each.sources[name].list):
        told = _visited(each, name)
        figures = {key: outcome.figures[key] + told.figures[key] for key in outcome.figures}
        outcome = replace(outcome.then(told), figures=figures)
    return outcome


def _visited(each: Run, name: str) -> Outcome:
    source = each.sources[name]
    with each.opens(source) as client:
        visit = Visit(each.content, name, source, client, each.today, each.terms, each.again)
        try:
            if visit.problems:  # what cannot be read must not be written over
                return visit.end()
            _fetch(each, visit)
        except Problem as problem:
            visit.problems.append(problem)
        return visit.end()


def _fetch(each: Run, visit: Visit) -> None:
    since = ledgers.since_of(visit.ledger, each.terms, each.today)
    healer = each.sources.get(visit.manner.heal)
    if visit.manner.newest_only and healer is None and visit.ledger.since is None:
        since = each.today  # what was before could not be had
    visit.begin(since)
    visit.read_again()
    asked = [day for day in each.days or () if not visit.is_settled(day)]
    if each.days is None:
        asked = list(ledgers.due(visit.ledger, each.terms, each.today))
    elif not asked and visit.source.list:
        visit.remarks.append(f"{visit.name}: these days have settled; --again asks all the same")
    if not visit.source.list:
        _add(each, visit, asked)
    elif visit.manner.newest_only:
        heal = partial(_healed, each, visit, healer) if healer else None
        feeds.fetch(visit, asked, heal)
    else:
        lists.fetch(visit, asked, each.watch)


def _add(each: Run, visit: Visit, days: Sequence[date]) -> None:
    if visit.manner.by_day:
        everything = {paper for of_day in _listed(each, None).values() for paper in of_day}
        adding.fetch_changes(visit, days, everything, each.watch)
        return
    # A day that has settled may have got another paper since.
    adding.fetch(visit, _listed(each, each.days or days), each.watch)


def _listed(each: Run, days: Sequence[date] | None) -> adding.Listed:
    """Return the arXiv papers of the archive by the first day of theirs; of `days`, or of all."""
    found: dict[PaperId, date] = {}
    for name in each.listing:
        for day in days if days is not None else records.days(each.content, name):
            for record in records.read(each.content, name, day, []).records:
                if record.id.startswith("arxiv:"):
                    found[record.id] = min(day, found.get(record.id, day))
    by_day: dict[date, list[PaperId]] = {}
    for paper, day in sorted(found.items()):
        by_day.setdefault(day, []).append(paper)
    return by_day


def _healed(each: Run, visit: Visit, healer: Any, day: date) -> Gathered:  # noqa: ANN401 - any source
    """Return what another source knows to be new on a day, in the categories of this one."""
    categories: tuple[str, ...] = getattr(visit.source, "categories", ())
    if hasattr(healer, "categories"):
        healer = replace(healer, categories=categories)
    with each.opens(healer) as client:
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
