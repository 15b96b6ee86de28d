"""A calendar: the days of a month in weeks, each with how many papers it has."""

from calendar import monthrange
from datetime import date

from generator.archive.reader import Archive
from generator.cards.standing import SIGNS, Sign, state_name
from generator.model import address
from generator.model.day import days_between, week_of
from generator.model.frozen import dataclass
from generator.model.ledger import State


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a calendar; `path` is empty if it has no page, `sign` None if all is there."""

    day: date
    papers: int
    path: str
    state: str = ""
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """A row: seven places from Monday to Sunday, None where another month's days would stand."""

    name: str  # such as `2025-W50`
    path: str  # empty if the archive has no day of it
    days: tuple[CalendarDay | None, ...]


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month: its name, its address if the archive has it, its weeks, its papers."""

    name: str
    path: str
    papers: int
    weeks: tuple[CalendarWeek, ...]
    marks: tuple[tuple[str, str], ...]  # those of its days, and which state each means


def month_calendar(archive: Archive, month: str) -> CalendarMonth:
    """Return the calendar of a month such as `2025-12`."""
    first = date.fromisoformat(f"{month}-01")
    _, length = monthrange(first.year, first.month)
    days = days_between(first, first.replace(day=length))
    known = set(archive.days_of_month(month))
    bare = "bare_day" in archive.site.kinds
    found: set[State] = set()
    weeks: dict[str, list[CalendarDay | None]] = {}
    for day in days:
        row = weeks.setdefault(week_of(day), [None] * 7)
        state = archive.state(day)
        told = state.state if state and state.state is not State.PUBLISHED else None
        found |= {told} if told else set()
        row[day.weekday()] = CalendarDay(
            day,
            archive.count(day),
            address.day(day) if day in known or (state and bare) else "",
            state_name(archive.site.words, told) if told else "",
            SIGNS[told] if told else None,
        )
    return CalendarMonth(
        archive.site.words.dates.months[first.month - 1],
        address.month(month) if known else "",
        archive.month_count(month),
        tuple(
            CalendarWeek(name, address.week(name) if archive.has_week(name) else "", tuple(row))
            for name, row in weeks.items()
        ),
        tuple(
            (sign.mark, state_name(archive.site.words, state))
            for state, sign in SIGNS.items()
            if state in found
        ),
    )


def year_calendar(archive: Archive, year: str) -> tuple[CalendarMonth, ...]:
    """Return the calendar of a year: twelve months."""
    return tuple(month_calendar(archive, f"{year}-{month:02}") for month in range(1, 13))
