"""SECURITY.md: each promise names tests that hold it, and these are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "SECURITY.md").read_text()
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_each_promise_is_held_by_a_test() -> None:
    numbers, promises = zip(
        *re.findall(r"^## (\d)\. (.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL), strict=True
    )
    assert numbers == tuple("123456789")
    assert all(map(TEST.search, promises))


def test_each_test_is_there() -> None:
    for file, name in TEST.findall(TEXT):
        assert f"def {name}(" in (ROOT / file).read_text(), (file, name)
