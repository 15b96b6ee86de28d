"""What a built site says to those who cite its papers, read by independent parsers."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import bibtexparser
import pytest

from generator.archive import ingest
from generator.archive.reader import Archive
from generator.formats import bibtex
from generator.kinds import bibliography
from generator.markup import tex
from generator.markup.source import source
from generator.settings import site as settings
from tests.commands import recorded
from tests.commands.recorded import needs_shared
from tests.commands.small_site import SmallSite
from tests.markup.test_source import read


@pytest.fixture
def made(tmp_path: Path) -> SmallSite:
    made = SmallSite(tmp_path)
    made.toml()
    return made


def parsed(text: str) -> dict[str, dict[str, str]]:
    """Return the entries of a bibliography by their keys, as bibtexparser reads them."""
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False, common_strings=True)
    found = bibtexparser.loads(text, parser=parser)
    assert len(found.entries) == text.count("\n}\n")
    by_key = {each["ID"]: each for each in found.entries}
    assert len(by_key) == len(found.entries)
    return by_key


def names(entry: dict[str, str]) -> list[str]:
    """Return the names of an entry as their bearers write them."""
    found = []
    for name in re.split(r"\s+and\s+(?![^{]*\})", entry["author"]):
        family, *rest = name.split(", ")
        said = name[1:-1] if name.startswith("{") else " ".join((rest[-1], family, *rest[:-1]))
        found.append(read(said))
    return found


def test_a_day_is_cited_in_a_file(made: SmallSite) -> None:
    people = ["Jan van der Berg", "杨智博", "Loom Team", "Martin King Jr."]
    made.day(
        "2026-11-02",
        people,
        ["Ada Lovelace"],
        title=r"Looms & $x_{1}^2$ of 100% \textbf{silk}",
        subjects=["cs.AI"],
        doi="10.1/a_b(98)4:8<1::A>2.0",
        journal="Threads 1 (2026)",
        published="2026-10-30",
    )
    made.write("content/corrections/2611.00002.yaml", "withdrawn: it was wrong\n")
    made.build()
    assert '<a href="/days/2026-11-02/papers.bib">' in made.page("days/2026-11-02")
    text = (made.folder / "_site/days/2026-11-02/papers.bib").read_text()
    entry = parsed(text)["2611.00001"]
    assert entry["title"] == r"{Looms \& $x_{1}^2$ of 100\% \textbf{silk}}"
    assert entry["author"] == "van der Berg, Jan and {杨智博} and {Loom Team} and King, Jr., Martin"
    assert (entry["year"], entry["month"], entry["primaryclass"]) == ("2026", "10", "cs.AI")
    assert (entry["ENTRYTYPE"], entry["doi"]) == ("article", "10.1/a_b(98)4:8<1::A>2.0")
    assert "2611.00002" not in text


@pytest.mark.parametrize(
    ("name", "cited"),
    [
        ("da , Silva", "da, Silva"),
        (", , Ada King", "King, Ada"),
        ("Sand And Stone", "Stone, Sand {And}"),
        ("Ada AND", "{AND}, Ada"),
        (",", "{,}"),
        (", ", "{,}"),
    ],
)
def test_an_odd_name_is_one_author_and_costs_nobody_else(
    made: SmallSite, name: str, cited: str
) -> None:
    made.day("2026-11-02", [name, "Ada Lovelace"], ["Ada Lovelace"])
    made.build()
    text = (made.folder / "_site/days/2026-11-02/papers.bib").read_text()
    entries = parsed(text)
    assert entries["2611.00001"]["author"] == f"{cited} and Lovelace, Ada"


def test_authors_of_whom_none_is_named_are_nobody(made: SmallSite) -> None:
    made.day("2026-11-02", [], ["Ada Lovelace"], author_count=12)
    made.build()
    entries = parsed((made.folder / "_site/days/2026-11-02/papers.bib").read_text())
    assert "author" not in entries["2611.00001"]
    assert entries["2611.00002"]["author"] == "Lovelace, Ada and others"


def test_a_paper_shows_how_to_cite_it(made: SmallSite) -> None:
    made.day("2026-11-02", [f"Ada Number{at}" for at in range(30)], title="A <b> Loom")
    made.build()
    html = made.page("papers/2611.00001")
    (shown,) = re.findall(r'<pre class="cite">(.*?)</pre>', html, re.DOTALL)
    entry = parsed(unescape(shown))["2611.00001"]
    assert entry["title"] == r"{A \textless{}b\textgreater{} Loom}"
    assert entry["author"].endswith(" and others")
    assert html.count('name="citation_author"') == 30
    assert '<meta name="citation_title" property="og:title" content="A &lt;b&gt; Loom">' in html
    assert '<meta name="citation_publication_date" content="2026/11/02">' in html
    assert '<meta property="og:type" content="article">' in html
    assert '<meta property="og:url" content="http://localhost:5500/papers/2611.00001/">' in html
    assert '<meta name="description" property="og:description" content="' in html


def test_a_page_tells_programs_where_its_paper_appeared(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"], journal="Looms & <b>Hands</b>", doi="10.1/a_b")
    made.build()
    html = made.page("papers/2611.00001")
    told = 'name="citation_journal_title" content="Looms &amp; &lt;b&gt;Hands&lt;/b&gt;">'
    assert told in html
    assert '<meta name="citation_doi" content="10.1/a_b">' in html


def test_a_journal_is_told_as_it_is_read(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"], journal=r"A\&A {\bf 71}, Poincar\'e--Quay n$^2$ (2026)")
    made.build()
    html = made.page("papers/2611.00001")
    read = "A&amp;A 71, Poincaré–Quay n^2 (2026)"
    assert f'name="citation_journal_title" content="{read}">' in html
    assert f'<dd dir="auto">{read}\n' in html
    (item,) = json.loads((made.folder / "_site/api/v1/days/2026-11-02.json").read_text())
    assert item["journal"] == unescape(read)
    entry = parsed((made.folder / "_site/days/2026-11-02/papers.bib").read_text())["2611.00001"]
    assert entry["journal"] == r"A\&A \textbf{71}, Poincaré–Quay n$^2$ (2026)"


def test_keys_stay_when_an_id_becomes_another(made: SmallSite) -> None:
    title = "title:" + "a" * 12
    made.day("2026-11-02", ["Ada"], id=title)
    made.write("content/records/aliases.jsonl", f'{{"id": "arxiv:2611.00009", "was": "{title}"}}\n')
    made.build()
    entry = parsed((made.folder / "_site/days/2026-11-02/papers.bib").read_text())
    assert entry["title-" + "a" * 12]["eprint"] == "2611.00009"


def test_a_list_names_its_papers_to_programs(made: SmallSite) -> None:
    made.day("2026-11-02", ["Ada"], ["Bo"])
    made.build()
    html = made.page("days/2026-11-02")
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    places = json.loads(told)["itemListElement"]
    assert [each["position"] for each in places] == [1, 2]
    assert places[0]["url"] == "http://localhost:5500/papers/2611.00001/"
    assert (made.folder / "_site/static/social.png").stat().st_size < 10_000
    assert '<meta property="og:image" content="http://localhost:5500/static/social.png">' in html


def test_each_list_of_papers_names_them_to_programs(made: SmallSite) -> None:
    made.write("content/topics/looms.md", "---\ntitle: Looms\nrule: {any: [loom]}\n---\n")
    made.write("content/authors/ada.md", "---\nname: Ada\n---\n")
    lab = {"organization": {"name": "Quay Lab", "handle": "quay-lab"}}
    made.day("2026-11-02", ["Ada"], title="Two Looms", **lab)
    made.build()
    lists = ("days/2026-11-02", "topics/looms", "topics/looms/2026-11")
    for folder in (*lists, "authors/ada", "organizations/quay-lab"):
        (told,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', made.page(folder)
        )
        assert [each["url"] for each in json.loads(told)["itemListElement"]] == [
            "http://localhost:5500/papers/2611.00001/",
        ]


@needs_shared
def test_real_titles_and_names_come_back_as_they_were(tmp_path: Path) -> None:
    # One paper of these days has 3,302 authors.
    recorded.recorded(tmp_path, recorded.items("2025-07-11", "2025-07-15"))
    archive, problems = ingest.load(settings.load(tmp_path))
    assert not problems
    for day in archive.days():
        assert_come_back(archive, day)


def assert_come_back(archive: Archive, day: date) -> None:
    found = parsed(bibtex.write(bibliography.view(archive, day.isoformat())).decode())
    assert len(found) == archive.count(day)
    for paper in archive.day(day):
        entry = found[paper.id.removeprefix("arxiv:")]
        assert entry["title"] == f"{{{source(paper.title)}}}"
        if "$" not in paper.title and "\\" not in paper.title:
            assert read(entry["title"][1:-1]) == tex.plain(paper.title)
        assert names(entry) == [each.name for each in paper.authors]
