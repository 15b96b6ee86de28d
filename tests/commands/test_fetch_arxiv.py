"""arXiv's feed and OAI-PMH: days as they are announced, missed ones healed, changes added."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from generator.archive import ingest
from generator.commands.fetch import fetch
from generator.model.day import weekday
from generator.model.ledger import DayState, State
from generator.model.outcome import Outcome, unwatched
from generator.model.paper import PaperId
from generator.model.problem import Exit
from generator.settings import site as settings
from generator.store import ledgers, records

MONDAY = date(2026, 2, 2)
TUESDAY, WEDNESDAY, THURSDAY, SATURDAY = (MONDAY + timedelta(days) for days in (1, 2, 3, 5))
NEW = {MONDAY: ["2602.02001"], TUESDAY: ["2602.03001", "2602.03002"], THURSDAY: ["2602.05001"]}


class Arxiv:
    """A feed of one day, what changed on each day, and what was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.today = MONDAY
        self.changes: dict[date, list[str]] = {}  # <record>s
        self.asked: list[Mapping[str, str]] = []
        server.expect_request("/rss/cs.CL+cs.LG").respond_with_handler(self.feed)
        server.expect_request("/oai").respond_with_handler(self.oai)

    def feed(self, _: Request) -> Response:
        entries = (
            f"<item><guid>oai:arXiv.org:{name}v1</guid><title>Loom {name}</title><category>cs.CL"
            f"</category><description>arXiv:{name}v1 Announce Type: new\nAbstract: On "
            f"{name}.</description><announce_type>new</announce_type></item>"
            for name in NEW.get(self.today, ())
        )
        moment = format_datetime(morning(self.today))
        return xml(
            f"<rss version='2.0'><channel><pubDate>{moment}</pubDate><skipDays><day>Saturday</day>"
            f"<day>Sunday</day></skipDays>{''.join(entries)}</channel></rss>"
        )

    def oai(self, request: Request) -> Response:
        self.asked.append(dict(request.args))
        if token := request.args.get("resumptionToken"):
            day, _, at = token.partition("+")
        else:
            day, at = request.args["from"], "0"
        records = self.changes.get(date.fromisoformat(day), [])
        if not records:
            return xml("<OAI-PMH><error code='noRecordsMatch'/></OAI-PMH>")
        more = f"{day}+{int(at) + 1}" if int(at) + 1 < len(records) else ""
        token = f"<resumptionToken completeListSize='{len(records)}'>{more}</resumptionToken>"
        return xml(f"<OAI-PMH><ListRecords>{records[int(at)]}{token}</ListRecords></OAI-PMH>")


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def xml(text: str) -> Response:
    return Response(text, content_type="text/xml")


def changed(name: str, first: date, *, versions: int = 1, comment: str = "") -> str:
    """Return a record of arXivRaw."""
    told = "".join(
        f"<version version='v{number}'><date>{format_datetime(morning(first))}</date></version>"
        for number in range(1, versions + 1)
    )
    return (
        f"<record><header><identifier>oai:arXiv.org:{name}</identifier></header><metadata><arXivRaw>"
        f"{told}<title>Loom {name}, $n$ times</title><authors>Ada Lovelace and Mary Somerville"
        f"</authors><categories>cs.CL</categories><comments>{comment}</comments><abstract>On $n$."
        "</abstract></arXivRaw></metadata></record>"
    )


def gone(name: str) -> str:
    return (
        f"<record><header status='deleted'><identifier>oai:arXiv.org:{name}</identifier></header>"
        "</record>"
    )


@pytest.fixture
def arxiv(site: Path, httpserver: HTTPServer) -> Arxiv:
    address = f"http://127.0.0.1:{httpserver.port}"
    (site / "site.toml").write_text(
        f"[sources.arxiv_oai]\npause = 0\naddress = '{address}/oai'\n"
        f"[sources.arxiv_rss]\npause = 0\naddress = '{address}'\ncategories = ['cs.CL', 'cs.LG']\n"
    )
    return Arxiv(httpserver)


def fetched(site: Path, arxiv: Arxiv, today: date) -> Outcome:
    arxiv.today = today
    outcome = fetch(settings.load(site), unwatched, today=today)
    assert outcome.problems == ()
    return outcome


def stands(site: Path, source: str, day: date) -> tuple[State, int, str]:
    state: DayState = ledgers.read(site / "content", source, []).days[day]
    return state.state, state.got, state.reason


def stored(site: Path, source: str, day: date) -> list[str]:
    path = site / f"content/records/{source}/{day.year}/{day}.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line)["id"].removeprefix("arxiv:") for line in lines]


