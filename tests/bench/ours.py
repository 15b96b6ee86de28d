"""Broadsheet's side: the archive as records, with site.toml and templates/ of this folder.

The templates show what Hugo's skeleton shows. A template sees no list of topics for its
navigation, so they are given one, as Hugo's are given data/topics.json.
"""

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.model.paper import Author, PaperId, Reading, Record
from generator.store import records
from tests.bench.corpus import Corpus, Day, Paper

NAME = "Broadsheet"
OUTPUT = "_site"
HERE = Path(__file__).resolve().parent
SOURCE = "saved_page"  # as site.toml has it
REMEMBERS = True  # what it made and of which files


def write(corpus: Corpus, site: Path) -> None:
    """Write the archive as a site of Broadsheet, without its new day."""
    shutil.copytree(HERE / "templates", site / "templates")
    shutil.copy(HERE / "site.toml", site)
    shutil.copytree(HERE / "hugo/static/assets", site / "static/css")
    named = json.dumps(list(corpus.topics.items()))
    listed = site / "templates/parts/topics.html"
    listed.write_text(f"{{% set topics = {named} %}}\n", encoding="utf-8")
    folder = site / "content/topics"
    folder.mkdir(parents=True)
    for slug, title in corpus.topics.items():
        text = f"---\ntitle: {title}\nrule:\n  categories: [{slug}]\n---\n"
        (folder / f"{slug}.md").write_text(text, encoding="utf-8")
    for day in corpus.days:
        add(day, site)


def add(day: Day, site: Path) -> None:
    """Write a day into a site, as a source would."""
    told = tuple(_record(paper, day) for paper in day.papers)
    counts = {
        record.id: (Reading(day.day, votes=paper.votes),)
        for record, paper in zip(told, day.papers, strict=True)
    }
    records.write(site / "content", records.Listing(SOURCE, day.day, told, counts))


def _record(paper: Paper, day: Day) -> Record:
    return Record(
        id=PaperId(f"arxiv:{paper.id}"),
        title=paper.title,
        abstract=paper.abstract,
        authors=tuple(map(Author, paper.authors)),
        subjects=paper.topics,
        published=day.day.isoformat(),
        code=paper.code,
    )


def prepare(site: Path) -> list[str] | None:
    """Return the command that makes a site ready for its first build: its Markdown pages."""
    return [*_broadsheet(site), "pages"]


def build(site: Path) -> list[str]:
    """Return the command that builds a site into its own `_site`."""
    return [*_broadsheet(site), "build"]


def update(site: Path) -> list[str]:
    """Return the command for when a day has come: no source asks, so it is `pages` and `build`."""
    return [*_broadsheet(site), "update"]


def _broadsheet(site: Path) -> list[str]:
    program = Path(sys.executable).with_name("broadsheet")
    start = [str(program)] if program.exists() else [sys.executable, "-m", "generator"]
    return [*start, "--quiet", "--site", str(site)]


def pages(corpus: Corpus) -> Mapping[str, int]:
    """Return how many files must match each pattern once the archive is built."""
    topic_months = {
        (topic, f"{day.day:%Y-%m}")
        for day in corpus.days
        for paper in day.papers
        for topic in paper.topics
    }
    return {
        "papers/*/index.html": corpus.size,
        "days/*/index.html": len(corpus.days),
        "months/*/index.html": len(corpus.months()),
        "topics/*/index.html": len(corpus.topics),
        "topics/*/*/index.html": len(topic_months),
        "**/rss.xml": 1 + len(corpus.topics),
    }
