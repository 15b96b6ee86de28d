"""Sources that list papers by the day: each day is asked for until its list agrees with itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from generator.fetch import quarantine
from generator.fetch.client import Refused
from generator.fetch.gather import PATIENCE, Gathered, gather, unchanged
from generator.fetch.ledger import READ, Finding, judged
from generator.fetch.visit import Visit
from generator.model.frozen import dataclass, replace
from generator.model.ledger import DayState
from generator.model.outcome import Watch
from generator.model.paper import PaperId, Record
from generator.model.problem import Problem

TIMES = 3  # that a list is read in one run, until it says the same twice


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking for a day came to, and what was known before."""

    finding: Finding
    said: frozenset[PaperId]  # the papers on its list
    before: DayState | None


def fetch(visit: Visit, days: Sequence[date], watch: Watch) -> None:
    """Ask for `days`, in their order, and cross-check what came.

    A day settles when it was cross-checked: a run that is killed before asks for it once more.
    """
    first = visit.ledger.fetched != visit.today  # details are asked for once a day
    left = list(days)
    asked: dict[date, Asked] = {}
    for _ in watch(days, f"Fetching {visit.name}", len(days)):
        # Days that fail for good, the oldest first, must not keep the newest from being asked.
        day = left.pop(-1 if visit.tally.failures == PATIENCE else 0)
        try:
            asked[day] = _unchanged(visit, day) or _ask(visit, day)
            if first or day in visit.held or asked[day].before is None:
                _ask_details(visit, day, asked[day])
        except Problem as problem:
            visit.held.pop(day, None)
            visit.problems.append(problem)
            continue
        if visit.tally.hopeless:
            break
        if not (left and _are_together(visit, day, left[0])):
            _settle(visit, asked)
            asked = {}
    _settle(visit, asked)


def _are_together(visit: Visit, day: date, other: date) -> bool:
    """Tell whether two days are on the same list over several days."""
    checks = visit.manner.checks
    return checks is not None and checks([day]) == checks([other])


def _settle(visit: Visit, asked: Mapping[date, Asked]) -> None:
    """Cross-check days, and store which of them will not be asked for again."""
    _check(visit, asked)
    try:
        visit.settle()
    except Problem as problem:
        visit.problems.append(problem)


def _ask(visit: Visit, day: date) -> Asked:
    """Ask for one day, store what it has and the state it is in."""
    before, stored = visit.ledger.days.get(day), visit.stored(day)
    found, sure, reason = _agreed(visit, day, stored)
    visit.tally = visit.tally.and_came(found, str(day)).and_read(len(found.records))
    visit.keep(day, found.records.values(), found.readings.items())
    missing = stored - found.records.keys() if found.whole else set()
    complete = found.whole and bool(found.records) and not missing
    quarantine.set_aside(visit, day, found.rejects, whole=complete)
    finding = Finding(
        whole=found.whole,
        sure=sure,
        given=found.count,
        unread=len(found.rejects),
        missing=len(missing),
        counted=bool(found.readings),
        reason=reason,
    )
    _note(visit, day, finding, before)
    if found.whole:
        visit.remember(day, found)
    return Asked(finding, frozenset(found.records), before)


def _unchanged(visit: Visit, day: date) -> Asked | None:
    """Return that nothing has changed, where the server says so and all was well before."""
    before, listing = visit.ledger.days.get(day), visit.listing(day)
    # What a server says of a list that was not complete, or of one that settles, is not enough.
    term = visit.settings.count_days if listing.counts else visit.settings.settle_days
    settles = visit.today >= day + timedelta(days=term)
    well = before and before.state in READ and not settles
    if not (before and well and (before.expected or 0) == len(listing.records)):
        return None
    if not unchanged(visit.client, visit.validators.get(day, {}), day):
        return None
    found = Gathered(whole=True, unchanged=True)
    visit.tally = visit.tally.and_came(found, str(day))
    finding = Finding(whole=True, given=len(listing.records), counted=bool(listing.counts))
    _note(visit, day, finding, before)
    return Asked(finding, frozenset(each.id for each in listing.records), before)


