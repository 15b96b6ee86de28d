"""Whatever decides how a site comes out is seen by the next build, whichever way it was changed."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from generator.archive import ingest
from generator.archive.survey import here
from generator.build import told
from generator.commands.build import build
from generator.commands.pages import write
from generator.model.outcome import Outcome, unwatched
from generator.model.problem import Problem
from generator.settings import folders, tables
from generator.settings import site as site_settings
from generator.store import tree
from tests import program

T = TypeVar("T")

TOML = "[sources.arxiv_api]\n[sources.huggingface]\n[sources.manual]\n"
ONE = '{"id": "arxiv:2601.00001", "title": "A Loom"}\n'
TWO = '{"id": "arxiv:2601.00002", "title": "On Feathers"}\n'
TOPIC = "---\ntitle: {}\nrule:\n  any: [{}]\n---\nWords.\n"
RECORDS = "content/records/{}/2026/2026-01-{}.jsonl"
MISSING = "templates/missing.html"


# All of .cache/ but compiled templates, which take a tenth of a second to make.
REMEMBERED = shutil.ignore_patterns("_site", "survey", "facts", "pages", "look", "builds")


class Watched:
    """A site, what was made of it, and what a build from nothing makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.fresh = folder / "fresh"

    def begin(self) -> None:
        self.write("site.toml", TOML)
        self.write(RECORDS.format("huggingface", "05"), ONE + TWO)
        self.write(RECORDS.format("huggingface", "06"), ONE)
        self.write(RECORDS.format("arxiv_api", "07"), ONE.replace("A Loom", "A Loom, Mended"))
        self.write("content/topics/looms.md", TOPIC.format("Looms", "loom"))
        self.write("content/topics/feathers.md", TOPIC.format("Feathers", "feathers"))
        self.write("content/about.md", "---\ntitle: About\n---\nWords.\n")
        self.build()

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def build(self, *words: str) -> Outcome:
        return build(site_settings.load(self.folder, words), unwatched)

    def is_seen(self, *words: str, changes: bool | None = None) -> None:
        """Build, and see to it that it comes out as from nothing; tell whether anything changes."""
        before = files_of(self.folder / "_site")
        shutil.rmtree(self.fresh, ignore_errors=True)
        shutil.copytree(self.folder, self.fresh, ignore=REMEMBERED)
        problems = build(site_settings.load(self.fresh, words), unwatched).problems
        assert self.build(*words).problems == problems
        made = files_of(self.folder / "_site")
        assert made == files_of(self.fresh / "_site")
        before.pop(".broadsheet", None)
        del made[".broadsheet"]
        assert changes in (None, made != before)


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def watched_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    watched = Watched(tmp_path_factory.mktemp("watched"))
    watched.begin()
    return watched.folder


@pytest.fixture
def watched(watched_once: Path, tmp_path: Path) -> Watched:
    watched = Watched(tmp_path)
    shutil.copytree(watched_once, watched.folder)
    return watched


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust a file's times soon: the disk has a fine clock, and no test waits for two seconds."""
    monkeypatch.setattr(tree, "TICK", 20_000_000)


def settle() -> None:
    """Let so much time pass as makes the times of files prove something."""
    until = time.monotonic() + 0.05
    while time.monotonic() < until:
        pass


def test_content_of_every_sort(watched: Watched) -> None:
    write = watched.write
    write(RECORDS.format("huggingface", "05"), ONE + TWO.replace("On", "Of"))
    watched.is_seen(changes=True)
    write(RECORDS.format("huggingface", "05"), ONE)
    watched.is_seen(changes=True)
    counts = RECORDS.format("huggingface", "05").replace("jsonl", "counts.json")
    write(counts, '{"arxiv:2601.00001": [{"date": "2026-01-05", "votes": 3}]}')
    watched.is_seen(changes=True)
    write(RECORDS.format("manual", "04"), ONE)  # its day becomes an earlier one
    watched.is_seen(changes=True)
    (watched.folder / RECORDS.format("manual", "04")).unlink()
    watched.is_seen(changes=True)
    write(RECORDS.format("arxiv_api", "09"), ONE.replace("A Loom", "A Loom, Mended Again"))
    watched.is_seen(changes=True)
    write("content/corrections/2601.00001.yaml", "title: Corrected\n")
    watched.is_seen(changes=True)
    write("content/corrections/2601.00001.yaml", "hidden: true\n")
    watched.is_seen(changes=True)
    write(
        "content/records/huggingface/2026/states.jsonl",
        '{"day": "2026-01-08", "state": "failed"}\n',
    )
    watched.is_seen(changes=True)


