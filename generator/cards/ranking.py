"""Ranking: papers by their votes, and a sentence that says how.

Every paper of a week or month counts with its votes as last read, not with those of that week.
They are asked for as many days after each paper's own day, so that Friday's papers have no less
time than Monday's; and a week that was fetched years later ranks as one that was followed.
"""

from collections.abc import Sequence

from generator.archive.reader import Archive
from generator.cards.card import Row, row_of
from generator.model.frozen import dataclass
from generator.model.paper import Paper

BEST = 20  # papers of a ranking; the list day by day has all of them


@dataclass(frozen=True, slots=True)
class Scored:
    """A row and its score, to one decimal."""

    row: Row
    score: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The papers with the most votes; none where no votes were read."""

    words: str  # a sentence
    rows: tuple[Row, ...]


def trending(archive: Archive, most: int) -> tuple[Scored, ...]:
    """Return the papers that are trending, no more than `most`."""
    papers = archive.trending(most)
    return tuple(
        Scored(row_of(archive, paper), archive.site.words.decimal(score)) for paper, score in papers
    )


def formula(archive: Archive) -> str:
    """Return in a sentence how it is counted what is trending."""
    newest = archive.counted()
    half = archive.site.limits.half_life_days
    words = archive.site.words
    after = {"half": words.tally(half, "day"), "quarter": words.number(2 * half)}
    if newest is None:
        return words.say("formula", **after)
    return words.say("formula_until", **after, day=words.long_day(newest))


def best_of(archive: Archive, papers: Sequence[Paper]) -> Ranking:
    """Return the most voted of papers, which stand in the order of a ranking already."""
    best = voted(papers)
    read = max((paper.series[-1].date for paper in best if paper.series), default=None)
    words = archive.site.words
    return Ranking(
        words=words.say("ranked_when", day=words.long_day(read)) if read else words.say("ranked"),
        rows=tuple(row_of(archive, paper) for paper in best[:BEST]),
    )


def voted(papers: Sequence[Paper]) -> list[Paper]:
    """Return the papers that have votes and were not withdrawn."""
    return [paper for paper in papers if paper.votes and not paper.withdrawn]
