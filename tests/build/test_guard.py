"""The guard: whatever was edited, in whatever order, a build gives what a clean build would give.

A site is edited at random, as people, sources and upgrades edit it, and built into the same folder
again and again; after each build the folder is compared, byte for byte, with one that was made
from nothing, by another count of jobs, and at times by a process with another hash seed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from generator.commands.build import build
from generator.commands.check import check
from generator.commands.pages import pages
from generator.model.ledger import DayState, State
from generator.model.outcome import unwatched
from generator.settings import folders
from generator.settings import site as site_settings
from generator.store import ledgers

FIRST = date(2026, 12, 29)  # so that years, months and ISO weeks change within a few days
DAYS = st.integers(0, 6).map(lambda days: FIRST + timedelta(days))
NUMBERS = st.integers(1, 6)
TITLES = st.sampled_from(
    ["A Loom", "Two Looms & $x^2$ <b>Threads</b>", "On Feathers", "Agents weave", "Ein Webstuhl"]
)
WORDS = st.sampled_from(["", "loom", "feathers", "A *note*.", "weave again"])
KINDS = [kind for kind in site_settings.KINDS if kind not in ("home", "day", "paper")]

TOML = """feeds = {feeds}
kinds = {kinds}
[site]
title = "{title}"
[limits]
feed_items = {items}
[sources.arxiv_api]
[sources.huggingface]
[sources.manual]
"""


class Edits(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="guard-"))
        self.folder = self.root / "site"
        self.output = self.root / "built"
        (self.folder / "content" / "topics").mkdir(parents=True)
        self.lost = False  # whether the cache was damaged
        self.records: dict[tuple[str, date], dict[str, dict[str, Any]]] = {}
        self.site_toml()
        self.topic("looms", "loom")
        self.record("huggingface", FIRST, 1, "A Loom", "It weaves.", "")
        self.build(1, by_another_process=False)

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def remove(self, path: str) -> None:
        (self.folder / path).unlink(missing_ok=True)

    # What sources do.

    @rule(
        source=st.sampled_from(["huggingface", "arxiv_api", "manual"]),
        day=DAYS,
        number=NUMBERS,
        title=TITLES,
        abstract=WORDS,
        comment=st.sampled_from(["", "12 pages", "withdrawn"]),
    )
    def record(
        self, source: str, day: date, number: int, title: str, abstract: str, comment: str
    ) -> None:
        name = f"2612.{number:05}"
        said = {"id": f"arxiv:{name}", "title": title, "abstract": abstract, "comment": comment}
        if comment == "withdrawn":
            said["withdrawn"] = True  # type: ignore[assignment]
        self.records.setdefault((source, day), {})[name] = said
        self.store(source, day)

    def store(self, source: str, day: date) -> None:
        lines = (
            json.dumps({key: value for key, value in each.items() if value})
            for _, each in sorted(self.records[source, day].items())
        )
        self.write(f"content/records/{source}/{day:%Y}/{day}.jsonl", "\n".join(lines) + "\n")

    @rule(day=DAYS, number=NUMBERS, votes=st.lists(st.integers(0, 30), min_size=1, max_size=3))
    def count(self, day: date, number: int, votes: list[int]) -> None:
        series = [
            {"date": str(day + timedelta(at)), "votes": each} for at, each in enumerate(votes)
        ]
        counts = {f"arxiv:2612.{number:05}": series}
        path = f"content/records/huggingface/{day:%Y}/{day}.counts.json"
        self.write(path, json.dumps(counts))

    @rule(source=st.sampled_from(["huggingface", "arxiv_api", "manual"]), day=DAYS)
    def day_goes(self, source: str, day: date) -> None:
        self.records.pop((source, day), None)
        for end in ("jsonl", "counts.json"):
            self.remove(f"content/records/{source}/{day:%Y}/{day}.{end}")

    @rule(day=DAYS, state=st.sampled_from(State), reason=st.sampled_from(["", "a <b>fault</b>"]))
    def ledger(self, day: date, state: State, reason: str) -> None:
        told = DayState(day=day, state=state, got=1, reason=reason)
        ledgers.write_days(self.folder / "content", "huggingface", [told])

    # What people do.

    @rule(slug=st.sampled_from(["looms", "agents"]), word=WORDS)
    def topic(self, slug: str, word: str) -> None:
        path = f"content/topics/{slug}.md"
        if word:
            self.write(path, f"---\ntitle: {slug.title()}\nrule:\n  any: [{word!r}]\n---\n{word}\n")
        elif slug != "looms":
            self.remove(path)

    @rule(
        number=NUMBERS, what=st.sampled_from(["title: Mended", "hidden: true", "withdrawn: x", ""])
    )
    def correction(self, number: int, what: str) -> None:
        path = f"content/corrections/2612.{number:05}.yaml"
        self.write(path, f"{what}\n") if what else self.remove(path)

    @rule(name=st.sampled_from(["about", "index"]), words=WORDS)
    def prose(self, name: str, words: str) -> None:
        path = f"content/{name}.md"
        self.write(path, f"---\ntitle: Of {name}\n---\n{words}\n") if words else self.remove(path)

    @rule()
    def pages(self) -> None:
        pages(site_settings.load(self.folder), unwatched)

    @rule(day=DAYS, words=WORDS, gone=st.booleans())
    def day_page(self, day: date, words: str, *, gone: bool) -> None:
        path = f"content/days/{day:%Y}/{day}.md"
        if gone:
            self.remove(path)
        elif (file := self.folder / path).exists():
            file.write_text(file.read_text() + f"\n{words}\n")

    @rule(
        title=st.sampled_from(["The Loom", "The Other Loom"]),
        items=st.sampled_from([2, 100]),
        feeds=st.sampled_from([["atom", "rss"], ["rss"]]),
        without=st.sampled_from([*KINDS, *[""] * 8]),
    )
    def site_toml(
        self,
        title: str = "The Loom",
        items: int = 100,
        feeds: tuple[str, ...] = ("atom", "rss"),
        without: str = "",
    ) -> None:
        kinds = [kind for kind in site_settings.KINDS if kind != without]
        told = {"title": title, "items": items, "feeds": list(feeds), "kinds": kinds}
        self.write("site.toml", TOML.format(**told))

    @rule(
        name=st.sampled_from(["parts/row.html", "paper.html", "base.html", "turn.html"]),
        words=st.sampled_from(["", "<!-- ours -->", "<!-- ours again -->"]),
    )
    def template(self, name: str, words: str) -> None:
        shipped = folders.shipped("templates") / name
        path = f"templates/{name}"
        self.write(path, words + shipped.read_text()) if words else self.remove(path)

    @rule(name=st.sampled_from(["css/site.css", "notes.txt"]), words=WORDS)
    def static(self, name: str, words: str) -> None:
        path = f"static/{name}"
        self.write(path, words) if words else self.remove(path)

    # What time and machines do.

    @rule(how=st.sampled_from(["gone", "cut", "nonsense", "older"]))
    def cache(self, how: str) -> None:
        self.lost |= how != "older"
        for file in sorted((self.folder / ".cache").rglob("*")):
            if file.is_file() and how == "gone":
                file.unlink()
            elif file.is_file() and how == "cut":
                file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
            elif file.is_file() and how == "nonsense":
                file.write_bytes(b"\0nonsense")
            elif file.is_file():
                os.utime(file, (0, 0))

    @rule()
    def build_by_one(self) -> None:
        self.build(1, by_another_process=False)

    @rule()
    def build_by_two(self) -> None:
        self.build(2, by_another_process=False)

    @rule()
    def build_after_pages(self) -> None:
        self.pages()
        self.build(1, by_another_process=True)

    def build(self, jobs: int, *, by_another_process: bool) -> None:
        site = site_settings.load(self.folder)
        built = build(site, unwatched, output=self.output, jobs=jobs)
        assert check(site, unwatched, output=self.output).problems == built.problems
        fresh = self.fresh()
        if by_another_process:
            command = [sys.executable, "-m", "generator", "--site", str(fresh), "build"]
            env = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            assert done.returncode in (0, 1, 2), done.stderr
        else:
            build(site_settings.load(fresh), unwatched, jobs=3 - jobs)
        expected, made = tree(fresh / "_site"), tree(self.output)
        if self.lost:  # what an earlier build made and nobody remembers stays where it is
            made = {path: body for path, body in made.items() if path in expected}
        assert made == expected
        shutil.rmtree(fresh)

    def fresh(self) -> Path:
        """Return the site as somebody else would check it out: nothing is built, or cached."""
        fresh = Path(tempfile.mkdtemp(dir=self.root)) / "site"
        shutil.copytree(self.folder, fresh, ignore=shutil.ignore_patterns(".cache"))
        return fresh


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=4,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),  # to shrink what fails would take an hour
)
