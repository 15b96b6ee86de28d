"""Request, Answer, Batch: what passes between a source and the network.

A source makes a Request; `fetch` sends it and hands back the Answer; the source reads it as a
Batch: records, what could not be read, and the next Request if there is more.
"""

from collections.abc import Mapping
from datetime import date

from generator.model.frozen import dataclass, field, replace
from generator.model.paper import PaperId, Reading, Record

LONGEST = 200_000  # characters of a field
DEEPEST = 32  # levels within one record
MB = 1_000_000  # bytes
LARGEST = 1_000_000  # characters of a record that is kept because it could not be read
SHORT = 200  # characters of a validator that is worth keeping
MOST = 500_000  # values or elements of an answer: each costs far more memory than it has bytes
TOLD = 2000  # characters of a reason


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a source may send: the table [bounds] of site.toml."""

    answer_mb: int = 20  # as it comes, and unpacked
    answer_seconds: float = 300.0  # from the question to the last byte
    list_mb: int = 60  # all answers of a list, so that one source cannot use up a run
    list_seconds: float = 900.0
    authors: int = 20_000  # of a paper
    letters: int = LONGEST  # of a text; no reader takes more
    levels: int = DEEPEST  # within each other, of what has no field of ours; no reader takes more


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
class Validator:
    """What a server said of an answer, so that it can tell later that nothing has changed.

    See https://www.rfc-editor.org/rfc/rfc9110#section-8.8.
    """

    etag: str = ""
    modified: str = ""  # the header Last-Modified, word for word


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes that came back for a request, decompressed."""

    request: Request
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    unchanged: bool = False  # since the validator that was sent along; then there is no body

    @property
    def validator(self) -> Validator:
        """What to send along when the same is asked again; empty if the server named nothing."""
        named = (self.headers.get(name, "") for name in ("etag", "last-modified"))
        return Validator(*(text if len(text) <= SHORT else "" for text in named))


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read, and why."""

    reason: str
    text: str  # the record as it came, whole unless it is larger than any record should be

    @classmethod
    def of(cls, wrong: "Wrong", text: str) -> "Reject":
        """Return the reject of a record, cut where it is too large, in what UTF-8 can write."""
        kept = text[:LARGEST].encode(errors="backslashreplace").decode()[:LARGEST]
        return cls(str(wrong)[:TOLD].encode(errors="backslashreplace").decode(), kept)


@dataclass(frozen=True, slots=True)
class Batch:
    """What an answer holds. `next` leads on; a list is whole when an answer has none."""

    records: tuple[Record, ...] = ()
    readings: Mapping[PaperId, Reading] = field(default_factory=dict)
    rejects: tuple[Reject, ...] = ()
    next: Request | None = None
    total: int | None = None  # papers on the whole list, where the source says so
    day: date | None = None  # that the answer tells of, where the source chooses it
    days: Mapping[PaperId, date] = field(default_factory=dict)  # of a list over several days
    skips: tuple[str, ...] = ()  # weekdays on which the source says that it lists nothing
    gone: tuple[PaperId, ...] = ()  # papers that the source says it has taken out


class Unreadable(Exception):  # noqa: N818 - read as `except Unreadable`
    """A whole answer is not what the source promises: an error page, broken JSON or XML."""


class Wrong(Exception):  # noqa: N818 - a reason, told in a reject
    """A record is not what the source promises; the words name the field."""
