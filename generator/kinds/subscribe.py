"""Subscribe: which feeds there are, what each holds, and what one does with them."""

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from generator.archive.reader import Archive
from generator.cards.card import Link
from generator.cards.feeds import FeedGroup, file_of, groups
from generator.cards.head import Head
from generator.model import address
from generator.model.artifact import Output
from generator.model.frozen import dataclass

READERS = {  # where they take a feed
    "Feedly": "https://feedly.com/i/subscription/feed%2F{}",
    "Inoreader": "https://www.inoreader.com/?add_feed={}",
    "NewsBlur": "https://www.newsblur.com/?url={}",
    "The Old Reader": "https://theoldreader.com/feeds/subscribe?url={}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """What subscribe.html may see."""

    head: Head
    most: int  # papers in a feed
    groups: tuple[FeedGroup, ...]
    readers: tuple[Link, ...]  # that take the feed of all papers
    form: str  # where a service takes addresses for its letters; may be empty
    origin: str  # of that
    custom: bool  # feeds of rules can be made


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page, if the site has feeds."""
    return [""] if groups(archive) else []


def view(archive: Archive, key: str) -> SubscribeView:
    """Return what the page shows."""
    words, form = archive.site.words, archive.site.subscribe.form
    feed = quote(archive.site.identity.root + file_of(archive), safe="")
    return SubscribeView(
        head=Head(
            title=words.say("subscribe"),
            path=address.SUBSCRIBE,
            description=words.say("subscribe_told"),
        ),
        most=archive.site.limits.feed_items,
        groups=groups(archive),
        readers=tuple(Link(name, way.format(feed)) for name, way in READERS.items()),
        form=form,
        origin=f"https://{urlsplit(form).netloc}" if form else "",
        custom="custom_feed" in archive.site.kinds,
    )


OUTPUTS = (Output("subscribe/index.html", "html", view, template="subscribe.html"),)
