"""What becomes of each hostile record: text on its page, or a reject with its reason."""

import csv
import gzip
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import Any

import bibtexparser
import feedparser
import lxml.html
from markdown_it import MarkdownIt

from generator.store import pages
from tests.commands.test_api import assert_valid
from tests.hostile import corpus
from tests.hostile.conftest import Site
from tests.hostile.corpus import BY_ARXIV, DAY, LINKED

FIELDS = BY_ARXIV | {
    *("id", "title", "abstract", "author", "author_handle", "organization", "organization_handle"),
    *("keyword", "summary", "summary_model", "submitter", "submitter_handle", "code", "project"),
    *("media", "model", "dataset", "space", "votes", "comments", "stars", "published"),
    *("extra", "inner", "outer"),
}
# What stands in no page, whoever wrote it. Scripts are files, or JSON-LD.
BANNED = {
    *("iframe", "object", "embed", "applet", "base", "style", "marquee", "frame", "frameset"),
    *("audio", "video"),
}
FORMULAS = re.compile(r"[\s\u200b]*[=+\-@＝＋－＠]")
ROOT = "https://someone.example/papers/"


def listed(site: Site, day: str) -> Sequence[Any]:
    """Return the records of a day, as Hugging Face listed them."""
    file = site.folder / f"content/records/huggingface/2026/{day}.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()]


def page_of(site: Site, folder: str) -> lxml.html.HtmlElement:
    """Return what is within <main>, without the sources of formulas, which nobody sees."""
    page = lxml.html.fromstring((site.built / folder / "index.html").read_text())
    (main,) = page.iter("main")
    for annotation in list(main.iter("annotation")):
        annotation.drop_tree()
    return main


def test_the_corpus_tries_every_field(hostile: Site) -> None:
    assert len(hostile.corpus) >= 300
    assert all(line.said["tries"] for line in hostile.corpus)
    said = {name for line in hostile.corpus for name in line.said}
    assert said - {"tries", "shows", "linked", "many", "rejected"} == FIELDS


def test_fewer_papers_try_all_of_it_too(hostile: Site) -> None:
    packed = [line.said.items() for line in corpus.packed(hostile.corpus)]
    for line in hostile.corpus:
        if not line.rejected:
            tried = [each for each in line.said.items() if each[0] not in corpus.NO_FIELDS]
            assert any(all(each in said for each in tried) for said in packed), line.number


def test_what_is_well_formed_is_read_on_its_page(hostile: Site) -> None:
    for line in hostile.corpus:
        if not line.rejected:
            text = " ".join(page_of(hostile, line.folder).text_content().split())
            for shown in line.shown:
                assert shown in text, (line.number, line.said["tries"])


def test_what_is_not_is_set_aside_with_its_reason_and_costs_nothing_else(hostile: Site) -> None:
    expected = [line.rejected for line in hostile.corpus if line.rejected]
    rejects = listed(hostile, f"{DAY}.rejects")
    assert len(rejects) == len(expected)
    for reason in expected:
        assert any(reason in each["reason"] for each in rejects), reason
    read = [
        each["id"].removeprefix("arxiv:") for day in (DAY, LINKED) for each in listed(hostile, day)
    ]
    assert sorted(read) == sorted(line.id for line in hostile.corpus if not line.rejected)


def test_links_are_to_plain_hosts(hostile: Site) -> None:
    for line in hostile.corpus:
        if "linked" in line.said:
            found = page_of(hostile, line.folder).xpath(".//p[@class='actions']/a[@rel='nofollow']")
            assert [each.get("href") for each in found] == list(filter(None, [line.said["linked"]]))
    plain = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.ASCII | re.IGNORECASE)
    for file in hostile.built.rglob("*.html"):
        for each in lxml.html.parse(str(file)).xpath("//@href|//@src|//@action"):
            assert each.startswith(("/papers/", "#")) or plain.fullmatch(each), (file, each)


def test_no_page_has_markup_but_ours(hostile: Site) -> None:
    for file in hostile.built.rglob("*.html"):
        for each in lxml.html.parse(str(file)).getroot().iter(lxml.etree.Element):
            assert each.tag not in BANNED, file
            assert not [name for name in each.attrib if name.startswith("on") or name == "style"]
            if each.tag == "script" and "src" not in each.attrib:
                assert each.get("type") == "application/ld+json"
                assert json.loads(each.text)["@context"] == "https://schema.org"
            if each.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
                assert each.get("content").startswith("0; url=/papers/")


