"""Subscribe: which feeds there are, what each holds, and what one does with them."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.feeds import FeedGroup, groups
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """What subscribe.html may see."""

    head: Head
    most: int  # papers in a feed
    groups: tuple[FeedGroup, ...]


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page, if the site has feeds."""
    return [""] if groups(archive) else []


def view(archive: Archive, key: str) -> SubscribeView:
    """Return what the page shows."""
    words = archive.site.words
    return SubscribeView(
        head=Head(
            title=words.say("subscribe"),
            path=address.SUBSCRIBE,
            description=words.say("subscribe_told"),
        ),
        most=archive.site.limits.feed_items,
        groups=groups(archive),
    )


OUTPUTS = (Output("subscribe/index.html", "html", view, template="subscribe.html"),)
