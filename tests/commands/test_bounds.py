"""What a source may send at most stands in site.toml; what is beyond is set aside, and told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from generator.commands.fetch import fetch
from generator.commands.import_ import import_
from generator.model.outcome import Outcome, unwatched
from generator.settings import site as settings
from generator.store import records
from tests.commands.daily_papers import paper, serve

DAY = date(2026, 1, 5)
GOOD = paper("2601.00001")
NAMES = [{"name": f"Ada {number}"} for number in range(3)]


def fetched(
    folder: Path, server: HTTPServer, bounds: str, *papers: object, cap: int = 1
) -> Outcome:
    serve(server, {str(DAY): papers}, cap)
    source = f"[sources.huggingface]\npause = 0\ncheck = ''\naddress = '{server.url_for('')}'\n"
    (folder / "site.toml").write_text(f"{source}[bounds]\n{bounds}\n")
    site = settings.load(folder)
    return fetch(site, unwatched, today=date(2026, 1, 8), first=DAY, last=DAY)


def stored(folder: Path) -> tuple[list[str], list[str]]:
    """Return the ids that are stored of the day, and the reasons of what was set aside."""
    problems: list[Any] = []
    listing = records.read(folder / "content", "huggingface", DAY, problems)
    rejects = records.read_rejects(folder / "content", "huggingface", DAY, problems)
    assert not problems
    assert set(listing.counts) <= {record.id for record in listing.records}
    return [record.id for record in listing.records], [reject.reason for reject in rejects]


@pytest.mark.parametrize(
    ("bounds", "odd", "reason"),
    [
        ("authors = 2", paper("2601.00002", authors=NAMES), "3 authors, more than authors = 2"),
        ("letters = 64", paper("2601.00002", "a" * 58), "65 characters, more than letters = 64"),
        ("levels = 4", paper("2601.00002", fresh=[[[]]]), "5 levels deep, more than levels = 4"),
    ],
    ids=["authors", "letters", "levels"],
)
def test_a_record_beyond_a_bound_is_set_aside_alone(
    tmp_path: Path, httpserver: HTTPServer, bounds: str, odd: object, reason: str
) -> None:
    outcome = fetched(tmp_path, httpserver, bounds, GOOD, odd)
    ids, (told,) = stored(tmp_path)
    assert ids == ["arxiv:2601.00001"]
    assert told.startswith("arxiv:2601.00002 ")
    assert reason in told
    assert any(reason in remark for remark in outcome.remarks)


@pytest.mark.parametrize("order", [1, -1])
def test_of_a_record_that_comes_twice_only_what_is_within_the_bounds_is_stored(
    tmp_path: Path, httpserver: HTTPServer, order: int
) -> None:
    twice = [paper("2601.00002", authors=NAMES), paper("2601.00002")][::order]
    fetched(tmp_path, httpserver, "authors = 2", GOOD, *twice, cap=9)
    ids, (told,) = stored(tmp_path)
    assert ids == ["arxiv:2601.00001", "arxiv:2601.00002"]
    assert "3 authors, more than authors = 2" in told
    listing = records.read(tmp_path / "content", "huggingface", DAY, [])
    assert all(len(record.authors) < 3 for record in listing.records)


def test_what_a_bound_just_allows_is_stored(tmp_path: Path, httpserver: HTTPServer) -> None:
    bounds = "authors = 3\nletters = 64\nlevels = 5"
    odd = paper("2601.00002", "a" * 57, authors=NAMES, fresh=[[[]]])  # "About " and "." are 7
    fetched(tmp_path, httpserver, bounds, GOOD, odd)
    assert stored(tmp_path) == (["arxiv:2601.00001", "arxiv:2601.00002"], [])


def test_what_was_set_aside_comes_when_the_bound_is_raised(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    odd = paper("2601.00002", authors=NAMES)
    fetched(tmp_path, httpserver, "authors = 2", GOOD, odd)
    fetched(tmp_path, httpserver, "authors = 3", GOOD, odd)
    assert stored(tmp_path) == (["arxiv:2601.00001", "arxiv:2601.00002"], [])


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [
        ("list_mb = 1", "larger than 1 MB, as list_mb in site.toml has it"),
        ("answer_mb = 1\nlist_mb = 9", "larger than 1,000,000 bytes"),
    ],
    ids=["list", "answer"],
)
def test_a_list_beyond_a_bound_is_read_as_far_as_it_goes(
    tmp_path: Path, httpserver: HTTPServer, bounds: str, reason: str
) -> None:
    large = paper("2601.00002", more=["a" * 190_000] * 6)
    outcome = fetched(tmp_path, httpserver, bounds, GOOD, large, paper("2601.00003"))
    assert "arxiv:2601.00001" in stored(tmp_path)[0]
    assert "arxiv:2601.00003" not in stored(tmp_path)[0]
    told = [*outcome.remarks, *map(str, outcome.problems)]
    assert any(reason in line for line in told)


def test_a_saved_page_is_bound_as_well(tmp_path: Path) -> None:
    saved = "Daily Papers\n\nA Loom of Many Threads\n\n  • 3 authors\n·\nJan 5 4\n"
    (tmp_path / "page.txt").write_text(saved)
    (tmp_path / "site.toml").write_text("[bounds]\nletters = 8\n")
    outcome = import_(settings.load(tmp_path), tmp_path / "page.txt", day=DAY, today=DAY)
    assert outcome.figures["papers read"] == 0
    assert outcome.figures["rejected"]
