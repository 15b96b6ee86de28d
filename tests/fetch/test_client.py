"""The one door to the network, against a real server on this machine."""

import gzip
import time
from itertools import pairwise

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Asked
from werkzeug import Response

from generator.fetch import client
from generator.fetch.client import Client, Refused, Unreachable
from generator.model.exchange import Request
from generator.model.problem import Exit

PAUSE = 0.05  # seconds


def opened(pause: float = 0.0) -> Client:
    return Client("loom", pause=pause, about="https://loom.example/")


def test_it_says_who_asks_and_hands_back_what_came(httpserver: HTTPServer) -> None:
    expected = httpserver.expect_request("/a", query_string={"day": "2026-01-05"})
    expected.respond_with_data("threads", headers={"ETag": '"1"'})
    with opened() as http:
        answer = http.send(Request(httpserver.url_for("/a"), {"day": "2026-01-05"}))
    assert answer.body == b"threads"
    assert answer.headers["etag"] == '"1"'
    agent = httpserver.log[0][0].headers["User-Agent"]
    assert agent.startswith("broadsheet/")
    assert "https://loom.example/" in agent


def test_no_two_requests_are_sent_closer_than_the_pause_tries_included(
    httpserver: HTTPServer,
) -> None:
    sent: list[float] = []

    def answer(_: Asked) -> Response:
        sent.append(time.monotonic())
        return Response("busy", status=503) if len(sent) == 2 else Response("threads")

    httpserver.expect_request("/a").respond_with_handler(answer)
    with opened(PAUSE) as http:
        for _ in range(3):
            assert http.send(Request(httpserver.url_for("/a"))).body == b"threads"
    assert len(sent) == 4
    gaps = [after - before for before, after in pairwise(sent)]
    assert min(gaps) >= PAUSE * 0.9  # the server's clock reads a little later than the sender's


def test_a_server_that_asks_for_time_gets_it(httpserver: HTTPServer) -> None:
    busy = Response("slow down", status=429, headers={"Retry-After": "1"})
    httpserver.expect_ordered_request("/a").respond_with_response(busy)
    httpserver.expect_ordered_request("/a").respond_with_data("threads")
    begun = time.monotonic()
    with opened() as http:
        assert http.send(Request(httpserver.url_for("/a"))).body == b"threads"
    assert time.monotonic() - begun >= 1


@pytest.mark.parametrize(
    "response",
    [
        Response("gone", status=404),
        Response("over there", status=302, headers={"Location": "http://127.0.0.2/"}),
    ],
    ids=["404", "redirect"],
)
def test_an_error_is_refused_and_nothing_is_followed(
    httpserver: HTTPServer, response: Response
) -> None:
    httpserver.expect_request("/a").respond_with_response(response)
    with opened() as http, pytest.raises(Refused) as caught:
        http.send(Request(httpserver.url_for("/a")))
    assert caught.value.code == Exit.NETWORK
    assert str(response.status_code) in caught.value.what
    assert len(httpserver.log) == 1


def test_an_answer_that_grows_without_end_is_cut_off(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "LARGEST", 100_000)
    bomb = gzip.compress(bytes(10_000_000))
    httpserver.expect_request("/a").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    with opened() as http, pytest.raises(Refused, match="larger than"):
        http.send(Request(httpserver.url_for("/a")))


@pytest.mark.parametrize("address", ["ftp://loom.example/", "http://", "nonsense"])
def test_what_is_no_address_is_a_problem(address: str) -> None:
    with opened() as http, pytest.raises(Unreachable):
        http.send(Request(address))


def test_an_answer_packed_twice_is_refused(httpserver: HTTPServer) -> None:
    bomb = gzip.compress(gzip.compress(bytes(1_000_000)))
    packed = {"Content-Encoding": "gzip, gzip"}
    httpserver.expect_request("/a").respond_with_data(bomb, headers=packed)
    with opened() as http, pytest.raises(Refused, match="packed as"):
        http.send(Request(httpserver.url_for("/a")))


def test_an_answer_that_drips_ends_at_its_deadline(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "LONGEST", -1.0)
    httpserver.expect_request("/a").respond_with_data(b"threads")
    with opened() as http, pytest.raises(Refused, match="longer than"):
        http.send(Request(httpserver.url_for("/a")))
