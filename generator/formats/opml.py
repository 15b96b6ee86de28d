"""OPML 2.0 (https://opml.org/spec2.opml): feeds in groups, for readers that take in many."""

from collections.abc import Iterator
from html import escape

from generator.model.feed import FeedList


def write(feeds: FeedList) -> bytes:
    """Return the feeds as an OPML document."""
    return "".join(_lines(feeds)).encode()


def _lines(feeds: FeedList) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield f'<opml version="2.0"><head><title>{escape(feeds.title)}</title></head><body>\n'
    for title, group in feeds.groups:
        yield f"<outline {_named(title)}>\n"
        for each in group:
            addresses = f'xmlUrl="{escape(each.feed)}" htmlUrl="{escape(each.page)}"'
            yield f'<outline type="rss" {_named(each.title)} {addresses}/>\n'
        yield "</outline>\n"
    yield "</body></opml>\n"


def _named(title: str) -> str:
    return f'text="{escape(title)}" title="{escape(title)}"'
