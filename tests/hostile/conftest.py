"""The corpus of hostile records, fetched, made into pages and built, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests import forked
from tests.hostile.corpus import DAY, LINKED, Line, lines, serve

TOML = """
[site]
address = "https://someone.example/papers/"
[authors]
min_papers = 1
[sources.arxiv_api]
list = false
address = "{address}"
pause = 0.0
[sources.huggingface]
address = "{address}"
pause = 0.0
"""
TOPIC = "---\ntitle: '[Looms](https://evil.example) <b>'\nrule: {any: [loom, weave]}\n---\n"
COMMANDS: Mapping[str, Sequence[str]] = {
    "fetch": ("fetch", "--from", DAY, "--to", DAY),
    "what is linked": (
        *("--set", "sources.huggingface.details=true"),
        *("fetch", "--source", "huggingface", "--from", LINKED, "--to", LINKED),
    ),
    "pages": ("pages",),
    "pages again": ("pages",),
    "build": ("build",),
    "check": ("check",),
}


@dataclass(frozen=True)
class Site:
    """What was made of the corpus, and what each command said."""

    folder: Path
    corpus: Sequence[Line]
    said: Mapping[str, str]

    @property
    def built(self) -> Path:
        return self.folder / "_site"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("hostile") / "site", lines())


def made(folder: Path, corpus: Sequence[Line], *without: str) -> Site:
    """Make a site of a corpus in a folder, without some of the commands."""
    (folder / "content/topics").mkdir(parents=True)
    (folder / "content/topics/looms.md").write_text(TOPIC)
    said = {}
    with HTTPServer() as server:
        serve(server, corpus)
        (folder / "site.toml").write_text(TOML.format(address=server.url_for("").rstrip("/")))
        for name, words in COMMANDS.items():
            if name in without:
                continue
            done = forked.run("--site", str(folder), *words, env={"GITHUB_ACTIONS": "true"})
            said[name] = done.stdout + done.stderr
            assert done.returncode == 0, said[name]
    return Site(folder, corpus, said)
