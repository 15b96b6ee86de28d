"""Formulas: which dollars and brackets hold one, and which are money or signs."""

import pytest

from generator.markup.formulas import LONGEST, formula_at


@pytest.mark.parametrize(
    ("text", "source"),
    [
        *((r"\(a\) b \(c\)", "a"), (r"\[a\]", "a"), ("$$a$$ x", "a"), ("$5 + a$ x", "5 + a")),
        *(
            ("$ a = b $ x", " a = b "),
            ("$ a = b$ x", " a = b"),
            ("$a $ x", "a "),
            ("$ ab $", " ab "),
        ),
        *(("$x=$5", "x="), ("$x<$5", "x<"), ("$x=y$5", "x=y")),
    ],
)
def test_a_formula_is_found_where_it_begins(text: str, source: str) -> None:
    found = formula_at(text, 0)
    assert found
    assert found.source == source
    assert found.end == text.index(source) + len(source) + (2 if text[1] in "([$" else 1)
    assert found.display == (text[:2] in {r"\[", "$$"})


@pytest.mark.parametrize(
    "text",
    [
        *(r"\(\)", r"\( \)", "$5 per paper$ x", "$5,$ x", "$5-$", "$$ 5 per paper $$", "$$a$ b"),
        *("$a b $ x", "$ab $ x", "$1 $ x", "$ 1$ x", "$ a b$ x", "$ a b $", "$xy$5"),
        *("${a$ x", "$a}{b$ x", "$a}$ x"),
    ],
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert formula_at(text, 0) is None


@pytest.mark.parametrize(("opening", "closing"), [("$", "$"), (r"\(", r"\)"), (r"\[", r"\]")])
def test_a_formula_has_two_thousand_characters_at_most(opening: str, closing: str) -> None:
    longest = "a" * (LONGEST - len(opening) - len(closing))
    assert formula_at(f"{opening}{longest}{closing}", 0)
    assert formula_at(f"{opening}{longest}a{closing}", 0) is None
