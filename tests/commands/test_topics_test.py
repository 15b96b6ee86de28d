"""broadsheet topics test: what a rule finds and nearly finds, and how that fits labels."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

PAPERS: Mapping[str, Mapping[str, Any]] = {
    "2601.00001": {"title": "State space models weave", "subjects": ["cs.LG"]},
    "2601.00002": {"title": "A space of states, a model of looms", "subjects": ["cs.LG"]},
    "2601.00003": {"title": "State space models of control theory", "subjects": ["cs.LG"]},
    "2601.00004": {"title": "On feathers", "subjects": ["cs.LG"]},
    "2601.00005": {"title": "A state space model \u001b[31min red", "subjects": ["math.AG"]},
}
TOPIC = """---
title: State space models
rule:
  any: [state space model]
  none: [control theory]
  categories: [cs.LG]
---
"""


@pytest.fixture
def tried(site: Path) -> Path:
    """A site whose topic finds one paper, misses three in three ways and one altogether."""
    (site / "site.toml").write_text("[sources.manual]\n")
    lines = (json.dumps({"id": f"arxiv:{name}", **said}) for name, said in PAPERS.items())
    records = site / "content/records/manual/2026/2026-01-05.jsonl"
    records.parent.mkdir(parents=True)
    records.write_text("".join(f"{line}\n" for line in lines))
    (site / "content/topics/state-space.md").write_text(TOPIC)
    return site


def labels(site: Path, *lines: str) -> None:
    (site / "content/topics/state-space.labels").write_text("\n".join(lines) + "\n")


@pytest.mark.usefixtures("tried")
def test_it_tells_hits_with_their_reasons_and_what_is_in_the_way_of_others(run: Run) -> None:
    done = run("topics", "test", "state-space")
    assert done.stdout.splitlines() == [
        "State space models: 1 of 5 papers",
        "",
        "Found: 1",
        "+ 2026-01-05 2601.00001 State space models weave",
        "    “state space model” in the title and category cs.LG",
        "",
        "Near misses: 3",
        "~ 2026-01-05 2601.00002 A space of states, a model of looms",
        "    has “space of state a model”, not “state space model”",
        "~ 2026-01-05 2601.00003 State space models of control theory",
        "    has “control theory”, which `none` excludes",
        "~ 2026-01-05 2601.00005 A state space model [31min red",
        "    has none of the `categories`",
    ]
    assert done.stderr == ""


def test_labels_by_an_editor_that_marks_what_it_writes_are_read(tried: Path, run: Run) -> None:
    labels(tried, "\ufeff2601.00001 yes\r")
    assert "Of 1 labelled paper: precision 100%" in run("topics", "test", "state-space").stdout


def test_labels_make_precision_and_recall(tried: Path, run: Run) -> None:
    labels(
        tried,
        "# What belongs.",
        "2601.00001 no   it only sounds so",
        "2601.00002 yes",
        "",
        "2601.00004 yes",
    )
    told = run("topics", "test", "state-space").stdout
    assert "precision 0% (0 of 1 that were found belong)" in told
    assert "recall 0% (0 of 2 that belong were found)" in " ".join(told.split())
    assert "Found, and labelled no: 1\n- 2026-01-05 2601.00001" in told
    assert "! 2026-01-05 2601.00002" in told
    assert "! 2026-01-05 2601.00004 On feathers\n    nothing comes near the rule" in told
    labels(tried, "2601.00001 yes", "2601.00002 yes")
    table = run("topics", "test").stdout.splitlines()
    assert [row.split() for row in table if row.startswith("state-space")] == [
        ["state-space", "1", "3", "100%", "50%"]
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2601.00001 maybe", "state-space.labels:2: this line says neither yes nor no"),
        ("2601.00001", "state-space.labels:2: this line says neither yes nor no"),
        ("2601.99999 yes", "state-space.labels:2: no paper of the archive has the address"),
        ("2601.00001 no", "state-space.labels:2: 2601.00001 is labelled yes and no"),
    ],
)
def test_a_label_that_cannot_be_read_is_told(tried: Path, run: Run, line: str, words: str) -> None:
    labels(tried, "2601.00001 yes", line)
    assert words in run("topics", "test", "state-space", code=1).stderr


def test_a_rule_is_tried_before_it_is_committed_or_even_right(tried: Path, run: Run) -> None:
    assert "did you mean 'state-space'" in run("topics", "test", "state-spaces", code=2).stderr
    (tried / "content/topics/looms.md").write_text("---\ntitle: x\nrule:\n  anny: [x]\n---\n")
    done = run("topics", "test", "looms", code=1)
    assert "looms.md:4: unknown key 'anny'" in done.stderr
    assert done.stdout == ""


def test_labels_that_nothing_reads_are_told(tried: Path, run: Run) -> None:
    (tried / "content/state-space.labels").write_text("2601.00001 yes\n")
    assert "content/state-space.labels: nothing reads this file" in run("build", code=1).stderr


@pytest.mark.usefixtures("tried")
def test_a_list_is_no_longer_than_it_may_be(run: Run) -> None:
    told = run("topics", "test", "state-space", "--most", "1").stdout
    assert "Near misses: 3, of which the newest 1\n" in told
    assert told.count("~ ") == 1


def test_a_topic_that_was_chosen_by_hand_says_nothing_of_the_rule(tried: Path, run: Run) -> None:
    correction = tried / "content/corrections/2601.00004.yaml"
    correction.parent.mkdir()
    correction.write_text("topics: [state-space]\n")
    assert "1 of 5 papers" in run("topics", "test", "state-space").stdout
