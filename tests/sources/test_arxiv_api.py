"""The arXiv API: what is asked by id and by day, and what of its Atom is read or rejected."""

import json
import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.exchange import Answer, Batch, Request, Unreadable
from generator.model.paper import Author, PaperId, Record
from generator.sources.arxiv_api import Source

ANSWERS = Path(__file__).resolve().parents[1] / "answers" / "arxiv_api"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")

DAY = date(2026, 2, 3)
SEARCH = (ANSWERS / "search.xml").read_text(encoding="utf-8")
HEAD = SEARCH[: SEARCH.index("<entry>")]


def read(text: str | bytes, request: Request | None = None) -> Batch:
    body = text if isinstance(text, bytes) else text.encode()
    source = Source(batch=2)
    return source.read(Answer(request or source.ask(DAY), body))


def entry(abstract: str = "We count moths.", comment: str = "", page: str = "2602.04321v1") -> str:
    """Return a feed of one small entry."""
    return (
        f"{HEAD}<entry><id>http://arxiv.org/abs/{page}</id><title>Moths</title>"
        f"<summary>{escape(abstract)}</summary>"
        f"<arxiv:comment>{escape(comment)}</arxiv:comment></entry></feed>"
    )


def ids(*papers: str) -> Sequence[PaperId]:
    return [PaperId(paper) for paper in papers]


def test_known_papers_are_asked_for_by_their_arxiv_ids() -> None:
    known = ids("arxiv:2401.01234", "title:0123456789ab", "arxiv:astro-ph/0601001")
    request = Source().ask(DAY, known)
    assert request.address == "https://export.arxiv.org/api/query"
    assert request.query == {"id_list": "2401.01234,astro-ph/0601001", "max_results": "2"}
    assert request.day == DAY


def test_what_is_no_category_is_refused() -> None:
    with pytest.raises(ValueError, match="'csCL' is no arXiv category"):
        Source(list=True, categories=("cs.LG", "csCL"))


def test_no_more_papers_are_asked_for_than_one_request_may() -> None:
    known = ids(*(f"arxiv:2401.{number:05}" for number in range(500)))
    query = Source(batch=3).ask(DAY, known).query
    assert query == {"id_list": "2401.00000,2401.00001,2401.00002", "max_results": "3"}


def test_a_day_is_searched_by_submission_in_the_categories_of_site_toml() -> None:
    source = Source(address="http://127.0.0.1:8000", categories=("cs.CL", "cs.LG"), batch=50)
    request = source.ask(DAY)
    assert request.address == "http://127.0.0.1:8000/api/query"
    assert request.query == {
        "search_query": "(cat:cs.CL OR cat:cs.LG) AND submittedDate:[202602030000 TO 202602032359]",
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
        "start": "0",
        "max_results": "50",
    }


def test_a_whole_archive_is_searched_with_the_categories_in_it() -> None:
    query = Source(list=True, categories=("math", "hep-th", "cs.CL")).ask(DAY).query
    within = "cat:math OR cat:math.* OR cat:hep-th OR cat:hep-th.* OR cat:cs.CL"
    assert query["search_query"].startswith(f"({within}) AND ")


def test_a_day_is_searched_everywhere_if_no_category_is_named() -> None:
    query = Source().ask(DAY).query
    assert query["search_query"] == "submittedDate:[202602030000 TO 202602032359]"


def test_entries_are_read_whole() -> None:
    batch = read(SEARCH)
    assert batch.rejects == ()
    assert batch.readings == {}
    assert batch.records == (
        Record(
            id=PaperId("arxiv:2602.04321"),
            title="Harbour: Mooring $n$ Agents with Three Ropes",
            abstract=r"Agents drift & are lost. We tie them to \texttt{<think>}, "
            r"with $k \leq 3$ ropes.",
            authors=(
                Author("QUAY"),
                Author("Ilva Tórsdóttir", affiliation="Quay Lab; Harbour School"),
            ),
            subjects=("cs.CL", "cs.MA"),
            published="2026-02-01T23:30:00Z",
            updated="2026-02-05T08:18:33Z",
            version=3,
            comment="9 pages, 2 knots",
            doi="10.0000/mooring.2026.4",
            journal="J. Invented Moorings 4 (2026) 1-9",
        ),
        Record(
            id=PaperId("arxiv:astro-ph/0612999"),
            title="Moths near Invented Stars",
            abstract="This paper has been withdrawn by the author, who found that they were lamps.",
            authors=(Author("Ottoline Brask"),),
            subjects=("astro-ph",),
            published="2006-01-02T00:00:00Z",
            updated="2006-01-02T00:00:00Z",
            version=1,
            withdrawn=True,
        ),
    )


