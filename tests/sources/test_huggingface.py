"""Hugging Face: what is asked, and what of every shape of answer is read or rejected."""

import copy
import gzip
import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.arxiv import FORM
from generator.model.exchange import Answer, Batch, Reject, Request, Unreadable
from generator.model.frozen import builtins
from generator.model.paper import Author, Organization, PaperId, Reading, Record
from generator.sources.huggingface import Source

ANSWERS = Path(__file__).resolve().parents[1] / "answers" / "huggingface"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")

DAY = date(2026, 2, 3)
FULL, SPARE = json.loads((ANSWERS / "2026.json").read_text(encoding="utf-8"))


def read(page: Any, day: date = DAY) -> Batch:  # noqa: ANN401 - any JSON
    """Read `page`, JSON or bytes, as the answer for `day`."""
    body = page if isinstance(page, bytes) else json.dumps(page).encode()
    return Source().read(Answer(Source().ask(day), body))


def changed(*path: str | int, to: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the full paper with one value changed."""
    listed = copy.deepcopy(FULL)
    inner = listed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    return listed


def test_it_asks_for_the_first_page_of_a_day() -> None:
    request = Source().ask(DAY)
    assert request.address == "https://huggingface.co/api/daily_papers"
    assert request.query == {"date": "2026-02-03", "limit": "100", "p": "0"}
    assert request.day == DAY


def test_it_asks_the_server_that_site_toml_names() -> None:
    request = Source(address="http://127.0.0.1:8000").ask(DAY)
    assert request.address == "http://127.0.0.1:8000/api/daily_papers"


def test_a_paper_of_2026_is_read_whole() -> None:
    batch = read([FULL])
    assert batch.rejects == ()
    assert batch.records == (
        Record(
            id=PaperId("arxiv:2602.04321"),
            title="Harbour: Mooring Agents with Three Ropes",
            abstract="Agents drift. We tie them to <think> and to two other bollards.",
            authors=(Author("Ilva Tórsdóttir", handle="ilvat"), Author("Bram Okonkwo-Lisle")),
            published="2026-02-01T23:30:00Z",
            organization=Organization("Quay Lab", "quay-lab"),
            code="https://github.com/example/harbour",
            project="https://harbour.example/#/ropes",
            media=("https://media.example/ropes.mp4",),
            submitter=Author("Nele Quist", handle="nquist"),
            summary="Three ropes keep an agent where it was put.",
            summary_model="example/summaries-1b",
            keywords=("agents", "mooring"),
            extra={
                "discussionId": "698000000000000000000005",
                "githubRepoAddedBy": "user",
                "isAuthorParticipating": False,
                "mediaUrls": ["/relative.png"],
            },
        ),
    )
    assert batch.readings == {"arxiv:2602.04321": Reading(DAY, votes=41, comments=2, stars=7)}


def test_a_paper_of_2024_keeps_the_tex_of_its_outer_title() -> None:
    batch = read((ANSWERS / "2024.json").read_bytes(), date(2024, 3, 12))
    assert batch.rejects == ()
    assert batch.records == (
        Record(
            id=PaperId("arxiv:2403.01234"),
            title="Lanterns$^2$: Counting Moths by Their Shadows",
            abstract="We count moths that nobody sees. "
            "A lantern, a sheet and 3times the patience suffice.",
            authors=(
                Author("Ottoline Brask", handle="obrask"),
                Author("Teun van Hazel", hidden=True),
            ),
            published="2024-03-11T11:46:12Z",
            media=("https://media.example/moths.png",),
        ),
    )


def test_an_inner_title_and_an_outer_abstract_will_do() -> None:
    listed = copy.deepcopy(FULL)
    del listed["title"], listed["paper"]["summary"]
    record = read([listed]).records[0]
    assert record.title.startswith("Harbour")
    assert record.abstract.startswith("Agents drift")


def test_the_submitter_and_the_organization_are_found_where_an_era_put_them() -> None:
    listed = copy.deepcopy(FULL)
    del listed["submittedBy"], listed["organization"], listed["paper"]["organization"]
    listed["submitterOrganization"] = {"name": "pier", "fullname": "Pier 9"}
    record = read([listed]).records[0]
    assert record.submitter == Author("Nele Quist", handle="nquist")
    assert record.organization == Organization("Pier 9", "pier")


def test_a_page_with_papers_is_followed_by_another() -> None:
    first = read([FULL, SPARE])
    assert first.next is not None
    assert first.next == Source().ask(DAY).asking(p="1")
    second = Source().read(Answer(first.next, b'["damaged"]'))
    assert second.next is not None
    assert second.next.query["p"] == "2"


def test_an_empty_page_is_the_last() -> None:
    assert read([]) == Batch()


def test_what_moves_by_itself_is_in_no_record() -> None:
    moved = copy.deepcopy(FULL)
    moved["paper"] |= {"upvotes": 1041, "githubStars": 8}
    moved["numComments"] = 99
    moved["submittedBy"]["followerCount"] = 13
    moved["submittedBy"]["isPro"] = True
    assert read([moved]).records == read([FULL]).records
    assert read([moved]).readings != read([FULL]).readings


def test_a_paper_without_counts_has_no_reading() -> None:
    listed = copy.deepcopy(SPARE)
    del listed["paper"]["upvotes"], listed["numComments"]
    batch = read([listed])
    assert len(batch.records) == 1
    assert batch.readings == {}


def test_a_count_that_is_absent_is_not_nought() -> None:
    assert read([SPARE]).readings == {"arxiv:2602.00007": Reading(DAY, votes=0, comments=0)}


def test_null_is_as_good_as_absent() -> None:
    listed = copy.deepcopy(SPARE)
    listed["paper"] |= {"organization": None, "githubRepo": None, "ai_keywords": None, "new": None}
    listed["submittedBy"] = None
    assert read([listed]).records == read([SPARE]).records


def test_keys_that_are_new_to_us_are_kept_where_they_stood() -> None:
    listed = changed("paper", "authors", 1, "orcid", to="0000-0000")
    listed["paper"]["models"] = [{"id": "example/rope"}]
    listed["badge"] = False
    extra = read([listed]).records[0].extra
    assert extra["paper"] == {
        "authors": {"1": {"orcid": "0000-0000"}},
        "models": [{"id": "example/rope"}],
    }
    assert extra["badge"] is False


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "harbour.example", "ftp://harbour.example", "http://", "https:// a b"],
)
def test_what_is_no_web_address_is_kept_aside(address: str) -> None:
    record = read([changed("paper", "projectPage", to=address)]).records[0]
    assert record.project == ""
    assert record.extra["projectPage"] == [address]


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2026-01-09T00:00:00.000Z", "2026-01-09T00:00:00Z"),
        ("2026-01-09T23:59:59Z", "2026-01-09T23:59:59Z"),
        ("2026-01-09T23:59:59.123456789-05:00", "2026-01-10T04:59:59Z"),
        ("2026-01-09", "2026-01-09"),
        ("2016-12-31T18:59:60.5-05:00", "2017-01-01T00:00:00Z"),
        ("2024-02-29T00:30:00+05:30", "2024-02-28T19:00:00Z"),
        (None, ""),
    ],
)
def test_the_date_of_publication_is_made_utc(given: str | None, published: str) -> None:
    assert read([changed("paper", "publishedAt", to=given)]).records[0].published == published


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ("{'paper': {'id': '2412.07730'}}", "expected a paper with its fields, not text"),
        (None, "expected a paper with its fields, not nothing"),
        ({}, f"paper.id is not an arXiv id: ''; {FORM}"),
        (
            changed("paper", "id", to="2613.00001"),
            f"paper.id is not an arXiv id: '2613.00001'; {FORM}",
        ),
        (changed("paper", to=[]), "paper must be a mapping, not a list"),
        (
            changed("paper", "id", to="not-a-paper"),
            f"paper.id is not an arXiv id: 'not-a-paper'; {FORM}",
        ),
        (changed("paper", "id", to=2602.04321), "paper.id must be text, not a number"),
        (changed("title", to=7), "title must be text, not a whole number"),
        (
            {"paper": {"id": "2602.04321", "title": " \n"}, "title": ""},
            "title is missing",
        ),
        (changed("paper", "authors", to="Ilva"), "paper.authors must be a list, not text"),
        (
            changed("paper", "authors", 1, to="Bram"),
            "paper.authors[1] must be a mapping, not text",
        ),
        (
            changed("paper", "authors", 1, "name", to=7),
            "paper.authors[1].name must be text, not a whole number",
        ),
        (changed("paper", "authors", 1, "name", to=" "), "paper.authors[1].name is missing"),
        (
            changed("paper", "authors", 1, "hidden", to="no"),
            "paper.authors[1].hidden must be true or false, not text",
        ),
        (changed("paper", "upvotes", to="41"), "paper.upvotes must be a whole number, not text"),
        (
            changed("paper", "upvotes", to=True),
            "paper.upvotes must be a whole number, not true or false",
        ),
        (changed("numComments", to=2.5), "numComments must be a whole number, not a number"),
        (changed("paper", "githubRepo", to=["a"]), "paper.githubRepo must be text, not a list"),
        (
            changed("paper", "ai_keywords", to=["agents", 2]),
            "paper.ai_keywords[1] must be text, not a whole number",
        ),
        (
            changed("paper", "publishedAt", to="2026-02-30T00:00:00Z"),
            "paper.publishedAt is not a date: '2026-02-30T00:00:00Z'",
        ),
        (
            changed("paper", "publishedAt", to="0001-01-01T00:00:00+14:00"),
            "paper.publishedAt is not a date: '0001-01-01T00:00:00+14:00'",
        ),
        (
            changed("paper", "publishedAt", to="2026-01-09T12:30:00+24:00"),
            "paper.publishedAt is not a date: '2026-01-09T12:30:00+24:00'",
        ),
        (
            changed("paper", "publishedAt", to="2026-01-09T12:30:00"),
            "paper.publishedAt is not a date: '2026-01-09T12:30:00'",
        ),
        (
            changed("paper", "publishedAt", to="yesterday"),
            "paper.publishedAt is not a date: 'yesterday'",
        ),
        (
            changed("paper", "submittedOnDailyAt", to="2026-02-04T00:00:00Z"),
            "listed on 2026-02-04, not on 2026-02-03",
        ),
        (changed("paper", "title", to="half \ud83d"), "holds half a surrogate pair"),
        (changed("new", to=float("nan")), "holds a number too large, or none"),
        (changed("new", to=float("inf")), "holds a number too large, or none"),
        (changed("new", to=2**70), "holds a number too large, or none"),
    ],
)
def test_a_damaged_paper_is_rejected_with_its_reason(listed: object, reason: str) -> None:
    batch = read([listed, SPARE])
    assert [reject.reason for reject in batch.rejects] == [reason]
    assert [record.title for record in batch.records] == ["Untitled Drawer"]


def on(day: str, paper: str = "2602.04321") -> Any:  # noqa: ANN401 - any JSON
    """Return a paper listed on a day."""
    listed = changed("paper", "submittedOnDailyAt", to=f"{day}T00:00:00.000Z")
    listed["paper"]["id"] = paper
    return listed


def test_another_days_list_is_unreadable_and_the_day_is_named() -> None:
    with pytest.raises(Unreadable, match="this is the list of 2026-02-04, not of 2026-02-03"):
        read([on("2026-02-04"), on("2026-02-04", "2602.00001")])


@pytest.mark.parametrize("other", [on("2026-02-05", "2602.00001"), SPARE, None])
def test_a_paper_of_another_day_is_rejected_alone(other: object) -> None:
    batch = read([on("2026-02-04"), other])
    assert "listed on 2026-02-04, not on 2026-02-03" in [each.reason for each in batch.rejects]
    assert len(batch.records) + len(batch.rejects) == 2


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_time_is_another_day(day: str) -> None:
    assert read([on(day), SPARE]).rejects[0].reason == f"listed on {day}, not on 2026-02-03"
    week = Source().checks([DAY])[0]
    body = json.dumps([on(day)]).encode()
    assert Source().read(Answer(week, body)).days == {"arxiv:2602.04321": date.fromisoformat(day)}


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2026-02-05T23:59:59Z", "2026-02-05T23:59:59Z"),
        ("2026-02-06T00:00:00Z", ""),
        ("9999-12-31", ""),
    ],
)
def test_a_paper_that_is_yet_to_be_published_is_read_and_the_date_kept_aside(
    given: str, published: str
) -> None:
    record = read([changed("paper", "publishedAt", to=given)]).records[0]
    assert record.published == published
    assert record.extra.get("publishedAt", "") == ("" if published else given)


def test_a_leap_second_is_the_instant_after() -> None:
    listed = changed("paper", "publishedAt", to="2016-12-31T23:59:60Z")
    assert read([listed]).records[0].published == "2017-01-01T00:00:00Z"


def test_a_paper_may_have_ten_thousand_authors() -> None:
    batch = read([changed("paper", "authors", to=[{"name": f"A. {n}"} for n in range(10_000)])])
    assert len(batch.records[0].authors) == 10_000


def test_an_abstract_of_a_megabyte_is_rejected_and_the_rest_is_read() -> None:
    batch = read([changed("paper", "summary", to="o" * 2**20), SPARE])
    reason = "holds a text of 1,048,576 characters; 200,000 are the most"
    assert [reject.reason for reject in batch.rejects] == [reason]
    assert len(batch.records) == 1


def test_a_key_that_stands_twice_is_rejected() -> None:
    twice = json.dumps(FULL).replace('"upvotes":', '"upvotes": 7, "upvotes":').encode()
    batch = read(b"[" + twice + b", " + json.dumps(SPARE).encode() + b"]")
    reason = "holds a key that stands twice in one mapping"
    assert [reject.reason for reject in batch.rejects] == [reason]
    assert len(batch.records) == 1


@pytest.mark.parametrize(
    ("check", "days", "queries"),
    [
        ("week", ["2026-01-12", "2026-01-05", "2026-01-11"], ["week=2026-W02", "week=2026-W03"]),
        ("week", ["2025-12-29", "2026-01-01"], ["week=2026-W01"]),
        (
            "week",
            ["2026-12-27", "2026-12-28", "2027-01-01"],
            ["week=2026-W52", "month=2026-12", "month=2027-01"],
        ),
        ("month", ["2026-01-31", "2026-02-01", "2026-02-02"], ["month=2026-01", "month=2026-02"]),
        ("", ["2026-01-12"], []),
        ("week", [], []),
    ],
)
def test_days_are_checked_by_weeks_and_months_that_the_api_knows(
    check: str, days: list[str], queries: list[str]
) -> None:
    requests = Source(check=check).checks([date.fromisoformat(day) for day in days])
    asked = [dict([query.split("=")]) | {"limit": "100", "p": "0"} for query in queries]
    assert [request.query for request in requests] == asked
    assert all(request.day is None for request in requests)
    assert all(request.address.endswith("/api/daily_papers") for request in requests)


def test_a_list_over_several_days_tells_the_day_of_each_paper_and_counts_nothing() -> None:
    week = Source().checks([DAY])[0]
    body = json.dumps([on("2026-02-02"), on("2026-02-03", "2602.00001"), SPARE]).encode()
    batch = Source().read(Answer(week, body))
    assert len(batch.records) == 3
    assert batch.days == {"arxiv:2602.04321": date(2026, 2, 2), "arxiv:2602.00001": DAY}
    assert batch.readings == {}
    assert batch.next == week.asking(p="1")


def test_what_cannot_be_checked_by_is_refused() -> None:
    with pytest.raises(ValueError, match="'check' must be"):
        Source(check="year")


LINKED = {
    "id": "2602.04321",
    "title": "Harbour",
    "linkedModels": [{"id": "quay/loom-7b", "likes": 3}, {"id": "quay/loom-7b"}, {"id": "rope"}],
    "linkedDatasets": [{"id": "quay/knots"}, {"id": "../../etc"}, {"id": "a b"}, {}],
    "linkedSpaces": [],
    "numTotalModels": 12,
    "numTotalDatasets": 1,
}


def linked(fields: object) -> Batch:
    """Read `fields`, JSON or bytes, as the details of a paper."""
    request = Source(details=True).detail(PaperId("arxiv:2602.04321"), DAY)
    assert request
    body = fields if isinstance(fields, bytes) else json.dumps(fields).encode()
    return Source().read(Answer(request, body))


def test_details_are_asked_for_if_somebody_wants_them() -> None:
    paper = PaperId("arxiv:2602.04321")
    assert Source().detail(paper, DAY) is None
    source = Source(details=True, address="http://127.0.0.1:8000")
    assert source.detail(PaperId("title:0123456789ab"), DAY) is None
    request = source.detail(paper, DAY)
    assert request
    assert request.address == "http://127.0.0.1:8000/api/papers/2602.04321"
    assert request.day == DAY


def test_details_tell_what_is_linked_to_a_paper_and_nothing_else() -> None:
    assert linked(LINKED) == Batch(
        (
            Record(
                id=PaperId("arxiv:2602.04321"),
                models=("quay/loom-7b",),
                datasets=("quay/knots",),
                extra={"numTotalModels": 12, "numTotalDatasets": 1},
            ),
        )
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ([], "expected the details of a paper; the answer is a list"),
        ({"error": "Paper not found"}, 'error: "Paper not found"'),
        ({}, "id is not an arXiv id: ''"),
        ({"id": "2602.04321", "linkedModels": {}}, "linkedModels must be a list, not a mapping"),
        ({"id": "x" * 100_000}, "id is not an arXiv id"),
        (b"<html>", "the answer is HTML"),
        (b"", "not JSON"),
    ],
)
def test_details_of_another_sort_are_unreadable(fields: object, reason: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)) as raised:
        linked(fields)
    assert len(str(raised.value)) <= 2000


@pytest.mark.parametrize(
    "link",
    [
        *("harbour-7b", "../..", "quay/..", "quay/", "/harbour", "a/b/c", "quay/harbour 7b"),
        *("quay/hárbour", "quay/\uff17b", "quay/harbour\n", "javascript:a/b", "quay/\ud83d", ""),
        *(7, None, ["quay/harbour"]),
    ],
)
def test_what_has_no_handle_is_not_linked(link: object) -> None:
    links = [{"id": link}, link, {}, {"id": "quay/harbour"}]
    (record,) = linked({"id": "2602.04321", "linkedModels": links}).records
    assert record.models == ("quay/harbour",)


def test_nothing_but_what_is_linked_can_spoil_details() -> None:
    odd = {
        "summary": "half \ud83d",
        "upvotes": float("nan"),
        "publishedAt": 7,
        "title": "o" * 2**20,
    }
    assert linked({**LINKED, **odd}) == linked(LINKED)
    assert linked({**LINKED, "numTotalSpaces": 10**30}) == linked(LINKED)
    assert linked({**LINKED, "numTotalSpaces": "7"}) == linked(LINKED)


def test_a_list_is_no_details_wherever_its_server_stands() -> None:
    mirror = Source(address="http://127.0.0.1:8000/api/papers/mirror")
    body = json.dumps([FULL]).encode()
    assert mirror.read(Answer(mirror.ask(DAY), body)).records == read(body).records


@pytest.mark.parametrize(
    "identity",
    [
        *("../2602.04321", "2602.04321/..", "2602.04321\nx", "２602.04321"),
        *("2602.0432١", "2602.04321 2602.04322", "", " ", "..", "2602.043210", "%32602.04321"),
    ],
)
def test_an_id_that_is_none_is_rejected(identity: str) -> None:
    batch = read([changed("paper", "id", to=identity), SPARE])
    assert [record.id for record in batch.records] == ["arxiv:2602.00007"]
    assert batch.rejects[0].reason.startswith("paper.id is not an arXiv id")


def test_a_key_that_stands_twice_is_rejected_and_stays_so() -> None:
    body = json.dumps(FULL)
    for first in ('"title": "Harbour?", ', '"title": null, '):
        for start in ("{", '{"paper": {'):
            twice = body.replace(start, start + first, 1)
            batch = read(f"[{twice}, {json.dumps(SPARE)}]".encode())
            (reject,) = batch.rejects
            assert reject.reason == "holds a key that stands twice in one mapping"
            assert json.loads(reject.text) == FULL
            assert len(batch.records) == 1
            assert reject.text.count('"title": ') == twice.count('"title": ')
            assert read(Source.again(reject.text)).rejects == (reject,)


def test_what_no_record_can_hold_is_kept_as_it_came() -> None:
    for odd in ("NaN", "-Infinity", "7" * 500, '"\\udc00 \\ud83d"', "[" * 100 + "]" * 100):
        (reject,) = read(f'[{{"new": {odd}}}]'.encode()).rejects
        assert reject.text == f'{{"new": {odd}}}'
        assert read(Source.again(reject.text)).rejects == (reject,)


@pytest.mark.parametrize("levels", [200, 500, 900, 1000, 1500, 10_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_any_depth_is_rejected_or_unreadable(levels: int, opening: bytes, closing: bytes) -> None:
    deep = b'{"new": ' + opening * levels + b"1" + closing * levels + b"}"
    try:
        batch = read(b"[" + deep + b", " + json.dumps(SPARE).encode() + b"]")
    except Unreadable as unreadable:
        assert str(unreadable) == "the answer is nested too deeply"  # noqa: PT017 - either will do
        assert levels > 900
    else:
        assert [each.reason for each in batch.rejects] == ["nested deeper than 32 levels"]
        assert len(batch.records) == 1
        assert read(Source.again(batch.rejects[0].text)).rejects == batch.rejects


def test_numbers_of_any_length_and_any_depth_are_rejected_alone() -> None:
    long = b'{"paper": {"upvotes": ' + b"9" * 5000 + b"}}"
    deep = b'{"new": ' + b"[" * 200 + b"]" * 200 + b"}"
    batch = read(b"[" + long + b", " + deep + b", " + json.dumps(SPARE).encode() + b"]")
    assert [reject.reason for reject in batch.rejects] == [
        "holds a number too large, or none",
        "nested deeper than 32 levels",
    ]
    assert len(batch.records) == 1


def test_a_reject_keeps_the_whole_paper_so_that_it_can_be_read_again() -> None:
    damaged = changed("paper", "title", to="half \ud83d " + "long " * 1000)
    damaged["paper"]["authors"] = [{"name": "Ilva"}] * 1000
    (reject,) = read([damaged]).rejects
    reject.text.encode()
    assert read(Source.again(reject.text)).rejects == (reject,)
    mended = reject.text.replace("\\ud83d", "a pair")
    assert read(Source.again(mended)).records[0].title.startswith("Harbour")


def test_a_reject_keeps_no_more_than_a_million_characters() -> None:
    (reject,) = read(["\ud83d" * 400_000]).rejects
    assert len(reject.text) == 1_000_000
    reject.text.encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not JSON"),
        (b"<!doctype html><title>502 Bad Gateway</title>", "the answer is HTML"),
        (b'[{"paper": {"id": "2602.0', "not JSON"),
        (b'{"error": "No such page."}', 'error: "No such page."'),
        (b'{"status": "success", "data": []}', "the answer is a mapping"),
        (b"7", "the answer is a whole number"),
        (b"null", "the answer is nothing"),
        (b'["\xff"]', "not UTF-8"),
        (b'["\xed\xa0\x80"]', "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_an_answer_that_is_no_list_is_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)):
        read(body)


numbers = st.integers() | st.floats() | st.sampled_from([2**53, 2**53 + 1, -(2**64)])
words = st.text(max_size=20) | st.sampled_from(["\ud800", "2602.04321", "2026-02-03T00:00:00Z"])
keys = st.sampled_from(["paper", "id", "title", "authors", "name", "user"]) | words
anything = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - any JSON
    """Return the path of every value within the full paper."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[tuple[str | int, ...]] = []
    for key, each in inner:
        found.append((*path, key))
        if isinstance(each, dict | list):
            found.extend(paths(each, (*path, key)))
    return found


def assert_storable(batch: Batch, papers: int) -> None:
    """Every paper is a record or a reject, and every record can be written as UTF-8 JSON."""
    assert len(batch.records) + len(batch.rejects) == papers
    for record in batch.records:
        assert record.title
        text = json.dumps(builtins(record), ensure_ascii=False, allow_nan=False)
        assert json.loads(text.encode())["id"] == record.id
    for reject in batch.rejects:
        assert reject.reason
        f"{reject.reason}{reject.text}".encode()


@settings(max_examples=60)
@given(st.lists(anything, max_size=3))
def test_any_json_in_place_of_papers_is_read_or_rejected(page: list[Any]) -> None:
    assert_storable(read(page), len(page))


@settings(max_examples=150)
@given(st.sampled_from(paths(FULL)), anything)
def test_any_json_in_place_of_a_field_is_read_or_rejected(
    path: tuple[str | int, ...], value: object
) -> None:
    assert_storable(read([changed(*path, to=value), SPARE]), 2)


@settings(max_examples=60)
@given(st.binary(max_size=60) | anything.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_unreadable(body: bytes) -> None:
    try:
        batch = read(body)
    except Unreadable as unreadable:
        assert str(unreadable)  # noqa: PT017 - either way will do
    else:
        assert_storable(batch, len(json.loads(body)))


@settings(max_examples=60)
@given(anything)
def test_any_json_in_place_of_details_is_read_or_unreadable(fields: object) -> None:
    for body in (fields, {**LINKED, "linkedModels": fields}, {**LINKED, "id": fields}):
        try:
            assert linked(body).records[0].id.startswith("arxiv:")
        except Unreadable as unreadable:
            assert str(unreadable)  # noqa: PT017 - either way will do


GOOD = json.dumps([FULL, SPARE], ensure_ascii=False).encode()


@settings(max_examples=200)
@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 40),
    st.binary(max_size=8) | st.sampled_from([b"[" * 2000, b"NaN", b'"id":', b"\\ud800", b"\xed"]),
    st.booleans(),
)
def test_a_mutilated_answer_is_read_or_unreadable(
    start: int,
    length: int,
    instead: bytes,
    cut: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    body = GOOD[:start] + instead + (b"" if cut else GOOD[start + length :])
    for request in (Source().ask(DAY), *Source().checks([DAY])):
        try:
            batch = Source().read(Answer(request, body))
        except Unreadable as unreadable:
            assert str(unreadable)  # noqa: PT017 - either way will do
        else:
            assert_storable(batch, len(json.loads(body)))
            for reject in batch.rejects:
                text = read_again(reject.text, request)
                assert text in (None, reject)


def read_again(text: str, request: Request) -> Reject | None:
    """Return the reject of a text that was set aside; None where it is none by itself."""
    try:
        (reject,) = Source().read(Answer(request, Source.again(text))).rejects
    except Unreadable as unreadable:  # a single paper that was listed on another day
        assert "list of" in str(unreadable)  # noqa: PT017 - the only way to be so
        return None
    return reject


def day_of(path: Path) -> date:
    found = re.search(r"date-(\S{10})", path.name)
    return date.fromisoformat(found[1] if found else "2026-06-12")  # the day of the other's papers


@needs_shared
def test_every_recorded_shape_of_the_api_is_read() -> None:
    answers = sorted((SHARED / "recorded" / "hf_api").iterdir())
    assert answers
    for path in answers:
        papers = json.loads(path.read_bytes())
        batch = read(path.read_bytes(), day_of(path))
        assert batch.rejects == ()
        assert len(batch.records) == len(batch.readings) == len(papers)
        assert {key for record in batch.records for key in record.extra} <= {
            *("discussionId", "githubRepoAddedBy", "isAuthorParticipating")
        }


@needs_shared
def test_recorded_damage_is_rejected_or_unreadable() -> None:
    odd = SHARED / "recorded" / "hf_api_odd"
    for name, papers in (("2024-12-11", 26), ("2025-01-03", 18)):
        batch = read((odd / f"daily_papers_date-{name}.json").read_bytes())
        assert not batch.records
        assert [reject.reason for reject in batch.rejects] == [
            "expected a paper with its fields, not text"
        ] * papers
    with pytest.raises(Unreadable, match="the answer is a mapping"):
        read((odd / "daily_papers_date-2025-01-10.json").read_bytes())
    with pytest.raises(Unreadable, match="can't find the page you are looking for"):
        read((odd / "error_404_page_not_found.json").read_bytes())


@needs_shared
def test_all_8689_papers_of_two_years_are_read() -> None:
    days: dict[str, list[Any]] = defaultdict(list)
    with gzip.open(SHARED / "hf_daily_papers_api.jsonl.gz") as lines:
        for line in lines:
            row = json.loads(line)
            days[row["date"]].append(row["item"])
    read_in_all = 0
    for day, papers in days.items():
        batch = read(papers, date.fromisoformat(day))
        assert batch.rejects == ()
        assert len({record.id for record in batch.records}) == len(papers)
        assert all(record.published.endswith("Z") for record in batch.records)
        codes = [paper["paper"].get("githubRepo") for paper in papers]
        assert [bool(record.code) for record in batch.records] == [bool(code) for code in codes]
        read_in_all += len(papers)
    assert read_in_all == 8689
