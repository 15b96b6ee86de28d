"""CSV: any table of what may stand in text comes back, and no cell can be a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.csv import FORMULA, write
from generator.model.text import clean

cells = st.text(st.characters(exclude_categories=["Cs"]))
rows = st.lists(st.lists(cells, min_size=1, max_size=4), max_size=5)


def read(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


@given(rows)
def test_a_table_comes_back_without_formulas(table: Sequence[Sequence[str]]) -> None:
    found = read(write(table))
    assert [len(row) for row in found] == [len(row) for row in table]
    for told, given_row in zip(found, table, strict=True):
        for cell, value in zip(told, given_row, strict=True):
            assert cell.replace("'", "") == clean(value).replace("'", "")
            assert not any(map(FORMULA.match, cell.split(";")))


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\u200b=1", "\u061c=1")


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert read(write([[text]])) == [[f"'{text}"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_that_parts_cells_by_semicolons_finds_no_formula(text: str) -> None:
    assert read(write([[f"A; b;{text};c"]])) == [[f"A; b;'{text};c"]]
    assert FORMULA.search(write([["1", f'A;"{text}&"']]).decode()) is None


def test_numbers_and_dates_are_what_they_are() -> None:
    assert write([("day", "papers"), (date(2026, 11, 2), -3)]) == b"day,papers\n2026-11-02,-3\n"
