"""OPML 2.0 (https://opml.org/spec2.opml): feeds in groups, for readers that take in many."""

from collections.abc import Iterator
from html import escape

from generator.model.feed import Outline


def write(outline: Outline) -> bytes:
    """Return the feeds as an OPML document."""
    return "".join(_lines(outline)).encode()


def _lines(outline: Outline) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield f'<opml version="2.0"><head><title>{escape(outline.title)}</title></head><body>\n'
    for title, feeds in outline.groups:
        yield f"<outline {_named(title)}>\n"
        for each in feeds:
            addresses = f'xmlUrl="{escape(each.feed)}" htmlUrl="{escape(each.page)}"'
            yield f'<outline type="rss" {_named(each.title)} {addresses}/>\n'
        yield "</outline>\n"
    yield "</body></opml>\n"


def _named(title: str) -> str:
    return f'text="{escape(title)}" title="{escape(title)}"'
