"""Real Chromium, and pages as they are deployed."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import forked
from tests.browser.pipe import Lost, Pipe
from tests.browser.sites import served
from tests.chromium import path as chromium_path
from tests.compiled import compiled_once

TOOLS = Path(__file__).parent / "tools"
ROOT = Path(__file__).resolve().parents[2]

Reader = Mapping[str, object]
Look = Callable[[str, Sequence[str], Sequence[Reader]], list[str]]
Opened = Callable[[str], tuple[str, list[str]]]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine."""
    found = chromium_path()
    if found is None:
        pytest.skip("needs Chromium")
    return found


@pytest.fixture(scope="session")
def opened(chromium: str) -> Iterator[Opened]:
    """Return what a page holds once it is there, and the lines of the console."""
    with ExitStack() as every:
        pipe = every.enter_context(Pipe(chromium))

        def opened(page: str) -> tuple[str, list[str]]:
            nonlocal pipe
            try:
                return pipe.opened(page)
            except Lost:  # once in hundreds of times Chromium says nothing any more
                pipe = every.enter_context(Pipe(chromium))
                return pipe.opened(page)

        yield opened


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of what is installed with npm, as the Makefile does."""
    if not (TOOLS / "node_modules").is_dir() or not shutil.which("node"):
        pytest.skip("needs npm: make test installs what is in tests/browser/tools")
    return TOOLS


@pytest.fixture(scope="session")
def look(chromium: str, tools: Path) -> Look:
    """Return what is wrong with pages of a site, looked at by several readers."""

    def look(address: str, pages: Sequence[str], readers: Sequence[Reader]) -> list[str]:
        job = {"chromium": chromium, "address": address, "pages": pages, "readers": readers}
        done = subprocess.run(
            ["node", str(tools / "look.mjs")],  # noqa: S607 - the one that was found
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return look


@pytest.fixture(scope="session")
def build() -> Callable[..., None]:
    """Build a site beneath a base path, as `served` serves it."""

    def build(site: Path, output: Path, *options: str) -> None:
        address = ("--set", "site.address=https://someone.example/papers/", *options)
        with compiled_once(site):
            done = forked.run("--site", str(site), *address, "build", "--output", str(output))
        assert done.returncode == 0, done.stderr
        as_deployed(output)

    return build


@pytest.fixture(scope="session")
def corpus_once(tmp_path_factory: pytest.TempPathFactory, build: Callable[..., None]) -> Path:
    """The small archive, built, to be copied."""
    site = tmp_path_factory.mktemp("corpus") / "site"
    shutil.copytree(ROOT / "tests/corpus", site)
    build(site, site / "_site")
    return site / "_site"


@pytest.fixture(scope="module")
def corpus_site(tmp_path_factory: pytest.TempPathFactory, corpus_once: Path) -> Path:
    """The small archive, built."""
    return shutil.copytree(corpus_once, tmp_path_factory.mktemp("corpus") / "_site")


@pytest.fixture(scope="module")
def corpus(corpus_site: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of the small archive, and what was asked of it in vain."""
    with served(corpus_site) as there:
        yield there


# It is done before Java's better compiler is worth its work; without that it wants a larger stack.
JAVA = ("java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def told_by_nu_checker(tools: Path, site: Path) -> list[str]:
    """Return which errors the Nu HTML checker finds in a site; that of a page beside, it must."""
    jar = tools / "node_modules/vnu-jar/build/dist/vnu.jar"
    with TemporaryDirectory() as folder:
        broken = Path(folder, "broken.html")
        broken.write_text("<!doctype html><html lang=en><title>Broken</title><p></b>")
        command = [*JAVA, "-jar", str(jar), "--errors-only", "--skip-non-html"]
        done = subprocess.run(
            [*command, str(broken), str(site)], capture_output=True, text=True, check=False
        )
    told = done.stderr.splitlines()
    others = [line for line in told if not line.startswith(f'"file:{broken}"')]
    assert len(told) - len(others) == 1, done.stderr
    return others


def as_deployed(site: Path) -> None:
    """Keep the policy of a built site, which `application` takes away for livereload's sake."""
    strict = {path: path.read_bytes() for path in site.rglob("*.html")}
    assert any(b"Content-Security-Policy" in body for body in strict.values())
    for path, body in strict.items():
        kept = body.replace(b'<meta http-equiv="Content', b'<meta  http-equiv="Content')
        path.write_bytes(kept)
