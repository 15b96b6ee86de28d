"""Hyphens, tildes and backticks: which are TeX's, and which are signs."""

import pytest

from generator.markup import tex
from generator.markup.typography import LONGEST


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        *(("a--b", "a–b"), ("a -- b", "a – b"), ("x---y", "x—y"), ("--flag", "--flag")),
        *(("a-->b", "a-->b"), ("!--a", "!--a"), ("(--a", "(--a"), ("X--a", "X–a")),
        *(("a.~b", "a.\xa0b"), ("x}~y", "x}\xa0y"), (";~a", ";\xa0a"), ("X~a", "X\xa0a")),
        *(("5~10", "5~10"), ("ab~5", "ab\xa05"), ("a~~b", "a~~b"), ("a~ b", "a~ b")),
        *(("at z~5", "at z~5"), ("(R~50", "(R~50"), ("Z~5", "Z~5"), ("z~a", "z\xa0a")),
        *(("M~33", "M\xa033"), (r"S\&P~5", "S&P\xa05"), ("Task B~5", "Task B~5")),
        *(("a~", "a~"), ("~a", "~a"), ("(~a", "(~a"), ("5~a", "5\xa0a")),
        *(("``x''", "“x”"), ("`x'", "‘x’"), ('``a"', "“a”"), ("``code``", "``code``")),
        *(("``a `b' c''", "“a ‘b’ c”"), ("``a 'b''", "“a 'b”"), ("`a'b'", "‘a'b’")),
        *(("``a ``b'' c''", "``a “b” c''"), ("`a `b' c'", "`a ‘b’ c'")),
        *(("`` a''", "`` a''"), ("` a'", "` a'"), ("``a b''", "“a b”"), ("``''''", "“'”'")),
    ],
)
def test_signs_are_what_tex_means_by_them(written: str, shown: str) -> None:
    assert tex.plain(written) == shown


def test_a_quotation_has_a_thousand_characters_at_most() -> None:
    longest = "x" * (LONGEST - 4)  # with the quotes around
    assert tex.plain(f"``{longest}''") == f"“{longest}”"
    assert tex.plain(f"``{longest}x''") == f"``{longest}x''"
