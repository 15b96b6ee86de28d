"""Premises: every library that reads or renders is among them."""

import tomllib
from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.store.premises import LIBRARIES, versions

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
# What talks to people and to servers: nothing of a page hangs on these, nor on what they stand on.
TALKING = {"click", "httpx", "livereload", "rich"}


def needed(by: list[str]) -> set[str]:
    """Return the names of packages that are needed, here and without extras."""
    wanted = (Requirement(each) for each in by)
    return {
        canonicalize_name(each.name)
        for each in wanted
        if each.marker is None or each.marker.evaluate({"extra": ""})
    }


def test_every_library_that_reads_or_renders_is_a_premise() -> None:
    found: set[str] = set()
    new = needed(tomllib.loads(PROJECT.read_text())["project"]["dependencies"])
    assert new > TALKING
    new -= TALKING
    while new:
        found |= new
        new = set().union(*(needed(requires(each) or []) for each in new)) - found
    assert {canonicalize_name(each) for each in LIBRARIES.values()} == found


def test_the_version_of_each_is_told() -> None:
    assert all(find_spec(module) for module in LIBRARIES)
    told = {each.partition("-")[0].casefold() for each in versions() if each.endswith("-info")}
    assert told == set(LIBRARIES.values())
