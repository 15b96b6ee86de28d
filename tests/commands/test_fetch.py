"""broadsheet fetch against real servers on this machine."""

import gzip
import json
import os
import pty
import shutil
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.commands.daily_papers import paper, serve

Run = Callable[..., subprocess.CompletedProcess[str]]
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
RECORDS = "content/records/huggingface/2026"


@pytest.fixture
def fetch(site: Path, run: Run, httpserver: HTTPServer) -> Run:
    """Run `broadsheet fetch` from 5 to 16 January 2026, asking the test's server alone."""
    (site / "site.toml").write_text(
        "[sources.huggingface]\npause = 0\n"
        f"address = 'http://127.0.0.1:{httpserver.port}'\n[sources.saved_page]\n"
    )

    def fetch(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        days = ("--from", "2026-01-05", "--to", "2026-01-16")
        return run("fetch", *days, "--again", *words, code=code)

    return fetch


def content(site: Path) -> dict[str, bytes]:
    folder = site / "content"
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored(site: Path) -> dict[str, bytes]:
    """Return the records and counts, without what is known of how they came."""
    kept = {path: body for path, body in content(site).items() if "-" in Path(path).name}
    assert kept
    return kept


def test_every_page_of_a_day_is_read(site: Path, fetch: Run, httpserver: HTTPServer) -> None:
    listed = [paper(f"2601.{number:05}", f"Paper {number}") for number in range(1, 121)]
    serve(httpserver, {"2026-01-07": listed})
    assert "papers read: 120" in fetch().stdout
    assert (site / RECORDS / "2026-01-07.jsonl").read_text().count("\n") == 120


def test_a_server_that_ignores_the_page_is_not_asked_for_ever(
    fetch: Run, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/api/daily_papers", query_string={"date": "2026-01-07"})
    body = [paper("2601.00001", "One")]
    httpserver.expect_request("/api/daily_papers").respond_with_json(body)
    done = fetch()
    assert "papers read: 12" in done.stdout
    assert sum("date" in request.args for request, _ in httpserver.log) == 12 * 3


def test_a_run_that_learns_nothing_changes_no_byte(
    site: Path, run: Run, fetch: Run, httpserver: HTTPServer
) -> None:
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "One"), paper("2601.00002", "Two")]})
    fetch()
    run("pages")
    run("build")
    before = content(site)
    assert "days changed: 0" in fetch().stdout
    run("pages")
    assert "files written: 0" in run("build").stdout
    assert content(site) == before


def test_votes_that_move_are_a_series_and_the_records_stand_still(
    site: Path, fetch: Run, httpserver: HTTPServer
) -> None:
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "One", votes=5)]})
    fetch()
    record = (site / RECORDS / "2026-01-07.jsonl").read_bytes()
    counts = site / RECORDS / "2026-01-07.counts.json"
    first = json.loads(counts.read_text())["arxiv:2601.00001"]
    assert [each["votes"] for each in first] == [5]
    counts.write_text(counts.read_text().replace(first[0]["date"], "2026-01-07"))
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "One", votes=9)]})
    fetch()
    series = json.loads(counts.read_text())["arxiv:2601.00001"]
    assert [each["votes"] for each in series] == [5, 9]
    assert (site / RECORDS / "2026-01-07.jsonl").read_bytes() == record


def test_an_answer_that_says_less_takes_nothing_away(
    site: Path, fetch: Run, httpserver: HTTPServer
) -> None:
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "One"), paper("2601.00002", "Two")]})
    fetch()
    before = (site / RECORDS / "2026-01-07.jsonl").read_bytes()
    serve(httpserver, {})
    fetch()
    assert (site / RECORDS / "2026-01-07.jsonl").read_bytes() == before
    serve(httpserver, {"2026-01-07": [paper("2601.00002", "Two")]})
    fetch()
    assert (site / RECORDS / "2026-01-07.jsonl").read_bytes() == before


def test_a_malformed_record_is_set_aside_and_ends_nothing(
    site: Path, fetch: Run, httpserver: HTTPServer
) -> None:
    broken = paper("2601.00002", "Two")
    del broken["paper"]["title"], broken["title"]
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "One"), broken, 7]})
    done = fetch()
    assert "rejected: 2" in done.stdout
    assert "title" in done.stderr
    rejects = (site / RECORDS / "2026-01-07.rejects.jsonl").read_text().splitlines()
    assert len(rejects) == 2
    assert all(json.loads(line)["reason"] for line in rejects)
    assert (site / RECORDS / "2026-01-07.jsonl").read_text().count("\n") == 1


