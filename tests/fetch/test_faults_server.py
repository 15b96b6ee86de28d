"""The faulty server is what it says: each fault as a plain client sees it."""

import gzip
import http.client
import json
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any

import pytest

from tests.fetch.faults import FAULTS, FaultyServer, a_day, a_paper

DAY = "2026-01-05"
WAIT = 30.0  # seconds that the plain client waits; where a server stalls, less


@dataclass
class Told:
    """What a plain client got: an answer, or the error that it met."""

    status: int
    headers: Message
    body: bytes
    error: Exception | None = None

    @property
    def page(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.body)

    @property
    def ids(self) -> list[str]:
        return [each["paper"]["id"] for each in self.page]


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    days = {DAY: a_day(DAY, 5), "2026-01-06": a_day("2026-01-06", 1)}
    with FaultyServer(days, cap=2) as server:
        yield server


def ask(
    server: FaultyServer, page: int = 0, day: str = DAY, *, wait: float = WAIT, **headers: str
) -> Told:
    return get(server, f"/api/daily_papers?date={day}&limit=100&p={page}", wait=wait, **headers)


def get(server: FaultyServer, path: str, *, wait: float = WAIT, **headers: str) -> Told:
    host, port = server.address.removeprefix("http://").split(":")
    line = http.client.HTTPConnection(host, int(port), timeout=wait)
    told = Told(0, Message(), b"")
    try:
        line.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = line.getresponse()
        told.status, told.headers = answer.status, answer.headers
        told.body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        told.error = error
    finally:
        line.close()
    return told


def names(day: str, *numbers: int) -> list[str]:
    return [a_day(day, 1, number)[0]["paper"]["id"] for number in numbers]


def test_it_lists_as_hugging_face_does(server: FaultyServer) -> None:
    assert [ask(server, page).ids for page in range(4)] == [
        names(DAY, 1, 2),
        names(DAY, 3, 4),
        names(DAY, 5),
        [],
    ]
    assert ask(server, day="2026-01-07").page == []
    assert get(server, "/api/daily_papers?week=2026-W02&p=2").ids == [
        *names(DAY, 5),
        *names("2026-01-06", 1),
    ]
    assert get(server, "/api/daily_papers?month=2026-01").ids == names(DAY, 1, 2)
    assert get(server, "/api/else").status == 404
    server.paths["/api/query"] = lambda query: query["id_list"].encode()
    assert get(server, "/api/query?id_list=7").body == b"7"


def test_it_logs_what_it_is_asked_and_when(server: FaultyServer) -> None:
    before = time.monotonic()
    ask(server, 1, User_Agent="loom")
    (seen,) = server.log
    assert (seen.path, seen.day, seen.query["p"]) == ("/api/daily_papers", DAY, "1")
    assert seen.headers["user-agent"] == "loom"
    assert before <= seen.arrived <= seen.ended <= time.monotonic()


def test_faults_are_played_by_day_and_so_often(server: FaultyServer) -> None:
    server.play("503", day=DAY, times=2)
    server.play("404", day=DAY, times=1)
    assert ask(server, day="2026-01-06").status == 200
    assert [ask(server).status for _ in range(4)] == [503, 503, 404, 200]
    server.play("500")
    assert ask(server).status == 500
    server.behave()
    assert ask(server).status == 200
    with pytest.raises(KeyError):
        server.play("nonsense")


def odd(told: Told) -> Any:  # noqa: ANN401 - JSON
    return told.page[-1]["paper"]


