"""A server on this machine that lists papers as Hugging Face does, until it is told to fail.

    with FaultyServer({"2026-01-05": a_day("2026-01-05", 3)}) as server:
        server.play("stall", day="2026-01-05", times=1)

FAULTS names what it can play. A fault is of the list (what the answer says) or of the wire (how
it comes). `server.days` is the truth throughout: where a fault changes the list for good, as when
pages shift, it changes there.
"""

import gzip
import hashlib
import json
import socket
import ssl
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

PATH = "/api/daily_papers"
HUGE = 3600  # seconds: longer than anybody should wait
MODIFIED = "Mon, 05 Jan 2026 00:00:00 GMT"

Listed = dict[str, Any]  # a paper as the list shows it


def a_paper(name: str, title: str = "", *, day: str = "", votes: int = 1, **more: Any) -> Listed:  # noqa: ANN401
    """Return a listed paper; `more` are further fields of its inner part."""
    title = title or f"A Loom with {name} Threads"
    put = {"submittedOnDailyAt": f"{day}T00:00:00.000Z"} if day else {}
    return {
        "title": title,
        "numComments": 2,
        "paper": {
            "id": name,
            "title": title,
            "summary": f"We weave {name}. It holds.",
            "authors": [{"name": "Ada Lovelace"}, {"name": "Charles Babbage"}],
            "publishedAt": "2026-01-02T03:04:05.000Z",
            "upvotes": votes,
            **put,
            **more,
        },
    }


def a_day(day: str, count: int, first: int = 1) -> list[Listed]:
    """Return `count` papers of a day, most votes first; their ids bear the day and a number."""
    return [
        a_paper(_name(day, number), day=day, votes=count - at)
        for at, number in enumerate(range(first, first + count))
    ]


def _name(day: str, number: int) -> str:
    return f"{day[2:4]}{day[5:7]}.{day[8:10]}{number:03}"


