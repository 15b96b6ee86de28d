"""Status: how fresh the archive is, for each source its last days and what is missing.

The page and its twin in JSON tell nothing of the clock: the last days are counted back from the
day of the newest fetch. What has happened since is found out in the reader's browser, by
static/js/fresh.js, which reads the JSON.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from generator.archive.freshness import (
    TROUBLED,
    Rejects,
    is_missing,
    newest,
    quiet,
    since,
    unasked,
)
from generator.archive.reader import Archive
from generator.cards.head import Head
from generator.cards.standing import SIGNS, Sign, counted, source_title, state_name, told, why
from generator.model import address
from generator.model.artifact import Output
from generator.model.day import days_between, weekday
from generator.model.frozen import dataclass
from generator.model.ledger import DayState, Ledger
from generator.model.text import clean
from generator.model.words import Words

VERSION = 1  # of status.json: it grows when a key changes its meaning or goes
DAYS = 60
REJECTS = 50  # shown of each source; the JSON has all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class StripDay:
    """A day of the strip; `state` is None if it was not asked for. Bars are per cent of `most`."""

    day: date
    state: DayState | None
    sign: Sign | None
    told: str  # in one line
    count: str
    words: str
    path: str  # empty if the day has no page
    got: int
    expected: int


@dataclass(frozen=True, slots=True)
class RejectLine:
    """A reason for which records of a day could not be read, and how many they are."""

    day: date
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """How one source stands."""

    name: str
    title: str
    lists: bool
    newest: date | None
    fetched: date | None
    since: date | None
    trouble: str
    strip: tuple[StripDay, ...]  # empty if it has no days of its own
    summary: str  # of the strip, in words
    most: int  # papers on the fullest day of the strip
    troubled: tuple[StripDay, ...]  # newest first
    older: int  # days before the strip that are missing as well
    unasked: int  # days since the first that nobody asked for, until the last good fetch
    gap: tuple[date, date] | None  # the first and the last of them
    rejects: tuple[RejectLine, ...]
    rejected: int  # records
    unshown: int  # reasons that `rejects` leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """What status.html may see."""

    head: Head
    sources: tuple[SourceStatus, ...]
    unasked: tuple[str, ...]  # titles of sources without a ledger
    signs: tuple[Sign, ...]
    first: date | None  # of the strips
    last: date | None


def keys(archive: Archive) -> Iterable[str]:
    """Return the one key of the one page."""
    return [""]


def view(archive: Archive, key: str) -> StatusView:
    """Return what the page shows."""
    days = _last_days(archive)
    ledgers = archive.ledgers()
    return StatusView(
        head=Head(
            title=archive.site.words.say("status"),
            path=address.STATUS,
            description=archive.site.words.say("status_about"),
        ),
        sources=tuple(
            _status(archive, name, ledger, archive.rejects().get(name, {}), days)
            for name, ledger in ledgers.items()
        ),
        unasked=tuple(
            source_title(archive.site.words, name)
            for name in archive.site.sources
            if name not in ledgers
        ),
        signs=tuple(SIGNS.values()),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _last_days(archive: Archive) -> Sequence[date]:
    """Return the days of the strips; none if no source was ever fetched."""
    ledgers = archive.ledgers().values()
    last = max((each.fetched for each in ledgers if each.fetched), default=None)
    if last is None:
        return ()
    before = min(DAYS, last.toordinal()) - 1  # there is no day before that of the year 1
    return days_between(last - timedelta(days=before), last)


def _status(
    archive: Archive, name: str, ledger: Ledger, rejects: Rejects, days: Sequence[date]
) -> SourceStatus:
    lists = bool(archive.site.sources[name].list)
    states = [ledger.days.get(day) for day in days]
    most = max((max(each.got, each.expected or 0) for each in states if each), default=0)
    strip = tuple(
        _strip_day(archive, day, state, most, lists=lists)
        for day, state in zip(days, states, strict=True)
    )
    lines = _reject_lines(rejects)
    gaps = _gaps(archive.site.sources[name], ledger)
    return SourceStatus(
        name=name,
        title=source_title(archive.site.words, name),
        lists=lists,
        newest=newest(ledger),
        fetched=ledger.fetched,
        since=since(ledger),
        trouble=clean(ledger.trouble),
        strip=strip if any(states) else (),
        summary=_summary(archive.site.words, states),
        most=most,
        troubled=tuple(
            each for each in reversed(strip) if each.state and each.state.state in TROUBLED
        ),
        older=sum(is_missing(ledger, day) for day in ledger.days if days and day < days[0]),
        unasked=sum((last - first).days + 1 for first, last in gaps),
        gap=(gaps[0][0], gaps[-1][1]) if gaps else None,
        rejects=lines[:REJECTS],
        rejected=sum(line.count for line in lines),
        unshown=len(lines[REJECTS:]),
    )


def _gaps(source: Any, ledger: Ledger) -> Sequence[tuple[date, date]]:  # noqa: ANN401 - any source
    """Return the gaps nobody asked for, but weekends of a source that lists nothing then."""
    skips = getattr(source, "skips", ())
    return [
        (first, last)
        for first, last in (unasked(ledger) if source.list else ())
        if any(weekday(day) not in skips for day in days_between(first, last))
    ]


def _strip_day(
    archive: Archive, day: date, state: DayState | None, most: int, *, lists: bool
) -> StripDay:
    words = archive.site.words
    got, expected = (state.got, state.expected or 0) if state else (0, 0)
    shown = lists and (archive.count(day) or "bare_day" in archive.site.kinds)
    return StripDay(
        day=day,
        state=state,
        sign=SIGNS[state.state] if state else None,
        told=told(words, day, state),
        count=counted(words, state) if state else "",
        words=why(words, state) if state else "",
        path=address.day(day) if state and shown else "",
        got=_percent(got, most),
        expected=_percent(expected, most),
    )


def _percent(count: int, most: int) -> int:
    """Return a share of the fullest day; a paper is seen, however many others there are."""
    return max(4, round(100 * count / most)) if count else 0


def _summary(words: Words, states: Sequence[DayState | None]) -> str:
    counts = Counter(each.state for each in states if each)
    return words.row(
        words.say("states_of", count=counts[state], state=state_name(words, state))
        for state in SIGNS
        if counts[state]
    )


def _reject_lines(rejects: Rejects) -> tuple[RejectLine, ...]:
    """Return the rejects, the newest day first; those of a day that have one reason are one."""
    return tuple(
        RejectLine(day, reason, count)
        for day in sorted(rejects, reverse=True)
        for reason, count in Counter(clean(each.reason) for each in rejects[day]).items()
    )


def told_json(archive: Archive, key: str) -> dict[str, Any]:
    """Return what status.json tells."""
    days, words = _last_days(archive), archive.site.words
    return {
        "version": VERSION,
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "sources": [
            _source_json(archive, name, ledger, days) for name, ledger in archive.ledgers().items()
        ],
        # What fresh.js says; it puts `{day}` and `{days}` in.
        "words": {
            "label": words.say("fresh_label"),
            "since": words.say("fresh_since", day="{day}"),
            "missing": words.say("fresh_missing", days="{days}"),
            "more": words.say("fresh_more"),
            "dismiss": words.say("fresh_dismiss"),
        },
    }


def _source_json(
    archive: Archive, name: str, ledger: Ledger, days: Sequence[date]
) -> dict[str, Any]:
    source, last = archive.site.sources[name], newest(ledger)
    gaps = _gaps(source, ledger)
    return {
        "name": name,
        "title": source_title(archive.site.words, name),
        "lists": bool(source.list),
        "skips": list(getattr(source, "skips", ())),  # weekdays on which it lists nothing
        "newest": last,
        "newest_told": archive.site.words.long_day(last) if last else None,  # in words
        "since": since(ledger),
        "fetched": ledger.fetched,
        "trouble": clean(ledger.trouble),
        # Days since the newest on which there was nothing to be had.
        "quiet": quiet(ledger),
        "missing": [day for day in sorted(ledger.days) if is_missing(ledger, day)],
        # Gaps, each from its first to its last day, that nobody asked for.
        "unasked": [{"first": first, "last": last} for first, last in gaps],
        "days": [_day_json(ledger.days[day]) for day in days if day in ledger.days],
        "quarantined": [
            {"day": line.day, "reason": line.reason, "count": line.count}
            for line in _reject_lines(archive.rejects().get(name, {}))
        ],
    }


def _day_json(state: DayState) -> dict[str, Any]:
    return {
        "day": state.day,
        "state": state.state.value,
        "got": state.got,
        "expected": state.expected,
        "reason": clean(state.reason),
    }


NEEDS = ("day",)  # kinds that its pages link to

OUTPUTS = (
    Output("status/index.html", "html", view, template="status.html"),
    Output(address.STATUS_JSON, "json", told_json),
)
