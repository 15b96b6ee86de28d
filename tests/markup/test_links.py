"""Addresses in a text: where one begins and ends."""

import pytest

from generator.markup import links

ORG = "https://a.org/"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("://a.org https://b.org", ["https://b.org"]),
        ("https://a.org/x://b https://c.org", ["https://a.org/x://b", "https://c.org"]),
        ("xhttps://b.org", ["https://b.org"]),
        ("(https://a.org/X).", ["https://a.org/X"]),
        ("https://a https://a.org?", ["https://a.org"]),
    ],
)
def test_addresses_are_found_among_words(text: str, found: list[str]) -> None:
    assert [address for _, _, address in links.among(text)] == found
    assert all(text[start:end] == address for start, end, address in links.among(text))


def test_an_address_ends_where_it_must() -> None:
    assert links.bare(f"{ORG}bcd", 0, len(ORG) + 1) == (f"{ORG}b", len(ORG) + 1)
    assert links.bare(f"({ORG}b)", 1, len(ORG) + 3) == (f"{ORG}b", len(ORG) + 2)


def test_an_address_has_two_thousand_characters_at_most() -> None:
    longest = ORG.ljust(links.LONGEST, "x")
    assert links.safe(longest) == longest
    assert links.safe(f"{longest}x") is None
    assert links.bare(f"{longest}x", 0, 3000) == (longest, links.LONGEST)
