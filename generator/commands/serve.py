"""broadsheet serve: look at the site while writing it. The one door of livereload.

The site is served beneath its base path, as it will stand, and only to this machine.
"""

import gc
import logging
import mimetypes
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.commands.build import build
from generator.model.outcome import Outcome, unwatched
from generator.model.problem import Exit, Problem
from generator.settings.folders import OUTPUT
from generator.settings.site import Site

WATCHED = ("content", "templates", "static", "site.toml")
HOST = "127.0.0.1"


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

    def rebuild() -> None:
        try:
            outcome = build(again(), unwatched)
        except Problem as problem:
            outcome = Outcome(problems=(problem,))
        tell(outcome.problems)
        written = outcome.figures.get("files written", 0)
        say(f"built: {written:,} files written, {outcome.figures.get('removed', 0):,} removed")

    gc.enable()  # it lives long
    _try_port(port)
    rebuild()
    server = Server(application(site.folder / OUTPUT, site.identity.base))
    for name in WATCHED:
        server.watch(str(site.folder / name), rebuild)
    logging.getLogger("livereload").propagate = False
    server._setup_logging = lambda: None  # its lines are not ours  # noqa: SLF001
    say(f"look at http://{HOST}:{port}{site.identity.base} (stop with Ctrl-C)")
    server.serve(port=port, host=HOST, debug=False)
    return Outcome()


def _try_port(port: int) -> None:
    try:
        with socket.create_server((HOST, port)):
            pass
    except OSError as error:
        what = f"port {port} cannot be used: {error.strerror}"
        raise Problem(what, mend="choose another with --port", code=Exit.USAGE) from error


def application(folder: Path, base: str) -> WSGIApplication:
    """Return what serves `folder` beneath `base` as GitHub Pages would, 404.html included."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        path = _path_of(environ)
        file = _file(folder, base, path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                start("301 Moved Permanently", [("Location", path + "/"), ("Content-Length", "0")])
                return [b""]
            file /= "index.html"
        status = "200 OK"
        if file is None or not file.is_file():
            status, file = "404 Not Found", folder / "404.html"
        body = _relaxed(file.read_bytes()) if file.is_file() else b"There is no such page.\n"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith("xml"):
            kind += "; charset=utf-8"
        headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        start(status, [*headers, ("Cache-Control", "no-store")])
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]

    return answer


def _path_of(environ: dict[str, Any]) -> str:
    return str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", "/"))


def _file(folder: Path, base: str, path: str) -> Path | None:
    """Return the file that an address means; None outside the base path or the folder."""
    if not (path + "/").startswith(base):
        return None
    root = folder.resolve()
    file = (root / unquote(path[len(base) :])).resolve()
    return file if file.is_relative_to(root) else None


def _relaxed(body: bytes) -> bytes:
    """Return a page without its Content-Security-Policy, which would forbid livereload's script."""
    return body.replace(b'<meta http-equiv="Content-Security-Policy"', b'<meta name="relaxed"')
