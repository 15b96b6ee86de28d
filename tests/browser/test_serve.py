"""What one sees who writes with `broadsheet serve`: the page reloads, or says what is wrong."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

import pytest

from tests.commands.conftest import running
from tests.commands.test_serve import served, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

WAIT = 60.0  # seconds, at most: other tests run meanwhile
TOPIC = """---
title: Weaving
rule:
  any: [loom]
---
{essay}
"""


class Reader:
    """Somebody before an open page."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._clicks = process.stdin
        self._pages: SimpleQueue[str] = SimpleQueue()
        Thread(target=self._follow, args=(process.stdout,), daemon=True).start()

    def _follow(self, pages: IO[str]) -> None:
        for page in pages:
            self._pages.put(json.loads(page))

    def sees(self, words: str) -> str:
        """Return the text of the page once it was loaded with these words."""
        end, seen = time.monotonic() + WAIT, ""
        while words not in seen:
            try:
                seen = self._pages.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise AssertionError(f"{words!r} was never there, but: {seen}") from None
        return seen

    def clicks(self, words: str) -> None:
        self._clicks.write(f"{words}\n")
        self._clicks.flush()


@contextmanager
def reading(chromium: str, tools: Path, address: str) -> Iterator[Reader]:
    command = ["node", str(tools / "follow.mjs"), chromium, address]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Reader(process)
        finally:
            assert process.stdin
            process.stdin.close()  # then it ends too
            process.wait(WAIT)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "content/topics").mkdir(parents=True)
    (site / "site.toml").write_text("[sources.manual]\n")
    records = site / "content/records/manual/2026/2026-01-05.jsonl"
    records.parent.mkdir(parents=True)
    records.write_text('{"id": "arxiv:2601.00001", "title": "A Loom"}\n')
    (site / "content/topics/weaving.md").write_text(TOPIC.format(essay="Threads."))
    running(site)("build")
    return site


def put(path: Path, text: str) -> None:
    """Write a file all at once, so that no build finds it empty; hidden ones are not looked at."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text)
    draft.replace(path)


def test_the_page_reloads_tells_what_is_wrong_and_goes_on(
    chromium: str, tools: Path, written: Path
) -> None:
    topic, template = written / "content/topics/weaving.md", written / "templates/topic.html"
    template.parent.mkdir()
    shipped = Path(__file__).resolve().parents[2] / "templates/topic.html"
    with served(written) as address:
        until(f"{address}/loom/topics/weaving/", "Threads.")
        with reading(chromium, tools, f"{address}/loom/topics/weaving/") as reader:
            reader.sees("Threads.")
            put(topic, TOPIC.format(essay="Threads, crossed."))
            reader.sees("Threads, crossed.")
            ours = shipped.read_text().replace("{% block main %}", "{% block main %}<p>Ours</p>")
            put(template, ours)
            assert "A Loom" in reader.sees("Ours")
            put(template, ours.replace("{% block main %}", "{% block main %}{% if %}"))
            told = reader.sees("Something is to be mended")
            assert "templates/topic.html:" in told
            put(template, ours)
            reader.sees("Ours")
            put(topic, TOPIC.format(essay="").replace("any:", "<b>anny</b>:"))
            told = reader.sees("Something is to be mended")
            assert "content/topics/weaving.md:4\nunknown key '<b>anny</b>'" in told
            reader.clicks("Show the site all the same")
            reader.sees("There is no page at this address")
            put(topic, TOPIC.format(essay="All is well."))
            reader.sees("All is well.")
