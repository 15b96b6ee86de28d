"""What `make release` made, installed into an environment that has nothing: a site, and upgrades.

It needs a package index, so `make release` runs it and `make test` does not.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.release, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
RECORD = '{"id": "arxiv:2601.00001", "title": "A Language Model"}\n'
LATER = "0.1.1"


@pytest.fixture
def dist(request: pytest.FixtureRequest) -> Path:
    """The folder of what was released."""
    given = request.config.getoption("--release")
    if given is None:
        pytest.skip("make release runs it")
    return Path(given).resolve()


def run(folder: Path, *words: str | Path, **settings: str) -> str:
    """Run a command as somebody would who has nothing: an empty home, no settings."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("SSL_", "PIP_"))}
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    env = {"HOME": str(home), "PATH": os.environ["PATH"], **kept, **settings}
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=env,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(folder: Path, *files: Path) -> Path:
    """Install files into a new environment and return its command."""
    run(folder, sys.executable, "-m", "venv", "env")
    run(folder, "env/bin/python", "-m", "pip", "--quiet", "install", *files)
    return folder / "env/bin/broadsheet"


def test_the_wheel_makes_a_site_and_an_upgrade_keeps_what_was_changed(
    dist: Path, tmp_path: Path
) -> None:
    (wheel,) = dist.glob("*.whl")
    here = tmp_path / "work"
    here.mkdir()
    command = installed(here, wheel)
    run(here, command, "new", "papers")
    site = here / "papers"
    day = site / "content/records/huggingface/2026/2026-01-05.jsonl"
    day.parent.mkdir(parents=True)
    day.write_text(RECORD)
    own = site / "templates/missing.html"
    own.parent.mkdir()
    own.write_text('{% extends "base.html" %}{% block main %}<h1>Lost</h1>{% endblock %}')
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    shutil.copy(wheel, wheels)
    run(site, "make", "site", f"PYTHON={sys.executable}", PIP_FIND_LINKS=str(wheels))
    assert "A Language Model" in (site / "_site/index.html").read_text()
    later(wheel, wheels)
    (site / "requirements.txt").write_text(f"broadsheet=={LATER}\n")
    run(site, "make", "site", f"PYTHON={sys.executable}", PIP_FIND_LINKS=str(wheels))
    assert LATER in run(site, ".venv/bin/broadsheet", "--version")
    assert "<h1>Lost</h1>" in (site / "_site/404.html").read_text()
    assert "Later" in (site / "_site/index.html").read_text()


def later(wheel: Path, folder: Path) -> None:
    """Write the wheel of a later version, whose pages say so."""
    version = wheel.name.split("-")[1]
    target = folder / wheel.name.replace(version, LATER)
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith(("/METADATA", "generator/__init__.py")):
                body = body.replace(version.encode(), LATER.encode())
            elif name.endswith("templates/base.html"):
                body = body.replace(b"<main", b"<p>Later</p><main", 1)
            elif name.endswith("/RECORD"):
                lines = (line.split(",")[0] for line in body.decode().splitlines())
                body = "".join(f"{line.replace(version, LATER)},,\n" for line in lines).encode()
            new.writestr(name.replace(f"-{version}.", f"-{LATER}."), body)


def test_the_sdist_builds_and_holds_its_tests(dist: Path, tmp_path: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/conftest.py", "site.toml"} <= names
    assert not [name for name in names if "node_modules" in name or name.startswith("_site")]
    here = tmp_path / "work"
    here.mkdir()
    command = installed(here, sdist)
    run(here, command, "new", "papers")
    run(here / "papers", command, "build")
    assert (here / "papers/_site/topics/language-models/index.html").exists()
