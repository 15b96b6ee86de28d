"""First sentences: where they end, and where one that is too long is cut."""

import pytest

from generator.markup.sentence import first_sentence, told_by


@pytest.mark.parametrize(
    ("text", "limit", "first"),
    [
        ("Is it? Yes", 300, "Is it?"),
        ("It is! Yes", 300, "It is!"),
        ("A. Bee sees. Dee", 300, "A. Bee sees."),
        ("A {b. C} d. E", 300, "A {b. C} d."),
        ("Context. Stars are far. Aims. We", 300, "Context. Stars are far."),
        ("AIMS. We weigh. We find", 300, "AIMS. We weigh."),
        ("It has a purpose. We", 300, "It has a purpose."),
        ("One. Two three", 4, "One."),
        ("One two", 7, "One two"),
        ("One. Two", 3, "On…"),
        ("One two, three", 9, "One two…"),
        ("One X, three", 7, "One X…"),
        ("-one two three", 9, "-one two…"),
        ("x y {a bc d} e", 10, "x y…"),
        ("{ab cd ef} g", 9, "{ab cd e…"),
        ("a" * 301, 300, "a" * 299 + "…"),
    ],
)
def test_a_sentence_ends_with_its_sign_or_after_a_word(text: str, limit: int, first: str) -> None:
    assert first_sentence(text, limit) == first


def test_three_hundred_characters_are_the_most() -> None:
    assert first_sentence("a" * 301) == "a" * 299 + "…"
    assert first_sentence("a" * 300) == "a" * 300


@pytest.mark.parametrize(
    ("beginning", "told"),
    [
        ("One. Two", None),  # which may go on in any way
        ("One. Two t", "One."),
        ("One. $a b c d", None),
        (r"One. \a b c d", None),
        ("Onetwothreefour", "Onetwot…"),
    ],
)
def test_a_beginning_tells_it_where_two_characters_follow_the_limit(
    beginning: str, told: str | None
) -> None:
    assert told_by(beginning, 8) == told
