"""What CONTRIBUTING.md shows is run as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from generator.settings.site import KINDS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(r"<!-- example: ([^\s,>]+)[^>]* -->\n```\w+\n(.*?)```\n", re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the program and a site in it, as somebody has who starts to change it."""
    for name in ("generator", "templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "site.toml").write_text(f"kinds = {[*KINDS, 'with_code']}\n")
    return tmp_path


def run(checkout: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def test_the_worked_examples_work(checkout: Path, httpserver: HTTPServer) -> None:
    examples = dict(EXAMPLE.findall((ROOT / "CONTRIBUTING.md").read_text()))
    assert len(examples) == 4
    for name, text in examples.items():
        with (checkout / name).open("a") as file:
            file.write(text)
    httpserver.expect_request("/list", query_string={"day": "2026-01-15"}).respond_with_json(
        [
            {"id": "2601.01234", "title": "A\n  Loom", "names": ["Ada Lovelace"]},
            {"id": "x"},
            {"id": 5},
            None,
        ]
    )
    httpserver.expect_request("/list", query_string={"day": "2026-01-16"}).respond_with_json(None)
    server = f"sources.example_preprints.address=http://127.0.0.1:{httpserver.port}"
    day = ("--from", "2026-01-15", "--to", "2026-01-15")
    told = run(checkout, "--set", server, "fetch", *day, "--source", "example_preprints")
    assert "papers read: 1" in told
    assert "rejected: 3" in told
    day = ("--from", "2026-01-16", "--to", "2026-01-16")
    told = run(checkout, "--set", server, "fetch", *day, "--source", "example_preprints", code=3)
    assert "this is no list" in told
    correction = checkout / "content" / "corrections" / "2601.01234.yaml"
    correction.parent.mkdir()
    correction.write_text("code: https://code.example/loom\n")
    run(checkout, "pages")
    run(checkout, "build")
    assert "A Loom" in (checkout / "_site/days/2026-01-15/index.html").read_text()
    assert "A Loom" in (checkout / "_site/with-code/index.html").read_text()
