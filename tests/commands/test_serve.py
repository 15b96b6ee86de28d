"""broadsheet serve: the site as it will stand, on this machine, rebuilt when something changes."""

import asyncio
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from generator.build import manifest
from generator.commands.serve import REST, Desk, application
from generator.model.problem import Problem
from generator.settings import site as settings
from generator.settings.site import Site
from tests.commands.conftest import free_port

WAIT = 60.0  # seconds, at most


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own server
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(address: str, words: str) -> str:
    """Return the page at `address` once it holds `words`."""
    end = time.monotonic() + WAIT
    seen = ""
    while time.monotonic() < end:
        try:
            _, seen = get(address)
            if words in seen:
                return seen
        except OSError:
            pass  # it has not begun yet
        time.sleep(0.05)
    raise AssertionError(seen[:2000])


@contextmanager
def served(site: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "generator", "--site", str(site)]
    command += ["--set", "site.address=https://someone.example/loom/", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_it_serves_beneath_the_base_path_and_rebuilds(imported: Path) -> None:
    with served(imported) as address:
        page = until(f"{address}/loom/", "A Loom for Two Hands")
        assert "/livereload.js" in page
        assert 'http-equiv="Content-Security-Policy"' not in page
        assert get(f"{address}/loom/days/2025-12-12")[0] == 200  # led to the folder
        status, missing = get(f"{address}/loom/nothing/")
        assert status == 404
        assert "<html" in missing
        assert get(f"{address}/lo/")[0] == 404
        (imported / "content/index.md").write_text("---\ntitle: x\n---\nGood morning.\n")
        until(f"{address}/loom/", "Good morning.")


def test_a_page_without_a_head_reloads_too(imported: Path) -> None:
    template = imported / "templates/home.html"
    template.parent.mkdir()
    template.touch()  # as some editors leave it for a moment
    with served(imported) as address:
        page = until(f"{address}/loom/", "")
        assert "<body" not in page
        assert page.count("/livereload.js") == 1
        template.unlink()
        assert until(f"{address}/loom/", "A Loom for Two Hands").count("/livereload.js") == 1


async def told(address: str, cookie: str) -> str:
    """Return what a browser is told as soon as it can be, which has had a page with this cookie."""
    asking = HTTPRequest(f"{address.replace('http', 'ws')}/livereload", headers={"Cookie": cookie})
    socket = await websocket_connect(asking)
    for said in ({"command": "hello"}, {"command": "info", "url": address}):
        await socket.write_message(json.dumps(said))
    command = "hello"  # which is what it is answered at first
    while command == "hello":
        command = str(
            json.loads(await socket.read_message() or '{"command": "nothing"}')["command"]
        )
    socket.close()
    while await socket.read_message() is not None:
        pass  # until the server has closed it too
    return command


def test_who_was_still_loading_a_page_when_it_was_made_anew_is_told_so(imported: Path) -> None:
    def cookie(address: str) -> str:
        with urllib.request.urlopen(address) as response:  # noqa: S310 - our own server
            return str(response.headers["Set-Cookie"]).partition(";")[0]

    with served(imported) as address:
        until(f"{address}/loom/", "A Loom for Two Hands")
        before = cookie(f"{address}/loom/")
        assert cookie(f"{address}/loom/") == before
        (imported / "content/index.md").write_text("---\ntitle: x\n---\nGood morning.\n")
        until(f"{address}/loom/", "Good morning.")
        assert cookie(f"{address}/loom/") != before
        assert asyncio.run(asyncio.wait_for(told(address, before), WAIT)) == "reload"


def busy(seconds: float) -> None:
    """Use so much of the processor's time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_after_a_build_that_changes_nothing_the_next_edit_is_seen_as_soon(imported: Path) -> None:
    lasted = 0.5  # seconds; a look at these files takes one or two milliseconds

    def again() -> Site:
        busy(lasted)
        return settings.load(imported)

    desk = Desk(settings.load(imported), again, lambda _: None, lambda _: None)
    assert desk.rebuild_if_changed()
    (imported / "site.toml").touch()
    assert not desk.rebuild_if_changed()
    assert desk.rest < lasted * 10  # twenty times as long, if the build were part of the look


def test_what_another_build_has_stopped_is_tried_again_and_told_once(imported: Path) -> None:
    lasted = 0.02  # seconds that a try uses of the processor, at least
    tries: list[float] = []
    told: list[tuple[Problem, ...]] = []

    def again() -> Site:
        tries.append(time.monotonic())
        busy(lasted)
        return settings.load(imported)

    desk = Desk(
        settings.load(imported),
        again,
        lambda problems: told.append(tuple(problems)),
        lambda _: None,
    )
    assert desk.rebuild_if_changed()
    with manifest.alone(imported / "_site"):
        (imported / "content/index.md").write_text("---\ntitle: x\n---\nGood morning.\n")
        assert desk.rebuild_if_changed()
        while len(tries) < 4:
            assert not desk.rebuild_if_changed()
            time.sleep(0.05)
    while not desk.rebuild_if_changed():
        time.sleep(0.05)
    assert [[problem.what.partition(" in ")[0] for problem in each] for each in told] == [
        [],
        ["another process is making the site"],
        [],
    ]
    assert all(after - before >= lasted * REST for before, after in pairwise(tries[1:]))
    assert "Good morning." in (imported / "_site/index.html").read_text()
    assert not desk.rebuild_if_changed()
    assert len(tries) == 5


def test_who_asks_for_headers_alone_gets_no_more_of_what_is_wrong_either(imported: Path) -> None:
    (imported / "content/topics/weaving.md").write_text("---\n")
    with served(imported) as address:
        until(f"{address}/loom/", "Something is to be mended")
        asked = urllib.request.Request(f"{address}/loom/", method="HEAD")  # noqa: S310 - as above
        with pytest.raises(urllib.error.HTTPError) as told:
            urllib.request.urlopen(asked, timeout=5)  # noqa: S310 - as above
        with told.value as answer:
            assert answer.headers["Cache-Control"] == "no-store"  # so it is no fault of the server


def test_no_address_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("</head>home")
    (folder / "404.html").write_text("</head>missing")
    app = application(folder, "/")

    def ask(path: str) -> tuple[str, bytes]:
        told: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            told.append(f"{status} {len(headers)}")

        asked = {"PATH_INFO": path, "HTTP_RANGE": f"bytes=0-{'9' * 5000}"}
        body = b"".join(app(asked, start))  # type: ignore[arg-type]
        return told[0][:3], body

    assert ask("/") == ("200", b"</head>home")
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/..%2fsecret.txt"):
        assert ask(path) == ("404", b"</head>missing")
    for path in ("/\0", "/%00", "/" + "a" * 5000, "/index.html/x"):
        assert ask(path) == ("404", b"</head>missing")


def test_a_path_may_have_letters_beyond_ascii(tmp_path: Path) -> None:
    (tmp_path / "days").mkdir()
    (tmp_path / "days/index.html").write_text("</head>days")
    (tmp_path / "404.html").write_text("</head>missing")
    app = application(tmp_path, "/p%C3%A4pers/")

    def ask(path: str) -> tuple[str, str]:
        told: list[tuple[str, str]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            told.append((status[:3], dict(headers).get("Location", "")))

        b"".join(app({"PATH_INFO": path.encode().decode("latin-1")}, start))  # type: ignore[arg-type]
        return told[0]

    assert ask("/päpers/days/") == ("200", "")
    assert ask("/päpers/days") == ("301", "/p%C3%A4pers/days/")
    assert ask("/papers/days/") == ("404", "")
    assert ask("/") == ("302", "/p%C3%A4pers/")  # where README says that it is shown
