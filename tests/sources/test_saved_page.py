"""A saved page: every paper of its text, and the table of ids that names them."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.exchange import Answer, Batch, Request, Unreadable
from generator.model.frozen import replace
from generator.model.paper import Author, Organization, PaperId, Reading, Record, title_id
from generator.model.problem import Place, Problem
from generator.sources.saved_page import Known, Source, identified, read_ids

ANSWERS = Path(__file__).resolve().parents[1] / "answers" / "saved_page"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")

DAY = date(2026, 2, 3)
PAGE = (ANSWERS / "2026-02-03.txt").read_text(encoding="utf-8")
TABLE = (ANSWERS / "ids.tsv").read_text(encoding="utf-8")
HEAD = "title\tarxiv_id\tauthors\tcategories\n"
ABSTRACT = "We look into a drawer, and find in it a smaller one."


def read(text: str | bytes, day: date | None = DAY) -> Batch:
    body = text if isinstance(text, bytes) else text.encode()
    return Source().read(Answer(Request("2026-02-03.txt", day=day), body))


def one(text: str) -> Record:
    """Return the only paper of a page."""
    batch = read(text)
    assert batch.rejects == ()
    assert len(batch.records) == 1
    return batch.records[0]


def record(title: str, **fields: object) -> Record:
    return replace(Record(id=title_id(title), title=title), **fields)  # type: ignore[arg-type]


def test_every_paper_of_a_page_is_read_in_its_order() -> None:
    batch = read(PAGE)
    assert batch.rejects == ()
    assert batch.next is None
    assert batch.records == (
        record(
            "Harbour: Mooring Agents with Three Ropes",
            abstract="Agents drift. We tie them to <think> and to two other bollards, "
            "and count the knots.",
            author_count=3,
            published="2026-01-30",
            position=1,
        ),
        record(
            "Lanterns$^2$: Counting Moths by Their Shadows",
            abstract="We count moths that nobody sees. A lantern, a sheet and patience suffice.",
            organization=Organization("Quay Lab of the North", "quay-lab"),
            published="2025-10-09",
            position=2,
        ),
        record("Untitled Drawer", author_count=1, published="2018-03-09", position=3),
        record(
            "Bollards: A Survey",
            abstract="Of what is tied to them, and by whom.",
            author_count=12,
            organization=Organization("Pier 9", "pier"),
            published="2026-02-01",
            position=4,
        ),
    )


def test_comments_are_read_where_the_page_counts_them() -> None:
    batch = read(PAGE)
    assert [batch.readings.get(paper.id) for paper in batch.records] == [
        None,
        Reading(DAY, comments=4),
        Reading(DAY, comments=1),
        Reading(DAY, comments=12),
    ]


@pytest.mark.parametrize(
    "saved",
    [
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "\r"),
        PAGE.replace("\n", " \t \n"),
        "\ufeff" + PAGE,
        PAGE.replace("·\n", "·\n\n"),
        PAGE.replace("authors\n·", "authors\n\n·"),
        PAGE.rstrip(),
        PAGE.replace("  • ", "• "),
    ],
    ids=["CRLF", "CR", "trailing", "BOM", "gap below", "gap above", "no line end", "margin"],
)
def test_line_ends_and_space_make_no_difference(saved: str) -> None:
    assert saved != PAGE
    assert read(saved) == read(PAGE)


def test_an_abstract_may_have_paragraphs() -> None:
    paper = one(f"Feb 3\n\nDrawers\n\n{ABSTRACT}\n\nIn that,\na third.\n\n• 2 authors\n·\nFeb 1\n")
    assert paper.title == "Drawers"
    assert paper.abstract == f"{ABSTRACT} In that, a third."


def test_lines_before_a_title_belong_to_no_paper() -> None:
    paper = one(f"Submitted by\n\nnquist\n\n32\n\nDrawers\n\n{ABSTRACT}\n\n• 2 authors\n·\nFeb 1\n")
    assert (paper.title, paper.abstract) == ("Drawers", ABSTRACT)


def test_a_title_without_an_abstract_is_the_last_line() -> None:
    paper = one("new\n\nDaily Papers\n\nFeb 3\n\nDrawers\n\n• 2 authors\n·\nFeb 1\n")
    assert (paper.title, paper.abstract) == ("Drawers", "")
    paper = one("new\n\nDaily Papers\n\nDrawers\n\n• 2 authors\n·\nFeb 1\n")
    assert (paper.title, paper.abstract) == ("Drawers", "")


def test_a_paper_may_name_neither_authors_nor_an_organization() -> None:
    paper = one(f"Drawers\n\n{ABSTRACT}\n\n·\nFeb 1\n")
    assert (paper.title, paper.abstract) == ("Drawers", ABSTRACT)
    assert paper.author_count is None
    assert paper.organization is None


def test_an_organization_of_one_word_is_its_name() -> None:
    assert one("Drawers\n\nEmpty.\n\nQuay\n·\nFeb 1\n").organization == Organization("Quay")


@pytest.mark.parametrize(
    ("paper", "reason"),
    [
        ("Drawers\n\nEmpty.\n\n• 2 authors\n·\nFeb 30\n", "there is no such date: 'Feb 30'"),
        ("Drawers\n\nEmpty.\n\n• 2 authors\n·\nFeb 1, 0000\n", "there is no such date"),
        ("Drawers\n\nEmpty.\n\n• 2 authors\n·\nlast week\n", "expected a date such as"),
        ("Drawers\n\nEmpty.\n\n• 2 authors\n·\n", "the page ends before the date"),
        ("• 2 authors\n·\nFeb 1\n", "the title is missing"),
        ("…\n\nEmpty.\n\n• 2 authors\n·\nFeb 1\n", "the title is missing, or has neither"),
    ],
)
def test_a_damaged_paper_is_rejected_and_keeps_its_place(paper: str, reason: str) -> None:
    sound = f"Bollards\n\n{ABSTRACT}\n\n• 2 authors\n·\nFeb 2\n\n"
    batch = read(sound + paper)
    assert [each.position for each in batch.records] == [1]
    assert [reject.reason.startswith(reason) for reject in batch.rejects] == [True]
    if not paper.endswith("·\n"):
        batch = read(f"{paper}\n{sound}")
        assert [each.position for each in batch.records] == [2]


@pytest.mark.parametrize("text", ["", "Daily Papers\n\nDec 12\n", "<html><body>…</body></html>"])
def test_a_page_without_papers_is_unreadable_and_says_what_was_expected(text: str) -> None:
    with pytest.raises(Unreadable, match="no paper found: expected the text of a Daily Papers"):
        read(text)


def test_a_page_in_another_encoding_or_without_a_day_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="not UTF-8"):
        read(PAGE.encode("utf-16"))
    with pytest.raises(Unreadable, match="day"):
        read(PAGE, day=None)


LINES = st.sampled_from(
    ["", "", "·", "Feb 1", "Feb 30 2", "Oct 9, 2023 2", "• 4 authors", "quay Quay", "Drawers", "A."]
)


@settings(max_examples=80)
@given(st.lists(LINES | st.text(max_size=8), max_size=24))
def test_any_text_is_read_rejected_or_unreadable(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        batch = read(text)
    except Unreadable:
        assert "·" not in re.split(r"\s*[\r\n]+\s*", text)
    else:
        assert all(paper.title and paper.published for paper in batch.records)
        places = [paper.position for paper in batch.records]
        assert places == sorted(set(places), key=lambda place: place or 0)


def test_a_table_of_ids_is_read_by_title() -> None:
    assert read_ids(TABLE, "ids.tsv") == {
        "harbourmooringagentswiththreeropes": Known(
            PaperId("arxiv:2602.04321"),
            ("Ilva Tórsdóttir", "Bram Okonkwo-Lisle", "Nele Quist"),
            ("cs.MA", "cs.CL"),
        ),
        "lanterns2countingmothsbytheirshadows": Known(PaperId("arxiv:2510.01234"), (), ("cs.CV",)),
        "untitleddrawer": Known(None, ("Ottoline Brask", "Teun van Hazel"), ()),
    }


def test_a_table_from_a_spreadsheet_is_read_as_well() -> None:
    saved = "\ufeff" + TABLE.replace("\n", "\r\n") + "\r\n"
    assert read_ids(saved, "ids.tsv") == read_ids(TABLE, "ids.tsv")


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ("", 1, "this is not a table of ids"),
        ("Drawers\t2602.04321\t?\t?\n", 1, "this is not a table of ids"),
        (HEAD + "Drawers\t2602.04321\t?\n", 2, "expected 4 cells with tabs between, not 3"),
        (HEAD + "\nDrawers 2602.04321 ? ?\n", 3, "expected 4 cells with tabs between, not 1"),
        (HEAD + "…\t2602.04321\t?\t?\n", 2, "the title is missing"),
        (HEAD + "Drawers\t2602-04321\t?\t?\n", 2, "'2602-04321' is not an arXiv id"),
        (HEAD + "Drawers\t?\t?\tcs.CL, cs.LG\n", 2, "'cs.CL, cs.LG' is not an arXiv category"),
        (HEAD + "Drawers\t?\t?\t?\nDRAWERS!\t?\t?\t?\n", 3, "stands on line 2 already"),
        (HEAD + "A\t2602.04321\t?\t?\nB\t2602.04321v2\t?\t?\n", 3, "stands on line 2 already"),
    ],
)
def test_a_wrong_line_is_a_problem_with_its_place(table: str, line: int, what: str) -> None:
    with pytest.raises(Problem, match=re.escape(what)) as caught:
        read_ids(table, "ids.tsv")
    assert caught.value.at == Place("ids.tsv", line)
    assert caught.value.mend


def test_a_known_paper_takes_its_id_authors_and_subjects() -> None:
    known = read_ids(TABLE, "ids.tsv")
    harbour, lanterns, drawer, bollards = read(PAGE).records
    named = identified(harbour, known)
    assert named == replace(
        harbour,
        id=named.id,
        authors=(Author("Ilva Tórsdóttir"), Author("Bram Okonkwo-Lisle"), Author("Nele Quist")),
        author_count=None,
        subjects=("cs.MA", "cs.CL"),
    )
    assert named.id == "arxiv:2602.04321"
    assert identified(lanterns, known).organization == lanterns.organization
    assert identified(lanterns, known).authors == ()
    assert identified(drawer, known).id == drawer.id
    assert identified(bollards, known) == bollards


def test_a_count_that_differs_from_the_names_stays() -> None:
    drawer = identified(read(PAGE).records[2], read_ids(TABLE, "ids.tsv"))
    assert len(drawer.authors) == 2
    assert drawer.author_count == 1


@needs_shared
def test_the_saved_listing_of_12_december_2025_is_read_whole() -> None:
    batch = read((SHARED / "saved_listing_2025-12-12.txt").read_bytes(), date(2025, 12, 12))
    known = read_ids((SHARED / "saved_listing_ids.tsv").read_text(encoding="utf-8"), "ids.tsv")
    assert batch.rejects == ()
    assert len(batch.records) == len(known) == 36
    assert [paper.position for paper in batch.records] == list(range(1, 37))
    for paper in batch.records:
        assert len(paper.abstract) > 1000
        assert (paper.author_count is None) == (paper.organization is not None)
        named = identified(paper, known)
        assert named.id.startswith("arxiv:")
        assert named.author_count is None  # the page's count is that of the names, each time
        assert len(named.authors) == (paper.author_count or 11)

    def called(beginning: str) -> Record:
        (found,) = (paper for paper in batch.records if paper.title.startswith(beginning))
        return identified(found, known)

    first = identified(batch.records[0], known)
    assert (first.id, first.published) == ("arxiv:2501.07563", "2025-01-13")
    lottery = called("The Lottery Ticket Hypothesis")
    assert (lottery.id, lottery.published) == ("arxiv:1803.03635", "2018-03-09")
    assert len(called("Small-scale proxies").authors) == 16
    assert called("VR-Thinker").organization == Organization("NJU-LINK Lab", "NJU-LINK")
    assert {
        paper.title.split(":")[0].split(" in ")[0]: batch.readings[paper.id].comments
        for paper in batch.records
        if paper.id in batch.readings
    } == {
        "First Try Matters": 4,
        "CapsFusion": 2,
        "VR-Thinker": 2,
        "Small-scale proxies for large-scale Transformer training instabilities": 2,
        "Where to find Grokking": 2,
        "The Lottery Ticket Hypothesis": 1,
    }
