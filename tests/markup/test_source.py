"""TeX for bibliographies, as a reader of BibTeX takes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup.source import SIGNS, escaped, source
from generator.model.text import clean


def read(tex: str) -> str:
    """Return what escaped text says."""
    for code, written in SIGNS.items():
        if written.endswith("{}"):
            tex = tex.replace(written, f"\x00{code:x}\x00")
    for sign in "$&#%_":
        tex = tex.replace(f"\\{sign}", sign)
    parts = tex.split("\x00")
    parts[1::2] = [chr(int(part, 16)) for part in parts[1::2]]
    return "".join(parts)


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        (r"Light at $\alpha_{s}$ and $O(n^2)$", r"Light at $\alpha_{s}$ and $O(n^2)$"),
        (r"Made for $5 & 100% of a_b", r"Made for \$5 \& 100\% of a\_b"),
        (r"T\"ULU \textbf{bold}", r"TÜLU \textbf{bold}"),
        (
            "<think> {x ^",
            r"\textless{}think\textgreater{} \textbraceleft{}x \textasciicircum{}",
        ),
        (r"\[ a = b \]", "$ a = b $"),
        (r"H$_\text{2}$O", r"H$_\text{2}$O"),
        (r"$((((((((($", "((((((((("),
        (r"$\text{$x$}$", "x"),
        (r"$\}a\{$", r"\textbraceright{}a\textbraceleft{}"),
        (
            r"a $\input{/etc/passwd}$",
            r"a \textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}",
        ),
        (r"\(\csname input\endcsname x\)", "inputx"),
        (r"$x_i & y$ or $x^2^3$", r"x\_i y or x\textasciicircum{}2\textasciicircum{}3"),
        (r"$x_i % y$ and $5\%_i$", r"x\_i \% y and $5\%_i$"),
        (r"\href{https://a.org}{A \& b} \url{https://a.org/b_c}", r"A \& b https://a.org/b\_c"),
    ],
)
def test_formulas_stay_and_signs_are_signs(text: str, tex: str) -> None:
    assert source(text) == tex


@given(st.text(st.sampled_from("a $&#%_{}\\~^<>\"'é林\x00")))
def test_escaped_text_says_what_it_said(text: str) -> None:
    assert read(escaped(text)) == clean(text)


@given(st.text(st.sampled_from("ab $_{}\\^[]()")))
def test_braces_are_balanced_as_bibtex_counts_them(text: str) -> None:
    depth = 0
    for sign in source(text):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
