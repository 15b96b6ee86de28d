"""Request, Answer, Batch: what passes between a source and the network.

A source makes a Request; `fetch` sends it and hands back the Answer; the source reads it as a
Batch: records, what could not be read, and the next Request if there is more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.model.paper import PaperId, Reading, Record


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP GET: an address, its query, and the day whose papers it asks for."""

    address: str
    query: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None

    def asking(self, **changes: str) -> "Request":
        """Return the same request with these keys of the query changed."""
        return replace(self, query={**self.query, **changes})


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes that came back for a request, decompressed."""

    request: Request
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read, and why."""

    reason: str
    text: str  # the record as it came, shortened


@dataclass(frozen=True, slots=True)
class Batch:
    """What an answer holds."""

    records: tuple[Record, ...] = ()
    readings: Mapping[PaperId, Reading] = field(default_factory=dict)
    rejects: tuple[Reject, ...] = ()
    next: Request | None = None


class Unreadable(Exception):  # noqa: N818 - read as `except Unreadable`
    """A whole answer is not what the source promises: an error page, broken JSON or XML."""
