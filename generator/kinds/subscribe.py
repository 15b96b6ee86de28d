"""Subscribe: which feeds there are, what each holds, and what one does with them."""

from collections.abc import Iterable

from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Subscription:
    """Something that has feeds: what they hold, and the folder that they stand in."""

    words: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """What subscribe.html may see."""

    head: Head
    most: int  # papers in a feed
    topics: tuple[Subscription, ...]


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page, if the site has feeds."""
    return [""] if archive.site.feeds else []


def view(archive: Archive, key: str) -> SubscribeView:
    """Return what the page shows."""
    words = archive.site.words
    topics = archive.topics() if "topic" in archive.site.kinds else ()
    return SubscribeView(
        head=Head(
            title=words.say("subscribe"),
            path=address.SUBSCRIBE,
            description=words.say("subscribe_told"),
        ),
        most=archive.site.limits.feed_items,
        topics=tuple(Subscription(each.title, address.topic(each.slug)) for each in topics),
    )


NEEDS = ("home",)  # kinds that its pages link to

OUTPUTS = (Output("subscribe/index.html", "html", view, template="subscribe.html"),)
