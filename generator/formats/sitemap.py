"""Sitemaps (https://www.sitemaps.org/protocol.html): one file a month beneath an index."""

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree as ET

XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

Line = tuple[str, date | None]  # an absolute address and the day it tells of


def write(pages: Iterable[Line]) -> bytes:
    """Return a sitemap of pages."""
    return _written("urlset", "url", pages)


def write_index(sitemaps: Iterable[Line]) -> bytes:
    """Return the index of sitemaps."""
    return _written("sitemapindex", "sitemap", sitemaps)


def _written(root_tag: str, tag: str, lines: Iterable[Line]) -> bytes:
    root = ET.Element(root_tag, xmlns=XMLNS)
    for address, day in lines:
        element = ET.SubElement(root, tag)
        ET.SubElement(element, "loc").text = address
        if day:
            ET.SubElement(element, "lastmod").text = day.isoformat()
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
