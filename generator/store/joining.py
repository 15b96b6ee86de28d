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

YEARS = "[0-9][0-9][0-9][0-9]"


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
            said = records.read(ours, source, day, problems)
            newest = {paper: series[-1] for paper, series in said.counts.items() if series}
            records.add(content, source, day, said.records, newest)
        for file in folder.glob(f"{YEARS}/*.rejects.jsonl"):
            shutil.copyfile(file, records.folder_of(content, source) / file.relative_to(folder))
        mine = ledgers.read(ours, source, problems)
        theirs = ledgers.read(content, source, problems)
        known = theirs.days
        ledgers.write_days(
            content, source, (_fuller(state, known.get(day)) for day, state in mine.days.items())
        )
        if (folder / "source.json").exists():
            ledgers.write_head(content, source, _head(mine, theirs))
        asked = ledgers.read_validators(ours, source, problems)
        if asked:
            before = ledgers.read_validators(content, source, problems)
            ledgers.write_validators(content, source, {**before, **asked})
    aliases = (*records.aliases(content, problems), *records.aliases(ours, problems))
    records.write_aliases(content, aliases)
    if sent := [*mailed.read(content), *mailed.read(ours)]:
        mailed.write(content, list(dict.fromkeys(sent)))
    if problems:
        raise problems[0]


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
