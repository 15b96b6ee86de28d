"""broadsheet serve: look at the site while writing it. The one door of livereload.

The site is served beneath its base path, as it will stand, and only to this machine.
"""

import gc
import logging
import math
import mimetypes
import os
import re
import socket
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.commands.build import build
from generator.model.outcome import Outcome, unwatched
from generator.model.problem import Exit, Problem
from generator.settings import folders
from generator.settings.folders import OUTPUT
from generator.settings.site import Site
from generator.store import tree

HOST = "127.0.0.1"
PAUSE = 0.1  # seconds between two looks at the files,
REST = 20  # and at least so many times as long as a look takes; a build is none
TYPE = "Content-Type"
HEAD_END = b"</head>"  # what livereload looks for
MADE = "broadsheet-made"  # the cookie that tells of which build a browser has a page
SEEN = "all-the-same"  # the query of who wants to see the site in spite of its problems


class Desk:
    """The site as it is being written: where it was built, what is wrong, when its files moved."""

    def __init__(
        self,
        site: Site,
        again: Callable[[], Site],
        tell: Callable[[Iterable[Problem]], None],
        say: Callable[[str], None],
    ) -> None:
        self._site = site
        self._again = again
        self._tell = tell
        self._say = say
        self._files: Mapping[str, tree.Signature] = {}
        self._problems: tuple[Problem, ...] = ()
        self._seen: frozenset[Problem] = frozenset()
        self._made = str(time.time_ns())
        self._rest = PAUSE
        self._due = math.inf  # when to try again what a problem has stopped, by time.monotonic()

    @property
    def rest(self) -> float:
        """How long to wait until the next look, in seconds."""
        return self._rest

    @property
    def base(self) -> str:
        """The path beneath which the site stands."""
        return self._site.identity.base

    def rebuild_if_changed(self) -> bool:
        """Build if a file has moved since the last build; tell whether a reader sees that.

        A build that a problem has stopped is tried again: it may have been none of the files that
        are looked at, but another build, or a disk that was full.
        """
        files = self._look()
        moved = files != self._files
        if not moved and time.monotonic() < self._due:
            return False
        self._files = files  # as they were before the build, so that what moves meanwhile is seen
        begun, before = time.monotonic(), self._problems
        outcome = self._built()
        self._problems = outcome.problems
        counts = [outcome.figures.get(figure, 0) for figure in ("files written", "removed")]
        seen = any(counts) or self._problems != before
        if seen:
            self._made = str(time.time_ns())
        if moved or seen:  # what stops every try is told once
            self._tell(self._problems)
            words = "built: {:,} files written, {:,} removed, seconds: {:.2f}"
            self._say(words.format(*counts, time.monotonic() - begun))
        return seen

    def is_past(self, made: str | None) -> bool:
        """Tell whether a page with this in its cookie is not of the last build."""
        return made is not None and made != self._made

    def _built(self) -> Outcome:
        self._due, begun = math.inf, time.process_time()
        gc.disable()  # what a build makes holds no circles, and to look for some takes a quarter
        try:
            self._site = self._again()
            return build(self._site, unwatched)
        except Problem as problem:
            rest = max(PAUSE, REST * (time.process_time() - begun))
            self._due = time.monotonic() + rest
            return Outcome(problems=(problem, *map(Problem, getattr(problem, "__notes__", ()))))
        finally:
            gc.enable()

    def _look(self) -> Mapping[str, tree.Signature]:
        begun = time.process_time()
        try:
            return self._signatures()
        finally:
            self._rest = max(PAUSE, REST * (time.process_time() - begun))

    def _signatures(self) -> Mapping[str, tree.Signature]:
        roots = folders.roots(self._site.folder)
        try:
            found = tree.look(roots)
        except Problem:  # the build will tell it
            found = {}
        for path, signature in found.items():
            if signature == tree.UNSURE:  # touched a moment ago, and again perhaps
                root = next(root for root in roots if path.startswith(root))
                found[path] = tree.signature(os.fspath(roots[root] / path.removeprefix(root)))
        settings = self._site.folder / folders.FILE
        return {**found, folders.FILE: tree.signature(os.fspath(settings))}

    def answer(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Serve the site, and in place of its pages what is wrong with it."""
        path = _path_of(environ)
        start = _marking(start, self._made)
        if environ.get("QUERY_STRING") == SEEN:
            self._seen = frozenset(self._problems)
            start("303 See Other", [("Location", "?"), ("Content-Length", "0")])  # where it is
            return [b""]
        if path.endswith(("/", ".html")) and not self._seen.issuperset(self._problems):
            body = _problem_page(self._problems).encode()
            kind = (TYPE, "text/html; charset=utf-8")
            length = ("Content-Length", str(len(body)))
            start("500 Internal Server Error", [kind, length, ("Cache-Control", "no-store")])
            return _sent(environ, body)
        return application(self._site.folder / OUTPUT, self.base)(environ, start)


def serve(
    site: Site,
    port: int,
    *,
    again: Callable[[], Site],
    tell: Callable[[Iterable[Problem]], None],
    say: Callable[[str], None],
) -> Outcome:
    """Build, serve, and build again whenever something changes, until interrupted.

    `again` reads the site anew, `tell` shows problems and `say` a line.

    Raises:
        Problem: the port is taken.
    """
    from livereload import Server
    from livereload.handlers import LiveReloadHandler
    from livereload.watcher import Watcher
    from tornado.ioloop import IOLoop

    # Its own watcher would look into .cache/ and _site/ too. It has no types.
    class Files(Watcher):  # type: ignore[misc]
        """Looks at what a build looks at."""

        def start(self, _: object) -> bool:
            look()
            return True

    readers: set[LiveReloadHandler] = set()  # as the last look found them

    def look() -> None:
        nonlocal readers
        try:
            come, readers = LiveReloadHandler.waiters - readers, set(LiveReloadHandler.waiters)
            # Whoever was still loading a page when another one was made could not be told.
            late = any(desk.is_past(reader.get_cookie(MADE)) for reader in come)
            if desk.rebuild_if_changed() or late:
                LiveReloadHandler.reload_waiters("*")
        finally:  # a fault of ours is told by tornado, and the next edit may be without it
            IOLoop.current().call_later(desk.rest, look)

    _try_port(port)
    desk = Desk(site, again, tell, say)
    desk.rebuild_if_changed()
    server = Server(desk.answer, Files())
    server.watch(str(site.folder))
    logging.getLogger("livereload").propagate = False
    server._setup_logging = lambda: None  # its lines are not ours  # noqa: SLF001
    say(f"look at http://{HOST}:{port}{desk.base} (stop with Ctrl-C)")
    server.serve(port=port, host=HOST, debug=False)
    return Outcome()


def _marking(start: StartResponse, made: str) -> StartResponse:
    """Return `start`, which gives pages a cookie that says of which build they are."""

    def marked(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401
        cookie = ("Set-Cookie", f"{MADE}={made}; Path=/; HttpOnly; SameSite=Strict")
        is_page = any(kind.startswith("text/html") for name, kind in headers if name == TYPE)
        return start(status, [*headers, cookie] if is_page else headers, *more)

    return marked


PROBLEMS = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Something is to be mended</title>
<style>
:root {{ color-scheme: light dark; font: 1.1rem/1.5 system-ui, sans-serif; }}
body {{ max-width: 50rem; margin: 3rem auto; padding: 0 1rem; overflow-wrap: anywhere; }}
code {{ font-weight: bold; }}
</style>
</head>
<body>
<h1>Something is to be mended</h1>
<ul>
{problems}
</ul>
<p>This page goes when it is. <a href="?{seen}">Show the site all the same</a></p>
</body>
</html>
"""


def _problem_page(problems: Sequence[Problem]) -> str:
    """Return a page that tells what is wrong; livereload takes it away once it is mended."""

    def line(problem: Problem) -> str:
        place = f"<code>{escape(str(problem.at))}</code><br>" if problem.at else ""
        mend = f"<br>{escape(problem.mend)}" if problem.mend else ""
        return f"<li>{place}{escape(problem.what)}{mend}</li>"

    return PROBLEMS.format(problems="\n".join(map(line, problems)), seen=SEEN)


def _try_port(port: int) -> None:
    try:
        with socket.create_server((HOST, port)):
            pass
    except OSError as error:
        what = f"port {port} cannot be used: {error.strerror}"
        raise Problem(what, mend="choose another with --port", code=Exit.USAGE) from error


# As our search asks for a block of its index.
RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{1,15})")


