"""Records: sorted lines that change only with the news, and that one broken line cannot spoil."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.exchange import Reject
from generator.model.frozen import replace
from generator.model.paper import Alias, Author, Organization, PaperId, Reading, Record, title_id
from generator.model.problem import Place, Problem
from generator.store import records
from generator.store.records import Listing

DAY = date(2025, 12, 12)
PATH = "records/huggingface/2025/2025-12-12.jsonl"
COUNTS = PATH.replace(".jsonl", ".counts.json")
ONE, TWO = PaperId("arxiv:2501.00001"), PaperId("arxiv:2501.00002")


def path_to(content: Path) -> Path:
    path = content / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def read(content: Path) -> tuple[Listing, list[Problem]]:
    problems: list[Problem] = []
    return records.read(content, "huggingface", DAY, problems), problems


def reading(day: int, votes: int | None = None, comments: int | None = None) -> Reading:
    return Reading(date(2025, 12, day), votes, comments)


TEXT = st.text(max_size=12)
AUTHORS = st.builds(Author, TEXT, TEXT, TEXT, st.booleans())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
RECORDS = st.builds(
    Record,
    id=st.sampled_from([PaperId(f"arxiv:2501.{number:05}") for number in range(4)]),
    title=TEXT,
    abstract=TEXT,
    authors=st.lists(AUTHORS, max_size=3).map(tuple),
    author_count=st.none() | st.integers(0, 3000),
    subjects=st.lists(TEXT, max_size=2).map(tuple),
    version=st.none() | st.integers(1, 9),
    withdrawn=st.booleans(),
    organization=st.none() | st.builds(Organization, TEXT),
    submitter=st.none() | AUTHORS,
    position=st.none() | st.integers(1, 50),
    extra=st.dictionaries(st.text(max_size=5), JSON, max_size=3),
)


@given(RECORDS)
def test_a_line_read_and_written_again_is_the_same(record: Record) -> None:
    line = records.line(record)
    assert line.count("\n") == 1
    line.encode()
    again = msgspec.json.decode(line, type=Record)
    assert records.line(again) == line
    assert again.id == record.id
    assert len(again.authors) == len(record.authors)


@given(st.lists(RECORDS, max_size=4), st.lists(RECORDS, max_size=4))
def test_a_file_read_and_written_again_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, first: list[Record], second: list[Record]
) -> None:
    content = tmp_path_factory.mktemp("site") / "content"
    stored = records.merged(Listing("huggingface", DAY), first, {ONE: reading(12, 0)})
    records.write(content, records.merged(stored, second, {TWO: reading(12, None, 3)}))
    raw = (content / PATH).read_bytes()
    again, problems = read(content)
    assert problems == []
    assert records.write(content, again) is False
    assert records.write(content, records.merged(again, again.records, {})) is False
    assert (content / PATH).read_bytes() == raw
    ids = [json.loads(line)["id"] for line in raw.decode().split("\n") if line]
    assert ids == sorted({record.id for record in (*first, *second)})


def test_a_line_holds_its_keys_sorted_and_nothing_empty() -> None:
    record = Record(
        id=ONE, title="Ünïted\u2028 \x00title", authors=(Author("Ada"), Author("Bo", hidden=True))
    )
    assert records.line(record) == (
        '{"authors": [{"name": "Ada"}, {"hidden": true, "name": "Bo"}], '
        '"id": "arxiv:2501.00001", "title": "Ünïted\u2028 title"}\n'
    )


def test_what_a_source_said_beyond_our_words_stays_as_it_said_it() -> None:
    extra: dict[str, object] = {
        "empty": "",
        "none": None,
        "no": False,
        "zero": 0,
        "list": [],
        "nan": float("nan"),
    }
    line = json.loads(records.line(Record(id=ONE, title="x", extra=extra)))
    assert line["extra"] == {**extra, "nan": None}


def test_a_name_that_is_empty_does_not_make_its_line_unreadable(tmp_path: Path) -> None:
    content = tmp_path / "content"
    found = records.merged(
        Listing("huggingface", DAY), [Record(id=ONE, title="", authors=(Author(""),))], {}
    )
    records.write(content, found)
    again, problems = read(content)
    assert problems == []
    assert again.records == found.records


def test_no_votes_are_kept_apart_from_votes_not_counted(tmp_path: Path) -> None:
    content = tmp_path / "content"
    found = records.merged(
        Listing("huggingface", DAY), [], {ONE: reading(12, 0), TWO: reading(12, None, 0)}
    )
    records.write(content, found)
    assert (content / COUNTS).read_text() == (
        '{\n"arxiv:2501.00001": [{"date": "2025-12-12", "votes": 0}],\n'
        '"arxiv:2501.00002": [{"comments": 0, "date": "2025-12-12"}]\n}\n'
    )
    again, _ = read(content)
    assert again.counts == {ONE: (reading(12, 0),), TWO: (reading(12, None, 0),)}


def test_an_answer_only_adds_or_says_a_thing_anew() -> None:
    old = records.merged(
        Listing("huggingface", DAY),
        [Record(id=ONE, title="One"), Record(id=TWO, title="Two")],
        {TWO: reading(12, 2)},
    )
    new = records.merged(old, [Record(id=ONE, title="One, again")], {})
    assert [record.title for record in new.records] == ["One, again", "Two"]
    assert new.counts == old.counts
    assert records.merged(old, [], {}) == old


def test_a_reading_is_added_where_the_counts_changed_and_a_day_has_one() -> None:
    found = Listing("huggingface", DAY)
    series: list[list[tuple[int, int | None]]] = []
    for day, votes in ((12, 3), (13, 3), (13, 5), (13, 6), (14, 6), (15, 9), (15, 6), (16, 0)):
        found = records.merged(found, [], {ONE: reading(day, votes)})
        series.append([(each.date.day, each.votes) for each in found.counts[ONE]])
    assert series == [
        [(12, 3)],
        [(12, 3)],
        [(12, 3), (13, 5)],
        [(12, 3), (13, 6)],
        [(12, 3), (13, 6)],
        [(12, 3), (13, 6), (15, 9)],
        [(12, 3), (13, 6)],
        [(12, 3), (13, 6), (16, 0)],
    ]


def test_an_id_made_from_a_title_gives_way_to_the_arxiv_id_with_its_counts() -> None:
    nameless = title_id("FuseChat: Fusion")
    old = records.merged(
        Listing("saved_page", DAY),
        [Record(id=nameless, title="FuseChat: Fusion")],
        {nameless: reading(12, None, 3)},
    )
    new = records.merged(old, [Record(id=ONE, title="Fusechat -- fusion")], {ONE: reading(14, 7)})
    assert [record.id for record in new.records] == [ONE]
    assert new.counts == {ONE: (reading(12, None, 3), reading(14, 7))}
    again = records.merged(new, [Record(id=nameless, title="FuseChat: Fusion")], {})
    assert [record.id for record in again.records] == [ONE]


def test_counts_of_both_ids_become_one_series() -> None:
    nameless = title_id("One")
    old = Listing(
        "saved_page",
        DAY,
        (Record(id=ONE, title="Uno"), Record(id=nameless, title="One")),
        {ONE: (reading(13, 5), reading(15, 8)), nameless: (reading(12, 1), reading(13, 2))},
    )
    new = records.merged(old, [Record(id=ONE, title="One")], {})
    assert new.counts == {ONE: (reading(12, 1), reading(13, 5), reading(15, 8))}


GOOD = b'{"id": "arxiv:2501.00001", "title": "One"}'
AFTER = b'{"id": "arxiv:2501.00002", "title": "Two"}'


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"[]",
        b"null",
        b"<<<<<<< HEAD",
        b'{"title": "No id"}',
        b'{"title": "no id"}',
        b'{"id": "arxiv:2501.00003", "title": 3}',
        b'{"id": "arxiv:2501.00003", "title": "x", "authors": [{}]}',
        b'{"id": "arxiv:2501.00003", "title": "x", "version": NaN}',
        b'{"id": "arxiv:2501.00003", "title": "x", "extra": {"a": NaN}}',
        b'{"id": "arxiv:2501.00003", "title": "x", "extra": {"a": 1e999}}',
        b'{"id": "arxiv:2501.00003", "title": "caf\xe9"}',
        b'{"id": "arxiv:2501.00003", "title": "\xed\xa0\x80"}',
        b'{"id": "arxiv:2501.00003", "title": "\\ud800"}',
        b'{"id": "arxiv:2501.00003", "title": "x", "extra": {"a": '
        + b"[" * 9**6
        + b"]" * 9**6
        + b"}}",
        b'{"id": "arxiv:2501.00003", "title": "x", "extra": {"a": ' + b"9" * 9000 + b"}}",
        b'{"id": "arxiv:2501.00003", "title": "x"} {}',
        b"\xef\xbb\xbf" + GOOD,
        b"\x00",
    ],
    ids=lambda broken: repr(broken[-40:]),
)
def test_a_broken_line_is_a_problem_and_the_others_are_read(tmp_path: Path, broken: bytes) -> None:
    path_to(tmp_path / "content").write_bytes(GOOD + b"\n\n" + broken + b"\n" + AFTER + b"\r\n")
    found, problems = read(tmp_path / "content")
    assert [record.id for record in found.records] == [ONE, TWO]
    (problem,) = problems
    assert str(problem.at) == f"content/{PATH}:3"
    assert problem.mend
    assert len(problem.what) < 200


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_conflict_is_told_once_and_both_sides_are_read(tmp_path: Path, end: bytes) -> None:
    lines = (b"<<<<<<< HEAD", GOOD, b"=======", AFTER, b">>>>>>> theirs", b"")
    path_to(tmp_path / "content").write_bytes(end.join(lines))
    found, (problem,) = read(tmp_path / "content")
    assert [record.id for record in found.records] == [ONE, TWO]
    assert str(problem).startswith(f"content/{PATH}:1: git left a conflict here; keep one of its")


def test_of_a_key_that_stands_twice_in_a_line_the_last_counts(tmp_path: Path) -> None:
    path_to(tmp_path / "content").write_bytes(
        b'{"id": "arxiv:2501.00001", "title": "a", "title": "b"}'
    )
    found, problems = read(tmp_path / "content")
    assert [record.title for record in found.records] == ["b"]
    assert problems == []


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b'{"a": [{}]}', b'{"a": 3}', b"\xff", b"[" * 9**6]
)
def test_counts_that_cannot_be_read_are_a_problem_and_cost_no_record(
    tmp_path: Path, broken: bytes
) -> None:
    path_to(tmp_path / "content").write_bytes(GOOD)
    (tmp_path / "content" / COUNTS).write_bytes(broken)
    found, problems = read(tmp_path / "content")
    assert [record.id for record in found.records] == [ONE]
    assert found.counts == {}
    assert [str(problem.at) for problem in problems] == [f"content/{COUNTS}"]


@pytest.mark.parametrize("other", ["2024/2025-12-12", "2026/2025-12-12", "2025/20251212"])
def test_a_file_that_nothing_reads_is_no_day_s_and_has_no_part_in_its_size(
    tmp_path: Path, other: str
) -> None:
    folder = records.folder_of(tmp_path, "manual")
    day = date(2025, 12, 12)
    file = records.path_of(tmp_path, "manual", day)
    file.parent.mkdir(parents=True)
    (folder / other).parent.mkdir(exist_ok=True)
    (folder / f"{other}.jsonl").touch()
    assert records.days(tmp_path, "manual") == ()
    file.write_text("{}\n")
    assert records.sizes(tmp_path, "manual") == {day: 3}


def test_days_are_those_of_files_that_are_named_for_one(tmp_path: Path) -> None:
    for name in ("2025/2025-12-12.jsonl", "2024/2024-02-29.jsonl", "2025/2025-12-12.counts.json"):
        path = tmp_path / "records/huggingface" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for name in ("2025-12-13.rejects.jsonl", "2025-02-30.jsonl", "notes.jsonl"):
        (tmp_path / "records/huggingface/2025" / name).touch()
    assert records.days(tmp_path, "huggingface") == (date(2024, 2, 29), DAY)
    assert records.days(tmp_path, "none") == ()


def test_a_day_without_a_file_is_empty(tmp_path: Path) -> None:
    found, problems = read(tmp_path)
    assert found == Listing("huggingface", DAY)
    assert problems == []


def test_rejects_are_kept_until_there_are_none(tmp_path: Path) -> None:
    rejects = [Reject("no title", "{b}"), Reject("no id", "")]
    path = tmp_path / PATH.replace(".jsonl", ".rejects.jsonl")
    records.write_rejects(tmp_path, "huggingface", DAY, rejects)
    assert path.read_text() == (
        '{"reason": "no id", "text": ""}\n{"reason": "no title", "text": "{b}"}\n'
    )
    assert records.days(tmp_path, "huggingface") == ()
    records.write_rejects(tmp_path, "huggingface", DAY, [])
    assert not path.exists()


def test_aliases_are_sorted_and_written_only_when_there_are_any(tmp_path: Path) -> None:
    content = tmp_path / "content"
    assert records.write_aliases(content, []) is False
    assert not content.exists()
    known = [Alias(TWO, title_id("b")), Alias(ONE, title_id("a"))]
    assert records.write_aliases(content, [*known, known[0]]) is True
    assert records.write_aliases(content, known[::-1]) is False
    problems: list[Problem] = []
    assert records.aliases(content, problems) == tuple(sorted(known, key=lambda alias: alias.was))
    path = content / "records/aliases.jsonl"
    path.write_text("nonsense\n" + path.read_text())
    assert records.aliases(content, problems) == tuple(sorted(known, key=lambda alias: alias.was))
    assert [str(problem.at) for problem in problems] == ["content/records/aliases.jsonl:1"]


def test_a_thinner_record_takes_nothing_away() -> None:
    paper = PaperId("arxiv:2601.00001")
    full = Record(
        id=paper, title="One", abstract="Long.", code="https://x.example/", extra={"a": 1}
    )
    thin = Record(id=paper, title="One, again", extra={"b": 2})
    old = records.Listing("huggingface", date(2026, 1, 5), (full,))
    (kept,) = records.merged(old, [thin], {}).records
    assert (kept.title, kept.abstract, kept.code) == ("One, again", "Long.", "https://x.example/")
    assert kept.extra == {"a": 1, "b": 2}


def test_a_second_reading_of_a_day_takes_no_count_away() -> None:
    found = records.merged(Listing("huggingface", DAY), [], {ONE: reading(12, 10, 2)})
    found = records.merged(found, [], {ONE: reading(12, None, 3)})
    assert found.counts[ONE] == (reading(12, 10, 3),)


def test_readings_by_a_clock_that_was_ahead_give_way_to_what_is_read_now() -> None:
    found = records.merged(Listing("huggingface", DAY), [], {ONE: reading(12, 10)})
    ahead = Reading(date(2999, 1, 1), votes=11)
    found = records.merged(found, [], {ONE: ahead})
    found = records.merged(found, [], {ONE: reading(13, 12)})
    assert found.counts[ONE] == (reading(12, 10), reading(13, 12))


def test_a_folder_in_the_place_of_a_file_is_told_and_costs_no_more(tmp_path: Path) -> None:
    path_to(tmp_path).mkdir(parents=True)
    listing, problems = read(tmp_path)
    assert listing.records == ()
    assert problems


NEWER = (
    b'{"authors": [{"name": "Ada", "orcid": "0"}], "id": "arxiv:2401.00001", "loom": {"warp": 3}}\n'
)


def written(content: Path, text: bytes) -> Path:
    path = records.path_of(content, "huggingface", date(2026, 1, 5))
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    return path


def test_a_key_that_a_newer_version_wrote_stays_when_its_paper_is_stored_anew(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, NEWER)
    name = PaperId("arxiv:2401.00001")
    for title in ("A Loom", "Another Loom"):
        record = Record(id=name, title=title)
        assert records.add(tmp_path, "huggingface", date(2026, 1, 5), [record], {})
        line = json.loads(path.read_text())
        assert (line["loom"], line["title"]) == ({"warp": 3}, title)


def things(line: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what has keys in a line: the record, then its authors, organization and submitter."""
    alone = (line[key] for key in ("organization", "submitter") if key in line)
    return [line, *line.get("authors", ()), *alone]


