"""The API of a site of real papers, by its own schema and by Hugging Face's own client."""

from collections import Counter
from pathlib import Path

import pytest

from generator.model.address import API_FILES
from tests.commands import recorded
from tests.commands.test_api import assert_same, assert_valid

pytestmark = [pytest.mark.real, pytest.mark.timeout(1200)]


def test_every_file_is_as_the_schema_says(real: Path) -> None:
    assert assert_valid(real) == set(API_FILES) - {"schema"}


def test_the_client_of_hugging_face_reads_every_paper_as_its_own(real: Path, data: Path) -> None:
    days = recorded.items(file=data)
    listed = Counter(each["paper"]["id"] for day in days.values() for each in day)
    twice = {name for name, times in listed.items() if times > 1}
    for day, papers in days.items():
        assert_same(real, day, papers, twice)
