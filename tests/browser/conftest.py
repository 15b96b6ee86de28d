"""Real Chromium, and pages as they are deployed."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")  # those that .ci/run knows


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("needs Chromium")
    return found


@pytest.fixture(scope="session")
def opened(chromium: str) -> Callable[[str, Path], tuple[str, list[str]]]:
    """Return what a page holds once it is there, and the lines of the console."""

    def opened(page: str, profile: Path) -> tuple[str, list[str]]:
        done = subprocess.run(
            [
                chromium,
                *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                *("--disable-background-networking", "--disable-component-update"),
                *("--disable-sync", "--enable-logging=stderr", "--v=0"),
                *(f"--user-data-dir={profile}", "--virtual-time-budget=3000", "--dump-dom", page),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]

    return opened


@pytest.fixture(scope="session")
def as_deployed() -> Callable[[Path], None]:
    """Keep the policy of a built site, which `application` takes away for livereload's sake."""

    def as_deployed(site: Path) -> None:
        strict = {path: path.read_bytes() for path in site.rglob("*.html")}
        assert any(b"Content-Security-Policy" in body for body in strict.values())
        for path, body in strict.items():
            kept = body.replace(b'<meta http-equiv="Content', b'<meta  http-equiv="Content')
            path.write_bytes(kept)

    return as_deployed
