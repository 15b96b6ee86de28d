"""`.ci/run` on a machine that has nothing yet, played by programs that only note what was asked."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("bash", "dirname", "id", "rm", "timeout", "mkdir")
MAKES = "mkdir _site; echo made > _site/index.html"
FAKES = {
    "apt-get": 'echo "apt-get $*" >> asked',
    # Two run at once, and only one makes what is then looked at.
    "make": f'echo "make $*" >> asked; [[ $1 != site ]] || {{ {MAKES}; }}',
}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout, and beside it the programs that there are."""
    (tmp_path / "checkout/.ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/run", tmp_path / "checkout/.ci/run")
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    for name, script in FAKES.items():
        program(tmp_path / "bin" / name, script)
    program(tmp_path / "checkout/.venv/bin/broadsheet", 'echo "broadsheet $*" >> asked')
    return tmp_path


def program(file: Path, script: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!{shutil.which('bash')}\n{script}\n")
    file.chmod(0o755)


def asked(machine: Path) -> list[str]:
    """Return what a run asks for, in alphabetical order: two things come at once."""
    bash = str(machine / "bin/bash")
    env = {"PATH": str(machine / "bin")}
    subprocess.run([bash, machine / "checkout/.ci/run"], env=env, check=True, capture_output=True)
    return sorted((machine / "checkout/asked").read_text().splitlines())


MADE = ["broadsheet check", "make .venv/dev.stamp", "make check", "make site"]
LOOK = "make tests/browser/tools/node_modules/.package-lock.json"


@pytest.mark.skipif(
    not Path("/etc/debian_version").exists() or os.getuid() != 0, reason="needs root on Debian"
)
def test_a_browser_is_fetched_where_there_is_none(machine: Path) -> None:
    fetched = "apt-get install -y -qq --no-install-recommends chromium-headless-shell"
    assert asked(machine) == sorted([*MADE, "apt-get update -qq", fetched, LOOK])


@pytest.mark.parametrize("name", ["chromium-headless-shell", "chromium", "google-chrome"])
def test_a_browser_that_is_there_will_do(machine: Path, name: str) -> None:
    program(machine / "bin" / name, "exit 1")
    assert asked(machine) == sorted([*MADE, LOOK])
