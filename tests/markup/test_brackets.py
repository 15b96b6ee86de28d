"""Brackets that a library would look for without end are counted before."""

import pytest

from generator.markup.brackets import NESTED, UNCLOSED, tangled


@pytest.mark.parametrize("mark", ["(", "[", r"\{", r"\langle ", "⟨", "{(}", "({)}"])
def test_so_many_may_stay_open_and_no_more(mark: str) -> None:
    assert not tangled(mark * UNCLOSED)
    assert tangled(mark * (UNCLOSED + 1))


@pytest.mark.parametrize("before", ["", "}}}", "{a}" * 40, "(" * UNCLOSED])
def test_braces_nest_so_deep_and_no_deeper(before: str) -> None:
    assert not tangled(before + "{" * NESTED + "}" * NESTED)
    assert tangled(before + "{" * (NESTED + 1))


@pytest.mark.parametrize("pair", ["()", "[)", r"\{\}", r"\langle\rangle ", "⟨⟩", "{()}"])
def test_what_is_closed_does_not_count(pair: str) -> None:
    assert not tangled(pair * 200)