def _agreed(visit: Visit, day: date, stored: set[PaperId]) -> tuple[Gathered, bool, str]:
    """Return the list of a day, whether it can be relied on, and why not.

    It is read until it says the same twice; what is stored of it was said before. A list that
    is as long as it says is believed at once, and so is one whose day is not over, since that
    will be asked for again. Whatever it said in between is kept.
    """
    heard = [stored]
    found = Gathered()
    for _ in range(TIMES):
        last = gather(visit.source, visit.client, visit.source.ask(day))
        found = _united(found, last)
        said = set(last.records)
        if not last.whole or day >= visit.today:
            return found, last.whole, last.reason
        if last.steady and (last.agrees if last.total is not None else said in heard):
            return found, True, ""
        heard.append(said)
    if found.agrees:
        return found, False, "it changed while it was read"
    return found, False, f"it counts {found.total:,} papers and lists {found.count:,}"


def _united(first: Gathered, second: Gathered) -> Gathered:
    """Return all that two readings of a list brought; where they differ the later is believed."""
    return replace(
        second,
        records={**first.records, **second.records},
        readings={**first.readings, **second.readings},
        rejects={**first.rejects, **second.rejects} if not second.whole else second.rejects,
    )


def _note(visit: Visit, day: date, finding: Finding, before: DayState | None) -> None:
    state = judged(
        day,
        finding,
        before,
        stored=len(visit.stored(day)),
        manner=visit.manner,
        today=visit.today,
        settings=visit.settings,
    )
    if state.settled and not (before and before.settled):
        visit.hold(state)
    else:
        visit.held.pop(day, None)
        visit.note(state)


def _doubt(visit: Visit, asked: Mapping[date, Asked]) -> None:
    """See to it that days of which something could not be had are asked for again, but once."""
    for day in asked.keys() & visit.held.keys():
        before = asked[day].before
        if before is None or before.state is not visit.held[day].state:
            visit.doubted.add(day)
            del visit.held[day]


def _ask_details(visit: Visit, day: date, asked: Asked) -> None:
    """Ask for what a list does not say of its papers. None of it is worth failing for."""
    detail = visit.manner.detail if asked.finding.whole else None
    for paper in sorted(visit.stored(day)) if detail else ():
        request = detail(paper, day) if detail else None
        if request is None:
            return
        found = gather(visit.source, visit.client, request)
        if not found.whole and not found.spoiled:
            _doubt(visit, {day: asked})
        if isinstance(found.problem, Refused):
            continue  # it has no page there
        if not found.whole:
            visit.remarks.append(f"{visit.name}, {day}: no details: {found.reason}")
            if not found.spoiled:
                return
        visit.keep(day, (each for each in found.records.values() if each.id == paper))


def _check(visit: Visit, asked: Mapping[date, Asked]) -> None:
    """Compare what came with lists over several days; what is only on those counts as listed."""
    checks = visit.manner.checks
    for request in checks(sorted(asked)) if checks and asked and visit.tally.usable else ():
        if visit.unchecked:
            _doubt(visit, asked)
            return
        found = gather(visit.source, visit.client, request)
        if not found.whole:
            what = f"{visit.name}: no cross-check by {'&'.join(request.query.values())}"
            visit.remarks.append(f"{what}: {found.reason}")
            if found.spoiled:
                continue
            visit.unchecked = True
            _doubt(visit, asked)
            return
        by_day: dict[date, list[Record]] = defaultdict(list)
        for paper, day in found.days.items():
            by_day[day].append(found.records[paper])
        try:
            for day in sorted(by_day.keys() & asked.keys()):
                _compare(visit, day, asked[day], by_day[day])
        except Problem as problem:
            visit.held.clear()
            visit.problems.append(problem)


def _compare(visit: Visit, day: date, asked: Asked, longer: Sequence[Record]) -> None:
    stored = visit.stored(day)
    fresh = [each for each in longer if each.id not in stored]
    if not fresh and not asked.finding.missing:
        return
    visit.keep(day, fresh)
    visit.tally = visit.tally.and_read(len(fresh))
    if fresh:
        visit.remarks.append(f"{visit.name}, {day}: {len(fresh):,} more by the cross-check")
    said = asked.said | {each.id for each in longer}
    missing = len(stored - said) if asked.finding.whole else 0
    finding = replace(asked.finding, given=len(said) + asked.finding.unread, missing=missing)
    if not asked.finding.given and asked.finding.whole:
        finding = replace(
            finding, sure=False, reason="its own list is empty, and a longer one is not"
        )
    _note(visit, day, finding, asked.before)
