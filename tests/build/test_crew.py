"""The crew: work that goes wrong, or is ended from outside, ends."""

import os
import signal
import time
from pathlib import Path

import pytest

from generator.build.crew import Forked
from generator.model.problem import Problem

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


def test_every_batch_is_worked_on_once_by_several_processes() -> None:
    found = list(Forked(3)(lambda batch: (batch, os.getpid()), range(100)))
    assert sorted(batch for batch, _ in found) == list(range(100))
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.parametrize("wrong", [Problem("wrong"), KeyboardInterrupt(), SystemExit(143)])
def test_after_something_went_wrong_no_further_batch_is_begun(
    tmp_path: Path, wrong: BaseException
) -> None:
    def work(batch: int) -> None:
        if batch == 0:
            raise wrong
        (tmp_path / str(batch)).touch()
        until = time.monotonic() + 0.01
        while time.monotonic() < until:
            pass

    with pytest.raises(type(wrong)):
        list(Forked(2)(work, range(400)))
    assert len(list(tmp_path.iterdir())) < 200


def test_work_of_which_no_more_is_wanted_ends(tmp_path: Path) -> None:
    made = Forked(2)(lambda batch: (tmp_path / str(batch)).write_text("x" * 10_000), range(5000))
    next(iter(made))
    made.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) < 4000


def test_a_process_that_is_ended_from_outside_is_a_problem() -> None:
    with pytest.raises(Problem, match="ended from outside"):
        list(Forked(2)(lambda _: os.kill(os.getpid(), signal.SIGKILL), range(10)))
