"""Which days are asked for, and in which state each is afterwards. No clock, no network."""

from datetime import date, timedelta

from generator.fetch.manner import Manner
from generator.model.day import days_between, weekday
from generator.model.frozen import dataclass, replace
from generator.model.ledger import DayState, Ledger, State
from generator.settings.tables import Fetch

EARLIEST = date(1991, 8, 14)  # arXiv's first day: nothing was listed before
YEAR, RARELY = 365, 28  # days: so long an empty day is asked for daily, and then every so many
UNKNOWN = DayState(day=date.min, state=State.PENDING)
READ = (State.PUBLISHED, State.EMPTY, State.NONE_EXPECTED)  # a failure later takes nothing away


@dataclass(frozen=True, slots=True)
class Finding:
    """What asking for one day came to."""

    whole: bool  # the list was read to its end
    sure: bool = True  # it agrees with itself: its own count, or twice the same papers
    given: int = 0  # papers on it
    unread: int = 0  # of these, papers that could not be read
    missing: int = 0  # papers that are stored and not on it
    counted: bool = False  # it has votes or comments
    reason: str = ""  # why it is not whole, or not sure

    @property
    def gone(self) -> bool:
        """Whether papers are off the list: what cannot be read may be what is stored."""
        return self.missing > self.unread


def since_of(ledger: Ledger, settings: Fetch, today: date) -> date:
    """Return the first day that a source is asked for."""
    since = settings.since or ledger.since
    if since is None or since > today:  # a clock that was wrong once must not end it all
        return today - timedelta(days=settings.first_days)
    return max(since, EARLIEST)


def due(ledger: Ledger, settings: Fetch, today: date) -> tuple[date, ...]:
    """Return the days that are not settled, the oldest first.

    A day that is long over and was found empty is asked for once a day, and after a year every
    four weeks, for as long as it takes: each holiday would be a request more a day, for ever.
    Not if it lies before the first day on which the source is known to have listed anything.
    Days before the first one count if somebody had them asked for, unless they were empty.
    """
    since = since_of(ledger, settings, today)
    filled = (day for day, state in ledger.days.items() if state.state is not State.EMPTY)
    days = (*sorted(day for day in filled if day < since), *days_between(since, today))
    listed = (day for day, state in ledger.days.items() if state.got)
    first = min(listed, default=today)
    old = today - timedelta(days=settings.settle_days)
    return tuple(
        day
        for day in days
        if not is_settled(ledger, day)
        and (
            day > old
            or ledger.days.get(day, UNKNOWN).state is not State.EMPTY
            or (day > first and ledger.fetched != today and _comes_round(day, today))
        )
    )


def _comes_round(day: date, today: date) -> bool:
    """Tell whether today is a day on which one that was empty is asked for."""
    ago = (today - day).days
    return ago <= YEAR or ago % RARELY == 0


def sobered(ledger: Ledger, settings: Fetch, today: date) -> Ledger:
    """Return a ledger with days unsettled that only a clock ahead of its time has settled.

    It had one if the last good fetch is yet to come. How long ago that was nobody knows: days are
    asked for that far back again as they settle, since votes that are dated by such a clock would
    keep all others from trending until its time comes.
    """
    if ledger.fetched is None or ledger.fetched <= today:
        return ledger
    young = today - 2 * _longest(settings)
    days = {
        day: replace(state, settled=False) if day > young else state
        for day, state in ledger.days.items()
    }
    return replace(ledger, days=days)


def _longest(settings: Fetch) -> timedelta:
    """Return how long after it a day is asked for at most."""
    return timedelta(days=max(settings.settle_days, settings.count_days))


def is_settled(ledger: Ledger, day: date) -> bool:
    """Tell whether a day need not be asked for again."""
    return day in ledger.days and ledger.days[day].settled


def judged(
    day: date,
    finding: Finding,
    before: DayState | None,
    *,
    stored: int,
    manner: Manner,
    today: date,
    settings: Fetch,
) -> DayState:
    """Return the state of a day after it was asked for.

    `before` is its state until now and `stored` the papers that are stored of it.
    """
    if not finding.whole:
        return _failed(day, finding, before, stored=stored, today=today)
    kind, reason = _read(day, finding, manner, stored=stored, today=today)
    state = DayState(day=day, state=kind, got=stored, expected=finding.given, reason=reason)
    if kind is State.PENDING:
        return state
    term = settings.count_days if finding.counted else settings.settle_days
    old = today >= day + timedelta(days=term)
    again = before is not None and (before.reason, before.got) == (reason, stored)
    if finding.gone and finding.given and finding.sure and old and again:
        state = replace(state, state=State.PUBLISHED)  # papers are taken off lists at times
    # One run may meet a server in trouble: what looks wrong is believed when it was said before,
    # and an empty list never; of papers that are stored, once it has been empty for another term.
    patient = bool(finding.given) or today >= day + 2 * _longest(settings)
    sound = state.state in (State.PUBLISHED, State.NONE_EXPECTED)
    return replace(state, settled=old and (sound or (again and patient and kind is State.PARTIAL)))


def _read(
    day: date, finding: Finding, manner: Manner, *, stored: int, today: date
) -> tuple[State, str]:
    """Return the state of a day whose list was read to its end, and the reason for it."""
    nothing = not finding.given and not stored
    unread = f"{finding.unread:,} of its {finding.given:,} papers could not be read"
    cases = (
        (nothing and weekday(day) in manner.skips, State.NONE_EXPECTED, manner.quiet),
        (day >= today, State.PENDING, "the day is not over"),
        (nothing, State.EMPTY, "the list of this day is empty"),
        (not finding.given, State.PARTIAL, f"the list is empty now, and {_papers(stored)} stored"),
        (
            finding.gone,
            State.PARTIAL,
            f"{_papers(finding.missing)} stored that the list has no more",
        ),
        (not finding.sure, State.PARTIAL, finding.reason),
        (finding.unread, State.PARTIAL if stored else State.FAILED, unread),
        (True, State.PUBLISHED, ""),
    )
    return next((state, reason) for applies, state, reason in cases if applies)


def _failed(
    day: date, finding: Finding, before: DayState | None, *, stored: int, today: date
) -> DayState:
    if before and before.state is State.PUBLISHED:
        return replace(before, got=stored, reason=f"asked again in vain: {finding.reason}")
    if before and before.state in READ and not stored:
        return before
    if day >= today:
        return DayState(day=day, state=State.PENDING, got=stored, reason=finding.reason)
    kind = State.PARTIAL if stored else State.FAILED
    expected = before.expected if before else None
    return DayState(day=day, state=kind, got=stored, expected=expected, reason=finding.reason)


def _papers(count: int) -> str:
    return f"{count:,} paper is" if count == 1 else f"{count:,} papers are"
