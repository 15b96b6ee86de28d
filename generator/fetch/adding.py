"""Sources that add to papers which others list: by their ids in batches, or by a day's changes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from generator.fetch import quarantine
from generator.fetch.gather import Gathered, gather, parts
from generator.fetch.visit import Visit
from generator.model.day import weekday
from generator.model.frozen import replace
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
    last = {day: visit.today >= day + timedelta(days=visit.settings.settle_days) for day in listed}
    wanted = [
        (paper, day)
        for day in sorted(listed)
        for paper in listed[day]
        if paper not in known or (last[day] and not visit.is_settled(day))
    ]
    left = Counter(day for _, day in wanted)
    try:
        done = [_state(day, listed[day], known) for day in listed if not left[day]]
        visit.note(*(state for state in done if not visit.is_settled(state.day)))
        size = visit.manner.batch
        batches = [dict(wanted[start : start + size]) for start in range(0, len(wanted), size)]
        failed: dict[date, str] = {}
        for batch in watch(batches, f"Fetching {visit.name}", len(batches)):
            _ask(visit, batch, known, failed)
            left.subtract(batch.values())
            over = [day for day in dict.fromkeys(batch.values()) if not left[day]]
            states = (_state(day, listed[day], known, failed.get(day, "")) for day in over)
            visit.note(*(replace(each, settled=_is_over(each, last, failed)) for each in states))
            if visit.tally.hopeless:
                break
    except Problem as problem:
        visit.problems.append(problem)


def _is_over(state: DayState, last: Mapping[date, bool], failed: Collection[date]) -> bool:
    return last[state.day] and state.day not in failed


def _ask(
    visit: Visit, days: Mapping[PaperId, date], known: set[PaperId], failed: dict[date, str]
) -> None:
    """Ask for papers, and store what comes, each with the day of its list.

    The papers that came are added to `known`, and the days that failed, with the reason, to
    `failed`.
    """
    for part, found in parts(visit.source, visit.client, max(days.values()), tuple(days)):
        first, final = days[part[0]], days[part[-1]]
        asked = str(first) if first == final else f"{first} to {final}"
        visit.tally = visit.tally.and_came(found, asked).and_read(len(found.records))
        for day in dict.fromkeys(days[paper] for paper in part):
            visit.keep(day, (each for each in found.records.values() if days.get(each.id) == day))
            if not found.whole:
                failed[day] = found.reason
        quarantine.set_aside(visit, final, found.rejects, whole=False)
        known.update(found.records)


def _state(
    day: date, papers: Collection[PaperId], known: Collection[PaperId], failed: str = ""
) -> DayState:
    """Return how many of a day's papers are known; `failed` tells why asking did."""
    lacking = [paper.removeprefix("arxiv:") for paper in papers if paper not in known]
    got = len(papers) - len(lacking)
    kind, reason = State.PUBLISHED, ""
    if lacking and failed:
        kind, reason = State.PARTIAL if got else State.FAILED, failed
    elif lacking:
        more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
        kind, reason = State.PARTIAL, f"it does not know {', '.join(lacking[:SHOWN])}{more}"
    return DayState(day=day, state=kind, got=got, expected=len(papers), reason=reason)


def fetch_changes(
    visit: Visit, days: Sequence[date], papers: Collection[PaperId], watch: Watch
) -> None:
    """Ask what changed on each of `days`, and keep what concerns `papers`."""
    over = [day for day in days if day < visit.today]
    for day in watch(over, f"Fetching {visit.name}", len(over)):
        found = gather(visit.source, visit.client, visit.source.ask(day))
        kept = [each for each in found.records.values() if each.id in papers]
        kept += [Record(id=paper, withdrawn=True) for paper in found.gone if paper in papers]
        visit.tally = visit.tally.and_came(found, str(day)).and_read(len(kept))
        try:
            visit.keep(day, kept)
            quarantine.set_aside(visit, day, found.rejects, whole=found.whole)
            visit.note(_changes(visit, day, found, len(kept)))
        except Problem as problem:
            visit.problems.append(problem)
        if visit.tally.hopeless:
            break


def _changes(visit: Visit, day: date, found: Gathered, kept: int) -> DayState:
    """Return the state of a day of changes.

    It settles at once, since a later change has a later day, but for a weekday without any: that
    may come of a server in trouble.
    """
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
    settled = kind is not State.EMPTY
    return DayState(day=day, state=kind, got=kept, expected=kept, reason=reason, settled=settled)
