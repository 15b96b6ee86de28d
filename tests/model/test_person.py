"""The parts of names. The cases are those of static/js/citations.js too."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.frozen import builtins
from generator.model.person import person

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases/names.json").read_text())


@pytest.mark.parametrize(("name", "parts"), CASES)
def test_a_name_has_parts(name: str, parts: dict[str, str]) -> None:
    assert builtins(person(name)) == parts


LETTERS = st.characters(codec="utf-8", exclude_categories=["Z", "C"])


@given(
    st.lists(st.text(LETTERS, min_size=1) | st.sampled_from([",", "a", "A,", "Jr."]), min_size=1)
)
def test_no_letter_is_lost(words: list[str]) -> None:
    parts = person(" ".join(words))
    told = (parts.given, parts.particle, parts.family, parts.suffix)
    said = sorted(re.sub("[ ,]", "", "".join(told)))
    assert said == sorted("".join(words).replace(",", ""))
