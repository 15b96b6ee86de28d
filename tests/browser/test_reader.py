"""The reader's own in real Chromium: what tools/reader/*.test.js does with a built site."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.settings.tables import KINDS
from tests.browser.conftest import ROOT, TOOLS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

MANY = [{"name": f"Ada {name}oom"} for name in "ABCDEFGHIJKLMNOPQRSTUVWXY"]
LATE = {"2027-01-04": "A Loom that Came Late", "2027-01-05": "A Loom of the Next Day"}


@pytest.fixture(scope="module")
def sites(
    tmp_path_factory: pytest.TempPathFactory, build: Callable[..., None], corpus_site: Path
) -> dict[str, str]:
    """The small archive; with more papers, another language and style; without offline."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "tests/corpus", folder / "second")
    for number, (day, title) in enumerate(LATE.items()):
        records = folder / f"second/content/records/huggingface/2027/{day}.jsonl"
        with records.open("a") as lines:
            late = {"id": f"arxiv:2701.0009{number}", "title": title, "authors": MANY}
            lines.write(f"{json.dumps(late)}\n")
    (folder / "second/static/css").mkdir(parents=True)
    (folder / "second/templates/words").mkdir(parents=True)
    words = (ROOT / "templates/words/en.toml").read_text().replace('comma = ", "', 'comma = "、"')
    (folder / "second/templates/words/en.toml").write_text(words)
    style = (ROOT / "static/css/site.css").read_text()
    (folder / "second/static/css/site.css").write_text(f"{style}/* another */")
    kinds = str([kind for kind in KINDS if kind != "offline"])
    build(folder / "second", folder / "NEXT", "--set", "site.papers_language=pt-BR")
    build(folder / "second", folder / "OFF", "--set", f"kinds={kinds}")
    return {"SITE": str(corpus_site)} | {name: str(folder / name) for name in ("NEXT", "OFF")}


LARGE = "5,000 starred papers"  # how a test begins that has a limit of time


@pytest.mark.parametrize(
    "script", sorted((TOOLS / "reader").glob("*.test.js")), ids=lambda f: f.stem
)
def test_the_readers_own(sites: dict[str, str], chromium: str, tools: Path, script: Path) -> None:
    assert tools.is_dir()
    # A name that matches brings all beneath it, and they all are beneath the root of the file.
    told = run(script, f"/^(?!<root>|.*{LARGE})/", {**sites, "CHROMIUM": chromium})
    assert "pass 0" not in told
    assert f"✔ {LARGE}" not in told


@pytest.mark.alone
@pytest.mark.timed
def test_a_large_library_opens_at_once(corpus_site: Path, chromium: str, tools: Path) -> None:
    where = {"SITE": str(corpus_site), "CHROMIUM": chromium}
    told = run(tools / "reader/own.test.js", LARGE, where)
    assert "pass 1\n" in told


def run(script: Path, names: str, told: dict[str, str]) -> str:
    """Return what the tests say whose names match a pattern; all of them must pass."""
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", f"--test-name-pattern={names}", str(script)],  # noqa: S607
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
