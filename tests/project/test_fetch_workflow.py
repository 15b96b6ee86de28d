"""What fetch.yml runs, on real repositories; `gh` is played by a script that notes what it is told.

What `broadsheet publish` does when others push first is tested in tests/commands/test_publish.py.
"""

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from pytest_httpserver import HTTPServer

from generator.model.ledger import DayState, Ledger, State
from generator.model.paper import PaperId, Record
from generator.store import ledgers, records
from tests.commands.daily_papers import paper, serve
from tests.commands.test_publish import World, learn, world

ROOT = Path(__file__).resolve().parents[2]
GH = """#!/bin/sh
echo "$*" >> "$NOTES"
case "$*" in issue\\ list*) [ ! -e "$NOTES.open" ] || cat "$NOTES.open";; esac
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("git")), reason="needs bash and git"
)

__all__ = ["world"]  # the fixture


@pytest.fixture
def ci(world: World) -> Path:
    """CI's clone, with the command where the workflow has it."""
    clone = world.folder / "ci"
    for path, script in (
        ("ci/.venv/bin/broadsheet", f'#!/bin/sh\nexec {sys.executable} -m generator "$@"\n'),
        ("bin/gh", GH),
    ):
        file = world.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script)
        file.chmod(0o755)
    with (clone / ".git/info/exclude").open("a") as ignored:
        ignored.write(".venv/\n")
    return clone


def shell(ci: Path, script: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PATH": f"{ci.parent}/bin:{os.environ['PATH']}",
        "NOTES": str(ci.parent / "notes"),
        "GITHUB_REF_NAME": "main",
        "GITHUB_STEP_SUMMARY": str(ci.parent / "summary"),
        "GIT_CONFIG_GLOBAL": str(ci.parent / "gitconfig"),
        **settings,
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],  # noqa: S607 - the runner's own
        cwd=ci,
        env=env,
        text=True,
        capture_output=True,
        check=False,
    )


