"""Every feed of a site of real papers, by the rules that the W3C's validator complains of."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from tests.commands.test_feeds import ATOM, feeds, told
from tests.real.conftest import build

pytestmark = [pytest.mark.real, pytest.mark.timeout(1200)]

SITE = "https://someone.example/papers/"
LARGEST = 512_000  # bytes
MOST = 100  # entries
SELF = f"{ATOM}link[@rel='self']"
PLAIN = {"p", "a", "code", "strong", "em", "b", "i", "sub", "sup"}


def dates(found: Mapping[str, bytes]) -> Mapping[str, Mapping[str, datetime]]:
    """Return the dates of all entries, by feed and by id."""
    return {
        path: {name: moment for name, moment, _, _ in told(path, body)}
        for path, body in found.items()
    }


def test_every_feed_is_whole(real: Path) -> None:
    found = feeds(real)
    folders = {path.rpartition("/")[0] for path in found}
    assert {"", "trending", "weeks", "months", "feeds/hands"} < folders
    assert {"authors/ziwei-liu", "organizations/nvidia", "topics/diffusion-models"} < folders
    for path, body in found.items():
        assert len(body) <= LARGEST, path
        entries = list(told(path, body))
        assert len(entries) <= MOST, path
        assert len({name for name, _, _, _ in entries}) == len(entries), path
        for name, _, title, text in entries:
            assert name.startswith("urn:uuid:")
            assert title
            assert set(re.findall(r"<([a-z]+)\b", text)) <= PLAIN, path
            assert all(link.startswith("http") for link in re.findall('href="([^"]*)"', text))
        if path.endswith(".json"):
            assert_json_feed(path, body)
        else:
            assert not feedparser.parse(body).bozo, path
            assert_xml(path, etree.fromstring(body))


def assert_json_feed(path: str, body: bytes) -> None:
    """Check what JSON Feed 1.1 asks for."""
    feed = json.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == SITE + path
    assert feed["title"]
    assert all(each["url"].startswith(SITE) for each in feed["items"])


def assert_xml(path: str, root: etree._Element) -> None:
    """Check what Atom and RSS ask for, and what the validator recommends."""
    (own,) = root.iterfind(f".//{SELF}")
    assert own.get("href") == SITE + path
    if path.endswith("atom.xml"):
        moments = [each.text for each in root.iterfind(f"{ATOM}entry/{ATOM}updated")]
        assert len(set(moments)) == len(moments), path
        for each in (root, *root.iterfind(f"{ATOM}entry")):
            assert all(each.findtext(ATOM + name) for name in ("id", "title", "updated"))
        assert all(
            each.find(f"{ATOM}author") is not None or root.find(f"{ATOM}author") is not None
            for each in root.iterfind(f"{ATOM}entry")
        )
        return
    assert all(root.findtext(f"channel/{name}") for name in ("title", "link", "description"))
    for item in root.iterfind("channel/item"):
        assert not re.search(r"<[A-Za-z/!?]", item.findtext("title") or "")
        assert (item.findtext("link") or "").startswith(SITE)
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"


def test_ids_and_dates_stay_over_a_rebuild_and_a_correction(real: Path) -> None:
    before = feeds(real)
    days = json.loads((real / "_site/api/v1/ids/2026.json").read_text())
    paper, *_ = days[max(days)]
    corrections = real / "content/corrections"
    corrections.mkdir()
    (corrections / f"{paper}.yaml").write_text("title: Another title\n")
    build(real)
    after = feeds(real)
    assert dates(after) == dates(before)
    titles = [title for _, _, title, _ in told("atom.xml", after["atom.xml"])]
    assert titles.count("Another title") == 1
