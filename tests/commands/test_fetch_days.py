"""broadsheet fetch over days, weeks and outages: what is asked again, what is filled, what heals.

The day of the call is an argument here, so that a fortnight takes no fortnight; the servers and
the files are real.
"""

import itertools
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from generator.commands.fetch import fetch
from generator.fetch import quarantine
from generator.model.ledger import DayState, State
from generator.model.outcome import Outcome, unwatched
from generator.model.problem import Problem
from generator.settings import site as settings
from generator.store import ledgers, records, turns
from tests import forked
from tests.commands.daily_papers import paper, serve

TODAY = date(2026, 1, 30)  # a Friday

Days = dict[str, list[dict[str, Any]]]


def weekdays(first: date, last: date) -> Days:
    """Return three papers for each weekday from `first` to `last`."""
    span = (last - first).days + 1
    days = [day for each in range(span) if (day := first + timedelta(each)).weekday() < 5]
    return {
        str(day): [paper(f"26{day.month:02}.{day.day:02}{number:03}") for number in range(3)]
        for day in days
    }


def asked(server: HTTPServer) -> list[str]:
    """Return the days that were asked for, in order, each once."""
    days = (request.args.get("date") for request, _ in server.log)
    return list(dict.fromkeys(day for day in days if day))


@pytest.fixture
def toml(site: Path, httpserver: HTTPServer) -> Path:
    (site / "site.toml").write_text(
        f"[sources.huggingface]\npause = 0\naddress = 'http://127.0.0.1:{httpserver.port}'\n"
    )
    return site


Fetch = Callable[..., Outcome]


@pytest.fixture
def fetch_on(toml: Path) -> Fetch:
    def run(today: date, **options: Any) -> Outcome:  # noqa: ANN401 - those of the command
        return fetch(settings.load(toml), unwatched, today=today, **options)

    return run


def states(site: Path, source: str = "huggingface") -> Mapping[date, DayState]:
    problems: list[Any] = []
    found = ledgers.read(site / "content", source, problems)
    assert not problems
    return found.days


