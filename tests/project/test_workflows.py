"""The workflows under .github/: what they may do, and what they run."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / ".github").rglob("*.yml"))
WORKFLOWS = [path for path in FILES if path.parent.name == "workflows"]

each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path: Path) -> dict[Any, Any]:
    """Return a workflow; YAML 1.1 reads its key `on` as true."""
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text())
    return workflow


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def test_these_are_the_workflows() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "fetch", "pages", "suggest"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_parses(path: Path) -> None:
    assert read(path)


@each
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    uses = re.findall(r"\buses: *(.*)", path.read_text())
    assert uses
    assert [
        line for line in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", line)
    ] == []


def test_an_action_has_one_commit_in_all_workflows() -> None:
    text = "".join(path.read_text() for path in WORKFLOWS)
    pinned = set(re.findall(r"uses: (\S+)@(\S+)", text))
    assert len(pinned) == len(dict(pinned))


@each
def test_a_workflow_may_do_nothing_but_what_each_job_says(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())


def test_only_what_pushes_may_write_to_the_repository() -> None:
    writers = {
        (path.stem, name)
        for path in WORKFLOWS
        for name, job in read(path)["jobs"].items()
        if "write" in {job["permissions"].get("contents"), job["permissions"].get("actions")}
    }
    assert writers == {("fetch", "fetch"), ("suggest", "suggest")}


@each
def test_only_a_step_that_pushes_keeps_credentials(path: Path) -> None:
    kept = [
        step["with"]["persist-credentials"]
        for step in steps(path)
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert not any(kept) or path.stem in ("fetch", "suggest")


@each
def test_no_expression_is_pasted_into_a_shell(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@each
def test_every_job_ends_in_time_and_workflows_do_not_overtake_themselves(path: Path) -> None:
    workflow = read(path)
    assert workflow["concurrency"]["group"]
    assert all(0 < job["timeout-minutes"] <= 120 for job in workflow["jobs"].values())


@each
def test_every_path_and_command_of_the_repository_exists(path: Path) -> None:
    text = path.read_text()
    targets = re.findall(r"^(\w+): ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"\bmake (\w+)$", text, re.MULTILINE)) <= set(targets)
    called = re.findall(r"gh workflow run (\S+)", text) + re.findall(
        r"run: (\.(?:ci|github)/[\w.]+)$", text, re.MULTILINE
    )
    folders = (ROOT, path.parent)
    assert all(any((folder / name).is_file() for folder in folders) for name in called)
    watched = (read(path)[True].get("push") or {}).get("paths", ())
    assert all((ROOT / name.removesuffix("/**")).exists() for name in watched)
