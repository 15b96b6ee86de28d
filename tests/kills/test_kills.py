"""fetch, pages and build are killed a few times; `make kills` does it two hundred times."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.kills.killing import kills


def traces() -> bool:
    """Tell whether strace may trace here."""
    if not (strace := shutil.which("strace")):
        return False
    return subprocess.run([strace, "-qq", "-o", "/dev/null", "true"], check=False).returncode == 0


@pytest.mark.skipif(not traces(), reason="needs strace")
def test_nothing_is_lost_or_half_and_the_next_run_mends_all(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    found = {told: wrong for told, wrong in kills(tmp_path, httpserver, 12, seed=1) if wrong}
    assert found == {}
