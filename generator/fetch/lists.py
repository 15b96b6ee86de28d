"""Sources that list papers by the day: each day is asked for until its list agrees with itself."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.fetch import ledger as ledgers
from generator.fetch.client import Refused
from generator.fetch.gather import Gathered, gather, unchanged
from generator.fetch.ledger import Told
from generator.fetch.visit import PATIENCE, Visit
from generator.model.day import weekday
from generator.model.ledger import DayState, State
from generator.model.outcome import Watch
from generator.model.paper import PaperId, Record
from generator.model.problem import Problem

TIMES = 3  # that a list is read in one run, until it says the same twice

Healer = Callable[[date], Gathered]  # what another source knows of a day


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking for a day came to, and what was known before."""

    found: Gathered
    told: Told
    said: frozenset[PaperId]  # the papers on its list
    before: DayState | None


def fetch(visit: Visit, days: Sequence[date], watch: Watch) -> None:
    """Ask for `days`, in their order, and cross-check what came."""
    details = visit.ledger.fetched != visit.today  # once a day is enough
    left = list(days)
    asked: dict[date, Asked] = {}
    for _ in watch(days, f"Fetching {visit.name}", len(days)):
        # Days that fail for good, the oldest first, must not keep the newest from being asked.
        day = left.pop(-1 if visit.failures == PATIENCE else 0)
        try:
            asked[day] = _unchanged(visit, day) or _ask(visit, day)
            if asked[day].told.whole and details:
                _ask_details(visit, day)
        except Problem as problem:
            visit.problems.append(problem)
            continue
        if visit.hopeless(asked[day].found):
            break
    _check(visit, asked)


def _ask(visit: Visit, day: date) -> Asked:
    """Ask for one day, store what it has and the state it is in."""
    before, stored = visit.ledger.days.get(day), visit.stored(day)
    found, sure, reason = _agreed(visit, day, stored)
    visit.came(found, str(day))
    visit.read += len(found.records)
    visit.keep(day, found.records.values(), found.readings.items())
    missing = stored - found.records.keys() if found.whole else set()
    visit.set_aside(day, found.rejects, whole=found.whole and bool(found.records) and not missing)
    told = Told(
        whole=found.whole,
        sure=sure,
        given=found.count,
        unread=len(found.rejects),
        missing=len(missing),
        counted=bool(found.readings),
        reason=reason,
    )
    _note(visit, day, told, before)
    # A server that numbers every answer anew must not make every run change a file.
    if found.whole and (day in visit.changed or day not in visit.validators):
        visit.validators[day] = found.validators
    return Asked(found, told, frozenset(found.records), before)


def _unchanged(visit: Visit, day: date) -> Asked | None:
    """Return that nothing has changed, where the server says so and all was well before."""
    before, listing = visit.ledger.days.get(day), visit.listing(day)
    well = before and before.state in (State.PENDING, *ledgers.READ)
    if not (before and well and (before.expected or 0) == len(listing.records)):
        return None
    if not unchanged(visit.client, visit.validators.get(day, {}), day):
        return None
    found = Gathered(whole=True, unchanged=True)
    visit.came(found, str(day))
    told = Told(whole=True, given=len(listing.records), counted=bool(listing.counts))
    _note(visit, day, told, before)
    return Asked(found, told, frozenset(each.id for each in listing.records), before)


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


def _note(visit: Visit, day: date, told: Told, before: DayState | None) -> None:
    state = ledgers.judged(
        day,
        told,
        before,
        stored=len(visit.stored(day)),
        manner=visit.manner,
        today=visit.today,
        terms=visit.terms,
    )
    visit.note(state)


def _ask_details(visit: Visit, day: date) -> None:
    """Ask for what a list does not say of its papers. None of it is worth failing for."""
    detail = visit.manner.detail
    for paper in sorted(visit.stored(day)) if detail else ():
        request = detail(paper, day) if detail else None
        if request is None:
            return
        found = gather(visit.source, visit.client, request)
        if isinstance(found.problem, Refused):
            continue  # it has no page there
        if not found.whole:
            visit.remarks.append(f"{visit.name}, {day}: no details: {found.reason}")
            return
        visit.keep(day, (each for each in found.records.values() if each.id == paper))


def _check(visit: Visit, asked: Mapping[date, Asked]) -> None:
    """Compare what came with lists over several days; what is only on those counts as listed."""
    checks = visit.manner.checks
    for request in checks(sorted(asked)) if checks and asked and visit.good else ():
        found = gather(visit.source, visit.client, request)
        if not found.whole:
            what = f"{visit.name}: no cross-check by {'&'.join(request.query.values())}"
            visit.remarks.append(f"{what}: {found.reason}")
            return
        by_day: dict[date, list[Record]] = defaultdict(list)
        for paper, day in found.days.items():
            by_day[day].append(found.records[paper])
        try:
            for day in sorted(by_day.keys() & asked.keys()):
                _compare(visit, day, asked[day], by_day[day])
        except Problem as problem:
            visit.problems.append(problem)


