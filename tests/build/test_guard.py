"""The guard: whatever was edited, in whatever order, a build gives what a clean build would give.

A site is edited at random, as people, sources and upgrades edit it, and built into the same folder
again and again; after each build the folder is compared, byte for byte, with one that was made
from nothing, by another count of jobs, and at times by a process with another hash seed.

`pytest --hypothesis-profile=search tests/build/test_guard.py` looks for hours.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from jinja2 import Environment

from generator.archive import answers, ingest
from generator.archive.survey import here
from generator.build import told
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.pages import pages, write
from generator.model.ledger import DayState, State
from generator.model.outcome import Outcome, unwatched
from generator.settings import folders
from generator.settings import site as site_settings
from generator.settings.tables import KINDS as EVERY
from generator.store import ledgers, tree
from tests.compiled import compiled_once, remembered

T = TypeVar("T")

# Whoever asks for more examples than there are by default looks for what nobody has found yet.
SEARCH = settings().max_examples > 100

pytestmark = pytest.mark.timeout(0 if SEARCH else 600)

FIRST = date(2026, 12, 29)  # so that years, months and ISO weeks change within a few days
DAYS = st.integers(0, 6).map(lambda days: FIRST + timedelta(days))
NUMBERS = st.integers(1, 8)
TITLES = st.sampled_from(
    ["A Loom", "Two Looms & $x^2$ <b>Threads</b>", "On Feathers", "Agents weave", "Ein Webstuhl"]
)
WORDS = st.sampled_from(["", "loom", "feathers", "A *note*.", "weave again"])
NAMES = st.sampled_from(["Ada Lovelace", "ada  LOVELACE", "A. Lovelace", "智博", "Rosa Roe"])
HANDLES = st.sampled_from(["", "quay-lab", "Quay-Lab", "quay_lab"])
SOURCES = st.sampled_from(["huggingface", "arxiv_api", "manual"])
KINDS = [kind for kind in EVERY if kind not in ("home", "day", "paper")]

TOML = """feeds = {feeds}
kinds = {kinds}
[site]
title = "{title}"
[authors]
min_papers = {least}
[related]
papers = {related}
[watch]
authors = ["{watched}"]
organizations = ["quay-lab"]
[custom_feeds.threads]
title = "Threads"
rule = {{ any = ["{phrase}"] }}
[limits]
feed_items = {items}
day_cards = {cards}
list_rows = {rows}
[look]
home_cards = {home}
imprint = "{imprint}"
{sources}"""


def name_of(number: int) -> str:
    """Return the id of a paper; two of them bear none but their title's."""
    return f"arxiv:2612.{number:05}" if number < 7 else f"title:{number:012x}"


class CutOff(BaseException):
    """The machine stops."""


def cut_off(steps: Iterable[T], stage: str, total: int) -> Iterator[T]:  # noqa: ARG001 - a Watch
    """Stop once something was made."""
    for step in steps:
        yield step
        raise CutOff


