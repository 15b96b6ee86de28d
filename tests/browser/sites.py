"""Sites that are looked at: which pages of the corpus, and how a built site is served."""

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.commands.serve import application

BASE = "/papers/"
SOON = 0.01  # seconds that a server may take to see that it is to end
STAMPED = re.compile(r"\.[0-9a-f]{8}(/|\.css$)")  # what is otherwise has another name

# One of each kind of page of tests/corpus, and those that look otherwise.
PAGES = (
    "",
    "days/2026-12-31/",
    "days/2026-12-29/",
    "weeks/2026-W53/",
    "months/2026-12/",
    "years/2026/",
    "papers/2612.00001/",
    "papers/2701.00005/",
    "papers/2701.00006/",
    "papers/2701.00007/",
    "trending/",
    "topics/",
    "topics/looms/",
    "topics/looms/2026-12/",
    "authors/",
    "authors/jane-roe/",
    "authors/rosa-roe/",
    "organizations/",
    "organizations/analytical-engines/",
    "statistics/",
    "search/",
    "search/?q=loom",
    "subscribe/",
    "api/",
    "about/",
    "status/",
    "library/",
    "offline/",
    "404.html",
)


class Server(ThreadingMixIn, WSGIServer):
    """Answers each connection by itself: Chromium opens some and asks nothing for a minute."""

    daemon_threads = True
    request_queue_size = 128  # it comes with several tabs at once


def lasting(site: WSGIApplication) -> WSGIApplication:
    """Return a site whose scripts and styles a browser need not ask for twice, as where it stands.

    They are most of what it asks for, and their names tell when they are others.
    """

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401
            return start(status, [*headers, ("Cache-Control", "max-age=600")], *more)

        return site(environ, started if STAMPED.search(environ["PATH_INFO"]) else start)

    return answer


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a site; lend its address, and the list of what was asked for and is not there."""
    missed: list[str] = []

    class Quiet(WSGIRequestHandler):
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
            if str(code).startswith("4"):
                missed.append(self.path)

    site = lasting(application(folder, BASE))
    with make_server("127.0.0.1", 0, site, server_class=Server, handler_class=Quiet) as server:
        serving = threading.Thread(target=server.serve_forever, args=(SOON,), daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}", missed
        server.shutdown()
