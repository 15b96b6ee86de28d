"""Phrases: how it is told what two papers share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.phrases import phrases
from generator.archive.terms import NUMBERS, by_number, shared, spelled, terms_of
from generator.model.folding import words_in
from generator.model.paper import Paper, PaperId

WORDS = st.sampled_from(["Silk", "loom", "Looms", "of", "warp", "Warp-Weighted", "$\\pi$", "織機"])
TITLES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


def paper(number: int, title: str, abstract: str = "") -> Paper:
    name = PaperId(f"arxiv:2611.{number:05}")
    return Paper(id=name, first_id=name, title=title, abstract=abstract)


def told(one: Paper, other: Paper) -> list[str]:
    """Return what the page of one paper says that it shares with another one."""
    terms = terms_of([one, other]).papers
    both = shared(by_number(terms[0]), terms[1])
    words = spelled(one, both)
    return phrases({each: words[each] for each in both}, one.title, other.title)


@pytest.mark.parametrize(
    ("title", "other", "expected"),
    [
        ("The Silk Loom", "silk looms and quills", ["Silk Loom"]),
        ("Warp-Weighted Looms", "A warp weighted loom", ["Warp-Weighted Looms"]),
        ("Warp-Weighted Looms", "A warp that was weighted", ["Warp", "Weighted"]),  # apart there
        ("A loom of silk", "A loom, of silk", ["loom", "silk"]),  # a small word is between
        ("Silk, loom and weft", "silk loom", ["Silk", "loom"]),  # no phrase here
        ("Silk loom silk", "silk loom", ["Silk loom"]),
        ("Silk", "silk", ["Silk"]),
        ("織機 Warp", "the 織機 warp", ["織機 Warp"]),
    ],
)
def test_terms_that_both_titles_have_side_by_side_are_told_together(
    title: str, other: str, expected: list[str]
) -> None:
    assert sorted(told(paper(0, title), paper(1, other))) == sorted(expected)


def test_what_weighs_most_comes_first() -> None:
    one = paper(0, "Weft for the Silk Loom", "Weft, weft and weft.")
    assert told(one, paper(1, "Silk Loom, weft", "Weft, weft and weft.")) == ["Weft", "Silk Loom"]


def test_a_word_that_only_abstracts_share_stands_by_itself() -> None:
    one = paper(0, "Silk Loom", "warp, warp")
    assert told(one, paper(1, "A Silk Loom", "warp, warp")) == ["Silk Loom", "warp"]


@given(TITLES, TITLES)
def test_every_shared_term_is_told_and_nothing_else(title: str, other: str) -> None:
    one = paper(0, title)
    terms = terms_of([one, paper(1, other)]).papers
    both = shared(by_number(terms[0]), terms[1])
    said = told(one, paper(1, other))
    assert {NUMBERS[word] for words in said for word in words_in(words)} == set(both)
    assert len(said) == len(set(said)) <= len(both)
    assert all(words in title for words in said)