def test_topics(watched: Watched) -> None:
    write, topics = watched.write, watched.folder / "content/topics"
    for text in (
        TOPIC.format("Looms and More", "loom"),
        TOPIC.format("Looms and More", "feathers"),
        TOPIC.format("Looms and More", "feathers").replace("Words.", "Other words."),
        TOPIC.format("Looms and More", "feathers").replace("rule:", "description: Said.\nrule:"),
    ):
        write("content/topics/looms.md", text)
        watched.is_seen(changes=True)
    (topics / "looms.md").rename(topics / "weaving.md")
    watched.is_seen(changes=True)
    (topics / "weaving.md").unlink()
    watched.is_seen(changes=True)


def test_two_topics_that_trade_their_titles(watched: Watched) -> None:
    watched.write("content/topics/looms.md", TOPIC.format("Feathers", "loom"))
    watched.write("content/topics/feathers.md", TOPIC.format("Looms", "feathers"))
    watched.is_seen(changes=True)


def test_aliases_of_one_paper(watched: Watched) -> None:
    extra = '{"comment": "12 pages", "id": "title:bbbbbbbbbbbb", "title": "A Loom"}\n'
    watched.write(RECORDS.format("arxiv_api", "07"), ONE + extra)
    watched.is_seen(changes=True)
    path = "content/records/aliases.jsonl"
    lines = [f'{{"id": "arxiv:2601.00001", "was": "title:{each * 12}"}}\n' for each in "ab"]
    for count in (1, 2, 1, 2, 0):
        watched.write(path, "".join(lines[:count]))
        watched.is_seen(changes=True)
    watched.write(path, lines[0] + lines[0].replace("00001", "00002"))  # of two papers: nonsense
    watched.is_seen(changes=True)
    watched.write(path, lines[0].replace("00001", "00002"))
    watched.is_seen(changes=True)


def test_templates_and_what_they_use_at_any_depth(watched: Watched) -> None:
    shipped = (folders.shipped("templates") / "missing.html").read_text()
    one = "{% include ['parts/none.html', 'parts/one.html'] ignore missing %}"
    watched.write(MISSING, one + shipped)
    watched.is_seen(changes=False)
    watched.write("templates/parts/one.html", "1{% include 'parts/two.html' ignore missing %}")
    watched.is_seen(changes=True)
    for text in ("2", "3", "3{% include 'parts/three.html' ignore missing %}"):
        watched.write("templates/parts/two.html", text)
        watched.is_seen(changes="include" not in text)
    watched.write("templates/parts/none.html", "0")
    watched.is_seen(changes=True)
    for name in ("parts/none.html", "parts/two.html", "missing.html"):
        (watched.folder / "templates" / name).unlink()
        watched.is_seen(changes=True)
    shutil.rmtree(watched.folder / "templates")
    watched.is_seen(changes=False)


def test_a_template_that_is_no_longer_overridden(watched: Watched) -> None:
    for name in ("base.html", "parts/chrome.html"):
        shipped = (folders.shipped("templates") / name).read_text()
        watched.write(f"templates/{name}", shipped.replace("</", "<!-- ours --></"))
        watched.is_seen(changes=True)
        (watched.folder / "templates" / name).unlink()
        watched.is_seen(changes=True)


@pytest.mark.parametrize("name", [".own.html", "./own.html", "parts//own.html"])
def test_a_template_is_called_by_the_name_that_an_edit_is_seen_by(
    watched: Watched, name: str
) -> None:
    watched.write(f"templates/{name}", "1")
    watched.write(MISSING, f"{{% include '{name}' %}}")
    problems = watched.build().problems
    assert "a part of this name is empty or begins with a dot" in str(problems)


