"""The search in real Chromium: typed, clicked, gone back to, with files missing."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.conftest import Opened
from tests.browser.sites import served
from tests.browser.test_odd_papers import paper, written

pytestmark = pytest.mark.browser


def test_a_reader_searches(chromium: str, tools: Path, corpus: tuple[str, list[str]]) -> None:
    done = subprocess.run(
        ["node", str(tools / "search.mjs")],  # noqa: S607 - the one that was found
        input=json.dumps({"chromium": chromium, "address": corpus[0]}),
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == []


def test_a_query_in_the_address_is_answered(opened: Opened, corpus: tuple[str, list[str]]) -> None:
    page, console = opened(corpus[0] + "search/?q=threads")
    assert console == []
    assert page.count('<article class="result">') == 3
    assert "<mark>Threads</mark>" in page


def test_of_many_authors_a_result_tells_that_there_are_more(
    opened: Opened, build: Callable[..., None], tmp_path: Path
) -> None:
    many = [{"name": f"Author N. {n}"} for n in range(31)]
    days = {"2027-02-01": [paper(1, authors=many), paper(2, authors=many[:30])]}
    site = written(tmp_path / "site", days)
    build(site, site / "_site")
    with served(site / "_site") as (address, _):
        page, console = opened(f"{address}search/?q=loom")
    assert console == []
    assert page.count("Author N. 29 …</bdi>") == 1
    assert page.count("Author N. 29</bdi>") == 1


def test_results_tell_the_language_of_papers_where_it_is_another(
    opened: Opened, build: Callable[..., None], tmp_path: Path
) -> None:
    site = written(tmp_path / "site", {"2027-02-01": [paper(1)]})
    for told, language in (("pt-BR", ' lang="pt-BR"'), ("en", "")):
        build(site, site / "_site", "--set", f"site.papers_language={told}")
        with served(site / "_site") as (address, _):
            page, console = opened(f"{address}search/?q=loom")
        assert console == []
        assert f'<h2 class="title" dir="auto"{language}><a' in page
        assert f'<p class="abstract" dir="auto"{language}>' in page
        assert '<p class="by"><bdi>' in page


def test_of_a_paper_without_authors_nobody_is_named(
    opened: Opened, build: Callable[..., None], tmp_path: Path
) -> None:
    says = "Looms weave threads of wool. Threads of wool are woven by looms."
    days = {"2027-02-01": [paper(1, authors=[], abstract=says), paper(2, abstract=says)]}
    site = written(tmp_path / "site", days)
    build(site, site / "_site")
    assert '<p class="by">1 Feb' in (site / "_site/papers/2702.00001/index.html").read_text()
    with served(site / "_site") as (address, _):
        page, _ = opened(f"{address}search/?q=threads")
    assert page.count("<bdi></bdi><time") == 1


def test_a_long_abstract_without_spaces_is_cut_and_not_left_out(
    opened: Opened, build: Callable[..., None], tmp_path: Path
) -> None:
    days = {"2027-02-01": [paper(1, title="A loom", abstract="織機で布を織る。" * 100)]}
    site = written(tmp_path / "site", days)
    build(site, site / "_site")
    with served(site / "_site") as (address, _):
        page, _ = opened(f"{address}search/?q=loom")
    assert page.count("織機で布を織る") == 75


def test_a_paper_whose_address_is_lost_is_told_and_not_made_up(
    opened: Opened, build: Callable[..., None], tmp_path: Path
) -> None:
    site = written(tmp_path / "site", {"2027-02-01": [paper(1), paper(2)]})
    build(site, site / "_site")
    (names,) = (site / "_site/search").glob("*/names.bin")
    names.write_bytes(b"\xff" * names.stat().st_size)
    with served(site / "_site") as (address, missed):
        page, _ = opened(f"{address}search/?q=loom")
    assert found(page) == set()
    assert "undefined" not in page
    assert "A part of the archive could not be searched." in page
    assert missed == []


def found(page: str) -> set[int]:
    """Return the numbers of the papers that a page of the search shows."""
    return {
        int(number) for number in re.findall(r'<h2 class="title"[^>]*><a href="[^"]*\.(\d+)/', page)
    }


def by(*names: str) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def test_a_phrase_is_one_of_an_author_or_an_organization(
    opened: Opened, build: Callable[..., None], tmp_path: Path
) -> None:
    days = {
        "2027-02-01": [
            paper(1, authors=by("Ada Roe", "Yu Li"), organization={"name": "Quay Lab"}),
            paper(2, authors=by("Li Yu"), organization={"name": "Lab of the Quay"}),
            paper(3, authors=by("Wei Yu", "Li Chen")),
            paper(4, authors=by("Wei Chen", "Yù Li"), withdrawn=True),
            paper(5, authors=by("Wei Yu", "Li Chen"), withdrawn=True),
        ]
    }
    site = written(tmp_path / "site", days)
    build(site, site / "_site")
    asked = {
        'author:"yu li"': {1, 4},
        '"Yu Li"': {1, 4},
        'org:"quay lab"': {1},
        '"quay lab"': {1},
        "author:yu": {1, 2, 3, 4, 5},
    }
    with served(site / "_site") as (address, _):
        pages = {q: opened(f"{address}search/?q={quote(q)}")[0] for q in asked}
    assert {query: found(page) for query, page in pages.items()} == asked


def test_what_must_lack_a_phrase_may_have_its_words(
    opened: Opened, build: Callable[..., None], tmp_path: Path
) -> None:
    days = {
        "2027-02-01": [
            paper(1, title="Video of the world", abstract="A model.", authors=by("Yu Li")),
            paper(2, title="A world model", abstract="Of video.", authors=by("Li Yu")),
            paper(3, title="Video", abstract="A world-model and a world.", authors=by("Wei Yu")),
            paper(4, title="A world model", abstract="A loom."),
        ]
    }
    site = written(tmp_path / "site", days)
    build(site, site / "_site")
    asked = {
        'video "world model"': {2, 3},
        'video -"world model"': {1},
        'video title:"world model"': {2},
        "video title:“world model”": {2},
        'video -title:"world model"': {1, 3},
        'video -author:"yu li"': {2, 3},
        '-"world model"': {1},
        '"world-model-and"': {3},
        'video -"world model" -world': set[int](),
    }
    with served(site / "_site") as (address, _):
        pages = {q: opened(f"{address}search/?q={quote(q)}")[0] for q in asked}
    assert {query: found(page) for query, page in pages.items()} == asked
    assert "each is read to see" in pages['video -"world model"']
