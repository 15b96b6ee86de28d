"""A list, read page by page to its end, and whether what came can be relied on."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from generator.fetch.client import Refused, Unreachable
from generator.fetch.manner import Asks
from generator.model.exchange import Answer, Batch, Reject, Request, Unreadable, Validator
from generator.model.paper import PaperId, Reading, Record
from generator.model.problem import Problem

PAGES = 50  # of one list: more is a server that turns in circles
STALE = 2  # pages in a row that bring nothing new
LARGEST = 60_000_000  # bytes of a list
LONGEST = 900.0  # seconds that a list may take, so that one source cannot use up a run


class Sends(Protocol):
    """What stands between us and the network."""

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
    return found


def _read(source: Asks, client: Sends, first: Request, found: Gathered) -> str:
    """Read page after page into `found` and return why that came to no end, if so."""
    request: Request | None = first
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
        if size > LARGEST or time.monotonic() - begun > LONGEST:
            return (
                f"it is larger than {LARGEST:,} bytes, or takes longer than {LONGEST:.0f} seconds"
            )
        answer = client.send(request)
        size += len(answer.body)
        batch = source.read(answer)
        stale = 0 if found.take(batch) else stale + 1
        if stale == STALE:
            return "its pages bring the same papers again and again"
        found.validators[asked] = answer.validator
        request = batch.next
    return ""


def unchanged(client: Sends, validators: Mapping[str, Validator], day: date) -> bool:
    """Tell whether a server says of every page of a list that it is what it was.

    Whatever goes wrong here counts as no; it will be told when the list is read.
    """
    if not validators or not all(each.etag or each.modified for each in validators.values()):
        return False
    try:
        return all(
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