def test_words(watched: Watched) -> None:
    english = (folders.shipped("templates") / "words" / "en.toml").read_text()
    watched.write("templates/words/en.toml", english)
    watched.is_seen(changes=False)
    for ours, theirs in (
        ('latest = "Latest"', 'latest = "Today"'),  # in the templates, which are compiled
        ('one = "{count} paper"', 'one = "{count} text"'),
        ('months_in_dates = ["January"', 'months_in_dates = ["Januarii"'),
        ('reason_title = "“{phrase}” in', 'reason_title = "{phrase} in'),  # in what is known
    ):
        assert ours in english
        english = english.replace(ours, theirs)
        watched.write("templates/words/en.toml", english)
        watched.is_seen(changes=True)
    watched.write("templates/words/xx.toml", english.replace('"ltr"', '"rtl"'))
    watched.is_seen(changes=False)
    watched.is_seen("site.language=xx", changes=True)
    shutil.rmtree(watched.folder / "templates")
    watched.is_seen(changes=True)


def test_static_files(watched: Watched) -> None:
    static = watched.folder / "static"
    for name, text in (
        *(("css/site.css", "a {}"), ("css/site.css", "b {}"), ("css/own.css", "a {}")),
        *(("pictures/a.png", "1"), ("pictures/a.png", "2"), ("a\u2028b.txt", "1")),
    ):
        watched.write(f"static/{name}", text)
        watched.is_seen(changes=True)
    (static / "pictures/a.png").rename(static / "pictures/b.png")
    watched.is_seen(changes=True)
    (static / "a\u2028b.txt").unlink()
    watched.is_seen(changes=True)
    shutil.rmtree(static)
    watched.is_seen(changes=True)


def test_a_static_file_that_is_renamed_by_case_alone_stays_on_any_disk(watched: Watched) -> None:
    static = watched.folder / "static"
    watched.write("static/Pictures/Loom.png", "1")
    watched.is_seen(changes=True)
    for name in ("Pictures/loom.png", "pictures/loom.png"):
        old = next(static.rglob("*.png"))
        old.rename(watched.folder / "moving")
        old.parent.rmdir()
        (static / name).parent.mkdir()
        (watched.folder / "moving").rename(static / name)
        watched.is_seen(changes=True)
        built = watched.folder / "_site/static"
        pictures = {file.relative_to(built).as_posix() for file in built.rglob("*.png")}
        assert pictures == {"social.png", name}


def test_a_static_file_becomes_a_folder_and_the_other_way_round(watched: Watched) -> None:
    own, among = watched.folder / "static/own", watched.folder / "_site/static/own/mine.txt"
    for _ in range(2):
        watched.write("static/own", "1")
        watched.is_seen(changes=True)
        own.unlink()
        watched.write("static/own/deeper/a.png", "1")
        watched.is_seen(changes=True)
        shutil.rmtree(own)
    among.write_text("mine")  # nobody built it, so it stays in the way
    watched.write("static/own", "1")
    with pytest.raises(Problem, match="own is a folder, where a file of the site should be"):
        watched.build()
    assert among.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "clash"),
    [("static", "static/index.html"), ("topics", "content/topics.md")],
)
def test_a_page_of_prose_where_something_else_stands(
    watched: Watched, name: str, clash: str
) -> None:
    """What stands there comes and goes; the page gives way to it, and comes back."""
    if name == "static":
        watched.write(f"content/{name}.md", "---\ntitle: Static\n---\nWords.\n")
        watched.is_seen(changes=True)
    watched.write(clash, "One.\n")
    problems = "\n".join(map(str, watched.build().problems))
    assert f"both want to write {name}/index.html" in problems
    assert f"content/{name}.md: " in problems
    assert "Words." not in (watched.folder / f"_site/{name}/index.html").read_text()
    watched.is_seen(changes=False)
    watched.write(f"content/{name}.md", "---\ntitle: Static\n---\nOther words.\n")
    watched.is_seen()
    (watched.folder / clash).unlink()
    watched.is_seen()
    assert "both want" not in str(watched.build().problems)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("[site]\ntitle = 'Other'\n", "site.title=Other"),
        ("[site]\naddress = 'https://example.org/a/'\n", "site.address=https://example.org/a/"),
        ("[limits]\nday_cards = 1\n", "limits.day_cards=1"),
        ("[look]\nhome_cards = 0\n", "look.home_cards=0"),
        ("[look.light]\naccent = '#005500'\n", "look.light.accent=#005500"),
        ("[look.navigation]\nAll = '/topics/'\n", "look.navigation={All = '/topics/'}"),
    ],
)
def test_settings_and_what_overrides_them(watched: Watched, table: str, word: str) -> None:
    watched.write("site.toml", table + TOML)
    watched.is_seen(changes=True)
    watched.write("site.toml", TOML)
    watched.is_seen(changes=True)
    watched.is_seen(word, changes=True)
    watched.is_seen(changes=True)


