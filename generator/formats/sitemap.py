"""Sitemaps (https://www.sitemaps.org/protocol.html): one file a month beneath an index."""

from collections.abc import Iterable
from datetime import date
from html import escape

XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses that a sitemap may hold

Line = tuple[str, date | None]  # an absolute address and the day it tells of


def write(pages: Iterable[Line]) -> bytes:
    """Return a sitemap of pages, no more than `MOST`."""
    return _written("urlset", "url", pages)


def write_index(sitemaps: Iterable[Line]) -> bytes:
    """Return the index of sitemaps."""
    return _written("sitemapindex", "sitemap", sitemaps)


def _written(root: str, tag: str, lines: Iterable[Line]) -> bytes:
    parts = ["<?xml version='1.0' encoding='utf-8'?>\n", f'<{root} xmlns="{XMLNS}">']
    for address, day in lines:
        dated = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        parts.append(f"<{tag}><loc>{escape(address)}</loc>{dated}</{tag}>")
    return "".join([*parts, f"</{root}>\n"]).encode()
