"""How the archive is cut for its index: a new day costs little, and closed stretches stay."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.cards.segments import LATE, NEW, OLD, Segment, segments

FIRST = date(2024, 1, 1)


class Archive:
    """As much of an archive as is asked."""

    def __init__(self, papers: Sequence[int]) -> None:
        self.papers = papers

    def new_counts(self) -> Mapping[date, int]:
        return {FIRST + timedelta(at): count for at, count in enumerate(self.papers)}

    def said_token(self, first: date, last: date) -> str:
        return f"{first:%j}{last:%j}{sum(self.within(first, last))}".ljust(8, "0")

    def within(self, first: date, last: date) -> Sequence[int]:
        return self.papers[(first - FIRST).days : (last - FIRST).days + 1]


days = st.lists(st.integers(1, 900), min_size=1, max_size=80)


def cut(archive: Archive) -> list[Segment]:
    return list(segments(archive))  # type: ignore[arg-type]


@given(days)
def test_all_days_are_in_one_segment_each(papers: list[int]) -> None:
    archive = Archive(papers)
    found = cut(archive)
    assert sum(sum(archive.within(each.first, each.last)) for each in found) == sum(papers)
    assert len(found) <= sum(papers) // OLD + 3
    assert [Segment.of(each.key) for each in found] == found
    if sum(papers) % NEW:
        assert sum(archive.within(found[-1].first, found[-1].last)) < NEW + max(papers)


@given(days, st.integers(1, 900))
def test_a_new_day_leaves_the_others_as_they_are(papers: list[int], more: int) -> None:
    before, after = cut(Archive(papers)), cut(Archive([*papers, more]))
    total = sum(papers)
    if total // NEW == (total + more) // NEW and total % NEW:
        assert before[:-1] == after[:-1]
    if total // LATE == (total + more) // LATE and total % LATE >= NEW and total % NEW:
        kept = before[:-2]  # after may have one more, where a day had more papers than `NEW`
        assert kept == after[: len(kept)]
    closed = max(0, total - 1) // OLD
    assert before[:closed] == after[:closed]


def test_no_papers_have_no_segment() -> None:
    assert cut(Archive([])) == []
