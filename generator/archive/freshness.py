"""Freshness: what the ledgers of the sources say of their days, and of several sources at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from generator.model.exchange import Reject
from generator.model.frozen import dataclass, field
from generator.model.ledger import DayState, Ledger, State
from generator.model.problem import Place, Problem
from generator.model.text import number
from generator.settings.site import Site
from generator.store import ledgers, records

Rejects = Mapping[date, tuple[Reject, ...]]

# What is said of a day of which sources say different things: the first of these that is said.
GRAVEST = (
    *(State.FAILED, State.PARTIAL, State.PENDING),
    *(State.PUBLISHED, State.EMPTY, State.NONE_EXPECTED),
)

QUIET = (State.EMPTY, State.NONE_EXPECTED)
TROUBLED = (State.FAILED, State.PARTIAL)
HOLIDAYS = 5  # working days that a source may be empty, one after the other


@dataclass(frozen=True, slots=True)
class Freshness:
    """The ledgers of the sources that have one, and what could not be read, by source and day."""

    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    rejects: Mapping[str, Rejects] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()  # what could not be read of these files themselves


def is_read(path: str) -> bool:
    """Tell whether a file of the survey may hold a part of it."""
    return path.endswith(("source.json", "states.jsonl", ".rejects.jsonl"))


def load(site: Site) -> Freshness:
    """Return what is known of the sources of a site."""
    problems: list[Problem] = []
    known = {name: _ledger(site, name, problems) for name in site.sources}
    rejects = {name: _rejects(site, name, problems) for name in site.sources}
    return Freshness(
        {name: ledger for name, ledger in known.items() if ledger != Ledger()},
        {name: by_day for name, by_day in rejects.items() if by_day},
        tuple(problems),
    )


def _ledger(site: Site, source: str, problems: list[Problem]) -> Ledger:
    """Return what a source's ledger says, as far as its records bear it out."""
    ledger = ledgers.read(site.content, source, problems)
    if not site.sources[source].list:
        return ledger
    days = ledgers.lost(site.content, source, ledger)
    for day in days:
        path = records.path_of(site.content, source, day).relative_to(site.folder).as_posix()
        papers = number(ledger.days[day].got, "paper")
        what = f"this file is gone, or empty: states.jsonl beside it knows {papers}"
        mend = (
            f"take it back from version control (git checkout -- {path}), or fetch the day anew "
            f"(broadsheet fetch --from {day} --to {day})"
        )
        problems.append(Problem(what, at=Place(path), mend=mend))
    return ledger.with_lost(days)


def _rejects(site: Site, source: str, problems: list[Problem]) -> Rejects:
    days = records.days_with_rejects(site.content, source)
    found = {day: records.read_rejects(site.content, source, day, problems) for day in days}
    return {day: rejects for day, rejects in found.items() if rejects}


def combined(states: Sequence[DayState]) -> DayState:
    """Return what several sources say of one day as one state.

    Where one source failed and another brought papers the day is partial. Else the gravest
    state stands: a source that is quiet takes nothing from one that is not. A source that did
    not say how many papers it has is taken to have those that it gave.
    """
    found = {each.state for each in states}
    if State.FAILED in found and found & {State.PUBLISHED, State.PARTIAL}:
        state = State.PARTIAL
    else:
        state = next(each for each in GRAVEST if each in found)
    said = any(each.expected is not None for each in states)
    expected = [each.got if each.expected is None else each.expected for each in states]
    return DayState(
        day=states[0].day,
        state=state,
        got=sum(each.got for each in states),
        expected=sum(expected) if said else None,
        reason="; ".join(dict.fromkeys(each.reason for each in states if each.reason)),
        settled=all(each.settled for each in states),
    )


def newest(ledger: Ledger) -> date | None:
    """Return the newest day of which papers are there."""
    found = (
        day for day, state in ledger.days.items() if state.state is State.PUBLISHED or state.got > 0
    )
    return max(found, default=None)


def since(ledger: Ledger) -> date | None:
    """Return the first day that was asked for, of those at which something was expected."""
    asked = (day for day, state in ledger.days.items() if state.state not in QUIET)
    return min((*asked, *filter(None, (ledger.since,))), default=None)


def unasked(ledger: Ledger) -> tuple[tuple[date, date], ...]:
    """Return the first and the last day of each gap, up to the last good fetch, nobody asked for.

    A range of long ago that somebody had asked for leaves one behind it.
    """
    first, last = since(ledger), ledger.fetched
    if first is None or last is None:
        return ()
    asked = sorted(day.toordinal() for day in ledger.days if first <= day < last)
    edges = pairwise((first.toordinal() - 1, *asked, last.toordinal()))
    return tuple(
        (date.fromordinal(before + 1), date.fromordinal(after - 1))
        for before, after in edges
        if after - before > 1
    )


def quiet(ledger: Ledger) -> Sequence[date]:
    """Return the days since the newest of which nobody should say that they are missing.

    Holidays are empty; a source that has been empty for longer than they last is broken. Days
    after the last fetch are those of a clock that ran ahead.
    """
    first, last = newest(ledger) or date.min, ledger.fetched or date.min
    since = sorted(day for day in ledger.days if first < day <= last)
    found = [day for day in since if ledger.days[day].state in QUIET]
    empty = [day for day in found if ledger.days[day].state is State.EMPTY]
    return found if len(empty) <= HOLIDAYS else [day for day in found if day not in empty]


def is_missing(ledger: Ledger, day: date) -> bool:
    """Tell whether a day was over when it was asked for last, and is not there as it should be."""
    state = ledger.days[day].state
    over = ledger.fetched is not None and day < ledger.fetched
    return state in TROUBLED or (state is State.PENDING and over)
