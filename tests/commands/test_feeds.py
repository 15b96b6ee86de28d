"""Feeds of a built site, read by independent parsers as strictly as they can."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID, uuid5

import feedparser
import pytest
from lxml import etree

from tests.commands.small_site import SmallSite

ATOM = "{http://www.w3.org/2005/Atom}"
URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # the namespace of URLs, RFC 9562
HOSTILE = (
    "]]> <b>bold</b> & &amp; \x00\x08 \u202e x",
    '<think> $x^2 < y$ \\"o \\textbf{bold} ]]>',
    "\uffff nothing \x85 \ufdd0 Q&A; 林",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
)
TOML = """
[site]
address = "https://loom.example/papers/"
[watch]
authors = ["Ada Lovelace", "Nobody"]
organizations = ["quay-lab"]
[custom_feeds.hands]
title = "Hands & <feet>"
rule = { any = ["hand"] }
[sources.manual]
"""


@pytest.fixture
def made(tmp_path: Path) -> SmallSite:
    made = SmallSite(tmp_path)
    made.write("site.toml", TOML)
    made.write("content/topics/looms.md", "---\ntitle: Looms\nrule: {any: [loom]}\n---\n")
    made.write("content/topics/hands.md", "---\ntitle: Hands\nrule: {any: [hand]}\n---\n")
    return made


def feeds(site: Path) -> Mapping[str, bytes]:
    """Return the feeds of a site by their paths."""
    output = site / "_site"
    names = ("atom.xml", "rss.xml", "feed.json")
    return {
        file.relative_to(output).as_posix(): file.read_bytes()
        for name in names
        for file in sorted(output.rglob(name))
    }


def told(path: str, body: bytes) -> Iterator[tuple[str, datetime, str, str]]:
    """Yield of each entry id, date, title and body, as a strict reader finds them."""
    if path.endswith(".json"):
        for each in json.loads(body)["items"]:
            yield (
                each["id"],
                datetime.fromisoformat(each["date_published"]).replace(microsecond=0),
                each["title"],
                each["content_html"],
            )
        return
    root = etree.fromstring(body, etree.XMLParser(recover=False, resolve_entities=False))
    if path.endswith("atom.xml"):
        for entry in root.iterfind(f"{ATOM}entry"):
            text = [entry.findtext(ATOM + name) for name in ("id", "published", "title", "content")]
            moment = datetime.fromisoformat(text[1]).replace(microsecond=0)
            yield text[0], moment, text[2], text[3]
        return
    for item in root.iterfind("channel/item"):
        text = [item.findtext(name) for name in ("guid", "pubDate", "title", "description")]
        yield text[0], parsedate_to_datetime(text[1]), text[2], text[3]


def test_every_feed_of_hostile_papers_is_whole_and_says_the_same(made: SmallSite) -> None:
    for at, text in enumerate(HOSTILE, 2):
        names = [text, *(f"Author {number}" for number in range(3000))]
        made.day(f"2026-11-{at:02}", names, title=f"Loom {text}", abstract=text * 20)
    made.day("2026-11-12", (), title="Hand", abstract="")
    assert not made.build().problems
    found = feeds(made.folder)
    assert {path.rpartition("/")[0] for path in found} == {
        *("", "topics/looms", "topics/hands", "feeds/hands"),
    }
    for path, body in found.items():
        read = feedparser.parse(body) if not path.endswith("json") else None
        assert not (read and read.bozo), path
        entries = list(told(path, body))
        assert entries
        assert len({name for name, _, _, _ in entries}) == len(entries)
        for _, _, title, text in entries:
            assert not re.search(r"<(?!/?(p|a|strong|em|b|i|sub|sup)\b)", text)
            assert not re.search(
                "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\uffff\u202e]", title + text
            )
            assert all(link.startswith("http") for link in re.findall('href="([^"]*)"', text))
    by_format = zip(
        *(list(told(name, found[name])) for name in ("atom.xml", "rss.xml", "feed.json")),
        strict=True,
    )
    for atom, rss, as_json in by_format:
        assert atom == as_json
        assert (rss[0], rss[1], rss[3]) == (atom[0], atom[1], atom[3])
        assert rss[2].replace("‹", "<").replace("›", ">") == atom[2]


def test_ids_and_dates_hang_on_first_id_and_first_day_alone(made: SmallSite) -> None:
    made.day("2026-11-03", ["Ada"], ["Bo"])
    made.build()
    before = {
        name: moment for name, moment, _, _ in told("atom.xml", feeds(made.folder)["atom.xml"])
    }
    assert set(before) == {uuid5(URL, f"arxiv:2611.0000{at}").urn for at in (1, 2)}
    made.write("content/corrections/2611.00001.yaml", "title: Another\nwithdrawn: it was wrong\n")
    made.write("site.toml", TOML.replace("loom.example", "other.example"))
    made.build()
    after = {
        name: (moment, title)
        for name, moment, title, _ in told("rss.xml", feeds(made.folder)["rss.xml"])
    }
    assert {name: moment for name, (moment, _) in after.items()} == before
    assert after[uuid5(URL, "arxiv:2611.00001").urn][1] == "Withdrawn: Another"
    made.number = 0
    made.day("2026-11-02", ["Ada"])  # it turns out that the first paper was listed earlier
    made.build()
    days = {
        name: moment.day for name, moment, _, _ in told("atom.xml", feeds(made.folder)["atom.xml"])
    }
    assert sorted(days.values()) == [2, 3]


def test_no_feed_is_larger_than_half_a_megabyte(made: SmallSite) -> None:
    for day in range(2, 28):
        abstract = ('Loom & "hand" 林林林 <' * 400)[:4900]
        made.day(f"2026-11-{day:02}", *[["李" * 40] * 60] * 6, abstract=abstract)
    made.build()
    sizes = {path: len(body) for path, body in feeds(made.folder).items()}
    assert max(sizes.values()) <= 512_000
    assert max(sizes.values()) > 400_000


def test_no_paper_keeps_others_out_of_a_feed_by_its_size(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"])
    made.day("2026-11-03", ["Bo"], abstract='<"&' * 60_000)
    made.day("2026-11-04", ["Cy"], title="<&" * 60_000)
    made.build()
    entries = list(told("feed.json", feeds(made.folder)["feed.json"]))
    assert [title for _, _, title, _ in entries] == ["Loom 2", "Loom 1"]
    assert "…</p>" in entries[0][3]


def test_who_is_watched_has_feeds_and_a_page(made: SmallSite) -> None:
    lab = {"organization": {"name": "Quay Lab", "handle": "quay-lab"}}
    made.day("2026-11-02", ["ADA Lovelace"], ["Somebody Else"], **lab)
    made.build()
    found = feeds(made.folder)
    for folder, count in (("authors/ada-lovelace", 1), ("organizations/quay-lab", 2)):
        assert len(list(told("atom.xml", found[f"{folder}/atom.xml"]))) == count
        html = made.page(folder)
        assert f'href="/papers/{folder}/feed.json"' in html
    assert made.pages("authors") == ["ada-lovelace"]


def test_a_rule_of_site_toml_makes_a_feed(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"], title="Two Hands")
    made.day("2026-11-03", ["Ada"], title="Two Feet")
    made.write("content/corrections/2611.00001.yaml", "topics: []\n")
    made.build()
    body = feeds(made.folder)["feeds/hands/atom.xml"]
    assert [title for _, _, title, _ in told("atom.xml", body)] == ["Two Hands"]
    assert feedparser.parse(body).feed.title_detail.value.startswith("Hands &")


def counts(of: Mapping[str, int]) -> str:
    lines = {
        f"arxiv:{name}": [{"date": "2026-11-20", "votes": votes}] for name, votes in of.items()
    }
    return json.dumps(lines)


def test_the_best_are_told_once_their_week_and_month_are_over(made: SmallSite) -> None:
    made.write("content/records/manual/2026/2026-10-30.counts.json", counts({"2611.00001": 4}))
    made.day("2026-10-30", ["Ada"], ["Bo"])
    made.write("content/records/manual/2026/2026-11-03.counts.json", counts({"2611.00003": 9}))
    made.day("2026-11-03", ["Ada"])
    made.build()
    for folder in ("weeks", "months"):
        entries = list(told("atom.xml", feeds(made.folder)[f"{folder}/atom.xml"]))
        assert [title for _, _, title, _ in entries] == ["Loom 1"]
    assert [
        title for _, _, title, _ in told("rss.xml", feeds(made.folder)["trending/rss.xml"])
    ] == [
        *("Loom 3", "Loom 1"),
    ]


def test_one_list_has_all_feeds(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada Lovelace"], organization={"name": "Q", "handle": "quay-lab"})
    made.build()
    root = etree.fromstring((made.folder / "_site/feeds.opml").read_bytes())
    listed = [each.get("xmlUrl") for each in root.iterfind(".//outline[@type='rss']")]
    files = {
        f"https://loom.example/papers/{path}"
        for path in feeds(made.folder)
        if path.endswith("atom.xml")
    }
    assert set(listed) == files
    assert len(listed) == len(files)


def times(made: SmallSite, folders: Sequence[str]) -> list[int]:
    output = made.folder / "_site"
    return [(output / folder / "atom.xml").stat().st_mtime_ns for folder in folders]


def test_a_new_day_makes_only_feeds_anew_that_have_a_paper_of_it(made: SmallSite) -> None:
    folders = ["topics/hands", "feeds/hands", "topics/looms"]
    made.day("2026-11-02", ["Ada"], title="Two Hands")
    made.day("2026-11-03", ["Ada"])
    made.build()
    before = times(made, folders)
    made.day("2026-11-04", ["Bo"])
    made.build()
    after = times(made, folders)
    assert after[:2] == before[:2]
    assert after[2] != before[2]


def test_a_feed_that_is_opened_says_what_it_is(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"])
    made.build()
    for path in ("atom.xml", "topics/looms/rss.xml"):
        assert (
            b'<?xml-stylesheet type="text/css" href="/papers/feed.css"?>'
            in feeds(made.folder)[path]
        )
    assert "This is a feed." in (made.folder / "_site/feed.css").read_text()


def test_one_subscribes_to_feeds_in_readers_and_by_a_form(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"])
    made.build()
    html = made.page("subscribe")
    assert 'value="https://loom.example/papers/topics/looms/atom.xml"' in html
    assert "feed%2Fhttps%3A%2F%2Floom.example%2Fpapers%2Fatom.xml" in html
    assert 'method="post"' not in html
    form = "https://letters.example/x?y=1&z=2"
    made.write("site.toml", f'[subscribe]\nform = "{form}"\n{TOML}')
    made.build()
    html = made.page("subscribe")
    assert "form-action 'self' https://letters.example\">" in html
    assert (
        '<form class="asked" method="post" action="https://letters.example/x?y=1&amp;z=2">' in html
    )
    assert "letters.example" not in made.page("days/2026-11-02")
