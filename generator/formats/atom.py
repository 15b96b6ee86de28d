"""Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287)."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from generator.model.feed import Entry, Feed

FILE = "atom.xml"
TYPE = "application/atom+xml"

# A feed must bear a date; one without entries has never been updated.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write(feed: Feed) -> bytes:
    """Return the feed as an Atom document."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "updated", _instant(feed.date or NEVER))
    ET.SubElement(root, "link", rel="self", type=TYPE, href=feed.folder + FILE)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.address)
    author = ET.SubElement(root, "author")
    _text(author, "name", feed.title)
    for entry in feed.entries:
        _entry(root, entry)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", _instant(entry.date))
    _text(element, "published", _instant(entry.date))
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
    for name in entry.authors:
        _text(ET.SubElement(element, "author"), "name", name)
    for topic in entry.topics:
        ET.SubElement(element, "category", term=topic)
    _text(element, "content", entry.body).set("type", "html")


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = text
    return element


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