LOOKS: dict[str, Callable[[Told], bool]] = {
    "429": lambda told: told.status == 429 and "Retry-After" not in told.headers,
    "429-seconds": lambda told: told.headers["Retry-After"] == "60",
    "429-date": lambda told: told.headers["Retry-After"].endswith("GMT"),
    "429-date-no-zone": lambda told: told.headers["Retry-After"].endswith("-0000"),
    "429-huge": lambda told: told.headers["Retry-After"] == "3600",
    "429-nonsense": lambda told: told.headers["Retry-After"] == "tomorrow",
    "500": lambda told: told.status == 500,
    "503": lambda told: told.status == 503,
    "503-huge": lambda told: (told.status, told.headers["Retry-After"]) == (503, "3600"),
    "403": lambda told: told.status == 403,
    "404": lambda told: told.status == 404,
    "304-unasked": lambda told: told.status == 304,
    "redirect-nowhere": lambda told: told.status == 302 and "Location" not in told.headers,
    "redirect-itself": lambda told: told.headers["Location"].endswith("&p=0"),
    "redirect-loop": lambda told: told.headers["Location"].endswith("&p=0&turn=1"),
    "redirect-endless": lambda told: told.headers["Location"].endswith("&p=0&turn=1"),
    "redirect-once": lambda told: told.status == 308,
    "redirect-elsewhere": lambda told: told.headers["Location"].startswith("http://127.0.0.2:"),
    "redirect-elsewhere-hidden": lambda told: "127.0.0.1@127.0.0.2:" in told.headers["Location"],
    "redirect-plain": lambda told: told.headers["Location"].startswith("http://127.0.0.1:"),
    "redirect-file": lambda told: told.headers["Location"].startswith("file:"),
    "stall": lambda told: told.status == 0 and isinstance(told.error, TimeoutError),
    "stall-in-body": lambda told: told.status == 200 and isinstance(told.error, TimeoutError),
    "reset": lambda told: told.status == 0 and isinstance(told.error, ConnectionResetError),
    "reset-in-body": lambda told: isinstance(told.error, ConnectionResetError),
    "hang-up": lambda told: isinstance(told.error, http.client.RemoteDisconnected),
    "truncated": lambda told: isinstance(told.error, http.client.IncompleteRead),
    "wrong-length": lambda told: told.status == 200 and not told.body.endswith(b"]"),
    "chunked-garbage": lambda told: isinstance(told.error, http.client.IncompleteRead),
    "not-http": lambda told: isinstance(told.error, http.client.BadStatusLine),
    "endless-headers": lambda told: isinstance(told.error, http.client.HTTPException),
    "gzip-bomb": lambda told: unpacked(told.body, 2**26) == 2**26,
    "gzip-twice": lambda told: (
        json.loads(gzip.decompress(gzip.decompress(told.body))) != []
        and told.headers["Content-Encoding"] == "gzip, gzip"
    ),
    "gzip-in-parts": lambda told: len(json.loads(gzip.decompress(told.body))) == 2,
    "gzip-truncated": lambda told: raises(EOFError, lambda: gzip.decompress(told.body)),
    "gzip-untrue": lambda told: told.headers["Content-Encoding"] == "gzip" and len(told.ids) == 2,
    "gzip-untold": lambda told: "Content-Encoding" not in told.headers and told.body[0] == 0x1F,
    "no-content-type": lambda told: "Content-Type" not in told.headers and len(told.ids) == 2,
    "set-cookie": lambda told: "thread=red" in told.headers["Set-Cookie"],
    "etag": lambda told: told.headers["ETag"].startswith('"') and len(told.ids) == 2,
    "html": lambda told: told.body.startswith(b"<!doctype") and told.status == 200,
    "truncated-json": lambda told: raises(ValueError, lambda: told.page) and told.error is None,
    "empty": lambda told: (told.status, told.body) == (200, b""),
    "empty-list": lambda told: told.page == [],
    "null": lambda told: told.page is None,
    "error-json": lambda told: "error" in told.page,
    "shrunken": lambda told: told.ids == names(DAY, 1, 2),
    "another-day": lambda told: odd(told)["submittedOnDailyAt"].startswith("2026-01-04"),
    "future-day": lambda told: odd(told)["submittedOnDailyAt"].startswith("2999"),
    "changed-between-pages": lambda told: told.ids == names(DAY, 1, 2),
    "duplicate-pages": lambda told: told.ids == names(DAY, 1, 2),
    "page-loop": lambda told: told.ids == names(DAY, 1, 2),
    "endless-pages": lambda told: len(told.ids) == 2,
    "shifted-down": lambda told: told.ids == names(DAY, 1, 2),
    "shifted-up": lambda told: told.ids == names(DAY, 1, 2),
    "invalid-utf8": lambda told: raises(UnicodeDecodeError, told.body.decode),
    "huge-paper": lambda told: len(odd(told)["summary"]) == 1_000_000,
    "ten-thousand-authors": lambda told: len(odd(told)["authors"]) == 10_000,
    "nan": lambda told: b'"upvotes": NaN' in told.body,
    "infinity": lambda told: b'"upvotes": -Infinity' in told.body,
    "long-number": lambda told: b"7" * 5000 in told.body,
    "duplicate-keys": lambda told: b'"title": "Once", "title": "Twice"' in told.body,
    "lone-surrogate": lambda told: odd(told)["title"] == "A Loom \ud800 Halved",
    "nested-1000": lambda told: b"[" * 1000 + b"]" * 1000 in told.body,
    "nested-100000": lambda told: b"[" * 100_000 + b"]" * 100_000 in told.body,
    "no-id": lambda told: odd(told)["id"] == "not an id",
    "path-as-id": lambda told: odd(told)["id"].startswith("../"),
    "leap-second": lambda told: ":60" in odd(told)["publishedAt"],
    "time-zone": lambda told: odd(told)["publishedAt"].endswith("+05:00"),
    "no-paper": lambda told: told.page[-1] == 7,
    "control-characters": lambda told: "\x1b" in odd(told)["title"],
}


