"""Lists that readers take along from a page in real Chromium, read by independent parsers."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import bibtexparser
import pytest
import rispy
from jsonschema import Draft7Validator

from tests.browser.conftest import ROOT
from tests.browser.csl import SCHEMA
from tests.browser.sites import served
from tests.browser.test_odd_papers import paper, written

pytestmark = pytest.mark.browser


def taken(chromium: str, tools: Path, *addresses: str) -> list[Mapping[str, str]]:
    """Return the files that each page gives, by their names."""
    done = subprocess.run(
        ["node", str(tools / "take.mjs"), chromium, *addresses],  # noqa: S607 - the one that was found
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


LISTS = {
    "weeks/2027-W01/": [
        *("2612.00009", "2701.00003", "2701.00004", "2701.00007", "title-aaaaaaaaaaaa"),
    ],
    "topics/looms/2026-12/": ["2612.00001"],
    "authors/jane-roe/": ["2701.00004", "2701.00007"],
    "trending/": ["2612.00001", "2701.00007", "math-0612001"],
}


def test_a_list_is_taken_along_without_what_was_withdrawn(
    corpus: tuple[str, list[str]], chromium: str, tools: Path
) -> None:
    address, missed = corpus
    all_of_them = taken(chromium, tools, *(f"{address}{page}" for page in LISTS))
    assert missed == []
    for files, ids in zip(all_of_them, LISTS.values(), strict=True):
        holds(files, ids)


def holds(files: Mapping[str, str], ids: list[str]) -> None:
    """See to it that each form has these papers, and that all say the same of them."""
    entries = bibtexparser.loads(files["papers.bib"]).entries
    assert sorted(each.get("eprint", each["ID"]).replace("/", "-") for each in entries) == ids
    works = json.loads(files["papers.csl.json"])
    assert sorted(each["id"] for each in works) == ids
    Draft7Validator(SCHEMA).validate(works)
    assert all(each["URL"].startswith("http") for each in works)
    titles = {each["title"]: each["author"] for each in works}
    references = rispy.loads(files["papers.ris"])
    assert {each["title"] for each in references} == titles.keys()
    for each in references:
        people = [
            ", ".join(filter(None, (person["family"], person["given"])))
            if "family" in person
            else person["literal"]
            for person in titles[each["title"]]
        ]
        assert each.get("authors", []) == people


def test_titles_are_told_as_they_are_read(
    chromium: str, tools: Path, tmp_path: Path, build: Callable[..., None]
) -> None:
    shutil.copytree(ROOT / "tests/corpus", tmp_path / "site")
    records = tmp_path / "site/content/records/huggingface/2027/2027-01-04.jsonl"
    with records.open("a") as lines:
        told = {"id": "arxiv:2701.00099", "title": r"$\pi_0$: 100\% Looms", "authors": []}
        lines.write(f"{json.dumps(told)}\n")
    build(tmp_path / "site", tmp_path / "built")
    with served(tmp_path / "built") as (address, _):
        (files,) = taken(chromium, tools, f"{address}weeks/2027-W01/")
    title = "π0: 100% Looms"
    assert title in {each["title"] for each in json.loads(files["papers.csl.json"])}
    assert title in {each["title"] for each in rispy.loads(files["papers.ris"])}


def test_a_list_tells_topics_by_name_and_where_its_papers_appeared(
    chromium: str, tools: Path, tmp_path: Path, build: Callable[..., None]
) -> None:
    told = {"journal": "Threads 1 (2027)", "doi": "10.1/a_b"}
    site = written(tmp_path / "site", {"2027-02-01": [paper(1, **told)]})
    build(site, site / "_site")
    with served(site / "_site") as (address, _):
        (files,) = taken(chromium, tools, f"{address}days/2027-02-01/")
    (reference,) = rispy.loads(files["papers.ris"])
    assert reference["keywords"] == ["Looms"]
    assert (reference["type_of_reference"], reference["doi"]) == ("JOUR", told["doi"])
    assert told["journal"] in reference.values()
    (work,) = json.loads(files["papers.csl.json"])
    assert (work["type"], work["container-title"]) == ("article-journal", told["journal"])
