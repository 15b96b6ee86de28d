"""A source of somebody's own that goes wrong: the others are fetched, and its line is named."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from generator.model.problem import Exit
from tests.commands.daily_papers import paper, serve
from tests.program import copied

ROOT = Path(__file__).resolve().parents[2]
MINE = '''"""Mine."""

import sys
from dataclasses import dataclass

from generator.model.exchange import Batch, Request
from generator.model.paper import Reading, Record

PAPER = "arxiv:2601.00009"


@dataclass(frozen=True)
class Source:
    address: str = "http://127.0.0.1"
    list: bool = True
    pause: float = 0.0

    def ask(self, day, known=()):
        ASK
        return Request(f"{self.address}/api/daily_papers", {"limit": "1"}, day)

    def read(self, answer):
        READ
'''
LINE = {part: 1 + MINE[: MINE.index(part)].count("\n") for part in ("ASK", "READ")}
FILE = "generator/sources/mine.py"
DAY = "2026-01-07"

Tried = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def tried(tmp_path: Path, httpserver: HTTPServer) -> Tried:
    """Fetch a day in a copy of the program that has a source of one's own, which is asked first."""
    copied(tmp_path)
    address = f"address = 'http://127.0.0.1:{httpserver.port}'\n"
    both = f"[sources.mine]\n{address}[sources.huggingface]\npause = 0\n{address}"
    (tmp_path / "site.toml").write_text(both)
    serve(httpserver, {DAY: [paper("2601.00001"), paper("2601.00002")]})

    def tried(*, ask: str = "pass", read: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        (tmp_path / FILE).write_text(MINE.replace("ASK", ask).replace("READ", read))
        words = ("fetch", "--from", DAY, "--to", DAY, "--again")
        done = run(tmp_path, *words)
        assert done.returncode == code, done.stdout + done.stderr
        records = tmp_path / f"content/records/huggingface/2026/{DAY}.jsonl"
        assert records.read_text().count("\n") == 2
        return done

    return tried


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("ask", "read", "told"),
    [
        ("pass", "return {}['papers']", f"{FILE}:{LINE['READ']}: mine, {DAY}: KeyError: 'papers'"),
        ("1 / 0", "pass", f"{FILE}:{LINE['ASK']}: mine: ZeroDivisionError"),
        ("pass", "sys.exit(0)", f"{FILE}:{LINE['READ']}: mine, {DAY}: SystemExit: 0"),
        ("pass", "return []", f"{FILE}: mine, {DAY}: TypeError: `read` returned list, not a Batch"),
    ],
    ids=["raises", "raises-in-ask", "exits", "junk"],
)
def test_what_it_raises_costs_the_other_sources_nothing(
    tmp_path: Path, tried: Tried, ask: str, read: str, told: str
) -> None:
    done = tried(ask=ask, read=read, code=Exit.USAGE)
    assert f"problem {told}" in done.stderr
    assert "fault in Broadsheet" not in done.stderr
    status = run(tmp_path, "status").stdout
    assert "The last fetch brought nothing" in status
    assert FILE in " ".join(status.split()).replace("mine.py: ", "mine.py:")
    done = tried(read="return Batch((Record(id=PAPER, title='A Loom'),))")
    assert "papers read: 3" in done.stdout
    assert "The last fetch brought nothing" not in run(tmp_path, "status").stdout


@pytest.mark.parametrize(
    ("record", "votes", "told"),
    [
        ("Record(id='doi:10.1/x', title='A Loom')", 1, "is no id of a paper"),
        ("Record(id=PAPER, title=5)", 1, "Expected `str`, got `int` - at `$.title`"),
        ("Record(id=PAPER, title='A Loom', authors=('Ada',))", 1, "at `$.authors[0]`"),
        ("Record(id=PAPER, title='A Loom')", -1, "has no counts"),
    ],
    ids=["id", "title", "author", "votes"],
)
def test_a_record_that_could_not_be_read_again_is_set_aside(
    tmp_path: Path, tried: Tried, record: str, votes: int, told: str
) -> None:
    reading = f"{{PAPER: Reading(date=answer.request.day, votes={votes})}}"
    done = tried(read=f"return Batch(({record},), {reading})")
    assert "rejected: 1" in done.stdout
    assert told in done.stderr
    assert run(tmp_path, "build").returncode == 0
    assert "rejected: 0" in tried(read="return Batch((Record(id=PAPER, title='A Loom'),))").stdout


def test_all_lines_that_an_exception_came_through_are_told_where_one_asks(
    tmp_path: Path, tried: Tried
) -> None:
    assert "Traceback" not in tried(read="return {}['papers']", code=Exit.USAGE).stderr
    told = run(tmp_path, "-v", "fetch", "--from", DAY, "--to", DAY, "--again").stderr
    assert f"problem {FILE}:{LINE['READ']}: mine, {DAY}: KeyError" in told
    assert told.index("Traceback") < told.index("gather.py") < told.index("return {}['papers']")


def test_records_that_can_be_gone_through_but_once_are_kept(tried: Tried) -> None:
    done = tried(read="return Batch(Record(id=each, title='A Loom') for each in (PAPER,))")
    assert "papers read: 3" in done.stdout


def test_a_source_that_cannot_be_imported_is_told_with_its_line(
    tmp_path: Path, tried: Tried
) -> None:
    tried(read="return Batch()")
    for text, line in (("import nothing_of_that_name\n", 1), ("\ndef read(:\n", 2)):
        (tmp_path / FILE).write_text(text)
        done = run(tmp_path, "fetch")
        assert done.returncode == Exit.USAGE
        assert f"problem {FILE}:{line}: " in done.stderr
