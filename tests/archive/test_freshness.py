"""What ledgers tell of a day, from one source and from several."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive import ingest
from generator.archive.freshness import combined
from generator.archive.reader import Archive
from generator.model.exchange import Reject
from generator.model.ledger import DayState, State
from generator.settings import site as settings

DAY = date(2026, 1, 5)
SITE = "[sources.arxiv_api]\n[sources.huggingface]\n[sources.saved_page]\n"

states = st.builds(
    DayState,
    day=st.just(DAY),
    state=st.sampled_from(State),
    got=st.integers(0, 50),
    expected=st.none() | st.integers(0, 50),
    reason=st.sampled_from(["", "one", "two"]),
    settled=st.booleans(),
)


def of(*kinds: State) -> State:
    return combined([DayState(day=DAY, state=kind) for kind in kinds]).state


@pytest.mark.parametrize("state", State)
def test_sources_that_agree_are_believed(state: State) -> None:
    assert of(state, state) == state


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (State.PUBLISHED, State.FAILED, State.PARTIAL),
        (State.PARTIAL, State.FAILED, State.PARTIAL),
        (State.PUBLISHED, State.PARTIAL, State.PARTIAL),
        (State.PUBLISHED, State.PENDING, State.PENDING),
        (State.PUBLISHED, State.NONE_EXPECTED, State.PUBLISHED),
        (State.PUBLISHED, State.EMPTY, State.PUBLISHED),
        (State.FAILED, State.EMPTY, State.FAILED),
        (State.FAILED, State.NONE_EXPECTED, State.FAILED),
        (State.PENDING, State.NONE_EXPECTED, State.PENDING),
        (State.EMPTY, State.NONE_EXPECTED, State.EMPTY),
    ],
)
def test_what_two_sources_come_to(one: State, other: State, both: State) -> None:
    assert of(one, other) == of(other, one) == both


@given(st.lists(states, min_size=1, max_size=4), st.randoms())
def test_the_order_of_sources_decides_nothing(each: list[DayState], random: Any) -> None:  # noqa: ANN401 - a random.Random
    other = list(each)
    random.shuffle(other)
    one, two = combined(each), combined(other)
    assert (one.state, one.got, one.expected, one.settled) == (
        *(two.state, two.got, two.expected, two.settled),
    )
    assert one.got == sum(state.got for state in each)
    # A day is said to be whole only if no source says otherwise.
    if one.state in {State.PUBLISHED, State.EMPTY, State.NONE_EXPECTED}:
        assert not {state.state for state in each} & {State.PARTIAL, State.FAILED, State.PENDING}


def test_one_source_alone_is_taken_word_for_word() -> None:
    state = DayState(day=DAY, state=State.PARTIAL, got=2, expected=5, reason="why", settled=True)
    assert combined([state]) == state


def put(site: Path, path: str, *lines: dict[str, Any]) -> None:
    file = site / "content" / "records" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text(SITE)
    return tmp_path


def load(site: Path) -> tuple[Archive, list[str]]:
    archive, problems = ingest.load(settings.load(site))
    return archive, list(map(str, problems))


def test_an_archive_that_was_never_fetched_knows_no_state(site: Path) -> None:
    archive, problems = load(site)
    assert problems == []
    assert archive.ledgers() == {}
    assert archive.told_days() == ()
    assert archive.state(DAY) is None
    assert archive.rejects() == {}


def test_days_are_told_by_the_sources_that_make_them(site: Path) -> None:
    put(site, "arxiv_api/2026/states.jsonl", {"day": "2026-01-01", "state": "failed"})
    put(site, "huggingface/2026/states.jsonl", {"day": "2026-01-02", "state": "empty"})
    put(site, "huggingface/2026/2026-01-05.jsonl", {"id": "arxiv:2601.00001", "title": "One"})
    archive, problems = load(site)
    assert problems == []
    assert list(archive.ledgers()) == ["arxiv_api", "huggingface"]
    assert archive.days() == (DAY,)
    assert archive.told_days() == (date(2026, 1, 2), DAY)
    assert archive.listing_states(date(2026, 1, 1)) == {}
    assert archive.state(date(2026, 1, 1)) is None
    told = archive.state(date(2026, 1, 2))
    assert told is not None
    assert told.state is State.EMPTY
    assert archive.newest() == DAY


def test_what_could_not_be_read_is_known_by_source_and_day(site: Path) -> None:
    put(site, "huggingface/2026/2026-01-05.rejects.jsonl", {"reason": "why", "text": "{"})
    archive, problems = load(site)
    assert problems == []
    assert archive.rejects() == {"huggingface": {DAY: (Reject("why", "{"),)}}
    assert archive.days() == ()


def test_a_broken_line_is_a_problem_with_its_place_and_the_rest_is_read(site: Path) -> None:
    good = {"day": "2026-01-02", "state": "empty"}
    put(site, "huggingface/2026/states.jsonl", {"day": "yesterday", "state": "empty"}, good)
    put(site, "huggingface/2026/2026-01-05.rejects.jsonl", {"reason": "why", "text": ""}, {})
    (site / "content/records/huggingface/source.json").write_text("{")
    archive, problems = load(site)
    places = [problem.split(": ")[0] for problem in problems]
    assert places == [
        "content/records/huggingface/source.json",
        "content/records/huggingface/2026/states.jsonl:1",
        "content/records/huggingface/2026/2026-01-05.rejects.jsonl:2",
    ]
    assert archive.told_days() == (date(2026, 1, 2),)
    assert len(archive.rejects()["huggingface"][DAY]) == 1
