"""Feeds of the authors and organizations that site.toml watches, beside their pages."""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.archive.bylines import Mention
from generator.archive.reader import Archive
from generator.cards.entry import feed_of
from generator.model import address
from generator.model.artifact import Output
from generator.model.feed import Feed


def keys(archive: Archive) -> Iterable[str]:
    """Return the folders of the feeds, which are those of the pages."""
    yield from map(address.author, archive.watched_authors())
    yield from map(address.organization, archive.watched_organizations())


def tells_of(archive: Archive, key: str) -> date:
    """Return the day of the newest paper."""
    return _papers(archive, key)[0][0]


def feed(archive: Archive, key: str) -> Feed:
    """Return the feed of an author or an organization."""
    slug, words = _slug(key), archive.site.words
    if key.startswith(address.AUTHORS):
        name = archive.watched_authors()[slug]
        description = words.say("new_papers_by", name=name)
    else:
        name = archive.watched_organizations()[slug]
        description = words.say("new_papers_from", organization=name)
    newest = archive.bylines(_papers(archive, key)[: archive.site.limits.feed_items])
    return feed_of(
        archive,
        [archive.paper(each.id) for each in newest],
        name=key,
        title=f"{name} · {archive.site.identity.title}",
        description=description,
        path=key,
    )


def _papers(archive: Archive, key: str) -> Sequence[Mention]:
    of = archive.by_author if key.startswith(address.AUTHORS) else archive.by_organization
    return of(_slug(key))


def _slug(key: str) -> str:
    return key.split("/")[1]


NEEDS = ("author", "organization")  # kinds whose pages its feeds belong to

OUTPUTS = (Output("{key}", "feed", feed),)
