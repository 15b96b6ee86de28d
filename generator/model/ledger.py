"""Ledger: in which state each day of a source is, so that a gap is never taken for a quiet day."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from generator.model.frozen import dataclass, field, replace

LOST = "its records were here, and are gone"


class State(StrEnum):
    """How a day of a source stands."""

    PUBLISHED = "published"  # all of it was read, and its count agrees
    NONE_EXPECTED = "none expected"  # a weekday on which the source lists nothing
    EMPTY = "empty"  # read, and nothing is there, though something might have been
    PARTIAL = "partial"  # not all of it could be read, or the source contradicts itself
    FAILED = "failed"  # nothing could be read
    PENDING = "pending"  # not over yet, or not asked yet


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """The state of one day of one source."""

    day: date
    state: State
    got: int = 0  # papers that are stored
    expected: int | None = None  # papers that the source has, as far as it said
    reason: str = ""  # a sentence without a full stop; of a published day: why asking again failed
    settled: bool = False  # it is not asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The days of one source, and since when and until when they were asked for."""

    since: date | None = None  # the first day that is asked for
    fetched: date | None = None  # the UTC day of the last good fetch
    trouble: str = ""  # why the last fetch brought nothing; empty if it did
    days: Mapping[date, DayState] = field(default_factory=dict)

    def with_lost(self, days: Collection[date]) -> "Ledger":
        """Return the ledger of a source of which the records of these days are gone."""
        lost = {
            day: DayState(day=day, state=State.FAILED, expected=self.days[day].got, reason=LOST)
            for day in days
        }
        return replace(self, days={**self.days, **lost}) if lost else self
