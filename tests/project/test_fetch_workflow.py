"""The shell of fetch.yml, run on real repositories: what it pushes, and when others push first.

The command `broadsheet` is played by a script whose page lists the records that it finds, and
which lets a person push just before it is done, as often as the file `rivals` has lines.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
STEPS = ("Commit the records", "Make the pages and push")

BROADSHEET = """#!/bin/sh
ls content/records | tr '\\n' ' ' > content/page.md
if [ -s ../rivals ]; then
  sed -i.old 1d ../rivals
  (cd ../person && git pull -q && echo theirs > "content/records/person$(wc -l < ../rivals)" &&
    echo theirs > content/page.md && git add . && git commit -qm person && git push -q)
fi
exit "${PAGES_EXIT:-0}"
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("git")), reason="needs bash and git"
)


@dataclass(frozen=True, slots=True)
class World:
    """A remote repository, and the clones of CI and of a person beside it."""

    folder: Path

    def run(self, where: str, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        env = {
            **os.environ,
            "HOME": str(self.folder),
            "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_OUTPUT": str(self.folder / "output"),
            **settings,
        }
        return subprocess.run(
            words, cwd=self.folder / where, env=env, text=True, capture_output=True, check=False
        )

    def git(self, where: str, *words: str) -> str:
        ran = self.run(where, "git", *words)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def workflow(self, **settings: str) -> int:
        """Run the two steps in CI's clone; return the exit code of the first that fails."""
        (self.folder / "output").write_text("")
        jobs = yaml.safe_load((ROOT / ".github/workflows/fetch.yml").read_text())["jobs"]
        for step in jobs["fetch"]["steps"]:
            if step.get("name") in STEPS:
                ran = self.run("ci", "bash", "-e", "-c", step["run"], **settings)
                if ran.returncode:
                    return ran.returncode
        return 0

    def pushed(self) -> bool:
        return (self.folder / "output").read_text() == "pushed=true\n"

    def published(self) -> str:
        return self.git("remote", "show", "main:content/page.md")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """CI's clone has one commit of history, as the checkout action makes it, and a new record."""
    (tmp_path / "gitconfig").write_text("[user]\nname = A Person\nemail = person@example.org\n")
    made = World(tmp_path)
    made.git(".", "init", "-q", "--bare", "--initial-branch=main", "remote")
    made.git(".", "clone", "-q", "remote", "person")
    (tmp_path / "person/content/records").mkdir(parents=True)
    (tmp_path / "person/content/records/day1").write_text("paper\n")
    (tmp_path / "person/content/page.md").write_text("day1 ")
    made.git("person", "add", ".")
    made.git("person", "commit", "-qm", "first")
    made.git("person", "push", "-q", "origin", "HEAD:main")
    made.git(".", "clone", "-q", "--depth=1", f"file://{tmp_path}/remote", "ci")
    command = tmp_path / "ci/.venv/bin/broadsheet"
    command.parent.mkdir(parents=True)
    command.write_text(BROADSHEET)
    command.chmod(0o755)
    return made


def add_record(world: World) -> None:
    (world.folder / "ci/content/records/day2").write_text("paper\n")


def test_nothing_new_makes_no_commit(world: World) -> None:
    assert world.workflow() == 0
    assert not world.pushed()
    assert world.git("remote", "rev-list", "--count", "main") == "1\n"


@pytest.mark.parametrize("code", ["0", "1"])
def test_records_and_pages_become_one_commit(world: World, code: str) -> None:
    add_record(world)
    assert world.workflow(PAGES_EXIT=code) == 0
    assert world.pushed()
    assert world.published() == "day1 day2 "
    assert world.git("remote", "rev-list", "--count", "main") == "2\n"


def test_broken_settings_push_nothing(world: World) -> None:
    add_record(world)
    assert world.workflow(PAGES_EXIT="2") == 1
    assert world.git("remote", "rev-list", "--count", "main") == "1\n"


def test_who_pushes_first_keeps_their_records_and_pages_are_made_again(world: World) -> None:
    add_record(world)
    (world.folder / "rivals").write_text("once\ntwice\n")
    assert world.workflow() == 0
    assert world.pushed()
    assert world.published() == "day1 day2 person0 person1 "


def test_after_three_refusals_it_gives_up(world: World) -> None:
    add_record(world)
    (world.folder / "rivals").write_text("once\ntwice\nthrice\n")
    assert world.workflow() == 1
    assert not world.pushed()
    assert world.published() == "theirs\n"
