"""The page that names the feeds: each is there, and the foot of every page leads to it."""

import re
from pathlib import Path

from tests.commands.small_site import SmallSite, words

FILES = ("atom.xml", "rss.xml", "feed.json")
TOPIC = "---\ntitle: <Looms>\nrule:\n  any: [loom]\n---\n"


def test_each_feed_that_is_named_is_there(tmp_path: Path) -> None:
    made = SmallSite(tmp_path)
    made.toml()
    made.write("content/topics/looms.md", TOPIC)
    made.day("2026-11-02", ["Ada Lovelace"])
    assert not made.build().problems
    html = made.page("subscribe")
    feeds = re.findall(r'<a href="/([^"]+\.(?:xml|json|opml))"', html)
    files = [f"{folder}{file}" for folder in ("", "topics/looms/") for file in FILES]
    assert feeds == [*FILES, "feeds.opml", *files]
    for feed in feeds:
        assert (tmp_path / "_site" / feed).is_file()
    assert ">http://localhost:5500/atom.xml<" in html
    assert "up to 100 papers" in words(html)
    assert "<bdi>&lt;Looms&gt;</bdi>" not in html
    assert "&lt;Looms&gt;" in html
    for page in ("", "subscribe", "papers/2611.00001"):
        assert '<li><a href="/subscribe/">Subscribe</a></li>' in made.page(page)


def test_a_site_without_feeds_has_no_such_page(tmp_path: Path) -> None:
    made = SmallSite(tmp_path)
    made.write("site.toml", "feeds = []\n[sources.manual]\n")
    made.day("2026-11-02", ["Ada Lovelace"])
    assert not made.build().problems
    assert not (tmp_path / "_site/subscribe").exists()
    assert "subscribe" not in made.page("")


def test_a_site_without_feeds_has_no_quarrel_about_those_of_votes(tmp_path: Path) -> None:
    made = SmallSite(tmp_path)
    made.write("site.toml", "feeds = []\n[sources.huggingface]\n[sources.manual]\n")
    made.day("2026-11-02", ["Ada Lovelace"])
    day = "content/records/manual/2026/2026-11-02"
    made.write(f"{day}.counts.json", '{"arxiv:2611.00001": [{"date": "2026-11-02", "votes": 3}]}\n')
    assert not made.build().problems
