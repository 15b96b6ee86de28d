"""What cites real papers, made by the site and by the browser, read by independent parsers."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import rispy
from jsonschema import Draft7Validator

from generator.archive import ingest
from generator.settings import site as settings
from tests.browser.csl import SCHEMA
from tests.commands.test_citations import assert_come_back, names, parsed
from tests.markup.test_source import read

pytestmark = [pytest.mark.real, pytest.mark.timeout(1200)]

Cited = dict[str, Any]


def test_titles_and_names_of_every_day_come_back_as_they_were(real: Path) -> None:
    archive, problems = ingest.load(settings.load(real))
    assert not problems
    for day in archive.days():
        assert_come_back(archive, day)


@pytest.fixture(scope="module")
def papers(real: Path) -> Sequence[Cited]:
    """All papers, as take.js makes them of the files of their days."""
    told = {}
    for file in sorted((real / "_site/api/v1/days").glob("*.json")):
        for each in json.loads(file.read_text()):
            paper = each["paper"]
            told[paper["id"].replace("/", "-")] = {
                "title": paper["title"],
                "authors": [author["name"] for author in paper.get("authors", ())],
                "date": paper["publishedAt"][:10],
                "topics": each.get("topics", []),
                "address": "https://someone.example/",
            }
    return [{"id": name, **rest} for name, rest in told.items()]


@pytest.fixture(scope="module")
def cited(papers: Sequence[Cited]) -> dict[str, Any]:
    """What static/js/citations.js makes of them."""
    done = subprocess.run(
        ["node", str(Path(__file__).parent / "cite.mjs")],  # noqa: S607 - the one that is found
        input=json.dumps(papers),
        capture_output=True,
        text=True,
        check=True,
    )
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_bibtex_of_the_browser_comes_back(papers: Sequence[Cited], cited: dict[str, Any]) -> None:
    entries = parsed(cited["bib"])
    assert len(entries) == len(papers)
    for paper in papers:
        entry = entries[paper["id"]]
        assert read(entry["title"][1:-1]) == paper["title"]
        assert (names(entry) if paper["authors"] else []) == paper["authors"]


def test_ris_of_the_browser_comes_back(papers: Sequence[Cited], cited: dict[str, Any]) -> None:
    for paper, reference in zip(papers, rispy.loads(cited["ris"]), strict=True):
        assert reference["title"] == paper["title"]
        assert list(map(turned, reference.get("authors", ()))) == paper["authors"]


def turned(name: str) -> str:
    """Return `Lovelace, Ada, Jr.` as its bearer writes it."""
    family, *rest = name.split(", ")
    return " ".join((*rest[:1], family, *rest[1:]))


def test_csl_of_the_browser_comes_back(papers: Sequence[Cited], cited: dict[str, Any]) -> None:
    Draft7Validator(SCHEMA).validate(cited["csl"])
    parts = ("given", "non-dropping-particle", "family", "suffix")
    for paper, work in zip(papers, cited["csl"], strict=True):
        assert work["title"] == paper["title"]
        assert [
            person.get("literal") or " ".join(person[part] for part in parts if part in person)
            for person in work["author"]
        ] == paper["authors"]
