"""The addresses that topics had before: each leads to the present one, and its feeds go on there.

No feed can lead elsewhere where files alone are served: so the same feed stands at both addresses.
"""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards import topic_feed
from generator.cards.turn import Turn, turn_to
from generator.model import address
from generator.model.artifact import Output
from generator.model.feed import Feed


def keys(archive: Archive) -> Iterable[str]:
    """Return the slugs that topics had before."""
    return archive.topics_moved()


def view(archive: Archive, key: str) -> Turn:
    """Return where a former address leads."""
    now = archive.topics_moved()[key]
    return turn_to(address.topic(key), address.topic(now), archive.topic(now).title)


def feed(archive: Archive, key: str) -> Feed:
    """Return the feed of the topic that was called so."""
    return topic_feed.feed(archive, archive.topics_moved()[key])


NEEDS = ("topic",)  # kinds that its pages link to

OUTPUTS = (
    Output("topics/{key}/index.html", "html", view, template="turn.html", listed=False),
    Output("topics/{key}/", "feed", feed),
)