def unpacked(body: bytes, most: int) -> int:
    return len(zlib.decompressobj(wbits=31).decompress(body, most))


def raises(kind: type[Exception], deed: Callable[[], object]) -> bool:
    try:
        deed()
    except kind:
        return True
    return False


DRIPS = {"drip", "drip-headers", "drip-gzip"}


def test_every_fault_is_looked_at() -> None:
    assert LOOKS.keys() | DRIPS == FAULTS.keys()


@pytest.mark.parametrize("fault", sorted(DRIPS))
def test_a_drip_goes_on_and_on(server: FaultyServer, fault: str) -> None:
    server.play(fault)
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(f"GET /api/daily_papers?date={DAY} HTTP/1.1\r\n\r\n".encode())
        drops = [line.recv(10_000) for _ in range(10)]
    assert all(drops)
    assert max(map(len, drops[3:])) <= 500
    assert server.log[0].ended == 0


@pytest.mark.parametrize("fault", LOOKS)
def test_it_looks_as_it_is_called(server: FaultyServer, fault: str) -> None:
    server.play(fault)
    assert LOOKS[fault](ask(server, wait=1.0 if "stall" in fault else WAIT))
    server.behave()
    assert ask(server, day="2026-01-06").ids == names("2026-01-06", 1)


def pages(server: FaultyServer, fault: str) -> list[list[str]]:
    server.play(fault)
    return [ask(server, page).ids for page in range(5)]


def test_pages_that_repeat(server: FaultyServer) -> None:
    first, second, third = names(DAY, 1, 2), names(DAY, 3, 4), names(DAY, 5)
    assert pages(server, "duplicate-pages") == [first] * 5
    server.behave()
    assert pages(server, "page-loop") == [first, second, third, first, second]
    server.behave()
    assert len(set(map(tuple, pages(server, "endless-pages")))) == 5


def test_pages_that_shift(server: FaultyServer) -> None:
    assert pages(server, "shifted-down")[:3] == [
        names(DAY, 1, 2),
        names(DAY, 2, 3),
        names(DAY, 4, 5),
    ]
    assert len(server.days[DAY]) == 6


def test_pages_that_shift_the_other_way(server: FaultyServer) -> None:
    assert pages(server, "shifted-up")[:3] == [names(DAY, 1, 2), names(DAY, 4, 5), []]
    assert len(server.days[DAY]) == 4


def test_a_record_that_changes(server: FaultyServer) -> None:
    server.play("changed-between-pages")
    before, after = ask(server).page[-1]["paper"], ask(server, 1).page[0]["paper"]
    assert before["id"] == after["id"]
    assert before["title"] != after["title"]
    assert ask(server, 2).ids == names(DAY, 5)


def test_an_etag_is_known_again(server: FaultyServer) -> None:
    server.play("etag")
    etag = ask(server).headers["ETag"]
    assert ask(server, If_None_Match=etag).status == 304
    server.days[DAY].insert(0, a_paper("2601.00007"))
    assert ask(server, If_None_Match=etag).status == 200


def test_elsewhere_listens(server: FaultyServer) -> None:
    with socket.create_connection(("127.0.0.2", int(server.elsewhere.address.split(":")[2]))):
        assert server.elsewhere.log == []
    get(server.elsewhere, "/")
    assert len(server.elsewhere.log) == 1
