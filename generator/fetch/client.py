"""The one door to the network: GET over HTTP, at a polite pace, with limits. httpx stays here."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx
from httpx_retries import Retry, RetryTransport

from generator import __version__
from generator.model.exchange import Answer, Request, Validator
from generator.model.problem import Exit, Problem

TIMEOUT = httpx.Timeout(30.0, connect=10.0)  # seconds
LARGEST = 50_000_000  # bytes of an answer, decompressed
TRIES_AGAIN = 3
LONGEST = 300.0  # seconds that an answer may take, from its first byte to its last
CODINGS = ("", "identity", "gzip", "deflate")  # one at a time: two could hide a bomb


class Refused(Problem):
    """A server answered, but not with what was asked for. The next question may fare better."""


class Unreachable(Problem):
    """No server answered. There is no use in asking this source further."""


class _Paced(httpx.BaseTransport):
    """Lets a request go out no sooner than `pause` seconds after the last one was sent."""

    def __init__(
        self,
        inner: httpx.BaseTransport,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inner = inner
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next = self._clock() + self._pause
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


class Client:
    """One connection to one source. Use it as a context manager."""

    def __init__(self, name: str, *, pause: float, about: str) -> None:
        """Open nothing yet.

        `name` is the source's, for messages; `pause` the seconds between two requests, also
        between two tries; `about` the address that tells the server who asks.
        """
        self._name = name
        # Retries stand outside the pace, so that every try waits its turn.
        retry = Retry(total=TRIES_AGAIN, backoff_factor=0.5, max_backoff_wait=60.0)
        limits = httpx.Limits(max_connections=1)
        self._http = httpx.Client(
            transport=RetryTransport(
                transport=_Paced(httpx.HTTPTransport(limits=limits), pause), retry=retry
            ),
            timeout=TIMEOUT,
            headers={
                "User-Agent": f"broadsheet/{__version__} (+{about})",
                "Accept-Encoding": "gzip, deflate",
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def send(self, request: Request, validator: Validator | None = None) -> Answer:  # noqa: ARG002
        """Return the answer to a request.

        Raises:
            Unreachable: nobody answered.
            Refused: the answer was an error, or too large.
        """
        try:
            with self._http.stream("GET", request.address, params=dict(request.query)) as response:
                if not response.is_success:
                    what = f"{_shown(response)}"
                    mend = "nothing is lost; try again later"
                    raise Refused(what, mend=mend, code=Exit.NETWORK)
                return Answer(request, self._body(response), dict(response.headers))
        except httpx.InvalidURL as error:
            what = f"{request.address!r} is no web address"
            raise Unreachable(what, mend="mend it in site.toml", code=Exit.USAGE) from error
        except httpx.HTTPError as error:
            host = httpx.URL(request.address).host
            what = f"{host} cannot be reached ({str(error) or type(error).__name__})"
            mend = "nothing is lost; try again when the network is there"
            raise Unreachable(what, mend=mend, code=Exit.NETWORK) from error

    def _body(self, response: httpx.Response) -> bytes:
        if (coding := response.headers.get("content-encoding", "").lower()) not in CODINGS:
            what = f"the answer is packed as {coding!r}, which nobody asked for"
            raise Refused(what, mend="nothing is lost; report it", code=Exit.NETWORK)
        body = bytearray()
        begun = time.monotonic()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > LARGEST:
                what = f"the answer is larger than {LARGEST:,} bytes"
                raise Refused(what, mend="nothing is lost; report it", code=Exit.NETWORK)
            if time.monotonic() - begun > LONGEST:
                what = f"the answer takes longer than {LONGEST:.0f} seconds"
                raise Refused(what, mend="nothing is lost; try again later", code=Exit.NETWORK)
        return bytes(body)


def _shown(response: httpx.Response) -> str:
    url = response.request.url
    asked = url.raw_path.decode()
    return f"{url.host} answered {response.status_code} {response.reason_phrase} to {asked}"
