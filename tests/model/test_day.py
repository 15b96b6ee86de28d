"""Days, and the weeks, months and years that gather them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.day import (
    days_between,
    days_of_week,
    month_of,
    week_of,
    weekday,
    year_of,
)

DAYS = st.dates(date(1991, 1, 7), date(2999, 12, 22))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 12, 12), "2025-W50"),
        (date(2021, 1, 3), "2020-W53"),
    ],
)
def test_the_year_of_a_week_is_that_of_its_thursday(day: date, week: str) -> None:
    assert week_of(day) == week


@given(DAYS)
def test_every_day_is_in_its_own_week_of_seven_from_monday(day: date) -> None:
    week = days_of_week(week_of(day))
    assert day in week
    assert len(set(week)) == 7
    assert weekday(week[0]) == "Monday"
    assert {week_of(each) for each in week} == {week_of(day)}


@given(DAYS)
def test_months_and_years_are_the_beginnings_of_the_date(day: date) -> None:
    assert day.isoformat().startswith(month_of(day) + "-")
    assert month_of(day).startswith(year_of(day) + "-")


@pytest.mark.parametrize(
    "week", ["2025-W53", "2025-W00", "2025-50", "2025-W5", "W50", "x2025-W50", ""]
)
def test_there_is_no_such_week(week: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        days_of_week(week)


def test_days_between_include_both() -> None:
    assert days_between(date(2024, 2, 28), date(2024, 3, 1)) == (
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    )
    assert days_between(date(2024, 2, 28), date(2024, 2, 28)) == (date(2024, 2, 28),)
    assert days_between(date(2024, 2, 28), date(2024, 2, 27)) == ()
