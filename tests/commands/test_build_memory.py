"""What is remembered in .cache/ and _site/ may be lost, old, another's or cut short.

It is never taken for something else: whatever became of it, a build gives what a build from
nothing gives, and people's words stay.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, combinations
from pathlib import Path

import pytest

from generator.build import told
from generator.commands.build import build
from generator.commands.pages import pages
from generator.model.outcome import Outcome, unwatched
from generator.settings import site as site_settings

Run = Callable[..., subprocess.CompletedProcess[str]]
Files = Mapping[str, bytes]

DAY = "content/days/2025/2025-12-12.md"
ABOUT = "---\ntitle: About\n---\n{}\n"


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def make(site: Path, output: Path | None = None) -> Outcome:
    """Build as the command does, by a look first."""
    look = told.look_at(site, ())
    same = told.by_look(site / ".cache", look, output or site / "_site")
    if same is not None:
        return same
    return build(site_settings.load(site), unwatched, output=output, look=look)


def write_about(site: Path, words: str) -> None:
    (site / "content/about.md").write_text(ABOUT.format(words))


@pytest.fixture(scope="module")
def made_once(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built twice; and what comes of its content, old and new, from nothing."""
    folder = tmp_path_factory.mktemp("made")
    site = shutil.copytree(imported_once, folder / "site")
    for words in ("old", "new"):
        write_about(site, words)
        make(site)
        shutil.copytree(site / "content", folder / words / "content")
        shutil.copy(site / "site.toml", folder / words)
        make(folder / words)
        shutil.rmtree(folder / words / ".cache")
    return site


