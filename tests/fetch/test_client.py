"""The one door to the network, against real servers on this machine."""

import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.fetch.client import Client, Limits, Refused, Unreachable
from generator.fetch.pace import Held, Pace, owner_of
from generator.model.exchange import Bounds, Request, Validator
from generator.model.frozen import replace
from generator.model.problem import Exit, Problem
from generator.store import turns
from tests.fetch.faults import PATH, FaultyServer, Seen, a_day
from tests.fetch.sent import Noting, Sent, apart, noting

PAUSE = 0.3  # seconds
DAY = "2026-01-05"
TRIES = 4
QUICK = Limits(connect=10.0, read=10.0, wait=0.5)
SMALL = Bounds(answer_mb=1, answer_seconds=20)
HASTY = replace(QUICK, read=1.0)  # where a server stalls; a loaded machine answers sooner


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with FaultyServer({DAY: a_day(DAY, 3)}) as server:
        yield server


def opened(
    pause: float = 0.0,
    *,
    hosts: Collection[str] = ("127.0.0.1",),
    pace: Pace | None = None,
    plain: bool = True,
    limits: Limits = QUICK,
    bounds: Bounds = SMALL,
) -> Client:
    return Client(
        pause=pause,
        about="https://loom.example/",
        hosts=hosts,
        pace=pace or Pace(),
        plain=plain,
        limits=limits,
        bounds=bounds,
    )


def asking(server: FaultyServer) -> Request:
    return Request(server.address + PATH, {"date": DAY, "p": "0"})


def problem(
    server: FaultyServer, fault: str, limits: Limits = QUICK, bounds: Bounds = SMALL
) -> Problem:
    """Return what comes of asking a server that plays `fault` for ever."""
    server.play(fault)
    with opened(limits=limits, bounds=bounds) as http, pytest.raises(Problem) as caught:
        http.send(asking(server))
    assert caught.value.code == Exit.NETWORK
    assert str(caught.value).isprintable()
    return caught.value


def whole(server: FaultyServer) -> bytes:
    return json.dumps(server.days[DAY]).encode()


def gaps(log: Sequence[Seen]) -> list[float]:
    return [after.arrived - before.arrived for before, after in pairwise(log)]


# What is asked, and what comes back.


def test_it_says_who_asks_and_hands_back_what_came(server: FaultyServer) -> None:
    server.paths["/a"] = lambda query: f"threads of {query['day']}".encode()
    with opened() as http:
        answer = http.send(Request(f"{server.address}/a", {"day": "2026-01-05"}))
    assert answer.body == b"threads of 2026-01-05"
    assert answer.headers["content-type"] == "application/json"
    assert not answer.unchanged
    agent = server.log[0].headers["user-agent"]
    assert agent.startswith("broadsheet/")
    assert "https://loom.example/" in agent


def test_an_address_that_an_answer_gave_is_asked_to_the_byte(server: FaultyServer) -> None:
    server.paths["/a"] = lambda query: query["token"].encode()
    with opened() as http:
        assert http.send(Request(f"{server.address}/a?token=1%7C2%2B3")).body == b"1|2+3"
        assert http.send(Request(f"{server.address}/a?token=7", {"p": "1"})).body == b"7"
    assert server.log[1].query == {"token": "7", "p": "1"}


def test_what_has_not_changed_is_not_sent_again(server: FaultyServer) -> None:
    server.play("etag")
    with opened() as http:
        first = http.send(asking(server))
        assert first.validator.etag
        second = http.send(asking(server), first.validator)
        assert (second.unchanged, second.body) == (True, b"")
        assert second.validator.etag == first.validator.etag
        server.days[DAY].pop()
        third = http.send(asking(server), first.validator)
    assert not third.unchanged
    assert third.validator.etag != first.validator.etag
    assert "if-none-match" not in server.log[0].headers
    assert server.log[1].headers["if-modified-since"] == first.validator.modified


def test_a_validator_that_no_header_can_hold_is_left_out(server: FaultyServer) -> None:
    odd = Validator(etag='"é\u2028"', modified="Mon\r\nX-Forged: yes")
    with opened() as http:
        assert http.send(asking(server), odd).body
    assert not {"if-none-match", "if-modified-since", "x-forged"} & server.log[0].headers.keys()


