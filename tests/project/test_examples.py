"""What CONTRIBUTING.md shows is run as it stands there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pytest_httpserver import HTTPServer

from generator.model.exchange import Answer, Request, Unreadable
from generator.settings.tables import KINDS
from tests.program import copied

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(r"<!-- example: ([^\s,>]+)[^>]* -->\n```\w+\n(.*?)```\n", re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the program and a site in it, as somebody has who starts to change it."""
    copied(tmp_path)
    (tmp_path / "site.toml").write_text(f"kinds = {[*KINDS, 'with_code']}\n")
    return tmp_path


def run(checkout: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


EXAMPLES = dict(EXAMPLE.findall((ROOT / "CONTRIBUTING.md").read_text()))
PAGES = """
from generator.markup import blocks
from generator.model.artifact import PageFile

PAGES = (
    PageFile(
        "code/with.md",
        lambda archive, key: "With code",
        lambda archive, key: [blocks.fresh("told", "Name yours here.")],
    ),
)
"""
ODD: list[object] = [5, None, [], {"id": 5, "title": "A Loom"}, {"id": "2601.01234", "title": 5}]


def test_the_worked_source_bears_whatever_it_is_told() -> None:
    example = ModuleType("example")
    exec(EXAMPLES["generator/sources/example_preprints.py"], vars(example))  # noqa: S102 - our own
    request = Request("https://preprints.example/list")
    for body in (b"null", b"{}", b"<p>", b"\xff"):
        with pytest.raises(Unreadable):
            example.Source().read(Answer(request, body))
    batch = example.Source().read(Answer(request, json.dumps(ODD).encode()))
    assert (len(batch.records), len(batch.rejects)) == (0, len(ODD))


def test_the_worked_examples_work(checkout: Path, httpserver: HTTPServer) -> None:
    assert len(EXAMPLES) == 4
    for name, text in EXAMPLES.items():
        with (checkout / name).open("a" if name == "site.toml" else "w") as file:
            file.write(text)
    httpserver.expect_request("/list", query_string={"day": "2026-01-15"}).respond_with_json(
        [{"id": "2601.01234", "title": "A\n  Loom", "names": ["Ada Lovelace"]}, {"id": "x"}]
    )
    server = f"sources.example_preprints.address=http://127.0.0.1:{httpserver.port}"
    day = ("--from", "2026-01-15", "--to", "2026-01-15")
    told = run(checkout, "--set", server, "fetch", *day, "--source", "example_preprints")
    assert "papers read: 1" in told
    assert "rejected: 1" in told
    correction = checkout / "content" / "corrections" / "2601.01234.yaml"
    correction.parent.mkdir()
    correction.write_text("code: https://code.example/loom\n")
    run(checkout, "pages")
    run(checkout, "build")
    assert "A Loom" in (checkout / "_site/days/2026-01-15/index.html").read_text()
    assert "A Loom" in (checkout / "_site/with-code/index.html").read_text()


def test_a_worked_kind_may_have_markdown_and_no_day(checkout: Path) -> None:
    for name in ("generator/kinds/with_code.py", "templates/with_code.html"):
        (checkout / name).write_text(EXAMPLES[name])
    with (checkout / "generator/kinds/with_code.py").open("a") as file:
        file.write(PAGES)
    assert "pages written: 1" in run(checkout, "pages")
    assert "Name yours here." in (checkout / "content/code/with.md").read_text()
