"""What two machines fetched: joined, nothing of either is lost, and once is enough."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.exchange import Reject, Validator
from generator.model.ledger import DayState, Ledger, State
from generator.model.paper import Alias, PaperId, Reading, Record
from generator.store import joining, ledgers, mailed, records
from generator.store.mailed import Sent

DAYS = (date(2026, 1, 5), date(2026, 1, 6), date(2025, 12, 31))
SOURCE = "huggingface"
FIRST = PaperId("arxiv:2601.00001")
FEW = settings(max_examples=20)  # each syncs dozens of files

PAPERS = st.dictionaries(
    st.sampled_from([PaperId(f"arxiv:2601.{number:05}") for number in range(1, 6)]),
    st.tuples(st.sampled_from(["A", "B"]), st.integers(0, 3)),
)
FETCHED = st.dictionaries(st.sampled_from(DAYS), PAPERS.filter(bool))

Fetched = Mapping[date, Mapping[PaperId, tuple[str, int]]]


@contextmanager
def folders() -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "theirs/content", Path(folder) / "ours/content"


def store(content: Path, fetched: Fetched) -> None:
    for day, papers in fetched.items():
        listed = [Record(id=name, title=title) for name, (title, _) in papers.items()]
        readings = {name: Reading(DAYS[0], votes=votes) for name, (_, votes) in papers.items()}
        records.add(content, SOURCE, day, listed, readings)
        state = DayState(day=day, state=State.PUBLISHED, got=len(papers))
        ledgers.write_days(content, SOURCE, [state])


def tree(content: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(content).as_posix(): path.read_bytes()
        for path in content.rglob("*")
        if path.is_file()
    }


def read(content: Path, day: date) -> Mapping[PaperId, tuple[str, int | None]]:
    problems: list[Exception] = []
    said = records.read(content, SOURCE, day, problems)  # type: ignore[arg-type]
    assert problems == []
    return {record.id: (record.title, said.counts[record.id][-1].votes) for record in said.records}


@FEW
@given(theirs=FETCHED, ours=FETCHED)
def test_every_paper_of_either_is_there_and_ours_is_believed(
    theirs: Fetched, ours: Fetched
) -> None:
    with folders() as (content, mine):
        store(content, theirs)
        store(mine, ours)
        joining.join(content, mine)
        for day in DAYS:
            assert read(content, day) == {**theirs.get(day, {}), **ours.get(day, {})}
        states = ledgers.read(content, SOURCE, []).days
        for day, state in states.items():
            assert state.got == max(len(theirs.get(day, ())), len(ours.get(day, ())))
        assert states.keys() == theirs.keys() | ours.keys()
        once = tree(content)
        joining.join(content, mine)
        assert tree(content) == once


@FEW
@given(fetched=FETCHED)
def test_what_both_say_changes_no_byte(fetched: Fetched) -> None:
    with folders() as (content, mine):
        store(content, fetched)
        store(mine, fetched)
        before = tree(content)
        joining.join(content, mine)
        assert tree(content) == before


@FEW
@given(fetched=FETCHED)
def test_a_copy_of_what_changed_is_all_of_its_days(fetched: Fetched) -> None:
    with folders() as (content, mine):
        store(content, fetched)
        counts: Sequence[str] = [path for path in tree(content) if path.endswith("counts.json")]
        joining.copy(content, counts, mine)
        assert all(read(mine, day) == read(content, day) for day in fetched)


def test_no_reading_of_either_is_lost_whoever_read_last() -> None:
    votes = {date(2026, 1, 5): 1, date(2026, 1, 6): 2, date(2026, 1, 9): 4}
    said = [Record(id=FIRST, title="A")]
    for split in range(2 ** len(votes)):
        with folders() as (content, mine):
            for at, (day, count) in enumerate(votes.items()):
                folder = mine if split >> at & 1 else content
                records.add(folder, SOURCE, DAYS[0], said, {FIRST: Reading(day, count)})
            joining.join(content, mine)
            found = records.read(content, SOURCE, DAYS[0], []).counts[FIRST]
        assert {each.date: each.votes for each in found} == votes


def test_what_a_newer_version_wrote_stays_whoever_has_it() -> None:
    with folders() as (content, mine):
        for folder, more in ((content, '"a": 1'), (mine, '"b": 2')):
            file = records.path_of(folder, SOURCE, DAYS[0])
            file.parent.mkdir(parents=True)
            file.write_text(f'{{{more}, "id": "{FIRST}", "title": "A"}}\n')
        joining.join(content, mine)
        line = records.path_of(content, SOURCE, DAYS[0]).read_text()
    assert line == f'{{"a": 1, "b": 2, "id": "{FIRST}", "title": "A"}}\n'


def test_what_is_known_of_sources_is_joined_too() -> None:
    with folders() as (content, mine):
        for folder, name, since, fetched in (
            (content, "a", DAYS[2], DAYS[0]),
            (mine, "b", DAYS[0], DAYS[1]),
        ):
            ledgers.write_head(folder, SOURCE, Ledger(since=since, fetched=fetched))
            ledgers.write_validators(
                folder, SOURCE, {fetched: {"x": Validator(etag=name)}, DAYS[2]: {}}
            )
            records.write_aliases(folder, [Alias(PaperId(f"title:{name * 12}"), FIRST)])
            mailed.write(folder, [Sent("digest", "both"), Sent("digest", name)])
        records.write_rejects(mine, SOURCE, DAYS[0], [Reject("broken", "{}")])
        joining.join(content, mine)
        ledger = ledgers.read(content, SOURCE, [])
        assert (ledger.since, ledger.fetched) == (DAYS[2], DAYS[1])
        assert set(ledgers.read_validators(content, SOURCE, [])) == {DAYS[0], DAYS[1]}
        assert len(records.aliases(content, [])) == 2
        assert [each.to for each in mailed.read(content)] == ["both", "a", "b"]
        assert records.days_with_rejects(content, SOURCE) == (DAYS[0],)


def test_what_a_settled_day_could_be_compared_by_does_not_come_back() -> None:
    with folders() as (content, mine):
        kept = {"x": Validator(etag="a")}
        ledgers.write_validators(content, SOURCE, {DAYS[0]: kept, DAYS[1]: kept})
        ledgers.write_validators(mine, SOURCE, {DAYS[1]: kept})
        settled = DayState(day=DAYS[0], state=State.PUBLISHED, got=1, settled=True)
        ledgers.write_days(mine, SOURCE, [settled])
        joining.join(content, mine)
        assert set(ledgers.read_validators(content, SOURCE, [])) == {DAYS[1]}
