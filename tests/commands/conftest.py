"""The command as people run it: a process of its own, in a site of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

LISTING = """Daily Papers

Dec 12

A Loom for Two Hands

We weave. The loom has two hands, and $x^2$ threads.

  • 2 authors
·
Jan 13 3

On the Weight of Feathers

Feathers are light; we measure how light.

FLIGHT Flight Lab
·
May 26, 2024

A Third Thing

Short.

  • 16 authors
·
Oct 9, 2023
"""

IDS = """title\tarxiv_id\tauthors\tcategories
A Loom for Two Hands\t2501.00001\tAda Lovelace; Mary Somerville\tcs.AI; cs.LG
"""

TOPIC = """---
title: Weaving
rule:
  any: [loom, weave]
---
Threads, crossed.
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one saved page to import and one topic; nothing is imported yet."""
    folder = tmp_path / "site"
    (folder / "content" / "topics").mkdir(parents=True)
    (folder / "site.toml").write_text("[sources.saved_page]\n")
    (folder / "content" / "topics" / "weaving.md").write_text(TOPIC)
    (tmp_path / "listing.txt").write_text(LISTING)
    (tmp_path / "ids.tsv").write_text(IDS)
    return folder


@pytest.fixture
def run(site: Path) -> Run:
    """Run `broadsheet --site SITE …` and return what came of it."""

    def run(
        *words: str | Path, env: Mapping[str, str] | None = None, code: int = 0
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "generator", "--site", str(site), *map(str, words)]
        done = subprocess.run(
            command,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def imported(site: Path, run: Run) -> Path:
    """The site after its page was imported and its pages were made."""
    run(
        "import",
        site.parent / "listing.txt",
        "--day",
        "2025-12-12",
        "--ids",
        site.parent / "ids.tsv",
    )
    run("pages")
    return site