def test_a_search_goes_on_after_the_entries_read_until_all_are() -> None:
    first = read(SEARCH)
    assert first.next == Source(batch=2).ask(DAY).asking(start="2")
    second = read(SEARCH, first.next)
    assert second.next is not None
    assert second.next.query["start"] == "4"
    assert read(SEARCH, second.next).next is None


def test_a_search_with_strange_totals_ends() -> None:
    for total in ("", "-5", "many", "9" * 5000):
        strange = SEARCH.replace(">5</opensearch:total", f">{total}</opensearch:total")
        assert strange != SEARCH
        assert read(strange).next is None


def test_a_search_counts_the_papers_that_it_finds() -> None:
    assert read(SEARCH).total == 5
    request = Source().ask(DAY, ids("arxiv:2602.04321"))
    assert read(SEARCH, request).total is None


def test_papers_asked_for_by_id_come_in_one_answer() -> None:
    request = Source().ask(DAY, ids("arxiv:2602.04321", "arxiv:2602.04322"))
    assert len(read(SEARCH, request).records) == 2
    assert read(SEARCH, request).next is None


def test_ids_that_arxiv_does_not_have_are_no_error() -> None:
    none = HEAD.replace(">5</opensearch:total", ">0</opensearch:total") + "</feed>"
    assert read(none) == Batch(total=0)


def test_a_page_that_should_hold_papers_and_does_not_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="counts 5 papers and gives none after the first 0"):
        read(HEAD + "</feed>")


def test_an_error_of_arxiv_is_unreadable_in_its_own_words() -> None:
    with pytest.raises(Unreadable, match="incorrect id format for lantern"):
        read((ANSWERS / "error.xml").read_bytes())


BOMB = """<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>"""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not XML"),
        (b"Rate exceeded.", "not XML"),
        (b"<!doctype html><title>502 Bad Gateway</title>", "declares <!doctype"),
        (b"<html><body>Sorry</body></html>", "the answer is <html>"),
        (b"<rss version='2.0'/>", "the answer is <rss>"),
        (SEARCH.encode()[:900], "not XML"),
        (SEARCH.encode("latin-1"), "not UTF-8"),
        (BOMB.encode(), "declares <!DOCTYPE"),
        (BOMB.encode("utf-16"), "not UTF-8"),
        (BOMB.encode("utf-16-le"), "not XML"),
        (BOMB.encode("utf-16-be"), "not XML"),
        (BOMB.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16-le"), "not XML"),
        (BOMB.replace('"1.0"', '"1.0" encoding="utf-7"').replace("<!", "+ADwAIQ-").encode(), "not"),
        (b"<feed><!ENTITY a 'b'></feed>", "declares <!ENTITY"),
        (b"<feed>" * 100_000, "not XML"),
        (SEARCH.replace("Moths near", "&#xD800;").encode(), "not XML"),
    ],
)
def test_what_is_no_atom_feed_is_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)):
        read(body)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("/abs/2602.04321v3", "/abs/lantern", "id is not that of an arXiv paper: 'http://"),
        ("<id>http://arxiv.org/abs/2602.04321v3</id>", "", "id is not that of an arXiv paper: ''"),
        ("<title>Harbour: Mooring $n$ Agents\n  with Three Ropes</title>", "", "title is missing"),
        ("2026-02-01T23:30:00Z", "2026-02-31T23:30:00Z", "published is not a date: '2026-02-31"),
        ("2026-02-05T08:18:33Z", "soon", "updated is not a date: 'soon'"),
    ],
)
def test_a_damaged_entry_is_rejected_with_its_reason(old: str, new: str, reason: str) -> None:
    assert old in SEARCH
    batch = read(SEARCH.replace(old, new))
    assert [record.title for record in batch.records] == ["Moths near Invented Stars"]
    assert [reject.reason.startswith(reason) for reject in batch.rejects] == [True]
    again = Source.again(batch.rejects[0].text)
    assert Source().read(Answer(Request("", day=DAY), again)).rejects == batch.rejects


