"""RSS 2.0 (https://www.rssboard.org/rss-specification), with Atom's link to itself."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from html import escape

from generator.model.day import MONTHS, WEEKDAYS
from generator.model.feed import ENTRIES, Entry, Feed

TITLE = "RSS"  # as readers know it
FILE = "rss.xml"
TYPE = "application/rss+xml"

TAG = re.compile(r"<[A-Za-z/!?]")
ANGLES = str.maketrans("<>", "‹›")

START = "<?xml version='1.0' encoding='utf-8'?>\n"
ROOT = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
)


def write(feed: Feed) -> bytes:
    """Return the feed as an RSS document."""
    return "".join((*_channel(feed), "</channel></rss>\n")).encode()


def _channel(feed: Feed) -> Iterator[str]:
    yield START
    if feed.style:
        yield f'<?xml-stylesheet type="text/css" href="{escape(feed.style)}"?>\n'
    yield ROOT
    yield _element("title", _title(feed.title))
    yield _element("link", feed.address)
    yield _element("description", feed.description or feed.title)
    yield _element("language", feed.language)
    if feed.date:
        yield _element("lastBuildDate", _date(feed.date))
    yield f'<atom:link rel="self" type="{TYPE}" href="{escape(feed.folder + FILE)}" />'
    for entry in feed.entries:
        yield _item(entry)


@lru_cache(ENTRIES)
def _item(entry: Entry) -> str:
    return "".join(_parts(entry))


def _parts(entry: Entry) -> Iterator[str]:
    yield "<item>"
    yield _element("title", _title(entry.title))
    yield _element("link", entry.address)
    yield f'<guid isPermaLink="false">{escape(entry.id, quote=False)}</guid>'
    yield _element("pubDate", _date(entry.date))
    for name in entry.authors:
        yield _element("dc:creator", name)
    for topic in entry.topics:
        yield _element("category", topic)
    yield _element("description", entry.body)
    yield "</item>"


def _title(text: str) -> str:
    """Return a title without tags: some readers take RSS titles for HTML, and drop those."""
    return text.translate(ANGLES) if TAG.search(text) else text


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>" if text else f"<{tag} />"


def _date(moment: datetime) -> str:
    """Return a date, in UTC, as RFC 822 has it: in English whatever the locale."""
    day, month = WEEKDAYS[moment.weekday()][:3], MONTHS[moment.month - 1][:3]
    return f"{day}, {moment.day:02} {month} {moment.year:04} {moment:%H:%M:%S} GMT"
