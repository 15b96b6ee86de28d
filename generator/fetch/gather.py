"""A list, read page by page to its end, and whether what came can be relied on."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from generator.fetch.client import Refused, Unreachable
from generator.fetch.manner import Asks
from generator.fetch.sieve import sifted
from generator.model.exchange import (
    MB,
    Answer,
    Batch,
    Bounds,
    Reject,
    Request,
    Unreadable,
    Validator,
)
from generator.model.frozen import dataclass, field, replace
from generator.model.paper import PaperId, Reading, Record
from generator.model.problem import Problem
from generator.settings import faults

PATIENCE = 3  # times that a source may fail, one after the other
PAGES = 50  # of one list: more is a server that turns in circles
SPOILED = (400, 404, 410, 413, 414, 422)  # such a status tells that the question was wrong
STALE = 2  # pages in a row that bring nothing new


class Sends(Protocol):
    """What stands between us and the network."""

    bounds: Bounds  # of what comes back

    def send(self, request: Request, validator: Validator | None = None) -> Answer:
        """Return the answer to a request."""
        ...


@dataclass
class Gathered:
    """What one reading of a list brought."""

    records: dict[PaperId, Record] = field(default_factory=dict)
    readings: dict[PaperId, Reading] = field(default_factory=dict)
    rejects: dict[Reject, None] = field(default_factory=dict)
    days: dict[PaperId, date] = field(default_factory=dict)
    gone: dict[PaperId, None] = field(default_factory=dict)
    validators: dict[str, Validator] = field(default_factory=dict)
    skips: tuple[str, ...] = ()
    day: date | None = None  # that the source chose
    total: int | None = None  # by its own count
    whole: bool = False  # read to its end
    steady: bool = True  # no paper stood on it twice
    unchanged: bool = False  # by its validators; then nothing was read
    reason: str = ""  # why it is not whole
    problem: Problem | None = None  # what the network had to do with that

    @property
    def count(self) -> int:
        """How many papers stood on it."""
        return len(self.records) + len(self.rejects)

    @property
    def agrees(self) -> bool:
        """Whether it is as long as it says."""
        return self.total is None or self.total == self.count + len(self.gone)

    @property
    def comparable(self) -> dict[str, Validator]:
        """What its pages can be compared by later; nothing if the server names none for one."""
        named = all(each != Validator() for each in self.validators.values())
        return self.validators if named else {}

    @property
    def spoiled(self) -> bool:
        """Whether what was asked for is to blame, and not the server, or the way to it."""
        if isinstance(self.problem, Refused):
            return self.problem.status in SPOILED
        return not self.whole and not isinstance(self.problem, Unreachable)

    def take(self, batch: Batch) -> bool:
        """Take a page in, and tell whether it brought anything new."""
        before = self.count
        for record in batch.records:
            self.steady &= self.records.setdefault(record.id, record) is record
        for paper, reading in batch.readings.items():
            self.readings.setdefault(paper, reading)
        self.rejects |= dict.fromkeys(batch.rejects)
        self.days |= batch.days
        self.gone |= dict.fromkeys(batch.gone)
        self.skips = batch.skips or self.skips
        self.day = self.day or batch.day
        self.total = self.total if batch.total is None else batch.total
        return self.count > before or not (batch.records or batch.rejects)


def gather(source: Asks, client: Sends, request: Request) -> Gathered:
    """Return what a list holds, as far as it can be read."""
    found = Gathered()
    try:
        found.reason = _read(source, client, request, found)
        found.whole = not found.reason
    except (Refused, Unreachable) as problem:
        found.problem, found.reason = problem, problem.what
    except Unreadable as error:
        found.reason = f"the answer cannot be read: {error}"
    except (Exception, SystemExit) as error:  # noqa: BLE001 - it may be somebody's own
        found.problem = faults.fault(type(source).__module__, error)
        # Such words are not for everybody, who reads the reason: they may hold a key, or a path.
        found.reason = f"{type(error).__name__} at {found.problem.at}"
    return found


def _read(source: Asks, client: Sends, first: Request, found: Gathered) -> str:
    """Read page after page into `found` and return why that came to no end, if so."""
    request: Request | None = first
    bounds = client.bounds
    stale = size = 0
    begun = time.monotonic()
    sent: set[str] = set()
    while request is not None:
        asked = asked_of(request)
        if asked in sent:
            return "its pages lead in a circle"
        if len(sent) == PAGES:
            return f"it names ever more pages: {PAGES} were read"
        sent.add(asked)
        if size > bounds.list_mb * MB:
            return f"it is larger than {bounds.list_mb:,} MB, as list_mb in site.toml has it"
        if time.monotonic() - begun > bounds.list_seconds:
            seconds = f"{bounds.list_seconds:g} seconds"
            return f"it takes longer than {seconds}, as list_seconds in site.toml has it"
        answer = client.send(request)
        size += len(answer.body)
        batch = sifted(_batch(source, answer), bounds)
        stale = 0 if found.take(batch) else stale + 1
        if stale == STALE:
            return "its pages bring the same papers again and again"
        found.validators[asked] = answer.validator
        request = batch.next
    return ""


def _batch(source: Asks, answer: Answer) -> Batch:
    """Return what a source reads in an answer, be it somebody's own.

    Raises:
        TypeError: that is no Batch.
    """
    batch: object = source.read(answer)
    if not isinstance(batch, Batch):
        raise TypeError(f"`read` returned {type(batch).__name__}, not a Batch")
    return replace(batch, records=tuple(batch.records), rejects=tuple(batch.rejects))


def parts(
    source: Asks, client: Sends, day: date, papers: Sequence[PaperId]
) -> Iterator[tuple[Sequence[PaperId], Gathered]]:
    """Ask for papers at once, and yield what came of which of them.

    Where one of them spoils the answer for all, they are asked for by halves. From a server that
    is not there, or fails more than `PATIENCE` times in a row, the rest gets what came last.
    """
    waiting = [papers]
    failures = 0
    while waiting:
        part = waiting.pop(0)
        found = gather(source, client, source.ask(day, part))
        if found.spoiled and len(part) > 1:
            waiting = [part[: len(part) // 2], part[len(part) // 2 :], *waiting]
            continue
        yield part, found
        failures = 0 if found.whole else failures + 1
        if isinstance(found.problem, Unreachable) or failures > PATIENCE:
            yield from ((each, found) for each in waiting)
            return


def unchanged(client: Sends, validators: Mapping[str, Validator], day: date) -> bool:
    """Tell whether a server says of every page of a list that it is what it was.

    Whatever goes wrong here counts as no; it will be told when the list is read.
    """
    try:
        return bool(validators) and all(
            client.send(_request_of(asked, day), validator).unchanged
            for asked, validator in validators.items()
        )
    except (Refused, Unreachable):
        return False


def asked_of(request: Request) -> str:
    """Return a request as one line."""
    return f"{request.address}?{urlencode(request.query)}"


def _request_of(asked: str, day: date) -> Request:
    address, _, query = asked.partition("?")
    return Request(address, dict(parse_qsl(query, keep_blank_values=True)), day)
