"""The corpus of hostile records in real Chromium."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import as_deployed
from tests.browser.sites import served
from tests.hostile.conftest import made
from tests.hostile.corpus import lines, packed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1500)]
SHARED = 200  # papers that a link to the library may name


def test_no_script_runs_and_nobody_else_is_asked(
    chromium: str, tools: Path, tmp_path: Path
) -> None:
    corpus = packed(lines())
    site = made(tmp_path / "site", corpus, "pages again", "check").built
    as_deployed(site)
    turns = b'http-equiv="refresh"'  # such pages lead on before anything can happen
    pages = [
        each.parent.relative_to(site).as_posix()
        for each in site.rglob("index.html")
        if turns not in each.read_bytes()
    ]
    ids = [line.folder.removeprefix("papers/") for line in corpus]
    with served(site) as (address, missed):
        job = {
            "chromium": chromium,
            "address": address,
            "pages": [f"{each}/".removeprefix("./") for each in sorted(pages)],
            "ids": ids[:SHARED],
            "papers": len(ids),
        }
        done = subprocess.run(
            ["node", str(tools / "hostile.mjs")],  # noqa: S607 - the one that was found
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert missed == []
