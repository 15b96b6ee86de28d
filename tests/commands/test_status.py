"""How fresh an archive is, told on a terminal, on /status/, on the pages of days, in calendars."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

WEEKEND = "Hugging Face lists nothing at weekends"
DAYS = (  # Friday 2 January 2026 and what follows
    {"day": "2026-01-02", "state": "published", "got": 1, "expected": 1},
    {"day": "2026-01-03", "state": "none expected", "reason": WEEKEND, "settled": True},
    {"day": "2026-01-04", "state": "none expected", "reason": WEEKEND, "settled": True},
    {"day": "2026-01-05", "state": "partial", "got": 1, "expected": 3, "reason": "2 unreadable"},
    {"day": "2026-01-06", "state": "failed", "reason": "<b>503</b> \u001b[2Jtoday"},
    {"day": "2026-01-07", "state": "empty"},
    {"day": "2026-01-08", "state": "pending", "reason": "the day is not over"},
)


def put(site: Path, path: str, *lines: Any) -> None:  # noqa: ANN401 - any JSON
    file = site / "content" / "records" / "huggingface" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))


@pytest.fixture
def fetched(site: Path) -> Path:
    """A site whose source told of a week, with papers on two of its days."""
    (site / "site.toml").write_text("[sources.huggingface]\n[sources.saved_page]\n")
    put(site, "2026/2026-01-02.jsonl", {"id": "arxiv:2601.00001", "title": "One Loom"})
    put(site, "2026/2026-01-05.jsonl", {"id": "arxiv:2601.00002", "title": "Two Looms"})
    put(site, "source.json", {"fetched": "2026-01-08", "since": "2026-01-02"})
    put(site, "2026/states.jsonl", *DAYS)
    reject = {"reason": "it lacks \u001b[31m'title'", "text": "SECRET"}
    put(site, "2026/2026-01-05.rejects.jsonl", reject, reject)
    return site


@pytest.mark.usefixtures("fetched")
def test_a_terminal_of_80_columns_shows_all_of_it(run: Run) -> None:
    done = run("status")
    assert "Hugging Face (huggingface, makes days)" in done.stdout
    assert "newest day 2026-01-05 · last good fetch 2026-01-08 · since 2026-01-02" in done.stdout
    assert "#.. /x0?\n" in done.stdout
    summary = "1 published, 2 none expected, 1 empty, 1 partial, 1 failed, 1 pending"
    assert summary in " ".join(done.stdout.split())
    assert "/ 2026-01-05 partial, 1 of 3 papers: 2 unreadable" in done.stdout
    assert "! 2026-01-05 it lacks [31m'title' (2 times)" in done.stdout
    assert "Not fetched so far: a saved page" in done.stdout
    assert "/ partial, x failed,\n? pending, - not asked for.\n" in done.stdout
    assert "\x1b" not in done.stdout
    assert "SECRET" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stderr == ""


@pytest.mark.usefixtures("fetched")
def test_json_is_what_the_site_has(fetched: Path, run: Run) -> None:
    run("build")
    done = run("status", "--json")
    assert done.stdout == (fetched / "_site/api/v1/status.json").read_text(encoding="utf-8")
    told = json.loads(done.stdout)
    (source,) = told["sources"]
    assert told["version"] == 1
    assert (told["first"], told["last"]) == ("2025-11-10", "2026-01-08")
    assert source["lists"] is True
    assert source["newest"] == "2026-01-05"
    assert source["quiet"] == ["2026-01-07"]
    assert source["missing"] == ["2026-01-05", "2026-01-06"]
    assert [day["state"] for day in source["days"]] == [day["state"] for day in DAYS]
    assert [(each["day"], each["count"]) for each in source["quarantined"]] == [("2026-01-05", 2)]
    assert "SECRET" not in done.stdout
    assert "\x1b" not in done.stdout


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_told(fetched: Path, run: Run) -> None:
    with (fetched / "content/records/huggingface/2026/states.jsonl").open("a") as file:
        file.write("no state\n")
    done = run("status", code=1)
    assert "content/records/huggingface/2026/states.jsonl:8:" in done.stderr
    assert "#.. /x0?\n" in done.stdout


def test_a_site_that_was_never_fetched_says_so(imported: Path, run: Run) -> None:
    assert "No source was fetched yet" in run("status").stdout
    run("build")
    assert "No source was fetched yet" in page(imported, "status/")
    assert json.loads(run("status", "--json").stdout)["sources"] == []


def page(site: Path, path: str) -> str:
    return (site / "_site" / path / "index.html").read_text(encoding="utf-8")


def test_a_day_without_papers_says_why_and_leads_on(fetched: Path, run: Run) -> None:
    run("pages")
    run("build")
    saturday = page(fetched, "days/2026-01-03/")
    assert f'<b>None expected</b>: <span dir="auto">{WEEKEND}</span>.' in saturday
    assert 'href="/days/2026-01-02/"' in saturday
    assert 'href="/days/2026-01-05/"' in saturday
    assert '<meta name="robots" content="noindex">' in saturday
    assert "&lt;b&gt;503&lt;/b&gt; [2Jtoday" in page(fetched, "days/2026-01-06/")
    assert "<b>Empty</b>" in page(fetched, "days/2026-01-07/")
    assert '<b>Pending</b>: <span dir="auto">the day is not over' in page(
        fetched, "days/2026-01-08/"
    )
    assert not (fetched / "_site/days/2026-01-09").exists()
    # They are neither listed nor written as Markdown, and leafing goes past them.
    assert "2026-01-03" not in (fetched / "_site/sitemaps/2026-01.xml").read_text()
    written = {path.stem for path in (fetched / "content/days").rglob("*.md")}
    assert written == {"2026-01-02", "2026-01-05"}
    friday = page(fetched, "days/2026-01-02/")
    assert 'rel="next" href="/days/2026-01-05/"' in friday
    assert 'class="standing' not in friday
    assert "/days/2026-01-05/" in page(fetched, "latest/")


def test_a_day_that_is_not_whole_says_so_above_its_papers(fetched: Path, run: Run) -> None:
    run("build")
    shown = page(fetched, "days/2026-01-05/")
    at = shown.index('<b>Partial</b>, 1 of 3 papers: <span dir="auto">2 unreadable</span>.')
    assert at < shown.index("Two Looms")
    assert "noindex" not in shown


def test_calendars_tell_the_states_apart_in_words(fetched: Path, run: Run) -> None:
    run("build")
    for path in ("", "months/2026-01/", "years/2026/"):
        shown = page(fetched, path)
        for day, name, label in (
            ("3", "none", "none expected"),
            ("5", "partial", "1 paper, partial"),
            ("6", "failed", "failed"),
            ("7", "empty", "empty"),
            ("8", "pending", "pending"),
        ):
            cell = rf'<td class="[^"]*\b{name}"[^>]*><a [^>]*-0{day}/">{day}<sup[^>]*>.</sup>'
            read_out = rf'<span class="unseen"> January 2026: {label}</span>'
            assert re.search(cell + read_out, shown), (path, name)
        assert '2<span class="unseen"> January 2026: 1 paper</span>' in shown
        assert "<b>×</b> failed" in shown


def test_a_month_without_papers_has_days_that_lead_nowhere_wrong(fetched: Path, run: Run) -> None:
    put(fetched, "2025/states.jsonl", {"day": "2025-11-03", "state": "failed", "reason": "gone"})
    run("--set", "site.address=https://someone.example/base/", "build")
    shown = page(fetched, "days/2025-11-03/")
    assert "gone" in shown
    assert "2025/</a>" not in shown
    for path in sorted((fetched / "_site").rglob("*.html")):
        here = path.relative_to(fetched / "_site").as_posix()
        for link in re.findall(r'(?:href|src)="([^"]*)"', path.read_text()):
            target = urlsplit(urljoin(f"https://someone.example/base/{here}", link))
            if target.netloc == "someone.example":
                file = fetched / "_site" / target.path.removeprefix("/base/")
                assert target.path.startswith("/base/"), (here, link)
                assert (file / "index.html" if target.path.endswith("/") else file).is_file(), link


def test_kinds_may_be_left_out(fetched: Path, run: Run) -> None:
    kinds = (fetched / "site.toml").read_text()
    (fetched / "site.toml").write_text('kinds = ["home", "day", "year", "paper"]\n' + kinds)
    run("build")
    assert not (fetched / "_site/days/2026-01-03").exists()
    assert "/days/2026-01-03/" not in page(fetched, "years/2026/")
    assert "fresh" not in page(fetched, "")
    assert not (fetched / "_site/api").exists()


def test_days_between_a_range_of_long_ago_and_the_last_fetch_are_told_as_never_asked_for(
    fetched: Path, run: Run
) -> None:
    put(
        fetched,
        "2025/states.jsonl",
        {"day": "2025-06-01", "state": "none expected", "reason": WEEKEND, "settled": True},
        {"day": "2025-06-02", "state": "published", "got": 0, "settled": True},
    )
    told = run("status").stdout
    assert "last good fetch 2026-01-08 · since 2025-06-02" in told
    never = "Never asked for: 213 days between 2025-06-03 and 2026-01-01; broadsheet fetch"
    assert f"{never} --source huggingface --from 2025-06-03 --to 2026-01-01" in " ".join(
        told.split()
    )
    (source,) = json.loads(run("status", "--json").stdout)["sources"]
    assert source["since"] == "2025-06-02"
    assert source["unasked"] == [{"first": "2025-06-03", "last": "2026-01-01"}]
    run("build")
    page = (fetched / "_site/status/index.html").read_text(encoding="utf-8")
    assert "213 days between 3 Jun 2025 and 1 Jan 2026: never asked for." in page


def test_an_archive_to_which_nothing_came_is_not_told_to_have_papers(site: Path, run: Run) -> None:
    (site / "site.toml").write_text("[sources.huggingface]\n[sources.saved_page]\n")
    put(site, "source.json", {"since": "2026-01-02"})
    told = run("stale", code=1).stderr
    assert "problem no papers since 2026-01-02, " in told
    put(site, "2026/2026-01-02.jsonl", {"id": "arxiv:2601.00001", "title": "One Loom"})
    put(site, "2026/states.jsonl", DAYS[0])
    assert "problem the newest papers are of 2026-01-02, " in run("stale", code=1).stderr


@pytest.mark.parametrize("words", ["status", "status --json", "topics test", "pages", "stale"])
def test_nobody_need_read_on(fetched: Path, words: str) -> None:
    command = [sys.executable, "-m", "generator", "--site", str(fetched), *words.split()]
    reading, writing = os.pipe()
    os.close(reading)  # as `| head -1` does once it has its line
    unread = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    read = subprocess.run(command, capture_output=True, check=False)
    assert (unread.returncode, unread.stderr) == (read.returncode, read.stderr)
