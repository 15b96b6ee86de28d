"""The reader's own: /library/, filled by a script with what the browser keeps; what is recent.

Nothing of a reader is known here. recent.json tells scripts which papers are new since a visit.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass
from generator.model.paper import address_of

NAMED = 7  # days whose papers are named, so that one that comes late is new too
COUNTED = 92  # days whose papers are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """What library.html may see."""

    head: Head
    withdrawn: Sequence[str]  # papers that no export cites, by their address segments


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page."""
    return [""]


def view(archive: Archive, key: str) -> LibraryView:
    """Return what the page shows without what is a reader's own."""
    say = archive.site.words.say
    about = say("library_about")
    return LibraryView(
        head=Head(title=say("library"), path=address.LIBRARY, description=about, indexed=False),
        withdrawn=archive.withdrawn(),
    )


def recent(archive: Archive, key: str) -> Mapping[str, Any]:
    """Return how many papers the newest days brought, and which the last of them did."""
    days, counts = archive.days(), archive.new_counts()
    return {
        "counts": {day.isoformat(): counts.get(day, 0) for day in days[-COUNTED:]},
        "papers": {
            day.isoformat(): [address_of(paper) for paper in archive.addresses(day)]
            for day in days[-NAMED:]
        },
    }


NEEDS = ("paper", "day", "words")  # kinds that its pages and its script ask for

OUTPUTS = (
    Output("library/index.html", "html", view, template="library.html", listed=False),
    Output(address.RECENT, "json", recent, listed=False),
)