def application(folder: Path, base: str) -> WSGIApplication:
    """Return what serves `folder` beneath `base` as GitHub Pages would, 404.html included.

    From the root, where README says that a site is shown, it leads to `base`.
    """
    beneath = unquote(base, "latin-1")  # as WSGI tells paths

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        path = _path_of(environ)
        if path == "/" != beneath:  # only for now, so that no browser keeps it for another site
            start("302 Found", [("Location", base), ("Content-Length", "0")])
            return [b""]
        file = _file(folder, beneath, path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                there = quote(path, encoding="latin-1") + "/"
                start("301 Moved Permanently", [("Location", there), ("Content-Length", "0")])
                return [b""]
            file /= "index.html"
        status = "200 OK"
        if file is None or not file.is_file():
            status, file = "404 Not Found", folder / "404.html"
        body = file.read_bytes() if file.is_file() else b"There is no such page.\n"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html":
            body = _reloading(body)
        if kind.startswith("text/") or kind.endswith("xml"):
            kind += "; charset=utf-8"
        headers = [(TYPE, kind)]
        wanted = RANGE.fullmatch(environ.get("HTTP_RANGE", ""))
        if wanted and status == "200 OK":
            first, last = map(int, wanted.groups())
            if part := body[first : last + 1]:  # who asks for none gets all of it
                told = f"bytes {first}-{first + len(part) - 1}/{len(body)}"
                headers.append(("Content-Range", told))
                status, body = "206 Partial Content", part
        headers.append(("Content-Length", str(len(body))))
        start(status, [*headers, ("Cache-Control", "no-store")])
        return _sent(environ, body)

    return answer


def _sent(environ: WSGIEnvironment, body: bytes) -> list[bytes]:
    """Return what is sent of an answer: of one to HEAD its headers alone."""
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]


def _path_of(environ: dict[str, Any]) -> str:
    return str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", "/"))


def _file(folder: Path, base: str, path: str) -> Path | None:
    """Return the file or folder that an address means; None if it is not there, or outside."""
    if not (path + "/").startswith(base):
        return None
    root = folder.resolve()
    try:
        file = (root / unquote(path[len(base) :])).resolve(strict=True)
    except (OSError, ValueError):  # too long for a name, or with a NUL in it, among others
        return None
    return file if file.is_relative_to(root) else None


def _reloading(body: bytes) -> bytes:
    """Return a page in which livereload's script can stand, and run.

    The Content-Security-Policy would forbid it. It is put before the end of the head, of which a
    page may have none: a template is empty for a moment while some editors save it, and nothing
    else would bring the page back.
    """
    page = body.replace(b'<meta http-equiv="Content-Security-Policy"', b'<meta name="relaxed"')
    return page if HEAD_END in page else page + HEAD_END
