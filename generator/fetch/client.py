"""The one door to the network: GET over HTTP, at a polite pace, with limits. httpx stays here."""

import random
import socket
import ssl
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self

import httpx

from generator import __version__
from generator.fetch.line import Line
from generator.fetch.pace import Held, Pace, asked_wait
from generator.fetch.unpack import unpacked
from generator.model.exchange import MB, Answer, Bounds, Request, Unreadable, Validator
from generator.model.frozen import dataclass
from generator.model.problem import Exit, Problem
from generator.model.text import clean

TRIES_AGAIN = 3
REDIRECTS = 5
SHOWN = 200  # characters of what others wrote, in a message
MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait, in seconds."""

    connect: float = 10.0  # until there is a connection
    read: float = 30.0  # between two pieces
    wait: float = 120.0  # that a server may ask for, or we take, before the next try


LIMITS = Limits()


class Refused(Problem):
    """A server answered, but not with what was asked for. The next question may fare better."""

    def __init__(self, what: str, *, mend: str, status: int = 0) -> None:
        """`status` is that of HTTP; 0 if something else was wrong."""
        super().__init__(what, mend=mend, code=Exit.NETWORK)
        self.status = status


class Unreachable(Problem):
    """No server answered. There is no use in asking this source further."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back from one address: the body only of what is good."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Again(Exception):  # noqa: N818 - what to do
    """This try failed, and another one may not."""

    def __init__(self, problem: Problem, wait: float = 0.0) -> None:
        super().__init__(problem)
        self.problem = problem  # to be raised when no try is left
        self.wait = wait  # seconds that the server asked for; 0 if it did not