def test_no_cookie_is_kept(server: FaultyServer) -> None:
    server.play("set-cookie")
    with opened() as http:
        for _ in range(2):
            assert "set-cookie" in http.send(asking(server)).headers
    assert len(server.log) == 2
    assert not any("cookie" in seen.headers for seen in server.log)


@pytest.mark.parametrize("fault", ["no-content-type", "gzip-untold", "empty", "html"])
def test_what_an_answer_means_is_not_its_affair(server: FaultyServer, fault: str) -> None:
    server.play(fault)
    with opened() as http:
        assert isinstance(http.send(asking(server)).body, bytes)
    assert len(server.log) == 1


def test_what_is_packed_is_unpacked_to_its_end(server: FaultyServer) -> None:
    server.play("gzip-in-parts")
    with opened() as http:
        assert http.send(asking(server)).body == whole(server)


# The pace.


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    return noting(monkeypatch)


def test_no_two_requests_are_sent_closer_than_the_pause(
    server: FaultyServer, sent: list[Sent]
) -> None:
    server.play("503", times=1)
    server.play("reset-in-body", times=1)
    server.play("redirect-once", times=2)
    with opened(PAUSE) as http:
        for _ in range(3):
            assert http.send(asking(server)).body
    assert len(server.log) == 6  # the second try led on, and so each was asked for
    assert len(sent) == 6
    assert apart(sent, PAUSE)


@pytest.mark.parametrize(("whose", "what"), [(socket, "create_connection"), (Noting, "send")])
def test_the_pause_counts_from_when_a_request_is_out_however_long_that_took(
    server: FaultyServer,
    sent: list[Sent],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    whose: object,
    what: str,
) -> None:
    quick = getattr(whose, what)
    slow = threading.Event()

    def slowly(*words: Any, **more: Any) -> Any:  # noqa: ANN401
        if len(sent) == 0:
            slow.wait(PAUSE * 2)
        return quick(*words, **more)

    monkeypatch.setattr(whose, what, slowly)
    one, another = Pace(tmp_path), Pace(tmp_path)  # as two processes have it
    for pace in (one, another, another):
        with opened(PAUSE, pace=pace) as http:
            http.send(asking(server))
    assert len(sent) == 3
    assert apart(sent, PAUSE)