def test_a_rejected_entry_is_kept_whole_so_that_it_can_be_read_again() -> None:
    damaged = SEARCH.replace("/abs/2602.04321v3", "/abs/lantern")
    mended = read(damaged).rejects[0].text.replace("lantern", "2602.04321v3")
    again = Source().read(Answer(Request("", day=DAY), Source.again(mended)))
    assert again == Batch(read(SEARCH).records[:1])


def test_an_abstract_of_a_megabyte_is_rejected_and_the_rest_is_read() -> None:
    batch = read(SEARCH.replace("Agents drift", "o" * 2**20))
    assert [reject.reason[:12] for reject in batch.rejects] == ["summary has "]
    assert len(batch.records) == 1


def test_an_entry_may_have_ten_thousand_authors() -> None:
    many = SEARCH.replace(
        "<author>", "<author><name>A. Quay</name></author>" * 10_000 + "<author>", 1
    )
    assert len(read(many).records[0].authors) == 10_002


def test_a_leap_second_is_the_instant_after() -> None:
    leap = SEARCH.replace("2026-02-01T23:30:00Z", "2016-12-31T23:59:60Z")
    assert read(leap).records[0].published == "2017-01-01T00:00:00Z"


@pytest.mark.parametrize("depth", [1000, 100_000])
def test_an_entry_of_any_depth_is_rejected_alone(depth: int) -> None:
    deep = f"{HEAD}<entry>{'<a>' * depth}{'</a>' * depth}</entry></feed>"
    (kept,) = read(deep).rejects
    assert kept.text.count("<a>") == depth
    assert read(Source.again(kept.text)).rejects == (kept,)


def test_of_several_dois_the_first_is_the_papers_and_all_are_kept() -> None:
    several = "10.0000/mooring.2026.4, 10.0001/S1,2;B 10.0002/x"
    record = read(SEARCH.replace("10.0000/mooring.2026.4", several)).records[0]
    assert record.doi == "10.0000/mooring.2026.4"
    assert record.extra == {"dois": several}


def test_an_id_without_a_version_is_read() -> None:
    record = read(entry(page="math.GT/0309136")).records[0]
    assert record.id == "arxiv:math/0309136"
    assert record.version is None


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to a crucial error in equation 3",
        "This submission has been withdrawn by arXiv administrators due to inappropriate text",
        "Paper withdrawn",
        "12 pages, 3 figures. This article has been temporarily withdrawn",
        "The manuscript was withdrawn because of an error in the proof of Lemma 2",
        "14 pages; paper is withdrawn due to overlap with earlier work",
        "Withdrawn",
        "withdrawn by the authors",
        "WITHDRAWN: the main theorem is false",
        "8 pages (withdrawn)",
        "This work has been withdrawn from arXiv at the request of the funder",
        "This preprint has been withdrawn",
        "This version withdrawn by arXiv administrators because of a claim of copyright",
        "The paper is being withdrawn by the authors",
        "this article has already been withdrawn",
        "The authors have withdrawn this paper due to a gap in Lemma 2",
        "12 pages. I withdraw this paper",
        "The author has decided to withdraw the manuscript",
    ],
)
def test_a_comment_says_that_a_paper_is_withdrawn(comment: str) -> None:
    assert read(entry(comment=comment)).records[0].withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "12 pages, 3 figures",
        "Withdrawn from the proceedings, now 14 pages",
        "This paper was withdrawn from a workshop and extended",
        "Dataset of 400 withdrawn papers at https://withdrawn.example",
        "Section 3 of this paper has been withdrawn; the rest stands",
        "This paper has not been withdrawn",
        "Replaces a withdrawn paper of 2019",
        "We have withdrawn this paper from a workshop and extended it",
        "Previous version withdrawn",
    ],
)
def test_a_comment_may_speak_of_other_withdrawals(comment: str) -> None:
    assert not read(entry(comment=comment)).records[0].withdrawn


