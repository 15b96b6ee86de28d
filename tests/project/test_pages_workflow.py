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


def build(site: Path) -> int:
    steps = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text())["jobs"]["build"]
    script = next(step["run"] for step in steps["steps"] if step.get("name") == "Build")
    command = site / ".venv/bin/broadsheet"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(COMMAND)
    command.chmod(0o755)
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],  # noqa: S607 - the runner's own
        cwd=site,
        env={**os.environ, **WHERE, "GITHUB_STEP_SUMMARY": str(site.parent / "summary")},
        check=False,
    ).returncode


def test_every_link_holds_and_the_repository_is_known(tmp_path: Path) -> None:
    site = Path(shutil.copytree(ROOT / "tests/corpus", tmp_path / "site"))
    (site / "site.toml").write_text("[site]\ntitle = 'The Loom'\n")
    assert build(site) == 0
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
    assert (
        b"https://github.com/someone/any-name/edit/main/content/about.md"
        in pages["about/index.html"]
    )


def test_a_page_that_is_to_be_mended_keeps_nothing_back_and_settings_do(tmp_path: Path) -> None:
    site = Path(shutil.copytree(ROOT / "tests/corpus", tmp_path / "site"))
    (site / "content/topics/x.md").write_text("---\ntitel: x\n---\n")
    assert build(site) == 0
    assert (site / "_site/index.html").exists()
    (site / "site.toml").write_text("titel = 1\n")
    assert build(site) == 1
