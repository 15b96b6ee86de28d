"""Charts: bars that say no more than their counts."""

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from generator.cards.chart import HEIGHT, STEP, chart_of, timeline_of

BAR = re.compile(r"M(\d+) (\d+)v-(\d+)h(\d+)V\d+z")

counts = st.lists(st.integers(0, 5000), max_size=60)


def bars(path: str) -> dict[int, int]:
    """Return the heights of bars by their places."""
    found = BAR.findall(path)
    assert "".join(f"M{x} {y}v-{up}h{wide}V{y}z" for x, y, up, wide in found) == path
    return {int(x) // STEP: int(up) for x, _, up, _ in found}


@given(counts)
def test_what_is_more_than_nothing_is_seen_and_nothing_stands_out(counts: Sequence[int]) -> None:
    chart = chart_of(counts)
    heights = bars(chart.path)
    assert set(heights) == {at for at, count in enumerate(counts) if count}
    assert all(1 <= height <= HEIGHT for height in heights.values())
    assert max(heights.values(), default=HEIGHT) == HEIGHT
    assert chart.width >= STEP * len(counts) - 1
    pairs = sorted((counts[at], height) for at, height in heights.items())
    assert [height for _, height in pairs] == sorted(heights.values())


def test_a_timeline_has_every_month_between_its_ends() -> None:
    timeline = timeline_of({"2026-02": 1, "2025-11": 4, "2025-12": 0, "2026-05": 0})
    assert timeline is not None
    assert (timeline.first, timeline.last) == ("November 2025", "February 2026")
    assert bars(timeline.chart.path) == {0: HEIGHT, 3: HEIGHT // 4}


def test_one_month_is_no_timeline() -> None:
    assert timeline_of({"2026-02": 1, "2026-03": 0}) is None
    assert timeline_of({}) is None
