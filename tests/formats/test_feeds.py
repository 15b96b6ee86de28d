"""Atom and RSS, read back by an independent parser, whatever a record holds."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats import atom, rss
from generator.model.feed import Entry, Feed
from generator.model.html import escaped
from generator.model.text import clean

WORDS = st.text(st.characters(codec="utf-8"), max_size=40).map(clean).map(str.strip)


def entry(title: str, name: str = "urn:uuid:1", *authors: str) -> Entry:
    return Entry(
        id=name,
        title=title,
        address="https://loom.example/papers/1/",
        body=escaped(title),
        authors=authors,
        date=datetime(2026, 1, 5, 0, 0, 7, tzinfo=UTC),
        topics=("Looms & threads",),
    )


def feed(*entries: Entry) -> Feed:
    return Feed(
        id="urn:uuid:0",
        title="Loom <daily> & more",
        description="Threads",
        address="https://loom.example/",
        folder="https://loom.example/",
        entries=entries,
        language="en",
    )


@pytest.mark.parametrize("form", [atom, rss])
def test_a_feed_is_read_back(form: object) -> None:
    body = form.write(feed(entry("A <b>Loom</b> & $5", "urn:uuid:1", "Ada", "林")))  # type: ignore[attr-defined]
    read = feedparser.parse(body)
    assert not read.bozo
    assert read.feed.title == "Loom &lt;daily&gt; & more" or "Loom" in read.feed.title
    assert [each.id for each in read.entries] == ["urn:uuid:1"]
    assert read.entries[0].link == "https://loom.example/papers/1/"
    assert read.entries[0].published_parsed[:6] == (2026, 1, 5, 0, 0, 7)
    assert read.entries[0].tags[0].term == "Looms & threads"


@pytest.mark.parametrize("form", [atom, rss])
@given(title=WORDS, author=WORDS)
def test_any_text_makes_well_formed_xml_that_says_it(form: object, title: str, author: str) -> None:
    root = ET.fromstring(form.write(feed(entry(title, "urn:uuid:1", author))))  # type: ignore[attr-defined]
    texts = {(element.text or "").strip() for element in root.iter()}
    assert title in texts
    assert author in texts


@pytest.mark.parametrize("form", [atom, rss])
def test_a_feed_without_entries_is_a_feed(form: object) -> None:
    read = feedparser.parse(form.write(feed()))  # type: ignore[attr-defined]
    assert not read.bozo
    assert read.entries == []
