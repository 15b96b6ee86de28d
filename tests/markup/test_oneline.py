"""Formulas as characters, in one line: what they say without their braces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import tex
from generator.markup.oneline import one_line
from tests.markup.test_pathological import seconds


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # what would be another formula
        (r"n^{1/2}", "n^(1/2)"),
        (r"2^{n+1}", "2^(n+1)"),
        (r"10^{4-5}", "10^(4-5)"),
        (r"\mathbb{R}^{d\times d}", "ℝ^(d×d)"),
        (r"2^{2^{n}}", "2^(2^n)"),
        (r"n^{\frac{1}{2}}", "n^(1/2)"),
        (r"x_{t-1}, \ell_{2,p}, a_{1:n}", "x_(t-1), ℓ_(2,p), a_(1:n)"),
        (r"\frac{n+1}{2}", "(n+1)/2"),
        (r"\frac{1}{2n} \frac1{2n}", "1/(2n) 1/(2n)"),
        (r"e^{-x/2}", "e^(-x/2)"),
        # what holds together without
        (r"10^{-8}, x^{12}, z_{\rm eff}, Cu^{2+}", "10^-8, x^12, z_eff, Cu^2+"),
        (r"x_{\text{max pool}}, x_{\le 1}", "x_max pool, x_≤1"),
        (r"x^{(t+1)}, f_{[0,1]}, \frac{d^2s}{dt^2}", "x^(t+1), f_[0,1], d^2s/dt^2"),
        # what pylatexenc leaves out, or leaves as it is
        (r"\tfrac{8}{3}, \dfrac{a+b}{c}, \tfrac12", "8/3, (a+b)/c, 1/2"),
        (r"\binom{n}{k-1}, 2\binom nk", "binom(n, k-1), 2nk"),
        (r"\|x\|_2 \ne 1", "‖x‖_2 ≠1"),
        (r"\widetilde{O}(n)", "Õ(n)"),
        (r"\checkmark \iff \boldsymbol{\alpha}", "✓ ⇔α"),
        # arXiv turns `\alpha` into a letter, and nothing parts it from the macro before it
        (r"\dotγ+1, \hatα, \sqrtκ, \cosφ", "γ̇+1, α̂, √(κ), cos φ"),
        # names of functions, which TeX sets apart
        (r"O(n\log n), \log(T), \log_2 n, 2\sin\theta", "O(n log n), log(T), log_2 n, 2 sin θ"),
    ],
)
def test_characters_say_what_a_formula_says(formula: str, expected: str) -> None:
    assert tex.unicode(formula) == expected


PIECES = st.sampled_from(
    [*"ab1+-/,{}^_ ()[]\\", r"\frac", r"\binom", r"\log", r"\|", r"\text{a b}", r"\alpha", "α"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_brace_is_lost(formula: str) -> None:
    shown = one_line(formula)
    for brace in "{}":
        assert shown.count(brace) == formula.count(brace)


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["{", "^{", "^{a+", r"\frac{", "(", r"\text{", r"\log", "1 ", "\\"]
)
def test_two_thousand_characters_take_no_time(piece: str) -> None:
    text = (piece * 2000)[:1000] + "}" * 1000
    assert seconds(one_line, text, 0.5) < 0.5
