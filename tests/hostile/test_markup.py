"""The corpus of hostile records before the Nu HTML checker."""

import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import told_by_nu_checker, tools
from tests.hostile.conftest import Site

__all__ = ["tools"]  # the fixture


@pytest.mark.skipif(not shutil.which("java"), reason="needs Java")
def test_the_nu_html_checker_finds_no_error(hostile: Site, tools: Path) -> None:
    assert told_by_nu_checker(tools, hostile.built) == []
