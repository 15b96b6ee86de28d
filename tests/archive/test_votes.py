"""Votes over time: what they are worth depends on when they came, and on nothing else."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import exp2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.merge import Told, merged
from generator.archive.votes import gains, score, series, trending
from generator.model.paper import Paper, PaperId, Reading, Record

ONE, TWO = PaperId("arxiv:2501.00001"), PaperId("arxiv:2501.00002")
DAY = date(2027, 1, 4)

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
readings = st.lists(
    st.builds(Reading, days, st.none() | st.integers(0, 10_000), st.none() | st.integers(0, 9)),
    max_size=12,
    unique_by=lambda reading: reading.date,
)
half_lives = st.integers(1, 60)


def told(rank: int, day: date, *found: Reading, record: Record | None = None) -> Told:
    record = record or Record(id=ONE, title="One")
    return Told(rank, f"source {rank}", lists=True, day=day, record=record, readings=found)


def paper(*found: Reading, name: PaperId = ONE, day: date = DAY, withdrawn: bool = False) -> Paper:
    record = Record(id=name, title="One", withdrawn=withdrawn)
    made = merged(name, name, [told(1, day, *found, record=record)])
    assert made
    return made


def worth(found: Sequence[Reading], newest: date, half_life: int = 7) -> float:
    return score(gains(paper(*found, day=date(2026, 1, 1))), newest, half_life)


def test_each_vote_counts_from_the_day_on_which_it_was_first_read() -> None:
    found = paper(
        Reading(DAY, 12), Reading(DAY + timedelta(2), 20), Reading(DAY + timedelta(3), 17)
    )
    assert gains(found) == ((DAY, 12), (DAY + timedelta(2), 8), (DAY + timedelta(3), -3))
    assert score(gains(found), DAY + timedelta(3), 1) == 12 / 8 + 8 / 2 - 3


@pytest.mark.parametrize(("days", "left"), [(0, 100.0), (7, 50.0), (14, 25.0), (70, 0.097656)])
def test_after_each_half_life_half_is_left(days: int, left: float) -> None:
    assert score(((DAY, 100),), DAY + timedelta(days), 7) == left


def test_what_an_old_paper_had_at_its_first_reading_counts_from_its_own_day() -> None:
    filled = paper(Reading(DAY, 500), Reading(DAY + timedelta(1), 501), day=date(2024, 1, 1))
    assert gains(filled) == ((date(2024, 1, 1), 500), (DAY + timedelta(1), 1))
    assert score(gains(filled), DAY + timedelta(1), 7) == 1.0


def test_a_reading_that_counts_no_votes_says_nothing_of_them() -> None:
    only = Reading(DAY, None, 5)
    assert gains(paper(only)) == ()
    assert gains(paper(only, Reading(DAY + timedelta(1), 3))) == ((DAY, 3),)


def test_two_sources_that_count_differently_are_not_mixed() -> None:
    records = [
        told(2, DAY, Reading(DAY + timedelta(1), 900)),
        told(1, DAY, Reading(DAY, 3)),
        told(0, DAY, Reading(DAY, None, 3)),
    ]
    made = merged(ONE, ONE, records)
    assert made
    assert made.series == (Reading(DAY, 3),)


def test_the_series_of_two_days_of_one_source_are_one() -> None:
    later = DAY + timedelta(1)
    records = [
        told(1, DAY, Reading(DAY, 3), Reading(later, 5)),
        told(1, later, Reading(later, 6)),
    ]
    made = merged(ONE, ONE, records)
    assert made
    assert made.series == (Reading(DAY, 3), Reading(later, 6))


def test_the_highest_score_comes_first_and_of_equal_ones_the_smaller_id() -> None:
    young = paper(Reading(DAY, 3), name=PaperId("arxiv:2501.00009"))
    twin = paper(Reading(DAY, 3), name=PaperId("arxiv:2501.00008"))
    more = paper(Reading(DAY, 4), name=PaperId("arxiv:2501.00007"))
    found = trending([young, more, twin], DAY, 7)
    assert [each.id[-1] for each, _ in found] == ["7", "8", "9"]


def test_what_is_withdrawn_or_worth_nothing_does_not_trend() -> None:
    gone = paper(Reading(DAY, 99), withdrawn=True)
    faded = paper(Reading(DAY - timedelta(100), 1), name=TWO, day=DAY - timedelta(100))
    assert trending([gone, faded, paper(name=PaperId("arxiv:2501.00003"))], DAY, 7) == []


@given(readings, half_lives, st.integers(0, 1000), st.integers(0, 1000))
def test_a_score_never_grows_without_votes(
    found: list[Reading], half_life: int, wait: int, more: int
) -> None:
    newest = date(2028, 1, 1) + timedelta(wait)
    now, later = (worth(found, newest + timedelta(days), half_life) for days in (0, more))
    assert 0 <= later <= now


@given(readings, half_lives, st.randoms(use_true_random=False))
def test_the_order_of_readings_does_not_matter(
    found: list[Reading], half_life: int, random: Random
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    newest = date(2028, 1, 1)
    assert worth(shuffled, newest, half_life) == worth(found, newest, half_life)


@given(readings)
def test_what_was_gained_adds_up_to_the_votes_as_last_read(found: list[Reading]) -> None:
    made = paper(*found)
    assert sum(votes for _, votes in gains(made)) == made.votes


@given(readings, half_lives, days)
def test_a_reading_that_says_nothing_new_is_worth_nothing(
    found: list[Reading], half_life: int, day: date
) -> None:
    newest = date(2028, 1, 1)
    counted = [reading for reading in series(found) if reading.date < day]
    if counted and all(reading.date != day for reading in found):
        again = [*found, Reading(day, counted[-1].votes)]
        assert worth(again, newest, half_life) == worth(found, newest, half_life)


@given(readings, half_lives, st.integers(1, 10_000))
def test_more_votes_on_the_newest_day_are_worth_as_many(
    found: list[Reading], half_life: int, more: int
) -> None:
    newest = date(2028, 1, 1)
    if series(found):
        votes = (series(found)[-1].votes or 0) + more
        earlier = gains(paper(*found, day=date(2026, 1, 1)))
        plain = sum(gain * exp2((day - newest).days / half_life) for day, gain in earlier)
        after = worth([*found, Reading(newest, votes)], newest, half_life)
        assert after == pytest.approx(max(0.0, plain + more), abs=1e-4)