def test_kinds_feeds_and_sources(watched: Watched) -> None:
    kinds = [kind for kind in tables.KINDS if kind != "week"]
    for toml in (
        f"kinds = {kinds}\n{TOML}",
        f"feeds = ['rss']\n{TOML}",
        TOML.replace("manual]", "manual]\nlist = false"),
        "".join(reversed(TOML.splitlines(keepends=True))),
        TOML.replace("[sources.arxiv_api]\n", ""),
    ):
        watched.write("site.toml", toml)
        watched.is_seen()


# Edits that are hard to see.


def kept_time(file: Path, text: str) -> None:
    """Write a text as long as the one before, and set the time back."""
    before = file.stat()
    file.write_text(text)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def renamed_over(file: Path, text: str) -> None:
    """Rename over a file another one, with its time."""
    before = file.stat()
    draft = file.with_name("draft~")
    draft.write_text(text)
    os.utime(draft, ns=(before.st_atime_ns, before.st_mtime_ns))
    draft.replace(file)


def in_place(file: Path, text: str) -> None:
    """Write into a file without cutting it off."""
    with file.open("r+") as opened:
        opened.write(text)


def cut_and_written(file: Path, text: str) -> None:
    """Empty a file, then write it."""
    file.write_text("")
    file.write_text(text)


def far_ahead(file: Path, text: str) -> None:
    """Write a file whose time is still to come."""
    file.write_text(text)
    os.utime(file, (2**32, 2**32))


def gone_and_back(file: Path, text: str) -> None:
    """Delete a file, then write it."""
    file.unlink()
    file.write_text(text)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "write", [kept_time, renamed_over, in_place, cut_and_written, far_ahead, gone_and_back]
)
@pytest.mark.parametrize("waits", [False, True])
def test_edits_that_keep_size_and_time(
    watched: Watched, write: Callable[[Path, str], None], *, waits: bool
) -> None:
    file = watched.folder / "content/about.md"
    text = file.read_text()
    for word in ("Wards.", "Wurds.", "Words."):
        if waits:
            settle()
            watched.build()
        write(file, text.replace("Words.", word))
        assert "files written" in watched.build().figures
        made = (watched.folder / "_site/about/index.html").read_text()
        assert word in made


@pytest.mark.usefixtures("quick")
def test_a_file_replaced_by_one_that_says_the_same_changes_nothing(watched: Watched) -> None:
    settle()
    file = watched.folder / "content/about.md"
    renamed_over(file, file.read_text())
    watched.is_seen(changes=False)
    assert watched.build().figures["files written"] == 0


@pytest.mark.usefixtures("quick")
def test_settings_that_are_edited_after_the_look_and_then_taken_back(watched: Watched) -> None:
    settle()
    look = told.look_at(watched.folder, ())
    assert look
    watched.write("site.toml", f"[site]\ntitle = 'Other'\n{TOML}")
    build(site_settings.load(watched.folder), unwatched, look=look)
    watched.write("site.toml", TOML)
    settle()
    look = told.look_at(watched.folder, ())
    assert told.by_look(watched.folder / ".cache", look, watched.folder / "_site") is None


