"""Ranking: papers by their votes, and a sentence that says how.

Every paper of a week or month counts with its votes as last read, not with those of that week.
They are asked for as many days after each paper's own day, so that Friday's papers have no less
time than Monday's; and a week that was fetched years later ranks as one that was followed.
"""

from collections.abc import Sequence

from generator.archive.reader import Archive
from generator.cards.card import Row, number, row_of
from generator.model.day import long_day
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
    return tuple(Scored(row_of(archive, paper), f"{score:.1f}") for paper, score in papers)


def formula(archive: Archive) -> str:
    """Return in a sentence how it is counted what is trending."""
    newest = archive.counted()
    half = archive.site.limits.half_life_days
    until = f" up to {long_day(newest)}, the newest day here" if newest else ""
    return (
        f"Each vote counts 1 on the day on which it was first read, ½ after "
        f"{number(half, 'day')}, ¼ after {2 * half:,}, and so on{until}; the votes of a "
        "paper’s first reading count from the paper’s own day."
    )


def best_of(archive: Archive, papers: Sequence[Paper]) -> Ranking:
    """Return the most voted of papers, which stand in the order of a ranking already."""
    voted = [paper for paper in papers if paper.votes and not paper.withdrawn]
    read = max((paper.series[-1].date for paper in voted if paper.series), default=None)
    when = f" (the newest reading is of {long_day(read)})" if read else ""
    return Ranking(
        words=f"Ranked by votes as last read{when}, of equal votes the earlier day first.",
        rows=tuple(row_of(archive, paper) for paper in voted[:BEST]),
    )