def step(ci: Path, name: str, **settings: str) -> int:
    """Run a step of the workflow and return its exit code."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/fetch.yml").read_text())["jobs"]
    steps = {each.get("name"): each for each in jobs["fetch"]["steps"]}
    return shell(ci, steps[name]["run"], **settings).returncode


def notes(ci: Path) -> list[str]:
    """Return what `gh` was told to do; it forgets."""
    file = ci.parent / "notes"
    told = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return [line for line in told if not line.startswith(("issue list", "pr list"))]


def test_new_papers_start_one_deploy_and_none_start_none(ci: Path) -> None:
    assert step(ci, "Publish") == 0
    assert notes(ci) == []
    learn(ci, [1])
    assert step(ci, "Publish") == 0
    assert notes(ci) == ["workflow run pages.yml --ref main"]


def test_a_day_is_asked_for_published_and_deployed(
    ci: Path, world: World, httpserver: HTTPServer
) -> None:
    address = httpserver.url_for("").rstrip("/")
    (world.folder / "person/site.toml").write_text(
        f"[sources.huggingface]\npause = 0\ncheck = ''\naddress = '{address}'\n"
    )
    world.git("person", "commit", "-qam", "ours")
    world.git("person", "push", "-q")
    world.git("ci", "pull", "-q")
    serve(httpserver, {"2026-01-05": [paper("2601.00001"), paper("2601.00002")]})
    days = {"FROM": "2026-01-05", "TO": "2026-01-06"}
    for _ in ("the first time", "and once more, when nothing is new"):
        for name in ("Fetch", "Publish", "Tell how fresh it is"):
            assert step(ci, name, **days) == 0
    assert notes(ci) == ["workflow run pages.yml --ref main"]
    assert "Paper 2601.00002" in world.at_remote("content/days/2026/2026-01-05.md")
    assert world.git("remote", "log", "-1", "--format=%s", "main") == "Papers of 2026-01-05\n"
    assert "papers read: 2" in (ci.parent / "summary").read_text()


def test_a_page_that_is_to_be_mended_keeps_nothing_back(ci: Path, world: World) -> None:
    broken = "person/content/topics/x.md"
    (world.folder / broken).parent.mkdir()
    (world.folder / broken).write_text("---\ntitel: x\n---\n")
    world.git("person", "add", ".")
    world.git("person", "commit", "-qm", "broken")
    world.git("person", "push", "-q")
    learn(ci, [1])
    for name in ("Publish", "Tell how fresh it is"):
        assert step(ci, name) == 0
    assert notes(ci) == ["workflow run pages.yml --ref main"]


def test_a_file_that_keeps_all_back_fails_the_job(ci: Path, world: World) -> None:
    learn(ci, [1])
    (ci / "content/notes.md").write_text("Written by a step of one's own.\n")
    assert step(ci, "Publish") == 1
    assert world.commits() == 1


def test_a_branch_that_takes_no_push_is_told_where_everybody_looks(ci: Path, world: World) -> None:
    hook = world.folder / "remote/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'error: GH006: Protected branch update failed.' >&2\nexit 1\n")
    hook.chmod(0o755)
    learn(ci, [1])
    assert step(ci, "Publish") == 1
    assert notes(ci) == []
    assert "on GitHub: *Settings → Rules → Rulesets*" in (ci.parent / "summary").read_text()


def test_settings_that_cannot_be_read_fail_the_job(ci: Path) -> None:
    (ci / "site.toml").write_text("titel = 1\n")
    assert step(ci, "Publish") == 1
    assert notes(ci) == []


def test_the_summary_tells_what_was_fetched_and_the_state_of_each_day(ci: Path) -> None:
    (ci / "site.toml").write_text(
        "[sources.huggingface]\naddress = 'http://127.0.0.1:1'\npause = 0\n"
    )
    assert step(ci, "Fetch") == 3  # nobody answers
    assert "    problem " in (ci.parent / "summary").read_text()
    learn(ci, [1])
    assert step(ci, "Tell how fresh it is") == 0
    assert "    Hugging Face (huggingface" in (ci.parent / "summary").read_text()


def fetched(ci: Path, days_ago: int) -> date:
    newest = datetime.now(UTC).date() - timedelta(days=days_ago)
    content = ci / "content"
    records.add(content, "huggingface", newest, [Record(id=PaperId("title:x"), title="Loom")], {})
    state = DayState(day=newest, state=State.PUBLISHED, got=1)
    ledgers.write_days(content, "huggingface", [state])
    ledgers.write_head(content, "huggingface", Ledger(since=newest, fetched=newest))
    return newest


@pytest.mark.usefixtures("one_day")
def test_an_issue_is_opened_once_and_closed_when_it_has_healed(ci: Path) -> None:
    script = str(ROOT / ".github/stale.sh")
    assert shell(ci, script).returncode == 0  # nothing was fetched yet
    assert notes(ci) == []
    newest = fetched(ci, 8)
    assert shell(ci, script).returncode == 0
    _, created = notes(ci)
    assert created.startswith("issue create --label stale-archive")
    assert f"the newest papers are of {newest}, 8 days ago" in created
    (ci.parent / "notes.open").write_text("17\n")
    assert shell(ci, script).returncode == 0
    assert notes(ci) == []
    newest = fetched(ci, 7)
    assert shell(ci, script).returncode == 0
    assert notes(ci) == [f"issue close 17 --comment The newest papers are of {newest}."]
    (ci.parent / "notes.open").unlink()
    assert shell(ci, script).returncode == 0
    assert notes(ci) == []


@pytest.mark.usefixtures("one_day")
def test_a_file_that_is_gone_opens_no_issue_about_new_papers(ci: Path) -> None:
    gone = fetched(ci, 9)
    fetched(ci, 1)
    (ci / f"content/records/huggingface/{gone.year}/{gone}.jsonl").unlink()
    assert shell(ci, str(ROOT / ".github/stale.sh")).returncode == 0
    assert notes(ci) == []


def test_settings_that_cannot_be_read_open_no_issue(ci: Path) -> None:
    (ci / "site.toml").write_text("titel = 1\n")
    assert shell(ci, str(ROOT / ".github/stale.sh")).returncode == 2
    assert notes(ci) == []
