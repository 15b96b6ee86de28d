"""Papers: their ids, and the addresses made from them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.html import Html, escaped
from generator.model.paper import (
    ARXIV,
    Paper,
    PaperId,
    Reading,
    address_of,
    arxiv_id,
    folded,
    title_id,
)
from generator.model.text import FORBIDDEN, clean


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("2401.01234", "arxiv:2401.01234"),
        ("0704.0001", "arxiv:0704.0001"),
        ("2401.01234v12", "arxiv:2401.01234"),
        ("arXiv:2401.01234v1", "arxiv:2401.01234"),
        (" ARXIV:2401.01234\n", "arxiv:2401.01234"),
        ("astro-ph/0601001", "arxiv:astro-ph/0601001"),
        ("hep-th/9901001v3", "arxiv:hep-th/9901001"),
        ("math.GT/0309136", "arxiv:math/0309136"),
        ("2401.01234v0", None),
        ("2401.01234v", None),
        ("2401.012345", None),
        ("2401.123", None),
        ("24010.1234", None),
        ("x2401.01234", None),
        ("2613.00001", None),  # no such month
        ("2600.00001", None),
        ("2401.1234", None),  # five digits by then
        ("1412.01234", None),  # four until then
        ("0612.0001", None),  # before all of these
        ("math/0313001", None),
        ("2401.01234.pdf", None),
        ("https://arxiv.org/abs/2401.01234", None),
        ("\u0662\u0664\u0660\u0661.\u0660\u0661\u0662\u0663\u0664", None),  # Arabic digits
        ("astro-ph/06010012", None),
        ("../0601001", None),
        ("", None),
    ],
)
def test_an_arxiv_id_is_read_without_its_version(text: str, paper: str | None) -> None:
    assert arxiv_id(text) == paper


@given(st.from_regex(ARXIV, fullmatch=True))
def test_an_id_is_read_from_itself_and_makes_one_segment(text: str) -> None:
    paper = arxiv_id(text)
    assert paper
    assert arxiv_id(paper) == paper
    address = address_of(paper)
    assert address
    assert not set(address) - set("abcdefghijklmnopqrstuvwxyz0123456789.-")


@pytest.mark.parametrize(
    ("paper", "address"),
    [
        ("arxiv:2401.01234", "2401.01234"),
        ("arxiv:astro-ph/0601001", "astro-ph-0601001"),
        ("title:3f9a00112233", "title-3f9a00112233"),
    ],
)
def test_an_address_is_one_segment(paper: str, address: str) -> None:
    assert address_of(PaperId(paper)) == address


@given(st.text())
def test_titles_that_differ_in_case_spaces_and_signs_are_one(title: str) -> None:
    paper = title_id(title)
    assert len(paper) == len("title:") + 12
    assert title_id(f"  {title}:\n - ") == paper
    assert title_id(folded(title)) == paper


def test_other_titles_are_others() -> None:
    assert title_id("A loom") != title_id("A room")
    assert folded("FuseChat: Straße\n  2\u00d7!") == "fusechatstrasse2"


def test_votes_that_were_not_read_count_as_none() -> None:
    paper = Paper(id=PaperId("arxiv:1"), first_id=PaperId("arxiv:1"), title="x")
    assert paper.votes == 0
    assert Reading(date(2025, 12, 12), 0).same_as(Reading(date(2025, 12, 13), 0))
    assert not Reading(date(2025, 12, 12), 0).same_as(Reading(date(2025, 12, 12)))


def test_text_loses_what_may_stand_nowhere_and_white_space_becomes_a_space() -> None:
    assert clean("a\x00b\x1bc\x7fd\x85e\u202ef\ud800g\uffffh\ri") == "abcd efgh i"
    kept = "a\tb\nc é 中 👩\u200d🔬 \u2028 \u200f عربي"
    assert clean(kept) == kept


@given(st.text(st.characters()))
def test_clean_text_is_clean_and_can_be_written(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).encode().decode() == clean(text)
    assert not FORBIDDEN.search(clean(text))


@given(st.text(st.characters(max_codepoint=127)))
def test_clean_ascii_is_clean(text: str) -> None:
    assert not FORBIDDEN.search(clean(text))
    assert FORBIDDEN.search(text) or clean(text) == text


@given(st.text())
def test_escaped_text_is_neither_markup_nor_the_end_of_an_attribute(text: str) -> None:
    found = escaped(text)
    assert isinstance(found, Html)
    assert not set(found) & set("<>\"'")
    assert found.__html__() is found
