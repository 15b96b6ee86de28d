"""Feeds of the site's own: of the papers that a rule in site.toml finds."""

from collections.abc import Iterable
from datetime import date

from generator.archive.reader import Archive
from generator.cards.entry import feed_of
from generator.model import address
from generator.model.artifact import Output
from generator.model.feed import Feed


def keys(archive: Archive) -> Iterable[str]:
    """Return the names of the feeds."""
    return [feed.slug for feed in archive.site.custom_feeds]


def tells_of(archive: Archive, key: str) -> date | None:
    """Return the day of the feed's newest paper."""
    papers = archive.in_feed(key, 1)
    return papers[0].day if papers else None


def feed(archive: Archive, key: str) -> Feed:
    """Return a feed."""
    chosen = next(each for each in archive.site.custom_feeds if each.slug == key)
    words = archive.site.words
    return feed_of(
        archive,
        archive.in_feed(key, archive.site.limits.feed_items),
        name=address.custom_feed(key),
        title=f"{chosen.title} · {archive.site.identity.title}",
        description=chosen.description or words.say("new_papers_on", topic=chosen.title),
        path=address.HOME,
    )


NEEDS = ("home",)  # kinds that its feeds lead to

OUTPUTS = (Output("feeds/{key}/", "feed", feed),)
