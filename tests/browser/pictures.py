"""Pictures of the site, as `make pictures` takes them: each kind of page, as six readers see it.

All go into .cache/pictures/; those that README shows are copied to .github/pictures/.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.archive import ingest
from generator.model import address
from generator.model.day import week_of
from generator.settings.site import load
from tests.browser.conftest import TOOLS
from tests.browser.sites import served
from tests.chromium import path

ROOT = Path(__file__).resolve().parents[2]
SHOWN = {"home.desk.light.png": "home.png", "day.desk.dark.png": "day.png"}


def main() -> int:
    """Take the pictures, and tell whether that could be done."""
    chromium = path()
    node = shutil.which("node")
    if not chromium or not node or not (TOOLS / "node_modules").is_dir():
        sys.stderr.write("Pictures need Chromium, node and npm.\n")
        return 2
    folder = ROOT / ".cache/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made:
        command = [
            sys.executable,
            "-m",
            "generator",
            "--set",
            "site.address=http://x.example/papers/",
        ]
        subprocess.run([*command, "--site", str(ROOT), "build", "--output", made], check=True)
        with served(Path(made)) as (where, _):
            job = {"chromium": chromium, "address": where, "folder": str(folder), "pages": pages()}
            script = str(TOOLS / "pictures.mjs")
            subprocess.run([node, script], input=json.dumps(job), text=True, check=True)
    for taken, name in SHOWN.items():
        shutil.copy(folder / taken, ROOT / ".github/pictures" / name)
    return 0


def pages() -> dict[str, str]:
    """Return a page of each kind, by name: those of the newest day and the fullest topic."""
    archive, _ = ingest.load(load(ROOT))
    day = archive.newest()
    if day is None:
        sys.exit("An archive without a paper has no pictures.")
    topic = max(archive.topics(), key=lambda each: archive.topic_count(each.slug)).slug
    names = (
        *(("author", address.author(slug)) for slug in archive.authors()[:1]),
        *(("organization", address.organization(slug)) for slug, *_ in archive.organizations()[:1]),
    )
    return {
        "home": address.HOME,
        "day": address.day(day),
        "week": address.week(week_of(day)),
        "month": address.month(f"{day:%Y-%m}"),
        "year": address.year(f"{day:%Y}"),
        "paper": address.paper(archive.day(day)[0].id),
        "topics": address.TOPICS,
        "topic": address.topic(topic),
        **dict(names),
        "search": f"{address.SEARCH}?q=model",
        "library": address.LIBRARY,
        "statistics": address.STATISTICS,
        "subscribe": address.SUBSCRIBE,
        "status": address.STATUS,
        "missing": "404.html",
    }


if __name__ == "__main__":
    sys.exit(main())
