"""Feeds: which a site has, as pages lead to them and lists of feeds name them."""

from collections.abc import Iterator

from generator.archive.reader import Archive
from generator.model import address
from generator.model.feed import FeedList, Subscription
from generator.model.frozen import dataclass
from generator.settings import plugin


@dataclass(frozen=True, slots=True)
class FeedWay:
    """A feed in all formats of the site: their folder, its title, what it holds, its page."""

    folder: str
    title: str
    told: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort."""

    title: str
    feeds: tuple[FeedWay, ...]


def of_ranking(archive: Archive, folder: str) -> str | None:
    """Return the folder of feeds of the best, if the site has such: they take votes."""
    return folder if "best" in archive.site.kinds and archive.has_votes() else None


def groups(archive: Archive) -> tuple[FeedGroup, ...]:
    """Return all feeds of a site."""
    say = archive.site.words.say
    found = (
        FeedGroup(say("feeds_all"), tuple(_of_all(archive))),
        FeedGroup(say("topics"), tuple(_of_topics(archive))),
        FeedGroup(say("feeds_watched"), tuple(_watched(archive))),
        FeedGroup(say("feeds_custom"), tuple(_custom(archive))),
    )
    return tuple(group for group in found if group.feeds) if archive.site.feeds else ()


def _of_all(archive: Archive) -> Iterator[FeedWay]:
    kinds, say = archive.site.kinds, archive.site.words.say
    if "home" in kinds:
        yield FeedWay(address.HOME, say("feed_newest"), say("feed_newest_told"))
    if not archive.has_votes():
        return
    if "trending" in kinds:
        way = address.TRENDING
        yield FeedWay(way, say("trending"), say("trending_told"), way)
    if "best" in kinds:
        yield FeedWay(address.WEEKS, say("feed_weeks"), say("feed_weeks_told"))
        yield FeedWay(address.MONTHS, say("feed_months"), say("feed_months_told"))


def _of_topics(archive: Archive) -> Iterator[FeedWay]:
    for topic in archive.topics() if "topic" in archive.site.kinds else ():
        way = address.topic(topic.slug)
        yield FeedWay(way, topic.title, topic.description, way)


def _watched(archive: Archive) -> Iterator[FeedWay]:
    if "watched" not in archive.site.kinds:
        return
    for slug, name in archive.watched_authors().items():
        way = address.author(slug)
        yield FeedWay(way, name, page=way)
    for slug, name in archive.watched_organizations().items():
        way = address.organization(slug)
        yield FeedWay(way, name, page=way)


def _custom(archive: Archive) -> Iterator[FeedWay]:
    for feed in archive.site.custom_feeds if "custom_feed" in archive.site.kinds else ():
        yield FeedWay(address.custom_feed(feed.slug), feed.title, feed.description)


def feed_list(archive: Archive) -> FeedList:
    """Return all feeds for readers that take in many, each in the site's first format alone."""
    root = archive.site.identity.root
    return FeedList(
        archive.site.identity.title,
        tuple(
            (
                group.title,
                tuple(
                    Subscription(
                        title_of(archive, way),
                        root + way.folder + file_of(archive),
                        root + way.page,
                    )
                    for way in group.feeds
                ),
            )
            for group in groups(archive)
        ),
    )


def file_of(archive: Archive) -> str:
    """Return the name of a feed's file in the site's first format."""
    return str(plugin.load("formats", archive.site.feeds[0]).FILE)


def title_of(archive: Archive, way: FeedWay) -> str:
    """Return the title of a feed among the feeds of others."""
    name = archive.site.identity.title
    return f"{way.title} · {name}" if way.folder else name
