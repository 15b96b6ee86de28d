"""Lines of authors: where one ends, what is an affiliation, and accents in TeX."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.exchange import Wrong
from generator.model.names import alone, authors, spelled


def told(line: str) -> list[str]:
    """Return the authors of a line, each with its affiliation after a slash."""
    return [f"{each.name}/{each.affiliation}".rstrip("/") for each in authors(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("Ilva Quay", ["Ilva Quay"]),
        ("A. One, B. Two and C. Three", ["A. One", "B. Two", "C. Three"]),
        ("A. One, B. Two, and C. Three", ["A. One", "B. Two", "C. Three"]),
        ("A. One; B. Two & C. Three", ["A. One", "B. Two", "C. Three"]),
        ("Anders Sand, Androo Brandand", ["Anders Sand", "Androo Brandand"]),
        ("The QUAY Collaboration: A. One, B. Two", ["The QUAY Collaboration", "A. One", "B. Two"]),
        ("QUAY, :, A. One", ["QUAY", "A. One"]),
        ("A. One, Jr., B. Two, III and C. Three", ["A. One Jr.", "B. Two III", "C. Three"]),
        ("A. -B. One, C. Two", ["A.-B. One", "C. Two"]),
        ("A. One, Jr., Jr.", ["A. One Jr.", "Jr."]),
        ("A. One, et al.", ["A. One"]),
        (
            "A. One (Quay Lab, Pier 9 and Sons), B. Two",
            ["A. One/Quay Lab, Pier 9 and Sons", "B. Two"],
        ),
        ("A. One (Quay) (Pier), Jr. (Lamp)", ["A. One Jr./Quay; Pier; Lamp"]),
        (
            "A. One (1), B. Two (1,2), C. Three (1 and 3) ((1) Quay, (2) Pier (Old), (3) Lamp)",
            ["A. One/Quay", "B. Two/Quay; Pier (Old)", "C. Three/Quay; Lamp"],
        ),
        ("A. One (1), B. Two (2)", ["A. One", "B. Two"]),
        ("A. One (Quay, B. Two, C. Three", ["A. One (Quay", "B. Two", "C. Three"]),
        ("A. One), B. Two", ["A. One)", "B. Two"]),
        (r"{A and B Group}, \'Edgar Rold\'an", ["A and B Group", "Édgar Roldán"]),
    ],
)
def test_a_line_of_authors_is_taken_apart(line: str, expected: list[str]) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (r"\c{C}elik", "Çelik"),
        (r"Akta\c{s} Din\c cer", "Aktaş Dinçer"),
        (r"G\"odel \"{O}berg \"{\i}", "Gödel Öberg ï"),
        (r"S\o ren \O{}stby {\AA}ke Wei\ss", "Søren Østby Åke Weiß"),
        (r"\L ukasz Erd\H{o}s Ho\v{r}ava \v{S}ime", "Łukasz Erdős Hořava Šime"),
        (r"Jo\~ao Nu\~{n}ez \^\i le", "João Nuñez île"),
        ("de~la~Cruz", "de la Cruz"),
        (r"A\&B", "A&B"),
        (r"\unknown{x} \'", r"\unknownx \'"),
        ("Plain Name", "Plain Name"),
    ],
)
def test_accents_in_tex_become_letters(given: str, expected: str) -> None:
    assert spelled(given) == expected


def test_a_legend_does_not_grow_with_its_authors() -> None:
    line = "A. One (1), " * 1000 + f"B. Two ((1) {'o' * 10_000})"
    found = authors(line)
    assert len(found) == 1001
    assert sum(len(each.affiliation) for each in found) <= 1_000_000


@pytest.mark.parametrize("line", ["o" * 200_001, f"A. One ({'o' * 200_001})"])
def test_nobody_has_a_name_or_a_place_of_a_megabyte(line: str) -> None:
    with pytest.raises(Wrong, match=r"an author has 200,0.. characters"):
        authors(line)


@given(st.text(st.sampled_from("ab,;:(){}\\'\"1 vi.&")) | st.text(max_size=60))
def test_any_line_is_taken_apart_into_names(line: str) -> None:
    for author in authors(line):
        assert any(character.isalpha() for character in author.name)
        assert author.name == author.name.strip()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("and Ilva Quay", "Ilva Quay"),
        ("Ilva Quay and", "Ilva Quay"),
        (". I. Quay", "I. Quay"),
        (r"\\Ilva~Quay", "Ilva Quay"),
        (r"Ilv\'a Quay", "Ilvá Quay"),
        ("Andrea Sand", "Andrea Sand"),
        ("Sand and Quay", "Sand and Quay"),
        ("Jean Q. -C. Quay", "Jean Q.-C. Quay"),
        ("Loom-4. 5 Team", "Loom-4.5 Team"),
        ("A. - B. Quay", "A. - B. Quay"),
        ("and", "and"),
        ("{}", "{}"),
        ("{{ quay }}", "{{ quay }}"),
    ],
)
def test_a_name_alone_has_nothing_of_its_list(name: str, expected: str) -> None:
    assert alone(name) == expected