def _compare(visit: Visit, day: date, asked: Asked, longer: Sequence[Record]) -> None:
    stored = visit.stored(day)
    fresh = [each for each in longer if each.id not in stored]
    if not fresh and not asked.told.missing:
        return
    visit.keep(day, fresh)
    visit.read += len(fresh)
    if fresh:
        visit.remarks.append(f"{visit.name}, {day}: {len(fresh):,} more by the cross-check")
    said = asked.said | {each.id for each in longer}
    missing = len(stored - said) if asked.told.whole else 0
    told = replace(asked.told, given=len(said) + asked.told.unread, missing=missing)
    _note(visit, day, told, asked.before)


def fetch_newest(visit: Visit, days: Sequence[date], heal: Healer | None) -> None:
    """Ask a feed, which tells of its newest day alone.

    Those of `days` that it has passed by are healed.
    """
    request = visit.source.ask(visit.today)
    told = {day: of_day for day, of_day in visit.validators.items() if of_day}
    newest = max(told, default=None)
    if newest and unchanged(visit.client, told[newest], visit.today):
        found = Gathered(whole=True, unchanged=True, day=newest)
    else:
        found = gather(visit.source, visit.client, request)
    day = found.day or visit.today
    if found.whole and day > visit.today:
        found = replace(found, whole=False, reason=f"it is dated {day}, which is yet to come")
    visit.came(found, "")
    try:
        if found.whole and not found.unchanged:
            _keep_feed(visit, day, found)
        if found.whole and day < visit.today:
            _note_waiting(visit, found, day)
        elif not found.whole and visit.today not in visit.ledger.days:
            kind, reason = State.PENDING, found.reason
            visit.note(DayState(day=visit.today, state=kind, reason=reason))
        last = day if found.whole else visit.today
        _heal(visit, [each for each in days if each < last], heal)
    except Problem as problem:
        visit.problems.append(problem)


def _keep_feed(visit: Visit, day: date, found: Gathered) -> None:
    visit.read += len(found.records)
    visit.keep(day, found.records.values(), found.readings.items())
    visit.set_aside(day, found.rejects, whole=bool(found.records))
    visit.validators = {day: found.validators}
    manner = replace(visit.manner, skips=found.skips or visit.manner.skips)
    told = Told(whole=True, given=found.count, unread=len(found.rejects))
    state = ledgers.judged(
        day,
        told,
        None,
        stored=len(visit.stored(day)),
        manner=manner,
        today=day + timedelta(days=1),  # a feed's day is over as soon as it is out
        terms=replace(visit.terms, settle_days=1),
    )
    # Until the next feed is out the same one may be read, and read better.
    visit.note(replace(state, settled=day < visit.today and not found.rejects))


def _note_waiting(visit: Visit, found: Gathered, newest: date) -> None:
    """Say of the day of the run why the feed does not tell of it."""
    skips = found.skips or visit.manner.skips
    quiet = weekday(visit.today) in skips
    kind = State.NONE_EXPECTED if quiet else State.PENDING
    reason = visit.manner.quiet if quiet else f"the feed still tells of {newest}"
    visit.note(DayState(day=visit.today, state=kind, reason=reason))


def _heal(visit: Visit, days: Sequence[date], heal: Healer | None) -> None:
    """Find out about days of which no feed was read while it was there."""
    states = {day: _passed(visit, day, healed=heal is not None) for day in days}
    visit.note(*filter(None, states.values()))
    found = Gathered()
    for day in (day for day, state in states.items() if state is None):
        if heal is None or visit.hopeless(found):
            return
        found = heal(day)
        reason = f"its feed was missed; this is what {visit.manner.heal} has of the day"
        if not found.whole:
            reason = f"its feed was missed, and {visit.manner.heal} cannot tell: {found.reason}"
        visit.came(found, str(day))
        visit.read += len(found.records)
        visit.keep(day, found.records.values())
        got = len(visit.stored(day))
        kind = State.PUBLISHED if got else State.EMPTY
        if not found.whole:
            kind = State.PARTIAL if got else State.FAILED
        state = DayState(day=day, state=kind, got=got, expected=got, reason=reason)
        visit.note(replace(state, settled=found.whole))


def _passed(visit: Visit, day: date, *, healed: bool) -> DayState | None:
    """Return the state of a day that the feed has passed by; None if it is to be healed."""
    known = visit.ledger.days.get(day)
    if known and (known.state is State.PUBLISHED or (known.got and not healed)):
        return replace(known, settled=True)
    if weekday(day) in visit.manner.skips:
        kind = State.NONE_EXPECTED
        return DayState(day=day, state=kind, reason=visit.manner.quiet, settled=True)
    if known and known.state is State.EMPTY and not healed:
        return replace(known, settled=True)
    if not healed:
        reason = "its feed was missed, and a feed tells of its newest day alone"
        return DayState(day=day, state=State.FAILED, reason=reason)
    return None
