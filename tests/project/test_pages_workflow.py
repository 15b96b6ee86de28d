"""What pages.yml builds, as its own step does: a site beneath whatever address GitHub tells."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.commands.test_build import check, links

ROOT = Path(__file__).resolve().parents[2]
COMMAND = f'#!/bin/sh\nexec {sys.executable} -m generator "$@"\n'
WHERE = {
    "BASE_URL": "https://someone.example/any-name",
    "REPOSITORY": "https://github.com/someone/any-name",
    "BRANCH": "main",
}

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")


def run(
    site: Path, job: str, script: str, broadsheet: str = COMMAND
) -> subprocess.CompletedProcess[str]:
    """Run the step of a job of which the script has a word."""
    steps = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text())["jobs"][job]
    (step,) = (each["run"] for each in steps["steps"] if script in each.get("run", ""))
    command = site / ".venv/bin/broadsheet"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(broadsheet)
    command.chmod(0o755)
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step],  # noqa: S607 - the runner's own
        cwd=site,
        env={
            **os.environ,
            **WHERE,
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(site.parent / "summary"),
        },
        text=True,
        capture_output=True,
        check=False,
    )


def build(site: Path) -> int:
    return run(site, "build", " build ").returncode


def test_every_link_holds_and_the_repository_is_known(tmp_path: Path) -> None:
    site = Path(shutil.copytree(ROOT / "tests/corpus", tmp_path / "site"))
    (site / "site.toml").write_text("")
    assert build(site) == 0
    checked = run(site, "build", " check")
    assert checked.returncode == 0
    assert "different: 0 · left over: 0" in checked.stdout
    assert "    size: " in (tmp_path / "summary").read_text()
    built = site / "_site"
    pages = {
        path.relative_to(built).as_posix(): path.read_bytes()
        for path in built.rglob("*")
        if path.is_file()
    }
    for path, body in pages.items():
        if path.endswith(".html"):
            for link in links(body.decode()):
                check(path, link, pages)
    assert b"<title>Any name</title>" in pages["index.html"]
    assert (
        b"https://github.com/someone/any-name/edit/main/content/about.md"
        in pages["about/index.html"]
    )


def test_a_page_that_is_to_be_mended_keeps_nothing_back_and_settings_do(tmp_path: Path) -> None:
    site = Path(shutil.copytree(ROOT / "tests/corpus", tmp_path / "site"))
    (site / "content/topics/x.md").write_text("---\ntitel: x\n---\n")
    assert build(site) == 0
    assert (site / "_site/index.html").exists()
    told = "::error file=content/topics/x.md,line=2::unknown key 'titel'"
    assert told in run(site, "build", " check").stdout
    (site / "site.toml").write_text("titel = 1\n")
    assert build(site) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="it sets no limits to files")
def test_half_a_site_is_not_published(tmp_path: Path) -> None:
    site = Path(shutil.copytree(ROOT / "tests/corpus", tmp_path / "site"))
    no_room = f"#!/bin/bash\nulimit -f 16\n{COMMAND.partition(chr(10))[2]}"
    assert run(site, "build", " build ", no_room).returncode == 1
    assert "make room" in (tmp_path / "summary").read_text()
    assert build(site) == 0


@pytest.mark.parametrize("job", ["where", "deploy"])
def test_what_is_not_published_says_what_to_click(tmp_path: Path, job: str) -> None:
    (tmp_path / "site").mkdir()
    told = run(tmp_path / "site", job, "echo").stdout
    assert told.startswith(("::warning::", "::error::"))
    assert "Settings → Pages → Source: GitHub Actions" in told
    assert (tmp_path / "summary").read_text() == told
