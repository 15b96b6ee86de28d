"""Visit: one source in one run: what it was asked, what came of it, and what is to be told."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from generator.fetch import ledger as ledgers
from generator.fetch.client import Unreachable
from generator.fetch.gather import Gathered, Sends
from generator.fetch.ledger import Terms
from generator.fetch.manner import Asks, Manner
from generator.model.exchange import Answer, Reject, Request, Unreadable, Validator
from generator.model.ledger import DayState, Ledger, State
from generator.model.outcome import Outcome
from generator.model.paper import PaperId, Reading, Record
from generator.model.problem import Exit, Problem
from generator.store import ledgers as store
from generator.store import records

PATIENCE = 3  # times that a source may fail, one after the other, before its newest day is tried

KEPT = 50  # records of a day that could not be read: more is not bad luck, but another format
TOLD = 5  # of these, as they come


@dataclass
class Visit:
    """One source as it is asked in one run."""

    content: Path
    name: str
    source: Asks
    client: Sends
    today: date
    terms: Terms
    again: bool = False  # whether days that have settled are asked for too
    manner: Manner = field(init=False)
    ledger: Ledger = field(init=False)
    validators: dict[date, dict[str, Validator]] = field(init=False)
    since: date | None = None  # the first day that this run may ask for by itself
    read: int = 0
    changed: set[date] = field(default_factory=set)
    rejected: int = 0
    good: bool = False  # something usable came
    failures: int = 0  # one after the other
    remarks: list[str] = field(default_factory=list)
    troubles: list[Problem] = field(default_factory=list)  # with the network
    trouble: str = ""  # the first of them, as it may be stored
    problems: list[Problem] = field(default_factory=list)  # with what is stored

    def __post_init__(self) -> None:
        self.manner = Manner.of(self.source)
        stored = store.read(self.content, self.name, self.problems)
        self.ledger = ledgers.sobered(stored, self.terms, self.today)
        kept = store.read_validators(self.content, self.name, self.problems)
        self.validators = {day: dict(of_day) for day, of_day in kept.items()}

    def begin(self, since: date) -> None:
        """Remember since when this source is asked, before anything is asked for the first time.

        Raises:
            Problem: it cannot be stored.
        """
        self.since = since
        if self.ledger.since is None:
            self.ledger = replace(self.ledger, since=since)
            store.write_head(self.content, self.name, self.ledger)

    def end(self) -> Outcome:
        """Remember whether this source was of any use, and return what came of it.

        A failure is no more than a remark where the source was of use nevertheless.
        """
        fetched = self.today if self.good else self.ledger.fetched
        asked = self.good or self.troubles
        trouble = self.trouble if self.troubles and not self.good else ""
        head = replace(
            self.ledger, fetched=fetched, trouble=trouble if asked else self.ledger.trouble
        )
        if self.good and head.since and head.since > self.today:
            # A clock was wrong, then or now; if it is now, hardly any server is believed.
            head = replace(head, since=self.since)
        try:
            if self.ledger.since is not None:
                store.write_head(self.content, self.name, head)
            self._forget_validators()
        except Problem as problem:
            self.problems.append(problem)
        told = () if self.good else tuple(self.troubles)
        remarks = [str(each) for each in self.troubles] if self.good else []
        figures = {
            "papers read": self.read,
            "days changed": len(self.changed),
            "rejected": self.rejected,
        }
        return Outcome(figures, (*self.remarks, *remarks), (*self.problems, *told))

    def _forget_validators(self) -> None:
        """Store the validators of days that will be asked for again."""
        kept = {
            day: of_day
            for day, of_day in self.validators.items()
            if not ledgers.is_settled(self.ledger, day)
        }
        store.write_validators(self.content, self.name, kept)

    def is_settled(self, day: date) -> bool:
        """Tell whether a day need not be asked for."""
        return not self.again and ledgers.is_settled(self.ledger, day)

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

    def set_aside(self, day: date, rejects: Iterable[Reject], *, whole: bool) -> None:
        """Keep what could not be read; once a day is whole, that of earlier tries is forgotten.

        Raises:
            Problem: it cannot be written.
        """
        fresh = dict.fromkeys(rejects)
        earlier = () if whole else records.read_rejects(self.content, self.name, day, [])
        if fresh or whole:
            kept = islice(dict.fromkeys((*earlier, *fresh)), KEPT)
            records.write_rejects(self.content, self.name, day, kept)
        self.rejected += len(fresh)
        at = f"{self.name}, {day}"
        self.remarks += [
            f"{at}: a record was set aside: {reject.reason}" for reject in islice(fresh, TOLD)
        ]
        if len(fresh) > TOLD:
            self.remarks.append(f"{at}: {len(fresh) - TOLD:,} more were set aside")

    def note(self, *states: DayState) -> None:
        """Store states of days.

        Raises:
            Problem: they cannot be stored.
        """
        if store.write_days(self.content, self.name, states):
            self.changed |= {state.day for state in states}
        days = {**self.ledger.days, **{state.day: state for state in states}}
        self.ledger = replace(self.ledger, days=days)

    def came(self, found: Gathered, what: str) -> None:
        """Take note of whether asking for `what` was of use."""
        useful = found.whole or bool(found.records)
        self.good |= useful
        self.failures = 0 if useful else self.failures + 1
        if not found.whole:
            self.troubled(what, found.reason, found.problem)

    def troubled(self, what: str, reason: str, problem: Problem | None = None) -> None:
        """Take note of something that went wrong with the network."""
        self.trouble = self.trouble or reason
        mend = problem.mend if problem else "nothing is lost; try again later"
        code = problem.code if problem else Exit.NETWORK
        at = f"{self.name}, {what}" if what else self.name
        self.troubles.append(Problem(f"{at}: {reason}", mend=mend, code=code))

    def hopeless(self, found: Gathered) -> bool:
        """Tell whether there is no use in asking further."""
        return isinstance(found.problem, Unreachable) or self.failures > PATIENCE

    def read_again(self) -> None:
        """Read anew what was set aside, since a newer Broadsheet may understand it."""
        if not self.manner.again:
            return
        for day in records.days_with_rejects(self.content, self.name):
            try:
                self._read_again(day)
            except Problem as problem:
                self.problems.append(problem)

    def _read_again(self, day: date) -> None:
        left: list[Reject] = []
        for reject in records.read_rejects(self.content, self.name, day, self.problems):
            healed = tuple(self._understood(reject, day))
            self.keep(day, healed)
            if not healed:
                left.append(reject)
        before = records.read_rejects(self.content, self.name, day, [])
        if len(left) < len(before):
            records.write_rejects(self.content, self.name, day, left)
            self.remarks.append(
                f"{self.name}, {day}: {len(before) - len(left)} of the records set aside "
                "could be read now"
            )
            self._recount(day, len(left))

    def _understood(self, reject: Reject, day: date) -> Iterator[Record]:
        again = self.manner.again
        with suppress(Unreadable):
            if again:
                yield from self.source.read(
                    Answer(Request("", day=day), again(reject.text))
                ).records

    def _recount(self, day: date, left: int) -> None:
        known = self.ledger.days.get(day)
        if known is None:
            return
        got = len(self.stored(day))
        if not left and known.expected == got:
            known = replace(known, state=State.PUBLISHED, reason="")
        self.note(replace(known, got=got))
