"""Visit: one source in one run: what it was asked, what came of it, and what is to be told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.fetch.client import Unreachable
from generator.fetch.gather import PATIENCE, Gathered, Sends
from generator.fetch.ledger import is_settled, sobered
from generator.fetch.manner import Asks, Manner
from generator.model.exchange import Validator
from generator.model.frozen import replace
from generator.model.ledger import DayState, Ledger
from generator.model.outcome import Outcome
from generator.model.paper import PaperId, Reading, Record
from generator.model.problem import Exit, Problem
from generator.settings.tables import Fetch
from generator.store import ledgers, records

MANY = 10  # papers, of which none can be read: not they are odd, but the source has changed


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
    read: int = 0  # papers, of those that are wanted
    understood: bool = False  # a paper could be read, be it one that nobody wants
    changed: set[date] = field(default_factory=set)
    rejected: int = 0
    unread: str = ""  # why the first of these could not be read
    good: bool = False  # something usable came, be it that there is nothing
    failures: int = 0  # one after the other
    remarks: list[str] = field(default_factory=list)
    troubles: list[Problem] = field(default_factory=list)  # with the network
    trouble: str = ""  # the first of them, as it may be stored
    problems: list[Problem] = field(default_factory=list)  # with what is stored

    def __post_init__(self) -> None:
        self.manner = Manner.of(self.source)
        stored = ledgers.read(self.content, self.name, self.problems)
        if self.source.list:
            stored = stored.with_lost(ledgers.lost(self.content, self.name, stored))
        self.ledger = sobered(stored, self.settings, self.today)
        days = self.ledger.days
        self.unsettled = tuple(days[day] for day in days if days[day] != stored.days[day])
        kept = ledgers.read_validators(self.content, self.name, self.problems)
        self.validators = {day: dict(of_day) for day, of_day in kept.items()}

    @property
    def of_use(self) -> bool:
        """Whether something usable came: nothing did where papers came and none could be read."""
        return self.good and (self.understood or self.read > 0 or self.rejected < MANY)

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
        if self.good and not self.of_use:
            what = f"none of {self.rejected:,} papers could be read: {self.unread}"
            mend = "they are set aside, and read again by a newer Broadsheet: is there one?"
            self.trouble = self.trouble or what
            self._tell(Problem(what, mend=mend, code=Exit.NETWORK), self.name)
        try:
            if self.ledger.since is not None:
                ledgers.write_head(self.content, self.name, self._head())
            self._forget_validators()
        except Problem as problem:
            self.problems.append(problem)
        told = () if self.of_use else tuple(self.troubles)
        remarks = [str(each) for each in self.troubles] if self.of_use else []
        figures = {
            "papers read": self.read,
            "days changed": len(self.changed),
            "rejected": self.rejected,
        }
        return Outcome(figures, (*self.remarks, *remarks), (*self.problems, *told))

    def _head(self) -> Ledger:
        fetched = self.today if self.of_use else self.ledger.fetched
        asked = self.of_use or self.troubles
        trouble = self.trouble if self.troubles and not self.of_use else ""
        head = replace(
            self.ledger, fetched=fetched, trouble=trouble if asked else self.ledger.trouble
        )
        if self.of_use and head.since and head.since > self.today:
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

    def came(self, found: Gathered, what: str) -> None:
        """Take note of whether asking for `what` was of use, and of what went wrong."""
        useful = found.whole or bool(found.records)
        self.good |= useful
        self.understood |= bool(found.records or found.gone)
        self.failures = 0 if useful else self.failures + 1
        if found.whole:
            return
        self.trouble = self.trouble or found.reason
        mend = "nothing is lost; try again later"
        problem = found.problem or Problem(found.reason, mend=mend, code=Exit.NETWORK)
        self._tell(problem, f"{self.name}, {what}" if what else self.name)

    def broke(self, problem: Problem) -> None:
        """Take note that a source has ended what it was asked, whatever came of it before."""
        self.good = False
        self.trouble = self.trouble or f"its code failed at {problem.at}"
        self._tell(problem, self.name)

    def _tell(self, problem: Problem, asked: str) -> None:
        """Tell of a problem what was asked, once: parts of a batch may all meet the same."""
        what, at = f"{asked}: {problem.what}", problem.at
        told = Problem(what, at=at, mend=problem.mend, code=problem.code)
        told.__cause__ = problem.__cause__
        if str(told) not in map(str, self.troubles):
            self.troubles.append(told)

    def hopeless(self, found: Gathered) -> bool:
        """Tell whether there is no use in asking further."""
        return isinstance(found.problem, Unreachable) or self.failures > PATIENCE
