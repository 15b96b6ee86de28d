"""Ledgers: content/records/<source>/source.json and <year>/states.jsonl, one line a day.

They hold dates without times, so that a run which learns nothing changes no byte. Validators,
which let a server say that nothing has changed, stand in validators.json beside them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from generator.model.exchange import Validator
from generator.model.frozen import builtins, dataclass
from generator.model.ledger import DayState, Ledger
from generator.model.problem import Problem
from generator.store import files, lines, records

Validators = Mapping[date, Mapping[str, Validator]]  # by day and by what was asked


@dataclass(frozen=True, slots=True)
class _Head:
    """source.json."""

    since: date | None = None
    fetched: date | None = None
    trouble: str = ""


def _is_counted(state: DayState) -> None:
    """Check that a state counts what can be counted."""
    if min(state.got, state.expected or 0) < 0:
        raise ValueError("it counts fewer papers than none")


_MEND = (
    "take the file back from version control (git checkout), or delete it: its days are asked again"
)
_heads = lines.Reader(_Head, "it cannot be read", _MEND)
_states = lines.Reader(DayState, "no state of a day can be read", _MEND, _is_counted)
_validators = lines.Reader(dict[date, dict[str, Validator]], "it cannot be read", _MEND)


def read(content: Path, source: str, problems: list[Problem]) -> Ledger:
    """Return the ledger of a source; an empty one if it was never fetched.

    What cannot be read is noted in `problems` and left out.
    """
    folder = records.folder_of(content, source)
    head = _heads.whole(content, folder / "source.json", problems) or _Head()
    paths = sorted(folder.glob("[0-9][0-9][0-9][0-9]/states.jsonl"))
    states = (state for path in paths for state in _states.lines(content, path, problems))
    days = {state.day: state for state in states}
    return Ledger(since=head.since, fetched=head.fetched, trouble=head.trouble, days=days)


def lost(content: Path, source: str, ledger: Ledger) -> tuple[date, ...]:
    """Return the days of a source that lists papers whose records are no longer there.

    A file without a byte has none either.
    """
    got = [day for day, state in ledger.days.items() if state.got]
    sizes = records.sizes(content, source) if got else {}
    return tuple(day for day in got if not sizes.get(day))


def write_head(content: Path, source: str, ledger: Ledger) -> bool:
    """Store since and until when a source was asked, and tell whether any byte changed.

    Raises:
        Problem: it cannot be written.
    """
    head = _Head(ledger.since, ledger.fetched, ledger.trouble)
    text = json.dumps(_said(head), ensure_ascii=False, sort_keys=True)
    return files.write(records.folder_of(content, source) / "source.json", text + "\n")


def write_days(content: Path, source: str, states: Iterable[DayState]) -> bool:
    """Store states of days, each in place of the one its day had; tell whether any byte changed.

    Raises:
        Problem: they cannot be written, or what is stored cannot be read: then it is left as it is.
    """
    by_year: dict[int, list[DayState]] = defaultdict(list)
    for state in states:
        by_year[state.day.year].append(state)
    changed = False
    problems: list[Problem] = []
    known = read(content, source, problems).days if by_year else {}
    if problems:
        raise problems[0]
    for year, fresh in by_year.items():
        days = {day: state for day, state in known.items() if day.year == year}
        days |= {state.day: state for state in fresh}
        rows = (
            json.dumps(_said(days[day]), ensure_ascii=False, sort_keys=True) for day in sorted(days)
        )
        path = records.folder_of(content, source) / f"{year:04}" / "states.jsonl"
        changed |= files.write(path, "".join(f"{row}\n" for row in rows))
    return changed


def read_validators(content: Path, source: str, problems: list[Problem]) -> Validators:
    """Return what a source's answers can be compared by; nothing where there is nothing."""
    path = records.folder_of(content, source) / "validators.json"
    return _validators.whole(content, path, problems) or {}


def write_validators(content: Path, source: str, validators: Validators) -> bool:
    """Store what answers can be compared by, and tell whether any byte changed.

    Raises:
        Problem: they cannot be written.
    """
    path = records.folder_of(content, source) / "validators.json"
    given = {
        day.isoformat(): {asked: _said(each) for asked, each in of_day.items()}
        for day, of_day in validators.items()
        if of_day
    }
    if not given:
        files.remove(path)
        return False
    text = json.dumps(given, ensure_ascii=False, indent=1, sort_keys=True)
    return files.write(path, text + "\n")


def _said(value: object) -> Any:  # noqa: ANN401 - any JSON
    """Return a dataclass as JSON without what is empty."""
    given = builtins(value)
    return {key: each for key, each in given.items() if each not in ("", None, False, 0)}
