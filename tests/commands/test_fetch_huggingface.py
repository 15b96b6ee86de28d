"""Hugging Face from the outside: a week beside its days, what is linked, what stays set aside."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Run = Callable[..., subprocess.CompletedProcess[str]]

DAYS = ("--from", "2026-01-05", "--to", "2026-01-06")


def paper(number: str, day: str = "", **fields: object) -> dict[str, Any]:
    told = {"submittedOnDailyAt": f"{day}T00:00:00.000Z"} if day else {}
    return {"title": f"Loom {number}", "paper": {"id": f"2601.{number}", **told, **fields}}


class Log(list[str]):
    """What is asked, in order. One question is refused, one told nonsense; at one it waits."""

    def __init__(self) -> None:
        super().__init__()
        self.stop = self.refused = self.broken = ""
        self.stopped, self.going = Event(), Event()

    def append(self, asked: str) -> None:
        super().append(asked)
        if asked == self.stop:
            self.stopped.set()
            self.going.wait(60)


@pytest.fixture
def asked(site: Path, httpserver: HTTPServer) -> Log:
    """What is asked of a server with two papers on a day; its week knows one more of the next."""
    lists = {
        "date=2026-01-05": json.dumps([paper("00001"), paper("00002")]),
        "date=2026-01-06": json.dumps([paper("00003")]),
        "week=2026-W02": json.dumps(
            [
                paper("00001", "2026-01-05"),
                paper("00004", "2026-01-06"),
                paper("00005", "2026-01-08"),
            ]
        ),
    }
    details: dict[str, dict[str, object]] = {
        "2601.00001": {"summary": "half \ud83d", "linkedModels": [7, {"id": "quay/loom-7b"}]},
        "2601.00002": {"linkedModels": "none"},
        "2601.00003": {"linkedDatasets": [{"id": "quay/knots"}], "numTotalDatasets": 3},
    }
    log = Log()

    def listed(request: Request) -> Response:
        (key,) = request.args.keys() - {"limit", "p"}
        asked = f"{key}={request.args[key]}"
        log.append(asked)
        if asked == log.refused:
            return Response(status=403)
        first = request.args["p"] == "0"
        return Response(lists[asked] if first else "[]", content_type="application/json")

    def linked(request: Request) -> Response:
        name = request.path.rpartition("/")[2]
        log.append(name)
        if name == log.refused:
            return Response(status=403)
        if name == log.broken:
            return Response("[]", content_type="application/json")
        return Response(json.dumps({"id": name, **details[name]}), content_type="application/json")

    httpserver.expect_request("/api/daily_papers").respond_with_handler(listed)
    for name in details:
        httpserver.expect_request(f"/api/papers/{name}").respond_with_handler(linked)
    configure(site, httpserver, "details = true")
    return log


def configure(site: Path, server: HTTPServer, more: str) -> None:
    (site / "site.toml").write_text(
        f"[sources.huggingface]\npause = 0\naddress = '{server.url_for('')}'\n{more}\n"
    )


def stored(site: Path, day: str) -> dict[str, dict[str, Any]]:
    path = site / f"content/records/huggingface/2026/{day}.jsonl"
    lines = map(json.loads, path.read_text().splitlines())
    return {line["id"]: line for line in lines}


def test_a_week_adds_what_its_days_lacked_and_details_what_is_linked(
    site: Path, run: Run, asked: Log
) -> None:
    done = run("fetch", *DAYS)
    assert {"date=2026-01-05", "date=2026-01-06", "week=2026-W02"} < set(asked)
    first, second = stored(site, "2026-01-05"), stored(site, "2026-01-06")
    assert first.keys() == {"arxiv:2601.00001", "arxiv:2601.00002"}
    assert first["arxiv:2601.00001"]["models"] == ["quay/loom-7b"]
    assert first["arxiv:2601.00001"]["title"] == "Loom 00001"
    assert second.keys() == {"arxiv:2601.00003", "arxiv:2601.00004"}
    assert second["arxiv:2601.00003"]["datasets"] == ["quay/knots"]
    assert second["arxiv:2601.00003"]["extra"] == {"numTotalDatasets": 3}
    assert "2026-01-06: 1 more by the cross-check" in done.stdout + done.stderr
    assert "linkedModels must be a list, not text" in done.stdout + done.stderr
    asked.clear()
    run("fetch", *DAYS, "--again")
    assert "date=2026-01-05" in asked
    assert not [name for name in asked if name.startswith("2601.")]  # once a day is enough


def test_a_day_that_is_asked_for_after_others_has_its_details_asked_for_as_well(
    site: Path, run: Run, asked: Log
) -> None:
    run("fetch", "--from", "2026-01-05", "--to", "2026-01-05")
    assert "2601.00003" not in asked
    run("fetch", "--from", "2026-01-06", "--to", "2026-01-06")
    assert stored(site, "2026-01-06")["arxiv:2601.00003"]["datasets"] == ["quay/knots"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_a_day_whose_records_are_gone_is_told_and_asked_for_again(
    site: Path, run: Run, asked: Log, harm: Callable[[Path], object]
) -> None:
    run("fetch", *DAYS)
    path = "content/records/huggingface/2026/2026-01-05.jsonl"
    harm(site / path)
    told = run("build", code=1)
    assert (
        f"{path}: this file is gone, or empty: states.jsonl beside it knows 2 papers" in told.stderr
    )
    page = (site / "_site/days/2026-01-05/index.html").read_text()
    assert "its records were here, and are gone" in page
    assert "Published" not in page
    asked.clear()
    run("fetch", *DAYS)
    assert "date=2026-01-05" in asked
    assert "date=2026-01-06" not in asked
    run("build")


EVERYTHING = ["date=2026-01-05", "date=2026-01-06", "week=2026-W02", "2601.00001", "2601.00003"]


@pytest.mark.parametrize("stop", [*EVERYTHING, ""])
def test_a_fetch_that_is_killed_leaves_nothing_unasked(
    site: Path, run: Run, asked: Log, stop: str
) -> None:
    command = [sys.executable, "-m", "generator", "--site", str(site), "fetch", *DAYS]
    asked.stop = stop
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        if stop:
            assert asked.stopped.wait(60)
            process.kill()
    asked.stop = ""
    asked.going.set()
    run("fetch", *DAYS)
    first, second = stored(site, "2026-01-05"), stored(site, "2026-01-06")
    assert first["arxiv:2601.00001"]["models"] == ["quay/loom-7b"]
    assert second["arxiv:2601.00003"]["datasets"] == ["quay/knots"]
    assert "arxiv:2601.00004" in second
    assert '"fetched"' in (site / "content/records/huggingface/source.json").read_text()
    asked.clear()
    run("fetch", *DAYS)
    assert not asked


@pytest.mark.parametrize("refused", ["week=2026-W02", "2601.00001"])
def test_a_day_of_which_something_was_refused_is_asked_for_once_more(
    run: Run, asked: Log, refused: str
) -> None:
    asked.refused = refused
    run("fetch", *DAYS)
    asked.clear()
    run("fetch", *DAYS)  # in vain again; so it stays
    assert refused in asked
    assert "2601.00003" in asked or refused != "week=2026-W02"
    asked.clear()
    run("fetch", *DAYS)
    assert not asked


def test_what_cannot_be_read_of_one_paper_costs_no_other_its_details(run: Run, asked: Log) -> None:
    details = ["2601.00001", "2601.00002", "2601.00003"]
    asked.broken = "2601.00001"
    done = run("fetch", *DAYS)
    assert [name for name in asked if name in details] == details
    assert done.stdout.count("no details") + done.stderr.count("no details") == 2
    asked.clear()
    run("fetch", *DAYS)
    assert not asked  # it will say the same


def test_nothing_but_days_is_asked_for_where_nobody_wants_more(
    site: Path, run: Run, asked: Log, httpserver: HTTPServer
) -> None:
    configure(site, httpserver, 'check = ""')
    run("fetch", *DAYS)
    assert set(asked) == {"date=2026-01-05", "date=2026-01-06"}
    configure(site, httpserver, 'check = "year"')
    assert "'check' must be" in run("fetch", *DAYS, code=2).stderr


def test_a_record_with_a_key_that_stands_twice_is_set_aside_for_good(
    site: Path, run: Run, httpserver: HTTPServer
) -> None:
    good = json.dumps(paper("00001"))
    twice = '{"title": "This", "title": "Or That", "paper": {"id": "2601.00002"}}'

    def listed(request: Request) -> Response:
        first = request.args["p"] == "0" and request.args["date"] == "2026-01-05"
        return Response(f"[{good}, {twice}]" if first else "[]", content_type="application/json")

    httpserver.expect_request("/api/daily_papers").respond_with_handler(listed)
    configure(site, httpserver, 'check = ""')
    for _ in range(3):
        run("fetch", *DAYS)
        assert stored(site, "2026-01-05").keys() == {"arxiv:2601.00001"}
        rejects = site / "content/records/huggingface/2026/2026-01-05.rejects.jsonl"
        (reject,) = map(json.loads, rejects.read_text().splitlines())
        assert reject["reason"] == "holds a key that stands twice in one mapping"
        assert reject["text"] == twice