def test_a_source_of_which_no_paper_can_be_read_any_more_ends_in_an_error(
    site: Path, fetch: Run, httpserver: HTTPServer
) -> None:
    listed = [paper(f"2601.{number:05}", f"Paper {number}") for number in range(1, 13)]
    serve(httpserver, {"2026-01-07": listed})
    fetch()
    head = site / "content/records/huggingface/source.json"
    head.write_text(json.dumps({**json.loads(head.read_text()), "fetched": "2026-01-17"}))
    changed = [{**each, "paper": {**each["paper"], "upvotes": "many"}} for each in listed]
    serve(httpserver, {"2026-01-07": changed})
    why = "none of 12 papers could be read: paper.upvotes must be a whole number, not text"
    assert f"problem huggingface: {why}" in fetch(code=3).stderr
    known = json.loads(head.read_text())
    assert (known["trouble"], known["fetched"]) == (why, "2026-01-17")
    states = (site / RECORDS / "states.jsonl").read_text()
    assert "12 of its 12 papers could not be read" in states
    assert "the list has no more" not in states
    serve(httpserver, {"2026-01-07": [*changed, paper("2601.00013", "One that can")]})
    fetch()
    assert "trouble" not in json.loads(head.read_text())


@pytest.mark.parametrize(
    "response",
    [
        Response("<html>busy</html>", content_type="text/html"),
        Response("moved", status=302, headers={"Location": "http://127.0.0.2/"}),
    ],
    ids=["html", "redirect"],  # tests/fetch/test_faults.py plays them all
)
def test_an_answer_that_is_none_is_one_line_and_loses_nothing(
    site: Path, fetch: Run, httpserver: HTTPServer, response: Response
) -> None:
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "One")]})
    fetch()
    before = stored(site)
    httpserver.clear()
    httpserver.expect_request("/api/daily_papers").respond_with_handler(lambda _: response)
    done = fetch(code=3)
    assert all(line.startswith("problem ") for line in done.stderr.splitlines())
    assert stored(site) == before


def test_no_server_is_one_clear_line(site: Path, run: Run) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        (site / "site.toml").write_text(
            f"[sources.huggingface]\npause = 0\naddress = '{address}'\n"
        )
        done = run("fetch", "--from", "2026-01-05", "--to", "2026-01-16", code=3)
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be reached" in done.stderr


def test_days_that_run_backwards_are_refused(run: Run) -> None:
    done = run("fetch", "--from", "2026-01-16", "--to", "2026-01-05", code=2)
    assert "swap --from and --to" in done.stderr
    done = run("fetch", "--source", "hugingface", code=2)
    assert "hugingface" in done.stderr


def test_arxiv_adds_to_what_others_listed(
    site: Path, run: Run, fetch: Run, httpserver: HTTPServer
) -> None:
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "The 2times Loom")]})
    entry = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:arxiv='http://arxiv.org/schemas/atom'>"
        "<entry><id>http://arxiv.org/abs/2601.00001v2</id><title>The $2\\times$ Loom</title>"
        "<published>2026-01-01T00:00:00Z</published><summary>Twice.</summary>"
        "<author><name>Ada Lovelace</name></author><arxiv:primary_category term='cs.AI'/>"
        "<category term='cs.AI'/></entry></feed>"
    )
    httpserver.expect_request("/api/query").respond_with_data(entry, content_type="text/xml")
    toml = site / "site.toml"
    toml.write_text(
        f"[sources.arxiv_api]\npause = 0\naddress = 'http://127.0.0.1:{httpserver.port}'\n"
        + toml.read_text()
    )
    fetch()
    asked = [request for request, _ in httpserver.log if request.path == "/api/query"]
    assert [request.args["id_list"] for request in asked] == ["2601.00001"]
    run("build")
    page = (site / "_site/papers/2601.00001/index.html").read_text()
    assert "<math>" in page
    assert "2times" not in page
    httpserver.clear_log()
    run("fetch", "--from", "2026-01-05", "--to", "2026-01-16")
    assert not [request for request, _ in httpserver.log if request.path == "/api/query"]


