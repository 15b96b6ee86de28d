"""`make related DATA=folder`: how good related papers are, how much moves, and what they cost.

Reads `hf_daily_papers_api.jsonl.gz` and `arxiv_50k.jsonl.gz` in that folder; what is not there is
left out, and said. See PROCEDURE.md.
"""

import gc
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from generator.archive.answers import topics_of
from generator.archive.classify import Classifier
from generator.archive.kin import Kin, kin
from generator.archive.known import surveyed
from generator.archive.related import Related
from generator.archive.terms import NUMBERS, terms_of
from generator.model.folding import words_in
from generator.model.paper import Paper, PaperId
from generator.settings import site as settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COUNT = 5
NEW_DAYS = 30

Days = Mapping[date, Sequence[Paper]]  # by id
Near = Callable[[Paper], Sequence[str]]


def main() -> None:
    """Print what is known of related papers."""
    folder = Path(sys.argv[1])
    gc.disable()  # as the command does
    if (listed := folder / "hf_daily_papers_api.jsonl.gz").exists():
        days = _days(map(_of_list, _lines(listed)))
        _say(f"{sum(map(len, days.values())):,} papers of {len(days)} days")
        _quality(days)
        _moves(days)
    else:
        _say(f"left out: no {listed.name} in {folder}")
    if (many := folder / "arxiv_50k.jsonl.gz").exists():
        _cost(_days(map(_of_arxiv, _lines(many))))
    else:
        _say(f"left out: no {many.name} in {folder}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _lines(file: Path) -> Iterable[Any]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _of_list(row: Any) -> Paper:  # noqa: ANN401 - JSON
    paper = row["item"]["paper"]
    keywords = paper.get("ai_keywords") or ()
    return _paper(paper["id"], paper["title"], paper.get("summary") or "", row["date"], keywords)


def _of_arxiv(row: Any) -> Paper:  # noqa: ANN401 - JSON
    return _paper(row["id"], row["title"], row["abstract"], row["listed"], ())


def _paper(name: str, title: str, abstract: str, day: str, keywords: Iterable[str]) -> Paper:
    return Paper(
        id=PaperId(f"arxiv:{name}"),
        first_id=PaperId(f"arxiv:{name}"),
        title=" ".join(title.split()),
        abstract=" ".join(abstract.split()),
        keywords=tuple(keywords),
        days=(date.fromisoformat(day),),
    )


def _days(papers: Iterable[Paper]) -> Days:
    """Return papers by their first days."""
    first: dict[PaperId, Paper] = {}
    for paper in sorted(papers, key=lambda paper: paper.day):
        first.setdefault(paper.id, paper)
    days: dict[date, list[Paper]] = defaultdict(list)
    for paper in sorted(first.values(), key=lambda paper: (paper.day, paper.id)):
        days[paper.day].append(paper)
    return days


def _quality(days: Days) -> None:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (HERE / "judged.tsv").read_text().splitlines():
        paper, other, grade = line.split("\t")
        grades[f"arxiv:{paper}"][f"arxiv:{other}"] = int(grade)
    papers = {paper.id: paper for of_day in days.values() for paper in of_day}
    site = settings.load(ROOT)
    classifier = Classifier(topics_of(surveyed(site, keep=False)), site.words)
    topics = {
        name: frozenset(reason.topic for reason in classifier.reasons(paper))
        for name, paper in papers.items()
    }
    words = {
        name: frozenset(filter(None, map(NUMBERS.__getitem__, words_in(paper.title))))
        for name, paper in papers.items()
    }
    ways: dict[str, Near] = {
        "related": _related(days),
        "words of titles": _overlap(papers, words),
        "topics": _overlap(papers, topics),
    }
    _say(f"{sum(map(len, grades.values()))} pairs judged, of {len(grades)} papers")
    for name, near in ways.items():
        found = [
            [grades[paper].get(o, 0) for o in near(papers[PaperId(paper)])] for paper in grades
        ]
        good = sum(grade > 0 for each in found for grade in each) / COUNT / len(grades)
        close = sum(grade > 1 for each in found for grade in each) / COUNT / len(grades)
        _say(f"precision at {COUNT} by {name}: {good:.2f}, close ones alone: {close:.2f}")


def _related(days: Days) -> Near:
    terms = {day: terms_of(papers) for day, papers in days.items()}
    related = Related(terms, kin(terms, {}, COUNT), COUNT)

    def near(paper: Paper) -> Sequence[str]:
        line = [each.id for each in days[paper.day]].index(paper.id)
        return [days[day][at].id for day, at in related.of(paper.day, line)]

    return near


def _overlap(papers: Mapping[PaperId, Paper], of: Mapping[PaperId, frozenset[Any]]) -> Near:
    """Return the papers that share the most of what is `of` each, then those nearest in time."""

    def near(paper: Paper) -> Sequence[str]:
        ours = of[paper.id]
        shares = (
            (
                -len(ours & theirs) / len(ours | theirs),
                abs((papers[name].day - paper.day).days),
                name,
            )
            for name, theirs in of.items()
            if name != paper.id and ours & theirs
        )
        return [name for *_, name in sorted(shares)[:COUNT]]

    return near


def _moves(days: Days) -> None:
    """Tell how many old pages each of the last days changes."""
    every = sorted(days)
    terms = {day: terms_of(days[day]) for day in every}
    known: Mapping[date, Kin] = {}
    before: Mapping[tuple[date, int], Sequence[object]] = {}
    moved = []
    for end in range(len(every) - NEW_DAYS, len(every) + 1):
        so_far = {day: terms[day] for day in every[:end]}
        known = kin(so_far, known, COUNT)
        related = Related(so_far, known, COUNT)
        now = {
            (day, line): related.of(day, line) for day in so_far for line in range(len(days[day]))
        }
        moved.append(sum(now[page] != shown for page, shown in before.items()))
        before = now
    new = median(len(days[day]) for day in every[-NEW_DAYS:])
    _say(
        f"old pages that one new day changes, the last {NEW_DAYS}: {median(moved[1:]):.0f}, "
        f"at most {max(moved[1:])} (a day has {new:.0f} papers)"
    )


def _cost(days: Days) -> None:
    started = process_time()
    terms = {day: terms_of(papers) for day, papers in days.items()}
    told = process_time()
    found = kin(terms, {}, COUNT)
    ended = process_time()
    papers = sum(map(len, days.values()))
    _say(f"{papers:,} papers: {told - started:.1f} s for terms, {ended - told:.1f} s for kin")
    last = max(days)
    known = {day: each for day, each in found.items() if day != last}
    started = process_time()
    related = Related(terms, kin(terms, known, COUNT), COUNT)
    tokens = [related.tokens(day, [""] * len(papers)) for day, papers in days.items()]
    took = process_time() - started
    _say(f"a new day of {len(days[last])}, {len(tokens)} days asked again: {took:.2f} s")


if __name__ == "__main__":
    main()