def test_a_feed_makes_the_day_that_it_tells_of(site: Path, arxiv: Arxiv) -> None:
    for day in (MONDAY, TUESDAY):
        fetched(site, arxiv, day)
        assert stored(site, "arxiv_rss", day) == NEW[day]
        assert stands(site, "arxiv_rss", day) == (State.PUBLISHED, len(NEW[day]), "")


def test_a_feed_that_was_missed_is_healed_by_what_is_new(site: Path, arxiv: Arxiv) -> None:
    fetched(site, arxiv, TUESDAY)
    arxiv.changes[WEDNESDAY] = [
        changed("2602.04001", TUESDAY),
        changed("2602.04002", TUESDAY),
        changed("2602.03001", MONDAY, versions=2),
        changed("2401.00001", date(2024, 1, 1)),
    ]
    fetched(site, arxiv, THURSDAY)
    assert stored(site, "arxiv_rss", WEDNESDAY) == ["2602.04001", "2602.04002"]
    state, got, reason = stands(site, "arxiv_rss", WEDNESDAY)
    assert (state, got) == (State.PUBLISHED, 2)
    assert "its feed was missed" in reason
    assert stored(site, "arxiv_rss", THURSDAY) == NEW[THURSDAY]


def test_what_cannot_be_read_of_a_day_that_is_healed_is_set_aside_and_asked_for_once_more(
    site: Path, arxiv: Arxiv
) -> None:
    fetched(site, arxiv, TUESDAY)
    odd = changed("2602.04002", TUESDAY).replace("title>", "subject>")
    arxiv.changes[WEDNESDAY] = [changed("2602.04001", TUESDAY), odd]
    outcome = fetched(site, arxiv, THURSDAY)
    state, got, reason = stands(site, "arxiv_rss", WEDNESDAY)
    assert (state, got) == (State.PARTIAL, 1)
    assert reason.endswith("; 1 of 2 records could not be read")
    assert any(each.startswith("arxiv_rss, 2026-02-04: a rec") for each in outcome.remarks)
    (kept,) = records.read_rejects(site / "content", "arxiv_rss", WEDNESDAY, [])
    assert "2602.04002" in kept.text
    fetched(site, arxiv, THURSDAY)
    told = ledgers.read(site / "content", "arxiv_rss", []).days[WEDNESDAY]
    assert (told.settled, told.got, told.expected) == (True, 1, 2)
    arxiv.changes[WEDNESDAY][1] = changed("2602.04002", TUESDAY)
    fetch(
        settings.load(site), unwatched, today=THURSDAY, first=WEDNESDAY, last=WEDNESDAY, again=True
    )
    assert stored(site, "arxiv_rss", WEDNESDAY) == ["2602.04001", "2602.04002"]
    assert stands(site, "arxiv_rss", WEDNESDAY)[0] is State.PUBLISHED
    assert not records.read_rejects(site / "content", "arxiv_rss", WEDNESDAY, [])


def test_a_feed_of_which_nothing_is_kept_was_of_no_use(site: Path, arxiv: Arxiv) -> None:
    fetched(site, arxiv, MONDAY)
    arxiv.today = THURSDAY
    alone = settings.load(site, ["sources.arxiv_rss.heal="])
    outcome = fetch(alone, unwatched, today=TUESDAY, source="arxiv_rss")
    assert outcome.code is Exit.NETWORK
    head = json.loads((site / "content/records/arxiv_rss/source.json").read_text())
    assert head["fetched"] == MONDAY.isoformat()
    assert head["trouble"] == f"it is dated {THURSDAY}, which is yet to come"


def test_an_answer_that_is_empty_on_a_weekday_is_not_the_last_word(
    site: Path, arxiv: Arxiv
) -> None:
    fetched(site, arxiv, TUESDAY)
    fetched(site, arxiv, THURSDAY)
    for source in ("arxiv_rss", "arxiv_oai"):
        assert stands(site, source, WEDNESDAY)[0] is State.EMPTY
    arxiv.changes[WEDNESDAY] = [
        changed("2602.04001", TUESDAY),
        changed("2602.03001", MONDAY, versions=2, comment="withdrawn by the authors"),
    ]
    fetched(site, arxiv, THURSDAY)
    assert stored(site, "arxiv_rss", WEDNESDAY) == ["2602.04001"]
    assert "2602.03001" in stored(site, "arxiv_oai", WEDNESDAY)
    asked = len(arxiv.asked)
    fetched(site, arxiv, THURSDAY)
    wednesday = WEDNESDAY.isoformat()
    assert wednesday not in [each.get("from") for each in arxiv.asked[asked:]]


