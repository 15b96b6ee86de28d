"""Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from html import escape

from generator.model.feed import ENTRIES, Entry, Feed

TITLE = "Atom"  # as readers know it
FILE = "atom.xml"
TYPE = "application/atom+xml"

# A feed must bear the instant of its last change. One without entries has never had any, and the
# archive's newest day would tell its readers every day of something new.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

START = "<?xml version='1.0' encoding='utf-8'?>\n"
ROOT = '<feed xmlns="http://www.w3.org/2005/Atom"'


def write(feed: Feed) -> bytes:
    """Return the feed as an Atom document."""
    return "".join((*_feed(feed), "</feed>\n")).encode()


def _feed(feed: Feed) -> Iterator[str]:
    yield START
    if feed.style:
        yield f'<?xml-stylesheet type="text/css" href="{escape(feed.style)}"?>\n'
    yield f'{ROOT} xml:lang="{escape(feed.language)}">'
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    yield _element("subtitle", feed.description)
    yield _element("updated", _instant(feed.date or NEVER))
    yield f'<link rel="self" type="{TYPE}" href="{escape(feed.folder + FILE)}" />'
    yield f'<link rel="alternate" type="text/html" href="{escape(feed.address)}" />'
    yield f"<author>{_element('name', feed.title)}</author>"
    for entry in feed.entries:
        yield _entry(entry)


@lru_cache(ENTRIES)
def _entry(entry: Entry) -> str:
    return "".join(_parts(entry))


def _parts(entry: Entry) -> Iterator[str]:
    yield "<entry>"
    yield _element("id", entry.id)
    lang = f' xml:lang="{escape(entry.language)}"' if entry.language else ""
    yield f"<title{lang}>{escape(entry.title, quote=False)}</title>"
    yield _element("updated", _instant(entry.date))
    yield _element("published", _instant(entry.date))
    yield f'<link rel="alternate" type="text/html" href="{escape(entry.address)}" />'
    for name in entry.authors:
        yield f"<author>{_element('name', name)}</author>"
    for topic in entry.topics:
        yield f'<category term="{escape(topic)}" />'
    yield f'<content type="html">{escape(entry.body, quote=False)}</content>'
    yield "</entry>"


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>" if text else f"<{tag} />"


def _instant(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
