"""Entries: a paper as feeds show it."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from html import escape
from itertools import accumulate
from uuid import NAMESPACE_URL, UUID, uuid5

from generator.archive.reader import Archive
from generator.cards.card import abstract_of, links_of, notice_of
from generator.markup import tex
from generator.model import address
from generator.model.feed import Entry, Feed
from generator.model.html import Html, escaped
from generator.model.paper import Paper
from generator.model.text import clean

LARGEST = 490_000  # bytes of all entries of a feed, in whichever format they take the most
MOST = LARGEST // 8  # of one: what takes more has a title or names as nobody has
NAMES = 50  # authors that an entry tells; a paper may have thousands
AROUND = 600  # bytes around what an entry says: its id, its date, elements
TAG = 40  # and around a name or a topic
HOUR = 3_600_000  # milliseconds


def uuid_of(name: str) -> UUID:
    """Return the UUID, version 5, of what bears a name."""
    return uuid5(NAMESPACE_URL, name)


def feed_of(
    archive: Archive, papers: Iterable[Paper], *, name: str, title: str, description: str, path: str
) -> Feed:
    """Return a feed of papers. `name` makes its id, `path` is that of the page it belongs to."""
    identity = archive.site.identity
    every = [archive.once("entry", paper.id, partial(_sized, archive, paper)) for paper in papers]
    sized = [(entry, size) for entry, size in every if size < MOST]
    sizes = accumulate(size for _, size in sized)
    return Feed(
        id=uuid_of(f"{identity.root}{name}").urn,
        title=title,
        description=description,
        address=identity.root + path,
        folder=identity.root + name,
        entries=tuple(
            entry for (entry, _), size in zip(sized, sizes, strict=True) if size < LARGEST
        ),
        language=identity.language,
        style=identity.base + address.FEED_STYLE if "feeds" in archive.site.kinds else "",
    )


def _sized(archive: Archive, paper: Paper) -> tuple[Entry, int]:
    """Return the entry of a paper, and how many bytes it takes at most in a feed."""
    entry = entry_of(archive, paper)
    tags = [*entry.authors, *entry.topics]
    text = escape("".join((entry.title, entry.address, entry.body, *tags)))
    return entry, len(text.encode()) + TAG * len(tags) + AROUND


def entry_of(archive: Archive, paper: Paper) -> Entry:
    """Return the entry of a paper, which may stand in several feeds.

    Its date is in the first hour of its day, at a moment that its first id alone decides: readers
    of feeds want entries of different dates, and an entry whose date never moves. One that was
    withdrawn stays, so that readers who have it learn of it.
    """
    title = tex.plain(paper.title)
    name = uuid_of(paper.first_id)
    midnight = datetime.combine(paper.day, time(), UTC)
    return Entry(
        id=name.urn,
        title=archive.site.words.say("withdrawn", reason=title) if paper.withdrawn else title,
        address=archive.site.identity.root + address.paper(paper.id),
        body=body_of(archive, paper),
        authors=_names(paper),
        date=midnight + timedelta(milliseconds=name.int % HOUR),
        topics=tuple(topic.title for topic, _ in archive.topics_of(paper)),
        language="" if paper.withdrawn else archive.site.identity.foreign,
    )


def _names(paper: Paper) -> tuple[str, ...]:
    """Return the names of authors without what may not stand in XML, which may be a whole name."""
    names = [clean(author.name).strip() for author in paper.authors[:NAMES]]
    return tuple([name for name in names if name])


def body_of(archive: Archive, paper: Paper) -> Html:
    """Return authors, abstract and links of a paper as plain HTML that any reader shows.

    In place of the abstract of one that was withdrawn stands why.
    """
    words = archive.site.words
    names = words.row(_names(paper))
    if others := paper.author_count - min(len(paper.authors), NAMES):
        if names:
            names = words.say("and_others", first=names, others=words.tally(others, "other"))
        else:
            names = words.tally(others, "author")
    published = ""
    if paper.published:
        published = words.say("published_on", day=words.long_day(paper.published))
    notice = notice_of(archive, paper).rstrip(".")
    abstract = abstract_of(paper, tex.simple_html)
    foreign = archive.site.identity.foreign
    tag = f'<p lang="{escaped(foreign)}">' if foreign else "<p>"
    said = f"{tag}{abstract}</p>" if abstract else ""
    parts = [
        f"<p>{escaped(names)}</p>" if names else "",
        f"<p><strong>{escaped(notice)}.</strong></p>" if notice else said,
        f"<p>{escaped(published)}.</p>" if published else "",
    ]
    links = " · ".join(
        f'<a href="{escaped(link.address)}">{escaped(link.words)}</a>'
        for link in links_of(archive, paper)
    )
    return Html("".join(parts) + (f"<p>{links}</p>" if links else ""))
