"""Votes over time: when a paper gained them, and what they are worth later.

Whatever is computed from dates is rounded before it is compared, so that the last bit of a
machine's arithmetic changes no order.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from math import exp2

from generator.model.paper import Paper, Reading

DIGITS = 6  # after the point
LEAST = 0.05  # a score that is shown as 0.1

Gain = tuple[date, int]  # votes that were first read on a day; fewer than none if some went


def series(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings that counted votes, first to last, one a day.

    Of several of one day the first that is given counts.
    """
    by_date: dict[date, Reading] = {}
    for reading in readings:
        if reading.votes is not None:
            by_date.setdefault(reading.date, reading)
    return tuple(by_date[day] for day in sorted(by_date))


def gains(paper: Paper) -> tuple[Gain, ...]:
    """Return the votes that a paper gained from reading to reading.

    Those of the first reading count at the paper's own day, whenever that was read: a paper that
    was fetched years later has not gained them all at once.
    """
    days = [paper.day, *(reading.date for reading in paper.series[1:])]
    counts = [reading.votes or 0 for reading in paper.series]
    return tuple(
        (day, count - before)
        for day, before, count in zip(days, [0, *counts], counts, strict=False)
    )


def score(gains: Iterable[Gain], newest: date, half_life: int) -> float:
    """Return what votes are worth on the day `newest`, rounded to six digits, never less than 0.

    Each counts 1 on its day, and half as much `half_life` days later. `newest` is after none.
    """
    worth = (votes * exp2((day - newest).days / half_life) for day, votes in sorted(gains))
    return max(0.0, round(sum(worth), DIGITS))


def peak(paper: Paper, day: date, half_life: int) -> float:
    """Return no less than what the votes of a paper are worth on `day`, be they from later days.

    What that is times `exp2((day - newest).days / half_life)` is no less than its score.
    """
    return sum(
        gain * exp2((when - day).days / half_life) for when, gain in gains(paper) if gain > 0
    )


def trending(
    papers: Iterable[Paper], newest: date, half_life: int
) -> Sequence[tuple[Paper, float]]:
    """Return the papers whose votes are worth anything, with their scores, the highest first.

    Of equal scores the smaller id comes first. One that was withdrawn has none.
    """
    scored = (
        (paper, score(gains(paper), newest, half_life)) for paper in papers if not paper.withdrawn
    )
    found = [(paper, worth) for paper, worth in scored if worth >= LEAST]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))
