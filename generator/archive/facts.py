"""Facts: what the rest of the archive asks of a day without reading its papers."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import combinations

from generator.archive import votes
from generator.archive.bylines import Bylines
from generator.archive.sheets import Sheet
from generator.archive.terms import Terms
from generator.model.frozen import dataclass
from generator.model.paper import PaperId
from generator.store import tree


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the papers whose first day it is."""

    of: str  # what stands for all that it was made from
    inputs: str  # what stands for the papers alone, whatever topics they have
    said: str  # the same, but for what was counted of them
    topics: Mapping[str, int]  # how many papers have each
    feeds: tuple[str, ...]  # of the site's own, that have any of them
    reasons: str  # what stands for the topics of each paper, and why it has them
    peak: float  # the most that the votes of a paper can be worth on this day
    read: date | None  # when votes were read last
    most: int  # votes that a paper has
    withdrawn: tuple[PaperId, ...]
    bylines: Bylines  # empty where no kind of the site asks for them
    terms: Terms  # none where the site shows no related papers; so are the next two
    ends: Mapping[str, tuple[PaperId, PaperId]]  # by topic the first of its papers and the last
    together: Mapping[str, int]  # by two topics, a space between, how many papers have both


def facts_of(
    sheet: Sheet,
    day: date,
    *,
    of: str,
    inputs: str,
    said: str,
    half_life: int,
    bylines: Bylines,
    terms: Terms,
) -> Facts:
    """Return the facts of a day."""
    reasons = [(name, each) for name, found in sheet.reasons.items() for each in found]
    counted = [paper for paper in sheet.papers if paper.series]
    return Facts(
        of=of,
        inputs=inputs,
        said=said,
        topics=dict(sorted(Counter(reason.topic for _, reason in reasons).items())),
        feeds=tuple(sorted(sheet.by_feed)),
        reasons=tree.token_of((name, each.topic, each.words) for name, each in reasons),
        peak=max((votes.peak(paper, day, half_life) for paper in counted), default=0.0),
        read=max((paper.series[-1].date for paper in counted), default=None),
        most=max((paper.votes for paper in sheet.papers if not paper.withdrawn), default=0),
        withdrawn=tuple(paper.id for paper in sheet.papers if paper.withdrawn),
        bylines=bylines,
        terms=terms,
        ends=_ends(sheet) if terms.papers else {},
        together=_together(sheet) if terms.papers else {},
    )


def _ends(sheet: Sheet) -> dict[str, tuple[PaperId, PaperId]]:
    ids = {slug: [paper.id for paper in papers] for slug, papers in sorted(sheet.by_topic.items())}
    return {slug: (min(names), max(names)) for slug, names in ids.items()}


def _together(sheet: Sheet) -> dict[str, int]:
    topics = (sorted(reason.topic for reason in each) for each in sheet.reasons.values())
    pairs = Counter(f"{one} {other}" for each in topics for one, other in combinations(each, 2))
    return dict(sorted(pairs.items()))
