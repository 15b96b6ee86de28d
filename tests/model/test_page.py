"""Pages: when a block is edited, and when an editor only tidied it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.page import Block, Page, Prose, digest_of

TEXTS = st.text(alphabet=st.sampled_from("ab \t\n\u00e9\u3000\u2028"))


@given(TEXTS)
def test_what_an_editor_does_to_line_ends_and_spaces_is_no_edit(text: str) -> None:
    digest = digest_of(text)
    assert digest_of(text.replace("\n", "\r\n")) == digest
    assert digest_of(text.replace("\n", "\r")) == digest
    assert digest_of(text.replace("\n", " \t\n") + "  ") == digest
    assert digest_of(text.rstrip("\n")) == digest
    assert digest_of(text + "\n\n") == digest
    assert digest_of("\n".join(line.rstrip(" \t") for line in text.split("\n"))) == digest


@given(TEXTS, st.sampled_from("xé中 "), st.integers(0, 20))
def test_a_character_more_is_an_edit(text: str, character: str, at: int) -> None:
    changed = text[:at] + character + text[at:]
    if character != " ":
        assert digest_of(changed) != digest_of(text)


@pytest.mark.parametrize(
    ("one", "other"), [("a b", "a  b"), ("a", " a"), ("a\n\nb", "a\nb"), ("a", "A")]
)
def test_spaces_and_lines_within_the_text_count(one: str, other: str) -> None:
    assert digest_of(one) != digest_of(other)


def test_a_digest_is_eight_hex_digits_that_never_change() -> None:
    assert digest_of("") == digest_of("\n \n") == "e3b0c442"
    assert digest_of("### One\nwords\n") == "1a5f85dd"


def test_a_block_is_edited_once_its_text_is_not_that_of_its_digest() -> None:
    block = Block("a", "words\n", digest_of("words"))
    assert not block.edited
    assert Block("a", "my words\n", block.digest).edited
    assert Block("a", " \r\n", block.digest).edited
    assert not Block("a", "\n", digest_of("")).edited


def test_the_blocks_of_a_page_stand_in_its_order() -> None:
    one, two = Block("a", "", ""), Block("b", "", "")
    assert Page(sections=(Prose("x"), two, Prose("y"), one)).blocks == (two, one)
