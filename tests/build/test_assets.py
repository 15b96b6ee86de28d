"""Static files: which of an earlier site have to go before those of today are written."""

import pytest

from generator.build.assets import Asset, in_the_way


@pytest.mark.parametrize(
    ("stood", "wanted"),
    [
        ("static/own", "static/own/a.png"),
        ("static/own/a.png", "static/own"),
        ("static/Logo.png", "static/logo.png"),
        ("static/Own/a.png", "static/own/a.png"),
        ("static/Own", "static/own/a.png"),
        ("static/Own/a.png", "static/own"),
        ("static/u\u0308.png", "static/\u00fc.png"),  # as macOS writes it, and as others do
    ],
)
def test_what_leaves_no_room_goes_first(stood: str, wanted: str) -> None:
    static = {"it": Asset(wanted, "", "")}
    assert in_the_way([stood, wanted], static) == [stood]
    assert in_the_way(["static/other.png", "index.html", stood], static) == [stood]


def test_what_is_wanted_stays_whatever_else_is() -> None:
    both = ["static/Logo.png", "static/logo.png"]
    assert in_the_way(both, {path: Asset(path, "", "") for path in both}) == []
