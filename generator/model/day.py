"""Days, and the weeks, months and years that gather them. All are UTC days."""

import re
from datetime import date, timedelta

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def week_of(day: date) -> str:
    """Return the ISO 8601 week of `day`: `2025-W50`. Its year is that of the week's Thursday."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def days_of_week(week: str) -> tuple[date, ...]:
    """Return the days of a week such as `2026-W53`, Monday first.

    Raises:
        ValueError: there is no such week.
    """
    found = WEEK.fullmatch(week)
    if not found:
        raise ValueError(week)
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    left = date.max.toordinal() - monday.toordinal()  # the last week of all has five days
    return tuple(monday + timedelta(days=offset) for offset in range(min(7, left + 1)))


def month_of(day: date) -> str:
    """Return the month of `day`: `2025-12`."""
    return day.isoformat()[:7]


def year_of(day: date) -> str:
    """Return the year of `day`: `2025`."""
    return day.isoformat()[:4]


def long_day(day: date) -> str:
    """Return `12 December 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return `12 Dec 2025`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def weekday(day: date) -> str:
    """Return `Friday`."""
    return WEEKDAYS[day.weekday()]


def short_weekday(day: date) -> str:
    """Return `Fri`."""
    return weekday(day)[:3]


def long_month(month: str) -> str:
    """Return `December 2025` for `2025-12`."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def long_week(week: str) -> str:
    """Return `Week 50 of 2025` for `2025-W50`."""
    year, number = week.split("-W")
    return f"Week {int(number)} of {year}"


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return every day from `first` to `last`, both included."""
    return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return every month from `first` to `last`, both included: `2025-11`, `2025-12`, `2026-01`."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, end + 1))
