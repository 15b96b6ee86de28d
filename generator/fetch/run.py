"""Fetching: ask, send, read, store; source by source and day by day.

A failure costs what it touches and no more: what was read is stored, what was stored stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from generator.fetch.client import Refused, Unreachable
from generator.model.exchange import Answer, Batch, Reject, Request, Unreadable
from generator.model.outcome import Outcome, Watch
from generator.model.paper import PaperId, Reading, Record
from generator.model.problem import Exit, Problem
from generator.store import records

PAGES = 200  # of one day: more is a server that turns in circles
PATIENCE = 3  # days that a server may refuse, one after the other


class Asks(Protocol):
    """A source that is asked over the network."""

    list: bool
    pause: float

    def ask(self, day: date, known: Sequence[PaperId] = ()) -> Request:
        """Return the first request for a day, or for papers that are known."""
        ...

    def read(self, answer: Answer) -> Batch:
        """Return what an answer holds."""
        ...


class Sends(Protocol):
    """What stands between us and the network."""

    def send(self, request: Request) -> Answer:
        """Return the answer to a request."""
        ...


Opens = Callable[[str, float], AbstractContextManager[Sends]]  # (name, pause) -> a client


@dataclass
class Day:
    """What has been read of one source's day so far."""

    records: dict[PaperId, Record] = field(default_factory=dict)
    readings: dict[PaperId, Reading] = field(default_factory=dict)
    rejects: dict[Reject, None] = field(default_factory=dict)

    def add(self, batch: Batch, today: date) -> bool:
        """Take a batch in and tell whether it brought anything new."""
        before = len(self.records) + len(self.rejects)
        for record in batch.records:
            self.records.setdefault(record.id, record)
        for paper, reading in batch.readings.items():
            self.readings.setdefault(paper, replace(reading, date=today))
        self.rejects |= dict.fromkeys(batch.rejects)
        return len(self.records) + len(self.rejects) > before


def run(
    content: Path,
    sources: Mapping[str, Asks],
    listing: Sequence[str],
    days: Sequence[date],
    today: date,
    opens: Opens,
    watch: Watch,
) -> Outcome:
    """Fetch `days` from `sources`: first those that list papers, then those that add to them.

    `listing` names the sources whose papers are added to, whether they are asked now or not;
    `today` is the day by which counts are read. What went wrong is told in the outcome.
    """
    outcome = Outcome({"papers read": 0, "days changed": 0, "rejected": 0})
    ordered = sorted(sources.items(), key=lambda pair: not pair[1].list)
    for name, source in ordered:
        errands = (
            [(day, ()) for day in days]
            if source.list
            else list(_lacking(content, name, source, listing, days))
        )
        if errands:
            with opens(name, source.pause) as client:
                told = _fetch(content, name, source, client, errands, today, watch)
            figures = {key: outcome.figures[key] + told.figures[key] for key in outcome.figures}
            outcome = replace(outcome.then(told), figures=figures)
    return outcome


def _lacking(
    content: Path,
    name: str,
    source: Asks,
    listing: Sequence[str],
    days: Sequence[date],
) -> Iterator[tuple[date, Sequence[PaperId]]]:
    """Yield, day by day and in batches, the listed papers of which a source has said nothing."""
    unread: list[Problem] = []
    known = {
        record.id
        for day in records.days(content, name)
        for record in records.read(content, name, day, unread).records
    }
    size: int = getattr(source, "batch", 100)
    for day in days:
        listed = {
            record.id: None
            for other in listing
            for record in records.read(content, other, day, unread).records
            if record.id.startswith("arxiv:") and record.id not in known
        }
        known |= listed.keys()
        papers = tuple(listed)
        for start in range(0, len(papers), size):
            yield day, papers[start : start + size]


def _fetch(
    content: Path,
    name: str,
    source: Asks,
    client: Sends,
    errands: Sequence[tuple[date, Sequence[PaperId]]],
    today: date,
    watch: Watch,
) -> Outcome:
    """Run one source's errands and store after each what it brought."""
    read = changed = rejected = refused = 0
    problems: list[Problem] = []
    remarks: list[str] = []
    for day, known in watch(errands, f"Fetching {name}", len(errands)):
        found = Day()
        whole = False
        try:
            for batch in _batches(source, client, source.ask(day, known)):
                if not found.add(batch, today):
                    break
            refused, whole = 0, source.list
        except Unreachable as problem:
            problems.append(problem)
        except Refused as problem:
            problems.append(problem)
            refused += 1
        except Unreadable as error:
            what = f"{name}: the answer for {day} cannot be read: {error}"
            mend = "nothing is lost; try again later"
            problems.append(Problem(what, mend=mend, code=Exit.NETWORK))
            refused += 1
        try:
            changed += _store(content, name, day, found, whole=whole)
        except Problem as problem:
            problems.append(problem)
        read += len(found.records)
        rejected += len(found.rejects)
        remarks.extend(_told(name, day, found.rejects))
        if refused >= PATIENCE or any(isinstance(problem, Unreachable) for problem in problems):
            break
    figures = {"papers read": read, "days changed": changed, "rejected": rejected}
    return Outcome(figures, tuple(remarks), tuple(problems))


def _batches(source: Asks, client: Sends, request: Request | None) -> Iterator[Batch]:
    for _ in range(PAGES):
        if request is None:
            return
        batch = source.read(client.send(request))
        yield batch
        request = batch.next
    if request is not None:
        what = f"{request.address} names ever more pages of {request.day}: {PAGES} were read"
        raise Refused(what, mend="nothing is lost; report it", code=Exit.NETWORK)


def _store(content: Path, name: str, day: date, found: Day, *, whole: bool) -> bool:
    """Add what was read to what is stored; an empty answer changes nothing.

    What was set aside before is forgotten once the `whole` day could be read without it.
    """
    if found.rejects or (whole and found.records):
        records.write_rejects(content, name, day, found.rejects)
    if not found.records:
        return False
    return records.add(content, name, day, found.records.values(), found.readings)


def _told(name: str, day: date, rejects: Iterable[Reject]) -> Iterator[str]:
    for reject in rejects:
        yield f"{name}, {day}: a record was set aside: {reject.reason}"
