"""Annotations: one line each, whatever the problem says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.annotation import text
from generator.model.problem import Place, Problem


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("no"), "::error::no"),
        (Problem("100 %", mend="do\nit"), "::error::100 %25; do%0Ait"),
        (Problem("no", at=Place("a,b:c", 7)), "::error file=a%2Cb%3Ac,line=7::no"),
        (Problem("no", at=Place("a.md")), "::error file=a.md::no"),
        (Problem("\x1b[2J\r\n::error::x"), "::error::[2J%0A::error::x"),
    ],
)
def test_a_problem_is_a_line(problem: Problem, line: str) -> None:
    assert text(problem).replace(" %0A", "%0A") == line


@given(st.text(), st.text(), st.text())
def test_nothing_begins_another_line(what: str, file: str, mend: str) -> None:
    line = text(Problem(what, at=Place(file, 1), mend=mend))
    assert len(line.splitlines()) <= 1 or "\u2028" in line or "\u2029" in line
    assert "\n" not in line
    assert "\r" not in line
