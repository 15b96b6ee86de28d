"""Charts: counts as bars, drawn when the site is built. Beside each stand its figures as text."""

from collections.abc import Mapping, Sequence

from generator.model.day import long_month, months_between
from generator.model.frozen import dataclass

STEP = 4  # from bar to bar, in units of the picture; 1 of it is the gap
HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in a picture that may be stretched."""

    path: str  # all bars, as the `d` of an SVG path
    width: int
    height: int
    most: int  # what the highest bar stands for


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart of months, from the first to the last that has anything."""

    chart: Chart
    first: str  # in words
    last: str


def chart_of(counts: Sequence[int]) -> Chart:
    """Return the chart of counts. What is more than nothing can be seen, if barely."""
    most = max(counts, default=0)
    bars = (
        f"M{at * STEP} {HEIGHT}v-{max(1, count * HEIGHT // most)}h{STEP - 1}V{HEIGHT}z"
        for at, count in enumerate(counts)
        if count
    )
    return Chart("".join(bars), max(1, len(counts) * STEP - 1), HEIGHT, most)


def timeline_of(counts: Mapping[str, int]) -> Timeline | None:
    """Return the timeline of counts by month; None where fewer than two months have any."""
    told = sorted(month for month, count in counts.items() if count)
    if len(told) < 2:  # noqa: PLR2004 - a point in time is no line
        return None
    months = months_between(told[0], told[-1])
    chart = chart_of([counts.get(month, 0) for month in months])
    return Timeline(chart, long_month(told[0]), long_month(told[-1]))
