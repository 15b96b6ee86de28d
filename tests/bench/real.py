"""A real archive: arXiv's records, a line of JSON each, as `make bench REAL=arxiv.jsonl.gz` has it.

Reads `listed` (a date), `id`, `title`, `abstract`, `authors` (names) and `categories`; the file is
sorted by `listed`. A paper's topics are its categories, those of the forty commonest.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.bench.corpus import Corpus, Day, Paper

TOPICS = 40


def corpus(size: int, path: Path) -> Corpus:
    """Return the archive of the file's last day, which is the new one, and `size` papers before it.

    Of a file that has fewer it is all of them.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    last = rows[-1]["listed"]
    new = [row for row in rows if row["listed"] == last]
    rows = [row for row in rows if row["listed"] != last][-size:] + new
    counted = Counter(category for row in rows for category in row["categories"] or ())
    common = [category for category, _ in counted.most_common(TOPICS)]
    slugs = {category: category.lower().replace(".", "-") for category in common}
    *days, new_day = (
        Day(date.fromisoformat(day), _papers(of_day, slugs))
        for day, of_day in groupby(rows, key=lambda row: row["listed"])
    )
    topics = {slug: category for category, slug in slugs.items()}
    return Corpus("real", topics, tuple(days), new_day)


def _papers(rows: Iterable[Mapping[str, Any]], slugs: Mapping[str, str]) -> tuple[Paper, ...]:
    papers = [
        Paper(
            id=row["id"],
            title=" ".join(row["title"].split()),
            authors=tuple(row["authors"]),
            topics=_topics(row["categories"] or (), slugs),
            abstract=" ".join(row["abstract"].split()),
        )
        for row in rows
    ]
    return tuple(sorted(papers, key=lambda paper: paper.id))


def _topics(categories: Iterable[str], slugs: Mapping[str, str]) -> tuple[str, ...]:
    """Return the topics of a paper; one that has none of the common gets the commonest."""
    found = dict.fromkeys(slugs[each] for each in categories if each in slugs)
    return tuple(found) or (next(iter(slugs.values())),)
