"""Merging: of two sources that say a thing, the more trusted is believed, field by field."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.merge import FIELDS, Told, learned, merged
from generator.model.paper import (
    Alias,
    Author,
    Organization,
    Paper,
    PaperId,
    Reading,
    Record,
    title_id,
)

ONE, TWO = PaperId("arxiv:2501.00001"), PaperId("arxiv:2501.00002")
SOURCES = ("arxiv_api", "huggingface", "saved_page")


def told(rank: int, day: int, *readings: Reading, **fields: Any) -> Told:  # noqa: ANN401 - of a Record
    record = Record(**{"id": ONE, "title": "One", **fields})
    return Told(rank, SOURCES[rank], rank > 0, date(2025, 12, day), record, readings)


def paper(*found: Told) -> Paper:
    merged_paper = merged(ONE, ONE, found)
    assert merged_paper
    return merged_paper


def test_each_field_is_of_the_most_trusted_source_that_has_it() -> None:
    found = paper(
        told(2, 14, title="One, saved", abstract="saved", authors=(Author("S"),), doi="10.1/s"),
        told(1, 12, title="One 2times", abstract="shown", authors=(Author("H"),), code="https://h"),
        told(0, 12, title=r"One $2\times$", abstract="", authors=(Author("A"), Author("B"))),
    )
    assert found.title == r"One $2\times$"
    assert found.abstract == "shown"
    assert [author.name for author in found.authors] == ["A", "B"]
    assert (found.code, found.doi) == ("https://h", "10.1/s")
    assert found.sources == SOURCES


def test_of_one_source_the_later_day_is_believed() -> None:
    early, late = told(1, 12, title="Old", abstract="old"), told(1, 13, title="New")
    assert (paper(early, late).title, paper(early, late).abstract) == ("New", "old")
    assert paper(early, late) == paper(late, early)


def test_the_day_is_the_first_on_which_a_listing_source_listed_it() -> None:
    found = paper(told(0, 1), told(2, 15, position=4), told(1, 12, position=9), told(1, 14))
    assert found.day == date(2025, 12, 12)
    assert [day.day for day in found.days] == [12, 14, 15]
    assert found.positions == {date(2025, 12, 12): 9, date(2025, 12, 15): 4}


def test_a_paper_that_nobody_listed_is_none() -> None:
    assert merged(ONE, ONE, [told(0, 12)]) is None


def test_dates_are_those_of_the_most_trusted_source_that_has_them() -> None:
    early = told(1, 12, published="2025-12-01", updated="2025-12-03T04:05:06Z")
    late = told(1, 13, published="2025-12-02T00:00:00Z")
    found = paper(early, late)
    assert (found.published, found.updated) == (date(2025, 12, 2), date(2025, 12, 3))
    assert (paper(told(1, 12)).published, paper(told(1, 12)).updated) == (None, None)


def test_a_series_is_of_the_most_trusted_source_that_counted_votes() -> None:
    days = [date(2025, 12, day) for day in (12, 13, 14)]
    mine = told(1, 12, Reading(days[0], votes=1), Reading(days[1], votes=2))
    more = told(1, 13, Reading(days[2], votes=3))
    saved = told(2, 12, Reading(days[0], votes=9))
    silent = told(0, 12, Reading(days[0], comments=4))
    found = paper(silent, mine, more, saved)
    assert [(each.date, each.votes) for each in found.series] == list(
        zip(days, (1, 2, 3), strict=True)
    )
    assert paper(silent, told(1, 12)).series == ()


def test_a_count_is_that_of_the_newest_reading_that_counted_it() -> None:
    old = Reading(date(2025, 12, 12), votes=5, comments=1, stars=9)
    new = Reading(date(2025, 12, 20), votes=None, comments=3)
    found = paper(told(1, 12, old), told(2, 20, new))
    assert found.reading == Reading(date(2025, 12, 20), votes=5, comments=3, stars=9)
    assert found.votes == 5
    assert paper(told(1, 12, new, Reading(date(2025, 12, 21), votes=0))).votes == 0
    assert paper(told(1, 12)).reading is None
    assert paper(told(1, 12)).votes == 0


def test_of_one_days_readings_the_most_trusted_is_believed() -> None:
    first, second = (
        Reading(date(2025, 12, 12), votes=5),
        Reading(date(2025, 12, 12), votes=7, stars=1),
    )
    assert paper(told(2, 12, second), told(1, 12, first)).reading == Reading(
        date(2025, 12, 12), votes=5, stars=1
    )


def test_hidden_authors_are_not_shown() -> None:
    found = paper(told(1, 12, authors=(Author("A"), Author("B", hidden=True), Author("A"))))
    assert [author.name for author in found.authors] == ["A", "A"]
    assert found.author_count == 2


def test_the_authors_are_never_fewer_than_are_named() -> None:
    named = told(0, 12, authors=(Author("A"), Author("B")))
    assert paper(named, told(2, 12, author_count=16)).author_count == 16
    assert paper(named, told(2, 12, author_count=1)).author_count == 2
    assert paper(told(1, 12)).author_count == 0


def test_one_source_that_calls_it_withdrawn_is_enough() -> None:
    assert paper(told(0, 12, withdrawn=True), told(1, 12)).withdrawn
    assert paper(told(1, 12)).withdrawn == ""


def test_a_paper_that_came_back_is_withdrawn_no_more() -> None:
    gone = {"withdrawn": True, "version": 2, "comment": "withdrawn by the authors"}
    assert paper(told(1, 12, **gone), told(1, 13)).withdrawn == ""
    assert paper(told(1, 12), told(1, 13, **gone)).withdrawn
    # by another source, which knows a version that came after it
    back = paper(told(0, 12, **gone), told(1, 13, title="One", version=3))
    assert (back.withdrawn, back.comment, back.version) == ("", "", 3)
    assert paper(told(0, 12, **gone), told(1, 13, version=2)).withdrawn
    assert paper(told(0, 12, withdrawn=True), told(1, 13, version=3)).withdrawn


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-01-13", date(2025, 1, 13)),
        ("2025-01-13T23:59:59.000Z", date(2025, 1, 13)),
        ("2025", None),
        ("2025-02-30T00:00:00Z", None),
        ("soon", None),
        ("", None),
    ],
)
def test_an_instant_is_the_utc_day_that_it_names(published: str, day: date | None) -> None:
    assert paper(told(1, 12, published=published)).published == day
    believed = paper(told(0, 12, published=published), told(1, 12, published="2020-01-01"))
    assert believed.published == (day or date(2020, 1, 1))


def test_the_first_id_is_kept_whatever_the_id_is() -> None:
    found = merged(ONE, PaperId("title:abc"), [told(1, 12, organization=Organization("Lab"))])
    assert found
    assert (found.id, found.first_id) == (ONE, "title:abc")
    assert found.organization == Organization("Lab")


@given(
    st.permutations([told(rank, day, position=day) for rank in range(3) for day in (12, 13, 14)])
)
def test_the_order_in_which_records_are_read_does_not_matter(found: list[Told]) -> None:
    in_order = sorted(found, key=lambda each: (each.day, each.rank))
    assert paper(*found).title == paper(*in_order).title
    assert paper(*found).days == paper(*in_order).days
    assert paper(*found).sources == paper(*in_order).sources


TEXTS = st.sampled_from(("", "a", "b"))
TOLD = st.builds(
    told,
    st.integers(0, 2),
    st.integers(12, 14),
    title=TEXTS,
    abstract=TEXTS,
    doi=TEXTS,
    version=st.sampled_from((None, 0, 1, 2)),
    media=st.sampled_from(((), ("https://a",), ("https://b",))),
    authors=st.sampled_from(((), (Author("A"),), (Author("B", hidden=True),))),
    author_count=st.sampled_from((None, 0, 1, 9)),
    organization=st.sampled_from((None, Organization("Lab"))),
    published=st.sampled_from(("", "soon", "2025-01-13")),
    withdrawn=st.booleans(),
    position=st.sampled_from((None, 1, 2)),
)


@given(st.lists(TOLD, min_size=1, max_size=4))
def test_of_any_records_each_field_is_of_the_first_believed_that_has_it(found: list[Told]) -> None:
    merged_paper = merged(ONE, ONE, found)
    believed = sorted(found, key=lambda each: (each.rank, -each.day.toordinal()))
    assert (merged_paper is None) == (not any(each.lists for each in found))
    if merged_paper is None:
        return
    gone = bool(merged_paper.withdrawn)
    assert not gone or any(each.record.withdrawn for each in believed)
    records = [each.record for each in believed if gone or not each.record.withdrawn]

    def first(name: str, otherwise: object) -> object:
        return next((each for record in records if (each := getattr(record, name))), otherwise)

    for name in set(FIELDS) - {"title", "authors", "author_count", "withdrawn"}:
        assert getattr(merged_paper, name) == first(name, getattr(NOTHING, name)), name
    assert merged_paper.title == first("title", "2501.00001")
    authors = next((record.authors for record in records if record.authors), ())
    named = tuple(author for author in authors if not author.hidden)
    assert merged_paper.authors == named
    counts = [record.author_count for record in records if record.author_count]
    assert merged_paper.author_count == max([len(named), *counts[:1]])


NOTHING = Paper(id=ONE, first_id=ONE, title="")

FUSE = "FuseChat: Knowledge Fusion of Chat Models"
NAMELESS = Record(id=title_id(FUSE), title=FUSE)
NAMED = Record(id=ONE, title="FuseChat: Knowledge  Fusion of\n  chat models")
OTHER = Record(id=TWO, title=FUSE)


def test_an_arxiv_id_is_learned_by_the_title() -> None:
    alias = Alias(ONE, title_id(FUSE))
    for records in ([NAMELESS, NAMED], [NAMED, NAMELESS, NAMED, NAMELESS]):
        assert learned(records, []) == (alias,)
        assert learned(records, [alias]) == (alias,)


def test_a_title_that_two_ids_bear_tells_nothing() -> None:
    assert learned([NAMELESS, NAMED, OTHER], []) == ()


def test_what_was_learned_once_stays_whatever_comes_later() -> None:
    alias = Alias(ONE, title_id(FUSE))
    for records in ([NAMELESS, NAMED, OTHER], [NAMELESS, OTHER], [NAMED], []):
        assert learned(records, [alias]) == (alias,)


def test_an_old_id_with_its_subject_class_is_the_one_without() -> None:
    now, was = PaperId("arxiv:math/0309136"), PaperId("arxiv:math.gt/0309136")
    stored, without = Record(id=was, title=FUSE), Record(id=now, title=FUSE)
    assert learned([stored], []) == (Alias(now, was),)
    assert learned([stored, without, NAMELESS], [Alias(now, was)]) == (
        Alias(now, was),
        Alias(now, title_id(FUSE)),
    )


def test_a_title_alone_or_an_id_alone_teaches_nothing() -> None:
    assert learned([NAMELESS], []) == ()
    assert learned([NAMED, OTHER], []) == ()