@pytest.mark.parametrize(
    "abstract",
    [
        "This paper has been withdrawn by the authors.",
        "The manuscript was withdrawn because of an error in the tables.",
        "Withdrawn by the authors due to a sign error.",
        "The author has withdrawn this paper, as its main lemma is false.",
        "[This article is withdrawn.] We count moths by their shadows.",
        "We count moths by their shadows. This work has been withdrawn, as they were lamps.",
    ],
)
def test_an_abstract_says_that_its_paper_is_withdrawn(abstract: str) -> None:
    assert read(entry(abstract=abstract)).records[0].withdrawn


@pytest.mark.parametrize(
    "abstract",
    [
        "We study why a paper is withdrawn. Of 4,000 withdrawn papers, a third hold an error.",
        "Utilizing papers withdrawn from arXiv, we train a judge of proofs.",
        "When a referee objects, the paper is withdrawn. The paper is withdrawn in 12% of cases.",
        "Withdrawn drugs are still prescribed. This article asks by whom.",
        "Withdrawn papers on preprint servers are still cited.",
        "The model knows that a drug has been withdrawn, yet recommends it.",
        "This work is withdrawn-aware: it never cites what its authors took back.",
        "This manuscript tells how money was withdrawn.",
        "We study what happens when authors withdraw the paper that they wrote.",
    ],
)
def test_an_abstract_about_withdrawal_is_not_withdrawn(abstract: str) -> None:
    assert not read(entry(abstract=abstract)).records[0].withdrawn


@settings(max_examples=60)
@given(st.integers(0, len(SEARCH)), st.text(max_size=12), st.integers(0, 60))
def test_a_feed_cut_and_patched_anywhere_is_read_or_unreadable(
    at: int, patch: str, cut: int
) -> None:
    try:
        batch = read(SEARCH[:at] + patch + SEARCH[at + cut :])
    except Unreadable as unreadable:
        assert str(unreadable)  # noqa: PT017 - either way will do
    else:
        assert len(batch.records) + len(batch.rejects) <= 2
        assert all(record.title for record in batch.records)


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_any_bytes_are_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)


@settings(max_examples=60)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_the_text_of_an_abstract_is_kept_but_for_its_white_space(abstract: str) -> None:
    assert read(entry(abstract=abstract)).records[0].abstract == " ".join(abstract.split())


def bodies(folder: Path) -> dict[str, bytes]:
    """Return every recorded answer: bare ones, and those within a JSON file beside their query."""
    found = {path.name: path.read_bytes() for path in sorted(folder.glob("*.xml"))}
    for path in sorted((folder / "recorded").glob("*.json")):
        found[path.name] = json.loads(path.read_bytes())["body"].encode()
    return found


@needs_shared
def test_every_recorded_answer_gives_a_record_an_entry_or_its_reason() -> None:
    request = Source().ask(DAY, ids("arxiv:2602.04321"))
    answers = bodies(SHARED / "recorded" / "arxiv_api")
    assert len(answers) > 40
    for name, body in answers.items():
        if "id_abc_" in name:
            with pytest.raises(Unreadable, match="incorrect id format for abc"):
                read(body, request)
            continue
        batch = read(body, request)
        assert batch.rejects == ()
        assert len(batch.records) == body.count(b"<entry>")
        written = unescape(body.decode())
        for record in batch.records:
            assert f"/abs/{record.id.removeprefix('arxiv:')}v{record.version}<" in written
            assert record.authors
            assert record.subjects
            assert not record.withdrawn


@needs_shared
def test_recorded_searches_go_on_where_they_stopped() -> None:
    folder = SHARED / "recorded" / "arxiv_api"
    start = Source().ask(DAY).asking(start="10")
    body = (folder / "query_q_testing_s10_m10_http200_2026-04.xml").read_bytes()
    assert read(body, start).next == start.asking(start="20")