@given(RECORDS)
def test_keys_of_a_newer_version_stay_wherever_they_stand(record: Record) -> None:
    line = json.loads(records.line(record))
    for number, thing in enumerate(things(line)):
        thing["newer"] = number
    line[""] = {"name": ""}
    with TemporaryDirectory() as folder:
        content = Path(folder)
        path = path_to(content)
        path.write_text(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        assert records.add(content, "huggingface", DAY, [record], {}) is False
        other = Organization("Another Organization")
        anew = replace(record, authors=record.authors[::-1], organization=other)
        assert records.add(content, "huggingface", DAY, [anew], {}) is True
        again = json.loads(path.read_text())
    assert again.pop("organization") == {"name": other.name}
    assert again[""] == line[""]
    line.pop("organization", None)
    named = [
        sorted((each.get("name", ""), each["newer"]) for each in things(told))
        for told in (line, again)
    ]
    assert named[0] == named[1]


def test_a_key_that_no_field_is_for_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, b'{"extra": {"odd": 1}, "id": "arxiv:2401.00000"}\n' + NEWER + b"{\n")
    told = [*records.unknown_keys(tmp_path, "huggingface", date(2026, 1, 5))]
    file = path.relative_to(tmp_path.parent).as_posix()
    assert [(each.what, each.at) for each in told] == [
        ("unknown key 'loom': it stays", Place(file, 2)),
        ("unknown key 'orcid': it stays", Place(file, 2)),
    ]
