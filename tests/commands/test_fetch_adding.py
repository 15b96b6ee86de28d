"""Sources that add to papers which others list: in batches, and once more when a day settles."""

import json
import time
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from generator.archive import ingest
from generator.commands.fetch import fetch
from generator.model.ledger import DayState, State
from generator.model.outcome import Outcome, unwatched
from generator.model.paper import PaperId
from generator.settings import site as settings
from generator.store import ledgers
from tests.fetch.sent import apart, noting

TODAY = date(2026, 1, 30)
BATCH = 4

LISTED = {
    "2026-01-27": ("2601.27001", "2601.27002", "2601.27003"),
    "2026-01-28": ("2601.28001", "2601.28002", "2601.28003"),
    "2026-01-29": ("2601.29001",),
}


def entry(name: str, comment: str = "") -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{name}v1</id><title>Loom {name}</title>"
        f"<published>2026-01-20T00:00:00Z</published><summary>About $x$ & {name}.</summary>"
        f"<author><name>Ada Lovelace</name></author><category term='cs.AI'/>"
        f"<arxiv:comment>{escape(comment)}</arxiv:comment></entry>"
    ).replace(" & ", " &amp; ")


class Arxiv:
    """What arXiv knows, and what it was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.known = {name: entry(name) for names in LISTED.values() for name in names}
        self.asked: list[list[str]] = []
        self.status = 200
        self.broken = False  # its XML
        self.times: list[tuple[float, float]] = []  # arrived, answered
        self.refused = ""  # a paper that is an error to ask for
        server.expect_request("/api/query").respond_with_handler(self.answer)
        server.expect_request("/api/daily_papers").respond_with_handler(listed)

    def answer(self, request: Request) -> Response:
        arrived = time.monotonic()
        names = request.args["id_list"].split(",")
        self.asked.append(names)
        answer = self.said(names)
        self.times.append((arrived, time.monotonic()))
        return answer

    def said(self, names: list[str]) -> Response:
        if self.status != 200:
            return Response("busy", status=self.status)
        if self.refused in names:
            return Response("malformed id", status=400)
        if self.broken:
            return Response("<feed xmlns='http://www.w3.org/2005/Atom'><entry>&nbsp;</feed")
        entries = "".join(self.known.get(name, "") for name in names)
        return Response(
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:arxiv='http://arxiv.org/schemas/atom'>"
            f"{entries}</feed>",
            content_type="application/atom+xml",
        )


def listed(request: Request) -> Response:
    names = LISTED.get(request.args.get("date", ""), ()) if request.args["p"] == "0" else ()
    papers: list[Mapping[str, Any]] = [{"title": name, "paper": {"id": name}} for name in names]
    return Response(json.dumps(papers), content_type="application/json")


@pytest.fixture
def arxiv(site: Path, httpserver: HTTPServer) -> Arxiv:
    address = f"'http://127.0.0.1:{httpserver.port}'"
    (site / "site.toml").write_text(
        f"[sources.arxiv_api]\npause = 0\nbatch = {BATCH}\naddress = {address}\n"
        f"[sources.huggingface]\npause = 0\naddress = {address}\n"
    )
    return Arxiv(httpserver)


def fetched(site: Path, today: date, **options: Any) -> Outcome:  # noqa: ANN401 - the command's
    return fetch(settings.load(site), unwatched, today=today, **options)


def states(site: Path) -> Mapping[date, DayState]:
    return ledgers.read(site / "content", "arxiv_api", []).days


def test_papers_are_asked_for_in_batches_over_days(site: Path, arxiv: Arxiv) -> None:
    fetched(site, TODAY)
    names = [name for of_day in LISTED.values() for name in of_day]
    assert arxiv.asked == [names[:4], names[4:]]
    for day, of_day in LISTED.items():
        state = states(site)[date.fromisoformat(day)]
        assert (state.state, state.got, state.expected) == (
            State.PUBLISHED,
            len(of_day),
            len(of_day),
        )
        lines = (site / f"content/records/arxiv_api/2026/{day}.jsonl").read_text().splitlines()
        assert [json.loads(line)["id"] for line in lines] == [f"arxiv:{each}" for each in of_day]
    arxiv.asked.clear()
    fetched(site, TODAY)
    assert arxiv.asked == []


def test_what_it_does_not_know_is_asked_for_until_the_day_settles(site: Path, arxiv: Arxiv) -> None:
    day = date(2026, 1, 28)
    del arxiv.known["2601.28002"]
    fetched(site, TODAY)
    state = states(site)[day]
    assert (state.state, state.got, state.expected) == (State.PARTIAL, 2, 3)
    assert state.reason == "it does not know 2601.28002"
    arxiv.asked.clear()
    fetched(site, TODAY + timedelta(1))
    assert arxiv.asked == [["2601.28002"]]
    fetched(site, TODAY + timedelta(20))
    arxiv.asked.clear()
    fetched(site, TODAY + timedelta(21))
    assert arxiv.asked == []


def test_a_withdrawal_is_seen_when_the_day_settles_and_marks_the_paper(
    site: Path, arxiv: Arxiv
) -> None:
    fetched(site, TODAY)
    arxiv.known["2601.27001"] = entry("2601.27001", "This paper has been withdrawn by the author")
    arxiv.asked.clear()
    fetched(site, date(2026, 2, 10))
    assert arxiv.asked == [list(LISTED["2026-01-27"])]
    archive, _ = ingest.load(settings.load(site))
    assert archive.paper(PaperId("arxiv:2601.27001")).withdrawn
    assert not archive.paper(PaperId("arxiv:2601.27002")).withdrawn
    arxiv.asked.clear()
    fetched(site, date(2026, 2, 10))
    assert arxiv.asked == []


def test_an_outage_of_one_source_costs_the_other_nothing_and_heals(
    site: Path, arxiv: Arxiv
) -> None:
    arxiv.status = 404
    outcome = fetched(site, TODAY)
    assert outcome.code == 3
    assert len(list(ingest.load(settings.load(site))[0].papers())) == 7
    assert {state.state for state in states(site).values()} <= {State.FAILED}
    fetched(site, TODAY + timedelta(20))
    assert not any(state.settled for state in states(site).values())
    arxiv.status = 200
    later = TODAY + timedelta(40)
    assert fetched(site, later).code == 0
    assert {state.state for state in states(site).values()} == {State.PUBLISHED}
    assert sum(state.got for state in states(site).values()) == 7


def test_a_source_that_nobody_answers_for_is_asked_once(site: Path, arxiv: Arxiv) -> None:
    fetched(site, TODAY, source="huggingface")
    offline = settings.load(site, ["sources.arxiv_api.address=http://127.0.0.1:1"])
    outcome = fetch(offline, unwatched, today=TODAY, source="arxiv_api")
    assert len(outcome.problems) == 1
    assert "cannot be reached" in outcome.problems[0].what
    assert arxiv.asked == []


def test_one_paper_that_spoils_the_answer_does_not_cost_the_others(
    site: Path, arxiv: Arxiv
) -> None:
    arxiv.refused = "2601.28001"
    assert fetched(site, TODAY).code == 0
    state = states(site)[date(2026, 1, 28)]
    assert (state.state, state.got, state.expected) == (State.PARTIAL, 2, 3)
    assert "400" in state.reason
    assert not state.settled
    assert states(site)[date(2026, 1, 27)].state is State.PUBLISHED


def test_xml_that_is_broken_costs_nothing_and_the_next_run_heals(site: Path, arxiv: Arxiv) -> None:
    arxiv.broken = True
    outcome = fetched(site, TODAY)
    assert outcome.code == 3
    assert {state.state for state in states(site).values()} <= {State.FAILED}
    assert any("not XML" in state.reason for state in states(site).values())
    arxiv.broken = False
    assert fetched(site, TODAY).code == 0
    assert {state.state for state in states(site).values()} == {State.PUBLISHED}


def test_what_goes_wrong_with_every_part_of_a_batch_is_told_once(site: Path, arxiv: Arxiv) -> None:
    arxiv.broken = True
    told = [str(problem) for problem in fetched(site, TODAY).problems]
    assert len(arxiv.asked) > len(told) > 0
    assert len(told) == len(set(told))


def test_arxiv_is_asked_at_its_pace_and_never_twice_at_once(
    site: Path, arxiv: Arxiv, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = 0.3
    toml = site / "site.toml"
    toml.write_text(
        toml.read_text().replace(f"pause = 0\nbatch = {BATCH}", f"pause = {pause}\nbatch = 1")
    )
    sent = noting(monkeypatch)
    fetched(site, TODAY)
    asked = [each for each in sent if each.path.startswith("/api/query")]
    assert len(asked) == len(arxiv.times) == 7
    assert apart(asked, pause)
    assert all(answered <= arrived for (_, answered), (arrived, _) in pairwise(arxiv.times))


def test_one_paper_spoils_no_batch_however_many_there_are(
    site: Path, arxiv: Arxiv, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tuple(f"2601.26{number:03}" for number in range(64))
    monkeypatch.setitem(LISTED, "2026-01-26", names)
    arxiv.known |= {name: entry(name) for name in names}
    toml = site / "site.toml"
    toml.write_text(toml.read_text().replace(f"batch = {BATCH}", "batch = 100"))
    arxiv.refused = names[0]
    assert fetched(site, TODAY).code == 0
    assert sum(state.got for state in states(site).values()) == 63 + 7
    assert states(site)[date(2026, 1, 26)].expected == 64


def test_a_server_that_fails_is_not_asked_by_halves(site: Path, arxiv: Arxiv) -> None:
    arxiv.status = 403
    assert fetched(site, TODAY).code == 3
    assert [len(names) for names in arxiv.asked] == [4, 3]