def test_changes_of_no_paper_of_the_archive_are_read_all_the_same(site: Path, arxiv: Arxiv) -> None:
    fetched(site, arxiv, MONDAY)
    odd = [changed(f"no-id-{number}", MONDAY) for number in range(12)]
    arxiv.changes[MONDAY] = [*odd, changed("2601.09999", MONDAY)]
    fetched(site, arxiv, TUESDAY)
    head = site / "content/records/arxiv_oai/source.json"
    assert json.loads(head.read_text())["fetched"] == TUESDAY.isoformat()


def test_a_healer_that_nobody_answers_for_is_asked_once(site: Path, arxiv: Arxiv) -> None:
    fetched(site, arxiv, MONDAY)
    arxiv.today = MONDAY + timedelta(14)
    offline = settings.load(site, ["sources.arxiv_oai.address=http://127.0.0.1:1"])
    outcome = fetch(offline, unwatched, today=arxiv.today, source="arxiv_rss")
    assert len([each for each in outcome.remarks if "cannot be reached" in each]) == 1


def test_a_weekend_is_no_gap(site: Path, arxiv: Arxiv) -> None:
    fetched(site, arxiv, SATURDAY)
    assert weekday(SATURDAY) == "Saturday"
    state, _, reason = stands(site, "arxiv_rss", SATURDAY)
    assert state is State.NONE_EXPECTED
    assert reason == "arXiv announces nothing at weekends"


def test_changes_of_a_day_are_added_to_papers_that_are_known(site: Path, arxiv: Arxiv) -> None:
    arxiv.changes[WEDNESDAY] = [
        changed("2602.03001", MONDAY, versions=2, comment="withdrawn by the authors"),
        changed("2602.99999", MONDAY, versions=2),
        gone("2602.03002"),
    ]
    for day in (TUESDAY, WEDNESDAY, THURSDAY):
        fetched(site, arxiv, day)
    assert stored(site, "arxiv_oai", WEDNESDAY) == ["2602.03001", "2602.03002"]
    archive, problems = ingest.load(settings.load(site))
    assert not problems
    for name in NEW[TUESDAY]:
        assert archive.paper(PaperId(f"arxiv:{name}")).withdrawn
    assert archive.paper(PaperId("arxiv:2602.03001")).title == "Loom 2602.03001, $n$ times"
    assert archive.paper(PaperId("arxiv:2602.03001")).day == TUESDAY


def test_a_day_of_changes_is_asked_for_page_by_page_and_once(site: Path, arxiv: Arxiv) -> None:
    arxiv.changes[MONDAY] = [changed(f"2602.0200{number}", MONDAY) for number in range(1, 4)]
    fetched(site, arxiv, MONDAY)
    arxiv.asked.clear()
    fetched(site, arxiv, TUESDAY)
    monday = [asked for asked in arxiv.asked if MONDAY.isoformat() in str(asked)]
    assert monday == [
        {
            "verb": "ListRecords",
            "metadataPrefix": "arXivRaw",
            "from": "2026-02-02",
            "until": "2026-02-02",
        },
        {"verb": "ListRecords", "resumptionToken": "2026-02-02+1"},
        {"verb": "ListRecords", "resumptionToken": "2026-02-02+2"},
    ]
    assert stands(site, "arxiv_oai", MONDAY) == (State.PUBLISHED, 1, "")
    arxiv.asked.clear()
    content = site / "content"
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    fetched(site, arxiv, TUESDAY)
    assert MONDAY.isoformat() not in str(arxiv.asked)
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


def test_changes_of_days_that_a_clock_ahead_of_time_found_empty_are_asked_for_when_they_come(
    site: Path, arxiv: Arxiv
) -> None:
    fetched(site, arxiv, TUESDAY)
    fetch(settings.load(site), unwatched, today=TUESDAY + timedelta(60))
    assert stands(site, "arxiv_oai", WEDNESDAY)[0] is State.EMPTY
    arxiv.changes[WEDNESDAY] = [changed("2602.03001", MONDAY, versions=2)]
    for day in (TUESDAY, WEDNESDAY, THURSDAY):
        fetched(site, arxiv, day)
    assert stored(site, "arxiv_oai", WEDNESDAY) == ["2602.03001"]
    assert stands(site, "arxiv_oai", WEDNESDAY) == (State.PUBLISHED, 1, "")
