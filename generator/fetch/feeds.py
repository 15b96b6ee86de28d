"""Sources that tell of their newest day alone: a day that is missed must be healed by another."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from generator.fetch import quarantine
from generator.fetch.gather import Gathered, gather, unchanged
from generator.fetch.ledger import Finding, judged
from generator.fetch.visit import Visit
from generator.model.day import weekday
from generator.model.frozen import replace
from generator.model.ledger import DayState, State
from generator.model.problem import Problem

Healer = Callable[[date], Gathered]  # what another source knows of a day


def fetch(visit: Visit, days: Sequence[date], heal: Healer | None) -> None:
    """Ask a feed, which tells of its newest day alone.

    Those of `days` that it has passed by are healed.
    """
    found = _unchanged(visit) or gather(visit.source, visit.client, visit.source.ask(visit.today))
    day = found.day or visit.today
    if found.whole and day > visit.today:
        found = replace(found, whole=False, reason=f"it is dated {day}, which is yet to come")
    if not found.whole:  # it will be read anew: until then it is of no use
        found = replace(found, records={}, rejects={})
    visit.tally = visit.tally.and_came(found)
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


def _unchanged(visit: Visit) -> Gathered | None:
    """Return that the feed is what it was, where the server says so and all of it is stored."""
    newest = max(visit.validators, default=None)
    if newest is None or newest not in visit.ledger.days:
        return None
    stored = len(visit.stored(newest)) == visit.ledger.days[newest].got
    if stored and unchanged(visit.client, visit.validators[newest], visit.today):
        return Gathered(whole=True, unchanged=True, day=newest)
    return None


def _keep_feed(visit: Visit, day: date, found: Gathered) -> None:
    visit.tally = visit.tally.and_read(len(found.records))
    visit.keep(day, found.records.values(), found.readings.items())
    quarantine.set_aside(visit, day, found.rejects, whole=bool(found.records))
    manner = replace(visit.manner, skips=found.skips or visit.manner.skips)
    finding = Finding(whole=True, given=found.count, unread=len(found.rejects))
    state = judged(
        day,
        finding,
        None,
        stored=len(visit.stored(day)),
        manner=manner,
        today=day + timedelta(days=1),  # a feed's day is over as soon as it is out
        settings=replace(visit.settings, settle_days=1),
    )
    # Until the next feed is out the same one may be read, and read better.
    visit.note(replace(state, settled=day < visit.today and not found.rejects))
    visit.remember(day, found)


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
    if heal is None:
        return
    for day in (day for day, state in states.items() if state is None):
        found = heal(day)
        reason = f"its feed was missed; this is what {visit.manner.heal} has of the day"
        if not found.whole:
            reason = f"its feed was missed, and {visit.manner.heal} cannot tell: {found.reason}"
        visit.tally = visit.tally.and_came(found, str(day)).and_read(len(found.records))
        visit.keep(day, found.records.values())
        quarantine.set_aside(visit, day, found.rejects, whole=found.whole)
        if unread := len(found.rejects):
            reason += f"; {unread:,} of {found.count:,} records could not be read"
        got, before = len(visit.stored(day)), visit.ledger.days.get(day)
        kind = State.PUBLISHED if got else State.EMPTY
        if unread or not found.whole:
            kind = State.PARTIAL if got else State.FAILED
        expected = max(got, found.count)
        state = DayState(day=day, state=kind, got=got, expected=expected, reason=reason)
        # An empty answer may come of a server in trouble: it is never the last word. What cannot
        # be read is, once it was seen twice.
        again = found.whole and unread and replace(state, settled=False) == before
        visit.note(replace(state, settled=kind is State.PUBLISHED or bool(again)))
        if visit.tally.hopeless:
            return


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
