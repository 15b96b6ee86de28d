"""Quarantine: what could not be read is set aside whole, and read again after an upgrade."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import accumulate, islice, takewhile

from generator.fetch.visit import Visit
from generator.model.exchange import Answer, Reject, Request, Unreadable
from generator.model.frozen import replace
from generator.model.ledger import State
from generator.model.paper import Record
from generator.model.problem import Problem
from generator.store import records

KEPT = 20_000_000  # characters of a day: what is committed must stay fit to be pushed
TOLD = 5  # records, as they come


def set_aside(visit: Visit, day: date, rejects: Iterable[Reject], *, whole: bool) -> None:
    """Keep what could not be read; once a day is `whole`, that of earlier tries is forgotten.

    Raises:
        Problem: it cannot be written.
    """
    fresh = tuple(dict.fromkeys(rejects))
    earlier = () if whole else records.read_rejects(visit.content, visit.name, day, [])
    if fresh or whole:
        kept = _fit(tuple(dict.fromkeys((*earlier, *fresh))))
        records.write_rejects(visit.content, visit.name, day, kept)
    at = f"{visit.name}, {day}"
    told = islice(fresh, TOLD)
    visit.remarks += [f"{at}: a record was set aside: {reject.reason}" for reject in told]
    if len(fresh) > TOLD:
        visit.remarks.append(f"{at}: {len(fresh) - TOLD:,} more were set aside")


def _fit(rejects: tuple[Reject, ...]) -> tuple[Reject, ...]:
    """Return as many of them as may be kept."""
    sizes = accumulate(len(reject.text) for reject in rejects)
    return rejects[: sum(1 for _ in takewhile(lambda size: size <= KEPT, sizes))]


def read_again(visit: Visit) -> None:
    """Read anew what was set aside, since a newer Broadsheet may understand it."""
    days = records.days_with_rejects(visit.content, visit.name) if visit.manner.again else ()
    for day in days:
        try:
            _read_again(visit, day)
        except Problem as problem:
            visit.problems.append(problem)


def _read_again(visit: Visit, day: date) -> None:
    rejects = records.read_rejects(visit.content, visit.name, day, visit.problems)
    healed = {reject: tuple(_understood(visit, reject, day)) for reject in rejects}
    left = [reject for reject, found in healed.items() if not found]
    if len(left) == len(rejects):
        return
    visit.keep(day, (record for found in healed.values() for record in found))
    records.write_rejects(visit.content, visit.name, day, left)
    count = len(rejects) - len(left)
    visit.remarks.append(f"{visit.name}, {day}: {count} of the records set aside could be read now")
    if (known := visit.ledger.days.get(day)) is None:
        return
    known = replace(known, got=len(visit.stored(day)))
    if not left and known.expected == known.got:
        known = replace(known, state=State.PUBLISHED, reason="")
    visit.note(known)


def _understood(visit: Visit, reject: Reject, day: date) -> Iterator[Record]:
    with suppress(Unreadable):
        if visit.manner.again:
            answer = Answer(Request("", day=day), visit.manner.again(reject.text))
            yield from visit.source.read(answer).records