def test_a_newer_program_that_comes_during_an_update_makes_all_anew(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    root = Path(__file__).resolve().parents[2]
    for name in ("generator", "templates", "static"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    address = httpserver.url_for("").rstrip("/")
    source = f"[sources.huggingface]\naddress = '{address}'\ncheck = ''\npause = 0\n"
    (tmp_path / "site.toml").write_text(f"[fetch]\nfirst_days = 1\n{source}")
    blocks = tmp_path / "generator/markup/blocks.py"
    anew = "old = fresh\nfresh = lambda name, text: old(name, 'Anew: ' + text)\n"
    later = f"{blocks.read_text()}\n{anew}"

    def upgraded(request: Request) -> Response:
        blocks.write_text(later)
        first = request.args["p"] == "0"
        return Response(json.dumps([paper("2601.00001")] if first else []))

    httpserver.expect_request("/api/daily_papers").respond_with_handler(upgraded)
    for command, told in (("update", "### "), ("pages", "Anew: ### ")):
        subprocess.run(
            [sys.executable, "-m", "generator", command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            check=True,
        )
        page = min(tmp_path.glob("content/days/*/*.md")).read_text()
        assert f"-->\n{told}[Paper 2601.00001]" in page


def test_update_runs_every_stage_and_returns_the_highest_code(
    site: Path, run: Run, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/api/daily_papers").respond_with_data("no", status=404)
    (site / "site.toml").write_text(
        f"[sources.huggingface]\npause = 0\naddress = 'http://127.0.0.1:{httpserver.port}'\n"
        "[sources.saved_page]\n"
    )
    listing, ids = site.parent / "listing.txt", site.parent / "ids.tsv"
    run("import", listing, "--day", "2025-12-12", "--ids", ids)
    (site / "content/topics/wrong.md").write_text("---\ntitel: x\n---\n")
    done = run("update", code=3)
    assert "wrong.md:2" in done.stderr
    assert (site / "content/days/2025/2025-12-12.md").exists()
    assert (site / "_site/index.html").exists()


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_every_item_of_two_real_weeks_is_stored_and_shown(
    site: Path, run: Run, fetch: Run, httpserver: HTTPServer
) -> None:
    days: dict[str, list[Any]] = defaultdict(list)
    with gzip.open(SHARED / "hf_daily_papers_api.jsonl.gz") as lines:
        for line in lines:
            listed = json.loads(line)
            if "2026-01-05" <= listed["date"] <= "2026-01-16":
                days[listed["date"]].append(listed["item"])
    serve(httpserver, days, cap=10)
    done = fetch()
    assert f"papers read: {sum(map(len, days.values()))}" in done.stdout
    assert "rejected: 0" in done.stdout
    run("pages")
    run("build")
    for day, items in days.items():
        stored = (site / RECORDS / f"{day}.jsonl").read_text().splitlines()
        names = {json.loads(line)["id"] for line in stored}
        assert names == {"arxiv:" + each["paper"]["id"] for each in items}
        page = (site / "_site/days" / day / "index.html").read_text()
        markdown = (site / "content/days/2026" / f"{day}.md").read_text()
        for each in items:
            assert f'href="/papers/{each["paper"]["id"]}/"' in page
            assert f"paper/arxiv:{each['paper']['id']} " in markdown
    before = content(site)
    fetch()
    run("pages")
    assert "files written: 0" in run("build").stdout
    assert content(site) == before


def test_a_stored_line_that_cannot_be_read_is_told_and_stays(
    site: Path, fetch: Run, httpserver: HTTPServer
) -> None:
    serve(httpserver, {"2026-01-07": [paper("2601.00001", "One")]})
    fetch()
    stored = site / RECORDS / "2026-01-07.jsonl"
    stored.write_text(stored.read_text() + '{"id": "arxiv:2601.00002", "titel": \n')
    before = stored.read_text()
    serve(httpserver, {"2026-01-07": [paper("2601.00003", "Three")]})
    done = fetch(code=1)
    assert f"{RECORDS}/2026-01-07.jsonl:2" in done.stderr
    assert stored.read_text() == before


def test_an_alias_that_cannot_be_read_is_told_and_stays(
    site: Path, fetch: Run, httpserver: HTTPServer
) -> None:
    aliases = site / "content/records/aliases.jsonl"
    aliases.parent.mkdir(parents=True)
    aliases.write_text('<<<<<<< HEAD\n{"id": "arxiv:2601.00001", "was": "title:aaaaaaaaaaaa"}\n')
    before = aliases.read_text()
    serve(httpserver, {"2026-01-07": [paper("2601.00003", "Three")]})
    done = fetch(code=1)
    assert "content/records/aliases.jsonl:1" in done.stderr
    assert aliases.read_text() == before
    assert (site / RECORDS / "2026-01-07.jsonl").exists()


def test_a_server_that_refuses_day_after_day_is_left_alone(
    fetch: Run, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/api/daily_papers").respond_with_data("no", status=404)
    fetch(code=3)
    asked = [request.args["date"][-2:] for request, _ in httpserver.log if "date" in request.args]
    assert asked == ["05", "06", "07", "16"]  # the newest day has its chance too


def test_pages_without_end_are_told(site: Path, fetch: Run, httpserver: HTTPServer) -> None:
    numbers = iter(range(1, 10_000))
    httpserver.expect_request("/api/daily_papers").respond_with_handler(
        lambda _: Response(json.dumps([paper(f"2601.{next(numbers):05}", "Again")]))
    )
    done = fetch("--to", "2026-01-05")
    assert "ever more pages" in done.stderr
    assert (site / RECORDS / "2026-01-05.jsonl").exists()


def test_a_slow_fetch_draws_a_bar_on_a_terminal(site: Path, httpserver: HTTPServer) -> None:
    serve(httpserver, {})
    (site / "site.toml").write_text(
        f"[sources.huggingface]\npause = 0.2\naddress = 'http://127.0.0.1:{httpserver.port}'\n"
    )
    shown, terminal = pty.openpty()
    command = [sys.executable, "-m", "generator", "--site", str(site), "fetch"]
    command += ["--from", "2026-01-05", "--to", "2026-01-14"]
    env = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(command, stderr=terminal, stdout=terminal, check=False, env=env)
    os.close(terminal)
    assert done.returncode == 0
    assert b"Fetching huggingface" in os.read(shown, 1_000_000)
    os.close(shown)
