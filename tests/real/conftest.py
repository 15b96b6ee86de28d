"""A site of all that was recorded of Hugging Face, which `make real DATA=folder` looks at."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import recorded

ROOT = Path(__file__).resolve().parents[2]
TOML = """
[site]
address = "https://someone.example/papers/"
[watch]
authors = ["Ziwei Liu"]
organizations = ["nvidia"]
[custom_feeds.hands]
title = "Robot hands"
rule = { any = ["robot hand", "dexterous"] }
[sources.huggingface]
"""


@pytest.fixture(scope="session")
def data(request: pytest.FixtureRequest) -> Path:
    """The file of what was recorded."""
    given = request.config.getoption("--real")
    if given is None:
        pytest.skip("make real runs it")
    return Path(given) / recorded.FILE.name


@pytest.fixture(scope="session")
def real(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, which is built."""
    folder = tmp_path_factory.mktemp("real")
    recorded.recorded(folder, recorded.items(file=data))
    for topic in (ROOT / "content/topics").glob("*.md"):
        shutil.copy(topic, folder / "content/topics")
    (folder / "site.toml").write_text(TOML)
    build(folder)
    return folder


def build(folder: Path) -> None:
    """Build the site anew, as if nothing of it were known."""
    command = [sys.executable, "-m", "generator", "--site", str(folder), "build", "--full"]
    subprocess.run(command, check=True)