@dataclass
class Seen:
    """A request as the server saw it. Times are by time.monotonic()."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in lower case
    arrived: float
    ended: float = 0.0  # 0 until the answer is out

    @property
    def day(self) -> str:
        return self.query.get("date", "")


@dataclass
class _Play:
    """A fault that is to be played: on requests for this day, so many times; None is any."""

    fault: str
    day: str | None
    times: int | None


@dataclass
class FaultyServer:
    """The server. Use it as a context manager; `days` maps a date to its papers, as ISO says."""

    days: dict[str, list[Listed]] = field(default_factory=dict)
    cap: int = 50  # papers on a page, whatever is asked for
    host: str = "127.0.0.1"
    drip: float = 0.02  # seconds between two bytes of a drip
    wait: int = 60  # seconds that it asks for: so long no machine stands still
    # Further paths: from a request's query to the body of the answer.
    paths: dict[str, Callable[[Mapping[str, str]], bytes]] = field(default_factory=dict)
    log: list[Seen] = field(default_factory=list)
    tls: ssl.SSLContext | None = None  # to speak https with

    def __post_init__(self) -> None:
        self.closing = threading.Event()
        self._plays: list[_Play] = []
        self._lock = threading.Lock()
        self._http = _Server((self.host, 0), _Handler)
        self._http.faulty = self
        if self.tls:
            self._http.socket = self.tls.wrap_socket(self._http.socket, server_side=True)
        self._elsewhere: FaultyServer | None = None

    @property
    def address(self) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{self.host}:{self._http.server_address[1]}"

    @property
    def elsewhere(self) -> "FaultyServer":
        """Another server, to which nobody should be led: its log must stay empty."""
        if self._elsewhere is None:
            self._elsewhere = FaultyServer(host="127.0.0.2").__enter__()
        return self._elsewhere

    def play(self, fault: str, day: str | None = None, times: int | None = None) -> None:
        """Play a fault on the requests for `day` (or all), `times` times (or for ever).

        Of several that fit a request, the one that was named first is played until it is used up.
        """
        if fault not in FAULTS:
            raise KeyError(fault)
        with self._lock:
            self._plays.append(_Play(fault, day, times))

    def behave(self) -> None:
        """Play no fault any more."""
        with self._lock:
            self._plays.clear()

    def drawn(self, seen: Seen) -> str | None:
        """Return the fault to be played on a request."""
        with self._lock:
            for play in self._plays:
                if play.times != 0 and play.day in {None, seen.day}:
                    play.times = None if play.times is None else play.times - 1
                    return play.fault
        return None

    def page(self, seen: Seen) -> list[Listed]:
        """Return the page of the list that was asked for."""
        size = min(self.cap, int(seen.query.get("limit", self.cap)))
        start = int(seen.query.get("p", 0)) * size
        return self.listed(seen)[start : start + size]

    def listed(self, seen: Seen) -> list[Listed]:
        """Return the whole list of the day, the week or the month that was asked for."""
        if seen.day:
            return self.days.get(seen.day, [])
        week, month = seen.query.get("week"), seen.query.get("month")
        return [
            paper
            for day, papers in sorted(self.days.items())
            if (week and _week(day) == week) or (month and day.startswith(month))
            for paper in papers
        ]

    def __enter__(self) -> Self:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        self._thread = thread
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._elsewhere is not None:
            self._elsewhere.__exit__(kind, error, trace)
        self.closing.set()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()


def _week(day: str) -> str:
    return f"{date.fromisoformat(day):%G-W%V}"


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close waits for them
    faulty: FaultyServer

    def __init__(self, *words: Any) -> None:  # noqa: ANN401
        self._open: set[socket.socket] = set()
        super().__init__(*words)

    def server_bind(self) -> None:
        """Bind, and look up no name, as http.server would."""
        TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that clients keep open."""
        for sock in tuple(self._open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it has ended by itself

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say nothing of clients that hang up on a fault, as they should."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # it would wait 40 ms between the headers and a short body
    server: _Server
    seen: Seen

    @property
    def faulty(self) -> FaultyServer:
        return self.server.faulty

    def log_message(self, *_: object) -> None:
        """Say nothing: the log is for tests."""

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(split.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen = Seen(split.path, query, headers, time.monotonic())
        self.faulty.log.append(self.seen)
        try:
            if split.path != PATH and split.path not in self.faulty.paths:
                self.answer(b"there is nothing here", status=404, type_="text/plain")
            elif fault := self.faulty.drawn(self.seen):
                FAULTS[fault](self)
            else:
                self.answer(self.well())
        finally:
            self.seen.ended = self.seen.ended or time.monotonic()

    def well(self) -> bytes:
        """Return the answer that is right."""
        if other := self.faulty.paths.get(self.seen.path):
            return other(self.seen.query)
        return _json(self.faulty.page(self.seen))

    def head(
        self, length: int | None, *, status: int = 200, type_: str = "application/json", **more: str
    ) -> None:
        """Send the status and the headers; of the names in `more`, `_` stands for `-`."""
        self.send_response(status)
        if type_:
            self.send_header("Content-Type", type_)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def answer(
        self, body: bytes, *, status: int = 200, type_: str = "application/json", **more: str
    ) -> None:
        """Send a whole answer."""
        self.head(len(body), status=status, type_=type_, **more)
        self.seen.ended = time.monotonic()  # before the client can have all of it
        self.wfile.write(body)

    def reset(self) -> None:
        """End the connection so that the client's next read fails."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.connection.close()

    def hold(self) -> None:
        """Do nothing more until the server closes or the client hangs up."""
        self.close_connection = True
        self.connection.settimeout(0.05)
        while not self.faulty.closing.is_set():
            try:
                if not self.connection.recv(1):
                    return
            except TimeoutError:
                continue

    def drip(self, pieces: Iterable[bytes]) -> None:
        """Send piece by piece, slowly, until the client hangs up."""
        self.close_connection = True
        for piece in pieces:
            if self.faulty.closing.wait(self.faulty.drip):
                return
            self.wfile.write(piece)


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


Fault = Callable[[_Handler], None]
FAULTS: dict[str, Fault] = {}  # by name; a name says what is wrong


def _fault(name: str) -> Callable[[Fault], Fault]:
    def named(fault: Fault) -> Fault:
        FAULTS[name] = fault
        return fault

    return named


def _status(name: str, status: int, **headers: str) -> None:
    @_fault(name)
    def _(handler: _Handler) -> None:
        handler.answer(b"not now", status=status, type_="text/plain", **headers)


_status("429", 429)
_status("429-huge", 429, Retry_After=str(HUGE))
_status("429-nonsense", 429, Retry_After="tomorrow")
_status("500", 500)
_status("503", 503)
_status("503-huge", 503, Retry_After=str(HUGE))
_status("403", 403)
_status("404", 404)
_status("304-unasked", 304)
_status("redirect-nowhere", 302)


@_fault("429-seconds")
def _(handler: _Handler) -> None:
    after = str(handler.faulty.wait)
    handler.answer(b"not now", status=429, type_="text/plain", Retry_After=after)


@_fault("429-date")
def _(handler: _Handler) -> None:
    wait = timedelta(seconds=handler.faulty.wait)
    when = format_datetime(datetime.now(UTC) + wait, usegmt=True)
    handler.answer(b"not now", status=429, type_="text/plain", Retry_After=when)


@_fault("429-date-no-zone")
def _(handler: _Handler) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=HUGE)).replace("+0000", "-0000")
    handler.answer(b"not now", status=429, type_="text/plain", Retry_After=when)


# How it comes: the wire.


@_fault("drip")
def _(handler: _Handler) -> None:
    handler.head(None, Connection="close")
    handler.drip(b" " for _ in iter(int, 1))


@_fault("drip-headers")
def _(handler: _Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    handler.drip(b"y" for _ in iter(int, 1))


@_fault("drip-gzip")
def _(handler: _Handler) -> None:
    """Drip blocks that unpack to nothing, so that there is never a byte of the body."""
    handler.head(None, Connection="close", Content_Encoding="gzip")
    pack = zlib.compressobj(wbits=31)
    handler.drip(pack.flush(zlib.Z_FULL_FLUSH) or b"\0\0\0\xff\xff" for _ in iter(int, 1))


@_fault("stall")
def _(handler: _Handler) -> None:
    handler.hold()


@_fault("stall-in-body")
def _(handler: _Handler) -> None:
    body = handler.well()
    handler.head(len(body) + 1)
    handler.wfile.write(body)
    handler.hold()


@_fault("reset")
def _(handler: _Handler) -> None:
    handler.reset()


@_fault("reset-in-body")
def _(handler: _Handler) -> None:
    body = handler.well()
    handler.head(len(body) + 100_000)
    handler.wfile.write(body + bytes(1000))
    handler.reset()


@_fault("hang-up")
def _(handler: _Handler) -> None:
    handler.close_connection = True


@_fault("truncated")
def _(handler: _Handler) -> None:
    body = handler.well()
    handler.head(len(body))
    handler.wfile.write(body[:-1])
    handler.close_connection = True


@_fault("wrong-length")
def _(handler: _Handler) -> None:
    """Name a length that is too short: the rest of the body stands where no answer should."""
    body = handler.well()
    handler.head(len(body) // 2)
    handler.wfile.write(body)
    handler.close_connection = True


@_fault("chunked-garbage")
def _(handler: _Handler) -> None:
    handler.head(None, Transfer_Encoding="chunked")
    handler.wfile.write(b"5\r\n[    \r\nnonsense\r\n]\r\n0\r\n\r\n")
    handler.close_connection = True


@_fault("not-http")
def _(handler: _Handler) -> None:
    handler.wfile.write(b"SSH-2.0-Loom\r\n")
    handler.close_connection = True


@_fault("endless-headers")
def _(handler: _Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Loom: threads\r\n" * 20_000)
    handler.close_connection = True


@cache
def _bomb() -> bytes:
    """Return about 2 MB that unpack to 2 GB of spaces; there is no end mark."""
    pack = zlib.compressobj(9, wbits=31)
    begun = pack.compress(b"[") + pack.flush(zlib.Z_FULL_FLUSH)
    block = pack.compress(b" " * 2**20) + pack.flush(zlib.Z_FULL_FLUSH)
    return begun + block * 2048


@_fault("gzip-bomb")
def _(handler: _Handler) -> None:
    handler.answer(_bomb(), Content_Encoding="gzip")


@_fault("gzip-twice")
def _(handler: _Handler) -> None:
    packed = gzip.compress(gzip.compress(handler.well()))
    handler.answer(packed, Content_Encoding="gzip, gzip")


@_fault("gzip-in-parts")
def _(handler: _Handler) -> None:
    """No fault: a gzip file may be several, one after the other."""
    body = handler.well()
    packed = gzip.compress(body[:5]) + gzip.compress(body[5:])
    handler.answer(packed, Content_Encoding="gzip")


@_fault("gzip-truncated")
def _(handler: _Handler) -> None:
    handler.answer(gzip.compress(handler.well())[:-9], Content_Encoding="gzip")


@_fault("gzip-untrue")
def _(handler: _Handler) -> None:
    handler.answer(handler.well(), Content_Encoding="gzip")


@_fault("gzip-untold")
def _(handler: _Handler) -> None:
    handler.answer(gzip.compress(handler.well()))


@_fault("no-content-type")
def _(handler: _Handler) -> None:
    handler.answer(handler.well(), type_="")


@_fault("set-cookie")
def _(handler: _Handler) -> None:
    handler.answer(handler.well(), Set_Cookie="thread=red; Path=/; Max-Age=3600")


@_fault("etag")
def _(handler: _Handler) -> None:
    """No fault: it names the state of the list, and says so when it has not changed."""
    body = handler.well()
    etag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
    if handler.seen.headers.get("if-none-match") == etag:
        handler.head(None, status=304, ETag=etag)
    else:
        handler.answer(body, ETag=etag, Last_Modified=MODIFIED)


# Where it leads: redirects.


def _redirect(handler: _Handler, where: str, status: int = 302) -> None:
    handler.answer(b"", status=status, Location=where)


@_fault("redirect-itself")
def _(handler: _Handler) -> None:
    _redirect(handler, handler.path, 301)


@_fault("redirect-loop")
def _(handler: _Handler) -> None:
    """Lead to and fro between two addresses."""
    there = "&turn=1"
    turned = handler.path.endswith(there)
    _redirect(handler, handler.path.removesuffix(there) if turned else handler.path + there)


@_fault("redirect-endless")
def _(handler: _Handler) -> None:
    turn = int(handler.seen.query.get("turn", 0))
    _redirect(handler, f"{handler.path.partition('&turn=')[0]}&turn={turn + 1}", 307)


@_fault("redirect-once")
def _(handler: _Handler) -> None:
    """No fault: it leads to the right answer, on the same server."""
    if "turn" in handler.seen.query:
        handler.answer(handler.well())
    else:
        _redirect(handler, f"{handler.path}&turn=1", 308)


@_fault("redirect-elsewhere")
def _(handler: _Handler) -> None:
    _redirect(handler, handler.faulty.elsewhere.address + handler.path)


@_fault("redirect-elsewhere-hidden")
def _(handler: _Handler) -> None:
    """Lead to another host by an address that begins as if it were this one."""
    away = handler.faulty.elsewhere.address.removeprefix("http://")
    _redirect(handler, f"http://127.0.0.1@{away}{handler.path}")


@_fault("redirect-plain")
def _(handler: _Handler) -> None:
    """Lead to the same address without TLS."""
    _redirect(handler, f"http://{handler.seen.headers['host']}{handler.path}&turn=1")


@_fault("redirect-file")
def _(handler: _Handler) -> None:
    _redirect(handler, "file:///etc/hostname")


# What it says: the list.


def _text(name: str) -> Callable[[Callable[[_Handler], bytes]], None]:
    """Name a fault that answers with status 200 and this body."""

    def named(body: Callable[[_Handler], bytes]) -> None:
        @_fault(name)
        def _(handler: _Handler) -> None:
            handler.answer(body(handler))

    return named


def _page(name: str) -> Callable[[Callable[[_Handler, list[Listed]], list[Any]]], None]:
    """Name a fault that makes another page of the right one."""

    def named(change: Callable[[_Handler, list[Listed]], list[Any]]) -> None:
        @_fault(name)
        def _(handler: _Handler) -> None:
            handler.answer(_json(change(handler, handler.faulty.page(handler.seen))))

    return named


def _number(handler: _Handler) -> int:
    return int(handler.seen.query.get("p", 0))


def _odd(handler: _Handler, **more: Any) -> Listed:  # noqa: ANN401
    """Return one more paper of the day."""
    day = handler.seen.day or "2026-01-05"
    return a_paper(_name(day, 666), day=day, **more)


@_fault("html")
def _(handler: _Handler) -> None:
    page = b"<!doctype html><title>Busy</title><p>Come back later.</p>"
    handler.answer(page, type_="text/html; charset=utf-8")


@_text("truncated-json")
def _(handler: _Handler) -> bytes:
    return handler.well()[:-2]


@_text("empty")
def _(_: _Handler) -> bytes:
    return b""


@_text("empty-list")
def _(_: _Handler) -> bytes:
    return b"[]"


@_text("null")
def _(_: _Handler) -> bytes:
    return b"null"


@_text("error-json")
def _(_: _Handler) -> bytes:
    return b'{"error": "not today"}'


@_page("shrunken")
def _(handler: _Handler, _page: list[Listed]) -> list[Any]:
    """Half of the list, on one page."""
    listed = handler.faulty.listed(handler.seen)
    return [] if _number(handler) else listed[: len(listed) // 2]


@_page("another-day")
def _(handler: _Handler, page: list[Listed]) -> list[Any]:
    day = date.fromisoformat(handler.seen.day or "2026-01-05") - timedelta(days=1)
    return a_day(day.isoformat(), len(page), first=500)


@_page("future-day")
def _(_: _Handler, page: list[Listed]) -> list[Any]:
    return a_day("2999-01-01", len(page))


@_page("duplicate-pages")
def _(handler: _Handler, _page: list[Listed]) -> list[Any]:
    """The first page, whichever is asked for."""
    return handler.faulty.listed(handler.seen)[: handler.faulty.cap]


@_page("page-loop")
def _(handler: _Handler, _page: list[Listed]) -> list[Any]:
    """The pages over and over, with no end."""
    faulty = handler.faulty
    listed = faulty.listed(handler.seen)
    pages = -(-len(listed) // faulty.cap) or 1
    start = _number(handler) % pages * faulty.cap
    return listed[start : start + faulty.cap]


@_page("endless-pages")
def _(handler: _Handler, _page: list[Listed]) -> list[Any]:
    """Ever new papers, with no end."""
    day = handler.seen.day or "2026-01-05"
    start = _number(handler) * handler.faulty.cap
    return [
        a_paper(f"{day[2:4]}{day[5:7]}.{number % 100_000:05}", day=day)
        for number in range(start, start + handler.faulty.cap)
    ]


@_fault("shifted-down")
def _(handler: _Handler) -> None:
    """Put a paper on the first page once that was read: the last one there is seen twice."""
    body = handler.well()
    listed = handler.faulty.listed(handler.seen)
    newcomer = _odd(handler)
    if _number(handler) == 0 and newcomer not in listed:
        handler.faulty.days[handler.seen.day] = [newcomer, *listed]
    handler.answer(body)  # last, so that the next question finds the new list


@_fault("shifted-up")
def _(handler: _Handler) -> None:
    """Take a paper off the first page once that was read: the first one of the next is missed."""
    faulty, day = handler.faulty, handler.seen.day
    body = handler.well()
    listed = faulty.listed(handler.seen)
    if _number(handler) == 0 and len(listed) > faulty.cap:
        faulty.days[day] = listed[1:]
    handler.answer(body)


@_page("changed-between-pages")
def _(handler: _Handler, page: list[Listed]) -> list[Any]:
    """Show the last paper of the first page again on the second, with less and other words."""
    first = handler.faulty.listed(handler.seen)[: handler.faulty.cap]
    if _number(handler) != 1 or not first:
        return page
    inner = {**first[-1]["paper"], "title": "Other Words", "summary": "", "authors": []}
    return [{**first[-1], "title": "Other Words", "paper": inner}, *page]


@_text("invalid-utf8")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, title="A Loom @ Rest")).replace(b"@", b"\xc3\x28\xff")


def _with(handler: _Handler, odd: Listed | str) -> bytes:
    """Return the page with one more paper on it, given as JSON or as what JSON is made of."""
    text = odd if isinstance(odd, str) else json.dumps(odd)
    if _number(handler):
        return handler.well()
    page = [json.dumps(paper) for paper in handler.faulty.page(handler.seen)]
    return f"[{', '.join([*page, text])}]".encode()


@_text("huge-paper")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, summary="We weave. " * 100_000))


@_text("ten-thousand-authors")
def _(handler: _Handler) -> bytes:
    names = [{"name": f"Weaver {number}"} for number in range(10_000)]
    return _with(handler, _odd(handler, authors=names))


@_text("nan")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, upvotes=float("nan")))


@_text("infinity")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, upvotes=float("-inf")))


@_text("long-number")
def _(handler: _Handler) -> bytes:
    """A number of more digits than Python likes to read."""
    return _with(handler, json.dumps(_odd(handler, upvotes=77)).replace("77", "7" * 5000))


@_text("duplicate-keys")
def _(handler: _Handler) -> bytes:
    text = json.dumps(_odd(handler, title="Once"))
    return _with(handler, text.replace('{"title": "Once",', '{"title": "Once", "title": "Twice",'))


@_text("lone-surrogate")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, title="A Loom \ud800 Halved"))


def _nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@_text("nested-1000")
def _(handler: _Handler) -> bytes:
    text = json.dumps(_odd(handler, deep=77))
    return _with(handler, text.replace("77", _nested(1000)))


@_text("nested-100000")
def _(handler: _Handler) -> bytes:
    text = json.dumps(_odd(handler, deep=77))
    return _with(handler, text.replace("77", _nested(100_000)))


@_text("no-id")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, id="not an id"))


@_text("path-as-id")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, id="../../../escape"))


@_text("leap-second")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, publishedAt="2016-12-31T23:59:60.000Z"))


@_text("time-zone")
def _(handler: _Handler) -> bytes:
    """An instant whose day, by UTC, is the one before."""
    return _with(handler, _odd(handler, publishedAt="2026-01-05T01:00:00+05:00"))


@_text("no-paper")
def _(handler: _Handler) -> bytes:
    return _with(handler, "7")


@_text("control-characters")
def _(handler: _Handler) -> bytes:
    return _with(handler, _odd(handler, title="A Loom\x1b[31m \u202eturned\x00 <script>"))
