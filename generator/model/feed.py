"""Feed and Entry: what every feed format writes."""

from datetime import datetime

from generator.model.frozen import dataclass
from generator.model.html import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paper in a feed. `id` never changes; `title` is plain text, `body` plain safe HTML."""

    id: str  # urn:uuid:…
    title: str
    address: str  # absolute
    body: Html
    authors: tuple[str, ...]
    date: datetime  # UTC
    topics: tuple[str, ...] = ()  # titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Entries, newest first, and what they have in common."""

    id: str  # urn:uuid:…
    title: str
    description: str
    address: str  # of the page it belongs to, absolute
    folder: str  # the absolute address beneath which the feed's own file stands
    entries: tuple[Entry, ...]
    language: str

    @property
    def date(self) -> datetime | None:
        """The date of its newest entry; a feed knows no other time."""
        return max((entry.date for entry in self.entries), default=None)
