"""Every page of a site of real papers before the Nu HTML checker."""

import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import TOOLS

pytestmark = [pytest.mark.real, pytest.mark.timeout(1200)]


def test_the_nu_html_checker_finds_no_error(real: Path) -> None:
    jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", str(real / "_site")],  # noqa: S607 - the one that is found
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
