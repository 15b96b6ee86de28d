"""Crews: every batch is done once, in one place with its like; what goes wrong ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.cluster import shares, take
from generator.build.crew import Forked
from generator.model.problem import Problem

# Another process would be at so many for 100 seconds, and so may be a while ahead of this one.
MANY, LONG = 5000, 0.02  # batches, and seconds for one

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@given(turns=st.lists(st.integers(0, 4), max_size=40))
def test_every_batch_is_taken_once_whoever_is_the_quickest(turns: list[int]) -> None:
    left = shares(len(turns), 5)
    assert {take(left, seat) for seat in turns} == set(range(len(turns)))
    assert {take(left, seat) for seat in range(5)} == {None}


def test_a_seat_takes_its_own_share_in_order_then_the_ends_of_others() -> None:
    left = shares(6, 2)
    assert [take(left, 0) for _ in range(6)] == [0, 1, 2, 5, 4, 3]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_processes_do_every_batch(tmp_path: Path, jobs: int) -> None:
    def work(batch: int) -> tuple[int, int]:
        (tmp_path / str(os.getpid())).touch()
        while len(list(tmp_path.iterdir())) < jobs:  # the first one may be done before others begin
            time.sleep(0.01)
        return batch, os.getpid()

    done = list(Forked(jobs)(work, range(9)))
    assert sorted(batch for batch, _ in done) == list(range(9))
    assert len({process for _, process in done}) == jobs
    assert (0, os.getpid()) in done


def test_others_may_have_done_all_the_rest_while_one_batch_is_long() -> None:
    for _ in range(9):
        long = list(Forked(2)(lambda batch: sum(range(batch)), [3_000_000, 1, 2]))
        assert len(long) == 3


@pytest.mark.parametrize("wrong", [Problem("wrong"), KeyboardInterrupt(), SystemExit(143)])
def test_after_something_went_wrong_no_further_batch_is_begun(
    tmp_path: Path, wrong: BaseException
) -> None:
    def work(batch: int) -> None:
        if batch == 0:
            raise wrong
        (tmp_path / str(batch)).touch()
        time.sleep(LONG)

    with pytest.raises(type(wrong)):
        list(Forked(2)(work, range(MANY)))
    assert len(list(tmp_path.iterdir())) < MANY / 2


def test_work_of_which_no_more_is_wanted_ends(tmp_path: Path) -> None:
    def work(batch: int) -> None:
        (tmp_path / str(batch)).touch()
        time.sleep(LONG)

    made = Forked(2)(work, range(MANY))
    next(iter(made))
    made.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) < MANY / 2


def test_a_process_that_is_ended_from_outside_is_a_problem(tmp_path: Path) -> None:
    here, begun = os.getpid(), tmp_path / "begun"

    def work(_: int) -> None:
        if os.getpid() != here:
            begun.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        while not begun.exists():
            time.sleep(0.01)

    with pytest.raises(Problem, match="ended from outside"):
        list(Forked(2)(work, range(10)))


KILLED = """
import os, pathlib, signal, sys, time
from generator.build.crew import Forked
from generator.model.problem import Problem

here, begun = os.getpid(), pathlib.Path(sys.argv[1])

def work(_):
    if os.getpid() == here:
        begun.touch()
        return
    while not begun.exists():
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)

try:
    with Forked(2).staying() as spread:
        list(spread(work, [bytes(200_000)] * 40))  # no pipe takes one at once
except Problem as problem:
    print(problem)
"""


def test_what_was_on_its_way_to_a_process_that_was_ended_keeps_nobody(tmp_path: Path) -> None:
    words = [sys.executable, "-c", KILLED, str(tmp_path / "begun")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=True)
    assert "ended from outside" in done.stdout
    assert not done.stderr


def process_of(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def test_a_process_that_is_ended_between_two_works_is_a_problem_of_the_second() -> None:
    with Forked(2).staying() as spread:
        others = set(spread(process_of, range(9))) - {os.getpid()}
        os.kill(others.pop(), signal.SIGKILL)
        time.sleep(0.2)  # until it is known
        with pytest.raises(Problem, match="ended from outside"):
            list(spread(process_of, range(9)))


STOPPED = """
import os, pathlib, signal, sys, time
from generator.build.crew import Forked

here, folder = os.getpid(), pathlib.Path(sys.argv[1])
signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs of a shell may ignore it

def work(batch):
    if os.getpid() != here:
        while not (folder / "first").exists():  # one batch has to be left for the first process
            time.sleep(0.01)
        (folder / str(batch)).touch()
        return
    (folder / "first").touch()
    while len(list(folder.iterdir())) < 4:
        pass
    until = time.monotonic() + 0.1
    while time.monotonic() < until:
        pass
    print("the other one has nothing to do", flush=True)
    while True:  # to pause would miss a signal that comes just before
        time.sleep(0.01)

try:
    list(Forked(2)(work, range(4)))
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.timed  # coverage holds its processes up
def test_ctrl_c_stops_all_processes_without_a_word_from_the_others(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STOPPED, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        assert "nothing to do" in process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        try:
            assert process.communicate(timeout=30) == ("stopped\n", "")
        finally:
            process.kill()


def whence(batch: tuple[Path, int]) -> tuple[int, int]:
    """Return the batch, and the process that did it, once two are at work in the folder."""
    folder, at = batch
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.01)
    return at, os.getpid()


def batches(folder: Path) -> list[tuple[Path, int]]:
    folder.mkdir()
    return [(folder, at) for at in range(60)]


def test_processes_that_stay_do_one_work_after_the_other(tmp_path: Path) -> None:
    with Forked(2).staying() as crew:
        first, second = (dict(crew(whence, batches(tmp_path / name))) for name in ("1", "2"))
    assert first.keys() == second.keys() == set(range(60))
    assert set(first.values()) == set(second.values())
    assert first[0] == second[0] == os.getpid()


def test_processes_stay_no_longer_than_they_are_lent(tmp_path: Path) -> None:
    with Forked(2).staying() as crew:
        done = crew(whence, batches(tmp_path / "1"))
        others = {process for _, process in done} - {os.getpid()}
    assert len(others) == 1
    for process in others:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
