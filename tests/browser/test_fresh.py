"""The banner that tells of missing days, by the reader's clock, in real Chromium."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests import forked
from tests.browser.conftest import Opened, as_deployed
from tests.browser.sites import served
from tests.compiled import compiled_once

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("one_day")]

Shown = Callable[[Path, str], str]
WEEKEND = (5, 6)


def today() -> date:
    return datetime.now(UTC).date()


def working_days(before: int) -> list[date]:
    """Return so many days that are no weekend and before today, the last first."""
    days = (today() - timedelta(days=back) for back in range(1, 400))
    return [day for day in days if day.weekday() not in WEEKEND][:before]


Built = Callable[..., Path]


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a built site whose source had papers on `newest` last; each is built once."""

    @cache
    def once(newest: date, told: str) -> Path:
        folder = tmp_path_factory.mktemp("fresh")
        records = folder / "content" / "records" / "huggingface"
        year = records / f"{newest.year}"
        year.mkdir(parents=True)
        (folder / "site.toml").write_text("[sources.huggingface]\n")
        (year / f"{newest}.jsonl").write_text('{"id": "arxiv:2601.00001", "title": "One"}\n')
        others = json.loads(told)
        last = max([str(newest), *(each["day"] for each in others)])
        (records / "source.json").write_text(json.dumps({"fetched": last}))
        states = ({"day": str(newest), "state": "published", "got": 1, "expected": 1}, *others)
        (year / "states.jsonl").write_text("".join(json.dumps(each) + "\n" for each in states))
        address = ("--set", "site.address=https://someone.example/papers/")
        with compiled_once(folder):
            assert not forked.run("--site", str(folder), *address, "build").returncode
        site = folder / "_site"
        file = site / "api/v1/status.json"
        status = json.loads(file.read_text())
        status["sources"][0]["skips"] = ["Saturday", "Sunday"]
        file.write_text(json.dumps(status))
        as_deployed(site)
        return site

    return once


@pytest.fixture
def built(built_once: Built, tmp_path: Path) -> Built:
    """Return a site of the test's own, built, whose source had papers on `newest` last."""

    def built(newest: date, *others: dict[str, Any]) -> Path:
        return shutil.copytree(built_once(newest, json.dumps(others)), tmp_path / "site")

    return built


@pytest.fixture
def shown(opened: Opened) -> Shown:
    """Return what a page of a site holds, after nothing went wrong on it."""

    def shown(site: Path, path: str) -> str:
        with served(site) as (address, _):
            page, console = opened(address + path)
        assert "<h1" in page
        assert console == []
        return page

    return shown


def test_a_site_that_is_no_longer_built_says_so(shown: Shown, built: Built) -> None:
    newest = working_days(4)[-1]
    site = built(newest)
    for path in ("", f"days/{newest}/", "404.html"):
        page = shown(site, path)
        assert '<aside class="stale"' in page
        day = f"{newest.day} {newest:%B %Y}"
        assert f"No papers since {day}: 3 expected days are missing. " in page
        assert '<a href="/papers/status/">' in page


def test_a_site_that_is_current_says_nothing(shown: Shown, built: Built) -> None:
    site = built(working_days(3)[-1])  # two days are missing: it may come yet
    assert "stale" not in shown(site, "")


def test_a_day_that_was_empty_is_not_missing(shown: Shown, built: Built) -> None:
    before = working_days(4)
    quiet = {"day": str(before[1]), "state": "empty"}
    failed = {"day": str(before[0]), "state": "failed"}
    site = built(before[-1], quiet, failed)
    assert "stale" not in shown(site, "")


def test_days_that_failed_before_the_newest_are_missing_too(shown: Shown, built: Built) -> None:
    before = working_days(9)
    failed = [{"day": str(day), "state": "failed"} for day in before[-3:]]
    site = built(before[0], *failed)
    assert "<p>3 expected days are missing. " in shown(site, "")


def test_a_source_that_is_well_does_not_hide_one_that_is_not(shown: Shown, built: Built) -> None:
    site = built(working_days(4)[-1])
    told = site / "api/v1/status.json"
    status = json.loads(told.read_text())
    well = {**status["sources"][0], "title": "A Loom", "newest": str(working_days(1)[0])}
    told.write_text(json.dumps({**status, "sources": [well, *status["sources"]]}))
    assert "<p>Hugging Face. No papers since " in shown(site, "")


def test_where_no_day_is_known_it_does_not_say_that_there_are_no_papers(
    shown: Shown, built: Built
) -> None:
    site = built(working_days(9)[-1])
    told = site / "api/v1/status.json"
    status = json.loads(told.read_text())
    status["sources"][0] |= {"newest": None, "since": str(working_days(5)[-1])}
    told.write_text(json.dumps(status))
    assert "<p>5 expected days are missing. " in shown(site, "")


@pytest.mark.parametrize("answer", [None, "<h1>", "[]", '{"sources": [{"lists": true}]}'])
def test_a_status_that_cannot_be_used_is_no_error(
    shown: Shown, built: Built, answer: str | None
) -> None:
    site = built(working_days(9)[-1])
    told = site / "api/v1/status.json"
    if answer is None:
        told.unlink()
    else:
        told.write_text(answer)
    assert "stale" not in shown(site, "")


DISMISS = """
<h1>Wrapper</h1><iframe id="frame" src="/papers/"></iframe>
<script>
const frame = document.getElementById("frame");
let visits = 0;
const wait = (found) => new Promise((done) => {
  const look = (tries) =>
    found() || !tries ? done(found()) : setTimeout(look, 50, tries - 1);
  look(20);
});
frame.addEventListener("load", async () => {
  visits += 1;
  if (visits > 2) return;
  BLOCKED
  const banner = () => frame.contentDocument.querySelector(".stale");
  const seen = await wait(banner);
  document.body.append(`visit ${visits}: ${seen ? "told" : "silent"}. `);
  if (visits === 1) {
    seen.querySelector("button").click();
    document.body.append(banner() ? "still there. " : "gone. ");
    frame.contentWindow.location.reload();
  }
});
</script>
"""


BLOCK = """
Object.defineProperty(frame.contentWindow, "sessionStorage", {
  get() { throw new Error("blocked"); },
});
"""


@pytest.mark.parametrize(("blocked", "after"), [("", "silent"), (BLOCK, "told")])
def test_it_is_dismissed_for_the_visit(
    shown: Shown, built: Built, blocked: str, after: str
) -> None:
    site = built(working_days(9)[-1])
    (site / "wrapper.html").write_text(DISMISS.replace("BLOCKED", blocked))
    page = shown(site, "wrapper.html")
    assert "visit 1: told. gone. " in page
    assert f"visit 2: {after}. " in page
