"""Entries: a paper as feeds show it."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate
from uuid import NAMESPACE_URL, UUID, uuid5

from generator.archive.reader import Archive
from generator.cards.card import links_of, notice_of
from generator.markup import tex
from generator.model import address
from generator.model.feed import Entry, Feed
from generator.model.html import Html, escaped
from generator.model.paper import Paper

LARGEST = 400_000  # characters of all entries of a feed, before they are escaped
NAMES = 50  # authors that an entry tells; a paper may have thousands


def uuid_of(name: str) -> UUID:
    """Return the UUID, version 5, of what bears a name."""
    return uuid5(NAMESPACE_URL, name)


def feed_of(
    archive: Archive, papers: Iterable[Paper], *, name: str, title: str, description: str, path: str
) -> Feed:
    """Return a feed of papers. `name` makes its id, `path` is that of the page it belongs to."""
    identity = archive.site.identity
    entries = tuple(entry_of(archive, paper) for paper in papers)
    sizes = accumulate(map(_size, entries))
    return Feed(
        id=uuid_of(f"{identity.root}{name}").urn,
        title=title,
        description=description,
        address=identity.root + path,
        folder=identity.root + path,
        entries=tuple(entry for entry, size in zip(entries, sizes, strict=True) if size < LARGEST),
        language=identity.language,
    )


def entry_of(archive: Archive, paper: Paper) -> Entry:
    """Return the entry of a paper, which may stand in several feeds.

    Its date is in the first hour of its day, at a second that its first id alone decides: readers
    of feeds want entries of different dates, and an entry whose date never moves. One that was
    withdrawn stays, so that readers who have it learn of it.
    """
    return archive.once("entry", paper, lambda: _entry(archive, paper))


def _entry(archive: Archive, paper: Paper) -> Entry:
    title = tex.plain(paper.title)
    uuid, midnight = uuid_of(paper.first_id), datetime.combine(paper.day, time(), UTC)
    return Entry(
        id=uuid.urn,
        title=archive.site.words.say("withdrawn", reason=title) if paper.withdrawn else title,
        address=archive.site.identity.root + address.paper(paper.id),
        body=body_of(archive, paper),
        authors=tuple(author.name for author in paper.authors[:NAMES]),
        date=midnight + timedelta(seconds=uuid.int % 3600),
        topics=tuple(topic.title for topic, _ in archive.topics_of(paper)),
    )


def _size(entry: Entry) -> int:
    return len(entry.title) + len(entry.body) + sum(map(len, entry.authors))


def body_of(archive: Archive, paper: Paper) -> Html:
    """Return authors, abstract and links of a paper as plain HTML that any reader shows.

    In place of the abstract of one that was withdrawn stands why.
    """
    words = archive.site.words
    names = ", ".join(author.name for author in paper.authors[:NAMES])
    if others := paper.author_count - min(len(paper.authors), NAMES):
        if names:
            names = words.say("and_others", first=names, others=words.tally(others, "other"))
        else:
            names = words.tally(others, "author")
    published = ""
    if paper.published:
        published = words.say("published_on", day=words.long_day(paper.published))
    notice = notice_of(archive, paper).rstrip(".")
    text = f"<strong>{escaped(notice)}.</strong>" if notice else tex.simple_html(paper.abstract)
    parts = [
        f"<p>{escaped(names)}</p>" if names else "",
        f"<p>{text}</p>" if text else "",
        f"<p>{escaped(published)}.</p>" if published else "",
    ]
    links = " · ".join(
        f'<a href="{escaped(link.address)}">{escaped(link.words)}</a>'
        for link in links_of(archive, paper)
    )
    return Html("".join(parts) + (f"<p>{links}</p>" if links else ""))
