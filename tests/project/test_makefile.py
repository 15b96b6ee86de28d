"""The Makefile as a newcomer meets it, and the locks that it installs from."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator import __version__

ROOT = Path(__file__).resolve().parents[2]
# What the Makefile looks at before it installs.
INPUTS = ["Makefile", "pyproject.toml", "uv.lock", "requirements.txt", "requirements-dev.txt"]

Pins = dict[str, tuple[str, frozenset[str]]]  # name -> version and hashes

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="needs make")


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make in `folder`, without what the make that runs these tests was told."""
    told = ("MAKE", "MFLAGS", "PYTHON", "UV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(told)}
    return subprocess.run(
        ["make", *words],  # noqa: S607 - the reader's own make is the one to try
        cwd=folder,
        env=env,
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder, with a space in its name, that holds what the Makefile looks at."""
    folder = tmp_path / "my papers"
    folder.mkdir()
    for name in INPUTS:
        shutil.copy(ROOT / name, folder)
    return folder


def stand_in(folder: Path, setting: str) -> Path:
    """Write a command that is this Python, but runs `setting` before what `-c` gives it."""
    path = folder / "other python"
    code = f"import sys; {setting}; exec(sys.argv[1])"
    path.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$2\"\n")
    path.chmod(0o755)
    return path


@needs_make
def test_help_is_the_default_and_lists_every_target() -> None:
    rules = re.findall(r"^([.\w-]+):(.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    phony = dict(rules)[".PHONY"].split()
    told = [line.split(maxsplit=1) for line in make(ROOT).stdout.splitlines()]
    assert [name for name, _ in told] == phony
    assert {name for name, rest in rules if rest} == {".PHONY", *phony}


@needs_make
@pytest.mark.parametrize("goal", ["setup", "site", "serve", "test", "check", "golden", "bench"])
def test_too_old_a_python_is_told_so_in_one_line(checkout: Path, goal: str) -> None:
    old = stand_in(checkout, "sys.version_info = (3, 10, 13)")
    ran = make(checkout, goal, "UV=", f"PYTHON={old}")
    first, second = ran.stderr.splitlines()
    assert "needs Python 3.11 or later, and this one is 3.10" in first
    assert "PYTHON=python3.12" in first
    assert second.startswith("make")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert not (checkout / ".venv").exists()


@needs_make
def test_a_python_without_ensurepip_names_the_debian_package(checkout: Path) -> None:
    bare = stand_in(checkout, 'sys.modules["ensurepip"] = None')
    ran = make(checkout, "site", "UV=", f"PYTHON={bare}")
    wanted = f"sudo apt install python3.{sys.version_info.minor}-venv"
    assert wanted in ran.stderr.splitlines()[0]
    assert (ran.returncode, ran.stdout) == (2, "")


@needs_make
def test_no_python_at_all_is_told_so(checkout: Path) -> None:
    ran = make(checkout, "site", "UV=", "PYTHON=no-such-python")
    assert ran.stderr.startswith("There is no no-such-python here")
    assert ran.returncode == 2


@needs_make
def test_what_is_installed_already_is_not_installed_again(checkout: Path) -> None:
    command = checkout / ".venv" / "bin" / "broadsheet"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "ran $*"\n')
    command.chmod(0o755)
    stamp = checkout / ".venv" / "site.stamp"
    stamp.touch()
    assert make(checkout, "site", "UV=", "PYTHON=no-such-python").stdout.endswith("ran build\n")
    os.utime(stamp, (0, 0))
    assert make(checkout, "site", "UV=", "PYTHON=no-such-python").returncode == 2


@needs_make
def test_a_machine_without_hugo_is_told_so(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    (checkout / ".venv" / "site.stamp").touch()
    ran = make(checkout, "bench", "UV=")
    assert ran.stderr.startswith("Hugo cannot be had")
    assert ran.returncode == 2


@needs_make
def test_clean_removes_what_was_made_and_nothing_else(checkout: Path) -> None:
    kept = ("content", "static", "tests/browser/tools", "tests/search")
    installed = (f"{name}/node_modules" for name in kept[2:])
    for name in ("_site", ".cache", ".venv", ".mypy_cache", ".ruff_cache", *kept, *installed):
        (checkout / name).mkdir(parents=True, exist_ok=True)
        (checkout / name / "file").touch()
    assert make(checkout, "clean").returncode == 0
    files = {path.relative_to(checkout).as_posix() for path in checkout.rglob("*")}
    assert {each for each in files if (checkout / each).is_file()} == {
        *INPUTS,
        *(f"{name}/file" for name in kept),
    }


@pytest.mark.parametrize(
    ("name", "extras"), [("requirements.txt", ()), ("requirements-dev.txt", ("dask", "dev"))]
)
def test_requirements_are_those_of_the_lock(name: str, extras: Sequence[str]) -> None:
    packages = locked()
    wanted = {need: pin(packages[need]) for need in needs(packages, "broadsheet", extras)}
    assert listed(ROOT / name) == wanted, "run make lock"


def test_the_lock_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked: set[tuple[str | None, str, frozenset[str]]]
    asked = {(None, *parts(need)) for need in project["dependencies"]}
    for extra, extra_needs in project["optional-dependencies"].items():
        asked |= {(f"extra == '{extra}'", *parts(need)) for need in extra_needs}
    answered = {
        (need.get("marker"), need["name"], frozenset(need["specifier"].split(",")))
        for need in locked()["broadsheet"]["metadata"]["requires-dist"]
    }
    assert answered == asked, "run make lock"


def test_the_locks_name_the_public_index_alone() -> None:
    hosts = set(re.findall(r'https?://([^/"]+)', (ROOT / "uv.lock").read_text()))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert not re.search(r"^\s*(-|.*://)", text.replace("    --hash=", ""), re.MULTILINE)


def locked() -> dict[str, dict[str, Any]]:
    """Return the packages of uv.lock by name, of which each has one version."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    by_name = {package["name"]: package for package in packages}
    assert len(by_name) == len(packages)
    return by_name


def needs(
    packages: Mapping[str, Mapping[str, Any]], root: str, extras: Sequence[str]
) -> frozenset[str]:
    """Return the names of all that `root` with `extras` needs, without `root`."""
    found: set[tuple[str, str]] = set()
    ahead = [(root, extra) for extra in ("", *extras)]
    while ahead:
        if (here := ahead.pop()) not in found:
            found.add(here)
            ahead += next_needs(packages[here[0]], here[1])
    return frozenset(name for name, _ in found if name != root)


def next_needs(package: Mapping[str, Any], extra: str) -> Iterator[tuple[str, str]]:
    """Yield the name, and each extra of it, of what `package` or its `extra` needs at once."""
    optional = package.get("optional-dependencies", {})
    for need in optional.get(extra, ()) if extra else package.get("dependencies", ()):
        yield from ((need["name"], asked) for asked in ("", *need.get("extra", ())))


def pin(package: Mapping[str, Any]) -> tuple[str, frozenset[str]]:
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    return package["version"], frozenset(file["hash"] for file in files)


def listed(path: Path) -> Pins:
    """Return what a requirements file pins."""
    pins: Pins = {}
    for entry in re.split(r"^(?=[a-z])", path.read_text(), flags=re.MULTILINE)[1:]:
        name, version = entry.split()[0].split("==")
        pins[name] = version, frozenset(re.findall(r"--hash=(\S+)", entry))
    return pins


def parts(need: str) -> tuple[str, frozenset[str]]:
    """Split a requirement of pyproject.toml in its name and what it says of the version."""
    name = re.split(r"[^a-z0-9-]", need, maxsplit=1)[0]
    return name, frozenset(need.removeprefix(name).split(","))


def test_the_program_has_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__
    assert f"## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text()


def test_the_newest_python_that_uv_takes_has_wheels_of_all_that_is_locked() -> None:
    asked = re.search(r"PYTHONS := >=3\.(\d+),<3\.(\d+)", (ROOT / "Makefile").read_text())
    assert asked
    oldest, beyond = int(asked[1]), int(asked[2])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = re.findall(r"Python :: 3\.(\d+)", "\n".join(project["classifiers"]))
    assert [int(minor) for minor in named] == [*range(oldest, beyond)]
    packages = locked()
    newest = f"cp3{beyond - 1}-manylinux"
    for name in needs(packages, "broadsheet", ()):
        wheels = [wheel["url"].rpartition("/")[2] for wheel in packages[name].get("wheels", ())]
        assert any(
            re.search(rf"-none-any|abi3-manylinux[^-]*x86_64|{newest}[^-]*x86_64", wheel)
            for wheel in wheels
        ), name
