"""Which days are asked for, and in which state each is afterwards."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.fetch.ledger import Finding, due, judged, since_of
from generator.fetch.manner import Manner
from generator.model.frozen import replace
from generator.model.ledger import DayState, Ledger, State
from generator.settings.tables import Fetch

TODAY = date(2026, 1, 30)  # a Friday
WEEKDAY = date(2026, 1, 28)
SATURDAY = date(2026, 1, 24)
OLD = date(2025, 10, 1)
WEEKENDS = Manner(skips=("Saturday", "Sunday"), quiet="nothing is listed at weekends")
SETTINGS = Fetch()


def after(
    finding: Finding, day: date = WEEKDAY, before: DayState | None = None, stored: int = 0
) -> DayState:
    return judged(
        day, finding, before, stored=stored, manner=WEEKENDS, today=TODAY, settings=SETTINGS
    )


@pytest.mark.parametrize(
    ("finding", "day", "stored", "state"),
    [
        (Finding(whole=True, given=16), WEEKDAY, 16, State.PUBLISHED),
        (Finding(whole=True, given=16), TODAY, 16, State.PENDING),
        (Finding(whole=True), WEEKDAY, 0, State.EMPTY),
        (Finding(whole=True), SATURDAY, 0, State.NONE_EXPECTED),
        (Finding(whole=True, given=3), SATURDAY, 3, State.PUBLISHED),
        (Finding(whole=True), TODAY, 0, State.PENDING),
        (Finding(whole=True), WEEKDAY, 16, State.PARTIAL),
        (Finding(whole=True, given=5, missing=11), WEEKDAY, 16, State.PARTIAL),
        (
            Finding(whole=True, given=16, sure=False, reason="it changed"),
            WEEKDAY,
            16,
            State.PARTIAL,
        ),
        (Finding(whole=True, given=16, unread=1), WEEKDAY, 15, State.PARTIAL),
        (Finding(whole=True, given=16, unread=16), WEEKDAY, 0, State.FAILED),
        (Finding(whole=False, reason="503"), WEEKDAY, 0, State.FAILED),
        (Finding(whole=False, reason="503"), WEEKDAY, 4, State.PARTIAL),
        (Finding(whole=False, reason="503"), TODAY, 0, State.PENDING),
    ],
)
def test_what_came_makes_the_state(finding: Finding, day: date, stored: int, state: State) -> None:
    found = after(finding, day, stored=stored)
    assert found.state is state
    assert found.got == stored
    assert bool(found.reason) is (state is not State.PUBLISHED)


def test_a_failure_takes_nothing_away_from_a_day_that_was_read() -> None:
    for kind, stored in ((State.PUBLISHED, 16), (State.EMPTY, 0), (State.NONE_EXPECTED, 0)):
        before = DayState(day=WEEKDAY, state=kind, got=stored)
        assert after(Finding(whole=False, reason="503"), before=before, stored=stored).state is kind
    before = DayState(day=WEEKDAY, state=State.PUBLISHED, got=16)
    assert "503" in after(Finding(whole=False, reason="503"), before=before, stored=16).reason


def test_a_list_settles_after_two_weeks_and_one_with_votes_after_thirty_days() -> None:
    for days, counted, settled in ((13, False, False), (14, False, True), (29, True, False)):
        finding = Finding(whole=True, given=16, counted=counted)
        assert after(finding, TODAY - timedelta(days=days), stored=16).settled is settled
    assert after(Finding(whole=True, given=1, counted=True), OLD, stored=1).settled


def test_what_looks_wrong_settles_only_if_it_was_said_before() -> None:
    shrunken = Finding(whole=True, given=5, missing=11)
    first = after(shrunken, OLD, stored=16)
    assert (first.state, first.settled) == (State.PARTIAL, False)
    second = after(shrunken, OLD, before=first, stored=16)
    assert (second.state, second.settled) == (State.PUBLISHED, True)
    assert "11 papers are stored that the list has no more" in second.reason
    empty = after(Finding(whole=True), OLD, stored=16)
    assert after(Finding(whole=True), OLD, before=empty, stored=16).state is State.PARTIAL


def test_what_cannot_be_read_is_never_taken_for_what_is_off_the_list() -> None:
    unread = Finding(whole=True, given=16, unread=16, missing=16)
    first = after(unread, OLD, stored=16)
    second = after(unread, OLD, before=first, stored=16)
    assert (first.state, second.state) == (State.PARTIAL, State.PARTIAL)
    assert "16 of its 16 papers could not be read" in second.reason


def test_papers_whose_list_is_empty_for_some_days_do_not_settle_as_partial() -> None:
    nothing = Finding(whole=True)
    for ago, settled in ((20, False), (59, False), (60, True)):
        day = TODAY - timedelta(days=ago)
        before = after(nothing, day, stored=16)
        assert after(nothing, day, before, stored=16).settled is settled


def test_an_empty_day_is_asked_for_once_a_day_once_it_is_old() -> None:
    listed = DayState(day=OLD - timedelta(days=9), state=State.PUBLISHED, got=1, settled=True)
    empty = DayState(day=OLD, state=State.EMPTY)
    before_all = DayState(day=listed.day - timedelta(days=1), state=State.EMPTY)
    days = {each.day: each for each in (listed, empty, before_all)}
    ledger = Ledger(since=before_all.day, fetched=TODAY - timedelta(days=1), days=days)
    asked = due(ledger, SETTINGS, TODAY)
    assert OLD in asked
    assert listed.day not in asked
    assert before_all.day not in asked
    assert OLD not in due(replace(ledger, fetched=TODAY), SETTINGS, TODAY)


def test_an_empty_day_of_years_ago_is_asked_for_every_four_weeks() -> None:
    first = date(2020, 1, 2)
    holidays = [date(year, month, 25) for year in range(2020, 2025) for month in (5, 12)]
    listed = DayState(day=first, state=State.PUBLISHED, got=1, settled=True)
    over = (
        DayState(day=first + timedelta(days=ago), state=State.PUBLISHED, got=1, settled=True)
        for ago in range((TODAY - first).days)
    )
    days = {each.day: each for each in (listed, *over)}
    days |= {day: DayState(day=day, state=State.EMPTY) for day in holidays}
    asked = [
        set(due(Ledger(since=first, days=days), SETTINGS, TODAY + timedelta(days=later)))
        for later in range(28)
    ]
    assert all(sum(day in each for each in asked) == 1 for day in holidays)


def test_a_clock_that_was_wrong_once_does_not_end_it_all() -> None:
    ledger = Ledger(since=TODAY + timedelta(days=3000))
    assert since_of(ledger, SETTINGS, TODAY) == TODAY - timedelta(days=14)


def test_nobody_is_asked_for_days_before_there_was_anything() -> None:
    assert since_of(Ledger(since=date(1, 1, 1)), SETTINGS, TODAY) == date(1991, 8, 14)


DAYS = st.dates(TODAY - timedelta(days=60), TODAY)
STATES = st.builds(
    DayState,
    day=DAYS,
    state=st.sampled_from(State),
    got=st.integers(0, 3),
    settled=st.booleans(),
)


@given(st.lists(STATES), DAYS, st.sampled_from([None, TODAY]))
def test_every_day_that_has_not_settled_is_asked_for_oldest_first(
    states: list[DayState], since: date, fetched: date | None
) -> None:
    days = {each.day: each for each in states}
    asked = due(Ledger(since=since, fetched=fetched, days=days), SETTINGS, TODAY)
    assert list(asked) == sorted(asked)
    assert all(day <= TODAY and not (day in days and days[day].settled) for day in asked)
    assert all(day >= since or days[day].state is not State.EMPTY for day in asked)
    unsettled = {day for day, each in days.items() if not each.settled}
    old = TODAY - timedelta(days=14)
    dropped = unsettled - set(asked)
    assert all(days[day].state is State.EMPTY for day in dropped)
    assert all(day <= old or day < since for day in dropped)
    assert TODAY in asked or days[TODAY].settled
