"""Instants: zones, leap seconds, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.instant import instant, mailed


@pytest.mark.parametrize(
    ("given", "utc"),
    [
        ("2026-05-09", "2026-05-09"),
        ("2026-05-09T00:00:00.000Z", "2026-05-09T00:00:00Z"),
        ("2026-05-09T23:59:59.123456789-05:00", "2026-05-10T04:59:59Z"),
        ("2026-05-09T00:30:00+0530", "2026-05-08T19:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2017-01-01T05:29:60.5+05:30", "2017-01-01T00:00:00Z"),
    ],
)
def test_an_instant_is_told_in_utc_and_a_leap_second_is_the_one_after(given: str, utc: str) -> None:
    assert instant(given) == utc


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2026-02-30", "2026-05-09T12:00:00", "2026-05-09 12:00:00Z", "20260509"),
        *("2026-05-09T12:00:60Z", "2026-05-09T12:00:61Z", "2026-05-09T12:60:00Z"),
        *("9999-12-31T23:59:60Z", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+14:00"),
        *("2026-05-09T12:00:00+99:00", "２０２６-05-09"),
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are the caller's
        instant(text)


@pytest.mark.parametrize(
    ("given", "utc"),
    [
        ("Fri, 23 Feb 2024 00:00:00 -0500", "2024-02-23T05:00:00Z"),
        ("Mon, 22 Oct 2018 22:41:50 GMT", "2018-10-22T22:41:50Z"),
        ("Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z"),
    ],
)
def test_an_instant_of_mail_is_told_in_utc(given: str, utc: str) -> None:
    assert mailed(given) == utc


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "Fri, 30 Feb 2024 00:00:00 GMT", "Fri, 23 Feb 2024 25:00:00 GMT"),
        *("Fri, 23 Feb 2024 12:00:60 GMT", "Fri, 23 Feb 2024 00:00:00 -99999999999999"),
        *("Fri, 23 Feb 2024 12:00:-5 GMT", "2024"),
    ],
)
def test_what_is_no_instant_of_mail_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are the caller's
        mailed(text)


@given(st.text(max_size=40) | st.from_regex(r"\w{3}, \d{1,9} \w{3} -?\d{1,9} [\d:-]{1,12} \S{1,9}"))
def test_any_text_is_an_instant_or_refused(text: str) -> None:
    for reads in (instant, mailed):
        try:
            assert reads(text)[:4].isdigit()
        except ValueError:
            continue