class Client:
    """One connection to one source. Use it as a context manager, in one thread."""

    def __init__(
        self,
        *,
        pause: float,
        about: str,
        hosts: Collection[str],
        pace: Pace,
        plain: bool,
        bounds: Bounds,
        limits: Limits | None = None,
    ) -> None:
        """Open nothing yet.

        `pause` is the seconds between two things sent, also between two tries; `about` the address
        that tells the server who asks; `hosts` the only hosts that may be asked or led to; `plain`
        whether http will do, or only https; `bounds` what may come back.

        Raises:
            Unreachable: the environment names a proxy that cannot be used.
        """
        self._pause = pause
        self._hosts = {host.lower() for host in hosts}
        self._pace = pace
        self._plain = plain
        self.bounds = bounds
        self._limits = limits or LIMITS
        self._line = Line()
        try:
            self._http = httpx.Client(
                limits=httpx.Limits(max_connections=1),
                timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # keeps none
                headers={
                    "User-Agent": f"broadsheet/{__version__} (+{about})",
                    "Accept-Encoding": "gzip",
                },
            )
        except (ImportError, ValueError, httpx.InvalidURL) as error:
            what = "the proxy that the environment names cannot be used"
            mend = "HTTPS_PROXY must be such as http://proxy.example:3128"
            raise Unreachable(what, mend=mend, code=Exit.NETWORK) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def send(self, request: Request, validator: Validator | None = None) -> Answer:
        """Return the answer to a request.

        With the `validator` of an earlier answer, the server may say that nothing has changed.

        Raises:
            Unreachable: nobody answered.
            Refused: it may not be asked, or led to, or what came was an error, broken or too much.
        """
        url = self._start(request)
        conditions = _conditions(validator)
        past: list[httpx.URL] = []
        while True:
            past.append(url)
            reply = self._reply(url, conditions)
            if reply.status == HTTPStatus.OK:
                return Answer(request, reply.body, reply.headers)
            if reply.status == HTTPStatus.NOT_MODIFIED and conditions:
                return Answer(request, b"", reply.headers, unchanged=True)
            if reply.status not in MOVED or "location" not in reply.headers:
                raise self._refused(_shown(url, reply.status), "try again later", reply.status)
            url = self._led(url, reply.headers["location"], past)

    def _start(self, request: Request) -> httpx.URL:
        try:
            url = httpx.URL(request.address)
            # Without a query of its own, the address stays as it was given, to the byte.
            url = url.copy_merge_params(dict(request.query)) if request.query else url
        except (httpx.InvalidURL, ValueError) as error:
            what = f"{_quoted(request.address)} is no web address"
            raise self._refused(what, "see its address in site.toml") from error
        if reason := self._unfit(url):
            raise self._refused(f"does not ask {reason}", "see its address in site.toml")
        return url

    def _led(self, url: httpx.URL, location: str, past: Collection[httpx.URL]) -> httpx.URL:
        """Return where an answer leads."""
        try:
            there = url.join(location).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            what = f"{url.host} leads to {_quoted(location)}, which is no web address"
            raise self._refused(what) from error
        if reason := self._unfit(there):
            raise self._refused(f"{url.host} leads to {reason}")
        if url.scheme == "https" and there.scheme != "https":
            raise self._refused(f"{url.host} leads from https to http")
        if there in past:
            raise self._refused(f"{url.host} leads in a circle")
        if len(past) > REDIRECTS:
            raise self._refused(f"{url.host} leads on more than {REDIRECTS} times")
        return there

    def _unfit(self, url: httpx.URL) -> str:
        """Return the address and why nothing may be sent there; empty if it may."""
        if url.userinfo:
            return "an address that bears a user name or a password"
        shown = _quoted(str(url))
        try:
            host = url.host
        except UnicodeError:  # it is written in code, and the code is wrong
            host = ""
        if url.scheme not in {"http", "https"} or not host or not _is_port(url.port):
            return f"{shown}, which is no web address"
        if url.scheme == "http" and not self._plain:
            return f"{shown}, which is not https"
        if self._hosts.isdisjoint({host, url.raw_host.decode()}):
            return f"{shown}, a host that the source does not name"
        return ""

    def _reply(self, url: httpx.URL, conditions: Mapping[str, str]) -> _Reply:
        """Return what comes from an address, at the latest from the last of some tries."""
        for tried in range(TRIES_AGAIN + 1):
            try:
                with self._pace.turn(url.host, self._pause, self._limits.wait) as sent:
                    return self._try(url, conditions, tried, sent)
            except Held as held:
                what = f"{url.host} asks to wait {held.seconds:,.0f} seconds"
                raise self._refused(what, "try again later") from None
            except _Again as failed:
                if tried == TRIES_AGAIN:
                    raise failed.problem from failed.__cause__
        raise AssertionError  # the last try returns or raises

    def _try(
        self, url: httpx.URL, conditions: Mapping[str, str], tried: int, sent: Callable[[], None]
    ) -> _Reply:
        try:
            return self._answered(url, conditions, sent)
        except _Again as failed:  # before the turn ends: another process is next at once
            if wait := failed.wait or self._backoff(tried):
                self._pace.hold(url.host, wait)
            raise

    def _backoff(self, tried: int) -> float:
        """Return the seconds until another try; 0 if there is none."""
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 - it hides nothing
        longer = self._pause * 2 ** (tried + 1) * jitter
        return min(longer, self._limits.wait) if tried < TRIES_AGAIN else 0.0

    def _answered(
        self, url: httpx.URL, conditions: Mapping[str, str], sent: Callable[[], None]
    ) -> _Reply:
        def trace(event: str, told: Mapping[str, Any]) -> None:
            if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
                self._line.opened(told["return_value"])
            elif ".send_request_headers." in event:  # begun, and done or failed
                sent()

        try:
            with (
                self._line.deadline(self.bounds.answer_seconds),
                self._http.stream(
                    "GET", url, headers=conditions, extensions={"trace": trace}
                ) as response,
            ):
                good = response.status_code == HTTPStatus.OK
                body = self._body(response) if good else b""
        except (httpx.TransportError, UnicodeError) as error:
            raise self._failed(url, error) from error
        if self._line.cut:  # to some answers this looks like their end
            raise self._late(url)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS or response.is_server_error:
            problem = self._refused(_shown(url, response.status_code), "try again later")
            raise _Again(problem, asked_wait(response.headers.get("retry-after", "")))
        return _Reply(response.status_code, dict(response.headers), body)

    def _failed(self, url: httpx.URL, error: Exception) -> Exception:
        """Return what to raise when there is no answer, or only a part of one."""
        if self._line.cut:
            return self._late(url)
        words = _quoted(str(error), quotes="") or type(error).__name__
        if isinstance(
            error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, UnicodeError)
        ):
            what = f"{url.host} cannot be reached ({words})"
            mend = "nothing is lost; try again when the network is there"
            problem = Unreachable(what, mend=mend, code=Exit.NETWORK)
            return problem if _is_settled(error) else _Again(problem)
        if isinstance(error, httpx.TimeoutException):
            words = f"silent for {self._limits.read:g} seconds"
        what = f"{url.host} broke off its answer ({words})"
        return _Again(self._refused(what, "try again later"))

    def _body(self, response: httpx.Response) -> bytes:
        """Return the body, unpacked."""
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in {"", "identity", "gzip"}:  # two could hide a bomb
            what = f"the answer is packed as {_quoted(coding)}, which nobody asked for"
            raise self._refused(what)
        try:
            largest = self.bounds.answer_mb * MB
            body, ended = unpacked(response.iter_raw(), largest, gzip=coding == "gzip")
        except Unreadable as error:
            raise self._refused(f"the answer {error}") from error
        if not ended and not self._line.cut:
            what = f"{response.url.host} broke off its answer (the end of the gzip is missing)"
            raise _Again(self._refused(what, "try again later"))
        return body

    def _late(self, url: httpx.URL) -> Refused:
        seconds = f"{self.bounds.answer_seconds:g} seconds"
        return self._refused(f"{url.host} takes longer than {seconds}", "try again later")

    def _refused(self, what: str, then: str = "report it", status: int = 0) -> Refused:
        return Refused(what, mend=f"nothing is lost; {then}", status=status)


def _conditions(validator: Validator | None) -> dict[str, str]:
    """Return the headers that ask for what has changed; without what no header may hold."""
    if validator is None:
        return {}
    known = {"If-None-Match": validator.etag, "If-Modified-Since": validator.modified}
    return {
        name: text for name, text in known.items() if text and text.isascii() and text.isprintable()
    }


def _is_settled(error: BaseException | None) -> bool:
    """Tell whether another try would fail as well: the name is unknown, or its certificate bad."""
    while error is not None:
        if isinstance(error, (UnicodeError, socket.gaierror, ssl.SSLCertVerificationError)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_port(port: int | None) -> bool:
    return port is None or port in range(1, 2**16)


def _shown(url: httpx.URL, status: int) -> str:
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    return f"{url.host} answered {status}{phrase} to {_quoted(url.raw_path.decode(), quotes='')}"


def _quoted(text: str, quotes: str = "'") -> str:
    """Return what somebody else wrote, fit for one line of a message."""
    shown = " ".join(clean(text).split()).encode(errors="backslashreplace").decode()
    return f"{quotes}{shown[:SHOWN]}{'…' * (len(shown) > SHOWN)}{quotes}"
