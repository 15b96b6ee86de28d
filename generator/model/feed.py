"""Feed and Entry: what every feed format writes; FeedList: the feeds of a site."""

from datetime import datetime

from generator.model.frozen import dataclass
from generator.model.html import Html

ENTRIES = 2000  # of which a format keeps what it wrote: a paper stands in several feeds


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
    language: str = ""  # of its title, if that is another than the feed's


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Entries, and what they have in common."""

    id: str  # urn:uuid:…
    title: str
    description: str
    address: str  # of the page it belongs to, absolute
    folder: str  # the absolute address beneath which the feed's own file stands
    entries: tuple[Entry, ...]
    language: str
    style: str = ""  # the path of what browsers show it with

    @property
    def date(self) -> datetime | None:
        """The date of its newest entry; a feed knows no other time."""
        return max((entry.date for entry in self.entries), default=None)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as a list of feeds tells of it: its title, its address, that of its page."""

    title: str
    feed: str
    page: str


@dataclass(frozen=True, slots=True)
class FeedList:
    """The feeds of a site, in groups that have titles."""

    title: str
    groups: tuple[tuple[str, tuple[Subscription, ...]], ...]
