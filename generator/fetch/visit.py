"""Visit: one source in one run, with what is stored of it; what came of asking is its tally."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.fetch.gather import Gathered, Sends
from generator.fetch.ledger import is_settled, sobered
from generator.fetch.manner import Asks, Manner
from generator.fetch.tally import Tally
from generator.model.exchange import Validator
from generator.model.frozen import replace
from generator.model.ledger import DayState, Ledger
from generator.model.outcome import Outcome
from generator.model.paper import PaperId, Reading, Record
from generator.model.problem import Problem
from generator.settings.tables import Fetch
from generator.store import ledgers, records


@dataclass
class Visit:
    """One source as it is asked in one run."""

    content: Path
    name: str
    source: Asks
    client: Sends
    today: date
    settings: Fetch
    again: bool = False  # whether days that have settled are asked for too
    manner: Manner = field(init=False)
    ledger: Ledger = field(init=False)
    unsettled: tuple[DayState, ...] = field(init=False)  # that only a clock ahead had settled
    validators: dict[date, dict[str, Validator]] = field(init=False)
    held: dict[date, DayState] = field(default_factory=dict)  # of days that are to settle
    doubted: set[date] = field(default_factory=set)  # days that must not settle yet
    unchecked: bool = False  # a list over several days could not be had
    since: date | None = None  # the first day that this run may ask for by itself
    changed: set[date] = field(default_factory=set)
    tally: Tally = field(init=False)
    remarks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)  # with what is stored

    def __post_init__(self) -> None:
        self.manner, self.tally = Manner.of(self.source), Tally(self.name)
        stored = ledgers.read(self.content, self.name, self.problems)
        if self.source.list:
            stored = stored.with_lost(ledgers.lost(self.content, self.name, stored))
        self.ledger = sobered(stored, self.settings, self.today)
        days = self.ledger.days
        self.unsettled = tuple(days[day] for day in days if days[day] != stored.days[day])
        kept = ledgers.read_validators(self.content, self.name, self.problems)
        self.validators = {day: dict(of_day) for day, of_day in kept.items()}

    def begin(self, since: date) -> None:
        """Remember since when this source is asked, before anything is asked for the first time.

        So are days that only a clock ahead of its time has settled: those that are yet to come are
        asked for by later runs, which know nothing of that clock.

        Raises:
            Problem: it cannot be stored.
        """
        self.since = since
        if self.unsettled:
            ledgers.write_days(self.content, self.name, self.unsettled)
        if self.ledger.since is None:
            self.ledger = replace(self.ledger, since=since)
            ledgers.write_head(self.content, self.name, self.ledger)

    def end(self) -> Outcome:
        """Remember whether this source was of any use, and return what came of it.

        A failure is no more than a remark where the source was of use nevertheless.
        """
        try:
            if self.ledger.since is not None:
                ledgers.write_head(self.content, self.name, self._head())
            self._forget_validators()
        except Problem as problem:
            self.problems.append(problem)
        tally = self.tally
        told = () if tally.of_use else tally.troubles
        remarks = map(str, tally.troubles) if tally.of_use else ()
        figures = {
            "papers read": tally.papers,
            "days changed": len(self.changed),
            "rejected": tally.rejected,
        }
        return Outcome(figures, (*self.remarks, *remarks), (*self.problems, *told))

    def _head(self) -> Ledger:
        if not self.tally.of_use:
            return replace(self.ledger, trouble=self.tally.trouble or self.ledger.trouble)
        head = replace(self.ledger, fetched=self.today, trouble="")
        if head.since and head.since > self.today:
            # A clock was wrong, then or now; if it is now, hardly any server is believed.
            head = replace(head, since=self.since)
        return head

    def _forget_validators(self) -> None:
        """Store the validators of days that will be asked for again."""
        kept = {
            day: of_day
            for day, of_day in self.validators.items()
            if not is_settled(self.ledger, day)
        }
        ledgers.write_validators(self.content, self.name, kept)

    def is_settled(self, day: date) -> bool:
        """Tell whether a day need not be asked for."""
        return not self.again and is_settled(self.ledger, day)

    def listing(self, day: date) -> records.Listing:
        """Return what is stored of a day, as far as it can be read."""
        return records.read(self.content, self.name, day, [])

    def stored(self, day: date) -> set[PaperId]:
        """Return the papers that are stored of a day."""
        return {each.id for each in self.listing(day).records}

    def keep(
        self, day: date, found: Iterable[Record], readings: Iterable[tuple[PaperId, Reading]] = ()
    ) -> None:
        """Add to what is stored of a day.

        Raises:
            Problem: what is stored there cannot be read, or written.
        """
        fresh = tuple(found)
        dated = {paper: replace(reading, date=self.today) for paper, reading in readings}
        if fresh and records.add(self.content, self.name, day, fresh, dated):
            self.changed.add(day)

    def remember(self, day: date, found: Gathered) -> None:
        """Keep what the list of a day can be compared by, if it has changed.

        A server that numbers every answer anew must not make every run change a file.
        """
        if day in self.changed or day not in self.validators:
            self.validators[day] = found.comparable

    def note(self, *states: DayState) -> None:
        """Store states of days.

        Raises:
            Problem: they cannot be stored.
        """
        if ledgers.write_days(self.content, self.name, states):
            self.changed |= {state.day for state in states}
        days = {**self.ledger.days, **{state.day: state for state in states}}
        self.ledger = replace(self.ledger, days=days)

    def hold(self, state: DayState) -> None:
        """Store the state of a day that settles as soon as all that concerns it was asked for.

        Raises:
            Problem: it cannot be stored.
        """
        self.note(replace(state, settled=False))
        if state.day not in self.doubted:
            self.held[state.day] = state

    def settle(self) -> None:
        """Store that the days held will not be asked for again.

        It is stored first that the source was of use: a run that is killed in between leaves
        days that are asked for once more, and one that is killed behind it nothing to be asked.

        Raises:
            Problem: it cannot be stored.
        """
        if self.held:
            ledgers.write_head(self.content, self.name, self._head())
            self.note(*self.held.values())
            self.held.clear()
