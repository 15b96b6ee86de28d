"""What came of asking a source, and what that is worth. No server, no file."""

import pytest

from generator.fetch.client import Refused, Unreachable
from generator.fetch.gather import PATIENCE, Gathered
from generator.fetch.tally import MANY, Tally
from generator.model.exchange import Reject
from generator.model.paper import PaperId, Record
from generator.model.problem import Exit, Place, Problem

NONE = Tally("loom")
PAPER = PaperId("arxiv:2601.00001")
ONE = Gathered(records={PAPER: Record(id=PAPER)}, whole=True)
NOTHING = Gathered(whole=True)
GONE = Gathered(gone={PAPER: None}, whole=True)
BUSY = Refused("loom.example answered 503", mend="try again later", status=503)
SILENT = Unreachable("loom.example cannot be reached", mend="", code=Exit.NETWORK)
FAILED = Gathered(problem=BUSY, reason=BUSY.what)
LOST = Gathered(problem=SILENT, reason=SILENT.what)
CUT = Gathered(records=ONE.records, reason="it names ever more pages")


def odd(papers: int, *, whole: bool = True) -> Gathered:
    """Return a list of papers of which none can be read."""
    rejects = {Reject(f"no title in {number}", "{}"): None for number in range(papers)}
    return Gathered(rejects=rejects, whole=whole, reason="" if whole else "it was cut")


def of(*came: Gathered) -> Tally:
    tally = NONE
    for found in came:
        tally = tally.and_came(found, "2026-01-28")
    return tally


def told(tally: Tally) -> list[str]:
    return [problem.what for problem in tally.troubles]


@pytest.mark.parametrize(
    ("came", "of_use"),
    [
        ([], False),
        ([ONE], True),
        ([NOTHING], True),
        ([GONE], True),
        ([CUT], True),
        ([FAILED], False),
        ([LOST], False),
        ([FAILED, ONE], True),
        ([ONE, FAILED], True),
        ([odd(MANY - 1)], True),
        ([odd(MANY)], False),
        ([odd(MANY, whole=False)], False),
        ([odd(MANY // 2), odd(MANY - MANY // 2)], False),
        ([odd(MANY), NOTHING], False),
        ([odd(MANY), ONE], True),
        ([GONE, odd(MANY)], True),
    ],
)
def test_a_source_is_of_use_if_something_that_came_can_be_used(
    came: list[Gathered], *, of_use: bool
) -> None:
    tally = of(*came)
    assert tally.of_use is of_use
    assert bool(tally.trouble) is bool(tally.troubles)
    assert tally.of_use or not came or tally.troubles


def test_papers_that_nobody_wants_are_understood_and_not_counted() -> None:
    tally = of(ONE, odd(MANY))
    assert (tally.papers, tally.rejected, tally.of_use) == (0, MANY, True)


def test_a_paper_that_another_list_has_was_read_as_well() -> None:
    tally = of(odd(MANY)).and_read(2).and_read(0)
    assert (tally.papers, tally.of_use, told(tally)) == (2, True, [])
    assert not of(odd(MANY)).and_read(0).of_use


def test_when_none_of_many_can_be_read_the_first_reason_is_told_last() -> None:
    tally = of(odd(3, whole=False), odd(MANY))
    none = f"none of {MANY + 3} papers could be read: no title in 0"
    assert told(tally) == ["loom, 2026-01-28: it was cut", f"loom: {none}"]
    assert tally.trouble == "it was cut"
    assert of(odd(MANY)).trouble == f"none of {MANY} papers could be read: no title in 0"


def test_the_first_trouble_is_stored_and_each_is_told_once() -> None:
    tally = of(FAILED, LOST, FAILED).and_came(FAILED, "2026-01-29").and_came(CUT)
    assert tally.trouble == BUSY.what
    assert told(tally) == [
        "loom, 2026-01-28: loom.example answered 503",
        "loom, 2026-01-28: loom.example cannot be reached",
        "loom, 2026-01-29: loom.example answered 503",
        "loom: it names ever more pages",
    ]
    assert {problem.code for problem in tally.troubles} == {Exit.NETWORK}


def test_failures_in_a_row_are_hopeless_and_a_server_that_is_not_there_at_once() -> None:
    assert not of(*[FAILED] * PATIENCE).hopeless
    assert of(*[FAILED] * PATIENCE, FAILED).hopeless
    assert not of(*[FAILED] * PATIENCE, CUT, FAILED).hopeless
    assert of(ONE, LOST).hopeless
    assert not of(LOST, FAILED).hopeless  # another server answered, as of a feed that is healed


def test_code_that_fails_is_of_no_use_whatever_came_before() -> None:
    fault = Problem("KeyError: 'id'", at=Place("sources/loom.py", 7), code=Exit.USAGE)
    fault.__cause__ = KeyError("id")
    tally = of(ONE).and_broke(fault)
    assert not tally.of_use
    assert tally.trouble == "its code failed at sources/loom.py:7"
    (problem,) = tally.troubles
    assert (problem.what, problem.at, problem.code) == (
        "loom: KeyError: 'id'",
        fault.at,
        fault.code,
    )
    assert problem.__cause__ is fault.__cause__
    assert of(FAILED).and_broke(fault).trouble == BUSY.what


def test_a_tally_is_never_changed() -> None:
    first = of(FAILED)
    assert first.and_came(ONE).and_read(1) != first
    assert first == of(FAILED)
