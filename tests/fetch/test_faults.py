"""A whole fetch against a server that fails in every way we could think of.

Whatever it plays: nothing stored is lost, nobody else is asked, the day's state says what came,
and the next run against a server that is well heals it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.commands.fetch import fetch
from generator.fetch import client
from generator.fetch.client import Limits
from generator.model.frozen import dataclass, replace
from generator.model.ledger import DayState, State
from generator.model.outcome import Outcome, unwatched
from generator.settings import site as settings
from generator.store import ledgers, records
from tests.fetch.faults import FAULTS, FaultyServer, a_day

DAYS = ("2026-01-06", "2026-01-07", "2026-01-08")
DAY = "2026-01-07"  # on which it fails
TODAY = date(2026, 1, 20)

WELL = {"etag", "set-cookie", "gzip-in-parts", "redirect-once", "no-content-type"}
WELL |= {"ten-thousand-authors", "leap-second", "time-zone", "control-characters"}
# Of its papers one cannot be read.
UNREAD = (
    *("huge-paper", "nan", "infinity", "long-number", "duplicate-keys", "lone-surrogate"),
    *("no-id", "path-as-id", "no-paper"),
)
# It asks us to wait longer than we would.
WAITS = ("429-seconds", "429-huge", "429-date", "429-date-no-zone", "503-huge")
# The list can be read, and something is wrong with it: what a first fetch makes of it.
ODD = {
    "empty-list": {State.EMPTY},
    "shrunken": {State.PUBLISHED},  # nobody can know; the cross-check finds the rest
    "duplicate-pages": {State.PARTIAL},
    "page-loop": {State.PARTIAL},
    "endless-pages": {State.PARTIAL},
    "shifted-down": {State.PUBLISHED},
    "shifted-up": {State.PARTIAL, State.PUBLISHED},
    "changed-between-pages": {State.PARTIAL},
    **{name: {State.PARTIAL} for name in UNREAD},
}


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    days = {day: a_day(day, 60 if day == DAY else 3) for day in DAYS}
    with FaultyServer(days) as running:
        yield running


@dataclass
class Kept:
    """A site, the server that it asks, and what it has kept."""

    folder: Path
    server: FaultyServer
    patch: pytest.MonkeyPatch
    bounds: tuple[str, ...] = ()  # as the command takes them

    def play(self, fault: str, day: str | None = None) -> None:
        """Let the server fail, and have little patience with one that only waits."""
        limits = Limits(wait=0.5)
        self.bounds = ("bounds.answer_mb=5",)
        if fault.startswith(("drip", "stall")):
            limits = replace(limits, read=0.3)
            self.bounds = ("bounds.answer_mb=5", "bounds.answer_seconds=1")
        self.patch.setattr(client, "LIMITS", limits)
        self.server.play(fault, day=day)

    def behave(self) -> None:
        """Let the server be well, and have time: as long as it may have asked to wait is over."""
        for mark in self.folder.glob(".cache/asked/*.until"):
            mark.unlink()
        self.patch.setattr(client, "LIMITS", Limits())
        self.bounds = ()
        self.server.behave()

    def fetch(self) -> Outcome:
        site = settings.load(self.folder, self.bounds)
        return fetch(site, unwatched, today=TODAY, first=date(2026, 1, 6), last=date(2026, 1, 8))

    def papers(self) -> set[str]:
        content = self.folder / "content"
        days = records.days(content, "huggingface")
        problems: list[Exception] = []
        found = {
            record.id.removeprefix("arxiv:")
            for day in days
            for record in records.read(content, "huggingface", day, problems).records  # type: ignore[arg-type]
        }
        assert not problems
        return found

    def listed(self) -> set[str]:
        return {paper["paper"]["id"] for day in DAYS for paper in self.server.days[day]}

    def state(self, day: str = DAY) -> DayState:
        return ledgers.read(self.folder / "content", "huggingface", []).days[
            date.fromisoformat(day)
        ]


@pytest.fixture
def kept(tmp_path: Path, server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> Kept:
    (tmp_path / "content").mkdir()
    toml = f"[sources.huggingface]\npause = 0\ncheck = ''\naddress = {server.address!r}\n"
    (tmp_path / "site.toml").write_text(toml)
    return Kept(tmp_path, server, monkeypatch)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_the_first_fetch(kept: Kept, fault: str) -> None:
    kept.play(fault, day=DAY)
    outcome = kept.fetch()
    assert not outcome.problems, outcome.problems
    expected = {State.PUBLISHED} if fault in WELL else ODD.get(fault, {State.FAILED})
    assert kept.state().state in expected, kept.state()
    for day in DAYS:
        if day != DAY and fault not in WAITS:
            assert kept.state(day).state is State.PUBLISHED
    assert kept.server.elsewhere.log == []
    _heals(kept)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_after_a_good_fetch(kept: Kept, fault: str) -> None:
    kept.fetch()
    before = kept.papers()
    assert before == kept.listed()
    kept.play(fault, day=DAY)
    outcome = kept.fetch()
    assert not outcome.problems, outcome.problems
    assert before <= kept.papers()
    state = kept.state()
    if fault in WELL:
        assert (state.state, state.reason) == (State.PUBLISHED, "")
    elif fault in ("empty-list", "shrunken"):
        assert state.state is State.PARTIAL
    elif fault not in ODD:
        assert state.state is State.PUBLISHED
        assert state.reason.startswith("asked again in vain: ")
    assert kept.server.elsewhere.log == []
    _heals(kept)


def _heals(kept: Kept) -> None:
    kept.behave()
    assert not kept.fetch().problems
    assert kept.listed() <= kept.papers()
    state = kept.state()
    # A paper that was there for a moment is kept, and the day says so.
    whole = state.state is State.PUBLISHED and not state.reason
    assert whole or "that the list has no more" in state.reason
    before = _stored(kept)
    kept.fetch()
    if whole:
        assert _stored(kept) == before


def _stored(kept: Kept) -> dict[Path, bytes]:
    """Return all files but the marks of who was asked when, which each run sets."""
    files = (path for path in kept.folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if path.parent.name != "asked"}


@pytest.mark.parametrize("fault", ["503", "html", "reset", "404", "redirect-elsewhere"])
def test_a_source_that_gives_nothing_usable_is_told_by_the_exit_code(
    kept: Kept, fault: str
) -> None:
    kept.play(fault)
    outcome = kept.fetch()
    assert outcome.code == 3
    assert all("\n" not in str(problem) for problem in outcome.problems)
    ledger = ledgers.read(kept.folder / "content", "huggingface", [])
    assert ledger.trouble
    assert ledger.fetched is None
    kept.behave()
    assert kept.fetch().code == 0
    ledger = ledgers.read(kept.folder / "content", "huggingface", [])
    assert (ledger.trouble, ledger.fetched) == ("", TODAY)
    assert kept.papers() == kept.listed()
