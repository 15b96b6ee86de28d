"""Sources that add to papers which others list: by their ids in batches, or by a day's changes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from generator.fetch import ledger as ledgers
from generator.fetch.gather import Gathered, gather
from generator.fetch.visit import Visit
from generator.model.day import weekday
from generator.model.ledger import DayState, State
from generator.model.outcome import Watch
from generator.model.paper import PaperId, Record
from generator.model.problem import Problem
from generator.store import records

SHOWN = 3  # ids of papers that a source does not know

Listed = Mapping[date, Sequence[PaperId]]  # by the day of the list, papers of the archive


def fetch(visit: Visit, listed: Listed, watch: Watch) -> None:
    """Ask for papers that this source has said nothing of, and once more when their day settles.

    That second time shows new versions, and papers that were withdrawn.
    """
    known = {
        record.id
        for day in records.days(visit.content, visit.name)
        for record in visit.listing(day).records
    }
    last = {day: visit.today >= day + timedelta(days=visit.terms.settle_days) for day in listed}
    wanted = [
        (day, paper)
        for day in sorted(listed)
        for paper in listed[day]
        if paper not in known or (last[day] and not ledgers.is_settled(visit.ledger, day))
    ]
    to_ask = {day for day, _ in wanted}
    try:
        done = [_state(day, listed[day], known) for day in listed if day not in to_ask]
        visit.note(*(state for state in done if not ledgers.is_settled(visit.ledger, state.day)))
        size = visit.manner.batch
        batches = [wanted[start : start + size] for start in range(0, len(wanted), size)]
        left = [day for day, _ in wanted]
        for batch in watch(batches, f"Fetching {visit.name}", len(batches)):
            found = _ask(visit, batch)
            known |= found.records.keys()
            left = left[len(batch) :]
            for day in dict.fromkeys(day for day, _ in batch):
                if day not in left:
                    state = _state(day, listed[day], known, found.reason, settled=last[day])
                    visit.note(state)
            if visit.hopeless(found):
                break
    except Problem as problem:
        visit.problems.append(problem)


def _ask(visit: Visit, batch: Sequence[tuple[date, PaperId]]) -> Gathered:
    """Ask for one batch and store what comes, each paper with the day of its list."""
    days = {paper: day for day, paper in batch}
    first, final = batch[0][0], batch[-1][0]
    found = gather(visit.source, visit.client, visit.source.ask(final, tuple(days)))
    visit.came(found, str(first) if first == final else f"{first} to {final}")
    visit.read += len(found.records)
    for day in dict.fromkeys(days.values()):
        visit.keep(day, (each for each in found.records.values() if days.get(each.id) == day))
    visit.set_aside(final, found.rejects, whole=False)
    return found


def _state(
    day: date,
    papers: Collection[PaperId],
    known: Collection[PaperId],
    reason: str = "",
    *,
    settled: bool = False,
) -> DayState:
    """Return how many of a day's papers are known; `reason` tells why asking failed."""
    lacking = [paper.removeprefix("arxiv:") for paper in papers if paper not in known]
    got = len(papers) - len(lacking)
    kind = State.PUBLISHED if not lacking else State.PARTIAL if got else State.FAILED
    if lacking and not reason:
        more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
        reason = f"it does not know {', '.join(lacking[:SHOWN])}{more}"
        kind = State.PARTIAL
    return DayState(
        day=day,
        state=kind,
        got=got,
        expected=len(papers),
        reason=reason,
        settled=settled and (not lacking or reason.startswith("it does not know")),
    )


def fetch_changes(
    visit: Visit, days: Sequence[date], papers: Collection[PaperId], watch: Watch
) -> None:
    """Ask what changed on each of `days`, and keep what concerns `papers`."""
    over = [day for day in days if day < visit.today]
    for day in watch(over, f"Fetching {visit.name}", len(over)):
        found = gather(visit.source, visit.client, visit.source.ask(day))
        visit.came(found, str(day))
        kept = [each for each in found.records.values() if each.id in papers]
        kept += [Record(id=paper, withdrawn=True) for paper in found.gone if paper in papers]
        visit.read += len(kept)
        try:
            visit.keep(day, kept)
            visit.set_aside(day, found.rejects, whole=found.whole)
            visit.note(_changes(visit, day, found, len(kept)))
        except Problem as problem:
            visit.problems.append(problem)
        if visit.hopeless(found):
            break


def _changes(visit: Visit, day: date, found: Gathered, kept: int) -> DayState:
    """Return the state of a day of changes. It settles at once: a later change has a later day."""
    reason = found.reason
    if found.whole and not found.agrees:
        reason = f"it counts {found.total:,} changes and lists {found.count:,}"
    if reason:
        kind = State.PARTIAL if kept else State.FAILED
        return DayState(day=day, state=kind, got=kept, reason=reason)
    if found.count or found.gone:
        kind = State.PUBLISHED
    elif weekday(day) in visit.manner.skips:
        kind, reason = State.NONE_EXPECTED, visit.manner.quiet
    else:
        kind, reason = State.EMPTY, "nothing changed on this day"
    return DayState(day=day, state=kind, got=kept, expected=kept, reason=reason, settled=True)