def test_feeds_are_strict_xml_and_json(hostile: Site) -> None:
    entries = 0
    documents = [*hostile.built.rglob("*.xml"), *hostile.built.rglob("*.opml")]
    for file in documents:
        root = ET.fromstring(file.read_bytes())
        assert not [each for each in root.iter() if each.tag.rpartition("}")[2] == "script"]
        if file.name in {"atom.xml", "rss.xml"}:
            feed = feedparser.parse(
                file.read_bytes(), sanitize_html=False, resolve_relative_uris=False
            )
            assert not feed.bozo
            entries += len(feed.entries)
            for entry in feed.entries:
                assert entry.link.startswith(ROOT)
                for told in (entry.summary, *(each.value for each in entry.get("content", ()))):
                    found = lxml.html.fragments_fromstring(f"<p>{told}</p>")
                    tags = {each.tag for every in found for each in every.iter(lxml.etree.Element)}
                    assert not tags & (BANNED | {"script", "img", "svg", "form", "input"}), told
    assert entries > 100
    for file in hostile.built.rglob("*.json"):
        json.loads(file.read_bytes(), parse_constant=refused)
    for file in hostile.built.rglob("*.jsonl.gz"):
        assert [json.loads(each) for each in gzip.decompress(file.read_bytes()).splitlines()]


def test_the_api_is_as_its_schema_says(hostile: Site) -> None:
    assert {"day", "week", "topic", "ids"} <= assert_valid(hostile.folder)


def refused(constant: str) -> None:
    raise AssertionError(constant)


def test_bibtex_has_a_reference_a_paper_and_nothing_between(hostile: Site) -> None:
    for file in hostile.built.rglob("papers.bib"):
        text = file.read_text()
        entries = bibtexparser.loads(text).entries
        found = re.findall(r"^@\w+\{([^,]+),$", text, re.MULTILINE)
        assert sorted(each["ID"] for each in entries) == sorted(found)
        assert len(found) == len(listed(hostile, file.parent.name))
        assert not re.search(r"\\input|\\write|(?<!\\)%", text)  # whoever cites it runs TeX
        for entry in text.split("\n\n"):
            assert entry.count("{") == entry.count("}"), entry


def test_no_cell_is_a_formula(hostile: Site) -> None:
    cells = [
        cell
        for file in hostile.built.rglob("*.csv")
        for row in csv.reader(file.read_text().splitlines(), strict=True)
        for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells)
    parts = [part for cell in cells for part in cell.split(";")]  # where commas are for decimals
    assert [part for part in parts if FORMULAS.match(part)] == []


def links_of(text: str, *, html: bool) -> Iterator[str]:
    """Yield where Markdown leads to; markup of HTML in it is a failure."""
    for block in MarkdownIt("commonmark", {"html": html}).parse(text):
        assert block.type != "html_block", block.content
        assert block.type != "fence", block.content
        for each in block.children or ():
            assert each.type not in {"html_inline", "image"}, each.content
            if each.type == "link_open":
                yield str(each.attrs["href"])


def test_markdown_twins_have_our_links_alone(hostile: Site) -> None:
    twins = [*hostile.built.rglob("*.md"), hostile.built / "llms.txt"]
    assert len(twins) > 5
    for file in twins:
        for link in links_of(file.read_text(), html=True):
            assert link.startswith(ROOT), (file, link)


def test_pages_hold_a_block_a_paper_and_are_read_again_as_they_were_written(hostile: Site) -> None:
    (file,) = hostile.folder.glob(f"content/days/2026/{DAY}.md")
    page = pages.parsed(file.read_text(), str(file))
    assert pages.text_of(page) == file.read_text()
    names = [each.name for each in page.sections if hasattr(each, "name")]
    assert len(names) == len(set(names)) == len(listed(hostile, DAY))
    assert "pages written: 0" in hostile.said["pages again"]


def test_no_file_is_anywhere_else_and_each_name_fits_every_system(hostile: Site) -> None:
    assert {each.name for each in hostile.folder.parent.iterdir()} == {"site"}
    assert {each.name for each in hostile.folder.iterdir()} == {
        *("site.toml", "content", "_site", ".cache"),
    }
    names = [each.relative_to(hostile.built).as_posix() for each in hostile.built.rglob("*")]
    assert len({name.casefold() for name in names}) == len(names)
    device = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9._/-]{1,200}", name), name
        assert not any(map(device.fullmatch, name.split("/"))), name
        assert not (hostile.built / name).is_symlink()


def test_terminals_and_logs_are_told_words_alone(hostile: Site) -> None:
    assert "a record was set aside" in hostile.said["fetch"]
    for said in hostile.said.values():
        for line in said.splitlines():
            assert line.isprintable(), line
            assert not line.lstrip().startswith("::"), line
            assert "##[" not in line
