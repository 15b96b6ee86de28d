"""What /status/ and status.json tell of ledgers."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.archive.answers import Answers
from generator.archive.catalog import catalog
from generator.archive.freshness import Freshness
from generator.archive.reader import Archive
from generator.archive.sheets import Sheets
from generator.archive.survey import Survey
from generator.kinds import status
from generator.model.exchange import Reject
from generator.model.ledger import DayState, Ledger, State
from generator.settings import site as settings

FETCHED = date(2026, 1, 8)  # a Thursday


def state(day: date, kind: State, got: int = 0, expected: int | None = None) -> DayState:
    return DayState(day=day, state=kind, got=got, expected=expected)


def ledger(*states: DayState, fetched: date | None = FETCHED) -> Ledger:
    return Ledger(since=date(2025, 1, 1), fetched=fetched, days={each.day: each for each in states})


def archive(tmp_path: Path, freshness: Freshness) -> Archive:
    (tmp_path / "site.toml").write_text("[sources.arxiv_api]\n[sources.huggingface]\n")
    site = settings.load(tmp_path)
    found = catalog(site, Survey())
    answers = Answers(site, Survey(), found, {}, freshness)
    return Archive(answers, Sheets(site, Survey(), found, ()))


def one(tmp_path: Path, known: Ledger) -> tuple[status.SourceStatus, dict[str, object]]:
    told = archive(tmp_path, Freshness({"huggingface": known}))
    (source,) = status.view(told, "").sources
    (written,) = status.told_json(told, "")["sources"]
    return source, written


def test_the_strip_is_counted_back_from_the_newest_fetch_of_any_source(tmp_path: Path) -> None:
    day = FETCHED - timedelta(days=59)
    hugging = ledger(state(day, State.EMPTY), fetched=date(2026, 1, 1))
    view = status.view(
        archive(tmp_path, Freshness({"arxiv_api": ledger(), "huggingface": hugging})), ""
    )
    assert (view.first, view.last) == (day, FETCHED)
    arxiv, huggingface = view.sources
    assert arxiv.strip == ()  # it has no days of its own
    assert len(huggingface.strip) == 60
    assert huggingface.strip[0].state is not None
    assert {each.state for each in huggingface.strip[1:]} == {None}


def test_bars_are_shares_of_the_fullest_day(tmp_path: Path) -> None:
    days = [FETCHED - timedelta(days=before) for before in (3, 2, 1)]
    source, _ = one(
        tmp_path,
        ledger(
            state(days[0], State.PUBLISHED, 50, 50),
            state(days[1], State.PARTIAL, 1, 200),
            state(days[2], State.FAILED),
        ),
    )
    bars = [(each.got, each.expected) for each in source.strip[-4:-1]]
    assert bars == [(25, 25), (4, 100), (0, 0)]  # one paper of 200 is seen still
    assert source.most == 200
    assert [each.day for each in source.troubled] == [days[2], days[1]]
    assert source.troubled[1].count == "1 of 200 papers"


def test_the_newest_day_has_papers(tmp_path: Path) -> None:
    source, written = one(
        tmp_path,
        ledger(
            state(date(2026, 1, 2), State.PUBLISHED, 3, 3),
            state(date(2026, 1, 5), State.PARTIAL, 1, 9),
            state(date(2026, 1, 6), State.EMPTY),
            state(date(2026, 1, 7), State.FAILED),
        ),
    )
    assert source.newest == written["newest"] == date(2026, 1, 5)
    assert written["quiet"] == [date(2026, 1, 6)]
    assert written["missing"] == [date(2026, 1, 5), date(2026, 1, 7)]


def test_a_pending_day_is_missing_once_it_was_over_at_the_last_fetch(tmp_path: Path) -> None:
    before = state(date(2026, 1, 7), State.PENDING)
    source, written = one(tmp_path, ledger(before, state(FETCHED, State.PENDING)))
    assert source.newest is None
    assert written["missing"] == [date(2026, 1, 7)]


def test_days_before_the_strip_are_counted(tmp_path: Path) -> None:
    long_ago = (date(2025, 3, 3), date(2025, 3, 4))
    source, written = one(
        tmp_path,
        ledger(
            state(long_ago[0], State.FAILED),
            state(long_ago[1], State.PARTIAL, 1, 2),
            state(date(2025, 3, 5), State.PUBLISHED, 3, 3),
        ),
    )
    assert source.troubled == ()
    assert source.older == 2
    assert written["missing"] == list(long_ago)


def test_a_weekend_that_nobody_asked_for_is_no_gap(tmp_path: Path) -> None:
    asked = (date(2025, 1, 1) + timedelta(days=each) for each in range(380))
    missed = (date(2026, 1, 3), date(2026, 1, 4), date(2025, 12, 31))  # a Wednesday is one
    states = (state(day, State.PUBLISHED) for day in asked if day not in missed)
    source, written = one(tmp_path, ledger(*states))
    assert written["unasked"] == [{"first": missed[2], "last": missed[2]}]
    assert (source.unasked, source.gap) == (1, (missed[2], missed[2]))


def test_days_that_were_yet_to_come_at_the_last_fetch_are_not_quiet(tmp_path: Path) -> None:
    ahead = state(FETCHED + timedelta(days=3), State.EMPTY)  # by a clock that was wrong
    _, written = one(tmp_path, ledger(ahead))
    assert written["quiet"] == []


def test_a_source_that_is_empty_for_longer_than_any_holidays_is_not_quiet(tmp_path: Path) -> None:
    days = [FETCHED - timedelta(days=each) for each in range(1, 8)]
    published = state(FETCHED - timedelta(days=20), State.PUBLISHED, 3, 3)
    few = [state(day, State.EMPTY) for day in days[:5]]
    _, written = one(tmp_path, ledger(published, *few))
    assert written["quiet"] == sorted(each.day for each in few)
    many = [state(day, State.EMPTY) for day in days]
    _, written = one(tmp_path, ledger(published, *many))
    assert written["quiet"] == []


def test_a_source_that_was_never_fetched_well_has_no_strip(tmp_path: Path) -> None:
    trouble = Ledger(since=date(2026, 1, 1), trouble="no such host")
    source, written = one(tmp_path, trouble)
    assert source.strip == ()
    assert source.trouble == written["trouble"] == "no such host"
    assert written["days"] == []


def test_rejects_of_a_day_that_have_one_reason_are_one_line(tmp_path: Path) -> None:
    many = tuple(Reject(f"reason {number}", "text") for number in range(60))
    rejects = {FETCHED: (Reject("why", "a"), Reject("why", "b")), date(2026, 1, 1): many}
    told = archive(tmp_path, Freshness({"huggingface": ledger()}, {"huggingface": rejects}))
    (source,) = status.view(told, "").sources
    assert source.rejects[0] == status.RejectLine(FETCHED, "why", 2)
    assert (len(source.rejects), source.unshown, source.rejected) == (50, 11, 62)
    (written,) = status.told_json(told, "")["sources"]
    assert len(written["quarantined"]) == 61


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202egnihton", "a\ud800b"])
def test_what_no_reader_should_see_is_left_out(tmp_path: Path, hostile: str) -> None:
    known = Ledger(
        fetched=FETCHED,
        trouble=hostile,
        days={FETCHED: DayState(day=FETCHED, state=State.FAILED, reason=hostile)},
    )
    rejects = {"huggingface": {FETCHED: (Reject(hostile, "text"),)}}
    told = archive(tmp_path, Freshness({"huggingface": known}, rejects))
    shown = f"{status.view(told, '')}{status.told_json(told, '')}"
    (source,) = status.view(told, "").sources
    said = (source.trouble, source.strip[-1].words, source.rejects[0].reason)
    assert not set("\x1b\u202e\ud800") & set("".join(said))
    assert "text" not in shown
