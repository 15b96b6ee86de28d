"""The parts of names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.person import Person, person


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", ("Lovelace", "Ada")),
        ("J. R. R. Tolkien", ("Tolkien", "J. R. R.")),
        ("Jean-Luc O'Neill-Smith", ("O'Neill-Smith", "Jean-Luc")),
        ("José Díaz", ("Díaz", "José")),
        ("Boxian Ai", ("Ai", "Boxian")),
        ("li yuan", ("yuan", "li")),
        ("Joost van de Weijer", ("Weijer", "Joost", "van de")),
        ("Maria Angels de Luis Balaguer", ("Luis Balaguer", "Maria Angels", "de")),
        ("van der Berg, Jan", ("Berg", "Jan", "van der")),
        ("Martin King Jr.", ("King", "Martin", "", "Jr.")),
        ("Martin King, Jr.", ("King", "Martin", "", "Jr.")),
        ("Henry Poor III", ("Poor", "Henry", "", "III")),
        ("Linus", ("Linus",)),
        ("杨智博", ("杨智博",)),
        ("杨 智博", ("杨", "智博")),
        ("김 민수", ("김", "민수")),
        ("DeepSeek-AI", ("DeepSeek-AI",)),
        ("Arcee AI Team", ("Arcee AI Team",)),
        ("GLM-4. 5 Team", ("GLM-4. 5 Team",)),
        ("Team Hunyuan", ("Team Hunyuan",)),
        ("ATLAS Collaboration", ("ATLAS Collaboration",)),
        ("Xiangyu Kong and Xiaoxia Xing", ("Xiangyu Kong and Xiaoxia Xing",)),
        ("Ada, Countess, of Lovelace", ("Ada, Countess, of Lovelace",)),
    ],
)
def test_a_name_has_parts(name: str, parts: tuple[str, ...]) -> None:
    assert person(name) == Person(*parts)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1)))
def test_no_letter_is_lost(words: list[str]) -> None:
    parts = person(" ".join(words))
    told = (parts.given, parts.particle, parts.family, parts.suffix)
    said = sorted(re.sub("[ ,]", "", "".join(told)))
    assert said == sorted("".join(words).replace(",", ""))