class Edits(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="guard-"))
        self.folder = self.root / "site"
        self.output = self.root / "built"
        (self.folder / "content" / "topics").mkdir(parents=True)
        self.kept = self.root / "kept"
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(tree, "TICK", 20_000_000)  # nanoseconds; these files are on a local disk
        self.patch.setattr(answers, "FEW", 2)
        self.patch.setattr(Environment, "compile", remembered)  # check does so to all, each time
        self.records: dict[tuple[str, date], dict[str, dict[str, Any]]] = {}
        self.site_toml()
        self.topic("looms", "Looms", "loom", "")
        self.record("huggingface", FIRST, 1, "A Loom", "It weaves.", "")
        self.build(1, by_another_process=False)

    def teardown(self) -> None:
        if hasattr(self, "root"):
            self.patch.undo()
            shutil.rmtree(self.root)

    def write(self, path: str, text: str) -> None:
        """Write a file as editors do: in place, or a new one renamed over the old."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if len(text) % 2:
            file.write_text(text)
        else:
            before = file.stat() if file.exists() else None
            draft = file.with_name(f"{file.name}~")
            draft.write_text(text)
            draft.replace(file)
            if before:  # as `cp --preserve` does, and `rsync --times`
                os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def remove(self, path: str) -> None:
        (self.folder / path).unlink(missing_ok=True)

    # What sources do.

    @rule(
        source=SOURCES,
        day=DAYS,
        number=NUMBERS,
        title=TITLES,
        abstract=WORDS,
        comment=st.sampled_from(["", "12 pages", "withdrawn"]),
        names=st.lists(NAMES, max_size=3),
        handle=HANDLES,
    )
    def record(
        self,
        source: str,
        day: date,
        number: int,
        title: str,
        abstract: str,
        comment: str,
        names: Iterable[str] = (),
        handle: str = "",
    ) -> None:
        name = name_of(number)
        said: dict[str, Any] = {
            "id": name,
            "title": title,
            "abstract": abstract,
            "comment": comment,
            "authors": [{"name": each} for each in names],
            "organization": {"name": f"The {handle}", "handle": handle} if handle else None,
            "withdrawn": comment == "withdrawn",
        }
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
        counts = {name_of(number): series}
        path = f"content/records/huggingface/{day:%Y}/{day}.counts.json"
        self.write(path, json.dumps(counts))

    @rule(source=SOURCES, day=DAYS)
    def day_goes(self, source: str, day: date) -> None:
        self.records.pop((source, day), None)
        for end in ("jsonl", "counts.json"):
            self.remove(f"content/records/{source}/{day:%Y}/{day}.{end}")

    @rule(
        pairs=st.lists(st.tuples(st.sampled_from([7, 8, 6, 2, 99]), st.integers(1, 5)), max_size=3)
    )
    def aliases(self, pairs: list[tuple[int, int]]) -> None:
        lines = (json.dumps({"id": name_of(now), "was": name_of(was)}) for was, now in pairs)
        self.write("content/records/aliases.jsonl", "".join(f"{line}\n" for line in lines))

    @rule(day=DAYS, state=st.sampled_from(State), reason=st.sampled_from(["", "a <b>fault</b>"]))
    def ledger(self, day: date, state: State, reason: str) -> None:
        told = DayState(day=day, state=state, got=1, reason=reason)
        ledgers.write_days(self.folder / "content", "huggingface", [told])

    # What people do.

    @rule(
        slug=st.sampled_from(["looms", "agents"]),
        title=st.sampled_from(["Looms", "Agents"]),
        word=WORDS,
        description=st.sampled_from(["", "What it is.", "x\nformerly: [cloth]"]),
    )
    def topic(self, slug: str, title: str, word: str, description: str) -> None:
        path = f"content/topics/{slug}.md"
        rule = f"rule:\n  any: [{word!r}]\n"
        said = f"description: {description}\n" if description else ""
        if word:
            self.write(path, f"---\ntitle: {title}\n{rule}{said}---\n{word}\n")
        elif slug != "looms":
            self.remove(path)

    @rule()
    def topics_trade_names(self) -> None:
        files = [self.folder / f"content/topics/{slug}.md" for slug in ("looms", "agents")]
        if all(file.exists() for file in files):
            between = files[0].with_name("between")
            files[0].rename(between)
            files[1].rename(files[0])
            between.rename(files[1])

    @rule(
        number=NUMBERS,
        what=st.sampled_from(
            ["title: Mended", "hidden: true", "withdrawn: x", "topics: [agents]", ""]
        ),
    )
    def correction(self, number: int, what: str) -> None:
        path = f"content/corrections/{name_of(number).partition(':')[2]}.yaml"
        if number > 6:
            path = path.replace("corrections/", "corrections/title-")
        self.write(path, f"{what}\n") if what else self.remove(path)

    @rule(
        slug=st.sampled_from(["ada-lovelace", "rosa-roe"]),
        name=st.sampled_from(["Ada Lovelace", "Rosa Roe"]),
        others=st.lists(NAMES, max_size=2),
        number=NUMBERS,
        words=WORDS,
    )
    def author(self, slug: str, name: str, others: list[str], number: int, words: str) -> None:
        path = f"content/authors/{slug}.md"
        without = name_of(number).removeprefix("arxiv:").replace(":", "-")
        told = f"name: {name}\nnames: {json.dumps(others)}\nwithout: [{without}]"
        text = f"---\n{told}\n---\n{words}\n"
        self.write(path, text) if words else self.remove(path)

    @rule(name=st.sampled_from(["about", "index"]), words=WORDS)
    def prose(self, name: str, words: str) -> None:
        path = f"content/{name}.md"
        self.write(path, f"---\ntitle: Of {name}\n---\n{words}\n") if words else self.remove(path)

    @rule()
    def pages(self) -> None:
        """Write pages: as who remembers nothing would, and then there is nothing to write."""
        fresh = self.fresh()
        pages(site_settings.load(fresh), unwatched)
        site = site_settings.load(self.folder)
        pages(site, unwatched)
        assert files_of(site.content) == files_of(fresh / "content")
        shutil.rmtree(fresh)
        figures = pages(site, unwatched).figures
        assert (figures["pages written"], figures["pages removed"]) == (0, 0)

    @rule(
        path=st.sampled_from(
            [
                *(f"days/{day:%Y}/{day}.md" for day in (FIRST, FIRST + timedelta(3))),
                *(f"topics/looms/{month}.md" for month in ("2026-12", "2027-01")),
            ]
        ),
        words=WORDS,
        how=st.sampled_from(["more", "more", "edited", "emptied", "unblocked", "ordered", "gone"]),
    )
    def page(self, path: str, words: str, how: str) -> None:
        file = self.folder / "content" / path
        if not file.exists():
            return
        text = file.read_text()
        start, end = text.find(" -->\n") + 5, text.find("<!-- /block -->\n")
        if how == "gone":
            file.unlink()
        elif how == "more":
            self.write(f"content/{path}", f"{text}\n{words}\n")
        elif how == "ordered":
            self.write(f"content/{path}", text.replace("---\n", "---\norder: page\n", 1))
        elif end > 0 and how == "edited":
            self.write(f"content/{path}", f"{text[:start]}{words} of ours\n{text[end:]}")
        elif end > 0 and how == "emptied":
            self.write(f"content/{path}", text[:start] + text[end:])
        elif end > 0:
            block = text.index("<!-- block")
            rest = text[end:].removeprefix("<!-- /block -->\n")
            self.write(f"content/{path}", text[:block] + rest)

    @rule(
        title=st.sampled_from(["The Loom", "The Other Loom"]),
        items=st.sampled_from([2, 100]),
        cards=st.sampled_from([1, 2, 75]),
        rows=st.sampled_from([1, 2, 800]),
        home=st.sampled_from([1, 12]),
        imprint=st.sampled_from(["", "Of ours"]),
        least=st.sampled_from([1, 2, 5]),
        related=st.sampled_from([0, 1, 5]),
        watched=NAMES,
        phrase=st.sampled_from(["loom", "feathers"]),
        feeds=st.sampled_from([["atom", "rss", "jsonfeed"], ["rss"]]),
        without=st.sampled_from([*KINDS, *[""] * 8]),
        sources=st.permutations(["arxiv_api", "huggingface", "manual"]),
        lists=st.booleans(),
    )
    def site_toml(
        self,
        title: str = "The Loom",
        items: int = 100,
        cards: int = 2,
        rows: int = 2,
        home: int = 12,
        imprint: str = "",
        least: int = 2,
        related: int = 5,
        watched: str = "Rosa Roe",
        phrase: str = "loom",
        feeds: Iterable[str] = ("atom", "rss"),
        without: str = "",
        sources: Iterable[str] = ("arxiv_api", "huggingface", "manual"),
        *,
        lists: bool = True,
    ) -> None:
        kinds = [kind for kind in EVERY if kind != without]
        tables = {name: f"[sources.{name}]\n" for name in sources}
        tables["manual"] += f"list = {str(lists).lower()}\n"
        told = {"title": title, "items": items, "cards": cards, "rows": rows, "least": least}
        told["related"] = related
        look = {"home": home, "imprint": imprint, "watched": watched, "phrase": phrase}
        lists_of = {"feeds": list(feeds), "kinds": kinds, "sources": "".join(tables.values())}
        self.write("site.toml", TOML.format(**told, **look, **lists_of))

    @rule(
        name=st.sampled_from(["parts/row.html", "paper.html", "base.html", "turn.html"]),
        words=st.sampled_from(
            ["", "<!-- ours -->", "{% include 'parts/one.html' ignore missing %}"]
        ),
    )
    def template(self, name: str, words: str) -> None:
        shipped = folders.shipped("templates") / name
        path = f"templates/{name}"
        self.write(path, words + shipped.read_text()) if words else self.remove(path)

    @rule(
        name=st.sampled_from(["one", "two"]),
        words=st.sampled_from(["", "<!-- 1 -->", "<!-- 2 -->"]),
        deeper=st.booleans(),
    )
    def part(self, name: str, words: str, *, deeper: bool) -> None:
        further = "{% include ['parts/three.html', 'parts/two.html'] ignore missing %}"
        text = words + (further if deeper and name == "one" else "")
        path = f"templates/parts/{name}.html"
        self.write(path, text) if text else self.remove(path)

    @rule(name=st.sampled_from(["css/site.css", "a.png", "b.png"]), words=WORDS)
    def static(self, name: str, words: str) -> None:
        path = f"static/{name}"
        self.write(path, words) if words else self.remove(path)

    @rule()
    def keep(self) -> None:
        """Keep all that there is, to come back to it."""
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(self.folder, self.kept / "site")
        if self.output.exists():
            shutil.copytree(self.output, self.kept / "built")

    @rule(what=st.sampled_from(["content", ".cache", ".cache", "built", "built and .cache"]))
    def come_back(self, what: str) -> None:
        """Take back content, the cache, or the output, as they were kept."""
        if not self.kept.exists():
            return
        if what == "content":
            self.records = {}
            for name in ("content", "templates", "static"):
                copied(self.kept / "site" / name, self.folder / name)
            self.write("site.toml", (self.kept / "site" / "site.toml").read_text())
        if ".cache" in what:
            copied(self.kept / "site" / ".cache", self.folder / ".cache")
        if "built" in what:
            copied(self.kept / "built", self.output)

    # What time and machines do.

    @rule(
        how=st.sampled_from(["gone", "cut", "nonsense", "older"]),
        which=st.sampled_from(
            ["*", "survey", "facts", "kin", "pages", "look", "*.told", "builds/*"]
        ),
    )
    def cache(self, how: str, which: str) -> None:
        for file in sorted((self.folder / ".cache").rglob(which)):
            if file.is_file() and how == "gone":
                file.unlink()
            elif file.is_file() and how == "cut":
                file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
            elif file.is_file() and how == "nonsense":
                file.write_bytes(b"\0nonsense")
            elif file.is_file():
                os.utime(file, (0, 0))

    @rule()
    def output_goes(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)

    @rule()
    def build_is_cut_off(self) -> None:
        site = site_settings.load(self.folder)
        try:
            build(site, cut_off, output=self.output, jobs=1)
        except CutOff:
            (self.output / ".index.html.draft").write_text("half a")

    @rule()
    def build_by_one(self) -> None:
        self.build(1)

    @rule()
    def build_by_two(self) -> None:
        self.build(2)

    @rule()
    def build_elsewhere_and_back(self) -> None:
        build(site_settings.load(self.folder), unwatched, output=self.root / "other", jobs=1)
        self.build(1)

    @rule()
    def build_in_full(self) -> None:
        self.build(1, full=True)

    @rule()
    def build_after_pages(self) -> None:
        self.pages()
        self.build(1, by_another_process=True)

    @rule()
    def build_of_what_pages_wrote(self) -> None:
        """Build as `update` does, which looks at the files once, before the pages are written."""
        site = site_settings.load(self.folder)
        archive, _ = write(ingest.load(site)[0], unwatched, here)
        self.compare(build(site, unwatched, output=self.output, archive=archive), jobs=1)

    def build(self, jobs: int, *, full: bool = False, by_another_process: bool = False) -> None:
        built = self.made(jobs, full=full)
        self.compare(built, jobs, by_another_process=by_another_process)

    def compare(self, built: Outcome, jobs: int, *, by_another_process: bool = False) -> None:
        site = site_settings.load(self.folder)
        found = check(site, unwatched, list[str]().append, output=self.output).problems
        assert found[: len(built.problems)] == built.problems
        for more in found[len(built.problems) :]:  # what edits have left behind
            assert "this leads to" in more.what or more.what == "no page uses this template"
        fresh = self.fresh()
        with compiled_once(fresh):  # that templates are compiled anew, check has just seen to
            if by_another_process:
                command = [sys.executable, "-m", "generator", "--site", str(fresh), "build"]
                env = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
                done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
                assert done.returncode in (0, 1, 2), done.stderr
            else:
                build(site_settings.load(fresh), unwatched, jobs=3 - jobs)
        assert files_of(self.output) == files_of(fresh / "_site")
        shutil.rmtree(fresh)

    def made(self, jobs: int, *, full: bool) -> Outcome:
        """Build as the command does, by a look first."""
        look = told.look_at(self.folder, ())
        same = None if full else told.by_look(self.folder / ".cache", look, self.output)
        if same is not None:
            return same
        site = site_settings.load(self.folder)
        return build(site, unwatched, output=self.output, jobs=jobs, full=full, look=look)

    def fresh(self) -> Path:
        """Return the site as somebody else would check it out: nothing is built, or cached."""
        fresh = Path(tempfile.mkdtemp(dir=self.root)) / "site"
        shutil.copytree(self.folder, fresh, ignore=shutil.ignore_patterns(".cache"))
        return fresh


def copied(one: Path, other: Path) -> None:
    """Make one folder of another's files, with their times."""
    shutil.rmtree(other, ignore_errors=True)
    if one.exists():
        shutil.copytree(one, other)


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=settings().max_examples // 5 if SEARCH else 4,
    stateful_step_count=40 if SEARCH else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),  # to shrink what fails would take an hour
)
