"""Slugs of names and handles."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.slug import key_of, slug_of, slug_of_handle

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  ADA\tlovelace ", "ada-lovelace"),
        ("DINO 3", "dino-3"),
    ],
)
def test_a_plain_name_is_its_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("José Díaz", "jose-diaz-"),
        ("Jose\u0301 Di\u0301az", "jose-diaz-"),
        ("J. R. Quay", "j-r-quay-"),
        ("Min-Su Loom", "min-su-loom-"),
        ("Łukasz Østergård", "lukasz-ostergard-"),
        ("Strauß", "strauss-"),
        ("智博", ""),
        ("loom " * 60 + "end", "loom-loom-"),
    ],
)
def test_what_folding_loses_stands_in_six_digits(name: str, begins: str) -> None:
    slug = slug_of(name)
    assert slug.startswith(begins)
    assert re.fullmatch(r"[0-9a-f]{6}", slug[-6:])
    assert SLUG.fullmatch(slug)


@pytest.mark.parametrize("name", ["con", "Aux", "NUL", "com1", "lpt9"])
def test_no_name_is_one_that_windows_gives_to_a_device(name: str) -> None:
    for slug in (slug_of(name), slug_of_handle(name)):
        assert re.fullmatch(rf"{name.lower()}-[0-9a-f]{{6}}", slug)


def test_names_that_look_alike_have_their_own() -> None:
    names = ["Min-Su Loom", "Min Su Loom", "Min Sü Loom", "Min Su. Loom", "Strauss", "Strauß"]
    slugs = sorted(map(slug_of, names))
    assert all(one != other for one, other in pairwise(slugs))


@given(st.text(min_size=1) | st.sampled_from(["José Díaz", "智博", "quay_lab", "con", "facade"]))
def test_nobody_takes_the_slug_of_another_for_a_name(name: str) -> None:
    slug = slug_of(name)
    spelled = slug.replace("-", " ")
    assert key_of(name) == spelled or slug_of(spelled) != slug
    handle = slug_of_handle(name)
    assert key_of(name) == handle or slug_of_handle(handle) != handle


def test_composed_or_not_a_name_is_one() -> None:
    assert slug_of("José") == slug_of("Jose\u0301")


def test_a_handle_keeps_its_hyphens() -> None:
    assert slug_of_handle("Quay-Lab") == "quay-lab"
    assert slug_of_handle("quay_lab").startswith("quay-lab-")
    assert slug_of_handle("quay.lab") != slug_of_handle("quay_lab")


@given(st.text(min_size=1))
def test_any_name_has_a_slug_that_can_be_a_folder(name: str) -> None:
    for slug in (slug_of(name), slug_of_handle(name)):
        assert SLUG.fullmatch(slug)
        assert len(slug) < 100


@given(st.text(), st.text())
def test_a_slug_depends_on_the_key_alone(one: str, other: str) -> None:
    assert slug_of(one) == slug_of(f" {one} ")
    if key_of(one) == key_of(other):
        assert slug_of(one) == slug_of(other)
