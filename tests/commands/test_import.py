"""broadsheet import: a saved page becomes records, and ids become known later."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.paper import title_id

Run = Callable[..., subprocess.CompletedProcess[str]]
RECORDS = "content/records/saved_page/2025/2025-12-12.jsonl"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture
def listing(site: Path) -> Path:
    """The page that was saved."""
    return site.parent / "listing.txt"


@pytest.fixture
def rejects(site: Path) -> Path:
    """Where that is which was set aside of it."""
    return site / RECORDS.replace(".jsonl", ".rejects.jsonl")


def test_a_page_becomes_records(site: Path, run: Run, listing: Path) -> None:
    done = run("import", listing, "--day", "2025-12-12")
    assert "papers read: 3" in done.stdout
    assert "without an arXiv id: 3" in done.stdout
    records = [json.loads(line) for line in (site / RECORDS).read_text().splitlines()]
    by_title = {record["title"]: record for record in records}
    assert by_title["A Loom for Two Hands"]["published"] == "2025-01-13"
    assert by_title["A Loom for Two Hands"]["author_count"] == 2
    assert by_title["On the Weight of Feathers"]["organization"]["name"] == "Flight Lab"
    assert by_title["A Third Thing"]["author_count"] == 16
    counts = json.loads((site / RECORDS.replace(".jsonl", ".counts.json")).read_text())
    assert counts == {title_id("A Loom for Two Hands"): [{"comments": 3, "date": "2025-12-12"}]}


def test_a_day_that_is_yet_to_come_is_refused(site: Path, run: Run, listing: Path) -> None:
    done = run("import", listing, "--day", "2925-12-12", code=2)
    assert "2925-12-12 is yet to come" in done.stderr
    assert not (site / "content/records/saved_page").exists()


def test_an_id_learned_later_becomes_the_address_and_the_feed_keeps_the_first(
    site: Path, run: Run, listing: Path
) -> None:
    run("import", listing, "--day", "2025-12-12")
    run("pages")
    run("build")
    old = "title-" + title_id("A Loom for Two Hands").removeprefix("title:")
    assert (site / "_site/papers" / old / "index.html").exists()
    feed = (site / "_site/atom.xml").read_text()
    run("import", listing, "--day", "2025-12-12", "--ids", site.parent / "ids.tsv")
    run("pages")
    run("build")
    assert "A Loom for Two Hands" in (site / "_site/papers/2501.00001/index.html").read_text()
    assert 'url=/papers/2501.00001/"' in (site / "_site/papers" / old / "index.html").read_text()
    ids = {line for line in feed.split("<id>") if line.startswith("urn:uuid")}
    again = (site / "_site/atom.xml").read_text()
    kept = {line[:45] for line in again.split("<id>") if line.startswith("urn:uuid")}
    assert kept == {each[:45] for each in ids}
    assert len((site / RECORDS).read_text().splitlines()) == 3
    assert (site / "content/records/aliases.jsonl").read_text().count("\n") == 1


def test_an_old_id_with_its_subject_class_is_one_paper_and_its_address_leads_on(
    site: Path, run: Run
) -> None:
    listing, ids = site.parent / "listing.txt", site.parent / "ids.tsv"
    ids.write_text(ids.read_text().replace("2501.00001", "math.GT/0309136"))
    run("import", listing, "--day", "2025-12-12", "--ids", ids)
    records, counts = site / RECORDS, site / RECORDS.replace(".jsonl", ".counts.json")
    for file in (records, counts):  # as it was once stored
        file.write_text(file.read_text().replace("arxiv:math/", "arxiv:math.gt/"))
    run("update")
    entry = (site / "_site/atom.xml").read_text().split("urn:uuid")
    assert (site / "_site/papers/math.gt-0309136/index.html").exists()
    run("import", listing, "--day", "2025-12-13", "--ids", ids)
    run("update")
    paper = (site / "_site/papers/math-0309136/index.html").read_text()
    assert "A Loom for Two Hands" in paper
    moved = (site / "_site/papers/math.gt-0309136/index.html").read_text()
    assert 'url=/papers/math-0309136/"' in moved
    again = (site / "_site/atom.xml").read_text().split("urn:uuid")
    assert [each[:40] for each in again] == [each[:40] for each in entry]


def test_what_was_set_aside_of_one_page_stays_when_another_is_imported(
    site: Path, run: Run, listing: Path, rejects: Path
) -> None:
    whole = listing.read_text()
    listing.write_text(whole.replace("Oct 9, 2023", "Oct 39, 2023"))
    run("import", listing, "--day", "2025-12-12")
    before = rejects.read_text()
    other = site.parent / "other.txt"
    other.write_text(
        "Daily Papers\n\nDec 12\n\nA Fourth Thing\n\nShort.\n\n  • 16 authors\n·\nOct 9, 2023\n"
    )
    run("import", other, "--day", "2025-12-12")
    assert rejects.read_text() == before
    listing.write_text(whole)
    run("import", listing, "--day", "2025-12-12")
    assert not rejects.exists()


def test_a_paper_in_which_the_page_was_cut_off_is_told_and_comes_with_the_whole_page(
    site: Path, run: Run, listing: Path, rejects: Path
) -> None:
    whole = listing.read_text()
    abstract = "We weave on and on, and never come to an end of it. " * 6
    listing.write_text(f"{whole}\n\nThe Endless Loom\n\n{abstract}")
    done = run("import", listing, "--day", "2025-12-12")
    assert "set aside: the page ends before the date of this paper" in done.stderr
    assert "The Endless Loom" in rejects.read_text()
    listing.write_text(f"{whole}\n\nThe Endless Loom\n\n{abstract}\n\n  • 2 authors\n·\nOct 9\n")
    run("import", listing, "--day", "2025-12-12")
    assert not rejects.exists()
    assert "The Endless Loom" in (site / RECORDS).read_text()
    listing.write_text(f"{whole}\n\nCompany\n\n© A site. All rights reserved.\n")
    assert "set aside" not in run("import", listing, "--day", "2025-12-12").stderr


def test_a_page_without_papers_is_told_and_stores_nothing(site: Path, run: Run) -> None:
    empty = site.parent / "empty.txt"
    empty.write_text("Not a listing at all.\n")
    done = run("import", empty, "--day", "2025-12-12", code=1)
    assert str(empty) in done.stderr
    assert not (site / "content/records").exists()


def test_a_wrong_line_of_ids_is_named(site: Path, run: Run, listing: Path) -> None:
    ids = site.parent / "ids.tsv"
    ids.write_text("title\tarxiv_id\tauthors\tcategories\nA Loom for Two Hands\tnonsense\t?\t?\n")
    done = run("import", listing, "--day", "2025-12-12", "--ids", ids, code=1)
    assert f"{ids}:2" in done.stderr


def test_a_table_of_ids_that_is_not_utf_8_is_told_and_stores_no_name(
    site: Path, run: Run, listing: Path
) -> None:
    ids = site.parent / "ids.tsv"
    table = ids.read_text().replace("Ada Lovelace", "Adá Lovelace")
    words = ("import", listing, "--day", "2025-12-12", "--ids", ids)
    for encoding, line in (("cp1252", 2), ("utf-16", 1)):  # as spreadsheets save text with tabs
        ids.write_text(table, encoding)
        done = run(*words, code=1)
        assert f"{ids}:{line}: this is not UTF-8 text" in done.stderr
        assert done.stderr.endswith("save it as UTF-8\n")
        assert not list(site.glob("content/records/**/*.jsonl"))


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_the_saved_listing_gives_36_papers(site: Path, run: Run) -> None:
    listing, ids = SHARED / "saved_listing_2025-12-12.txt", SHARED / "saved_listing_ids.tsv"
    done = run("import", listing, "--day", "2025-12-12", "--ids", ids)
    assert "papers read: 36" in done.stdout
    records = [json.loads(line) for line in (site / RECORDS).read_text().splitlines()]
    assert len(records) == 36
    by_id = {record["id"]: record for record in records}
    assert by_id["arxiv:2501.07563"]["published"] == "2025-01-13"
    assert by_id["arxiv:2501.07563"]["position"] == 1
    assert by_id["arxiv:1803.03635"]["published"] == "2018-03-09"
    assert len(by_id["arxiv:2309.14322"]["authors"]) == 16
    assert by_id["arxiv:2510.10518"]["organization"]["name"] == "NJU-LINK Lab"
