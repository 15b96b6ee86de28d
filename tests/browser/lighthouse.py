"""Lighthouse, as `make lighthouse` runs it: what it says of the shipped site on a phone.

Each page is looked at three times and the median counts, since performance wobbles with whatever
else the machine does. The site is served as it is deployed, but uncompressed.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.conftest import TOOLS, as_deployed
from tests.browser.pictures import ROOT, pages
from tests.browser.sites import served
from tests.chromium import path

LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
LOOKED_AT = ("home", "day", "topic", "paper")
RUNS = 3
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def main() -> int:
    """Print the scores of each page, and tell whether all are high enough."""
    chromium = path()
    tool = TOOLS / "node_modules/.bin/lighthouse"
    if not chromium or not shutil.which("node") or not tool.exists():
        sys.stderr.write("Lighthouse needs Chromium, node and npm.\n")
        return 2
    with TemporaryDirectory() as made:
        address = ("--set", "site.address=http://x.example/papers/")
        command = [sys.executable, "-m", "generator", *address, "--site", str(ROOT)]
        subprocess.run([*command, "build", "--output", made], check=True)
        as_deployed(Path(made))
        with served(Path(made)) as (where, _):
            found = {name: _scores(tool, chromium, where + pages()[name]) for name in LOOKED_AT}
    sys.stdout.write(f"{'':10}{'  '.join(LEAST)}\n")
    for name, scores in found.items():
        row = "  ".join(f"{scores[each]:{len(each)}}" for each in LEAST)
        sys.stdout.write(f"{name:10}{row}\n")
    low = any(scores[each] < least for scores in found.values() for each, least in LEAST.items())
    return 1 if low else 0


def _scores(tool: Path, chromium: str, page: str) -> Mapping[str, int]:
    """Return the median scores of a page, of 100."""
    runs = [_categories(tool, chromium, page) for _ in range(RUNS)]
    return {
        each: round(100 * statistics.median(run[each]["score"] for run in runs)) for each in LEAST
    }


def _categories(tool: Path, chromium: str, page: str) -> Mapping[str, Mapping[str, float]]:
    with TemporaryDirectory() as profile:
        flags = " ".join((*FLAGS, f"--user-data-dir={profile}"))
        only = f"--only-categories={','.join(LEAST)}"
        done = subprocess.run(
            [str(tool), page, "--quiet", "--output=json", only, f"--chrome-flags={flags}"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "CHROME_PATH": chromium},
        )
    categories: Mapping[str, Mapping[str, float]] = json.loads(done.stdout)["categories"]
    return categories


if __name__ == "__main__":
    sys.exit(main())
