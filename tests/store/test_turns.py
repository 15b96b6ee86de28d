"""Turns: who waits for whom, and what a mark tells whatever stands in it."""

import threading
import time
from math import inf
from pathlib import Path

import pytest

from generator.store import turns


@pytest.mark.parametrize("body", [b"", b"\n", b"\xff", b"yesterday", b"1 2", b"-inf"])
def test_a_mark_that_nobody_set_whole_tells_of_nothing(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "mark"
    path.write_bytes(body)
    assert turns.Mark(path).ago == inf


def test_a_mark_of_a_clock_that_was_ahead_counts_as_set_just_now(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    path.write_text(f"{time.time() + 1e6}\n")
    assert turns.Mark(path).ago == 0


def test_who_comes_second_waits_and_is_told_what_the_first_set(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    path, told = tmp_path / "asked" / "mark", list[float]()

    def second() -> None:
        with turns.in_turn(path, print) as mark:
            told.append(mark.ago)

    with turns.in_turn(path, print) as mark:
        assert mark.ago == inf
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.05)
        assert told == []
        mark.set()
    waiting.join()
    assert 0 <= told[0] < 60


def test_who_waits_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(turns, "LATE", 0.0)
    told = threading.Event()

    def second() -> None:
        with turns.in_turn(tmp_path / "mark", told.set):
            pass

    with turns.in_turn(tmp_path / "mark", pytest.fail):  # nobody is there
        waiting = threading.Thread(target=second)
        waiting.start()
        assert told.wait(60)
    waiting.join()


def test_a_moment_to_come_is_told_unless_it_is_beyond_belief(tmp_path: Path) -> None:
    mark = turns.Mark(tmp_path / "mark")
    assert mark.ahead == 0
    mark.set(ahead=60)
    assert 0 < mark.ahead <= 60
    mark.set(ahead=1e9)
    assert 0 < mark.ahead <= turns.FARTHEST
    mark.set()
    assert mark.ahead == 0
    (tmp_path / "mark").write_text(f"{time.time() + 1e6}\n")
    assert mark.ahead == 0


def test_where_no_file_can_be_had_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / "asked").touch()
    for path in (None, tmp_path / "asked" / "mark"):
        with turns.in_turn(path, print) as mark, turns.in_turn(path, print):
            mark.set()
            assert mark.ago == inf
