"""Joining: what two machines fetched at the same time becomes one, by id, and nothing is lost.

To git, files of records of which each has lines of its own are a conflict; to us they are none.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.model.frozen import replace
from generator.model.ledger import DayState, Ledger
from generator.model.problem import Problem
from generator.store import ledgers, mailed, records


def copy(content: Path, paths: Iterable[str], to: Path) -> None:
    """Copy files of records, given by their paths beneath `content`, beneath `to`.

    What stands beside one of a day goes with it: its counts say nothing without its records.
    """
    for path in paths:
        file = content / path
        for beside in file.parent.glob(f"{file.name.partition('.')[0]}.*"):
            target = to / beside.relative_to(content)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(beside, target)


def join(content: Path, ours: Path) -> None:
    """Bring the records beneath `ours` into `content`, which has somebody else's.

    Of what both say `ours` is believed; of two states of a day the one that knows more papers.

    Raises:
        Problem: something cannot be read, or cannot be written.
    """
    problems: list[Problem] = []
    for folder in sorted(each for each in (ours / "records").glob("*") if each.is_dir()):
        source = folder.name
        for day in records.days(ours, source):
            records.join(content, ours, source, day)
        for day in records.days_with_rejects(ours, source):
            rejects = records.read_rejects(ours, source, day, problems)
            records.write_rejects(content, source, day, rejects)
        _join_ledger(content, ours, source, problems)
    aliases = (*records.aliases(content, problems), *records.aliases(ours, problems))
    if problems:  # what cannot be read must not be written over
        raise problems[0]
    records.write_aliases(content, aliases)
    if sent := [*mailed.read(content), *mailed.read(ours)]:
        mailed.write(content, list(dict.fromkeys(sent)))


def _join_ledger(content: Path, ours: Path, source: str, problems: list[Problem]) -> None:
    mine, theirs = (ledgers.read(folder, source, problems) for folder in (ours, content))
    states = (_fuller(state, theirs.days.get(day)) for day, state in mine.days.items())
    ledgers.write_days(content, source, states)
    if mine.since or mine.fetched or mine.trouble:
        ledgers.write_head(content, source, _head(mine, theirs))
    if asked := ledgers.read_validators(ours, source, problems):
        joined = {**ledgers.read_validators(content, source, problems), **asked}
        settled = {day for day, state in mine.days.items() if state.settled}
        left = {day: joined[day] for day in joined.keys() - settled}  # the rest is asked no more
        ledgers.write_validators(content, source, left)


def _fuller(mine: DayState, theirs: DayState | None) -> DayState:
    """Return the state that knows more papers; of two that know as many, one that has settled."""
    if theirs is None or (mine.got, mine.settled) >= (theirs.got, theirs.settled):
        return mine
    return theirs


def _head(mine: Ledger, theirs: Ledger) -> Ledger:
    """Return since and until when a source was asked by either."""
    begun = [ledger.since for ledger in (mine, theirs) if ledger.since]
    ended = [ledger.fetched for ledger in (mine, theirs) if ledger.fetched]
    return replace(mine, since=min(begun, default=None), fetched=max(ended, default=None))
