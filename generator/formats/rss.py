"""RSS 2.0 (https://www.rssboard.org/rss-specification), with Atom's link to itself."""

from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from generator.model.feed import Entry, Feed

FILE = "rss.xml"
TYPE = "application/rss+xml"

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write(feed: Feed) -> bytes:
    """Return the feed as an RSS document."""
    root = ET.Element("rss", {"version": "2.0", **NAMESPACES})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", feed.title)
    _text(channel, "link", feed.address)
    _text(channel, "description", feed.description or feed.title)
    _text(channel, "language", feed.language)
    if feed.date:
        _text(channel, "lastBuildDate", _date(feed.date))
    ET.SubElement(channel, "atom:link", rel="self", type=TYPE, href=feed.folder + FILE)
    for entry in feed.entries:
        _item(channel, entry)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _item(channel: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(channel, "item")
    _text(element, "title", entry.title)
    _text(element, "link", entry.address)
    _text(element, "guid", entry.id).set("isPermaLink", "false")
    _text(element, "pubDate", _date(entry.date))
    for name in entry.authors:
        _text(element, "dc:creator", name)
    for topic in entry.topics:
        _text(element, "category", topic)
    _text(element, "description", entry.body)


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = text
    return element


def _date(moment: datetime) -> str:
    """Return a date as RFC 822 has it, in English whatever the locale."""
    return format_datetime(moment, usegmt=True)
