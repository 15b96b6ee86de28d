"""Crews: every batch is done once, and those that stand together are done in one place."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.crew import Forked, shares, take


@given(turns=st.lists(st.integers(0, 4), max_size=40))
def test_every_batch_is_taken_once_whoever_is_the_quickest(turns: list[int]) -> None:
    left = shares(len(turns), 5)
    assert {take(left, seat) for seat in turns} == set(range(len(turns)))
    assert {take(left, seat) for seat in range(5)} == {None}


def test_a_seat_takes_its_own_share_in_order_then_the_ends_of_others() -> None:
    left = shares(6, 2)
    assert [take(left, 0) for _ in range(6)] == [0, 1, 2, 5, 4, 3]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_processes_do_every_batch(jobs: int) -> None:
    done = list(Forked(jobs)(lambda batch: (sum(batch), os.getpid()), [[at] for at in range(9)]))
    assert sorted(number for number, _ in done) == list(range(9))
    assert (os.getpid() in {process for _, process in done}) == (jobs == 1)
