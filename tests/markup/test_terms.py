"""The words of a search, and their stems; tests/search/words.test.js holds browsers to the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup.stems import stem
from generator.markup.terms import folded, forms, tokens

VECTORS = json.loads((Path(__file__).parents[1] / "search/terms.json").read_text())
letters = st.text("abcdefghilmnorstuyz", min_size=1, max_size=12)


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_the_words_of_a_text(text: str, expected: list[str]) -> None:
    assert [form for token in tokens(folded(text)) for form in forms(token)] == expected


@pytest.mark.parametrize(
    "words",
    [
        ("diffusion", "diffuse", "diffusing"),
        ("colour", "color", "colours", "colouring"),
        ("modelling", "modeling", "models"),
        ("optimisation", "optimization", "optimise", "optimizer"),
        ("analyse", "analyzing"),
        ("centre", "center", "centred"),
        ("fibre", "fibers"),
        ("catalogue", "catalog"),
        ("defence", "defense"),
        ("anaemia", "anemia"),
        ("grey", "gray"),
        ("artefact", "artifacts"),
        ("judgement", "judgment"),
        ("programme", "programs"),
        ("behaviour", "behaviors"),
        ("llm", "llms"),
        ("mllm", "mllms"),
        ("vla", "vlas"),
        ("gpu", "gpus"),
        ("lstm", "lstms"),
    ],
)
def test_words_that_are_one(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("size", "side"),
        ("hour", "hor"),
        ("more", "moer"),
        ("calling", "caling"),
        ("once", "one"),
        ("tt", "tts"),
        ("cs", "css"),
        ("http", "https"),
        ("opu", "opus"),
    ],
)
def test_words_that_are_not(words: tuple[str, str]) -> None:
    assert stem(words[0]) != stem(words[1])


@given(letters)
def test_a_stem_is_its_own_stem(word: str) -> None:
    assert stem(stem(word)) == stem(word)


@given(st.text())
def test_forms_are_short_and_folded(text: str) -> None:
    for token in tokens(folded(text)):
        for form in forms(token):
            assert 0 < len(form) <= 40
            assert folded(form) == form
