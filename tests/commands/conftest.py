"""The command as people run it: a process of its own, in a site of its own."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests import forked
from tests.compiled import compiled_once

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


def made(folder: Path) -> Path:
    """Make a site in a folder, and beside it what can be imported into it."""
    site = folder / "site"
    (site / "content" / "topics").mkdir(parents=True)
    (site / "site.toml").write_text("[sources.saved_page]\n")
    (site / "content" / "topics" / "weaving.md").write_text(TOPIC)
    (folder / "listing.txt").write_text(LISTING)
    (folder / "ids.tsv").write_text(IDS)
    return site


def running(site: Path) -> Run:
    """Return what runs `broadsheet --site SITE …` and returns what came of it."""

    def run(
        *words: str | Path, env: Mapping[str, str] | None = None, code: int = 0
    ) -> subprocess.CompletedProcess[str]:
        builds = not {"build", "update"}.isdisjoint(words)
        with compiled_once(site) if builds else nullcontext():
            done = forked.run("--site", str(site), *map(str, words), env=env)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one saved page to import and one topic; nothing is imported yet."""
    return made(tmp_path)


@pytest.fixture
def run(site: Path) -> Run:
    """Run `broadsheet --site SITE …` and return what came of it."""
    return running(site)


@pytest.fixture(scope="session")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site after its page was imported and its pages were made, to be copied."""
    site = made(tmp_path_factory.mktemp("imported"))
    run = running(site)
    listing, ids = site.parent / "listing.txt", site.parent / "ids.tsv"
    run("import", listing, "--day", "2025-12-12", "--ids", ids)
    run("pages")
    return site


@pytest.fixture
def imported(site: Path, imported_once: Path) -> Path:
    """The site after its page was imported and its pages were made."""
    return shutil.copytree(imported_once, site, dirs_exist_ok=True)


def free_port() -> int:
    """Return a port that is free, below those that a system gives to whoever asks for any."""
    for port in range(20_000 + os.getpid() % 10_000, 32_768):
        with socket.socket() as found:
            try:
                found.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