@pytest.mark.parametrize(
    "path",
    [
        *(RECORDS.format("huggingface", "05"), "content/about.md", "content/topics/looms.md"),
        *("static/a.png", "templates/missing.html", "content/days/2026/2026-01-05.md"),
        "content/records/huggingface/2026/states.jsonl",
    ],
)
@pytest.mark.parametrize("after_pages", [False, True])
def test_what_is_edited_during_a_build_and_then_taken_back(
    watched: Watched, path: str, *, after_pages: bool
) -> None:
    """A page of what stood there for a moment is never taken for one of what stands there now."""
    file = watched.folder / path
    olds = {
        "a.png": "1",
        "missing.html": "old",
        "2026-01-05.md": "---\ntitle: x\n---\nWords.\n",
        "states.jsonl": '{"day": "2026-01-08", "state": "empty"}\n',
    }
    old = olds.get(file.name) or file.read_text()
    watched.write(path, old)
    new = old.replace("Loom", "Shop").replace("Words", "Wards").replace("empty", "failed")
    new = new.replace("1", "2") if path.endswith("png") else new.replace("old", "new")

    def edited(steps: Iterable[T], stage: str, total: int) -> Iterator[T]:  # noqa: ARG001 - a Watch
        file.write_text(new)
        yield from steps

    site = site_settings.load(watched.folder)
    try:
        if after_pages:  # as `update` does
            archive, _ = write(ingest.load(site)[0], edited, here)
            build(site, unwatched, archive=archive)
        else:
            build(site, edited)
    except Problem as problem:
        assert f"{path}: this file was changed while it was read" in str(problem)  # noqa: PT017 - or none
    watched.write(path, old)
    watched.is_seen()


@pytest.mark.parametrize("kind", ["changed", "gone"])
def test_a_template_that_is_changed_and_changed_back_within_a_build(
    watched: Watched, kind: str
) -> None:
    file = watched.folder / MISSING
    watched.write(MISSING, "old")
    watched.write("content/about.md", "---\ntitle: About\n---\nOther words.\n")

    def edited(steps: Iterable[T], stage: str, total: int) -> Iterator[T]:  # noqa: ARG001 - a Watch
        file.write_text("new") if kind == "changed" else file.unlink()
        yield from steps
        file.write_text("old")

    with pytest.raises(Problem, match="this file was changed while it was read") as caught:
        build(site_settings.load(watched.folder), edited)
    assert str(caught.value.at) == MISSING
    file.write_text("old")
    watched.is_seen(changes=None)


# What runs.


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with a copy of the generator, to be edited."""
    return program.copied(tmp_path / "copy")


def by_copy(copy: Path, site: Path, *others: Path) -> str:
    """Build with the copy, and libraries before those that are installed; return the page about."""
    path = os.pathsep.join(map(str, (copy, *others)))
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", "-m", "generator", "--site", str(site), "build"]
    done = subprocess.run(command, env=env, cwd=copy, capture_output=True, text=True, check=True)
    assert "problem" not in done.stderr
    return (site / "_site/about/index.html").read_text()


def test_the_code_itself(watched: Watched, copied: Path) -> None:
    file = copied / "generator/kinds/prose.py"
    assert "Words." in by_copy(copied, watched.folder)
    text = file.read_text()
    assert "markdown.html(" in text
    renamed_over(file, text.replace("markdown.html(", "str.upper and markdown.html('*New* ' + "))
    assert "<em>New</em> Words." in by_copy(copied, watched.folder)
    renamed_over(file, text)
    assert "<em>New</em>" not in by_copy(copied, watched.folder)
    base = copied / "templates/base.html"
    base.write_text(base.read_text().replace("</body>", "<!-- new --></body>"))
    assert "<!-- new -->" in by_copy(copied, watched.folder)


def test_a_new_version_of_a_library(watched: Watched, copied: Path, tmp_path: Path) -> None:
    import markdown_it

    newer = tmp_path / "newer"
    package = shutil.copytree(Path(markdown_it.__file__).parent, newer / "markdown_it")
    (newer / "markdown_it_py-4.0.0.dist-info").mkdir()
    assert "<p>Words.</p>" in by_copy(copied, watched.folder, newer)
    renderer = package / "renderer.py"
    text = renderer.read_text()
    assert 'result = ""' in text
    renderer.write_text(text.replace('result = ""', 'result = "<!-- newer -->"'))
    (newer / "markdown_it_py-4.0.0.dist-info").rename(newer / "markdown_it_py-4.0.1.dist-info")
    assert "<!-- newer -->" in by_copy(copied, watched.folder, newer)
    assert "<!-- newer -->" not in by_copy(copied, watched.folder)
