"""What a page asks of a slow line: few bytes, and no wait for a script."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.model.exchange import Answer
from generator.sources.huggingface import Source
from generator.store import records
from tests.browser.conftest import ROOT, Look
from tests.browser.sites import PAGES, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

DAILY = ROOT.parent / "shared/data/hf_daily_papers_api.jsonl.gz"
PAPERS = 50
MOST = 60_000  # bytes, compressed
HELD = {"width": 360, "height": 740, "themes": ["light"], "held": 10}  # seconds


def test_a_page_is_painted_before_its_scripts_come(
    corpus: tuple[str, list[str]], look: Look
) -> None:
    assert look(corpus[0], PAGES, [HELD]) == []


def test_a_page_that_waits_for_a_script_would_be_seen(look: Look, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script src='late.js'></script><h1>Late</h1>")
    with served(tmp_path) as (address, _):
        assert look(address, [""], [{**HELD, "held": 2}]) == ["/: waits for a script"]


@pytest.mark.skipif(not DAILY.exists(), reason="needs ../shared/data")
def test_a_day_of_fifty_real_papers_is_small(tmp_path: Path, build: Callable[..., None]) -> None:
    day = fullest(tmp_path / "site")
    build(tmp_path / "site", tmp_path / "site/_site")
    page = (tmp_path / f"site/_site/days/{day}/index.html").read_bytes()
    assert page.count(b'<article class="card"') == PAPERS
    asked = re.findall(
        rb'(?:<link rel="(?:stylesheet|icon)" href|<script[^>]* src)="([^"]+)"', page
    )
    files = [tmp_path / "site/_site" / name.decode().removeprefix("/papers/") for name in asked]
    assert len(files) >= 3
    sizes = [len(gzip.compress(body)) for body in (page, *(file.read_bytes() for file in files))]
    assert sum(sizes) <= MOST, sizes


def fullest(site: Path) -> date:
    """Write a site of fifty papers, those of the day that has the longest abstracts; return it."""
    days = defaultdict(list)
    with gzip.open(DAILY, "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            days[told["date"]].append(told["item"])
    full = {name: items[:PAPERS] for name, items in days.items() if len(items) >= PAPERS}
    name = max(full, key=lambda name: len(json.dumps(full[name])))
    day, source = date.fromisoformat(name), Source()
    batch = source.read(Answer(source.ask(day), json.dumps(full[name]).encode()))
    records.add(site / "content", "huggingface", day, batch.records, batch.readings)
    (site / "site.toml").write_text("[sources.huggingface]\n")
    return day
