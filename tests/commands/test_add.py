"""broadsheet add against a server on this machine that answers as arXiv does."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue
from xml.sax.saxutils import escape

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from generator.commands import add as command
from generator.settings import site as settings
from generator.store import turns

Run = Callable[..., subprocess.CompletedProcess[str]]
STORED = "content/records/manual/2026/2026-01-07.jsonl"
FEED = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
ENTRY = (
    "<entry><id>http://arxiv.org/abs/{}v2</id><title>{}</title><summary>About it.</summary>"
    "<author><name>Ada Lovelace</name></author></entry>"
)
ERROR = (
    "<entry><id>http://arxiv.org/api/errors#incorrect</id><title>Error</title>"
    "<summary>incorrect id format for {}</summary></entry>"
)


def serve(server: HTTPServer, titles: Mapping[str, str], refuses: str = "") -> None:
    """Answer by id; what is not known is left out, and `refuses` spoils the whole answer."""

    def answer(request: Request) -> Response:
        asked = request.args["id_list"].split(",")
        if refuses in asked:
            return Response(FEED.format(ERROR.format(refuses)))
        entries = [ENTRY.format(each, escape(titles[each])) for each in asked if each in titles]
        return Response(FEED.format("".join(entries)))

    server.clear()
    server.expect_request("/api/query").respond_with_handler(answer)


def asked(server: HTTPServer) -> list[str]:
    return [request.args["id_list"] for request, _ in server.log]


@pytest.fixture
def add(site: Path, run: Run, httpserver: HTTPServer) -> Run:
    """Run `broadsheet add … --day 2026-01-07`, asking the test's server alone."""
    (site / "site.toml").write_text(
        f"[sources.arxiv_api]\npause = 0\naddress = '{httpserver.url_for('').rstrip('/')}'\n"
        "[sources.manual]\n[sources.saved_page]\n"
    )
    serve(httpserver, {"2601.00001": "A Loom & Co", "2601.00002": "Two", "math/0612001": "Old"})

    def add(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        return run("add", *words, "--day", "2026-01-07", code=code)

    return add


def records(site: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (site / STORED).read_text().splitlines()]


def test_papers_are_stored_once_in_the_day_and_credited(
    site: Path, add: Run, run: Run, httpserver: HTTPServer
) -> None:
    page = "https://arxiv.org/abs/math.AG/0612001"
    done = add("2601.00001", "arXiv:2601.00001v1", page, "--by", "  Mary\nSomerville ")
    assert "papers added: 2" in done.stdout
    assert asked(httpserver) == ["2601.00001,math/0612001"]
    by_id = {record["id"]: record for record in records(site)}
    assert by_id.keys() == {"arxiv:2601.00001", "arxiv:math/0612001"}
    assert by_id["arxiv:2601.00001"] == {
        "abstract": "About it.",
        "authors": [{"name": "Ada Lovelace"}],
        "id": "arxiv:2601.00001",
        "submitter": {"name": "Mary Somerville"},
        "title": "A Loom & Co",
        "version": 2,
    }
    run("pages")
    run("build")
    shown = (site / "_site/papers/2601.00001/index.html").read_text()
    assert "<dt>Put on the list by<dd>Mary Somerville\n" in shown
    assert "A Loom &amp; Co" in (site / "_site/days/2026-01-07/index.html").read_text()


@pytest.mark.usefixtures("add")
def test_by_default_the_day_is_today_and_nobody_is_credited(site: Path, run: Run) -> None:
    before = datetime.now(UTC).date()
    run("add", "2601.00001")
    days = {before.isoformat(), datetime.now(UTC).date().isoformat()}
    (stored,) = (site / "content/records/manual").rglob("*.jsonl")
    assert stored.stem in days
    assert "submitter" not in stored.read_text()


def test_to_add_what_is_there_changes_no_byte(site: Path, add: Run) -> None:
    add("2601.00001", "--by", "Mary")
    before = (site / STORED).read_bytes()
    done = add("2601.00001")
    assert (site / STORED).read_bytes() == before
    assert "2601.00001 stands on 2026-01-07 already" in done.stderr
    assert "days changed: 0" in done.stdout


def test_a_paper_of_another_day_appears_again_and_that_is_said(
    site: Path, add: Run, run: Run
) -> None:
    run("import", site.parent / "listing.txt", "--day", "2025-12-12", "--ids", _ids(site))
    done = add("2601.00001", "2601.00002")
    said = "2601.00001 is in the archive already, listed on 2025-12-12; now on 2026-01-07 too"
    assert said in done.stderr
    assert "2601.00002" not in done.stderr
    earlier = run("add", "2601.00001", "--day", "2025-12-01").stderr
    assert "listed on 2025-12-12; from now on its day is 2025-12-01" in earlier
    run("pages")
    run("build")
    shown = (site / "_site/papers/2601.00001/index.html").read_text()
    days = ["1 December 2025", "12 December 2025", "7 January 2026"]
    assert sorted(days, key=shown.index) == days


def _ids(site: Path) -> Path:
    ids = site.parent / "ids.tsv"
    ids.write_text(ids.read_text().replace("2501.00001", "2601.00001"))
    return ids


def test_a_paper_whose_id_was_not_known_moves_to_its_address(
    site: Path, add: Run, run: Run, httpserver: HTTPServer
) -> None:
    run("import", site.parent / "listing.txt", "--day", "2025-12-12")
    serve(httpserver, {"2601.00001": "A Loom for Two Hands"})
    add("2601.00001")
    run("build")
    assert (site / "content/records/aliases.jsonl").read_text().count("arxiv:2601.00001") == 1
    assert "12 December 2025" in (site / "_site/papers/2601.00001/index.html").read_text()


def test_what_is_no_id_or_not_known_is_told_and_the_others_are_stored(site: Path, add: Run) -> None:
    done = add("2601.99999", "2601.00002", code=1)
    assert "arXiv knows no paper 2601.99999" in done.stderr
    done = add("2601", "https://example.org/x", "2601.00001", code=2)
    assert "'2601' is no arXiv id; write one such as 2401.01234" in done.stderr
    assert "'https://example.org/x' is no arXiv id" in done.stderr
    assert [record["title"] for record in records(site)] == ["A Loom & Co", "Two"]


def test_an_id_that_spoils_the_answer_costs_itself_alone(
    site: Path, add: Run, httpserver: HTTPServer
) -> None:
    serve(httpserver, {"2601.00001": "One", "2601.00002": "Two"}, refuses="zoo/0612001")
    done = add("2601.00001", "zoo/0612001", "2601.00002", code=3)
    assert "arXiv answers with an error: incorrect id format for zoo/0612001" in done.stderr
    assert [record["title"] for record in records(site)] == ["One", "Two"]
    assert len(asked(httpserver)) == 5  # all, then by halves


def test_an_answer_about_other_papers_adds_nothing(
    site: Path, add: Run, httpserver: HTTPServer
) -> None:
    httpserver.clear()
    body = FEED.format(ENTRY.format("2601.00009", "Another"))
    httpserver.expect_request("/api/query").respond_with_data(body)
    add("2601.00001", code=1)
    assert not (site / "content/records").exists()


def test_an_entry_that_cannot_be_read_is_told(add: Run, httpserver: HTTPServer) -> None:
    httpserver.clear()
    body = FEED.format(ENTRY.format("2601.00001", ""))
    httpserver.expect_request("/api/query").respond_with_data(body)
    assert "title is missing" in add("2601.00001", code=3).stderr


def test_a_server_that_refuses_is_soon_left_alone_and_what_is_not_added_is_told(
    site: Path, add: Run, httpserver: HTTPServer
) -> None:
    httpserver.clear()
    httpserver.expect_request("/api/query").respond_with_data("<html>Sorry</html>")
    names = [f"2601.{number:05}" for number in range(1, 33)]
    done = add(*names, code=3)
    assert "not added: 2601.00005, 2601.00006," in done.stderr
    assert len(asked(httpserver)) == 10  # by halves down to one, and four that fail alone
    assert not (site / "content/records").exists()


def test_without_a_network_nothing_is_stored_and_the_exit_says_so(site: Path, add: Run) -> None:
    (site / "site.toml").write_text(
        "[sources.arxiv_api]\npause = 0\naddress = 'http://127.0.0.1:9'\n[sources.manual]\n"
    )
    assert "cannot be reached" in add("2601.00001", code=3).stderr
    assert not (site / "content/records").exists()


def test_a_site_that_does_not_name_manual_is_told_so(site: Path, add: Run) -> None:
    toml = site / "site.toml"
    toml.write_text(toml.read_text().replace("[sources.manual]\n", ""))
    done = add("2601.00001", code=2)
    assert "does not name 'manual'" in done.stderr
    assert "add a line [sources.manual]" in done.stderr
    assert records(site)


@pytest.mark.usefixtures("add")
def test_a_day_that_is_yet_to_come_is_refused(run: Run, httpserver: HTTPServer) -> None:
    later = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    assert f"{later} is yet to come" in run("add", "2601.00001", "--day", later, code=2).stderr
    assert asked(httpserver) == []


def test_a_paper_that_is_hidden_stays_hidden(site: Path, add: Run) -> None:
    add("2601.00001")
    correction = site / "content/corrections/2601.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("hidden: true\n")
    assert "2601.00001 is hidden by a correction, and stays so" in add("2601.00001").stderr


def test_what_arxiv_asks_to_wait_is_kept_by_the_next_command(
    site: Path, add: Run, httpserver: HTTPServer
) -> None:
    httpserver.clear()
    busy = Response("busy", 429, headers={"Retry-After": "200"})
    httpserver.expect_request("/api/query").respond_with_response(busy)
    for name in ("2601.00001", "2601.00002"):
        assert "asks to wait" in add(name, code=3).stderr
    assert asked(httpserver) == ["2601.00001"]
    assert not (site / STORED).exists()


def test_who_waits_for_another_process_says_so(
    site: Path, add: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fcntl")
    add("2601.00001")
    (lock,) = (site / ".cache/asked").iterdir()
    monkeypatch.setattr(turns, "LATE", 0.0)
    said, day = SimpleQueue[str](), date(2026, 1, 7)
    papers = settings.load(site), ["2601.00002"]
    with ThreadPoolExecutor() as pool:
        with turns.in_turn(lock, print):
            done = pool.submit(command.add, *papers, day=day, today=day, say=said.put)
            assert (
                said.get(timeout=60) == f"waiting for another process, which is asking {lock.name}"
            )
        assert done.result().problems == ()


LATE = """
import runpy
from generator.store import turns
turns.LATE = 0.1
runpy.run_module("generator", run_name="__main__")
"""


def test_what_arxiv_asks_to_wait_is_told_unless_problems_alone_are_asked_for(
    site: Path, add: Run
) -> None:
    add("2601.00001")
    (mark,) = (site / ".cache/asked").iterdir()

    def told(*words: str) -> str:
        turns.Mark(mark.with_name(f"{mark.name}.until")).set(ahead=3)
        command = (sys.executable, "-c", LATE, "--site", str(site), *words, "add", "2601.00002")
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        return done.stderr

    says = rf"waiting for [1-3] seconds until {mark.name} may be asked\n"
    assert re.fullmatch(says, told())
    assert told("--quiet") == ""


def test_a_pause_that_the_site_keeps_is_not_told(
    site: Path, add: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("2601.00001")
    toml = site / "site.toml"
    toml.write_text(toml.read_text().replace("pause = 0", "pause = 1"))
    monkeypatch.setattr(turns, "LATE", 0.1)
    papers, day = (settings.load(site), ["2601.00002"]), date(2026, 1, 7)
    assert command.add(*papers, day=day, today=day, say=pytest.fail).problems == ()


def test_commands_of_a_site_that_ask_arxiv_keep_its_pace_together(
    site: Path, add: Run, httpserver: HTTPServer
) -> None:
    pause = 1.0
    toml = site / "site.toml"
    toml.write_text(toml.read_text().replace("pause = 0", f"pause = {pause}"))
    times: list[float] = []

    def answer(request: Request) -> Response:
        times.append(time.monotonic())
        return Response(FEED.format(ENTRY.format(request.args["id_list"], "A Loom")))

    httpserver.clear()
    httpserver.expect_request("/api/query").respond_with_handler(answer)
    with ThreadPoolExecutor() as pool:  # two at once, then one more
        list(pool.map(add, ("2601.00001", "2601.00002")))
    add("2601.00003")
    assert len(times) == len(records(site)) == 3
    assert all(after - before > 0.95 * pause for before, after in pairwise(times))
