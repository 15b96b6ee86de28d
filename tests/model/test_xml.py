"""XML from outside: what is refused before it fills the memory, and what a reject keeps."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import xml
from generator.model.exchange import LARGEST, Unreadable

NAMES = st.sampled_from(["a", "b", "{urn:one}a", "{urn:two}b"])
ATTRIBUTES = st.sampled_from(["c", "{urn:one}c", "{urn:two}c", f"{{{xml.XML}}}lang"])
WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=8) | st.just("]]> & \t\n\r<")


def element(name: str, attributes: dict[str, str], text: str, tail: str) -> ET.Element:
    made = ET.Element(name, attributes)
    made.text, made.tail = text, tail
    return made


LEAVES = st.builds(element, NAMES, st.dictionaries(ATTRIBUTES, WORDS), WORDS, WORDS)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda parent, children: (parent.extend(children), parent)[1],
        LEAVES,
        st.lists(inner, max_size=3),
    ),
)


def same(one: ET.Element, other: ET.Element) -> bool:
    """Tell whether two elements are the same; XML makes line feeds of carriage returns."""
    return (
        one.tag == other.tag
        and one.attrib == other.attrib
        and read(one.text) == read(other.text)
        and len(one) == len(other)
        and all(
            same(mine, yours) and read(mine.tail) == read(yours.tail)
            for mine, yours in zip(one, other, strict=True)
        )
    )


def read(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


@given(TREES)
def test_an_element_that_was_written_is_read_as_it_was(tree: ET.Element) -> None:
    assert same(xml.root_of(xml.written(tree).encode(), "", xml.name_of(tree)), tree)


def test_an_element_is_written_down_to_any_depth_and_no_longer_than_is_kept() -> None:
    deep = "<a>" * 5000 + "</a>" * 5000
    assert xml.written(xml.root_of(deep.encode(), "", "a")) == deep
    long = f"<a><b/>{'o' * LARGEST}</a>"
    assert xml.written(xml.root_of(long.encode(), "", "a")) == "<a><b></b>" + "o" * (LARGEST - 10)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<a>" + b"<b/>" * 500_000 + b"</a>", "more than 500,000 elements and"),
        (b"<a xmlns='" + b"o" * 1001 + b"'/>", "a namespace of 1,001 characters"),
        (b"<a b:c='' xmlns:b='" + b"o" * 1001 + b"'/>", "a namespace of 1,001 characters"),
        (b"<a " + b"b='' " * 500_000 + b"/>", "a tag or a comment has more than 1,000,000 bytes"),
        (b"<a>" + b"o" * 999_996 + b"\xc3\xa9\xc3</a>", "not UTF-8"),
        (b"<a/>\xc3", "not UTF-8"),
        (b"\xff\xfe<a/>", "not UTF-8"),
        (b"\xed\xa0\x80", "not UTF-8"),  # half a surrogate pair
    ],
)
def test_what_would_fill_the_memory_or_is_no_utf_8_is_unreadable(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        xml.root_of(body, "an answer", "a")


def test_a_letter_may_stand_where_one_piece_ends_and_the_next_begins() -> None:
    body = b"\xef\xbb\xbf<a>" + b"o" * 999_993 + "é</a>".encode()
    assert body[999_999:1_000_001] == "é".encode()
    assert xml.text(ET.fromstring(f"<x>{body[3:].decode()}</x>"), "a").endswith("oé")
    assert (xml.root_of(body, "an answer", "a").text or "").endswith("oé")