def tree(site: Path) -> dict[str, bytes]:
    folder = site / "content"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def undated(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files without the dates on which something was read: midnight may have passed."""
    dated = re.compile(rb'("(?:date|fetched)": )"[0-9-]+"')
    return {path: dated.sub(rb"\1", body) for path, body in files.items()}


def test_the_first_fetch_looks_two_weeks_back_and_remembers_since_when(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    serve(httpserver, weekdays(TODAY - timedelta(30), TODAY))
    fetch_on(TODAY)
    known = states(site)
    assert min(known) == TODAY - timedelta(14)
    assert known[TODAY].state is State.PENDING
    assert known[TODAY - timedelta(1)].state is State.PUBLISHED
    times = Counter(request.args.get("date") for request, _ in httpserver.log)
    assert times[str(TODAY)] == times[str(TODAY - timedelta(1))] / 2  # it will be asked for again
    head = json.loads((site / "content/records/huggingface/source.json").read_text())
    assert head == {"fetched": "2026-01-30", "since": "2026-01-16"}


def test_a_day_that_a_clock_ahead_of_time_has_settled_is_asked_for_again(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    early = weekdays(TODAY - timedelta(14), TODAY)
    early[str(TODAY)] = early[str(TODAY)][:1]  # the day has just begun
    serve(httpserver, early)
    fetch_on(TODAY - timedelta(1))
    fetch_on(TODAY + timedelta(90))
    assert states(site)[TODAY].settled
    fetch_on(TODAY)
    assert states(site)[TODAY].state is State.PENDING
    serve(httpserver, weekdays(TODAY - timedelta(14), TODAY + timedelta(3)))
    fetch_on(TODAY + timedelta(3))
    assert states(site)[TODAY].got == 3
    head = json.loads((site / "content/records/huggingface/source.json").read_text())
    assert head["fetched"] == str(TODAY + timedelta(3))


def test_votes_dated_by_a_clock_ahead_of_time_go_weeks_after_it_was_put_right(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    day = TODAY - timedelta(29)  # a Thursday: it settles tomorrow
    for votes, today in ((1, TODAY - timedelta(20)), (2, TODAY + timedelta(400))):
        serve(httpserver, {str(day): [paper("2601.00001", votes=votes)]})
        fetch_on(today, first=day, last=day)
    ahead = str(TODAY + timedelta(400))
    counts = site / f"content/records/huggingface/{day.year}/{day}.counts.json"
    assert ahead in counts.read_text()
    fetch_on(TODAY + timedelta(14))
    assert ahead not in counts.read_text()


def test_a_clock_behind_time_does_not_have_years_asked_for(
    fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    serve(httpserver, weekdays(TODAY - timedelta(14), TODAY + timedelta(1)))
    fetch_on(TODAY)
    httpserver.clear()  # no certificate is good yet by such a clock: nobody answers
    fetch_on(TODAY - timedelta(300))
    with pytest.raises(Problem, match="1970-01-01"):
        fetch_on(date(1970, 1, 1))
    serve(httpserver, weekdays(TODAY - timedelta(14), TODAY + timedelta(1)))
    httpserver.clear_log()
    fetch_on(TODAY + timedelta(1))
    before = [day for day in asked(httpserver) if day < str(TODAY - timedelta(14))]
    assert len(before) <= 4  # those that failed until the source was left alone


def test_an_outage_of_ten_days_is_filled_by_one_fetch_oldest_first(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    serve(httpserver, weekdays(TODAY - timedelta(14), TODAY + timedelta(40)))
    fetch_on(TODAY)
    httpserver.clear_log()
    back = TODAY + timedelta(10)
    fetch_on(back)
    days = asked(httpserver)
    assert days == sorted(days)
    known = states(site)
    for each in range(-14, 10):
        day = TODAY + timedelta(each)
        listed = day.weekday() < 5
        assert known[day].state is (State.PUBLISHED if listed else State.NONE_EXPECTED), day
        assert known[day].got == (3 if listed else 0)
    assert known[back].state is State.PENDING
    # And an outage of two months, from which no day is missing either.
    httpserver.clear_log()
    serve(httpserver, weekdays(TODAY - timedelta(14), TODAY + timedelta(80)))
    later = TODAY + timedelta(70)
    fetch_on(later)
    known = states(site)
    assert sorted(known) == [min(known) + timedelta(each) for each in range(len(known))]
    assert max(known) == later


def test_a_run_on_the_same_day_changes_no_byte_and_asks_no_settled_day(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    serve(httpserver, weekdays(date(2025, 12, 1), TODAY))
    fetch_on(TODAY, first=date(2025, 12, 1), last=TODAY)
    before = tree(site)
    httpserver.clear_log()
    fetch_on(TODAY)
    assert tree(site) == before
    unsettled = [str(day) for day, state in states(site).items() if not state.settled]
    assert set(asked(httpserver)) <= set(unsettled)
    assert min(unsettled) > str(TODAY - timedelta(30))


def test_votes_are_followed_for_thirty_days(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    day = str(TODAY - timedelta(1))
    serve(httpserver, {day: [paper("2601.00001", votes=1)]})
    fetch_on(TODAY)
    serve(httpserver, {day: [paper("2601.00001", votes=9)]})
    fetch_on(TODAY + timedelta(28))
    serve(httpserver, {day: [paper("2601.00001", votes=99)]})
    fetch_on(TODAY + timedelta(29))
    fetch_on(TODAY + timedelta(30))
    counts = json.loads((site / f"content/records/huggingface/2026/{day}.counts.json").read_text())
    assert [each["votes"] for each in counts["arxiv:2601.00001"]] == [1, 9, 99]
    httpserver.clear_log()
    fetch_on(TODAY + timedelta(31))
    assert day not in asked(httpserver)


def test_papers_that_came_late_are_found_and_a_shrunken_list_is_told(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    day = TODAY - timedelta(2)
    serve(httpserver, {str(day): [paper("2601.00001")]})
    fetch_on(TODAY)
    serve(httpserver, {str(day): [paper(f"2601.0000{each}") for each in (1, 2, 3)]})
    fetch_on(TODAY + timedelta(1))
    assert (states(site)[day].got, states(site)[day].expected) == (3, 3)
    serve(httpserver, {str(day): [paper("2601.00002")]})
    fetch_on(TODAY + timedelta(2))
    state = states(site)[day]
    assert (state.state, state.got, state.expected) == (State.PARTIAL, 3, 1)
    assert "2 papers are stored that the list has no more" in state.reason
    serve(httpserver, {str(day): [paper(f"2601.0000{each}") for each in (1, 2, 3)]})
    fetch_on(TODAY + timedelta(3))
    assert states(site)[day].state is State.PUBLISHED


def test_a_validator_saves_reading_a_list_again(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    days = weekdays(TODAY - timedelta(3), TODAY)
    sent: list[int] = []

    def answer(request: Request) -> Response:
        listed = days.get(request.args.get("date", ""), []) if request.args["p"] == "0" else []
        body = json.dumps(listed)
        response = Response(body, content_type="application/json")
        response.set_etag(f"{len(body)}-{listed[0]['paper']['upvotes'] if listed else 0}")
        response.make_conditional(request)
        sent.append(response.status_code)
        return response

    httpserver.expect_request("/api/daily_papers").respond_with_handler(answer)
    fetch_on(TODAY)
    before = tree(site)
    assert set(sent) == {200}
    sent.clear()
    fetch_on(TODAY)
    assert tree(site) == before
    assert sent.count(304) > 15
    days[str(TODAY - timedelta(1))][0]["paper"]["upvotes"] = 77
    fetch_on(TODAY)
    listing = records.read(site / "content", "huggingface", TODAY - timedelta(1), [])
    assert 77 in [series[-1].votes for series in listing.counts.values()]
    # A list that was read while its day was not over is published when nothing came after.
    fetch_on(TODAY + timedelta(1))
    assert states(site)[TODAY].state is State.PUBLISHED


def test_days_that_fail_for_good_do_not_keep_the_newest_from_being_fetched(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    days = weekdays(TODAY - timedelta(14), TODAY)

    def answer(request: Request) -> Response:
        day = request.args.get("date", "")
        if day < str(TODAY - timedelta(5)):
            return Response("gone", status=410)
        return Response(json.dumps(days.get(day, []) if request.args["p"] == "0" else []))

    httpserver.expect_request("/api/daily_papers").respond_with_handler(answer)
    outcome = fetch_on(TODAY)
    assert not outcome.problems
    known = states(site)
    assert known[TODAY - timedelta(1)].state is State.PUBLISHED
    assert known[TODAY - timedelta(14)].state is State.FAILED
    assert "410" in known[TODAY - timedelta(14)].reason
    assert set(known) == {TODAY - timedelta(each) for each in range(15)}


def test_two_fetches_at_once_do_not_write_over_each_other(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    serve(httpserver, weekdays(TODAY, TODAY))
    (site / ".cache").mkdir(exist_ok=True)
    with (site / ".cache/writing.lock").open("w") as lock:
        assert turns.locks(lock.fileno())
        with pytest.raises(Problem, match="another process"):
            fetch_on(TODAY)
    assert not httpserver.log
    assert not fetch_on(TODAY).problems


def test_a_list_of_nothing_but_nonsense_is_kept_whole_and_told_in_a_few_lines(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = TODAY - timedelta(1)
    serve(httpserver, {str(day): [{"paper": {"id": f"no id {each}"}} for each in range(90)]})
    outcome = fetch_on(TODAY)
    state = states(site)[day]
    assert (state.state, state.got, state.expected) == (State.FAILED, 0, 90)
    assert len(records.read_rejects(site / "content", "huggingface", day, [])) == 90
    assert sum("set aside" in remark for remark in outcome.remarks) == 6
    monkeypatch.setattr(quarantine, "KEPT", 1000)  # characters: a file that can still be pushed
    fetch_on(TODAY)
    assert 1 < len(records.read_rejects(site / "content", "huggingface", day, [])) < 90


def test_a_record_set_aside_is_read_again_after_an_upgrade(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    day = TODAY - timedelta(1)
    broken = paper("2601.00002")
    del broken["title"], broken["paper"]["title"]
    serve(httpserver, {str(day): [paper("2601.00001"), broken]})
    fetch_on(TODAY)
    state = states(site)[day]
    assert (state.state, state.got, state.expected) == (State.PARTIAL, 1, 2)
    rejects = site / f"content/records/huggingface/2026/{day}.rejects.jsonl"
    # What an upgrade would do: the text is as it was, and now it can be read.
    healed = rejects.read_text().replace(
        '{\\"numComments', '{\\"title\\": \\"Two\\", \\"numComments'
    )
    assert healed != rejects.read_text()
    rejects.write_text(healed)
    httpserver.clear()
    httpserver.expect_request("/api/daily_papers").respond_with_data("down", status=404)
    outcome = fetch_on(TODAY)
    assert any("could be read now" in remark for remark in outcome.remarks)
    assert not rejects.exists()
    assert states(site)[day].state is State.PUBLISHED
    assert len(records.read(site / "content", "huggingface", day, []).records) == 2


def test_what_was_set_aside_is_forgotten_once_the_day_is_whole(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    day = TODAY - timedelta(1)
    good, broken = paper("2601.00001"), paper("2601.00002")
    del broken["title"], broken["paper"]["title"]
    rejects = site / f"content/records/huggingface/2026/{day}.rejects.jsonl"
    lists: list[list[object]] = [[broken], [], [good, broken], [], [paper("2601.00003")]]
    for listed in lists:
        serve(httpserver, {str(day): listed})
        fetch_on(TODAY)
        assert rejects.read_text().count("\n") == 1
    serve(httpserver, {str(day): [good, paper("2601.00002"), paper("2601.00003")]})
    fetch_on(TODAY)
    assert not rejects.exists()


def test_a_server_that_numbers_every_answer_anew_changes_no_byte(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    days = weekdays(TODAY - timedelta(3), TODAY)
    numbers = itertools.count()

    def answer(request: Request) -> Response:
        listed = days.get(request.args.get("date", ""), []) if request.args["p"] == "0" else []
        return Response(json.dumps(listed), headers={"ETag": f'"{next(numbers)}"'})

    httpserver.expect_request("/api/daily_papers").respond_with_handler(answer)
    fetch_on(TODAY)
    before = tree(site)
    assert any(path.endswith("validators.json") for path in before)
    fetch_on(TODAY)
    assert tree(site) == before


@pytest.mark.parametrize("seed", range(2))
def test_a_fetch_that_is_killed_leaves_whole_files_and_the_next_one_completes(
    toml: Path, httpserver: HTTPServer, seed: int
) -> None:
    days = weekdays(date(2025, 9, 1), date(2025, 11, 30))
    serve(httpserver, days)
    words = ["--site", str(toml), "fetch", "--from", "2025-09-01", "--to", "2025-11-30"]
    command = [sys.executable, "-m", "generator", *words]
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(5):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.25 + chance.random() * 0.6)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in (toml / "content").rglob("[!.]*.json*"):
            text = path.read_text()
            for whole in text.splitlines() if path.suffix == ".jsonl" else [text]:
                assert json.loads(whole), path
    assert forked.run(*words).returncode == 0
    disturbed = undated(tree(toml))
    shutil.rmtree(toml / "content/records")
    assert forked.run(*words).returncode == 0
    assert disturbed == undated(tree(toml))
    assert len(states(toml)) == 91


def test_a_range_asks_for_what_has_not_settled_unless_told_to_ask_again(
    fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    first, last = date(2025, 11, 3), date(2025, 11, 14)
    days = weekdays(first, last)
    days["2025-11-11"] = []
    serve(httpserver, days)
    fetch_on(TODAY, first=first, last=last)
    assert len(asked(httpserver)) == 12
    httpserver.clear_log()
    fetch_on(TODAY, first=first, last=last)
    assert asked(httpserver) == ["2025-11-11"]
    httpserver.clear_log()
    fetch_on(TODAY, first=first, last=last, again=True)
    assert len(asked(httpserver)) == 12
    days["2025-11-11"] = [paper("2511.11001")]
    fetch_on(TODAY, first=first, last=last)
    outcome = fetch_on(TODAY, first=first, last=last)
    assert outcome.remarks == ("huggingface: these days have settled; --again asks all the same",)


def test_a_failed_day_of_a_range_is_asked_for_by_later_fetches(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    day = date(2025, 11, 4)
    httpserver.expect_request("/api/daily_papers").respond_with_data("busy", status=404)
    fetch_on(TODAY, first=day, last=day)
    assert states(site)[day].state is State.FAILED
    serve(httpserver, weekdays(day, TODAY))
    fetch_on(TODAY)
    assert states(site)[day].state is State.PUBLISHED
    assert date(2025, 11, 5) not in states(site)


def test_a_week_tells_what_its_days_lacked(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    day = TODAY - timedelta(2)
    on_list, lacking = paper("2601.00001"), paper("2601.00002")
    lacking["paper"]["submittedOnDailyAt"] = f"{day}T00:00:00.000Z"

    def answer(request: Request) -> Response:
        listed = [on_list] if request.args.get("date") == str(day) else []
        if request.args.get("week") == "2026-W05":
            listed = [on_list, lacking]
        body = json.dumps(listed if request.args["p"] == "0" else [])
        return Response(body, content_type="application/json")

    httpserver.expect_request("/api/daily_papers").respond_with_handler(answer)
    outcome = fetch_on(TODAY)
    state = states(site)[day]
    assert (state.state, state.got, state.expected) == (State.PUBLISHED, 2, 2)
    assert any("1 more by the cross-check" in remark for remark in outcome.remarks)
    before = tree(site)
    fetch_on(TODAY)
    assert tree(site) == before


def test_a_server_that_always_says_unchanged_hides_no_paper(
    site: Path, fetch_on: Fetch, httpserver: HTTPServer
) -> None:
    days = weekdays(TODAY, TODAY)
    whole = days[str(TODAY)]
    days[str(TODAY)] = whole[:1]

    def answer(request: Request) -> Response:
        if "If-None-Match" in request.headers:
            return Response(status=304)
        listed = days.get(request.args.get("date", ""), []) if request.args["p"] == "0" else []
        return Response(json.dumps(listed), content_type="application/json", headers={"ETag": "1"})

    httpserver.expect_request("/api/daily_papers").respond_with_handler(answer)
    fetch_on(TODAY)
    days[str(TODAY)] = whole[:2]
    fetch_on(TODAY + timedelta(1))  # its day is over
    assert len(records.read(site / "content", "huggingface", TODAY, []).records) == 2
    days[str(TODAY)] = whole
    fetch_on(TODAY + timedelta(30))  # it settles
    assert len(records.read(site / "content", "huggingface", TODAY, []).records) == 3