def test_two_sources_of_one_owner_take_turns(server: FaultyServer, sent: list[Sent]) -> None:
    pace = Pace()
    server.play("503", times=1)
    with FaultyServer({DAY: a_day(DAY, 3)}) as other:

        def ask(whom: FaultyServer, pause: float) -> None:
            with opened(pause, pace=pace) as http:
                for _ in range(3):
                    http.send(asking(whom))

        # The longer pause of the two is kept by both.
        threads = [
            threading.Thread(target=ask, args=(server, PAUSE)),
            threading.Thread(target=ask, args=(other, 0.0)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log = sorted(chain(server.log, other.log), key=lambda seen: seen.arrived)
    port = urlsplit(server.address).port
    first = next(at for at, each in enumerate(sent) if each.port == port)
    assert len(log) == len(sent) == 7
    assert len(sent[first:]) >= 4
    assert apart(sent[first:], PAUSE)
    assert all(before.ended <= after.arrived for before, after in pairwise(log))


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("export.arxiv.org", "arxiv.org"),
        ("RSS.arXiv.org.", "arxiv.org"),
        ("arxiv.org", "arxiv.org"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_an_owner_has_many_hosts(host: str, owner: str) -> None:
    assert owner_of(host) == owner


# Waiting, and trying again.


def test_a_server_that_asks_for_time_gets_it(server: FaultyServer) -> None:
    server.wait = 1
    server.play("429-seconds", times=1)
    with opened(limits=Limits()) as http:
        assert http.send(asking(server)).body
    assert gaps(server.log)[0] >= 1  # it notes a request before it answers


@pytest.mark.parametrize(
    "fault", ["429-seconds", "429-date", "429-date-no-zone", "429-huge", "503-huge"]
)
def test_a_server_that_asks_for_too_much_time_is_left_alone(
    server: FaultyServer, fault: str
) -> None:
    server.play(fault)
    with opened(limits=replace(QUICK, wait=0.05)) as http:
        with pytest.raises(Refused, match=r"asks to wait [\d,]+ seconds") as caught:
            http.send(asking(server))
        assert "3,600 seconds" in caught.value.what or not fault.endswith("huge")
        assert caught.value.mend == "nothing is lost; try again later"
        server.behave()
        with pytest.raises(Refused, match="asks to wait"):
            http.send(asking(server))
    assert len(server.log) == 1  # not even the next question is sent before its time


def test_who_waits_for_another_that_is_asked_to_wait_long_sleeps_no_longer_than_it_may(
    tmp_path: Path,
) -> None:
    pytest.importorskip("fcntl")
    one, another = Pace(tmp_path), Pace(tmp_path)  # as two processes have it
    refused: list[float] = []

    def second() -> None:
        with pytest.raises(Held) as caught, another.turn("127.0.0.1", 0, longest=120):
            pass
        refused.append(caught.value.seconds)

    with one.turn("127.0.0.1", 0, longest=120):
        waiting = threading.Thread(target=second, daemon=True)
        waiting.start()
        waiting.join(0.05)
        one.hold("127.0.0.1", 200)
    waiting.join(60)
    assert 120 < refused[0] <= 200


def test_nobody_is_next_before_it_is_noted_that_a_server_asks_to_wait(
    server: FaultyServer, tmp_path: Path
) -> None:
    pytest.importorskip("fcntl")
    free: list[bool] = []

    class Noted(Pace):
        def hold(self, host: str, seconds: float) -> None:
            with (tmp_path / owner_of(host)).open() as lock:
                free.append(turns.locks(lock.fileno()))
            super().hold(host, seconds)

    server.play("429-huge")
    with opened(pace=Noted(tmp_path)) as http, pytest.raises(Refused, match="asks to wait"):
        http.send(asking(server))
    assert free == [False]


def test_the_tries_grow_apart_by_chance(server: FaultyServer) -> None:
    holds: list[float] = []

    class Noted(Pace):
        def hold(self, host: str, seconds: float) -> None:
            super().hold(host, seconds)
            holds.append(seconds)

    server.play("503")
    for _ in range(3):
        with opened(0.01, pace=Noted()) as http, pytest.raises(Refused):
            http.send(asking(server))
    assert len(server.log) == TRIES * 3
    assert len(set(holds)) == 9
    for tried, seconds in enumerate(holds):
        longest = 0.01 * 2 ** (tried % 3 + 1)
        assert longest / 2 <= seconds <= longest


PASSING = [
    "429",
    "429-nonsense",
    "500",
    "503",
    "reset",
    "reset-in-body",
    "hang-up",
    "truncated",
    "stall",
    "stall-in-body",
    "chunked-garbage",
    "not-http",
    "endless-headers",
    "gzip-truncated",
]


@pytest.mark.parametrize("fault", PASSING)
def test_what_may_pass_is_tried_again(server: FaultyServer, fault: str) -> None:
    server.play(fault, times=2)
    with opened(limits=HASTY if "stall" in fault else QUICK) as http:
        assert http.send(asking(server)).body == whole(server)
    late = len(server.log) - 3  # answers of a machine that stood still, where little time is given
    assert late == 0 or (late == 1 and "stall" in fault)


@pytest.mark.parametrize("fault", PASSING)
def test_what_does_not_pass_is_refused_after_some_tries(server: FaultyServer, fault: str) -> None:
    found = problem(server, fault, HASTY if "stall" in fault else QUICK)
    assert isinstance(found, Refused)
    assert ("silent for 1 seconds" in found.what) == ("stall" in fault)
    assert len(server.log) == TRIES


@pytest.mark.parametrize("fault", ["403", "404", "304-unasked", "redirect-nowhere"])
def test_an_error_is_refused_at_once(server: FaultyServer, fault: str) -> None:
    found = problem(server, fault)
    assert isinstance(found, Refused)
    assert "answered" in found.what
    assert len(server.log) == 1


# Limits.


@pytest.mark.parametrize("fault", ["drip", "drip-headers", "drip-gzip"])
def test_an_answer_that_drips_ends_at_its_deadline(server: FaultyServer, fault: str) -> None:
    begun = time.monotonic()
    found = problem(server, fault, Limits(read=30.0), Bounds(answer_seconds=0.3))
    assert "takes longer than 0.3 seconds" in found.what
    assert time.monotonic() - begun < 25
    assert len(server.log) == 1


def test_the_next_question_after_a_deadline_fares_better(server: FaultyServer) -> None:
    server.play("drip", times=1)
    with opened(limits=Limits(), bounds=Bounds(answer_seconds=2)) as http:
        with pytest.raises(Refused):
            http.send(asking(server))
        assert http.send(asking(server)).body


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("gzip-bomb", "larger than 1,000,000 bytes"),
        ("gzip-twice", "packed as 'gzip, gzip'"),
        ("gzip-untrue", "cannot be unpacked"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(server: FaultyServer, fault: str, words: str) -> None:
    assert words in problem(server, fault).what
    assert len(server.log) == 1


def test_what_is_large_without_being_packed_is_refused(server: FaultyServer) -> None:
    server.paths["/a"] = lambda _: bytes(1_000_001)
    server.paths["/b"] = lambda _: bytes(1_000_000)
    with opened() as http:
        with pytest.raises(Refused, match="larger than"):
            http.send(Request(f"{server.address}/a"))
        assert len(http.send(Request(f"{server.address}/b")).body) == 1_000_000


BOMBED = """
import sys
from generator.fetch.client import Client, Refused
from generator.fetch.pace import Pace
from generator.model.exchange import Bounds, Request
bounds = Bounds()
with Client(
    pause=0, about="", hosts=["127.0.0.1"], pace=Pace(), plain=True, bounds=bounds
) as http:
    try:
        http.send(Request(sys.argv[1], {"date": "2026-01-05"}))
    except Refused as problem:
        print(problem)
try:
    lines = open("/proc/self/status").read().splitlines()
    print(next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")))
except OSError:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_bomb_ends_at_the_limit_in_little_memory(server: FaultyServer) -> None:
    # On Linux getrusage would count the memory of the process that started this one.
    server.play("gzip-bomb")
    words = [sys.executable, "-c", BOMBED, server.address + PATH]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    said, peak = done.stdout.splitlines()
    assert "larger than 20,000,000 bytes" in said
    assert int(peak) < 300_000_000


# Where it may go.


def test_a_redirect_within_the_host_is_followed(server: FaultyServer) -> None:
    server.play("redirect-once")
    with opened() as http:
        answer = http.send(asking(server))
    assert answer.request == asking(server)
    assert answer.body == whole(server)
    assert [seen.query.get("turn") for seen in server.log] == [None, "1"]


def test_a_redirect_to_a_host_that_the_source_names_is_followed(server: FaultyServer) -> None:
    server.play("redirect-elsewhere")
    server.elsewhere.days = server.days
    with opened(hosts=["127.0.0.1", "127.0.0.2"]) as http:
        assert http.send(asking(server)).body
    assert len(server.elsewhere.log) == 1


@pytest.mark.parametrize(
    ("fault", "words", "asked"),
    [
        ("redirect-itself", "in a circle", 1),
        ("redirect-loop", "in a circle", 2),
        ("redirect-endless", "more than 5 times", 6),
        ("redirect-elsewhere", "a host that the source does not name", 1),
        ("redirect-elsewhere-hidden", "bears a user name", 1),
        ("redirect-file", "no web address", 1),
    ],
)
def test_a_redirect_astray_is_refused(
    server: FaultyServer, fault: str, words: str, asked: int
) -> None:
    elsewhere = server.elsewhere
    assert words in problem(server, fault).what
    assert len(server.log) == asked
    assert elsewhere.log == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://127.0.0.1/", "no web address"),
        ("http://", "no web address"),
        ("nonsense", "no web address"),
        ("http://127.0.0.1:0/", "no web address"),
        ("http://127.0.0.1:99999/", "no web address"),
        ("http://127.0.0.1/\ud800", "no web address"),
        ("http://127.0.0.1/\x1b[31m\nfine\u202e", "no web address"),
        ("http://xn--/", "no web address"),
        (f"http://127.0.0.1/{'a' * 70_000}", "no web address"),
        ("http://127.0.0.1.example/", "does not name"),
        ("http://loom:secret@127.0.0.1/", "bears a user name"),
        ("http://127.0.0.1@loom.example/", "bears a user name"),
    ],
)
def test_what_may_not_be_asked_is_one_line(address: str, words: str) -> None:
    with opened() as http, pytest.raises(Refused, match=words) as caught:
        http.send(Request(address))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500
    assert "secret" not in str(caught.value)


def test_http_is_refused_where_https_is_spoken(server: FaultyServer) -> None:
    with opened(plain=False) as http, pytest.raises(Refused, match="is not https"):
        http.send(asking(server))
    assert server.log == []


@pytest.fixture
def tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[FaultyServer, pytest.MonkeyPatch]]:
    """A server that speaks https, by a certificate that is trusted."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {key}"
    words += f" -out {certificate} -days 2 -subj /CN=loom -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([openssl, *words.split()], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with FaultyServer({DAY: a_day(DAY, 3)}, tls=context) as server:
        yield server, monkeypatch


def test_https_is_spoken(tls: tuple[FaultyServer, pytest.MonkeyPatch]) -> None:
    server, _ = tls
    server.play("redirect-once", times=2)
    with opened(plain=False) as http:
        assert http.send(asking(server)).body


def test_https_never_leads_to_http(tls: tuple[FaultyServer, pytest.MonkeyPatch]) -> None:
    server, _ = tls
    server.play("redirect-plain")
    for plain, words in ((True, "from https to http"), (False, "is not https")):
        with opened(plain=plain) as http, pytest.raises(Refused, match=words):
            http.send(asking(server))
    assert len(server.log) == 2


def test_a_drip_by_https_ends_at_its_deadline(
    tls: tuple[FaultyServer, pytest.MonkeyPatch],
) -> None:
    server, _ = tls
    short = Bounds(answer_seconds=0.5)
    assert "takes longer" in problem(server, "drip-headers", Limits(), short).what


def test_a_certificate_that_nobody_trusts_ends_it_at_once(
    tls: tuple[FaultyServer, pytest.MonkeyPatch],
) -> None:
    server, patch = tls
    patch.delenv("SSL_CERT_FILE")
    with opened(100.0, plain=False) as http, pytest.raises(Unreachable, match="certificate"):
        http.send(asking(server))


# When nobody answers.


def test_no_server_is_unreachable_after_some_tries() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        with opened() as http, pytest.raises(Unreachable, match="cannot be reached") as caught:
            http.send(Request(address))
    assert caught.value.code == Exit.NETWORK
    assert str(caught.value).isprintable()


def test_a_name_that_nobody_knows_ends_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def unknown(host: str, *_: object, **__: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    hosts = ["loom.example"]
    with opened(100.0, hosts=hosts) as http, pytest.raises(Unreachable, match="not known"):
        http.send(Request("http://loom.example/"))
    assert asked == hosts


# Proxies.


def test_the_proxy_of_the_environment_is_used(
    server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.address)
    monkeypatch.setenv("NO_PROXY", "loom.test")
    server.play("redirect-once")
    with opened(hosts=["loom.example"]) as http:
        assert http.send(Request(f"http://loom.example{PATH}", {"date": DAY})).body
    assert {seen.headers["host"] for seen in server.log} == {"loom.example"}


def test_a_host_that_needs_no_proxy_is_asked_itself(
    server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://loom:secret@127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with opened() as http:
        assert http.send(asking(server)).body


def test_a_proxy_that_is_none_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://loom:secret@127.0.0.1:1")
    with pytest.raises(Unreachable, match="proxy") as caught:
        opened()
    assert "secret" not in str(caught.value)


def test_a_proxy_that_is_away_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://loom:secret@127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with opened(hosts=["loom.example"]) as http, pytest.raises(Unreachable) as caught:
        http.send(Request("http://loom.example/"))
    assert "secret" not in str(caught.value)
