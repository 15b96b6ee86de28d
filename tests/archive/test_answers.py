"""What stands beside a week among weeks."""

from generator.archive.answers import beside


def test_the_first_has_nothing_before_it_and_the_last_nothing_after() -> None:
    weeks = ("2026-W52", "2026-W53", "2027-W01")
    assert beside(weeks, "2026-W52") == (None, "2026-W53")
    assert beside(weeks, "2026-W53") == ("2026-W52", "2027-W01")
    assert beside(weeks, "2027-W01") == ("2026-W53", None)
    assert beside(["one"], "one") == (None, None)