@pytest.fixture
def made(site: Path, made_once: Path) -> Path:
    """The site that was built twice."""
    return shutil.copytree(made_once, site, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def fresh(made_once: Path) -> Mapping[str, Files]:
    """What comes of the content, old and new, from nothing."""
    return {words: files_of(made_once.parent / words / "_site") for words in ("old", "new")}


def is_right(site: Path, fresh: Mapping[str, Files]) -> None:
    """Build twice, of new and of old content, and see to it that each comes out right."""
    for words in ("new", "old"):
        write_about(site, words)
        assert not make(site).problems
        assert files_of(site / "_site") == fresh[words]


def kept(site: Path) -> list[Path]:
    """Return the files of .cache/, but for compiled templates."""
    found = (path for path in (site / ".cache").rglob("*") if path.is_file())
    return sorted(path for path in found if path.parent.name != "templates")


@pytest.mark.parametrize("length", [0, 1, 32, 33, 64, 65, 66, 80, -1, -20])
def test_what_is_cut_short(made: Path, fresh: Mapping[str, Files], length: int) -> None:
    for path in kept(made):
        path.write_bytes(path.read_bytes()[:length])
    for path in sorted((made / ".cache/templates").iterdir())[:3]:  # to compile all takes longest
        path.write_bytes(path.read_bytes()[:length])
    is_right(made, fresh)


def test_each_file_cut_short_or_gone_by_itself(made: Path, fresh: Mapping[str, Files]) -> None:
    names = [path.relative_to(made) for path in kept(made)]
    assert {"survey", "facts", "pages", "builds"} <= {path.parts[1] for path in names}
    for name in names:
        for damage in (lambda body: body[:50], lambda _: b"", lambda body: body[::-1], None):
            file = made / name
            if file.exists():
                file.write_bytes(damage(file.read_bytes())) if damage else file.unlink()
            write_about(made, "old")
            make(made)
            assert files_of(made / "_site") == fresh["old"]
        write_about(made, "new")
        make(made)


def test_any_of_them_gone_together(made: Path, fresh: Mapping[str, Files]) -> None:
    parts = ("survey", "facts", "builds", "builds/*.told", "look")
    sets = chain.from_iterable(combinations(parts, count) for count in range(2, 5))
    for at, each in enumerate(sets):
        for path in chain.from_iterable((made / ".cache").glob(part) for part in each):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        words = "old" if at % 2 else "new"
        write_about(made, words)
        make(made)
        assert files_of(made / "_site") == fresh[words]


def test_what_a_killed_build_left_half_written_is_taken_by_the_next(
    made: Path, fresh: Mapping[str, Files]
) -> None:
    half = made / ".cache/.survey.draft"
    half.write_text("half")
    is_right(made, fresh)
    assert not half.exists()
    assert not [path for path in kept(made) if path.suffix == ".draft"]


@pytest.mark.parametrize("which", [".cache", ".cache/builds", ".cache/survey", ".cache/templates"])
def test_a_file_in_the_place_of_a_folder_and_the_other_way_round(
    made: Path, fresh: Mapping[str, Files], which: str
) -> None:
    place = made / which
    was_file = place.is_file()
    place.unlink() if was_file else shutil.rmtree(place)
    place.mkdir() if was_file else place.write_text("mine")
    is_right(made, fresh)


def test_a_cache_that_nobody_can_write_is_a_reason_for_nothing(
    made: Path, fresh: Mapping[str, Files], run: Run
) -> None:
    shutil.rmtree(made / ".cache")
    (made / ".cache").symlink_to("/proc/nowhere")
    is_right(made, fresh)
    assert "problem" not in run("build").stderr
    assert "problem" not in run("pages").stderr


@pytest.mark.parametrize("which", ["all", "survey", "facts", "look", "builds", "pages"])
def test_the_cache_of_another_site(
    made: Path, fresh: Mapping[str, Files], tmp_path: Path, which: str
) -> None:
    other = tmp_path / "other"
    shutil.copytree(made, other)
    about = other / "content/corrections/2501.00001.yaml"
    about.parent.mkdir()
    about.write_text("title: Another\n")
    make(other)
    name = "" if which == "all" else which
    place, theirs = made / ".cache" / name, other / ".cache" / name
    if theirs.is_dir():
        shutil.rmtree(place)
        shutil.copytree(theirs, place)
    elif theirs.exists():
        shutil.copy(theirs, place)
    is_right(made, fresh)


@pytest.mark.parametrize("older", ["_site", ".cache"])
def test_what_is_older_than_the_other(
    made: Path, fresh: Mapping[str, Files], tmp_path: Path, older: str
) -> None:
    write_about(made, "old")
    make(made)
    shutil.copytree(made / older, tmp_path / "older")
    correction = made / "content/corrections/2501.00001.yaml"
    correction.parent.mkdir()
    correction.write_text("hidden: true\n")
    make(made)
    correction.unlink()
    correction.parent.rmdir()
    shutil.rmtree(made / older)
    shutil.copytree(tmp_path / "older", made / older)
    is_right(made, fresh)


def test_a_site_that_was_copied_to_another_place(
    made: Path, fresh: Mapping[str, Files], tmp_path: Path
) -> None:
    output = shutil.copytree(made / "_site", tmp_path / "output")
    assert make(made, output).figures["files written"] == 0
    write_about(made, "old")
    assert 0 < make(made, output).figures["files written"] < 5
    assert files_of(output) == fresh["old"]
    for each in (output / "index.html", output / "about/index.html"):
        each.unlink()
    write_about(made, "new")
    make(made, output)
    assert (output / "about/index.html").exists()


def test_two_folders_in_turn(made: Path, fresh: Mapping[str, Files], tmp_path: Path) -> None:
    outputs = [tmp_path / "one", tmp_path / "two", made / "_site"]
    for at, words in enumerate(("old", "new", "new", "old", "old", "new") * 2):
        write_about(made, words)
        output = outputs[(at // 2) % 3]
        make(made, output)
        assert files_of(output) == fresh[words]


# Several at once, and some that are killed.


def begun(site: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", "--site", str(site), "build", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder as a build does that is at work in it."""
    fcntl = pytest.importorskip("fcntl")
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def test_one_build_at_a_time_works_in_a_folder(
    made: Path, fresh: Mapping[str, Files], run: Run
) -> None:
    before = files_of(made / "_site")
    write_about(made, "old")
    with held(made / "_site"):
        told = run("build", code=2).stderr
    where = f"another process is making the site in {made / '_site'}"
    assert f"problem {where}; wait until it has ended, or choose another folder" in told
    assert files_of(made / "_site") == before
    run("build")
    assert files_of(made / "_site") == fresh["old"]


def test_builds_at_the_same_time_end_in_a_right_site(
    made: Path, fresh: Mapping[str, Files]
) -> None:
    for words in ("old", "new"):
        write_about(made, words)
        builds = [begun(made, "--full") for _ in range(3)]
        ends = [(each.communicate()[1], each.returncode) for each in builds]
        assert all(code == 0 or "another process is making" in said for said, code in ends), ends
        assert 0 in {code for _, code in ends}
        assert files_of(made / "_site") == fresh[words]
        assert make(made).figures["files written"] == 0


@pytest.fixture(scope="module")
def large_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of so many papers that two processes make it, and what comes of it from nothing."""
    folder = tmp_path_factory.mktemp("large")
    site = folder / "site"
    (site / "content").mkdir(parents=True)
    (site / "site.toml").write_text("[sources.huggingface]\n")
    write_about(site, "new")
    write_records(site, "A Loom")
    make(site)
    shutil.copytree(site / "_site", folder / "fresh")
    return site


def write_records(site: Path, title: str) -> None:
    for day in range(1, 29):
        lines = [
            f'{{"id": "arxiv:2601.{day * 100 + at:05}", "title": "{title}"}}\n' for at in range(20)
        ]
        file = site / f"content/records/huggingface/2026/2026-01-{day:02}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(lines))


@pytest.mark.skipif(sys.platform != "linux", reason="what runs is looked up in /proc")
def test_builds_that_are_killed_at_any_moment(large_once: Path, tmp_path: Path) -> None:
    site = shutil.copytree(large_once, tmp_path / "site")
    fresh = files_of(large_once.parent / "fresh")
    begun_at = time.monotonic()
    write_records(site, "A Feather")
    make(site)
    longest = time.monotonic() - begun_at + 0.4
    killed = 0
    for at in range(5):
        write_records(site, f"Loom {at}")
        with begun(site, "--jobs", "2") as process:
            time.sleep(longest * (at + 1) / 8)
            process.send_signal(signal.SIGKILL)
            process.communicate()  # until its workers have ended too
        killed += process.returncode == -signal.SIGKILL
        write_records(site, "A Loom")
        if at % 2:
            make(site)
            assert files_of(site / "_site") == fresh
    make(site)
    assert files_of(site / "_site") == fresh
    assert killed, "each build had ended before it was to be killed"
    assert not running(site)


def running(site: Path) -> list[str]:
    """Return the processes that work on a site."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = each.read_bytes().split(b"\0")
        except OSError:  # it has just ended
            continue
        if os.fsencode(site) in words:
            found.append(str(each))
    return found


# Pages.


EDITS: dict[str, Callable[[str], str | None]] = {
    "words behind": lambda text: text + "\nMy words.\n",
    "words between": lambda text: text.replace(
        "<!-- /block -->", "<!-- /block -->\nMy words.\n", 1
    ),
    "a block edited": lambda text: text.replace("We weave.", "My words."),
    "a block emptied": lambda text: (
        text[: text.index(" -->\n") + 5] + text[text.index("<!-- /block -->") :]
    ),
    "a block deleted": lambda text: (
        text[: text.index("<!-- block")]
        + text[text.index("<!-- /block -->") + len("<!-- /block -->\n") :]
    ),
    "deleted": lambda _: None,
    "broken": lambda text: text + "<!-- block x -->\nMy words.\n",
}


@pytest.mark.parametrize("memory", ["as it is", "older", "gone", "cut short", "another's"])
def test_pages_come_out_as_if_nothing_was_remembered(
    imported: Path, tmp_path: Path, memory: str
) -> None:
    site = site_settings.load(imported)
    file, cache = imported / DAY, imported / ".cache/pages"
    pages(site, unwatched)
    before, older = file.read_text(), cache.read_bytes()
    for edit in EDITS.values():
        for correction in ("", "title: Mended\n", ""):
            edited = edit(file.read_text() if file.exists() else before)
            file.unlink() if edited is None else file.write_text(edited)
            path = imported / "content/corrections/2501.00001.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(correction) if correction else path.unlink(missing_ok=True)
            if memory == "older":
                cache.write_bytes(older)
            elif memory == "gone":
                cache.unlink()
            elif memory == "cut short":
                cache.write_bytes(cache.read_bytes()[:-9])
            elif memory == "another's":
                cache.write_bytes((imported / ".cache/facts").read_bytes())
            shutil.copytree(imported / "content", tmp_path / "fresh/content")
            shutil.copy(imported / "site.toml", tmp_path / "fresh")
            pages(site_settings.load(tmp_path / "fresh"), unwatched)
            pages(site, unwatched)
            assert files_of(imported / "content") == files_of(tmp_path / "fresh/content")
            assert edited is None or "My words." not in edited or "My words." in file.read_text()
            written = file.stat().st_mtime_ns
            assert pages(site, unwatched).figures["pages written"] == 0
            assert file.stat().st_mtime_ns == written
            shutil.rmtree(tmp_path / "fresh")
        file.write_text(before)
