"""A built site in real Chromium: nothing in the console, nothing asked of anybody else."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from generator.commands.serve import application

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
pytestmark = pytest.mark.browser

Open = Callable[[str, Path], tuple[str, list[str]]]


MISSED: list[str] = []  # what was asked for and is not there


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        if str(code).startswith("4"):
            MISSED.append(self.path)


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory, as_deployed: Callable[[Path], None]
) -> Iterator[str]:
    site = tmp_path_factory.mktemp("corpus") / "site"
    shutil.copytree(CORPUS, site)
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "generator", "--site", str(site)]
    options = ["--set", "site.address=https://someone.example/papers/"]
    subprocess.run([*command, *options, "build", "--output", str(folder)], check=True)
    as_deployed(folder)
    with make_server(
        "127.0.0.1", 0, application(folder, "/papers/"), handler_class=Quiet
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/papers/"
        server.shutdown()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "days/2026-12-31/",
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
        "authors/jane-roe/",
        "organizations/analytical-engines/",
        "statistics/",
        "about/",
        "status/",
        "days/2026-12-29/",
        "404.html",
        "latest/",
    ],
)
def test_a_page_opens_without_an_error(
    address: str, path: str, opened: Open, tmp_path: Path
) -> None:
    MISSED.clear()
    shown, console = opened(address + path, tmp_path)
    assert "<h1" in shown
    assert console == []
    assert MISSED == []


def test_an_error_would_be_seen(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<h1>Wrong</h1><script src='missing.js'></script><script>nothing.here</script>"
    )
    app = application(tmp_path, "/")
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _, console = opened(f"http://127.0.0.1:{server.server_port}/", tmp_path / "profile")
        server.shutdown()
    assert len(console) == 1
    assert "/missing.js" in MISSED
    MISSED.clear()
